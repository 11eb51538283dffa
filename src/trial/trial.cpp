// Runs tests and says what was expected and what was found; see trial.hpp.
#include "trial/trial.hpp"

#include <algorithm>
#include <exception>

#include "trial/bench.hpp"
#include "trial/judge.hpp"
#include "trial/record.hpp"

namespace contra::trial {
namespace {

Result run_on(Bench& bench, const check::Test& test) {
  Result out;
  out.name = test.name;
  out.pack = test.pack;
  out.span = test.span;
  if (test.span.file >= 0 && static_cast<std::size_t>(test.span.file) < bench.sources().size())
    out.file = bench.sources().file(test.span.file).name;
  const Prepared prepared = bench.prepare(test);
  out.failures = prepared.faults;
  if (prepared.runs()) {
    try {
      const eval::Decision decision = decide(prepared, bench.programs(prepared.policy, *prepared.pack));
      out.failures = judge(decision, prepared.pack, *prepared.vocabulary, *test.expectations);
    } catch (const std::exception& e) {
      out.failures.push_back({test.span, std::string("the test could not be run: ") + e.what()});
    }
  }
  out.passed = out.failures.empty();
  return out;
}

}  // namespace

Result run(const check::CheckedRules& rules, const text::SourceSet& sources, const check::Test& test) {
  Bench bench(rules, sources);
  return run_on(bench, test);
}

std::vector<Result> run_all(const check::CheckedRules& rules, const text::SourceSet& sources) {
  std::vector<const check::Test*> tests;
  for (const auto& test : rules.tests) tests.push_back(&test);
  std::sort(tests.begin(), tests.end(), [](const auto* a, const auto* b) { return a->span < b->span; });
  Bench bench(rules, sources);
  std::vector<Result> out;
  out.reserve(tests.size());
  for (const auto* test : tests) out.push_back(run_on(bench, *test));
  return out;
}

std::string record_json(const check::CheckedRules& rules, const check::Test& test) {
  if (test.record == nullptr) return {};
  return to_json(gather(rules, *test.record, test.name, test.pack));
}

std::string record_json(const check::CheckedRules& rules, const check::Example& example) {
  if (example.record == nullptr) return {};
  return to_json(gather(rules, *example.record, example.name, example.pack));
}

}  // namespace contra::trial
