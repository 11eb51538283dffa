// From the values of the rooms to those of the C++ surface.
#pragma once

#include <vector>

#include "contra/diagnostic.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::api {

/// As the surface gives them. `pictures`: with the author's own line; never for intake records.
std::vector<Diagnostic> to_values(const std::vector<text::Diagnostic>& diagnostics, const text::SourceSet& sources,
                                  bool pictures);

}  // namespace contra::api
