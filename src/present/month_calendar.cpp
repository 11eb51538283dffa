// See month_calendar.hpp. This file: what each day is. month_calendar_text.cpp draws it.
#include "present/month_calendar.hpp"

#include <algorithm>
#include <map>

#include "eval/findings.hpp"
#include "present/sentences.hpp"

namespace contra::present {

namespace {

using time::DayInterval;
using time::DaySet;

/// The plan decided for other days, each once: runs that begin on one day, and treatments of one plan, share it.
class OtherDays {
 public:
  OtherDays(const std::vector<std::shared_ptr<const compile::Program>>& programs, const eval::Decision& decision,
            const eval::Facts& facts)
      : programs_(programs), decision_(decision), facts_(facts) {}

  const eval::Decision& on(Day day) {
    const auto found = decided_.find(day);
    if (found != decided_.end()) return found->second;
    eval::DecideOptions options;
    options.on = day;
    options.as_of = decision_.as_of;
    options.promises = false;
    return decided_.emplace(day, eval::decide(programs_, facts_, options)).first->second;
  }

 private:
  const std::vector<std::shared_ptr<const compile::Program>>& programs_;
  const eval::Decision& decision_;
  const eval::Facts& facts_;
  std::map<Day, eval::Decision> decided_;
};

class Days {
 public:
  Days(OtherDays& others, const eval::Decision& decision, const eval::Facts& facts, std::size_t index)
      : others_(others), decision_(decision), facts_(facts), index_(index), t_(decision.treatments.at(index)) {
    if (!t_.program) return;
    const eval::Facts& own = t_.facts ? *t_.facts : facts;
    findings_ = eval::evaluate(*t_.program, own, {t_.plan, decision.visit, decision.as_of});
    DaySet better;
    for (const auto& finding : findings_.checks) {
      surely_ |= finding.surely;
      possibly_ |= finding.possibly;
      better |= finding.better;
    }
    later_better_ = t_.go & better;
  }

  std::vector<CalendarRun> run(Day from, Day to) {
    std::vector<CalendarRun> out;
    for (Day day = from; day <= to; day = next(day)) {
      const DayState state = state_of(day);
      if (!out.empty() && out.back().state == state) {
        out.back().last = day;
      } else {
        out.push_back({day, day, state, {}, {}});
      }
    }
    for (CalendarRun& run : out) explain(run);
    return out;
  }

 private:
  DayState state_of(Day day) const {
    if (day < t_.first) return DayState::before_record;
    if (later_better_.contains(day)) return DayState::go_later_better;
    if (t_.go.contains(day)) return DayState::go;
    if (t_.renewed.contains(day)) return DayState::go_once_renewed;
    return !t_.program || surely_.contains(day) ? DayState::wait : DayState::unclear;
  }

  void explain(CalendarRun& run) const {
    if (run.state == DayState::before_record || run.state == DayState::go) return;
    const DaySet days = DaySet::between(run.first, run.last);
    const Sentences say(facts_, decision_, t_);
    Asked asked;
    for (const auto& finding : findings_.checks) {
      const DaySet& closes = run.state == DayState::go_later_better ? finding.better : finding.possibly;
      const auto first = (closes & days).min();
      if (!first) continue;
      const std::string& name = t_.program->checks.at(finding.check).name;
      Closing closing{name, say.check_title(name), {}, {}};
      const DaySet shut = run.state == DayState::go_later_better ? finding.better | finding.possibly : closes;
      const auto open = shut.complement().first_on_or_after(*(closes & days).max());
      if (open && *open <= last_day) closing.until = open;
      run.closings.push_back(std::move(closing));
      if (run.state == DayState::unclear) ask(*first, name, asked);
    }
    // The form, and answers that must be there or cannot be, close days beside the checks.
    if (run.state != DayState::go_later_better) {
      for (const auto& reason : on((days - possibly_).min().value_or(run.first)).reasons) {
        if (reason.source_check != nullptr) continue;
        run.closings.push_back({reason.check, say.check_title(reason.check), reason.message, {}});
        for (const auto& cause : reason.causes) add(cause, {}, asked);
      }
    }
    for (const auto& [cause, checks] : asked) run.questions.push_back(say.question(cause, checks));
    std::stable_sort(run.closings.begin(), run.closings.end(), [](const Closing& a, const Closing& b) {
      return a.until.value_or(forever) < b.until.value_or(forever);
    });
  }

  /// What to ask, each with the checks that it would settle.
  using Asked = std::vector<std::pair<eval::Cause, std::vector<std::string>>>;

  void ask(Day day, const std::string& check, Asked& asked) const {
    for (const auto& reason : on(day).reasons)
      if (reason.check == check)
        for (const auto& cause : reason.causes) add(cause, check, asked);
  }

  static void add(const eval::Cause& cause, const std::string& check, Asked& asked) {
    auto at = std::find_if(asked.begin(), asked.end(), [&](const auto& a) { return a.first == cause; });
    if (at == asked.end()) at = asked.insert(at, {cause, {}});
    if (!check.empty()) at->second.push_back(check);
  }

  /// The treatment decided for another day.
  const eval::TreatmentDecision& on(Day day) const { return others_.on(day).treatments.at(index_); }

  OtherDays& others_;
  const eval::Decision& decision_;
  const eval::Facts& facts_;
  const std::size_t index_;
  const eval::TreatmentDecision& t_;
  eval::Findings findings_;
  DaySet surely_, possibly_, later_better_;
};

}  // namespace

std::vector<TreatmentCalendar> calendar_of(const std::vector<std::shared_ptr<const compile::Program>>& programs,
                                           const eval::Decision& decision, const eval::Facts& facts, Day from, Day to) {
  std::vector<TreatmentCalendar> out;
  OtherDays others(programs, decision, facts);
  for (std::size_t i = 0; i < decision.treatments.size(); ++i)
    out.push_back({&decision.treatments[i], Days(others, decision, facts, i).run(from, to)});
  return out;
}

DayInterval months_from(Day from, unsigned months) {
  YearMonthDay date = date_of(from);
  date.day = 1;
  const Day first = day_of(date).value_or(first_day);
  const Day after_it = after(first, Step{static_cast<std::int32_t>(months), 0}, Rounding::up);
  return {first, after_it > last_day ? last_day : previous(after_it)};
}

}  // namespace contra::present
