// The way of rule text in one place: files, trees, checked rules, programs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "cli/options.hpp"
#include "compile/program.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::cli {

struct RulesWanted {
  std::vector<std::string> paths;     ///< files and folders; none: the rules built in
  std::vector<std::string> policies;  ///< files; the policies in them are joined
  bool tests = false;                 ///< files of tests too
  std::optional<Day> today;
};

struct Rules {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  std::optional<check::CheckedRules> checked;  ///< absent when there is an error
  std::vector<std::shared_ptr<const compile::Program>> programs;
  std::vector<std::string> policies;    ///< names of those that are joined
  std::vector<std::string> not_joined;  ///< names of policies that are there and were not asked for
};

Rules load_rules(const RulesWanted& wanted);

/// For commands that only use rules: loads, shows faults on standard error, and says whether there are programs.
bool usable_rules(const RulesWanted& wanted, const Options& options, Rules& out);

/// The program of a pack by name; "did you mean" on standard error and null when there is none.
const compile::Program* find_pack(const Rules& rules, const std::string& name);

}  // namespace contra::cli
