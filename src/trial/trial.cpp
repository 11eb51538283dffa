// Runs tests and says what was expected and what was found; see trial.hpp.
#include "trial/trial.hpp"

#include <algorithm>
#include <exception>

#include "eval/findings.hpp"
#include "trial/bench.hpp"
#include "trial/judge.hpp"
#include "trial/record.hpp"

namespace contra::trial {
namespace {

constexpr std::int32_t days_before = 4, strip_days = 15;

/// The days from `first` on, as one treatment came out.
Strip strip_of(const eval::TreatmentDecision& treatment, const eval::Facts& facts, const eval::Setting& setting,
               Day first, Day marked) {
  Strip out;
  out.treatment = treatment.treatment;
  out.first = first;
  out.marked = marked;
  std::vector<bool> closed(strip_days, false);
  const auto row = [&](const std::string& name, const time::DaySet& days) {
    Strip::Row one{name, {}};
    bool any = false;
    for (std::int32_t i = 0; i < strip_days; ++i) {
      const bool closes = days.contains(Day{first.number + i});
      one.closes.push_back(closes);
      any = any || closes;
      if (closes) closed[static_cast<std::size_t>(i)] = true;
    }
    if (any) out.rows.push_back(std::move(one));
  };
  for (const eval::CheckFinding& finding : eval::evaluate(*treatment.program, facts, setting).checks)
    row(treatment.program->checks[finding.check].name, finding.possibly);
  for (std::int32_t i = 0; i < strip_days; ++i) {
    const Day day{first.number + i};
    using State = Strip::State;
    out.days.push_back(day < treatment.first             ? State::undecided
                       : treatment.go.contains(day)      ? State::go
                       : treatment.renewed.contains(day) ? State::renewed
                                                         : State::wait);
  }
  std::stable_sort(out.rows.begin(), out.rows.end(), [](const Strip::Row& a, const Strip::Row& b) {
    return std::find(a.closes.begin(), a.closes.end(), true) - a.closes.begin() <
           std::find(b.closes.begin(), b.closes.end(), true) - b.closes.begin();
  });
  // Days that no check closes are closed by what the engine itself wants.
  std::vector<std::string> own;
  for (const eval::Reason& reason : treatment.reasons)
    if (reason.source_check == nullptr && std::find(own.begin(), own.end(), reason.check) == own.end())
      own.push_back(reason.check);
  std::vector<bool> left;
  for (std::size_t i = 0; i < out.days.size(); ++i)
    left.push_back(!closed[i] && (out.days[i] == Strip::State::wait || out.days[i] == Strip::State::renewed));
  if (std::find(left.begin(), left.end(), true) != left.end())
    out.rows.push_back({own.empty() ? std::string("form_validity") : own.front(), left});
  return out;
}

std::vector<Strip> strips_of(const eval::Decision& decision, const eval::Facts& facts) {
  std::vector<Strip> out;
  for (const eval::TreatmentDecision& treatment : decision.treatments) {
    if (treatment.program == nullptr) continue;
    const eval::Facts& own = treatment.facts ? *treatment.facts : facts;
    const eval::Setting setting{treatment.plan, decision.visit, decision.as_of};
    const auto around = [&](Day day) {
      out.push_back(strip_of(treatment, own, setting, std::max(Day{day.number - days_before}, treatment.first), day));
    };
    around(decision.visit);
    if (treatment.earliest && treatment.earliest->number > decision.visit.number + strip_days - days_before - 2)
      around(*treatment.earliest);
  }
  return out;
}

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
      if (!out.failures.empty()) out.strips = strips_of(decision, *prepared.facts);
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
