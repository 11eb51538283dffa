#include "cli/expression.hpp"

#include <gtest/gtest.h>

namespace contra::cli {
namespace {

/// The value as text, or the fault with its column.
std::string value(std::string_view text) {
  ExpressionContext context;
  context.on = parse_iso_day("2026-03-16");
  const Evaluation out = evaluate_expression(text, context);
  if (out.fault) return "fault " + std::to_string(out.fault->column) + ": " + out.fault->message;
  if (const auto* day = std::get_if<Day>(&*out.value)) return to_iso(*day);
  if (const auto* length = std::get_if<Length>(&*out.value))
    return std::to_string(length->step.months) + " months " + std::to_string(length->step.days) + " days";
  if (const auto* difference = std::get_if<Difference>(&*out.value)) return std::to_string(difference->days);
  if (const auto* days = std::get_if<time::DaySet>(&*out.value)) return time::to_text(*days);
  return std::get<bool>(*out.value) ? "yes" : "no";
}

TEST(Expression, MonthStepsRoundToTheSideThatWaitsLonger) {
  EXPECT_EQ(value("2026-08-31 + 6 months"), "2027-03-01");
  EXPECT_EQ(value("2026-08-31 + 6 months rounded up"), "2027-03-01");
  EXPECT_EQ(value("2026-08-31 + 6 months rounded down"), "2027-02-28");
  EXPECT_EQ(value("2026-08-31 - 6 months"), "2026-02-28");
  EXPECT_EQ(value("2026-08-31 - 6 months rounded up"), "2026-03-01");
  EXPECT_EQ(value("2027-08-31 + 6 months"), "2028-03-01");
  EXPECT_EQ(value("2027-08-29 + 6 months"), "2028-02-29");
  EXPECT_EQ(value("2024-02-29 + 1 year"), "2025-03-01");
}

TEST(Expression, StepsOfOneSignAreTakenOnceMonthsFirst) {
  // One step of a month and a day from 31 January: 1 March, then 2 March. Chained it would be the same month rule
  // twice.
  EXPECT_EQ(value("2026-01-31 + 1 month + 1 day"), "2026-03-02");
  EXPECT_EQ(value("2026-01-31 + 1 month + 1 month"), "2026-03-31");
  EXPECT_EQ(value("2026-01-31 + 1 day + 1 month"), "2026-03-02");
  EXPECT_EQ(value("2026-03-16 + 2 weeks"), "2026-03-30");
}

TEST(Expression, DifferencesAndLengths) {
  EXPECT_EQ(value("2026-08-31 - 2026-02-28"), "184");
  EXPECT_EQ(value("2026-02-28 - 2026-08-31"), "-184");
  EXPECT_EQ(value("2 weeks + 3 days"), "0 months 17 days");
  EXPECT_EQ(value("1 year - 1 month"), "11 months 0 days");
  EXPECT_EQ(value("1 month - 2 months").substr(0, 5), "fault");
}

TEST(Expression, SetsOfDays) {
  EXPECT_EQ(value("2026-01-01 to 2026-02-01"), "2026-01-01 to 2026-02-01");
  EXPECT_EQ(value("2026-02"), "2026-02-01 to 2026-02-28");
  EXPECT_EQ(value("2026"), "2026-01-01 to 2026-12-31");
  EXPECT_EQ(value("2026-01 and 2026-01-15 to 2026-03-01"), "2026-01-15 to 2026-01-31");
  EXPECT_EQ(value("not (from 2026-01-01)"), "until 2025-12-31");
  EXPECT_EQ(value("2026-01-01 or 2026-01-03 or 2026-01-02"), "2026-01-01 to 2026-01-03");
  EXPECT_EQ(value("2026-03-16 in (2026-03-01 to 2026-03-16)"), "yes");
  EXPECT_EQ(value("2026-03-17 in (2026-03-01 to 2026-03-16)"), "no");
  EXPECT_EQ(value("2025-09-16 in the last 6 months"), "yes");
  EXPECT_EQ(value("2025-09-15 in the last 6 months"), "no");
}

TEST(Expression, WhatPeopleSay) {
  EXPECT_EQ(value("about 2 weeks ago"), "2026-02-26 to 2026-03-06");
  EXPECT_EQ(value("in the last 6 months"), "2025-09-16 to 2026-03-16");
  EXPECT_EQ(value("not in the last 6 months"), "until 2025-09-16");
  EXPECT_EQ(value("today + 5 days"), "2026-03-21");
  EXPECT_EQ(value("\"yesterday\""), "2026-03-15");
  EXPECT_EQ(value("\"gibberish foo\"").substr(0, 7), "fault 1");
}

TEST(Expression, FaultsSayWhere) {
  EXPECT_EQ(value("2026-02-30"), "fault 1: there is no such day as `2026-02-30`");
  EXPECT_EQ(value("5 days + 2"), "fault 10: a number needs a unit: days, weeks, months or years");
  EXPECT_EQ(value("24 hours"), "fault 4: hours are counted only in aftercare");
  EXPECT_EQ(value("2026-01-01 and 2026-02-01 or 2026-03-01").substr(0, 9), "fault 27:");
  EXPECT_EQ(value("2026-01-01 +"), "fault 13: something is missing at the end");
  EXPECT_EQ(value("2026-02-01 to 2026-01-01"), "fault 1: this interval ends before it begins");
  EXPECT_EQ(value("(2026-01-01"), "fault 12: expected `)`");
  EXPECT_EQ(value("2026-01-01 2026-01-02"), "fault 12: `2026-01-02` was not expected here");
  EXPECT_EQ(value("2200-12-31 + 1 day").substr(0, 5), "fault");
  EXPECT_EQ(value("é"), "fault 1: this sign means nothing here");
  EXPECT_EQ(value(""), "fault 1: something is missing at the end");
}

TEST(Expression, NestingIsBounded) {
  EXPECT_EQ(value(std::string(60, '(') + "2026-01-01" + std::string(60, ')')), "2026-01-01");
  EXPECT_EQ(value(std::string(1000, '(') + "2026-01-01" + std::string(1000, ')')).substr(0, 5), "fault");
  EXPECT_EQ(value(std::string(100000, '(')).substr(0, 5), "fault");
}

TEST(Expression, LooksLikeDaysOrLikeACondition) {
  for (const char* text : {"2026-01-01", "(2026", "not (from 2026-01-01)", "about 2 weeks ago", "in the last 2 days",
                           "5 days", "\"last week\"", "today"})
    EXPECT_TRUE(looks_like_days(text)) << text;
  for (const char* text : {"pregnant is yes", "not (pregnant is yes)", "taking isotretinoin",
                           "no peel within 2 weeks before visit", "age is under 18 years", "any peel"})
    EXPECT_FALSE(looks_like_days(text)) << text;
}

}  // namespace
}  // namespace contra::cli
