// What `contra screen --stream --summary` tells at the end.
#pragma once

#include <string>

#include "bulk/screener.hpp"

namespace contra::cli {

/// A page of 80 columns. `complete`: the run came to the end of its input.
std::string summary_text(const bulk::Counts& counts, bool complete);

/// `contra.summary/1`: one JSON object and a newline; every count, nothing left out.
std::string summary_json(const bulk::Counts& counts, bool complete);

}  // namespace contra::cli
