// L2, refinement: when the sets of possible values shrink, a GO stays GO and conditions are only dropped. L9: unsure, declined and
// not asked give equal days.
#include "laws/engine.hpp"

namespace contra::laws {
namespace {

using eval::DaySet;

/// A part of a set of days, not empty.
DaySet some_days(Tape& tape, const DaySet& days) {
  if (days.empty()) return days;
  const auto& i = days.intervals()[static_cast<std::size_t>(tape.below(static_cast<int>(days.intervals().size())))];
  const int length = std::min(i.last.number - i.first.number, 30000);
  const int skip = tape.below(length + 1);
  if (tape.chance(50)) return DaySet::one(Day{i.last.number - skip});
  return DaySet::between(Day{i.last.number - skip}, Day{i.last.number - tape.below(skip + 1)});
}

std::uint64_t some_options(Tape& tape, std::uint64_t options) {
  std::vector<int> has;
  for (int o = 0; o < 64; ++o)
    if ((options >> o & 1u) != 0) has.push_back(o);
  if (has.empty()) return options;
  return std::uint64_t{1} << tape.pick(has);
}

void refine_numbers(Tape& tape, std::vector<eval::Range>& ranges) {
  if (ranges.empty()) return;
  const auto r = tape.pick(ranges);
  const std::int64_t n = r.first + (r.second - r.first) * tape.below(5) / 4;
  ranges = {{n, n}};
}

void refine_question(Tape& tape, const check::Vocabulary& v, check::QuestionId id, Day newest, eval::QuestionFact& f) {
  const auto& type = v.questions[static_cast<std::size_t>(id)].type;
  // What is answered only now stands in the newest form.
  if (f.state != eval::State::value && f.state != eval::State::no) f.signed_on = f.known_since = newest;
  f.state = eval::State::value;
  f.options = some_options(tape, f.options);
  if (type.yes_no && f.options == 2) f.state = eval::State::no;
  refine_numbers(tape, f.numbers);
  if (f.maybe_never && (f.days.empty() || (tape.chance(30) && v.questions[static_cast<std::size_t>(id)].name != "birth_date"))) {
    f.maybe_never = false;
    f.surely_never = true;
    f.days = {};
    f.state = eval::State::no;
  } else if (!f.days.empty()) {
    f.days = some_days(tape, f.days);
    f.maybe_never = false;
  }
}

/// One thing that the entry may be.
void refine_entry(Tape& tape, const check::Vocabulary& v, check::ListId list, eval::Entry& e) {
  if (tape.chance(60)) {
    const auto term = tape.pick(e.terms.ids());
    check::IdSet kinds = v.terms[static_cast<std::size_t>(term)].kinds;
    kinds &= e.terms;
    e.terms = kinds;
    if (e.named) e.term = term;
  }
  if (e.timing.kind == eval::Timing::Kind::point && tape.chance(60)) e.timing.start = some_days(tape, e.timing.start);
  if (e.timing.kind == eval::Timing::Kind::period && tape.chance(60)) {
    const DaySet start = some_days(tape, e.timing.start & DaySet::until(*e.timing.end.max()));
    const DaySet end = some_days(tape, e.timing.end & DaySet::between(start.empty() ? first_day : *start.min(), forever));
    const DaySet fits = start & DaySet::until(end.empty() ? first_day : *end.max());
    if (!fits.empty() && !end.empty()) {
      e.timing.start = fits;
      e.timing.end = end;
    }
  }
  e.surely_there = e.surely_there || tape.chance(50);
  for (std::size_t d = 0; d < e.details.size(); ++d) {
    const check::Detail& detail = v.lists[static_cast<std::size_t>(list)].details[d];
    if (!tape.chance(50) || !(detail.for_terms.empty() || e.terms.within(detail.for_terms))) continue;
    eval::DetailFact& f = e.details[d];
    if (f.known) {
      f.options = some_options(tape, f.options);
      refine_numbers(tape, f.numbers);
      continue;
    }
    f.known = true;
    if (detail.type.kind == check::ValueType::Kind::options) f.options = std::uint64_t{1} << tape.below(static_cast<int>(detail.type.options.size()));
    else if (detail.type.kind == check::ValueType::Kind::number) f.numbers = {{1500, 1500}};
    else if (detail.type.kind == check::ValueType::Kind::area) f.areas.add(tape.below(static_cast<int>(v.areas.size())));
    else f.known = false;
  }
}

/// The case with some answers better known.
Case refined(Tape& tape, const Case& c) {
  Case out = c;
  const auto& v = *c.vocabulary;
  const int changes = tape.between(1, 4);
  for (int n = 0; n < changes; ++n) {
    switch (tape.below(4)) {
      case 0: {
        const auto q = tape.below(static_cast<int>(v.questions.size()));
        refine_question(tape, v, q, c.facts.latest_signing, out.facts.questions[static_cast<std::size_t>(q)]);
        break;
      }
      case 1:
      case 2: {
        const auto l = tape.below(static_cast<int>(v.lists.size()));
        auto& entries = out.facts.lists[static_cast<std::size_t>(l)].entries;
        if (entries.empty()) break;
        const auto at = static_cast<std::size_t>(tape.below(static_cast<int>(entries.size())));
        eval::Entry& e = entries[at];
        if (!e.surely_there && tape.chance(40)) {
          entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at));
        } else if (e.any_number) {
          // None, one or many: two of them, each something that it may be.
          const bool sure = e.surely_there;
          eval::Entry one = e;
          one.any_number = false;
          one.surely_there = true;
          eval::Entry another = one;
          refine_entry(tape, v, l, one);
          refine_entry(tape, v, l, another);
          if (!sure && tape.chance(50)) another.surely_there = false;
          entries[at] = one;
          if (tape.chance(50)) entries.push_back(another);
        } else {
          refine_entry(tape, v, l, e);
        }
        break;
      }
      default: {
        auto& plan = out.facts.plan.front();
        if (!plan.area_known && tape.chance(60)) {
          plan.area_known = true;
          plan.areas = {tape.below(4)};
        } else if (c.pack->depth) {
          const auto& type = c.pack->depth->type;
          if (type.kind == check::ValueType::Kind::options) {
            plan.depth_options = some_options(tape, plan.depth_known ? plan.depth_options : 7u);
          } else {
            if (!plan.depth_known) plan.depth_numbers = {{type.from, type.to}};
            refine_numbers(tape, plan.depth_numbers);
          }
          plan.depth_known = true;
        }
        out.setting.plan = plan;
      }
    }
  }
  return out;
}

