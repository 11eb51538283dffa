// See evidence.hpp. This file: what the tree holds. evidence_text.cpp writes it.
#include "present/evidence.hpp"

#include <algorithm>

#include "present/rules_text.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::present {

namespace {

using check::Condition;
using check::Form;
using eval::Evidence;
using eval::Holding;
using time::DaySet;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

bool counts_from_a_day(const check::Check& check) {
  return check.form == Form::wait_after || check.form == Form::wait_from ||
         (check.form == Form::limit && check.limit_by_window);
}

/// " (that month has no day 31: rounded up, the side that waits longer)" where a month step met no such day.
std::string rounding_words(Day from, Day down, Day up, bool rounded_up) {
  if (down == up) return {};
  return " (that month has no day " + std::to_string(date_of(from).day) + ": rounded " + (rounded_up ? "up" : "down") +
         ", the side that waits longer)";
}

class Tree {
 public:
  Tree(const eval::Decision& decision, const eval::TreatmentDecision& treatment, const eval::Facts& facts,
       const text::SourceSet& sources)
      : treatment_(treatment),
        program_(*treatment.program),
        facts_(treatment.facts ? *treatment.facts : facts),
        sources_(sources),
        setting_{treatment.plan, decision.visit, decision.as_of},
        say_(facts, decision, treatment) {}

  std::vector<CheckEvidence> run() {
    std::vector<CheckEvidence> out;
    for (const eval::Reason& reason : treatment_.reasons)
      if (reason.source_check == nullptr) out.push_back(own_reason(reason));
    const eval::Findings findings = eval::evaluate(program_, facts_, setting_);
    for (const eval::CheckFinding& finding : findings.checks) out.push_back(one(finding));
    std::stable_sort(out.begin(), out.end(),
                     [](const CheckEvidence& a, const CheckEvidence& b) { return a.group < b.group; });
    return out;
  }

 private:
  CheckEvidence own_reason(const eval::Reason& reason) const {
    CheckEvidence out;
    out.group = CheckEvidence::Group::record;
    out.name = reason.check;
    out.title = say_.reason_title(reason);
    out.message = sentence(reason.message);
    for (const Evidence& e : reason.evidence) out.message_answers.push_back(answer(e));
    for (const eval::Cause& cause : reason.causes) out.questions.push_back(say_.question(cause, {}));
    return out;
  }

  CheckEvidence one(const eval::CheckFinding& finding) {
    using Group = CheckEvidence::Group;
    const compile::JoinedCheck& joined = program_.checks.at(finding.check);
    CheckEvidence out;
    out.name = joined.name;
    out.title = say_.check_title(joined.name);
    const Form form = joined.parts.front().check.form;
    const bool line = form == Form::go_only || form == Form::note;
    if (finding.at == Holding::surely)
      out.group = Group::waits;
    else if (finding.at == Holding::possibly)
      out.group = Group::may_wait;
    else if (line && finding.applies_at == Holding::surely)
      out.group = Group::applies;
    else if (line && finding.applies_at == Holding::possibly)
      out.group = Group::may_apply;
    else if (finding.better.contains(setting_.asked))
      out.group = Group::better;
    clearances(joined, finding, out);
    for (const compile::Part& part : joined.parts) out.parts.push_back(part_of(joined.name, part));
    if (!finding.fault.empty())
      out.message = "This check could not be worked out (" + finding.fault + "), so it waits.";
    for (const eval::Cause& cause : finding.causes) {
      std::string text = say_.question(cause, {joined.name});
      if (const std::string state = say_.question_state(cause); !state.empty()) text += " (" + state + ")";
      out.questions.push_back(std::move(text));
    }
    if (form == Form::limit && say_.setting().size() > 1)
      out.facts.push_back("Planned: " + say_.setting()[1] + "; the limit is " + joined.parts.front().check.limit.words +
                          ".");
    days_of(finding, out);
    for (const eval::Reason& reason : treatment_.reasons)
      if (reason.check == joined.name && reason.source_check != nullptr) {
        out.only_unanswered = only_unanswered(reason);
        if (const std::string ways = say_.ways_out(reason); !ways.empty()) out.facts.push_back(ways);
      }
    return out;
  }

