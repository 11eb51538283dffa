// contra test: runs the tests that stand in rule files.
#include <algorithm>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/test_reports.hpp"
#include "present/words.hpp"
#include "trial/suggest.hpp"
#include "trial/trial.hpp"

namespace contra::cli {

namespace {

/// The author's own line, with a mark under the expectation that does not hold.
void show_place(present::Page& page, const text::SourceSet& sources, text::Span span) {
  if (span.file < 0) return;
  const text::Place place = sources.place(span.file, span.begin);
  page.paragraph(4, std::string(sources.line(span.file, place.line)), present::Tone::quiet);
}

}  // namespace

int test(const Options& options) {
  RulesWanted wanted{options.arguments, options.policies, true, std::nullopt};
  std::error_code error;
  if (wanted.paths.empty() && std::filesystem::is_directory("rules", error)) wanted.paths = {"rules"};
  Rules rules;
  if (!usable_rules(wanted, options, rules)) return exit_fault;
  const std::vector<trial::Result> results = trial::run_all(*rules.checked, rules.sources);
  if (results.empty()) {
    complain("there is no test in the rules");
    return exit_fault;
  }
  present::Page page(page_options(options));
  std::size_t failed = 0;
  for (const trial::Result& result : results) {
    if (result.passed) continue;
    if (failed++ > 0) page.gap();
    page.paragraph(0,
                   "fails: " + present::quoted(result.name) + (result.pack.empty() ? "" : " of " + result.pack) + "  " +
                       place_words(rules.sources, result.span),
                   present::Tone::wait);
    for (const trial::Failure& failure : result.failures) {
      page.paragraph(2, failure.message + "  " + place_words(rules.sources, failure.span));
      show_place(page, rules.sources, failure.span);
    }
  }
  if (failed > 0) page.gap();
  std::string summary = present::count_words(static_cast<std::int64_t>(results.size()), "test", "tests") + ": " +
                        std::to_string(results.size() - failed) + " pass";
  if (failed > 0) summary += ", " + std::to_string(failed) + (failed == 1 ? " fails" : " fail");
  page.paragraph(0, summary, failed > 0 ? present::Tone::wait : present::Tone::go);
  print(page.take());
  const std::string only = options.only.value_or("");
  if (options.coverage)
    print("\n" +
          coverage_text(page_options(options), trial::cover(*rules.checked, rules.sources, only), rules.sources));
  if (options.suggest) {
    const auto coverage = trial::cover(*rules.checked, rules.sources, only);
    const auto mutation = trial::mutate(*rules.checked, rules.sources, only);
    for (const auto& one : trial::suggest(*rules.checked, rules.sources, coverage, mutation)) {
      for (const auto& key : one.closes) print("# " + key + "\n");
      print(one.text + "\n");
    }
  }
  if (options.mutate)
    print("\n" +
          mutation_text(page_options(options), trial::mutate(*rules.checked, rules.sources, only), rules.sources));
  return failed > 0 ? exit_wait : exit_go;
}

}  // namespace contra::cli
