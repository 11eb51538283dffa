// See load_rules.hpp.
#include "cli/load_rules.hpp"

#include <algorithm>

#include "cli/files.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "text/limits.hpp"

namespace contra::cli {

namespace {

/// Standard input is the command's to read, not the library's: `-` becomes a text.
void take_standard_input(std::vector<std::string>& paths, std::vector<api::RuleText>& texts) {
  const auto dash = std::find(paths.begin(), paths.end(), "-");
  if (dash == paths.end()) return;
  api::RuleText rule{"-", {}};
  std::string why;
  if (!read_file("-", limits::rule_file_bytes, rule.text, why)) return;  // it stays a file that is not there
  paths.erase(std::remove(paths.begin(), paths.end(), "-"), paths.end());
  texts.push_back(std::move(rule));
}

}  // namespace

Rules load_rules(const RulesWanted& wanted) {
  api::RulesWanted out;
  out.built_in = wanted.paths.empty();
  out.paths = wanted.paths;
  out.policies = wanted.policies;
  take_standard_input(out.paths, out.texts);
  take_standard_input(out.policies, out.policy_texts);
  out.tests = wanted.tests;
  out.today = wanted.today;
  out.openings = wanted.openings;
  out.log = log_step;
  return api::load_rules(std::move(out));
}

bool usable_rules(const RulesWanted& wanted, const Options& options, Rules& out) {
  out = load_rules(wanted);
  std::vector<text::Diagnostic> errors;
  for (const auto& d : out.diagnostics)
    if (text::info(d.kind).severity == text::Severity::error) errors.push_back(d);
  // Warnings are for the author of the rules, who asks for them with `contra check`.
  if (!errors.empty()) show_diagnostics(errors, out.sources, options, false);
  if (!out.checked) {
    complain("the rules are at fault, so nothing was decided", "`contra check` shows every fault");
    return false;
  }
  if (!wanted.each_policy)
    for (const std::string& name : out.not_joined)
      log_warning("the policy \"" + name + "\" is among the rules and was not asked for; `--policy FILE` joins it");
  if (out.programs.empty()) {
    complain("there is no pack in the rules");
    return false;
  }
  return true;
}

const compile::Program* find_pack(const Rules& rules, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& program : rules.programs) {
    if (program->identity.name == name) return program.get();
    names.push_back(program->identity.name);
  }
  const std::string near = text::nearest(name, names);
  std::string all;
  for (const auto& n : names) all += (all.empty() ? "" : ", ") + n;
  complain("there is no pack `" + name + "`", near.empty() ? "packs: " + all : "did you mean `" + near + "`?");
  return nullptr;
}

}  // namespace contra::cli
