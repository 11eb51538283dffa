// See load_rules.hpp.
#include "cli/load_rules.hpp"

#include <algorithm>

#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/rule_files.hpp"
#include "syntax/parse.hpp"

namespace contra::cli {

namespace {

std::vector<RuleText> built_in(bool tests) {
  std::vector<RuleText> out;
  for (const EmbeddedFile& file : embedded_rules())
    if (tests || first_word(file.text) != "tests") out.push_back({std::string(file.name), std::string(file.text)});
  return out;
}

/// A pack or a policy given alone stands on what is built in: the vocabulary, and for a policy the pack it is on. What
/// is given replaces what is built in under the same name.
void add_what_is_missing(std::vector<RuleText>& texts) {
  std::vector<std::string> given, wanted;
  for (const RuleText& rule : texts) {
    const std::string_view kind = first_word(rule.text);
    if (kind == "vocabulary" || kind == "pack") given.emplace_back(header_name(rule.text));
    if (kind == "policy" || kind == "tests" || kind == "part") wanted.emplace_back(header_name(rule.text));
  }
  const auto is_given = [&](std::string_view name) {
    return std::find(given.begin(), given.end(), name) != given.end();
  };
  const bool has_vocabulary =
      std::any_of(texts.begin(), texts.end(), [](const RuleText& r) { return first_word(r.text) == "vocabulary"; });
  if (has_vocabulary) return;
  std::vector<std::string_view> vocabularies;
  for (const EmbeddedFile& file : embedded_rules())
    if (first_word(file.text) == "vocabulary") vocabularies.push_back(header_name(file.text));
  for (const EmbeddedFile& file : embedded_rules()) {
    const std::string_view name = header_name(file.text);
    const bool needed = std::find(vocabularies.begin(), vocabularies.end(), name) != vocabularies.end() ||
                        std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    if (needed && !is_given(name) && first_word(file.text) != "tests")
      texts.push_back({std::string(file.name), std::string(file.text)});
  }
}

void no_policy(text::FileId file, std::vector<text::Diagnostic>& diagnostics) {
  text::Diagnostic d;
  d.kind = text::Kind::misplaced_item;
  d.span = {file, 0, 0};
  d.message = "this file is no policy";
  d.help = "a policy begins with `policy \"NAME\" on PACK 1`; other rules are given with `--pack`";
  diagnostics.push_back(std::move(d));
}

}  // namespace

Rules load_rules(const RulesWanted& wanted) {
  Rules rules;
  std::vector<RuleText> texts = wanted.paths.empty()
                                    ? built_in(wanted.tests)
                                    : read_rule_paths(wanted.paths, wanted.tests, rules.sources, rules.diagnostics);
  if (!wanted.paths.empty()) add_what_is_missing(texts);
  // INVARIANT: whatever came in by --policy is joined, or the rules are at fault: a stricter rule is never left out in
  // silence.
  std::vector<std::string> joined;
  for (RuleText& policy : read_rule_paths(wanted.policies, false, rules.sources, rules.diagnostics)) {
    joined.push_back(policy.name);
    if (std::none_of(texts.begin(), texts.end(), [&](const RuleText& r) { return r.name == policy.name; }))
      texts.push_back(std::move(policy));
  }
  std::sort(texts.begin(), texts.end(), [](const RuleText& a, const RuleText& b) { return a.name < b.name; });

  auto files = std::make_shared<std::vector<syntax::File>>();
  for (RuleText& rule : texts) {
    const bool join = std::find(joined.begin(), joined.end(), rule.name) != joined.end();
    const text::FileId id = rules.sources.add(rule.name, std::move(rule.text));
    files->push_back(syntax::parse(rules.sources, id, rules.diagnostics));
    const auto& header = files->back().header;
    const bool is_policy = header && header->kind == syntax::Header::Kind::policy && header->title;
    if (join && is_policy)
      rules.policies.push_back(header->title->text);
    else if (join)
      no_policy(id, rules.diagnostics);
    else if (is_policy)
      rules.not_joined.push_back(header->title->text);
  }
  log_step("parsed " + std::to_string(files->size()) + " rule files");
  rules.checked = check::check(rules.sources, files, {wanted.today}, rules.diagnostics);
  text::tidy(rules.diagnostics);
  if (text::has_errors(rules.diagnostics)) rules.checked.reset();
  log_step("checked them");
  if (rules.checked) rules.programs = compile::compile(*rules.checked, rules.sources, rules.policies);
  log_step("compiled " + std::to_string(rules.programs.size()) + " packs");
  return rules;
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
