// The calendar against std::chrono, day by day, and the rounding of month steps at every month end.
#include "contra/date.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace contra {
namespace {

Day d(const char* iso) {
  const auto day = parse_iso_day(iso);
  EXPECT_TRUE(day) << iso;
  return day.value_or(first_day);
}

std::chrono::year_month_day chrono_of(Day day) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day.number}}};
}

TEST(Date, EveryDayOfTheUniverseAgreesWithChrono) {
  for (Day day = first_day; day <= last_day; day = next(day)) {
    const auto theirs = chrono_of(day);
    const YearMonthDay ours = date_of(day);
    ASSERT_EQ(ours.year, static_cast<int>(theirs.year()));
    ASSERT_EQ(ours.month, static_cast<unsigned>(theirs.month()));
    ASSERT_EQ(ours.day, static_cast<unsigned>(theirs.day()));
    ASSERT_EQ(day_of(ours), day);
    ASSERT_EQ(parse_iso_day(to_iso(day)), day);
  }
}

TEST(Date, NamedConstantsAreTheDaysTheySayTheyAre) {
  EXPECT_EQ(to_iso(first_day), "1900-01-01");
  EXPECT_EQ(to_iso(last_day), "2200-12-31");
  EXPECT_EQ(forever, next(last_day));
  EXPECT_EQ(to_iso(forever), "no end");
  EXPECT_EQ(d("1970-01-01").number, 0);
}

TEST(Date, MonthLengthsAgreeWithChrono) {
  for (int year = 1900; year <= 2200; ++year)
    for (unsigned month = 1; month <= 12; ++month) {
      const std::chrono::year_month_day_last last{std::chrono::year{year},
                                                  std::chrono::month_day_last{std::chrono::month{month}}};
      ASSERT_EQ(days_in_month(year, month), static_cast<unsigned>(last.day())) << year << '-' << month;
      ASSERT_FALSE(day_of({year, month, days_in_month(year, month) + 1}));
      ASSERT_TRUE(day_of({year, month, days_in_month(year, month)}));
    }
}

TEST(Date, DaysThatDoNotExistAreNothing) {
  EXPECT_FALSE(day_of({2026, 2, 29}));
  EXPECT_TRUE(day_of({2028, 2, 29}));
  EXPECT_FALSE(day_of({2100, 2, 29}));
  EXPECT_TRUE(day_of({2000, 2, 29}));
  EXPECT_FALSE(day_of({1900, 2, 29}));
  EXPECT_FALSE(day_of({2026, 0, 1}));
  EXPECT_FALSE(day_of({2026, 13, 1}));
  EXPECT_FALSE(day_of({2026, 1, 0}));
  EXPECT_FALSE(day_of({1899, 12, 31}));
  EXPECT_FALSE(day_of({2201, 1, 1}));
}

TEST(Date, OnlyTheExactIsoSpellingIsRead) {
  for (const char* text :
       {"", "2026", "2026-1-01", "2026-01-1", "2026/01/01", "2026-01-01 ", " 2026-01-01", "26-01-01", "2026-02-31",
        "2026-01-32", "2026-13-01", "+026-01-01", "2026-01-0a", "20260101", "-026-01-01"})
    EXPECT_FALSE(parse_iso_day(text)) << text;
}

// Every month end, every number of months up to six years, in both directions: by the definition of the rounding.
TEST(Date, MonthStepsRoundAsAskedFromEveryDay) {
  for (Day from = d("2023-01-01"); from <= d("2029-01-01"); from = next(from))
    for (int months = 0; months <= 72; ++months) {
      const auto ymd = chrono_of(from);
      const auto forward = ymd + std::chrono::months{months};
      const Day down = after(from, {months, 0}, Rounding::down);
      const Day up = after(from, {months, 0}, Rounding::up);
      if (forward.ok()) {
        ASSERT_EQ(down, up);
        ASSERT_EQ(down.number, std::chrono::sys_days{forward}.time_since_epoch().count());
      } else {
        const std::chrono::sys_days last{forward.year() / forward.month() / std::chrono::last};
        ASSERT_EQ(down.number, last.time_since_epoch().count());
        ASSERT_EQ(up, next(down));
        ASSERT_EQ(date_of(up).day, 1U);
      }
      const auto backward = ymd - std::chrono::months{months};
      const Day b_down = before(from, {months, 0}, Rounding::down);
      const Day b_up = before(from, {months, 0}, Rounding::up);
      if (backward.ok()) {
        ASSERT_EQ(b_down, b_up);
        ASSERT_EQ(b_down.number, std::chrono::sys_days{backward}.time_since_epoch().count());
      } else {
        const std::chrono::sys_days last{backward.year() / backward.month() / std::chrono::last};
        ASSERT_EQ(b_down.number, last.time_since_epoch().count());
        ASSERT_EQ(b_up, next(b_down));
      }
    }
}

