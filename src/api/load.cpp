// See load.hpp.
#include "api/load.hpp"

#include <algorithm>
#include <set>

#include "api/embedded.hpp"
#include "syntax/parse.hpp"
#include "text/characters.hpp"
#include "text/limits.hpp"

namespace contra::api {

namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<RuleText> built_in(bool tests) {
  std::vector<RuleText> out;
  for (const EmbeddedFile& file : embedded_rules())
    if (tests || first_word(file.text) != "tests") out.push_back({std::string(file.name), std::string(file.text)});
  return out;
}

/// What a file declares, by the first two words of its lines that are not set in: "check peel", "term retinol".
std::set<std::string> declared(std::string_view text) {
  std::set<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::size_t gap = line.find(' ');
    if (gap != 0 && gap != std::string_view::npos && line[0] != '#')
      out.emplace(line.substr(0, line.find_first_of(" \r", gap + 1)));
    at = end + 1;
  }
  return out;
}

/// A pack or a policy given alone stands on what is built in: the vocabulary, and for a policy the pack it is on. What
/// is given replaces what is built in under the same name; a part that declares all that a built-in one declares
/// replaces that. Gives the names of what was added.
std::vector<std::string> add_what_is_missing(std::vector<RuleText>& texts) {
  std::set<std::string> in_parts;
  std::vector<std::string> given, wanted;
  for (const RuleText& rule : texts) {
    const std::string_view kind = first_word(rule.text);
    if (kind == "vocabulary" || kind == "pack") given.emplace_back(header_name(rule.text));
    if (kind == "policy" || kind == "tests" || kind == "part") wanted.emplace_back(header_name(rule.text));
    if (kind == "part") in_parts.merge(declared(rule.text));
  }
  const bool has_vocabulary =
      std::any_of(texts.begin(), texts.end(), [](const RuleText& r) { return first_word(r.text) == "vocabulary"; });
  std::vector<std::string> added;
  if (has_vocabulary) return added;
  for (const EmbeddedFile& file : embedded_rules())
    if (first_word(file.text) == "vocabulary") wanted.emplace_back(header_name(file.text));
  for (const EmbeddedFile& file : embedded_rules()) {
    const std::string_view name = header_name(file.text);
    if (!has(wanted, name) || has(given, name) || first_word(file.text) == "tests") continue;
    const std::set<std::string> own = declared(file.text);
    if (first_word(file.text) == "part" && std::includes(in_parts.begin(), in_parts.end(), own.begin(), own.end()))
      continue;
    texts.push_back({std::string(file.name), std::string(file.text)});
    added.emplace_back(file.name);
  }
  return added;
}

text::Diagnostic fault(text::Kind kind, text::Span span, std::string message, std::string help) {
  text::Diagnostic d;
  d.kind = kind;
  d.span = span;
  d.message = std::move(message);
  d.help = std::move(help);
  return d;
}

/// Texts from memory under the rules that files are under: a name once, no more bytes than the limit.
void take_texts(std::vector<RuleText>&& given, bool tests, std::vector<RuleText>& texts, LoadedRules& rules) {
  for (RuleText& rule : given) {
    const bool twice =
        std::any_of(texts.begin(), texts.end(), [&](const RuleText& other) { return other.name == rule.name; });
    if (twice) {
      rules.diagnostics.push_back(fault(text::Kind::declared_twice, {rules.sources.add(rule.name, ""), 0, 0},
                                        "two rule texts are named `" + rule.name + "`",
                                        "a name tells where a fault is: give each text its own"));
    } else if (rule.text.size() > limits::rule_file_bytes) {
      report_too_large(rule.name, rules.sources, rules.diagnostics);
    } else if (tests || first_word(rule.text) != "tests") {
      texts.push_back(std::move(rule));
    }
  }
}

