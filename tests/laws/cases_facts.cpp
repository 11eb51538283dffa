// Random intakes near the boundaries of the checks; see cases.hpp.
#include <algorithm>

#include "laws/cases.hpp"
#include "laws/naive_calendar.hpp"

namespace contra::laws {

using check::Vocabulary;
using eval::DaySet;
using eval::Entry;
using eval::Facts;
using eval::State;
using eval::Timing;
using syntax::ListRole;

namespace {

Day clamp(int number) { return Day{std::max(naive::first_number, std::min(naive::last_number, number))}; }

/// Every step that the program's checks take, to place days at its edges.
std::vector<Step> steps_of(const compile::Program& program) {
  std::vector<Step> out;
  const auto window = [&out](const check::Window& w) {
    if (w.must) out.push_back(*w.must);
    if (w.better) out.push_back(*w.better);
  };
  for (const auto& joined : program.checks)
    for (const auto& part : joined.parts) {
      window(part.check.after.window);
      for (const auto& row : part.check.after.rows) window(row.window);
      if (part.check.form == check::Form::wait_from) {
        out.push_back(part.check.from.before);
        out.push_back(part.check.from.after);
      }
    }
  if (out.empty()) out.push_back(Step{0, 7});
  return out;
}

/// A day in the past of `visit` (or after it) that lies at the edge of a step, near, or anywhere.
Day telling_day(Tape& tape, const compile::Program& program, Day visit, bool past) {
  const int sign = past ? -1 : 1;
  switch (tape.weighted({45, 35, 12, 8})) {
    case 0: {
      const std::vector<Step> steps = steps_of(program);
      const Step s = tape.pick(steps);
      const int at = past ? naive::earlier(visit.number, s.months, s.days, tape.chance(50)) : naive::later(visit.number, s.months, s.days, tape.chance(50));
      return clamp(at + tape.between(-1, 1));
    }
    case 1: return clamp(visit.number + sign * tape.below(12));
    case 2: return clamp(visit.number + sign * tape.below(400));
    default: return tricky_day(tape);
  }
}

/// A set of days round `day`, cut at `low` … `high`; never empty.
DaySet days_round(Tape& tape, const Scope& scope, Day day, Day low, Day high) {
  DaySet out;
  switch (tape.weighted({40, 25, 12, scope.small_sets ? 0 : 10, scope.small_sets ? 0 : 8})) {
    case 0: out = DaySet::one(day); break;
    case 1: out = DaySet::between(clamp(day.number - tape.below(4)), clamp(day.number + tape.below(4))); break;
    case 2: out = DaySet::one(day) | DaySet::between(clamp(day.number - 9 - tape.below(4)), clamp(day.number - 8)); break;
    case 3: {  // a whole month
      const naive::Date d = naive::date(day.number);
      out = DaySet::between(Day{naive::number(d.year, d.month, 1)}, Day{naive::number(d.year, d.month, naive::length_of_month(d.year, d.month))});
      break;
    }
    default: out = DaySet::between(clamp(day.number - tape.below(200)), day); break;
  }
  out &= DaySet::between(low, high);
  if (out.empty()) out = DaySet::one(day < low ? low : day > high ? high : day);
  return out;
}

}  // namespace

Day tricky_day(Tape& tape) {
  static const std::vector<std::vector<int>> days{{2026, 3, 16}, {2024, 1, 31}, {2024, 2, 28}, {2024, 2, 29}, {2024, 3, 1},  {2025, 2, 28},  {2025, 3, 1},   {2025, 8, 29},
                                                  {2025, 8, 30}, {2025, 8, 31}, {2026, 1, 29}, {2026, 1, 30}, {2026, 1, 31}, {2026, 2, 28},  {2023, 12, 31}, {2100, 2, 28},
                                                  {2025, 10, 31}, {2025, 11, 30}, {2027, 3, 31}, {2026, 5, 31}, {2000, 2, 29}, {1999, 12, 31}};
  const auto& d = tape.pick(days);
  return Day{naive::number(d[0], d[1], d[2])};
}

eval::QuestionFact unanswered(const Vocabulary& v, check::QuestionId id, State state, Day signed_on) {
  eval::QuestionFact f;
  f.state = state;
  f.signed_on = f.known_since = signed_on;
  const auto& type = v.questions[static_cast<std::size_t>(id)].type;
  switch (type.kind) {
    case check::ValueType::Kind::options: f.options = (std::uint64_t{1} << type.options.size()) - 1; break;
    case check::ValueType::Kind::number: f.numbers = {{type.from, type.to}}; break;
    case check::ValueType::Kind::past_day:
      f.days = DaySet::until(signed_on);
      f.maybe_never = true;
      break;
    case check::ValueType::Kind::future_day:
      f.days = DaySet::between(signed_on, last_day);
      f.maybe_never = true;
      break;
    default: break;
  }
  if (state != State::not_asked) f.origin = {"/forms/0/answers/" + v.questions[static_cast<std::size_t>(id)].name, state == State::unsure ? "\"unsure\"" : "\"declined\""};
  return f;
}

Entry unnamed_entry(const Vocabulary& v, check::ListId id, Day signed_on) {
  const check::List& list = v.lists[static_cast<std::size_t>(id)];
  Entry e;
  e.named = e.surely_there = false;
  e.any_number = true;
  e.terms = list.terms;
  e.details.resize(list.details.size());
  e.signed_on = e.known_since = signed_on;
  switch (list.role) {
    case ListRole::allergies: e.timing.kind = Timing::Kind::timeless; break;
    case ListRole::exposures:
    case ListRole::states:
      e.timing.start = DaySet::until(signed_on);
      e.timing.end = DaySet::all();
      break;
    case ListRole::to_come:
      e.timing.start = DaySet::from(first_day);
      e.timing.end = DaySet::from(signed_on);
      break;
  }
  return e;
}

Entry make_entry(Tape& tape, const Scope& scope, const compile::Program& program, check::ListId id, Day signed_on, Day visit) {
  const Vocabulary& v = *program.vocabulary;
  const check::List& list = v.lists[static_cast<std::size_t>(id)];
  Entry e;
  e.signed_on = e.known_since = signed_on;
  if (tape.chance(8)) {
    e.terms = list.terms;
    e.words = "the green cream";
  } else {
    e.term = tape.pick(list.terms.ids());
    e.terms = v.terms[static_cast<std::size_t>(e.term)].kinds;
    e.words = v.terms[static_cast<std::size_t>(e.term)].name;
  }
  e.dated = true;
  Timing& t = e.timing;
  const bool to_come = list.role == ListRole::to_come;
  const Day low = first_day, high = to_come ? last_day : signed_on;
  const Day at = telling_day(tape, program, visit, !to_come);
  const auto set = [&](Day d) { return days_round(tape, scope, d, low, high); };
  if (list.role == ListRole::allergies) {
    t.kind = Timing::Kind::timeless;
    e.dated = false;
  } else {
    switch (tape.weighted({list.role == ListRole::states ? 0 : 45, 20, 10, 8, 8, list.role == ListRole::exposures ? 6 : 0})) {
      case 0:  // on, last
        t.kind = Timing::Kind::point;
        t.start = set(at);
        if (list.role == ListRole::exposures) {
          t.last_use = tape.chance(50);
          t.surely_ended = tape.chance(25);
        }
        break;
      case 1: {  // start and end
        t.start = set(at);
        const Day end = clamp(at.number + tape.below(20));
        t.end = days_round(tape, scope, end, *t.start.min(), last_day);
        t.surely_ended = true;
        break;
      }
      case 2:  // start, and it may still go on
        t.start = set(at);
        t.end = DaySet::from(*t.start.min());
        break;
      case 3:  // ongoing
        if (to_come) t.start = set(at);
        else t.start = tape.chance(50) ? set(at) : DaySet::until(signed_on);
        t.end = DaySet::one(forever);
        break;
      case 4:  // no date
        e.dated = false;
        if (list.role == ListRole::states) {
          t.start = DaySet::until(signed_on);
          t.end = DaySet::one(forever);
        } else if (to_come) {
          t.start = DaySet::from(signed_on);
          t.end = DaySet::from(signed_on);
        } else {
          t.start = DaySet::until(signed_on);
          t.end = DaySet::all();
        }
        break;
      default:  // not in the last …: then, before, or never
        t.kind = Timing::Kind::point;
        t.start = scope.small_sets ? set(at) : DaySet::until(at < signed_on ? at : signed_on);
        e.surely_there = false;
        break;
    }
  }
  for (std::size_t d = 0; d < list.details.size(); ++d) {
    eval::DetailFact f;
    const check::ValueType& type = list.details[d].type;
    const bool has = list.details[d].for_terms.empty() || list.details[d].for_terms.meets(e.terms);
    if (has && !tape.chance(30)) {
      f.known = true;
      switch (type.kind) {
        case check::ValueType::Kind::options:
          f.options = std::uint64_t{1} << tape.below(static_cast<int>(type.options.size()));
          if (tape.chance(15)) f.options |= std::uint64_t{1} << tape.below(static_cast<int>(type.options.size()));
          break;
        case check::ValueType::Kind::number: {
          const std::int64_t n = 500 + 500 * tape.below(6);
          f.numbers = {{n, tape.chance(25) ? std::min<std::int64_t>(n + 1000, type.to) : n}};
          break;
        }
        case check::ValueType::Kind::area:
          f.areas.add(tape.below(static_cast<int>(v.areas.size())));
          if (tape.chance(15)) f.areas.add(tape.below(static_cast<int>(v.areas.size())));
          break;
        default: f.known = false; break;
      }
    }
    e.details.push_back(std::move(f));
  }
  return e;
}

namespace {

eval::QuestionFact make_answer(Tape& tape, const Scope& scope, const compile::Program& program, check::QuestionId id, Day signed_on, Day visit) {
  const Vocabulary& v = *program.vocabulary;
  const check::Question& q = v.questions[static_cast<std::size_t>(id)];
  switch (tape.weighted({70, 12, 9, 9})) {
    case 1: return unanswered(v, id, State::not_asked, signed_on);
    case 2: return unanswered(v, id, State::unsure, signed_on);
    case 3: return unanswered(v, id, State::declined, signed_on);
    default: break;
  }
  eval::QuestionFact f;
  f.signed_on = f.known_since = signed_on;
  f.state = State::value;
  f.origin = {"/forms/0/answers/" + q.name, "\"given\""};
  switch (q.type.kind) {
    case check::ValueType::Kind::options: {
      const int n = static_cast<int>(q.type.options.size());
      f.options = std::uint64_t{1} << (n - 1 - tape.below(n));
      if (tape.chance(20)) f.options |= std::uint64_t{1} << tape.below(n);
      if (q.type.yes_no && f.options == 2) f.state = State::no;
      break;
    }
    case check::ValueType::Kind::number: {
      const std::int64_t n = 500 + 250 * tape.below(11);
      f.numbers = {{n, tape.chance(30) ? std::min<std::int64_t>(n + 750, q.type.to) : n}};
      break;
    }
    case check::ValueType::Kind::past_day:
      if (q.name == "birth_date") {
        // At the edge of 18 or 65 years, 29 February among them.
        const int years = tape.chance(50) ? 18 : 65;
        Day at = clamp(naive::earlier(visit.number, 12 * years, 0, tape.chance(50)) + tape.between(-2, 2));
        if (tape.chance(20)) at = Day{naive::number(tape.chance(50) ? 2008 : 1960, 2, 29)};
        f.days = days_round(tape, scope, at, first_day, signed_on);
      } else if (tape.chance(15)) {
        f.state = State::no;
        f.surely_never = true;
      } else {
        f.days = days_round(tape, scope, telling_day(tape, program, visit, true), first_day, signed_on);
        f.maybe_never = tape.chance(10);
      }
      break;
    case check::ValueType::Kind::future_day:
      if (tape.chance(15)) {
        f.state = State::no;
        f.surely_never = true;
      } else {
        f.days = days_round(tape, scope, telling_day(tape, program, visit, false), signed_on, last_day);
        f.maybe_never = tape.chance(10);
      }
      break;
    default: break;
  }
  return f;
}

eval::ListFact make_answers(Tape& tape, const Scope& scope, const compile::Program& program, check::ListId id, Day signed_on, Day visit) {
  const Vocabulary& v = *program.vocabulary;
  const check::List& list = v.lists[static_cast<std::size_t>(id)];
  eval::ListFact f;
  f.signed_on = f.known_since = signed_on;
  f.covered = check::IdSet(v.terms.size());
  const std::string pointer = "/forms/0/answers/" + list.name;
  const int how = tape.weighted({55, 22, 8, 5, 5, 5});
  if (how >= 2 && how <= 4) {
    f.state = how == 2 ? State::not_asked : how == 3 ? State::unsure : State::declined;
    f.entries.push_back(unnamed_entry(v, id, signed_on));
    if (f.state != State::not_asked) f.origin = {pointer, "\"unsure\""};
    return f;
  }
  f.covered = list.terms;
  f.origin = {pointer, "[…]"};
  if (how == 1) {
    f.state = State::no;
    return f;
  }
  f.state = State::value;
  const int named = how == 5 ? 0 : tape.weighted({10, 55, 28, 7});
  for (int i = 0; i < named; ++i) {
    f.entries.push_back(make_entry(tape, scope, program, id, signed_on, visit));
    Entry& e = f.entries.back();
    e.origin = {pointer + "/" + std::to_string(i), "{…}"};
    e.date_origin = {pointer + "/" + std::to_string(i) + "/on", "\"…\""};
  }
  if (how == 5 || tape.chance(6)) {  // "yes", or more of them
    Entry sure = unnamed_entry(v, id, signed_on);
    sure.surely_there = true;
    f.entries.push_back(std::move(sure));
  } else if (named > 0 && tape.chance(10)) {  // only some terms were asked about
    Entry rest = unnamed_entry(v, id, signed_on);
    const auto& asked = v.terms[static_cast<std::size_t>(tape.pick(list.terms.ids()))].kinds;
    rest.terms -= asked;
    f.covered &= asked;
    if (!rest.terms.empty()) f.entries.push_back(std::move(rest));
  } else if (tape.chance(5) && list.role == ListRole::exposures) {  // the question looks back only so far
    Entry older = unnamed_entry(v, id, signed_on);
    older.timing.kind = Timing::Kind::point;
    older.timing.start = DaySet::until(Day{naive::earlier(signed_on.number, 3, 0, true)});
    older.timing.end = {};
    f.entries.push_back(std::move(older));
  }
  return f;
}

}  // namespace

Facts make_facts(Tape& tape, const Scope& scope, const compile::Program& program, Day visit) {
  const Vocabulary& v = *program.vocabulary;
  Facts f;
  f.id = "case";
  f.visit = visit;
  const Day full = clamp(visit.number - (tape.chance(30) ? tape.below(120) : tape.below(10)));
  f.forms.push_back({eval::FormFact::Kind::full, full, std::nullopt, true, {"/forms/0", ""}});
  f.latest_signing = full;
  Day older = full;
  if (scope.validity && tape.chance(12)) {
    older = clamp(full.number - tape.below(40));
    f.forms.insert(f.forms.begin(), {eval::FormFact::Kind::full, older, std::nullopt, true, {"/forms/8", ""}});
  }
  if (scope.validity && tape.chance(25)) {
    eval::FormFact change;
    change.kind = tape.chance(20) ? eval::FormFact::Kind::practitioner : eval::FormFact::Kind::change;
    change.signed_on = clamp(std::min(visit.number, full.number + tape.below(40)));
    if (change.kind == eval::FormFact::Kind::change && tape.chance(80)) change.nothing_changed = tape.chance(60);
    change.has_answers = tape.chance(50);
    change.origin = {"/forms/1", ""};
    f.latest_signing = std::max(f.latest_signing, change.signed_on);
    f.forms.push_back(change);
  }
  // Most answers stand in the full form; an answer that a later form repeats is known since the earlier one.
  const auto dated = [&](auto& fact) {
    if (tape.chance(12)) fact.known_since = clamp(fact.signed_on.number - tape.below(30));
  };
  for (std::size_t q = 0; q < v.questions.size(); ++q) {
    f.questions.push_back(make_answer(tape, scope, program, static_cast<check::QuestionId>(q), tape.chance(30) ? older : full, visit));
    dated(f.questions.back());
  }
  for (std::size_t l = 0; l < v.lists.size(); ++l) {
    f.lists.push_back(make_answers(tape, scope, program, static_cast<check::ListId>(l), tape.chance(30) ? older : full, visit));
    dated(f.lists.back());
    for (auto& e : f.lists.back().entries) e.known_since = f.lists.back().known_since;
  }
  if (scope.clearances)
    for (const auto& joined : program.checks) {
      const check::Check& c = joined.parts.front().check;
      const bool can = !c.cleared_by.empty() || !c.then_cleared_by.empty() || !c.clearance_by.empty() || !c.words.empty();
      for (int i = 0; i < 2 && can && tape.chance(40); ++i) {
        eval::ClearanceFact k;
        k.check = joined.name;
        k.role = !c.words.empty() && tape.chance(80) ? 0 : tape.weighted({10, 60, 30});
        k.name = "Dr Invented";
        k.on = clamp(visit.number + tape.between(-15, 6));
        if (tape.chance(35)) k.until = clamp(k.on->number + tape.below(25));
        if (tape.chance(30)) {
          k.for_given = true;
          k.for_terms = v.terms[static_cast<std::size_t>(tape.below(static_cast<int>(v.terms.size())))].kinds;
        }
        k.unclear = tape.chance(8);
        k.origin = {"/clearances/" + std::to_string(f.clearances.size()), "{…}"};
        f.clearances.push_back(std::move(k));
      }
    }
  if (scope.faults && tape.chance(10)) {
    eval::AnswerFault fault;
    fault.what = eval::AnswerFault::What::no_such_day;
    fault.origin = {"/forms/0/answers/q2", "\"2026-02-31\""};
    fault.message = "There is no such day.";
    fault.question = "q2";
    f.faults.push_back(fault);
  }
  eval::PlanItem plan;
  plan.treatment = program.pack->name;
  plan.origin = {"/plan/0", "{…}"};
  if (!tape.chance(15)) {
    plan.area_known = true;
    plan.areas.push_back(1 + tape.below(3));
    if (tape.chance(15)) plan.areas.push_back(tape.below(4));
  }
  if (program.pack->depth && !tape.chance(25)) {
    plan.depth_known = true;
    if (program.pack->depth->type.kind == check::ValueType::Kind::options) {
      plan.depth_options = std::uint64_t{1} << tape.below(3);
      if (tape.chance(15)) plan.depth_options |= std::uint64_t{1} << tape.below(3);
    } else {
      const std::int64_t n = 500 + 500 * tape.below(6);
      plan.depth_numbers = {{n, tape.chance(20) ? std::min<std::int64_t>(3000, n + 1000) : n}};
    }
  }
  f.plan.push_back(plan);
  return f;
}

Case make_case(Tape& tape, const Scope& scope) {
  Case out;
  out.vocabulary = make_vocabulary(tape, scope);
  out.pack = make_pack(tape, scope, *out.vocabulary);
  const Day visit = Day{tricky_day(tape).number + tape.weighted({40, 20, 20, 20})};
  out.program = make_program(tape, scope, out.vocabulary, out.pack, visit);
  out.facts = make_facts(tape, scope, *out.program, visit);
  out.setting.plan = out.facts.plan.front();
  out.setting.asked = tape.chance(25) ? Day{visit.number + tape.below(15)} : visit;
  out.setting.as_of = tape.chance(20) ? Day{visit.number - tape.below(8)} : std::min(visit, out.setting.asked);
  out.facts.as_of = out.setting.as_of;
  return out;
}

}  // namespace contra::laws
