// Each form of a check to the days on which it waits. The door is `evaluate` in findings.hpp.
#include <algorithm>
#include <exception>
#include <stdexcept>

#include "eval/evaluator.hpp"

namespace contra::eval {

using check::Check;
using check::Form;

std::string step_words(Step step) {
  const auto part = [](std::int32_t n, const char* one, const char* many) {
    return std::to_string(n) + " " + (n == 1 ? one : many);
  };
  if (step.months == 0) return part(step.days, "day", "days");
  if (step.days == 0) return part(step.months, "month", "months");
  return part(step.months, "month", "months") + " and " + part(step.days, "day", "days");
}

std::string window_words(Step step, const std::string& row) {
  return row.empty() ? step_words(step) : step_words(step) + " (" + row + ")";
}

std::string window_words(const check::WaitFrom& form) {
  std::string words;
  if (!(form.before == Step{})) words = step_words(form.before) + " before its start";
  if (!(form.after == Step{})) words += (words.empty() ? "" : " until ") + step_words(form.after) + " after its end";
  return words.empty() ? "from its start until its end" : words;
}

namespace {

/// A recorded clearance that the check accepts, with the days on which it counts.
struct Usable {
  const ClearanceFact* fact = nullptr;
  DaySet days;
};

/// What one part of a check comes to.
struct PartDays {
  DaySet surely, possibly, better, applies_surely, applies;
  std::vector<Cause> causes;
  std::vector<std::string> windows;
  // With `then cleared by`: the windows themselves, without the days after them that want a clearance.
  DaySet window_surely, window;
  bool vague = false;
};

class PartEvaluator {
 public:
  PartEvaluator(Evaluator& evaluator, const compile::Program& program, const compile::Part& part, bool renewed)
      : evaluator_(evaluator), program_(program), part_(part), check_(part.check), renewed_(renewed) {}

  PartDays run();

 private:
  void wait_after(const check::WaitAfter& form, PartDays& out);
  void wait_from(PartDays& out);
  void while_condition(PartDays& out);
  Truth above_limit() const;

  std::vector<check::TableRow> possible_rows(const check::WaitAfter& form, const Match& match,
                                             std::vector<Cause>& causes);

  std::vector<Usable> usable(const std::vector<RoleId>& roles, bool inspections) const;
  bool covers(const ClearanceFact& clearance, const Match& match, bool surely) const;
  DaySet cleared(const std::vector<Usable>& clearances, const Match& match, Day begun_by, bool surely) const;
  Cleared cleared_condition(const std::vector<Usable>& clearances, const check::Condition& condition);

  /// One entry's window with clearances taken off: exact, by cutting the possible first days at the clearances' days.
  WindowPair entry_wait(const Match& match, const DayMap& begin, const DayMap& end) const;

  Day asked() const { return evaluator_.asked(); }

