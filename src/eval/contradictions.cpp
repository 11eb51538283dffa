// `ask again` checks exclude completions. One alone excludes them all only where it surely holds; several that read the
// same answers can exclude them all although none surely holds ("asked while yes" and "asked while no"). Then there is
// no consistent completion, and the law says WAIT.
#include <algorithm>
#include <map>

#include "eval/evaluator.hpp"

namespace contra::eval {

using check::Condition;
using check::Form;

namespace {

struct Asking {
  std::size_t check = 0;
  const compile::Part* part = nullptr;
  std::map<std::int32_t, int> reads;
};

DaySet possible_days(Evaluator& evaluator, const compile::Part& part) {
  Held held = evaluator.condition(part.check.condition);
  if (part.check.unless) held = held & negation(evaluator.condition(*part.check.unless));
  return held.possibly & DaySet::between(part.counts_from.value_or(first_day), part.counts_until.value_or(forever));
}

constexpr std::size_t most_combinations = 256;  // above it, the days stay closed: more waiting, never less

}  // namespace

void close_without_completion(const compile::Program& program, const Facts& facts, const Setting& setting,
                              Findings& findings) {
  std::vector<Asking> asking;
  std::map<std::int32_t, int> total;
  for (const CheckFinding& finding : findings.checks) {
    if (finding.applies.empty() || !finding.fault.empty() || finding.applies == finding.possibly) continue;
    for (const compile::Part& part : program.checks[finding.check].parts) {
      if (part.check.form != Form::ask_again) continue;
      Asking one{finding.check, &part, {}};
      check::count_reads(*program.vocabulary, part.check.condition, one.reads);
      if (part.check.unless) check::count_reads(*program.vocabulary, *part.check.unless, one.reads);
      for (const auto& [read, times] : one.reads) total[read] += times;
      asking.push_back(std::move(one));
    }
  }
  const auto shares = [&](const Asking& one) {
    return std::any_of(one.reads.begin(), one.reads.end(), [&](const auto& r) { return total[r.first] > 1; });
  };
  asking.erase(std::remove_if(asking.begin(), asking.end(), [&](const Asking& a) { return !shares(a); }), asking.end());
  if (asking.empty()) return;

  // Every combination of the options of the questions that these checks read: a day is open when one of them excludes
  // every `ask again`. All of their questions, not only the shared ones, so that one more check never opens a day.
  std::map<std::int32_t, int> reads;
  for (const Asking& one : asking) reads.insert(one.reads.begin(), one.reads.end());
  std::vector<Facts> combinations{facts};
  for (const auto& [read, times] : reads) {
    if (read < 0) continue;
    const std::uint64_t options = facts.questions.at(static_cast<std::size_t>(read)).options;
    std::vector<Facts> more;
    for (const Facts& one : combinations) {
      for (std::size_t i = 0; i < 64; ++i) {
        if ((options >> i & 1u) == 0) continue;
        more.push_back(one);
        more.back().questions[static_cast<std::size_t>(read)].options = std::uint64_t{1} << i;
      }
    }
    if (!more.empty() && more.size() <= most_combinations) combinations = std::move(more);
  }
  DaySet open;
  for (const Facts& one : combinations) {
    Evaluator evaluator(*program.vocabulary, one, setting);
    DaySet asked_again;
    for (const Asking& check : asking) asked_again |= possible_days(evaluator, *check.part);
    open |= asked_again.complement();
  }
  const DaySet closed = open.complement();
  for (const Asking& check : asking) {
    CheckFinding& finding = findings.checks[check.check];
    finding.possibly |= closed & finding.applies;
    finding.possibly_renewed |= closed & finding.applies;
    finding.better = finding.better - finding.possibly;
    if (finding.at == Holding::never && finding.possibly.contains(setting.asked)) finding.at = Holding::possibly;
  }
}

}  // namespace contra::eval
