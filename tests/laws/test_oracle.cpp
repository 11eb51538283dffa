// The oracle itself, on cases worked out by hand; and its two ways of enumerating days against each other.
#include "laws/law.hpp"
#include "laws/naive_calendar.hpp"

namespace contra::laws {
namespace {

using check::Condition;
using check::Form;

Day day(int y, int m, int d) { return Day{naive::number(y, m, d)}; }

TEST(NaiveCalendar, steps_round_as_the_language_says) {
  EXPECT_EQ(naive::number(1970, 1, 1), 0);
  EXPECT_EQ(naive::number(2200, 12, 31), naive::last_number);
  EXPECT_EQ(naive::later(naive::number(2025, 8, 31), 6, 0, true), naive::number(2026, 3, 1));
  EXPECT_EQ(naive::later(naive::number(2025, 8, 31), 6, 0, false), naive::number(2026, 2, 28));
  EXPECT_EQ(naive::later(naive::number(2023, 8, 30), 6, 0, true), naive::number(2024, 3, 1));
  EXPECT_EQ(naive::later(naive::number(2023, 8, 29), 6, 0, true), naive::number(2024, 2, 29));
  EXPECT_EQ(naive::earlier(naive::number(2025, 5, 31), 3, 0, false), naive::number(2025, 2, 28));
  EXPECT_EQ(naive::earlier(naive::number(2025, 5, 31), 3, 0, true), naive::number(2025, 3, 1));
  EXPECT_EQ(naive::later(naive::number(2200, 12, 31), 0, 1, true), naive::no_end);
  EXPECT_EQ(naive::later(naive::no_end, 0, 5, true), naive::no_end);
  EXPECT_EQ(naive::earlier(naive::first_number, 1, 0, true), naive::first_number);
  EXPECT_EQ(naive::length_of_month(2000, 2), 29);
  EXPECT_EQ(naive::length_of_month(2100, 2), 28);
}

/// One list `uses` of t0 with its kind t1; one yes-or-no question; no depth.
Case plain_case() {
  Tape tape;
  Scope scope;
  Case c;
  c.vocabulary = std::make_shared<check::Vocabulary>(*make_vocabulary(tape, scope));
  auto& v = *c.vocabulary;
  v.terms.resize(2);
  v.terms[0].kinds = v.terms[1].kinds = {};
  v.terms[1].parents = {0};
  v.terms[0].kinds.add(0);
  v.terms[0].kinds.add(1);
  v.terms[1].kinds.add(1);
  v.lists.resize(1);
  v.lists[0].details.clear();
  v.lists[0].terms = v.terms[0].kinds;
  c.pack = std::make_shared<check::Pack>();
  c.pack->name = "needling";
  c.program = std::make_shared<compile::Program>();
  c.program->vocabulary = c.vocabulary;
  c.program->pack = c.pack;
  c.program->validities.emplace_back();
  c.program->identity.name = "needling";
  const Day signing = day(2026, 3, 10);
  c.facts.visit = day(2026, 3, 16);
  c.facts.latest_signing = signing;
  c.facts.forms.push_back({eval::FormFact::Kind::full, signing, std::nullopt, true, {}});
  for (std::size_t q = 0; q < v.questions.size(); ++q) c.facts.questions.push_back(unanswered(v, static_cast<int>(q), eval::State::not_asked, signing));
  c.facts.lists.emplace_back();
  c.facts.lists[0].state = eval::State::value;
  eval::PlanItem plan;
  plan.treatment = "needling";
  c.facts.plan = {plan};
  c.setting = {plan, c.facts.visit, c.facts.visit};
  return c;
}

void add_check(Case& c, check::Check check) {
  compile::JoinedCheck joined;
  check.name = joined.name = "c" + std::to_string(c.program->checks.size());
  compile::Part part;
  part.check = check;
  joined.parts.push_back(part);
  c.program->checks.push_back(joined);
}

check::Subject subject(const Case& c, int term) {
  check::Subject s;
  s.terms = c.vocabulary->terms[static_cast<std::size_t>(term)].kinds;
  s.lists = {0};
  return s;
}

eval::Entry entry(const Case& c, int term, Day from, Day to) {
  eval::Entry e;
  e.term = term;
  e.terms = c.vocabulary->terms[static_cast<std::size_t>(term)].kinds;
  e.timing.kind = eval::Timing::Kind::point;
  e.timing.start = time::DaySet::between(from, to);
  e.dated = true;
  e.signed_on = e.known_since = c.facts.latest_signing;
  return e;
}

check::Check wait_after(const Case& c, int term, Step must) {
  check::Check check;
  check.form = Form::wait_after;
  check.after.subject = subject(c, term);
  check.after.window.must = must;
  return check;
}

TEST(Oracle, closes_from_the_event_until_the_day_before_the_wait_is_over) {
  Case c = plain_case();
  add_check(c, wait_after(c, 0, Step{0, 5}));
  c.facts.lists[0].entries = {entry(c, 1, day(2026, 3, 14), day(2026, 3, 16))};
  const Oracle o(*c.program, c.facts, c.setting);
  const std::vector<std::pair<int, std::pair<bool, bool>>> wanted{{13, {false, false}}, {14, {true, false}}, {15, {true, false}}, {16, {true, true}},
                                                                  {17, {true, true}},  {18, {true, true}},  {19, {true, false}}, {20, {true, false}}, {21, {false, false}}};
  for (const auto& [d, pair] : wanted) {
    EXPECT_EQ(o.check(0, day(2026, 3, d)).some_world_waits, pair.first) << d;
    EXPECT_EQ(o.check(0, day(2026, 3, d)).every_world_waits, pair.second) << d;
  }
}

TEST(Oracle, a_general_term_may_be_any_of_its_kinds) {
  Case c = plain_case();
  add_check(c, wait_after(c, 1, Step{0, 5}));
  c.facts.lists[0].entries = {entry(c, 0, day(2026, 3, 10), day(2026, 3, 10))};
  const Oracle o(*c.program, c.facts, c.setting);
  EXPECT_TRUE(o.check(0, day(2026, 3, 14)).some_world_waits);
  EXPECT_FALSE(o.check(0, day(2026, 3, 14)).every_world_waits);
  EXPECT_FALSE(o.check(0, day(2026, 3, 15)).some_world_waits);
}

TEST(Oracle, an_unanswered_list_may_hold_anything_up_to_the_signing) {
  Case c = plain_case();
  add_check(c, wait_after(c, 0, Step{0, 5}));
  c.facts.lists[0].entries = {unnamed_entry(*c.vocabulary, 0, c.facts.latest_signing)};
  const Oracle o(*c.program, c.facts, c.setting);
  EXPECT_TRUE(o.check(0, day(2030, 1, 1)).some_world_waits);  // it may still go on
  c.facts.lists[0].entries[0].timing.end = time::DaySet::until(c.facts.latest_signing);
  EXPECT_TRUE(o.check(0, day(2026, 3, 14)).some_world_waits);
  EXPECT_FALSE(o.check(0, day(2026, 3, 15)).some_world_waits);
}

TEST(Oracle, contradicting_operands_of_one_answer_hold_in_no_world) {
  Case c = plain_case();
  check::Check both;
  both.form = Form::wait_while;
  both.condition.kind = Condition::Kind::and_;
  both.condition.of.resize(2);
  for (std::size_t i = 0; i < 2; ++i) {
    both.condition.of[i].kind = Condition::Kind::question;
    both.condition.of[i].question = 0;
    both.condition.of[i].test.mask = std::uint64_t{1} << i;
  }
  add_check(c, both);
  const Oracle o(*c.program, c.facts, c.setting);
  EXPECT_FALSE(o.check(0, c.facts.visit).some_world_waits);
  EXPECT_FALSE(o.exactness(0).possibly);
  EXPECT_TRUE(o.exactness(0).surely);
}

TEST(Oracle, no_consistent_world_is_a_wait) {
  Case c = plain_case();
  for (std::uint64_t mask : {1u, 2u}) {
    check::Check again;
    again.form = Form::ask_again;
    again.condition.kind = Condition::Kind::question;
    again.condition.question = 0;
    again.condition.test.mask = mask;
    add_check(c, again);
  }
  const Oracle o(*c.program, c.facts, c.setting);
  EXPECT_TRUE(o.whole(c.facts.visit).must_wait);
  EXPECT_FALSE(o.check(0, c.facts.visit).some_world_waits);
}

TEST(Oracle, a_clearance_lifts_what_had_begun_by_its_day) {
  Case c = plain_case();
  check::Check check = wait_after(c, 0, Step{0, 30});
  check.cleared_by = {1};
  add_check(c, check);
  c.facts.lists[0].entries = {entry(c, 1, day(2026, 3, 1), day(2026, 3, 3))};
  eval::ClearanceFact k;
  k.check = "c0";
  k.role = 2;  // a dermatologist is a doctor
  k.on = day(2026, 3, 3);
  k.until = day(2026, 3, 20);
  c.facts.clearances = {k};
  {
    const Oracle o(*c.program, c.facts, c.setting);
    EXPECT_FALSE(o.check(0, day(2026, 3, 20)).some_world_waits);
    EXPECT_TRUE(o.check(0, day(2026, 3, 21)).some_world_waits);
    EXPECT_FALSE(o.check(0, day(2026, 3, 21)).some_world_waits_renewed);
  }
  c.facts.clearances[0].on = day(2026, 3, 2);
  const Oracle o(*c.program, c.facts, c.setting);
  EXPECT_TRUE(o.check(0, day(2026, 3, 20)).some_world_waits);
}

TEST(Oracle, days_that_stand_for_others_lose_nothing) {
  hold(
      [](Tape& tape) {
        Scope scope;
        scope.small_sets = true;
        const Case c = make_case(tape, scope);
        for (const auto& l : c.facts.lists)
          for (const auto& e : l.entries)
            for (const auto* days : {&e.timing.start, &e.timing.end})
              for (const auto& i : days->intervals())
                if (i.last.number - i.first.number > 40) return;
        for (const auto& q : c.facts.questions)
          for (const auto& i : q.days.intervals())
            if (i.last.number - i.first.number > 40) return;
        Options all;
        all.all_days = true;
        const Oracle some(*c.program, c.facts, c.setting), every(*c.program, c.facts, c.setting, all);
        for (Day d : some_of(tape, telling_days(*c.program, c.facts, c.setting), c.setting.asked, 4))
          for (std::size_t i = 0; i < c.program->checks.size(); ++i) {
            const CheckOnDay a = some.check(i, d), b = every.check(i, d);
            if (a.some_world_waits != b.some_world_waits || a.every_world_waits != b.every_world_waits || a.better_in_some_world != b.better_in_some_world ||
                a.applies_in_some_world != b.applies_in_some_world || a.some_consistent_world_waits != b.some_consistent_world_waits)
              broken(c, "check " + c.program->checks[i].name + " on " + to_iso(d) + " differs");
          }
      },
      4000);
}

}  // namespace
}  // namespace contra::laws
