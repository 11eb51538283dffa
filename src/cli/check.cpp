// contra check: every fault in rule files, in one run.
#include <filesystem>

#include "api/values.hpp"
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "present/words.hpp"

namespace contra::cli {

namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return present::count_words(static_cast<std::int64_t>(count), one, many);
}

std::string summary(const Rules& rules, std::size_t errors, std::size_t warnings) {
  std::string out = counted(rules.sources.size(), "file", "files");
  if (rules.checked) {
    std::size_t checks = 0;
    for (const auto& pack : rules.checked->packs) checks += pack->checks.size();
    for (const auto& policy : rules.checked->policies) checks += policy->checks.size();
    out += ", " + counted(rules.checked->packs.size(), "pack", "packs") + ", " + counted(checks, "check", "checks") +
           ", " + counted(rules.checked->tests.size(), "test", "tests");
  }
  out += ": " + (errors == 0 ? std::string("no errors") : counted(errors, "error", "errors"));
  if (warnings > 0) out += ", " + counted(warnings, "warning", "warnings");
  return out + "\n";
}

}  // namespace

int check(const Options& options) {
  RulesWanted wanted{options.arguments, {}, true, std::nullopt};
  if (options.on && !(wanted.today = read_day(*options.on, "--on"))) return exit_fault;
  std::error_code error;
  if (wanted.paths.empty() && std::filesystem::is_directory("rules", error)) wanted.paths = {"rules"};
  const Rules rules = load_rules(wanted);
  std::size_t errors = 0, warnings = 0;
  const text::DrawOptions look{page_options(options).color, options.plain};
  if (options.json)
    for (const Diagnostic& d : api::to_values(rules.diagnostics, rules.sources, false)) print(to_json(d) + "\n");
  for (const auto& d : rules.diagnostics) {
    const text::Severity severity = text::info(d.kind).severity;
    errors += severity == text::Severity::error ? 1u : 0u;
    warnings += severity == text::Severity::warning ? 1u : 0u;
    if (options.json) continue;
    if (options.brief)
      print(text::one_line(d, rules.sources) + "\n");
    else
      print(text::draw(d, rules.sources, look) + "\n");
  }
  if (!options.json && !options.brief) print(summary(rules, errors, warnings));
  return errors == 0 && rules.checked ? exit_go : exit_fault;
}

}  // namespace contra::cli
