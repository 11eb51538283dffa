// Conditions to day sets. Kleene's logic: an atom that rests on an unclear answer is surely nowhere it might not hold,
// and possibly everywhere it might. Every operand is always evaluated, so an error in one is never hidden by another
// (L4).
#include <algorithm>
#include <stdexcept>

#include "eval/evaluator.hpp"

namespace contra::eval {

using check::Condition;

Truth both(Truth a, Truth b) { return std::min(a, b); }
Truth either(Truth a, Truth b) { return std::max(a, b); }

void sort_causes(std::vector<Cause>& causes) {
  std::sort(causes.begin(), causes.end());
  causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
}

Held operator&(Held a, const Held& b) {
  a.surely &= b.surely;
  a.possibly &= b.possibly;
  a.causes.insert(a.causes.end(), b.causes.begin(), b.causes.end());
  return a;
}

Held operator|(Held a, const Held& b) {
  a.surely |= b.surely;
  a.possibly |= b.possibly;
  a.causes.insert(a.causes.end(), b.causes.begin(), b.causes.end());
  return a;
}

Held negation(Held a) {
  const DaySet surely = a.possibly.complement();
  a.possibly = a.surely.complement();
  a.surely = surely;
  return a;
}

namespace {

DaySet always_if(bool holds) { return holds ? DaySet::all() : DaySet{}; }

Held of_truth(Truth truth, std::vector<Cause> causes) {
  if (truth != Truth::unknown) causes.clear();
  return Held{always_if(truth == Truth::yes), always_if(truth != Truth::no), std::move(causes)};
}

bool covered(const Range& range, const std::vector<Range>& by) {
  // `by` are closed ranges of integers: walk through the range over whichever covers its lowest uncovered value.
  std::int64_t at = range.first;
  bool moved = true;
  while (at <= range.second && moved) {
    moved = false;
    for (const Range& r : by) {
      if (r.first <= at && at <= r.second) {
        at = r.second + 1;
        moved = true;
      }
    }
  }
  return at > range.second;
}

Truth test_numbers(const std::vector<Range>& possible, const std::vector<Range>& wanted) {
  if (possible.empty()) throw std::logic_error("a number without a possible value");
  bool all = true, some = false;
  for (const Range& p : possible) {
    all = all && covered(p, wanted);
    for (const Range& w : wanted) some = some || (p.first <= w.second && w.first <= p.second);
  }
  return all ? Truth::yes : some ? Truth::unknown : Truth::no;
}

Truth test_options(std::uint64_t possible, std::uint64_t wanted) {
  if (possible == 0) throw std::logic_error("an answer without a possible value");
  if ((possible & ~wanted) == 0) return Truth::yes;
  return (possible & wanted) != 0 ? Truth::unknown : Truth::no;
}

}  // namespace

Evaluator::Evaluator(const check::Vocabulary& vocabulary, const Facts& facts, const Setting& setting)
    : vocabulary_(vocabulary), facts_(facts), setting_(setting) {
  day_entries_.resize(facts.questions.size());
  for (std::size_t i = 0; i < facts.questions.size() && i < vocabulary.questions.size(); ++i) {
    const auto kind = vocabulary.questions[i].type.kind;
    if (kind != check::ValueType::Kind::past_day && kind != check::ValueType::Kind::future_day) continue;
    const QuestionFact& fact = facts.questions[i];
    Entry& entry = day_entries_[i];
    entry.surely_there = !fact.maybe_never && !fact.surely_never;
    entry.words = vocabulary.questions[i].question;
    entry.timing.kind = Timing::Kind::point;
    entry.timing.start = fact.days;
    entry.dated = fact.state == State::value;
    entry.origin = entry.date_origin = fact.origin;
    entry.signed_on = fact.signed_on;
    entry.known_since = fact.known_since;
  }
}

Held Evaluator::held(DaySet surely, DaySet possibly, std::vector<Cause> causes) const {
  if (possibly.contains(asked()) == surely.contains(asked())) causes.clear();
  return Held{std::move(surely), std::move(possibly), std::move(causes)};
}

Held Evaluator::condition(const Condition& c) {
  switch (c.kind) {
    case Condition::Kind::and_:
    case Condition::Kind::or_: {
      if (c.of.empty()) throw std::logic_error("an `and` or `or` without operands");
      std::vector<Held> parts;
      for (const Condition& operand : c.of) parts.push_back(condition(operand));
      Held all = parts.front();
      for (std::size_t i = 1; i < parts.size(); ++i)
        all = c.kind == Condition::Kind::and_ ? all & parts[i] : all | parts[i];
      return held(std::move(all.surely), std::move(all.possibly), std::move(all.causes));
    }
    case Condition::Kind::not_:
      return negation(condition(c.of.at(0)));
    case Condition::Kind::question:
      return question(c);
    case Condition::Kind::age:
      return age(c);
    case Condition::Kind::any:
    case Condition::Kind::taking:
    case Condition::Kind::present:
    case Condition::Kind::allergic:
    case Condition::Kind::planned: {
      Held out = over_entries(c);
      return c.no ? negation(std::move(out)) : out;
    }
    case Condition::Kind::area:
      return area(c);
    case Condition::Kind::every_answer_no:
      return every_answer_no();
  }
  throw std::logic_error("a condition of no kind");
}

Held Evaluator::question(const Condition& c) {
  const QuestionFact& fact = facts_.questions.at(static_cast<std::size_t>(c.question));
  const check::Question& asked_for = vocabulary_.questions.at(static_cast<std::size_t>(c.question));
  Truth truth = Truth::unknown;
  switch (asked_for.type.kind) {
    case check::ValueType::Kind::options:
      truth = test_options(fact.options, c.test.mask);
      break;
    case check::ValueType::Kind::number:
      truth = test_numbers(fact.numbers, c.test.ranges);
      break;
    default:
      throw std::logic_error("a test on an answer that is a day, an area or text");
  }
  note_question(c.question, truth != Truth::no);
  return of_truth(truth, {Cause{Cause::What::question, c.question}});
}

Held Evaluator::age(const Condition& c) {
  const QuestionFact& fact = facts_.questions.at(static_cast<std::size_t>(c.question));
  const DaySet births = fact.days.empty() ? DaySet::until(setting_.asked) : fact.days;
  // Months completed on day v are at least m from the day `after(birth, m months, up)` on. What holds in every world is
  // the complement of what fails in some world, which is exact where the wanted ages are several ranges.
  const auto begin = [](std::int32_t months) {
    return [months](Day birth) { return months <= 0 ? first_day : after(birth, Step{months, 0}, Rounding::up); };
  };
  const auto end = [](std::int32_t months) {
    return [months](Day birth) {
      return months < 0 ? forever : previous(after(birth, Step{months + 1, 0}, Rounding::up));
    };
  };
  DaySet possibly, fails;
  std::int32_t next_from = 0;
  for (const auto& [from, to] : c.age_months) {
    possibly |= time::windows_union(births, begin(from), end(to));
    if (next_from >= 0 && from > next_from) fails |= time::windows_union(births, begin(next_from), end(from - 1));
    next_from = to < 0 ? -1 : to + 1;
  }
  if (next_from >= 0) fails |= time::windows_union(births, begin(next_from), end(-1));
  note_question(c.question, possibly.contains(asked()));
  const DaySet surely = fails.complement() & possibly;
  return held(surely, possibly, {Cause{Cause::What::question, c.question}});
}

bool Evaluator::touch(const IdSet& areas, const IdSet& others) const {
  for (const AreaId area : areas.ids()) {
    if (vocabulary_.areas.at(static_cast<std::size_t>(area)).touching.meets(others)) return true;
  }
  return false;
}

Truth Evaluator::touches_treated_area(ListId list, const Entry& entry, const IdSet& subject, std::vector<Cause>& causes,
                                      Cause at) const {
  const PlanItem& plan = setting_.plan;
  IdSet planned, terms = entry.terms, having;
  for (const AreaId area : plan.areas) planned.add(area);
  terms &= subject;
  Truth all = Truth::yes, some = Truth::no;
  bool found = false, area_known = true, every_term = false;
  if (list >= 0) {
    const check::List& declared = vocabulary_.lists.at(static_cast<std::size_t>(list));
    for (std::size_t i = 0; i < declared.details.size(); ++i) {
      const check::Detail& detail = declared.details[i];
      if (detail.type.kind != check::ValueType::Kind::area) continue;
      if (!detail.for_terms.empty() && !terms.meets(detail.for_terms)) continue;
      found = true;
      every_term = every_term || detail.for_terms.empty();
      having |= detail.for_terms;
      Truth truth = Truth::unknown;
      if (i < entry.details.size() && entry.details[i].known) {
        if (plan.area_known) truth = touch(entry.details[i].areas, planned) ? Truth::yes : Truth::no;
      } else {
        area_known = false;
        at.detail = static_cast<std::int32_t>(i);
      }
      all = both(all, truth);
      some = either(some, truth);
    }
  }
  // A term without an area may have been anywhere.
  const bool beyond = !found || (!every_term && !terms.within(having));
  if (!area_known || beyond) {
    at.what = !entry.named ? Cause::What::list : area_known ? Cause::What::entry_term : Cause::What::entry_detail;
    if (!entry.named) at.entry = at.detail = -1;
    causes.push_back(at);
  }
  if (!plan.area_known) causes.push_back(Cause{Cause::What::plan_area});
  return beyond || all != some ? Truth::unknown : all;
}

Truth Evaluator::test_where(const check::WhereTest& where, ListId list, const Entry& entry, const IdSet& subject,
                            std::vector<Cause>& causes, Cause at, Declared* declared) {
  IdSet terms = entry.terms;
  terms &= subject;
  Truth all = Truth::yes, some = Truth::no;
  bool found = false;
  at.what = Cause::What::entry_detail;
  for (const auto& one : where.cases) {
    if (one.list != list) continue;
    const check::Detail& detail =
        vocabulary_.lists.at(static_cast<std::size_t>(list)).details.at(static_cast<std::size_t>(one.detail));
    if (!detail.for_terms.empty() && !terms.meets(detail.for_terms)) continue;
    found = true;
    if (declared != nullptr) {
      declared->any = true;
      declared->every_term = declared->every_term || detail.for_terms.empty();
      declared->terms |= detail.for_terms;
    }
    Truth truth = Truth::unknown;
    const DetailFact* fact = static_cast<std::size_t>(one.detail) < entry.details.size()
                                 ? &entry.details[static_cast<std::size_t>(one.detail)]
                                 : nullptr;
    if (fact != nullptr && fact->known) {
      switch (detail.type.kind) {
        case check::ValueType::Kind::options:
          truth = test_options(fact->options, one.test.mask);
          break;
        case check::ValueType::Kind::number:
          truth = test_numbers(fact->numbers, one.test.ranges);
          break;
        case check::ValueType::Kind::area:
          truth = touch(fact->areas, one.test.areas) ? Truth::yes : Truth::no;
          break;
        default:
          break;
      }
    }
    // A test that nothing satisfies is false whatever the detail is.
    if (one.test.mask == 0 && one.test.ranges.empty() && !one.test.area) truth = Truth::no;
    // One whose terms reach beyond those that have the detail may have none: unknown, never false.
    if (!detail.for_terms.empty() && !terms.within(detail.for_terms)) truth = Truth::unknown;
    if (truth == Truth::unknown) at.detail = one.detail;
    all = both(all, truth);
    some = either(some, truth);
  }
  const Truth result = !found ? Truth::unknown : all == some ? all : Truth::unknown;
  if (result == Truth::unknown) causes.push_back(at);
  return result;
}

std::vector<Match> Evaluator::matches(const check::Subject& subject, bool in_treated_area) {
  std::vector<Match> out;
  for (const ListId list : subject.lists) {
    const ListFact& fact = facts_.lists.at(static_cast<std::size_t>(list));
    for (std::size_t i = 0; i < fact.entries.size(); ++i) {
      const Entry& entry = fact.entries[i];
      Match match;
      match.entry = &entry;
      match.where = Cause{Cause::What::list, list, entry.named ? static_cast<std::int32_t>(i) : -1};
      if (!entry.terms.meets(subject.terms)) continue;
      Truth truth = Truth::yes;
      if (!entry.terms.within(subject.terms)) {
        truth = Truth::unknown;
        match.causes.push_back(match.where);
        match.causes.back().what = entry.named ? Cause::What::entry_term : Cause::What::list;
      }
      if (!entry.surely_there) {
        truth = both(truth, Truth::unknown);
        match.causes.push_back(match.where);
        match.causes.back().what = entry.named ? Cause::What::entry_exists : Cause::What::list;
      }
      for (const check::WhereTest& where : subject.where) {
        std::vector<Cause> causes;
        truth = both(truth, test_where(where, list, entry, subject.terms, causes, match.where));
        for (Cause cause : causes) match.causes.push_back(entry.named ? cause : Cause{Cause::What::list, list});
      }
      if (in_treated_area)
        truth = both(truth, touches_treated_area(list, entry, subject.terms, match.causes, match.where));
      if (truth == Truth::no) continue;
      match.matches = truth;
      if (truth == Truth::yes) match.causes.clear();
      sort_causes(match.causes);
      out.push_back(std::move(match));
    }
  }
  for (const QuestionId question : subject.days) {
    const Entry& entry = day_entries_.at(static_cast<std::size_t>(question));
    if (entry.timing.start.empty()) continue;
    Match match;
    match.entry = &entry;
    match.where = Cause{Cause::What::question, question};
    match.matches = entry.surely_there && !in_treated_area ? Truth::yes : Truth::unknown;
    if (!entry.surely_there) match.causes.push_back(match.where);
    if (in_treated_area) match.causes.push_back(match.where);
    out.push_back(std::move(match));
  }
  return out;
}

void narrow(DaySet& start, DaySet& end) {
  if (start.empty() || end.empty()) return;
  const DaySet s = start & DaySet::until(*end.max());
  const DaySet e = end & DaySet::from(*start.min());
  start = s;
  end = e;
}

WindowPair window_of(const Timing& timing, const DayMap& begin, const DayMap& end) {
  WindowPair out;
  switch (timing.kind) {
    case Timing::Kind::timeless:
      return {DaySet::all(), DaySet::all()};
    case Timing::Kind::point:
      out.possibly = time::windows_union(timing.start, begin, end);
      out.surely = time::windows_intersection(timing.start, begin, end);
      return out;
    case Timing::Kind::period: {
      DaySet start = timing.start, last = timing.end;
      narrow(start, last);
      if (start.empty() || last.empty()) throw std::logic_error("a period that cannot be");
      out.possibly = DaySet::between(begin(*start.min()), end(*last.max()));
      out.surely = DaySet::between(begin(*start.max()), end(*last.min()));
      return out;
    }
  }
  throw std::logic_error("a timing of no kind");
}

Held Evaluator::over_entries(const Condition& c) {
  const auto same = [](Day d) { return d; };
  const auto always_begin = [](Day) { return first_day; };
  const auto always_end = [](Day) { return forever; };
  Held out;
  for (const Match& match : matches(c.subject, c.in_treated_area)) {
    const Entry& entry = *match.entry;
    const Timing& timing = entry.timing;
    const bool timeless = timing.kind == Timing::Kind::timeless;
    WindowPair window{DaySet::all(), DaySet::all()};
    if ((c.kind == Condition::Kind::taking || c.kind == Condition::Kind::present) && !timeless) {
      if (timing.kind == Timing::Kind::point && !timing.surely_ended) {
        // A dose on a day, or a last day of use that does not prove an end.
        window.surely = time::windows_intersection(timing.start, same, same);
        window.possibly = timing.start.empty() ? DaySet{} : DaySet::from(*timing.start.min());
      } else {
        window = window_of(timing, same, same);
      }
    } else if ((c.kind == Condition::Kind::any || c.kind == Condition::Kind::planned) && !timeless) {
      // One window for each event, from the later of the begins to the earlier of the ends: what the modifiers say of
      // one date is said of the same date.
      DayMap begin = always_begin, end = always_end;
      if (c.kind == Condition::Kind::planned) end = same;
      const auto later_begin = [&](DayMap other) {
        begin = [begin, other](Day d) { return std::max(begin(d), other(d)); };
      };
      const auto earlier_end = [&](DayMap other) { end = [end, other](Day d) { return std::min(end(d), other(d)); }; };
      if (c.started_by_visit) later_begin(same);
      if (c.within) {
        const Step step = c.within->step;
        const bool wide = c.towards_waiting;
        if (c.within->side == syntax::Side::before) {
          later_begin(same);
          earlier_end([step, wide](Day d) { return after(d, step, wide ? Rounding::up : Rounding::down); });
        } else {
          later_begin([step, wide](Day d) { return before(d, step, wide ? Rounding::down : Rounding::up); });
          earlier_end(same);
        }
      }
      window = window_of(timing, begin, end);
    } else if (timeless && (c.within || c.started_by_visit)) {
      window.surely = {};
    }
    std::vector<Cause> causes = match.causes;
    if (window.possibly.contains(asked()) && !window.surely.contains(asked())) {
      Cause cause = match.where;
      cause.what = match.where.what == Cause::What::question ? Cause::What::question
                   : entry.named                             ? Cause::What::entry_date
                                                             : Cause::What::list;
      causes.push_back(cause);
    }
    note_evidence(match, window.possibly, match.matches == Truth::unknown || !(window.surely == window.possibly));
    if (match.matches != Truth::yes) window.surely = {};
    if (!window.possibly.contains(asked())) causes.clear();
    out = std::move(out) | Held{window.surely, window.possibly, std::move(causes)};
  }
  sort_causes(out.causes);
  return held(out.surely, out.possibly, out.causes);
}

Held Evaluator::area(const Condition& c) {
  if (!setting_.plan.area_known) return of_truth(Truth::unknown, {Cause{Cause::What::plan_area}});
  bool touches = false;
  for (const AreaId a : setting_.plan.areas)
    touches = touches || vocabulary_.areas.at(static_cast<std::size_t>(a)).touching.meets(c.test.areas);
  return of_truth(touches ? Truth::yes : Truth::no, {});
}

Held Evaluator::every_answer_no() {
  // Read over what the client was asked: yes-or-no questions and lists. A question that cannot be answered `no` does
  // not count.
  Truth truth = Truth::yes;
  std::vector<Cause> causes;
  for (std::size_t i = 0; i < vocabulary_.questions.size(); ++i) {
    const check::Question& q = vocabulary_.questions[i];
    if (q.answered_by != syntax::AnsweredBy::client || !q.type.yes_no) continue;
    const Truth no = test_options(facts_.questions.at(i).options, 2u);
    truth = both(truth, no);
    if (no == Truth::unknown) causes.push_back(Cause{Cause::What::question, static_cast<std::int32_t>(i)});
  }
  for (std::size_t i = 0; i < vocabulary_.lists.size(); ++i) {
    if (vocabulary_.lists[i].answered_by != syntax::AnsweredBy::client) continue;
    Truth none = Truth::yes;
    for (const Entry& entry : facts_.lists.at(i).entries)
      none = both(none, entry.surely_there ? Truth::no : Truth::unknown);
    truth = both(truth, none);
    if (none == Truth::unknown) causes.push_back(Cause{Cause::What::list, static_cast<std::int32_t>(i)});
  }
  return of_truth(truth, std::move(causes));
}

void Evaluator::note_question(QuestionId question, bool bears) {
  const QuestionFact& fact = facts_.questions.at(static_cast<std::size_t>(question));
  Evidence evidence;
  evidence.question = question;
  evidence.pointer = fact.origin.pointer;
  evidence.value = fact.origin.given;
  evidence.days = fact.days;
  evidence.vague = fact.state != State::value && fact.state != State::no;
  read_.push_back(Read{std::move(evidence), bears});
}

void Evaluator::note_evidence(const Match& match, const DaySet& possibly, bool vague) {
  const Entry& entry = *match.entry;
  Evidence evidence;
  if (match.where.what == Cause::What::question) {
    evidence.question = match.where.id;
  } else {
    evidence.list = match.where.id;
    evidence.entry = match.where.entry;
  }
  evidence.pointer = entry.origin.pointer;
  evidence.value = entry.origin.given;
  if (entry.timing.kind == Timing::Kind::point) evidence.days = entry.timing.start;
  if (entry.timing.kind == Timing::Kind::period && entry.dated) evidence.days = entry.timing.end;
  evidence.vague = vague;
  read_.push_back(Read{std::move(evidence), possibly.contains(asked())});
}

std::vector<Evidence> Evaluator::take_evidence(bool only_bearing) {
  std::vector<Evidence> out;
  const bool any_bears = std::any_of(read_.begin(), read_.end(), [](const Read& r) { return r.bears; });
  for (Read& read : read_) {
    if (only_bearing && any_bears && !read.bears) continue;
    out.push_back(std::move(read.evidence));
  }
  read_.clear();
  // By what was asked and said, not by where it stands: the order of a record changes nothing but pointers.
  const auto key = [](const Evidence& e) { return std::tie(e.question, e.list, e.value, e.pointer, e.entry); };
  std::sort(out.begin(), out.end(), [&](const Evidence& a, const Evidence& b) { return key(a) < key(b); });
  out.erase(std::unique(out.begin(), out.end(), [&](const Evidence& a, const Evidence& b) { return key(a) == key(b); }),
            out.end());
  return out;
}

Evaluator::Reading Evaluator::readings(const Condition& c) {
  Reading out;
  switch (c.kind) {
    case Condition::Kind::and_:
    case Condition::Kind::or_:
    case Condition::Kind::not_:
      for (const Condition& operand : c.of) {
        Reading one = readings(operand);
        out.entries.insert(out.entries.end(), one.entries.begin(), one.entries.end());
        out.questions.insert(out.questions.end(), one.questions.begin(), one.questions.end());
      }
      break;
    case Condition::Kind::question:
    case Condition::Kind::age:
      out.questions.push_back(c.question);
      break;
    case Condition::Kind::area:
      break;
    case Condition::Kind::every_answer_no:
      break;
    default:
      out.entries = matches(c.subject, c.in_treated_area);
      break;
  }
  return out;
}

ConditionValue evaluate_condition(const check::Vocabulary& vocabulary, const check::Condition& condition,
                                  const Facts& facts, const Setting& setting) {
  Evaluator evaluator(vocabulary, facts, setting);
  Held value = evaluator.condition(condition);
  sort_causes(value.causes);
  return ConditionValue{std::move(value.surely), std::move(value.possibly), std::move(value.causes)};
}

}  // namespace contra::eval