  /// What this check alone does to the days around the asked one.
  void days_of(const eval::CheckFinding& finding, CheckEvidence& out) const {
    using Group = CheckEvidence::Group;
    const Day asked = setting_.asked;
    switch (out.group) {
      case Group::waits:
      case Group::may_wait: {
        const auto open = finding.possibly.complement().first_on_or_after(asked);
        const auto bound = finding.surely.complement().first_on_or_after(asked);
        if (open && *open <= last_day)
          out.facts.push_back("By this check alone the first GO day is " + long_day(*open) + ".");
        else
          out.facts.push_back("By this check alone no GO day can be named.");
        if (bound && *bound > asked && *bound <= last_day && bound != open)
          out.facts.push_back("Not before " + long_day(*bound) + ", whatever the answers are.");
        break;
      }
      case Group::better: {
        const auto until = (finding.better | finding.possibly).complement().first_on_or_after(asked);
        if (until && *until <= last_day) out.facts.push_back("From " + long_day(*until) + " on it is better.");
        break;
      }
      case Group::cleared:  // its margin would be counted from the clearance, not from a window
        break;
      default:
        for (const eval::Passed& passed : treatment_.passed)
          if (passed.check == out.name && passed.margin_days)
            out.facts.push_back(count_words(*passed.margin_days, "day", "days") + " to spare.");
        break;
    }
  }

  /// Clearances recorded for the check: what each does, and whether the check passes because of them.
  void clearances(const compile::JoinedCheck& joined, const eval::CheckFinding& finding, CheckEvidence& out) const {
    std::vector<const eval::ClearanceFact*> given;
    for (const eval::ClearanceFact& clearance : facts_.clearances)
      if (clearance.check == joined.name) given.push_back(&clearance);
    if (given.empty()) return;
    if (finding.at != Holding::never) {
      for (const eval::Reason& reason : treatment_.reasons)
        if (reason.check == joined.name)
          for (const auto& idle : reason.idle_clearances)
            out.clearances.push_back("The clearance at " + idle.pointer + " does not count. " + idle.why);
      return;
    }
    eval::Facts without = facts_;
    without.clearances.clear();
    compile::Program one = alone(joined.name, joined.parts);
    const bool needed = eval::evaluate(one, without, setting_).checks.at(0).at != Holding::never;
    if (needed && out.group == CheckEvidence::Group::passes) out.group = CheckEvidence::Group::cleared;
    for (const eval::ClearanceFact* clearance : given) {
      const std::string by = clearance->role >= 0 ? " by " + with_article(say_.role(clearance->role)) : std::string();
      const std::string on = clearance->on ? " of " + day_words(*clearance->on) : std::string();
      out.clearances.push_back("The clearance at " + clearance->origin.pointer + by + on +
                               (needed ? " is recorded; without what is recorded this check would wait."
                                       : " is recorded; this check passes without it."));
    }
  }

  PartEvidence part_of(const std::string& name, const compile::Part& part) {
    PartEvidence out;
    const check::Check& check = part.check;
    out.check = &check;
    out.sentence = check_sentence(check, *program_.vocabulary, sources_);
    out.changed_by = part.changed_by;
    if (part.counts_from || part.counts_until)
      out.counts = range_words({part.counts_from.value_or(first_day), part.counts_until.value_or(last_day)});
    const eval::CheckFinding finding = evaluate(name, {part}, facts_, setting_);
    out.at = std::max(finding.at, finding.applies_at);
    if (counts_from_a_day(check)) {
      for (const Evidence& e : finding.evidence) {
        out.answers.push_back(answer(e));
        out.answers.back().arithmetic =
            check.form == Form::wait_from ? from_arithmetic(check.from, e) : after_arithmetic(name, part, e);
      }
      if (finding.evidence.empty()) {
        const check::Subject& subject = check.form == Form::wait_from ? check.from.subject : check.after.subject;
        out.answers = nothing_found(subject);
      }
      if (check.form != Form::wait_from && check.after.better_while)
        out.better_while.push_back(operand(*check.after.better_while));
    } else {
      out.conditions.push_back(operand(check.condition));
    }
    if (check.unless) out.unless.push_back(operand(*check.unless));
    return out;
  }

  // --- one evaluator ---------------------------------------------------------------------------------------------

  compile::Program alone(const std::string& name, std::vector<compile::Part> parts) const {
    compile::Program one;
    one.vocabulary = program_.vocabulary;
    one.pack = program_.pack;
    one.validities = program_.validities;
    one.checks.push_back({name, std::move(parts)});
    return one;
  }

  eval::CheckFinding evaluate(const std::string& name, std::vector<compile::Part> parts, const eval::Facts& facts,
                              const eval::Setting& setting) const {
    return eval::evaluate(alone(name, std::move(parts)), facts, setting).checks.at(0);
  }