/// Names of policies that were asked for and are not there. A stricter rule is never left out in silence.
void missing_policies(const std::vector<std::string>& wanted, LoadedRules& rules) {
  for (const std::string& name : wanted) {
    if (has(rules.policies, name)) continue;
    std::vector<std::string> known = rules.not_joined;
    known.insert(known.end(), rules.policies.begin(), rules.policies.end());
    const std::string near = text::nearest(name, known);
    rules.diagnostics.push_back(fault(text::Kind::unknown_name, {},
                                      "there is no policy `" + text::shortened(name) + "` among the rules",
                                      near.empty() ? std::string() : "did you mean `" + near + "`?"));
  }
}

}  // namespace

LoadedRules load_rules(RulesWanted wanted) {
  LoadedRules rules;
  const auto log = [&](const std::string& what) {
    if (wanted.log) wanted.log(what);
  };
  std::vector<RuleText> texts;
  std::vector<std::string> added;
  if (wanted.built_in) {
    texts = built_in(wanted.tests);
  } else {
    texts = read_rule_paths(wanted.paths, wanted.tests, rules.sources, rules.diagnostics);
    take_texts(std::move(wanted.texts), wanted.tests, texts, rules);
    if (wanted.complete) added = add_what_is_missing(texts);
  }
  // INVARIANT: whatever came in as a policy is joined, or the rules are at fault: a stricter rule is never left out in
  // silence.
  std::vector<RuleText> policies = read_rule_paths(wanted.policies, false, rules.sources, rules.diagnostics);
  take_texts(std::move(wanted.policy_texts), false, policies, rules);
  std::vector<std::string> joined;
  for (RuleText& policy : policies) {
    joined.push_back(policy.name);
    if (std::none_of(texts.begin(), texts.end(), [&](const RuleText& r) { return r.name == policy.name; }))
      texts.push_back(std::move(policy));
  }
  std::sort(texts.begin(), texts.end(), [](const RuleText& a, const RuleText& b) { return a.name < b.name; });

  auto files = std::make_shared<std::vector<syntax::File>>();
  for (RuleText& rule : texts) {
    const bool join = has(joined, rule.name);
    const text::FileId id = rules.sources.add(rule.name, std::move(rule.text));
    files->push_back(syntax::parse(rules.sources, id, rules.diagnostics));
    const auto& header = files->back().header;
    const bool is_policy = header && header->kind == syntax::Header::Kind::policy && header->title;
    if (is_policy && (join || has(wanted.policy_names, header->title->text)))
      rules.policies.push_back(header->title->text);
    else if (join)
      rules.diagnostics.push_back(
          fault(text::Kind::misplaced_item, {id, 0, 0}, "this file is no policy",
                "a policy begins with `policy \"NAME\" on PACK 1`; other rules are given with `--pack`"));
    else if (is_policy)
      rules.not_joined.push_back(header->title->text);
  }
  missing_policies(wanted.policy_names, rules);
  rules.trees = files;
  log("parsed " + std::to_string(files->size()) + " rule files");
  rules.checked = check::check(rules.sources, files, {wanted.today, wanted.openings}, rules.diagnostics);
  // Warnings are for who writes the file: a pack that stands on the built-in vocabulary reads a part of it only.
  rules.diagnostics.erase(std::remove_if(rules.diagnostics.begin(), rules.diagnostics.end(),
                                         [&](const text::Diagnostic& d) {
                                           return text::info(d.kind).severity != text::Severity::error &&
                                                  d.span.file >= 0 && has(added, rules.sources.file(d.span.file).name);
                                         }),
                          rules.diagnostics.end());
  text::tidy(rules.diagnostics);
  if (text::has_errors(rules.diagnostics)) rules.checked.reset();
  log("checked them");
  if (rules.checked) rules.programs = compile::compile(*rules.checked, rules.sources, rules.policies);
  log("compiled " + std::to_string(rules.programs.size()) + " packs");
  return rules;
}

}  // namespace contra::api
