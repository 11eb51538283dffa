// Months against days: only what holds in every part of the calendar is sure.
#include <gtest/gtest.h>

#include "check/lengths.hpp"

namespace contra::check {
namespace {

Step months(int n) { return {n, 0}; }
Step days(int n) { return {0, n}; }

TEST(DayBounds, AreThoseOfTheCalendar) {
  EXPECT_EQ(day_bounds(days(10)).least, 10);
  EXPECT_EQ(day_bounds(months(1)).least, 28);
  EXPECT_EQ(day_bounds(months(1)).most, 31);
  EXPECT_EQ(day_bounds(months(2)).least, 59);
  EXPECT_EQ(day_bounds(months(2)).most, 62);
  EXPECT_EQ(day_bounds(months(6)).least, 181);
  EXPECT_EQ(day_bounds(months(6)).most, 184);
  EXPECT_EQ(day_bounds(months(12)).least, 365);
  EXPECT_EQ(day_bounds(months(12)).most, 366);
}

TEST(DayBounds, HoldForEveryStepFromEveryDay) {
  for (int n : {1, 2, 3, 6, 11, 12, 18}) {
    const DayBounds bounds = day_bounds(months(n));
    for (Day d = *parse_iso_day("1999-12-01"); d < *parse_iso_day("2004-04-01"); d = next(d)) {
      const auto up = after(d, months(n), Rounding::up).number - d.number;
      EXPECT_GE(up, bounds.least) << to_iso(d);
      EXPECT_LE(up, bounds.most) << to_iso(d);
    }
  }
}

TEST(Sure, ComparesOverEveryMonth) {
  EXPECT_TRUE(surely_at_most(days(28), months(1)));
  EXPECT_FALSE(surely_at_most(days(29), months(1)));
  EXPECT_FALSE(surely_less(days(28), months(1)));
  EXPECT_TRUE(surely_less(days(27), months(1)));
  EXPECT_TRUE(surely_at_most(months(1), days(31)));
  EXPECT_FALSE(surely_at_most(months(1), days(30)));
  EXPECT_FALSE(surely_less(months(1), days(31)));
  EXPECT_TRUE(surely_less(months(1), days(32)));
  EXPECT_TRUE(surely_less(months(5), months(6)));
  EXPECT_FALSE(surely_less(months(6), months(6)));
  EXPECT_TRUE(surely_at_most(months(6), months(6)));
}

struct StepCase {
  syntax::Length length;
  bool zero;
  const char* id;
};

TEST(StepOf, RefusesHoursNothingAndLifetimes) {
  const auto id = [](syntax::Length length, Zero zero) {
    std::vector<text::Diagnostic> diagnostics;
    Reporter report(diagnostics);
    const auto step = step_of(length, report, zero);
    EXPECT_EQ(step.has_value(), diagnostics.empty());
    return diagnostics.empty() ? std::string() : std::string(text::info(diagnostics.front().kind).id);
  };
  using syntax::Unit;
  EXPECT_EQ(id({24, Unit::hour, {}}, Zero::refused), "C0306");
  EXPECT_EQ(id({0, Unit::day, {}}, Zero::refused), "C0309");
  EXPECT_EQ(id({0, Unit::day, {}}, Zero::allowed), "");
  EXPECT_EQ(id({1, Unit::day, {}}, Zero::refused), "");
  EXPECT_EQ(id({100, Unit::year, {}}, Zero::refused), "");
  EXPECT_EQ(id({1201, Unit::month, {}}, Zero::refused), "C0407");
  EXPECT_EQ(id({36525, Unit::day, {}}, Zero::refused), "");
  EXPECT_EQ(id({36526, Unit::day, {}}, Zero::refused), "C0407");
  EXPECT_EQ(id({2147483647, Unit::year, {}}, Zero::refused), "C0407");
}

TEST(StepOf, CountsWeeksAsDaysAndYearsAsMonths) {
  std::vector<text::Diagnostic> diagnostics;
  Reporter report(diagnostics);
  EXPECT_EQ(step_of({2, syntax::Unit::week, {}}, report), (Step{0, 14}));
  EXPECT_EQ(step_of({2, syntax::Unit::year, {}}, report), (Step{24, 0}));
}

}  // namespace
}  // namespace contra::check