  Evaluator& evaluator_;
  const compile::Program& program_;
  const compile::Part& part_;
  const Check& check_;
  bool renewed_;
};

bool to_come(const check::Vocabulary& vocabulary, const Match& match) {
  if (match.where.what == Cause::What::question) return false;
  return vocabulary.lists.at(static_cast<std::size_t>(match.where.id)).role == syntax::ListRole::to_come;
}

std::vector<Usable> PartEvaluator::usable(const std::vector<RoleId>& roles, bool inspections) const {
  std::vector<Usable> out;
  const auto& vocabulary = evaluator_.vocabulary();
  const auto practitioner = vocabulary.role_ids.find("practitioner");
  for (const ClearanceFact& fact : evaluator_.facts().clearances) {
    if (fact.unclear || !fact.on || fact.role < 0 || fact.check != check_.name) continue;
    const IdSet& counts_as = vocabulary.roles.at(static_cast<std::size_t>(fact.role)).counts_as;
    if (std::any_of(roles.begin(), roles.end(), [&](RoleId r) { return counts_as.has(r); })) {
      Day last = forever;
      if (!renewed_) {
        if (fact.until) last = *fact.until;
        for (const check::Validity& v : program_.validities) {
          if (!fact.until && v.clearance_holds)
            last = std::min(last, after(*fact.on, *v.clearance_holds, Rounding::down));
        }
      }
      out.push_back(Usable{&fact, DaySet::between(*fact.on, last)});
    } else if (inspections && practitioner != vocabulary.role_ids.end() && counts_as.has(practitioner->second)) {
      // Seen by the practitioner: for that visit only.
      out.push_back(Usable{&fact, DaySet::one(*fact.on)});
    }
  }
  return out;
}

bool PartEvaluator::covers(const ClearanceFact& clearance, const Match& match, bool surely) const {
  if (!clearance.for_given) return true;
  if (match.where.what == Cause::What::question) return false;  // a day that was asked for is none of the terms named
  return surely ? match.entry->terms.within(clearance.for_terms) : match.entry->terms.meets(clearance.for_terms);
}

DaySet PartEvaluator::cleared(const std::vector<Usable>& clearances, const Match& match, Day begun_by,
                              bool surely) const {
  DaySet out;
  // Said again without a date, a use or a state is the one that was known before. A dated event may be a new one.
  const Timing& timing = match.entry->timing;
  const bool undated = timing.kind == Timing::Kind::timeless ||
                       (timing.kind == Timing::Kind::period && timing.start.contains(first_day));
  const bool known = undated && match.entry->named && match.where.what != Cause::What::question &&
                     !to_come(evaluator_.vocabulary(), match);
  for (const Usable& one : clearances) {
    if (!covers(*one.fact, match, surely)) continue;
    // Never for what has begun after the clearance's own day.
    if (begun_by <= *one.fact->on || (known && match.entry->known_since <= *one.fact->on)) out |= one.days;
  }
  return out;
}

Cleared PartEvaluator::cleared_condition(const std::vector<Usable>& clearances, const check::Condition& condition) {
  Cleared out;
  if (clearances.empty()) return out;
  for (const Usable& one : clearances) out.possibly |= one.days;
  out.surely = out.possibly;
  const Evaluator::Reading reading = evaluator_.readings(condition);
  for (const Match& match : reading.entries) {
    const Timing& timing = match.entry->timing;
    DaySet start = timing.start, end = timing.end;
    if (timing.kind == Timing::Kind::period) narrow(start, end);  // what had to end by then had begun by then
    const bool timeless = timing.kind == Timing::Kind::timeless || start.empty();
    const Day latest =
        timeless ? match.entry->named ? match.entry->known_since : evaluator_.facts().latest_signing : *start.max();
    const Day soonest = timeless ? latest : *start.min();
    out.surely &= cleared(clearances, match, latest, true);
    out.possibly &= cleared(clearances, match, soonest, false);
  }
  for (const QuestionId id : reading.questions) {
    const QuestionFact& fact = evaluator_.facts().questions.at(static_cast<std::size_t>(id));
    // Unsure, declined and not asked are known of alike: nothing, up to the latest signing.
    const bool answered = fact.state == State::value || fact.state == State::no;
    const Day known = answered ? fact.known_since : evaluator_.facts().latest_signing;
    DaySet days;
    for (const Usable& one : clearances) {
      if (!one.fact->for_given && known <= *one.fact->on) days |= one.days;
    }
    out.surely &= days;
    out.possibly &= days;
  }
  return out;
}

WindowPair PartEvaluator::entry_wait(const Match& match, const DayMap& begin, const DayMap& end) const {
  const std::vector<Usable> instead = usable(check_.cleared_by, false);
  const std::vector<Usable> then = usable(check_.then_cleared_by, false);
  const bool has_then = !check_.then_cleared_by.empty();
  const Timing& timing = match.entry->timing;
  if (timing.kind == Timing::Kind::timeless) return {DaySet::all(), DaySet::all()};

  std::vector<Day> cuts;
  for (const auto* list : {&instead, &then}) {
    for (const Usable& one : *list) cuts.push_back(*one.fact->on);
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  cuts.push_back(forever);

  WindowPair out;
  bool first = true;
  Day from = first_day;
  for (const Day cut : cuts) {
    Timing piece = timing;
    piece.start = timing.start & DaySet::between(from, cut);
    from = cut == forever ? forever : next(cut);
    if (piece.start.empty()) continue;
    if (piece.kind == Timing::Kind::period && !timing.end.empty() && *piece.start.min() > *timing.end.max()) continue;
    WindowPair window = window_of(piece, begin, end);
    window.possibly = window.possibly - cleared(instead, match, cut, true);
    window.surely = window.surely - cleared(instead, match, cut, false);
    if (has_then) {
      WindowPair afterwards = window_of(piece, begin, [](Day) { return forever; });
      window.possibly |= afterwards.possibly - cleared(then, match, cut, true);
      window.surely |= afterwards.surely - cleared(then, match, cut, false);
    }
    out.possibly |= window.possibly;
    out.surely = first ? window.surely : out.surely & window.surely;
    first = false;
  }
  return out;
}

std::vector<check::TableRow> PartEvaluator::possible_rows(const check::WaitAfter& form, const Match& match,
                                                          std::vector<Cause>& causes) {
  std::vector<check::TableRow> out;
  if (form.rows.empty()) {
    out.push_back(check::TableRow{{}, form.window, {}, {}});
    return out;
  }
  if (match.where.what != Cause::What::question) {
    // A row over another list's way of giving the property is none of this entry's, unless its own list has no way at
    // all.
    Declared all;
    std::vector<bool> declared(form.rows.size());
    std::vector<Truth> truths;
    std::vector<std::vector<Cause>> causes_of;
    for (std::size_t i = 0; i < form.rows.size(); ++i) {
      Declared has;
      causes_of.emplace_back();
      truths.push_back(evaluator_.test_where(form.rows[i].match, match.where.id, *match.entry, form.subject.terms,
                                             causes_of.back(), match.where, &has));
      declared[i] = has.any;
      all.any = all.any || has.any;
      all.every_term = all.every_term || has.every_term;
      all.terms |= has.terms;
    }
    IdSet terms = match.entry->terms;
    terms &= form.subject.terms;
    const bool beyond = all.any && !all.every_term && !terms.within(all.terms);
    for (std::size_t i = 0; i < form.rows.size(); ++i) {
      // A term without the property may take any row.
      if (!beyond && (truths[i] == Truth::no || (all.any && !declared[i]))) continue;
      out.push_back(form.rows[i]);
      for (Cause cause : causes_of[i])
        causes.push_back(match.entry->named ? cause : Cause{Cause::What::list, match.where.id});
    }
  }
  if (out.empty()) out = form.rows;  // what fits no row may be any of them
  return out;
}

void PartEvaluator::wait_after(const check::WaitAfter& form, PartDays& out) {
  const DayMap same = [](Day d) { return d; };
  DaySet better_days = DaySet::all();
  if (form.better_while) {
    Held condition = evaluator_.condition(*form.better_while);
    better_days = condition.possibly;
  }
  for (const Match& match : evaluator_.matches(form.subject, form.in_treated_area)) {
    std::vector<Cause> row_causes;
    const std::vector<check::TableRow> rows = possible_rows(form, match, row_causes);
    DaySet surely, possibly, better;
    bool date_in_doubt = false, first = true;
    for (const check::TableRow& row : rows) {
      WindowPair must;
      if (row.window.must) {
        const Step step = *row.window.must;
        must = entry_wait(match, same, [step](Day e) { return previous(after(e, step, Rounding::up)); });
      }
      if (row.window.better) {
        const Step step = *row.window.better;
        better |= entry_wait(match, same, [step](Day e) { return previous(after(e, step, Rounding::up)); }).possibly &
                  better_days;
      }
      if (row.window.must && !check_.then_cleared_by.empty()) {
        const Step step = *row.window.must;
        const WindowPair raw =
            window_of(match.entry->timing, same, [step](Day e) { return previous(after(e, step, Rounding::up)); });
        out.window |= raw.possibly;
        if (match.matches == Truth::yes && rows.size() == 1) out.window_surely |= raw.surely;
      }
      possibly |= must.possibly;
      surely = first ? must.surely : surely & must.surely;
      first = false;
      date_in_doubt = date_in_doubt || (must.possibly.contains(asked()) && !must.surely.contains(asked()));
      if (row.window.must && must.possibly.contains(asked())) {
        const std::string words = window_words(*row.window.must, row.words);
        if (std::find(out.windows.begin(), out.windows.end(), words) == out.windows.end()) out.windows.push_back(words);
      }
    }
    const bool in_doubt = possibly.contains(asked()) && !(surely.contains(asked()) && match.matches == Truth::yes);
    if (in_doubt) {
      out.causes.insert(out.causes.end(), match.causes.begin(), match.causes.end());
      if (rows.size() > 1 && !surely.contains(asked()))
        out.causes.insert(out.causes.end(), row_causes.begin(), row_causes.end());
      if (date_in_doubt) {
        Cause cause = match.where;
        if (cause.what != Cause::What::question)
          cause.what = match.entry->named ? Cause::What::entry_date : Cause::What::list;
        out.causes.push_back(cause);
      }
    }
    const bool vague = match.matches != Truth::yes || rows.size() > 1 || !(surely == possibly);
    evaluator_.note_evidence(match, possibly | better, vague);
    out.vague = out.vague || vague;
    out.possibly |= possibly;
    out.better |= better;
    if (match.matches == Truth::yes) out.surely |= surely;
  }
}

void PartEvaluator::wait_from(PartDays& out) {
  const check::WaitFrom& form = check_.from;
  const DayMap begin = [&](Day s) { return before(s, form.before, Rounding::down); };
  const DayMap end = [&](Day e) { return form.after == Step{} ? e : previous(after(e, form.after, Rounding::up)); };
  for (const Match& match : evaluator_.matches(form.subject, form.in_treated_area)) {
    const WindowPair window = entry_wait(match, begin, end);
    if (!check_.then_cleared_by.empty()) {
      const WindowPair raw = window_of(match.entry->timing, begin, end);
      out.window |= raw.possibly;
      if (match.matches == Truth::yes) out.window_surely |= raw.surely;
    }
    if (window.possibly.contains(asked())) {
      if (!window.surely.contains(asked()) || match.matches != Truth::yes) {
        out.causes.insert(out.causes.end(), match.causes.begin(), match.causes.end());
        if (!window.surely.contains(asked())) {
          Cause cause = match.where;
          if (cause.what != Cause::What::question)
            cause.what = match.entry->named ? Cause::What::entry_date : Cause::What::list;
          out.causes.push_back(cause);
        }
      }
      const std::string words = window_words(form);
      if (std::find(out.windows.begin(), out.windows.end(), words) == out.windows.end()) out.windows.push_back(words);
    }
    const bool vague = match.matches != Truth::yes || !(window.surely == window.possibly);
    evaluator_.note_evidence(match, window.possibly, vague);
    out.vague = out.vague || vague;
    out.possibly |= window.possibly;
    if (match.matches == Truth::yes) out.surely |= window.surely;
  }
}

void PartEvaluator::while_condition(PartDays& out) {
  Held holds = evaluator_.condition(check_.condition);
  std::vector<RoleId> roles = check_.cleared_by;
  if (check_.form == Form::wait_clearance)
    roles.insert(roles.end(), check_.clearance_by.begin(), check_.clearance_by.end());
  const bool inspections = check_.form == Form::wait_while && !check_.words.empty();
  const std::vector<Usable> instead = usable(roles, inspections);
  const Cleared lifted = cleared_condition(instead, check_.condition);
  out.vague = !(holds.surely == holds.possibly);
  out.causes = holds.causes;
  out.possibly = holds.possibly - lifted.surely;
  out.surely = holds.surely - lifted.possibly;
  if (!check_.then_cleared_by.empty()) {
    const std::vector<Usable> then = usable(check_.then_cleared_by, false);
    const Cleared closed = cleared_condition(then, check_.condition);
    if (const auto from = holds.possibly.min()) out.possibly |= DaySet::from(*from) - closed.surely;
    if (const auto from = holds.surely.min()) out.surely |= DaySet::from(*from) - closed.possibly;
  }
}

Truth PartEvaluator::above_limit() const {
  const auto& depth = program_.pack->depth;
  if (!depth) throw std::logic_error("a limit in a pack without depths");
  const PlanItem& plan = evaluator_.setting().plan;
  if (!plan.depth_known) return Truth::unknown;
  bool all = true, some = false;
  if (depth->type.kind == check::ValueType::Kind::number) {
    if (plan.depth_numbers.empty()) throw std::logic_error("a depth without a possible value");
    for (const Range& range : plan.depth_numbers) {
      all = all && range.first > check_.limit.value;
      some = some || range.second > check_.limit.value;
    }
  } else {
    if (plan.depth_options == 0) throw std::logic_error("a depth without a possible value");
    for (std::int64_t option = 0; option < 64; ++option) {
      if ((plan.depth_options >> option & 1u) == 0) continue;
      all = all && option > check_.limit.value;
      some = some || option > check_.limit.value;
    }
  }
  return all ? Truth::yes : some ? Truth::unknown : Truth::no;
}

PartDays PartEvaluator::run() {
  PartDays out;
  const auto applies_only = [&] {
    out.applies_surely = out.surely;
    out.applies = out.possibly;
    out.surely = out.possibly = {};
  };
  switch (check_.form) {
    case Form::wait_after:
      wait_after(check_.after, out);
      break;
    case Form::wait_from:
      wait_from(out);
      break;
    case Form::limit:
      if (check_.limit_by_window)
        wait_after(check_.after, out);
      else
        while_condition(out);
      break;
    case Form::ask_again:
      while_condition(out);
      break;
    default:
      while_condition(out);
      break;
  }
  if (check_.unless) {
    const Held lifted = evaluator_.condition(*check_.unless);
    out.surely = out.surely - lifted.possibly;
    out.possibly = out.possibly - lifted.surely;
    out.better = out.better - lifted.surely;
    out.causes.insert(out.causes.end(), lifted.causes.begin(), lifted.causes.end());
  }
  const DaySet counts = DaySet::between(part_.counts_from.value_or(first_day), part_.counts_until.value_or(forever));
  out.surely &= counts;
  out.possibly &= counts;
  out.better &= counts;
  out.better = out.better - out.possibly;
  if (check_.form == Form::go_only || check_.form == Form::note) applies_only();
  if (check_.form == Form::ask_again) {
    // It waits when it surely holds, and never otherwise.
    out.applies_surely = out.surely;
    out.applies = out.possibly;
    out.possibly = out.surely;
  }
  if (check_.form == Form::limit) {
    out.applies_surely = out.surely;
    out.applies = out.possibly;
    const Truth above = above_limit();
    if (above != Truth::yes) out.surely = {};
    if (above == Truth::no) out.possibly = {};
    if (above == Truth::unknown && out.possibly.contains(asked())) out.causes.push_back(Cause{Cause::What::plan_depth});
  }
  return out;
}

Holding at(const DaySet& surely, const DaySet& possibly, Day day) {
  if (surely.contains(day)) return Holding::surely;
  return possibly.contains(day) ? Holding::possibly : Holding::never;
}

}  // namespace

CheckFinding evaluate_check(Evaluator& evaluator, const compile::Program& program, std::size_t index) {
  const compile::JoinedCheck& joined = program.checks.at(index);
  const Day asked = evaluator.asked();
  CheckFinding out;
  out.check = index;
  evaluator.forget_evidence();
  Holding waits_most = Holding::never;
  bool in_doubt = false;
  const bool has_clearances = std::any_of(evaluator.facts().clearances.begin(), evaluator.facts().clearances.end(),
                                          [&](const ClearanceFact& c) { return c.check == joined.name; });
  for (std::size_t i = 0; i < joined.parts.size(); ++i) {
    PartDays days = PartEvaluator(evaluator, program, joined.parts[i], false).run();
    const Holding part_waits = at(days.surely, days.possibly, asked);
    const Holding part_applies = at(days.applies_surely, days.applies, asked);
    if (days.better.contains(asked)) out.better_part = i;
    if (part_waits > waits_most) {
      waits_most = part_waits;
      out.part = i;
    } else if (waits_most == Holding::never && part_applies != Holding::never) {
      out.part = i;
    }
    const Form form = joined.parts[i].check.form;
    if (part_applies != Holding::never && (form == Form::go_only || form == Form::note)) {
      CheckFinding::Applies line{i, part_applies, days.causes};
      if (part_applies == Holding::surely) line.causes.clear();
      sort_causes(line.causes);
      out.lines.push_back(std::move(line));
    }
    if (part_waits == Holding::possibly || part_applies == Holding::possibly) {
      in_doubt = true;
      out.causes.insert(out.causes.end(), days.causes.begin(), days.causes.end());
    }
    for (std::string& words : days.windows) {
      if (std::find(out.windows.begin(), out.windows.end(), words) == out.windows.end())
        out.windows.push_back(std::move(words));
    }
    out.vague = out.vague || days.vague;
    if (part_waits != Holding::never && !joined.parts[i].check.then_cleared_by.empty()) {
      if (!days.window.contains(asked))
        out.clearance_only = true;
      else if (days.window_surely.contains(asked))
        out.window_until = days.window_surely.complement().first_on_or_after(asked);
    }
    out.surely |= days.surely;
    out.possibly |= days.possibly;
    out.better |= days.better;
    out.applies_surely |= days.applies_surely;
    out.applies |= days.applies;
  }
  out.possibly |= out.surely;  // INVARIANT: holds already; if it ever did not, the side that waits is the right one
  out.better = out.better - out.possibly;
  out.at = at(out.surely, out.possibly, asked);
  out.applies_at = at(out.applies_surely, out.applies, asked);
  out.vague = out.vague && out.at == Holding::never;
  if (!in_doubt || (out.at != Holding::possibly && out.applies_at != Holding::possibly)) out.causes.clear();
  sort_causes(out.causes);
  out.evidence = evaluator.take_evidence(out.at != Holding::never || out.applies_at != Holding::never ||
                                         out.better.contains(asked));
  // A loosening is told wherever it changes the day: where the pack's own part would have spoken.
  for (const compile::Part& part : joined.parts) {
    if (!part.loosens || asked < part.counts_from.value_or(first_day) || asked > part.counts_until.value_or(forever))
      continue;
    compile::Part own = joined.parts.front();
    own.counts_from = own.check.effective_from;
    own.counts_until = own.check.effective_until;
    const PartDays days = PartEvaluator(evaluator, program, own, false).run();
    if (days.possibly.contains(asked) || days.better.contains(asked) || days.applies.contains(asked))
      out.loosened = part.changed_by;
    evaluator.forget_evidence();
  }
  out.possibly_renewed = out.possibly;
  if (has_clearances) {
    out.possibly_renewed = {};
    for (const compile::Part& part : joined.parts)
      out.possibly_renewed |= PartEvaluator(evaluator, program, part, true).run().possibly;
    evaluator.forget_evidence();
  }
  return out;
}

namespace {

/// `known` and `which` as in evaluate_some(); null: every check.
Findings evaluate_checks(const compile::Program& program, const Facts& facts, const Setting& setting,
                         const Findings* known, const std::vector<bool>* which) {
  Findings out;
  out.first = std::max(facts.latest_signing, setting.as_of);
  Evaluator evaluator(*program.vocabulary, facts, setting);
  const auto faulty = [&](std::size_t index, std::string why) {
    // L4: whatever goes wrong makes the check wait on every day.
    CheckFinding finding;
    finding.check = index;
    finding.surely = finding.possibly = finding.possibly_renewed = DaySet::all();
    finding.at = Holding::surely;
    finding.fault = std::move(why);
    return finding;
  };
  out.checks.reserve(program.checks.size());
  for (std::size_t i = 0; i < program.checks.size(); ++i) {
    if (known != nullptr && !which->at(i)) {
      out.checks.push_back(known->checks.at(i));
      continue;
    }
    try {
      out.checks.push_back(evaluate_check(evaluator, program, i));
    } catch (const std::exception& error) {
      out.checks.push_back(faulty(i, error.what()));
    } catch (...) {
      out.checks.push_back(faulty(i, "an unknown error"));
    }
  }
  try {
    close_without_completion(program, facts, setting, out);
  } catch (...) {
    for (std::size_t i = 0; i < out.checks.size(); ++i) {
      if (program.checks[i].parts.front().check.form == Form::ask_again)
        out.checks[i] = faulty(i, "its answers could not be compared");
    }
  }
  return out;
}

}  // namespace

Findings evaluate(const compile::Program& program, const Facts& facts, const Setting& setting) {
  return evaluate_checks(program, facts, setting, nullptr, nullptr);
}

Findings evaluate_some(const compile::Program& program, const Facts& facts, const Setting& setting,
                       const Findings& known, const std::vector<bool>& which) {
  return evaluate_checks(program, facts, setting, &known, &which);
}

}  // namespace contra::eval