TEST(L2, a_go_stays_go_when_answers_are_better_known) {
  hold([](Tape& tape) {
    Scope scope;
    const Case before = make_case(tape, scope);
    const Case after = refined(tape, before);
    const auto a = eval::evaluate(*before.program, before.facts, before.setting), b = eval::evaluate(*after.program, after.facts, after.setting);
    const DaySet days = calendar_from(a.first);
    for (std::size_t i = 0; i < a.checks.size(); ++i) {
      const auto& joined = before.program->checks[i];
      bool asks = false;
      for (const auto& part : joined.parts) asks = asks || part.check.form == check::Form::ask_again;
      const std::string what = "better known, check " + joined.name + " ";
      const std::string then = "\n\nafter:\n" + facts_text(*after.vocabulary, after.facts);
      const DaySet more = (b.checks[i].possibly - a.checks[i].possibly) & days;
      if (!asks && !more.empty()) broken(before, what + "waits on more days: " + time::to_text(more) + then);
      const DaySet less = (a.checks[i].surely - b.checks[i].surely) & days;
      // A clearance may lift in the worlds that are left and not in all there were.
      const bool cleared = std::any_of(before.facts.clearances.begin(), before.facts.clearances.end(), [&](const auto& k) { return k.check == joined.name; });
      if (!less.empty() && !cleared) broken(before, what + "surely waited and no longer does on " + time::to_text(less) + then);
      const DaySet applies = (b.checks[i].applies - a.checks[i].applies) & days;
      if (!applies.empty()) broken(before, what + "brings its condition on more days: " + time::to_text(applies) + then);
    }
    if (asks_again(*before.program)) return;
    const auto x = decide_one(before), y = decide_one(after);
    const DaySet lost = x.go - y.go;
    if (!lost.empty()) broken(before, "better known, and no longer GO on " + time::to_text(lost) + "\n\nafter:\n" + facts_text(*after.vocabulary, after.facts));
    if (x.earliest && (!y.earliest || *y.earliest > *x.earliest)) broken(before, "better known, and earliest is later\n\nafter:\n" + facts_text(*after.vocabulary, after.facts));
    if (x.verdict == eval::Verdict::go)
      for (const auto& line : y.conditions)
        if (std::none_of(x.conditions.begin(), x.conditions.end(), [&](const auto& old) { return old.check == line.check; }))
          broken(before, "better known, and a further condition: " + line.check + "\n\nafter:\n" + facts_text(*after.vocabulary, after.facts));
  });
}

TEST(L9, unsure_declined_and_not_asked_give_equal_days) {
  hold([](Tape& tape) {
    Scope scope;
    scope.needs = true;
    const Case one = make_case(tape, scope);
    Case other = one;
    const auto& v = *one.vocabulary;
    static const std::vector<eval::State> states{eval::State::not_asked, eval::State::unsure, eval::State::declined};
    Case first = one;
    for (std::size_t q = 0; q < v.questions.size(); ++q) {
      if (!tape.chance(60)) continue;
      const Day since = one.facts.questions[q].signed_on;
      first.facts.questions[q] = unanswered(v, static_cast<int>(q), tape.pick(states), since);
      other.facts.questions[q] = unanswered(v, static_cast<int>(q), tape.pick(states), since);
    }
    for (std::size_t l = 0; l < v.lists.size(); ++l) {
      if (!tape.chance(60)) continue;
      for (Case* c : {&first, &other}) {
        auto& f = c->facts.lists[l];
        f.state = tape.pick(states);
        f.covered = check::IdSet(v.terms.size());
        f.entries = {unnamed_entry(v, static_cast<int>(l), f.signed_on)};
      }
    }
    const auto x = decide_one(first), y = decide_one(other);
    if (!(x.go == y.go) || !(x.renewed == y.renewed) || x.earliest != y.earliest || x.preferred != y.preferred || x.verdict != y.verdict)
      broken(first, "other days when nothing is known in another way\n\nthe other:\n" + facts_text(v, other.facts));
  });
}

}  // namespace
}  // namespace contra::laws
