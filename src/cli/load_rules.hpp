// Rules as a command wants them: from files that a person names, with faults shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/load.hpp"
#include "cli/options.hpp"

namespace contra::cli {

struct RulesWanted {
  std::vector<std::string> paths;     ///< files and folders; none: the rules built in
  std::vector<std::string> policies;  ///< files; the policies in them are joined
  bool tests = false;                 ///< files of tests too
  std::optional<Day> today;
  bool each_policy = false;  ///< policies among the paths are meant, though not joined: no warning
  bool openings = false;     ///< notes on conditions that more history can open
};

using Rules = api::LoadedRules;

Rules load_rules(const RulesWanted& wanted);

/// For commands that only use rules: loads, shows faults on standard error, and says whether there are programs.
bool usable_rules(const RulesWanted& wanted, const Options& options, Rules& out);

/// The program of a pack by name; "did you mean" on standard error and null when there is none.
const compile::Program* find_pack(const Rules& rules, const std::string& name);

}  // namespace contra::cli
