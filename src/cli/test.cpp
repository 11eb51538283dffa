// contra test: runs the tests that stand in rule files, and tells what they show and what they would notice.
#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/test_reports.hpp"
#include "cli/test_watch.hpp"
#include "present/words.hpp"
#include "text/limits.hpp"
#include "trial/accepted.hpp"
#include "trial/reports.hpp"
#include "trial/suggest.hpp"
#include "trial/trial.hpp"

namespace contra::cli {

namespace {

/// The lists of what no test can notice: `unnoticed.txt` beside the tests of a pack.
std::vector<trial::Accepted> accepted_beside(const Rules& rules, std::vector<trial::AcceptedFault>& faults) {
  std::map<std::string, std::vector<std::string>> packs;  // by folder
  for (const auto& test : rules.checked->tests) {
    if (test.span.file < 0) continue;
    const std::filesystem::path file = rules.sources.file(test.span.file).name;
    auto& in_folder = packs[file.parent_path().string()];
    if (std::find(in_folder.begin(), in_folder.end(), test.pack) == in_folder.end()) in_folder.push_back(test.pack);
  }
  std::vector<trial::Accepted> out;
  for (const auto& [folder, names] : packs) {
    const std::string path = (std::filesystem::path(folder) / "unnoticed.txt").string();
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) continue;
    std::string text, why;
    if (!read_file(path, limits::rule_file_bytes, text, why)) {
      faults.push_back({path, 0, why});
      continue;
    }
    auto list = trial::read_accepted(path, text, names, faults);
    out.insert(out.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
  }
  return out;
}

bool write_report(const std::optional<std::string>& path, const std::string& text) {
  if (!path) return true;
  std::string why;
  if (write_file(*path, text, why)) return true;
  complain(*path + ": " + why);
  return false;
}

bool is_name(const check::CheckedRules& rules, const std::string& only) {
  if (only.empty() || rules.pack(only) != nullptr) return true;
  const auto has = [&](const auto& checks) {
    return std::any_of(checks.begin(), checks.end(), [&](const auto& c) { return c.name == only; });
  };
  return std::any_of(rules.packs.begin(), rules.packs.end(), [&](const auto& p) { return has(p->checks); }) ||
         std::any_of(rules.policies.begin(), rules.policies.end(), [&](const auto& p) { return has(p->checks); });
}

}  // namespace

TestRun run_tests(const Options& options) {
  TestRun run;
  RulesWanted wanted{options.arguments, options.policies, true, std::nullopt};
  std::error_code error;
  if (wanted.paths.empty() && std::filesystem::is_directory("rules", error)) wanted.paths = {"rules"};
  Rules rules;
  run.code = exit_fault;
  if (!usable_rules(wanted, options, rules)) return run;
  const std::vector<trial::Result> results = trial::run_all(*rules.checked, rules.sources);
  if (results.empty()) {
    complain("there is no test in the rules");
    return run;
  }
  const std::string only = options.only.value_or("");
  if (!is_name(*rules.checked, only)) {
    complain("there is no pack and no check `" + only + "`");
    return run;
  }
  const present::PageOptions look = page_options(options);
  std::size_t failed = 0;
  for (const trial::Result& result : results) {
    if (result.passed) continue;
    ++failed;
    run.failures.push_back(failure_text(look, result, rules.sources));
  }
  run.summary = summary_text(look, results.size(), failed);
  run.code = failed > 0 ? exit_wait : exit_go;

  const bool cover = options.coverage || options.suggest || options.lcov.has_value();
  const bool mutate = options.mutate || options.suggest;
  trial::Coverage coverage;
  trial::Mutation mutation;
  if (cover) coverage = trial::cover(*rules.checked, rules.sources, only);
  if (mutate) mutation = trial::mutate(*rules.checked, rules.sources, only);
  std::vector<trial::AcceptedFault> faults;
  if (cover || mutate) {
    std::vector<trial::Accepted> accepted = accepted_beside(rules, faults);
    trial::accept(coverage, accepted);
    trial::accept(mutation, accepted);
    if (only.empty())
      for (auto& fault : trial::stale(accepted, cover, mutate)) faults.push_back(std::move(fault));
  }
  if (!write_report(options.junit, trial::junit_xml(results, rules.sources)) ||
      !write_report(options.lcov, options.lcov ? trial::lcov_trace(coverage, rules.sources) : std::string())) {
    run.code = exit_fault;
    return run;
  }
  if (options.json) {
    run.failures.clear();
    run.summary = results_json(results, options.coverage ? &coverage : nullptr, options.mutate ? &mutation : nullptr,
                               rules.sources);
  } else if (options.suggest) {
    run.failures.clear();
    if (failed > 0)
      complain(present::count_words(static_cast<std::int64_t>(failed), "test fails", "tests fail") +
                   ": only those that pass were looked at",
               "`contra test` shows them");
    run.summary = suggestions_text(trial::suggest(*rules.checked, rules.sources, coverage, mutation));
    return run;
  } else {
    if (options.coverage) run.reports += "\n" + coverage_text(look, coverage, rules.sources);
    if (options.mutate) run.reports += "\n" + mutation_text(look, mutation, rules.sources);
    for (const auto& fault : faults)
      run.reports +=
          "\n" + fault.file + (fault.line > 0 ? ":" + std::to_string(fault.line) : "") + ": " + fault.message + "\n";
  }
  const bool missing =
      (options.coverage && is_missing(coverage)) || (options.mutate && is_missing(mutation, options.allow));
  if ((missing || !faults.empty()) && run.code == exit_go) run.code = exit_wait;
  return run;
}

int test(const Options& options) {
  if (options.watch) return watch_tests(options);
  const TestRun run = run_tests(options);
  for (const std::string& failure : run.failures) print(failure + "\n");
  print(run.summary + run.reports);
  return run.code;
}

}  // namespace contra::cli