TEST(Date, TheExamplesOfTheLanguage) {
  EXPECT_EQ(after(d("2025-08-31"), {6, 0}, Rounding::up), d("2026-03-01"));
  EXPECT_EQ(after(d("2025-08-31"), {6, 0}, Rounding::down), d("2026-02-28"));
  EXPECT_EQ(after(d("2027-08-31"), {6, 0}, Rounding::down), d("2028-02-29"));
  EXPECT_EQ(after(d("2008-02-29"), {216, 0}, Rounding::up), d("2026-03-01"));  // born on a leap day: 18 on 1 March
  EXPECT_EQ(after(d("2008-02-29"), {216, 0}, Rounding::down), d("2026-02-28"));
  EXPECT_EQ(after(d("2008-02-29"), {240, 0}, Rounding::up), d("2028-02-29"));
  EXPECT_EQ(before(d("2026-03-31"), {1, 0}, Rounding::down), d("2026-02-28"));
  EXPECT_EQ(before(d("2026-03-31"), {1, 0}, Rounding::up), d("2026-03-01"));
  EXPECT_EQ(after(d("2026-12-31"), {2, 0}, Rounding::up), d("2027-03-01"));
  EXPECT_EQ(after(d("2026-03-14"), {0, 5}, Rounding::up), d("2026-03-19"));
}

TEST(Date, MonthsAreSteppedBeforeDays) {
  EXPECT_EQ(after(d("2026-01-31"), {1, 1}, Rounding::up), d("2026-03-02"));
  EXPECT_EQ(after(d("2026-01-31"), {1, 1}, Rounding::down), d("2026-03-01"));
  EXPECT_EQ(before(d("2026-03-31"), {1, 1}, Rounding::down), d("2026-02-27"));
  EXPECT_EQ(before(d("2026-03-31"), {1, 1}, Rounding::up), d("2026-02-28"));
}

TEST(Date, StepsAreMonotone) {
  for (const Step step :
       {Step{0, 0}, Step{1, 0}, Step{6, 0}, Step{13, 0}, Step{24, 3}, Step{1, 40}, Step{0, 5}, Step{216, 0}})
    for (const Rounding rounding : {Rounding::down, Rounding::up})
      for (Day day = first_day; day <= last_day; day = next(day)) {
        ASSERT_LE(after(day, step, rounding), after(next(day), step, rounding)) << to_iso(day);
        if (day < last_day) {  // `before` takes forever to itself
          ASSERT_LE(before(day, step, rounding), before(next(day), step, rounding)) << to_iso(day);
        }
        ASSERT_LE(after(day, step, Rounding::down), after(day, step, Rounding::up));
        ASSERT_LE(day, after(day, step, rounding));
        ASSERT_LE(before(day, step, rounding), day);
      }
}

TEST(Date, StepsStayInsideTheUniverse) {
  EXPECT_EQ(after(last_day, {0, 0}, Rounding::up), last_day);
  EXPECT_EQ(after(last_day, {0, 1}, Rounding::up), forever);
  EXPECT_EQ(after(last_day, {0, 2}, Rounding::up), forever);
  EXPECT_EQ(after(d("2200-12-30"), {0, 1}, Rounding::up), last_day);
  EXPECT_EQ(after(d("2200-11-30"), {1, 0}, Rounding::up), d("2200-12-30"));
  EXPECT_EQ(after(d("2200-12-01"), {1, 0}, Rounding::down), forever);
  EXPECT_EQ(after(d("2026-01-01"), {2147483647, 2147483647}, Rounding::up), forever);
  EXPECT_EQ(before(d("2026-01-01"), {2147483647, 2147483647}, Rounding::down), first_day);
  EXPECT_EQ(before(first_day, {0, 1}, Rounding::down), first_day);
  EXPECT_EQ(before(d("1900-01-02"), {0, 1}, Rounding::down), first_day);
  EXPECT_EQ(before(d("1900-01-31"), {1, 0}, Rounding::up), first_day);
  for (const Rounding rounding : {Rounding::down, Rounding::up}) {
    EXPECT_EQ(after(forever, {1, 1}, rounding), forever);
    EXPECT_EQ(after(forever, {0, 0}, rounding), forever);
    EXPECT_EQ(before(forever, {1200, 1}, rounding), forever);
  }
}

}  // namespace
}  // namespace contra
