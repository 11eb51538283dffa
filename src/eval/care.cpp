// Care before and after a session, with its days: the exact inverse of the waits, and the pack's own lines.
#include "eval/care.hpp"

#include <algorithm>

#include "eval/decider.hpp"
#include "eval/evaluator.hpp"

namespace contra::eval {

using check::Form;

namespace {

/// The last day e with after(e, step) <= day: the last day to have something for which `step` must pass before `day`.
Day last_day_for(Day day, Step step) {
  // after() is monotone and moves by at most a few days more than its inverse estimate: walk from a day surely late
  // enough.
  Day e = before(day, step, Rounding::up);
  e.number += 4;
  while (after(e, step, Rounding::up) > day && e > first_day) e = previous(e);
  return e;
}

void add_pre_care(TreatmentDecision& decision, Day day) {
  for (const auto& joined : decision.program->checks) {
    for (const auto& part : joined.parts) {
      const check::Check& check = part.check;
      if ((part.counts_from && day < *part.counts_from) || (part.counts_until && day > *part.counts_until)) continue;
      const auto add = [&](const std::string& what, std::optional<Step> step, bool better) {
        if (!step) return;
        PreCare line;
        line.check = joined.name;
        line.what = what;
        line.last_day = last_day_for(day, *step);
        line.better = better;
        line.for_day = day;
        line.source_check = &check;
        decision.pre_care.push_back(std::move(line));
      };
      if (check.form == Form::wait_after) {
        const check::WaitAfter& form = check.after;
        if (form.rows.empty()) {
          add(form.subject.words, form.window.must, false);
          add(form.subject.words, form.window.better, true);
        }
        for (const check::TableRow& row : form.rows) {
          add(form.subject.words + " (" + row.words + ")", row.window.must, false);
          add(form.subject.words + " (" + row.words + ")", row.window.better, true);
        }
      } else if (check.form == Form::wait_from && !(check.from.after == Step{})) {
        add(check.from.subject.words, check.from.after, false);
      }
    }
  }
}

/// The window of `next session by CHECK` for the planned depth; the longest that may be when the depth is not known.
std::optional<Step> next_session(const compile::Program& program, const PlanItem& plan, const std::string& name,
                                 Day day) {
  std::optional<Step> longest;
  for (const auto& joined : program.checks) {
    if (joined.name != name) continue;
    for (const auto& part : joined.parts) {
      if (part.check.form != Form::wait_after) continue;
      const check::WaitAfter& form = part.check.after;
      const auto take = [&](const std::optional<Step>& step) {
        if (step && (!longest || after(day, *step, Rounding::up) > after(day, *longest, Rounding::up))) longest = step;
      };
      if (form.rows.empty()) take(form.window.must);
      for (const check::TableRow& row : form.rows) {
        bool possible = !plan.depth_known || row.match.cases.empty();
        for (const auto& one : row.match.cases) {
          for (const Range& wanted : one.test.ranges) {
            for (const Range& range : plan.depth_numbers)
              possible = possible || (range.first <= wanted.second && wanted.first <= range.second);
          }
          possible = possible || (one.test.mask & plan.depth_options) != 0;
        }
        if (possible) take(row.window.must);
      }
    }
  }
  return longest;
}

const check::CareLine::DepthRow* depth_row(const check::CareLine& line, const PlanItem& plan) {
  if (line.by_depth.empty()) return nullptr;
  // Rows rise; the deepest possible depth decides, and an unknown one takes the last row, which is the longest care.
  std::int64_t deepest = INT64_MAX;
  if (plan.depth_known) {
    if (!plan.depth_numbers.empty()) deepest = plan.depth_numbers.back().second;
    if (plan.depth_options != 0) {
      for (std::int64_t i = 0; i < 64; ++i) {
        if ((plan.depth_options >> i & 1u) != 0) deepest = i;
      }
    }
  }
  for (const auto& row : line.by_depth) {
    if (!row.up_to || deepest <= *row.up_to) return &row;
  }
  return &line.by_depth.back();
}

void set_amounts(CareLine& out, const check::CareLine& line, const PlanItem& plan, Day day, bool before_session) {
  using Amount = check::CareLine::Amount;
  const auto step_day = [&](const Amount& amount) {
    return before_session ? before(day, amount.step, Rounding::down) : after(day, amount.step, Rounding::up);
  };
  const auto put = [&](const std::optional<Amount>& amount, std::optional<Day>& as_day,
                       std::optional<std::int32_t>& as_hours) {
    if (!amount) return;
    if (amount->hours > 0)
      as_hours = amount->hours;
    else
      as_day = step_day(*amount);
  };
  std::optional<Amount> length = line.length, longer = line.better;
  if (const auto* row = depth_row(line, plan)) {
    length = row->length;
    longer = row->better;
  }
  put(line.from, out.from, out.from_hours);
  put(length, out.until, out.for_hours);
  put(longer, out.better_until, out.better_hours);
}

void add_care_for(TreatmentDecision& decision, const Facts& facts, const Setting& then) {
  const Day day = then.asked;
  for (const check::CareItem& item : decision.program->care) {
    bool may = false;
    if (item.condition) {
      try {
        const ConditionValue value = evaluate_condition(*decision.program->vocabulary, *item.condition, facts, then);
        if (!value.possibly.contains(day)) continue;
        may = !value.surely.contains(day);
      } catch (...) {
        may = true;  // care that may be needed is given
      }
    }
    for (const check::CareLine& line : item.lines) {
      CareLine out;
      out.name = item.name;
      out.title = item.title;
      out.item = &item;
      out.line = &line;
      out.treatment = decision.treatment;
      out.may = may;
      if (line.verb == syntax::CareLine::Verb::next_session) {
        const auto step = next_session(*decision.program, then.plan, line.check, day);
        if (!step) continue;
        out.from = after(day, *step, Rounding::up);
      } else {
        set_amounts(out, line, then.plan, day, item.before);
      }
      (item.before ? decision.care_before : decision.aftercare).push_back(std::move(out));
    }
  }
}

void merge_aftercare_for(Decision& decision, Day day) {
  const auto hours = [&](const CareLine& line, const std::optional<Day>& until,
                         const std::optional<std::int32_t>& h) -> std::int64_t {
    if (until) return (std::int64_t{until->number} - day.number) * 24;
    if (h) return *h;
    return line.line->until.empty() && line.line->verb != syntax::CareLine::Verb::watch_for ? 0 : INT64_MAX;
  };
  for (const TreatmentDecision& treatment : decision.treatments) {
    for (const CareLine& line : treatment.aftercare) {
      const auto same = std::find_if(decision.aftercare.begin(), decision.aftercare.end(), [&](const CareLine& other) {
        return other.line->verb == line.line->verb && other.line->text == line.line->text &&
               other.line->verb != syntax::CareLine::Verb::next_session;
      });
      if (same == decision.aftercare.end()) {
        decision.aftercare.push_back(line);
      } else if (hours(line, line.until, line.for_hours) > hours(*same, same->until, same->for_hours)) {
        const bool may = same->may && line.may;
        *same = line;
        same->may = may;
      }
    }
  }
}

}  // namespace

void add_care(TreatmentDecision& decision, const Facts& facts, const Setting& setting) {
  Setting then = setting;
  if (decision.verdict == Verdict::wait && decision.earliest) then.asked = *decision.earliest;
  if (decision.verdict == Verdict::go || decision.earliest) add_pre_care(decision, then.asked);
  add_care_for(decision, facts, then);
}

void merge_aftercare(Decision& decision) { merge_aftercare_for(decision, decision.visit); }

Decision with_care_for(const Decision& decision, const Facts& facts, Day day) {
  Decision out = decision;
  for (TreatmentDecision& treatment : out.treatments) {
    treatment.pre_care.clear();
    treatment.care_before.clear();
    treatment.aftercare.clear();
    if (!treatment.program) continue;
    add_pre_care(treatment, day);
    add_care_for(treatment, treatment.facts ? *treatment.facts : facts, {treatment.plan, day, decision.as_of});
  }
  out.aftercare.clear();
  merge_aftercare_for(out, day);
  return out;
}

}  // namespace contra::eval
