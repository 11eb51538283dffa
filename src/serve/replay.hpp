// A recorded decision, made again: the same bytes, or words that say what differs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/load.hpp"

namespace contra::serve {

struct Replay {
  bool same = false;
  std::vector<std::string> differences;  ///< sentences; empty only when it is the same
  std::string now;                       ///< contra.decision/1 under the rules that are loaded; empty: refused
};

Replay replay(const api::LoadedRules& rules, const std::string& engine, std::string_view record,
              std::string_view decision);

}  // namespace contra::serve
