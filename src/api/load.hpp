// The way of rule text in one place: files and memory, trees, checked rules, programs. The command and the C++ surface
// both come through here.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/rule_files.hpp"
#include "check/check.hpp"
#include "compile/program.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::api {

struct RulesWanted {
  bool built_in = false;                        ///< start from the rules built in; the others are then left aside
  std::vector<std::string> paths;               ///< files and folders
  std::vector<RuleText> texts;                  ///< rule text in memory
  bool complete = true;                         ///< what is missing under the given rules is taken from those built in
  std::vector<std::string> policies;            ///< files; the policies in them are joined
  std::vector<RuleText> policy_texts;           ///< the same in memory
  std::vector<std::string> policy_names;        ///< policies to join, that are among the rules
  bool tests = false;                           ///< files of tests too
  std::optional<Day> today;                     ///< for `review by` that has passed
  bool openings = false;                        ///< notes on conditions that more history can open
  std::function<void(const std::string&)> log;  ///< is told each step; may be empty
};

struct LoadedRules {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;               ///< sorted
  std::shared_ptr<const std::vector<syntax::File>> trees;  ///< of every file, also of those at fault
  std::optional<check::CheckedRules> checked;              ///< absent when there is an error
  std::vector<std::shared_ptr<const compile::Program>> programs;
  std::vector<std::string> policies;    ///< names of those that are joined
  std::vector<std::string> not_joined;  ///< names of policies that are there and were not asked for
};

/// Never throws for what it is given: every fault is a diagnostic.
LoadedRules load_rules(RulesWanted wanted);

}  // namespace contra::api
