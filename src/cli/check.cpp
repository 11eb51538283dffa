// contra check: every fault in rule files, in one run.
#include <filesystem>

#include "api/values.hpp"
#include "cli/commands.hpp"
#include "cli/fix.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "contra/pack.hpp"
#include "present/diagnostics_sarif.hpp"
#include "present/words.hpp"

namespace contra::cli {

namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return present::count_words(static_cast<std::int64_t>(count), one, many);
}

struct Counts {
  std::size_t errors = 0, warnings = 0, safe_fixes = 0;
};

Counts count(const std::vector<text::Diagnostic>& diagnostics) {
  Counts out;
  for (const auto& d : diagnostics) {
    const text::Severity severity = text::info(d.kind).severity;
    out.errors += severity == text::Severity::error ? 1u : 0u;
    out.warnings += severity == text::Severity::warning ? 1u : 0u;
    out.safe_fixes += d.fix && d.fix->safe ? 1u : 0u;
  }
  return out;
}

std::string summary(const Rules& rules, const Counts& counts) {
  std::string out = counted(rules.sources.size(), "file", "files");
  if (rules.checked) {
    std::size_t checks = 0;
    for (const auto& pack : rules.checked->packs) checks += pack->checks.size();
    for (const auto& policy : rules.checked->policies) checks += policy->checks.size();
    out += ", " + counted(rules.checked->packs.size(), "pack", "packs") + ", " + counted(checks, "check", "checks") +
           ", " + counted(rules.checked->tests.size(), "test", "tests");
  }
  out += ": " + (counts.errors == 0 ? std::string("no errors") : counted(counts.errors, "error", "errors"));
  if (counts.warnings > 0) out += ", " + counted(counts.warnings, "warning", "warnings");
  if (counts.safe_fixes > 0) out += "\n`contra check --fix` mends " + std::to_string(counts.safe_fixes) + " of them";
  return out + "\n";
}

std::string sarif(const Rules& rules) {
  std::error_code error;
  return present::diagnostics_sarif(rules.diagnostics, rules.sources,
                                    {std::string(version()), std::filesystem::current_path(error).generic_string()});
}

}  // namespace

int check(const Options& options) {
  RulesWanted wanted{options.arguments, {}, true, std::nullopt};
  wanted.openings = options.openings;
  if (options.on && !(wanted.today = read_day(*options.on, "--on"))) return exit_fault;
  const std::string format = options.format.value_or(options.json ? "json" : options.plain ? "plain" : "terminal");
  if (options.json && format != "json") {
    complain("`--json` and `--format " + format + "` do not go together");
    return exit_fault;
  }
  std::error_code error;
  if (wanted.paths.empty() && std::filesystem::is_directory("rules", error)) wanted.paths = {"rules"};
  if (options.fix && !fix_files(wanted)) return exit_fault;
  const Rules rules = load_rules(wanted);
  const Counts counts = count(rules.diagnostics);
  if (format == "sarif") {
    print(sarif(rules) + "\n");
  } else if (format == "json") {
    for (const Diagnostic& d : api::to_values(rules.diagnostics, rules.sources, false)) print(to_json(d) + "\n");
  } else {
    const text::DrawOptions look{page_options(options).color, false};
    for (const auto& d : rules.diagnostics)
      print((options.brief       ? text::one_line(d, rules.sources)
             : format == "plain" ? text::plain(d, rules.sources)
                                 : text::draw(d, rules.sources, look)) +
            "\n");
    if (!options.brief) print(summary(rules, counts));
  }
  return counts.errors == 0 && rules.checked ? exit_go : exit_fault;
}

}  // namespace contra::cli
