// contra diff: what changed in meaning between two versions.
#include <algorithm>
#include <filesystem>

#include "api/embedded.hpp"
#include "cli/commands.hpp"
#include "cli/diff_records.hpp"
#include "cli/load_rules.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "diff/diff.hpp"
#include "diff/report.hpp"

namespace contra::cli {

namespace {

constexpr std::string_view built_in = "built-in";

/// Whether every rule text of the path belongs to a policy: it then stands on the packs of `--pack`, or on those built
/// in.
bool only_policies(const std::string& path) {
  text::SourceSet sources;
  std::vector<text::Diagnostic> faults;
  const auto texts = api::read_rule_paths({path}, false, sources, faults);
  return !texts.empty() && std::all_of(texts.begin(), texts.end(), [](const api::RuleText& rule) {
    return api::first_word(rule.text) == "policy";
  });
}

/// One side of the comparison. False, with what is at fault on standard error.
bool load_side(const std::string& path, const Options& options, Rules& rules, contra::diff::Version& version) {
  RulesWanted wanted{options.packs, options.policies, false, std::nullopt};
  std::error_code error;
  const bool named = path == built_in && !std::filesystem::exists(path, error);
  if (!named && only_policies(path)) {
    wanted.policies.push_back(path);
  } else {
    wanted.paths.clear();
    if (!named) wanted.paths.push_back(path);
  }
  if (!usable_rules(wanted, options, rules)) return false;
  version = {path, &rules.sources, rules.programs, rules.not_joined};
  return true;
}

}  // namespace

int diff(const Options& options) {
  contra::diff::CompareOptions compare;
  compare.visit = *day_of({2026, 3, 16});
  if (options.on) {
    const auto day = read_day(*options.on, "--on");
    if (!day) return exit_fault;
    compare.visit = *day;
  }
  if (options.json && options.markdown) {
    complain("--json and --markdown do not go together");
    return exit_fault;
  }
  Rules a, b;
  contra::diff::Version version_a, version_b;
  if (!load_side(options.arguments.at(0), options, a, version_a)) return exit_fault;
  if (!load_side(options.arguments.at(1), options, b, version_b)) return exit_fault;
  const contra::diff::Report report = contra::diff::compare(version_a, version_b, compare);
  log_step("compared");
  std::optional<contra::diff::RecordsReport> records;
  if (options.on_records) {
    records = diff_records(*options.on_records, version_a, version_b, options);
    if (!records) return exit_fault;
    log_step("compared the records");
  }
  if (options.json) {
    print(contra::diff::report_json(report, records ? contra::diff::records_json(*records) : std::string()));
  } else if (options.markdown) {
    print(contra::diff::report_markdown(report));
    if (records) print(contra::diff::records_markdown(*records));
  } else {
    print(contra::diff::report_text(report, page_options(options)));
    if (records) print("\n" + contra::diff::records_text(*records, page_options(options)));
  }
  return report.nothing_moves() && (!records || records->moved() == 0) ? exit_go : exit_wait;
}

}  // namespace contra::cli
