// The turns of a visit day against the calendar of the engine, day by day.
#include "prove/calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "prove/solver.hpp"

namespace contra::prove {
namespace {

using Turn = Calendar::Turn;

const std::vector<Step> steps{{0, 5}, {1, 0}, {6, 0}, {12, 0}, {3, 2}, {216, 0}};

std::vector<Day> telling_days() {
  std::vector<Day> out;
  for (const auto& [year, month, day] : std::vector<std::array<int, 3>>{{1900, 1, 2},
                                                                        {1900, 2, 28},
                                                                        {1900, 3, 1},
                                                                        {1999, 12, 31},
                                                                        {2000, 2, 29},
                                                                        {2024, 2, 29},
                                                                        {2025, 2, 28},
                                                                        {2026, 3, 1},
                                                                        {2026, 3, 16},
                                                                        {2026, 8, 31},
                                                                        {2026, 11, 30},
                                                                        {2100, 2, 28},
                                                                        {2100, 3, 1},
                                                                        {2200, 12, 31}})
    out.push_back(*day_of({year, static_cast<unsigned>(month), static_cast<unsigned>(day)}));
  return out;
}

TEST(Calendar, a_turn_is_where_the_step_turns) {
  for (const Day visit : telling_days()) {
    for (const Step step : steps)
      for (const Rounding rounding : {Rounding::up, Rounding::down}) {
        Formulas f;
        Calendar calendar(f);
        const Int passes = calendar.turn(Turn::passes, step, rounding);
        const Int reaches = calendar.turn(Turn::reaches, step, rounding);
        const Int reached = calendar.turn(Turn::has_reached, step, rounding);
        const auto solver = make_solver(f);
        ASSERT_EQ(solver->check({calendar.on(visit)}, 1000), Answer::satisfiable);
        for (int away = -6700; away <= 6700; away += away > -420 && away < 420 ? 1 : 97) {
          const Day d{visit.number + away};
          if (d < first_day || d > last_day) continue;
          EXPECT_EQ(after(d, step, rounding) > visit, d.number >= solver->value(passes)) << to_iso(visit) << to_iso(d);
          EXPECT_EQ(after(d, step, rounding) >= visit, d.number >= solver->value(reaches))
              << to_iso(visit) << to_iso(d);
          EXPECT_EQ(before(d, step, rounding) <= visit, d.number <= solver->value(reached))
              << to_iso(visit) << to_iso(d);
        }
      }
  }
}

TEST(Calendar, the_lemmas_hold_on_every_day) {
  Formulas f;
  Calendar calendar(f);
  for (const Step step : steps) {
    calendar.turn(Turn::passes, step, Rounding::up);
    calendar.turn(Turn::reaches, step, Rounding::down);
  }
  const Bool lemmas = calendar.lemmas();
  const auto solver = make_solver(f);
  for (const Day visit : telling_days())
    EXPECT_EQ(solver->check({lemmas, calendar.on(visit)}, 1000), Answer::satisfiable) << to_iso(visit);
  for (int n = first_day.number + 1; n <= last_day.number; n += 911)
    EXPECT_EQ(solver->check({lemmas, calendar.on(Day{n})}, 1000), Answer::satisfiable) << to_iso(Day{n});
}

TEST(Calendar, the_lemmas_bound_the_turns) {
  Formulas f;
  Calendar calendar(f);
  const Int half = calendar.turn(Turn::passes, {6, 0}, Rounding::up),
            year = calendar.turn(Turn::passes, {12, 0}, Rounding::up);
  const Bool lemmas = calendar.lemmas();
  const auto solver = make_solver(f);
  // Half a year has 181 to 184 days; the first day that is still within it lies a day less away.
  EXPECT_EQ(solver->check({lemmas, f.less_equal(half + 184, calendar.visit())}, 1000), Answer::unsatisfiable);
  EXPECT_EQ(solver->check({lemmas, f.equal(half + 183, calendar.visit())}, 1000), Answer::satisfiable);
  EXPECT_EQ(solver->check({lemmas, f.equal(half + 179, calendar.visit())}, 1000), Answer::unsatisfiable);
  EXPECT_EQ(solver->check({lemmas, f.less_equal(half, year)}, 1000), Answer::unsatisfiable);
}

TEST(Calendar, there_is_a_day_for_every_constellation) {
  Formulas f;
  Calendar calendar(f);
  const Int half = calendar.turn(Turn::passes, {6, 0}, Rounding::up),
            month = calendar.turn(Turn::has_reached, {1, 0}, Rounding::down);
  calendar.counts(std::nullopt, *day_of({2026, 12, 31}));
  const auto days = calendar.days(*day_of({2026, 3, 16}));
  ASSERT_GE(days.size(), 2U);
  EXPECT_EQ(to_iso(days[0]), "2026-03-16");
  EXPECT_EQ(to_iso(days[1]), "2027-01-01") << "the first of the stretch after the end";
  const auto solver = make_solver(f);
  const auto constellation = [&](Day visit) {
    EXPECT_EQ(solver->check({calendar.on(visit)}, 1000), Answer::satisfiable);
    return std::tuple(visit.number - solver->value(half), visit.number - solver->value(month),
                      visit > *day_of({2026, 12, 31}));
  };
  std::vector<decltype(constellation(days[0]))> known;
  for (const Day day : days) known.push_back(constellation(day));
  for (int n = first_day.number; n <= last_day.number; n += 487) {
    const auto one = constellation(Day{n});
    EXPECT_NE(std::find(known.begin(), known.end(), one), known.end()) << to_iso(Day{n});
  }
}

}  // namespace
}  // namespace contra::prove
