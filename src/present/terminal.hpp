// A decision as text for a person: for the practitioner with everything it rests on, for the client in the packs' own
// words.
#pragma once

#include <string>

#include "eval/decide.hpp"
#include "present/page.hpp"

namespace contra::present {

/// Ends in a newline.
std::string decision_text(const eval::Decision& decision, const eval::Facts& facts, const std::string& engine,
                          const PageOptions& options);

/// For the client: the packs' `tell` words and dates only; no verdict, no sources, nothing that alarms.
std::string client_text(const eval::Decision& decision, const eval::Facts& facts, const PageOptions& options);

}  // namespace contra::present