  Operand operand(const Condition& condition) {
    Operand out;
    out.words = condition_words(condition, sources_);
    compile::Part part;  // as a check of its own the evaluator tells its answers too
    part.check.form = Form::wait_while;
    part.check.condition = condition;
    const eval::CheckFinding finding = evaluate("operand", {part}, facts_, setting_);
    out.at = finding.at;
    switch (condition.kind) {
      case Condition::Kind::and_:
        out.joint = "all of";
        break;
      case Condition::Kind::or_:
        out.joint = "any of";
        break;
      case Condition::Kind::not_:
        out.joint = "not";
        break;
      default:
        break;
    }
    if (!out.joint.empty()) {
      for (const Condition& inner : condition.of) out.of.push_back(operand(inner));
      return out;
    }
    if (condition.kind == Condition::Kind::area || condition.kind == Condition::Kind::every_answer_no) return out;
    for (const Evidence& e : finding.evidence) {
      out.answers.push_back(answer(e));
      if (condition.kind == Condition::Kind::age) out.answers.back().arithmetic = age_arithmetic(condition, e.days);
      if (condition.within) out.answers.back().arithmetic = within_arithmetic(condition, e.days);
    }
    if (finding.evidence.empty()) out.answers = nothing_found(condition.subject);
    return out;
  }

  // --- answers ---------------------------------------------------------------------------------------------------

  AnswerEvidence answer(const Evidence& e) const {
    AnswerEvidence out;
    out.sentence = say_.evidence(e);
    out.pointer = e.pointer;
    if (!e.value.empty()) out.given = as_given(e.value);
    out.days = e.days;
    return out;
  }

  /// The lists that a subject reads when none of their entries can be it.
  std::vector<AnswerEvidence> nothing_found(const check::Subject& subject) const {
    std::vector<AnswerEvidence> out;
    for (const auto id : subject.lists) {
      const check::List& list = program_.vocabulary->lists.at(at(id));
      const eval::ListFact& fact = facts_.lists.at(at(id));
      AnswerEvidence one;
      one.pointer = fact.origin.pointer;
      const auto named = std::count_if(fact.entries.begin(), fact.entries.end(), [](const auto& e) { return e.named; });
      one.sentence = fact.state == eval::State::no ? quoted(list.question) + " was answered no"
                     : named > 0 ? "none of the answers to " + quoted(list.question) + " can be " + subject.words
                                 : quoted(list.question) + " leaves no room for " + subject.words;
      out.push_back(std::move(one));
    }
    for (const auto id : subject.days) {
      const eval::QuestionFact& fact = facts_.questions.at(at(id));
      AnswerEvidence one;
      one.pointer = fact.origin.pointer;
      one.given = fact.origin.given.empty() ? std::string() : as_given(fact.origin.given);
      one.sentence = quoted(program_.vocabulary->questions.at(at(id)).question) + " was answered never";
      out.push_back(std::move(one));
    }
    return out;
  }

  // --- dates -----------------------------------------------------------------------------------------------------

  /// The record with nothing for the subject to read but this one answer: the evaluator then speaks of it alone.
  eval::Facts only(const check::Subject& subject, const Evidence& e) const {
    eval::Facts out = facts_;
    for (const auto id : subject.lists) {
      auto& entries = out.lists.at(at(id)).entries;
      std::vector<eval::Entry> kept;
      if (e.list == id) {
        for (std::size_t i = 0; i < entries.size(); ++i)
          if (e.entry >= 0 ? at(e.entry) == i : !entries[i].named) kept.push_back(entries[i]);
      }
      entries = std::move(kept);
    }
    for (const auto id : subject.days)
      if (e.question != id) out.questions.at(at(id)).days = {};
    return out;
  }

  std::vector<std::string> after_arithmetic(const std::string& name, const compile::Part& part,
                                            const Evidence& e) const {
    const check::WaitAfter& form = part.check.after;
    if (e.days.empty()) return {};
    const Day latest = *e.days.max(), soonest = *e.days.min();
    if (latest > last_day) return {"It may still go on, so there is no last day to count from."};
    eval::Setting on_the_day = setting_;
    on_the_day.asked = latest;  // every window of this answer holds its own day
    const eval::CheckFinding alone = evaluate(name, {part}, only(form.subject, e), on_the_day);
    std::vector<std::string> out;
    const auto sum = [&](Day from, Step step, const std::string& row, std::string_view what) {
      const Day day = after(from, step, Rounding::up);
      return day_words(from) + " + " + step_words(step) + (row.empty() ? "" : " (" + row + ")") + " = " +
             day_words(day) + rounding_words(from, after(from, step, Rounding::down), day, true) + std::string(what);
    };
    const auto put = [&](const check::Window& window, const std::string& row) {
      if (window.must) {
        const std::string words = eval::window_words(*window.must, row);
        if (std::find(alone.windows.begin(), alone.windows.end(), words) != alone.windows.end()) {
          const char* first =
              part.check.form == Form::limit ? ", the first day without the limit" : ", the first GO day";
          if (soonest < latest && soonest > first_day)
            out.push_back("at the earliest " + sum(soonest, *window.must, row, first));
          out.push_back((soonest < latest ? "at the latest " : "") + sum(latest, *window.must, row, first));
        }
      }
      if (window.better) {
        const Day better = after(latest, *window.better, Rounding::up);
        if (alone.better.contains(previous(better)))
          out.push_back("better: " + sum(latest, *window.better, row, ", the first day without a note"));
      }
    };
    if (form.rows.empty()) put(form.window, {});
    for (const check::TableRow& row : form.rows) put(row.window, row.words);
    return out;
  }

  std::vector<std::string> from_arithmetic(const check::WaitFrom& form, const Evidence& e) const {
    DaySet start = e.days, end = e.days;
    if (e.list >= 0 && e.entry >= 0) {
      const eval::Timing& timing = facts_.lists.at(at(e.list)).entries.at(at(e.entry)).timing;
      start = timing.start;
      if (timing.kind == eval::Timing::Kind::period) end = timing.end;
    }
    std::vector<std::string> out;
    if (start.empty() || end.empty()) return out;
    const Day first = *start.min(), last = *end.max();
    if (first > first_day) {
      const Day closed = before(first, form.before, Rounding::down);
      out.push_back((start.is_one() ? "" : "at the earliest ") + day_words(first) +
                    (form.before == Step{} ? "" : " - " + step_words(form.before) + " = " + day_words(closed)) +
                    rounding_words(first, closed, before(first, form.before, Rounding::up), false) +
                    ", the first closed day");
    }
    if (last > last_day) {
      out.push_back("no end is known, so no GO day can be counted");
    } else if (form.after == Step{}) {
      out.push_back((end.is_one() ? "" : "at the latest ") + day_words(next(last)) +
                    ", the day after its end, is the " + "first GO day");
    } else {
      const Day open = after(last, form.after, Rounding::up);
      out.push_back((end.is_one() ? "" : "at the latest ") + day_words(last) + " + " + step_words(form.after) + " = " +
                    day_words(open) + rounding_words(last, after(last, form.after, Rounding::down), open, true) +
                    ", the first GO day");
    }
    return out;
  }

  static std::vector<std::string> age_arithmetic(const Condition& condition, const DaySet& births) {
    std::vector<std::string> out;
    if (births.empty()) return out;
    const auto turned = [&](std::int32_t months) {
      const Step step{months, 0};
      const Day first = after(*births.min(), step, Rounding::up), last = after(*births.max(), step, Rounding::up);
      out.push_back(day_words(*births.max()) + " + " + step_words(step) + " = " + day_words(last) +
                    rounding_words(*births.max(), after(*births.max(), step, Rounding::down), last, true) +
                    ", the first day of that age" + (first == last ? "" : " at the latest"));
    };
    for (const auto& [from, to] : condition.age_months) {
      if (from > 0) turned(from);
      if (to >= 0) turned(to + 1);
    }
    return out;
  }

  static std::vector<std::string> within_arithmetic(const Condition& condition, const DaySet& days) {
    if (days.empty()) return {};
    const Step step = condition.within->step;
    const bool wide = condition.towards_waiting;
    const Day from = *days.min(), to = *days.max();
    if (condition.within->side == syntax::Side::before) {
      if (to > last_day) return {};
      const Day last = after(to, step, wide ? Rounding::up : Rounding::down);
      return {(days.is_one() ? "" : "at the latest ") + day_words(to) + " + " + step_words(step) + " = " +
              day_words(last) + ", the last day on which it counts"};
    }
    if (from <= first_day) return {};
    const Day first = before(from, step, wide ? Rounding::down : Rounding::up);
    return {(days.is_one() ? "" : "at the earliest ") + day_words(from) + " - " + step_words(step) + " = " +
            day_words(first) + ", the first day on which it counts"};
  }

  const eval::TreatmentDecision& treatment_;
  const compile::Program& program_;
  const eval::Facts& facts_;
  const text::SourceSet& sources_;
  const eval::Setting setting_;
  const Sentences say_;
};

}  // namespace

std::vector<CheckEvidence> evidence_of(const eval::Decision& decision, const eval::TreatmentDecision& treatment,
                                       const eval::Facts& facts, const text::SourceSet& sources) {
  if (treatment.program) return Tree(decision, treatment, facts, sources).run();
  std::vector<CheckEvidence> out;
  for (const eval::Reason& reason : treatment.reasons) {
    CheckEvidence one;
    one.group = CheckEvidence::Group::record;
    one.name = reason.check;
    one.title = "Rules";
    one.message = sentence(reason.message);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace contra::present
