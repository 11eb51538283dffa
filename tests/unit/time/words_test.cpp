// Dates in free words: a table of phrases with the exact days that they mean, and a property: whatever a truthful
// speaker says about a day, that day is in the set.
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "time/recurring.hpp"
#include "time/words.hpp"

namespace contra::time {
namespace {

Day d(const char* iso) { return parse_iso_day(iso).value(); }

std::string described(const std::optional<WordedDate>& read) {
  if (!read) return "unreadable";
  if (read->never) return "never";
  std::string out;
  if (read->ongoing) out += "ongoing, ";
  if (read->unsure) out += "unsure, ";
  if (read->maybe_never) out += "maybe never, ";
  return out + to_text(read->days);
}

struct Row {
  const char* words;
  const char* meaning;
};

// Signed on Wednesday 25 November 2026.
const Row past_rows[] = {
    {"about two weeks ago", "2026-11-07 to 2026-11-15"},
    {"last Tuesday", "2026-11-17, 2026-11-24"},
    {"a few days before Christmas", "2025-12-18 to 2025-12-25, 2025-12-31 to 2026-01-06"},
    {"yesterday", "2026-11-24"},
    {"3/4/2026", "2026-03-04, 2026-04-03"},
    {"early March", "2026-03-01 to 2026-03-12"},
    {"beginning of 2025", "2025-01-01 to 2025-04-30"},
    {"20 Nov 2026", "2026-11-20"},
    {"last summer",
     "2024-12-01 to 2025-03-21, 2025-06-01 to 2025-09-23, 2025-12-01 to 2026-03-21, 2026-06-01 to 2026-09-23"},
    {"over a year ago", "until 2025-11-25"},
    {"more than 6 months ago", "until 2026-05-25"},
    {"less than a week", "2026-11-18 to 2026-11-25"},
    {"never", "never"},
    {"still using it", "ongoing, until 2026-11-25"},
    {"not sure", "unsure, maybe never, until 2026-11-25"},
    {"today", "2026-11-25"},
    {"last night", "2026-11-24 to 2026-11-25"},
    {"2-3 weeks ago", "2026-10-31 to 2026-11-15"},
    {"two to three weeks ago", "2026-10-31 to 2026-11-15"},
    {"between 2 and 3 weeks ago", "2026-10-31 to 2026-11-15"},
    {"a couple of months ago", "2026-08-10 to 2026-10-10"},
    {"a fortnight ago", "2026-11-07 to 2026-11-15"},
    {"a week or two ago", "2026-11-07 to 2026-11-22"},
    {"a year and a half ago", "2025-03-25 to 2025-07-25"},
    {"1 year and 2 months ago", "2025-09-10 to 2025-10-10"},
    {"six months", "2026-05-10 to 2026-06-09"},
    {"March", "2026-03-01 to 2026-03-31"},
    {"in March 2025", "2025-03-01 to 2025-03-31"},
    {"March 25", "2025-03-01 to 2025-03-31, 2026-03-25"},
    {"March '25", "2025-03-01 to 2025-03-31"},
    {"mid-March", "2026-03-08 to 2026-03-22"},
    {"end of October", "2026-10-18 to 2026-10-31"},
    {"the 20th", "2026-11-20"},
    {"20th of last month", "2026-10-20"},
    {"Sunday 15 March", "2026-03-15"},
    {"Monday 15 March 2026", "unreadable"},
    {"two Tuesdays ago", "2026-11-10, 2026-11-17"},
    {"weekend before last", "2026-11-06 to 2026-11-08, 2026-11-13 to 2026-11-15"},
    {"last weekend", "2026-11-13 to 2026-11-15, 2026-11-20 to 2026-11-22"},
    {"the week before last", "2026-11-08 to 2026-11-15"},
    {"last week", "2026-11-15 to 2026-11-22"},
    {"this week", "2026-11-22 to 2026-11-25"},
    {"last month", "2026-10-01 to 2026-10-31"},
    {"last year", "2025-01-01 to 2025-12-31"},
    {"earlier this year", "2026-01-01 to 2026-11-25"},
    {"end of last year", "2025-09-01 to 2025-12-31"},
    {"Christmas", "2025-12-24 to 2025-12-26, 2026-01-06 to 2026-01-07"},
    {"around Christmas", "2025-12-14 to 2026-01-17"},
    {"Christmas Eve", "2025-12-24, 2026-01-06"},
    {"Easter", "2026-04-03 to 2026-04-06, 2026-04-10 to 2026-04-13"},
    {"after Easter", "2026-04-04 to 2026-11-25"},
    {"before Christmas", "until 2026-11-25"},
    {"2 weeks before Easter", "2026-03-16 to 2026-04-03"},
    {"Thanksgiving", "2025-11-27, 2026-10-12"},
    {"Halloween last year", "2025-10-31"},
    {"New Year", "2025-12-31 to 2026-01-01"},
    {"summer 2025", "2024-12-01 to 2025-03-21, 2025-06-01 to 2025-09-23, 2025-12-01 to 2026-03-21"},
    {"3/4", "2026-03-04, 2026-04-03"},
    {"11/2025", "2025-11-01 to 2025-11-30"},
    {"11/25", "2025-11-01 to 2025-11-30, 2026-11-25"},
    {"2026/11/20", "2026-11-20"},
    {"20.11.2026", "2026-11-20"},
    {"20-Nov-26", "2026-11-20"},
    {"31 February", "unreadable"},
    {"31/2/2026", "unreadable"},
    {"2062", "unreadable"},
    {"I think about 3 weeks ago", "2026-10-27 to 2026-11-12"},
    {"it was last Friday", "2026-11-13, 2026-11-20"},
    {"not in the last 6 months", "maybe never, until 2026-05-25"},
    {"haven't used it for a year", "maybe never, until 2025-11-25"},
    {"not since March", "maybe never, until 2026-03-31"},
    {"every night", "ongoing, until 2026-11-25"},
    {"twice a day", "ongoing, until 2026-11-25"},
    {"daily, last used this morning", "ongoing, until 2026-11-25"},
    {"not sure, maybe in March", "unsure, maybe never, until 2026-11-25"},
    {"March?", "unsure, maybe never, until 2026-11-25"},
    {"can't remember", "unsure, maybe never, until 2026-11-25"},
    {"?\?", "unsure, maybe never, until 2026-11-25"},
    {"in the last 6 months", "2026-05-25 to 2026-11-25"},
    {"within the past week", "2026-11-18 to 2026-11-25"},
    {"sometime in March", "2026-03-01 to 2026-03-31"},
    {"since January", "ongoing, until 2026-11-25"},
    {"until last week", "2026-11-14 to 2026-11-22"},
    {"December to January", "2025-12-01 to 2026-01-31"},
    {"March or April", "2026-03-01 to 2026-04-30"},
    {"early 2000s", "2000-01-01 to 2026-11-25"},
    {"in the 90s", "1990-01-01 to 1999-12-31"},
    {"years ago", "until 2026-01-25"},
    {"recently", "unsure, maybe never, until 2026-11-25"},
    {"a while ago", "unsure, maybe never, until 2026-11-25"},
    {"this time last year", "2025-09-25 to 2026-01-25"},
    {"started 2 weeks ago", "unreadable"},
    {"in 3 weeks", "unreadable"},
    {"next Friday", "unreadable"},
    {"the day before yesterday", "2026-11-23"},
    {"48 hours ago", "2026-11-22 to 2026-11-24"},
    {"exactly 2 weeks ago", "2026-11-11"},
    {"2 weeks ago today", "2026-11-11"},
    {"5m ago", "unreadable"},
    {"the first week of November", "2026-11-01 to 2026-11-13"},
    {"no longer using it", "unreadable"},
    {"Tuesday or Wednesday", "2026-11-18, 2026-11-24 to 2026-11-25"},
    {"the day after Halloween", "2026-11-01"},
    {"a few weeks after Easter", "2026-04-13 to 2026-05-22"},
    {"less than 2 weeks before Halloween", "2026-10-17 to 2026-10-30"},
    {"last used 10 days ago", "2026-11-14 to 2026-11-16"},
    {"1990", "1990-01-01 to 1990-12-31"},
    {"Nov 20,2026", "2026-11-20"},
    {"20 Nov, 2026 at 10:30", "unreadable"},
    {"~2 wks ago", "2026-11-07 to 2026-11-15"},
    {"2+ years ago", "until 2025-01-25"},
    {"just over a year ago", "2025-09-25 to 2026-01-25"},
    {"nearly a month ago", "2026-10-10 to 2026-11-09"},
    {"used it 6 months", "unreadable"},
    {"3 days ago", "2026-11-21 to 2026-11-23"},
    {"a day ago", "2026-11-23 to 2026-11-25"},
    {"one week ago", "2026-11-14 to 2026-11-22"},
    {"10 wks ago", "2026-09-12 to 2026-09-20"},
    {"twenty-one days ago", "2026-11-03 to 2026-11-05"},
    {"twenty one days ago", "2026-11-03 to 2026-11-05"},
    {"2.5 weeks ago", "2026-11-03 to 2026-11-12"},
    {"1½ years ago", "2025-03-25 to 2025-07-25"},
    {"half a year ago", "2026-03-25 to 2026-07-25"},
    {"a decade ago", "2016-09-25 to 2017-01-25"},
    {"a few months back", "2026-06-10 to 2026-10-10"},
    {"several weeks ago", "2026-09-12 to 2026-11-08"},
    {"many years ago", "until 2024-01-25"},
    {"2 or 3 months ago", "2026-08-10 to 2026-10-10"},
    {"a week or so ago", "2026-11-14 to 2026-11-22"},
    {"1-2 weeks ago", "2026-11-07 to 2026-11-22"},
    {"6 months to the day ago", "2026-05-25"},
    {"at least 3 months ago", "until 2026-08-25"},
    {"under a week ago", "2026-11-18 to 2026-11-25"},
    {"less than 2 months ago", "2026-09-25 to 2026-11-25"},
    {"within the last month", "2026-10-25 to 2026-11-25"},
    {"in the past few weeks", "2026-10-17 to 2026-11-25"},
    {"over the last couple of days", "2026-11-21 to 2026-11-25"},
    {"last 2 weeks", "2026-11-11 to 2026-11-25"},
    {"in the last year or two", "2024-09-25 to 2026-11-25"},
    {"sometime last week", "2026-11-15 to 2026-11-22"},
    {"at the weekend", "2026-11-20 to 2026-11-22"},
    {"this weekend", "2026-11-20 to 2026-11-22"},
    {"Monday", "2026-11-23"},
    {"on Wednesday", "2026-11-18, 2026-11-25"},
    {"Friday night", "2026-11-20 to 2026-11-21"},
    {"last Monday morning", "2026-11-16, 2026-11-23"},
    {"Tuesday last week", "2026-11-17"},
    {"last week Tuesday", "2026-11-17"},
    {"this Monday", "2026-11-23"},
    {"Wed 18 Nov", "2026-11-18"},
    {"Wednesday, November 18th, 2026", "2026-11-18"},
    {"18th of November", "2026-11-18"},
    {"the eighteenth of November", "2026-11-18"},
    {"Nov 18", "2018-11-01 to 2018-11-30, 2026-11-18"},
    {"18 nov", "2026-11-18"},
    {"18-11-2026", "2026-11-18"},
    {"18/11/26", "2018-11-26, 2026-11-18"},
    {"11/18/26", "2026-11-18"},
    {"5/6/24", "2024-05-06, 2024-06-05"},
    {"25/12", "2025-12-25"},
    {"29 February", "2024-02-29"},
    {"29 Feb 2024", "2024-02-29"},
    {"30 Feb 2025", "unreadable"},
    {"31.4.2026", "unreadable"},
    {"13/13/2026", "unreadable"},
    {"2026-11-20", "2026-11-20"},
    {"2026-11", "2026-11-01 to 2026-11-25"},
    {"2026", "2026-01-01 to 2026-11-25"},
    {"late 2024", "2024-09-01 to 2024-12-31"},
    {"mid 2024", "2024-04-15 to 2024-09-15"},
    {"summer of last year", "2024-12-01 to 2025-03-21, 2025-06-01 to 2025-09-23, 2025-12-01 to 2026-03-21"},
    {"winter 2024", "2023-12-01 to 2024-03-21, 2024-06-01 to 2024-09-23, 2024-12-01 to 2025-03-21"},
    {"early spring", "2025-09-01 to 2025-12-22, 2026-03-01 to 2026-06-22, 2026-09-01 to 2026-11-25"},
    {"autumn", "2025-09-01 to 2025-12-22, 2026-03-01 to 2026-06-22, 2026-09-01 to 2026-11-25"},
    {"last March", "2025-03-01 to 2025-03-31, 2026-03-01 to 2026-03-31"},
    {"this March", "2026-03-01 to 2026-03-31"},
    {"next March", "unreadable"},
    {"March last year", "2025-03-01 to 2025-03-31"},
    {"last year in March", "2025-03-01 to 2025-03-31"},
    {"November last year", "2025-11-01 to 2025-11-30"},
    {"second week of October", "2026-10-02 to 2026-10-20"},
    {"last week of October", "2026-10-16 to 2026-10-31"},
    {"end of March 2026", "2026-03-18 to 2026-03-31"},
    {"late Oct", "2026-10-18 to 2026-10-31"},
    {"beginning of the month", "2026-10-01 to 2026-10-12, 2026-11-01 to 2026-11-12"},
    {"end of the year", "2025-09-01 to 2025-12-31, 2026-09-01 to 2026-11-25"},
    {"Valentine's Day", "2026-02-14"},
    {"St Patrick's Day", "2026-03-17"},
    {"Easter Monday 2025", "2025-04-21"},
    {"Good Friday", "2026-04-03, 2026-04-10"},
    {"boxing day", "2025-12-26"},
    {"over Christmas", "2025-12-24 to 2025-12-26, 2026-01-06 to 2026-01-07"},
    {"the weekend before Easter", "2026-03-20 to 2026-04-12"},
    {"the day before Halloween", "2026-10-30"},
    {"the week after Christmas", "2025-12-25 to 2026-01-21"},
    {"shortly after Easter", "2026-04-04 to 2026-04-27"},
    {"just before Christmas", "2025-12-10 to 2026-01-06"},
    {"sometime before Easter", "until 2026-04-12"},
    {"after last Tuesday", "2026-11-18 to 2026-11-25"},
    {"two weeks before last Christmas",
     "2024-12-06 to 2024-12-16, 2024-12-19 to 2024-12-28, 2025-12-06 to 2025-12-16, 2025-12-19 to 2025-12-28"},
    {"more than a month before Easter", "until 2026-03-13"},
    {"the Monday after Easter", "2026-04-06, 2026-04-13, 2026-04-20"},
    {"between Christmas and New Year", "2025-12-24 to 2026-01-01"},
    {"from March to May 2026", "2026-03-01 to 2026-05-31"},
    {"March - May", "2026-03-01 to 2026-05-31"},
    {"October/November", "2025-11-01 to 2025-11-30, 2026-10-01 to 2026-11-25"},
    {"Monday or Tuesday", "2026-11-23 to 2026-11-24"},
    {"probably last Thursday", "2026-11-08 to 2026-11-23"},
    {"last used about a month ago", "2026-10-10 to 2026-11-09"},
    {"It was around 20 October.", "2026-10-16 to 2026-10-24"},
    {"about March", "2026-02-14 to 2026-04-15"},
    {"circa 2020", "2019-01-01 to 2021-12-31"},
    {"I last had it on 3 May", "2026-05-03"},
    {"stopped 3 weeks ago", "2026-10-31 to 2026-11-08"},
    {"finished in August", "2026-08-01 to 2026-08-31"},
    {"until March", "2026-02-28 to 2026-03-31"},
    {"not for over a year", "maybe never, until 2025-11-25"},
    {"not in years", "maybe never, until 2026-01-25"},
    {"never in the last 12 months", "maybe never, until 2025-11-25"},
    {"haven't used any since last summer", "maybe never, until 2026-09-23"},
    {"not this year", "maybe never, until 2025-12-31"},
    {"no, never", "never"},
    {"never had one", "never"},
    {"not yet", "never"},
    {"still on it", "ongoing, until 2026-11-25"},
    {"currently taking it", "ongoing, until 2026-11-25"},
    {"using it daily", "ongoing, until 2026-11-25"},
    {"once a week", "ongoing, until 2026-11-25"},
    {"3 times a week", "ongoing, until 2026-11-25"},
    {"every other day", "ongoing, until 2026-11-25"},
    {"since 2020", "ongoing, until 2026-11-25"},
    {"I've been using it since March", "ongoing, until 2026-11-25"},
    {"on and off", "unsure, maybe never, until 2026-11-25"},
    {"sometimes", "unsure, maybe never, until 2026-11-25"},
    {"don't know", "unsure, maybe never, until 2026-11-25"},
    {"I can't remember exactly when", "unsure, maybe never, until 2026-11-25"},
    {"unsure, about 2 years ago", "unsure, maybe never, until 2026-11-25"},
    {"forgot", "unsure, maybe never, until 2026-11-25"},
    {"the other day", "unsure, maybe never, until 2026-11-25"},
    {"long ago", "unsure, maybe never, until 2026-11-25"},
    {"2025?", "unsure, maybe never, until 2026-11-25"},
    {"the nineties", "1990-01-01 to 1999-12-31"},
    {"early this month", "2026-11-01 to 2026-11-12"},
    {"earlier today", "2026-11-25"},
    {"yesterday evening", "2026-11-24"},
    {"the night before last", "2026-11-23 to 2026-11-24"},
    {"3 weekends ago", "2026-10-30 to 2026-11-01, 2026-11-06 to 2026-11-08"},
    {"two summers ago",
     "2023-12-01 to 2024-03-21, 2024-06-01 to 2024-09-23, 2024-12-01 to 2025-03-21, 2025-06-01 to 2025-09-23"},
    {"this time last month", "2026-10-10 to 2026-11-09"},
    {"36 hours ago", "2026-11-22 to 2026-11-25"},
    {"5 hours ago", "2026-11-23 to 2026-11-25"},
    {"when I was 18", "unreadable"},
    {"two moons ago", "unreadable"},
    {"last used it when I got back", "unreadable"},
    {"tomorrow", "unreadable"},
    {"in March 2027", "unreadable"},
    {"never mind", "unreadable"},
    {"20 Nov 2026 and again today", "unreadable"},
};
const Row future_rows[] = {
    {"next Friday", "2026-11-27, 2026-12-04"},
    {"in 3 weeks", "2026-12-12 to 2026-12-20"},
    {"tomorrow", "2026-11-26"},
    {"in about a month", "2026-12-10 to 2027-01-09"},
    {"next summer",
     "2026-12-01 to 2027-03-21, 2027-06-01 to 2027-09-23, 2027-12-01 to 2028-03-21, 2028-06-01 to 2028-09-23"},
    {"20 December", "2026-12-20"},
    {"Christmas", "2026-12-24 to 2026-12-26, 2027-01-06 to 2027-01-07"},
    {"after Christmas", "2026-12-25 to 2200-12-31"},
    {"a week after Christmas", "2026-12-27 to 2027-01-06, 2027-01-09 to 2027-01-18"},
    {"a few days before Christmas", "2026-12-18 to 2026-12-25, 2026-12-31 to 2027-01-06"},
    {"in two weeks' time", "2026-12-05 to 2026-12-13"},
    {"within the next 2 weeks", "2026-11-25 to 2026-12-09"},
    {"next month", "2026-12-01 to 2026-12-31"},
    {"this weekend", "2026-11-27 to 2026-11-29"},
    {"in 2-3 weeks", "2026-12-05 to 2026-12-20"},
    {"3 weeks from now", "2026-12-12 to 2026-12-20"},
    {"2 weeks", "2026-12-05 to 2026-12-13"},
    {"last week", "unreadable"},
    {"flying out on 20 Dec", "2026-12-20"},
    {"end of next month", "2026-12-18 to 2026-12-31"},
    {"Friday", "2026-11-27"},
    {"Saturday week", "unreadable"},
    {"early next year", "2027-01-01 to 2027-04-30"},
    {"not planned", "never"},
    {"never", "never"},
    {"between 3 and 5 December", "2026-12-03 to 2026-12-05"},
    {"5-7 December", "2026-12-05 to 2026-12-07"},
    {"2 weeks ago", "unreadable"},
    {"25/12", "2026-12-25"},
    {"New Year's Eve", "2026-12-31"},
};

TEST(WordedDates, PastPhrasesMeanExactlyTheseDays) {
  for (const Row& row : past_rows)
    EXPECT_EQ(described(read_worded_date(row.words, d("2026-11-25"), Tense::past, {})), row.meaning) << row.words;
}

TEST(WordedDates, FuturePhrasesMeanExactlyTheseDays) {
  for (const Row& row : future_rows)
    EXPECT_EQ(described(read_worded_date(row.words, d("2026-11-25"), Tense::future, {})), row.meaning) << row.words;
}

TEST(WordedDates, TurnsAtTheEndOfAYear) {
  const auto on = [](const char* iso, const char* words) {
    return described(read_worded_date(words, d(iso), Tense::past, {}));
  };
  EXPECT_EQ(on("2026-01-05", "December"), "2025-12-01 to 2025-12-31");
  EXPECT_EQ(on("2026-01-05", "last month"), "2025-12-01 to 2025-12-31");
  EXPECT_EQ(on("2026-01-01", "yesterday"), "2025-12-31");
  EXPECT_EQ(on("2026-01-05", "20 January"), "2025-01-20");
  EXPECT_EQ(on("2026-03-16", "16 March"), "2026-03-16");
  EXPECT_EQ(on("2026-03-16", "17 March"), "2025-03-17");
  EXPECT_EQ(on("2026-12-20", "a few days before Christmas"),
            "2025-12-18 to 2025-12-25, 2025-12-31 to 2026-01-06, 2026-12-18 to 2026-12-20");
  EXPECT_EQ(on("2026-03-01", "a month ago"), "2026-01-17 to 2026-02-16");
  EXPECT_EQ(on("2026-03-31", "exactly a month ago"), "2026-02-28 to 2026-03-01");
}

TEST(WordedDates, DeclaredToleranceIsUsed) {
  Tolerance narrow;
  narrow.weeks = {0, 1};
  EXPECT_EQ(described(read_worded_date("2 weeks ago", d("2026-11-25"), Tense::past, narrow)),
            "2026-11-10 to 2026-11-12");
  EXPECT_EQ(to_text(about_ago(2, Unit::week, d("2026-11-25"), narrow)), "2026-11-10 to 2026-11-12");
}

TEST(Words, AboutNUnitsAgo) {
  const Day signed_on = d("2026-03-16");
  EXPECT_EQ(to_text(about_ago(2, Unit::week, signed_on, {})), "2026-02-26 to 2026-03-06");
  EXPECT_EQ(to_text(about_ago(1, Unit::day, signed_on, {})), "2026-03-14 to 2026-03-16");
  EXPECT_EQ(to_text(about_ago(0, Unit::week, signed_on, {})), "2026-03-12 to 2026-03-16");
  EXPECT_EQ(to_text(about_ago(3, Unit::month, signed_on, {})), "2025-12-01 to 2025-12-31");
  EXPECT_EQ(to_text(about_ago(2, Unit::year, signed_on, {})), "2024-01-16 to 2024-05-16");
  // Where a month step meets no such day, both roundings are inside.
  EXPECT_EQ(to_text(about_ago(1, Unit::month, d("2026-03-31"), Tolerance{{0, 0}, {0, 0}, {0, 0}, {0, 0}})),
            "2026-02-28 to 2026-03-01");
}

TEST(Words, InAndNotInTheLast) {
  EXPECT_EQ(to_text(in_the_last({6, 0}, d("2026-08-31"))), "2026-02-28 to 2026-08-31");
  EXPECT_EQ(to_text(not_in_the_last({6, 0}, d("2026-08-31"))), "until 2026-03-01");
  EXPECT_EQ(to_text(in_the_last({0, 7}, d("2026-08-31"))), "2026-08-24 to 2026-08-31");
  EXPECT_EQ(to_text(not_in_the_last({0, 7}, d("2026-08-31"))), "until 2026-08-24");
}

TEST(Words, PartialDates) {
  const auto text = [](const char* words) {
    const auto days = parse_partial_date(words);
    return days ? to_text(*days) : "nothing";
  };
  EXPECT_EQ(text("2026-11-20"), "2026-11-20");
  EXPECT_EQ(text("2026-11"), "2026-11-01 to 2026-11-30");
  EXPECT_EQ(text("2024-02"), "2024-02-01 to 2024-02-29");
  EXPECT_EQ(text("2026"), "2026-01-01 to 2026-12-31");
  EXPECT_EQ(text("2200"), "2200-01-01 to 2200-12-31");
  for (const char* bad : {"", "26", "202", "20266", "2026-", "2026-1", "2026-00", "2026-13", "2026-02-30", "1899",
                          "2201", "2026/11", "abcd", "2026-ab", "2026-11-20T00:00"})
    EXPECT_EQ(text(bad), "nothing") << bad;
}

TEST(Words, Steps) {
  const auto text = [](const char* words) -> std::string {
    const auto step = read_worded_step(words);
    if (!step) return "nothing";
    static const char* units[] = {"day", "week", "month", "year"};
    return std::to_string(step->amount) + " " + units[static_cast<int>(step->unit)];
  };
  EXPECT_EQ(text("2 weeks"), "2 week");
  EXPECT_EQ(text("six months"), "6 month");
  EXPECT_EQ(text("1 year"), "1 year");
  EXPECT_EQ(text("a fortnight"), "2 week");
  EXPECT_EQ(text("a year and a half"), "18 month");
  EXPECT_EQ(text("half a year"), "6 month");
  EXPECT_EQ(text("48 hours"), "2 day");
  EXPECT_EQ(text("12 months"), "12 month");
  EXPECT_EQ(text("10 days"), "10 day");
  for (const char* bad : {"", "weeks", "a few weeks", "2-3 weeks", "2 weeks ago", "36 hours", "about 2 weeks", "2",
                          "0 days", "2+ weeks", "soon"})
    EXPECT_EQ(text(bad), "nothing") << bad;
  EXPECT_EQ(read_worded_step("2 years")->step(), (Step{24, 0}));
  EXPECT_EQ(read_worded_step("2 weeks")->step(), (Step{0, 14}));
}

TEST(Recurring, EasterByBothCalendars) {
  const std::pair<int, std::pair<const char*, const char*>> known[] = {
      {1943, {"1943-04-25", "1943-04-25"}}, {1961, {"1961-04-02", "1961-04-09"}}, {2000, {"2000-04-23", "2000-04-30"}},
      {2008, {"2008-03-23", "2008-04-27"}}, {2016, {"2016-03-27", "2016-05-01"}}, {2024, {"2024-03-31", "2024-05-05"}},
      {2025, {"2025-04-20", "2025-04-20"}}, {2026, {"2026-04-05", "2026-04-12"}}, {2027, {"2027-03-28", "2027-05-02"}},
      {2038, {"2038-04-25", "2038-04-25"}}};
  for (const auto& [year, days] : known) {
    EXPECT_EQ(to_iso(easter_western(year)), days.first);
    EXPECT_EQ(to_iso(easter_orthodox(year)), days.second);
  }
  for (int year = 1900; year <= 2199; ++year) {
    EXPECT_EQ(weekday_of(easter_western(year)), 6) << year;
    EXPECT_EQ(weekday_of(easter_orthodox(year)), 6) << year;
    EXPECT_LE(easter_western(year), easter_orthodox(year)) << year;
  }
}

// What a truthful speaker might say on `signed_on` about something that happened on `truth`.
std::vector<std::string> sayings(Day truth, Day signed_on, std::mt19937& random) {
  static const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};
  static const char* weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  static const char* numbers[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                  "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  const YearMonthDay date = date_of(truth), now = date_of(signed_on);
  const std::string year = std::to_string(date.year), day = std::to_string(date.day), month = months[date.month - 1];
  const std::string yy = year.substr(2);
  const int back = signed_on.number - truth.number;
  const int months_back = (now.year - date.year) * 12 + static_cast<int>(now.month) - static_cast<int>(date.month);
  const auto count = [&](long n) { return n <= 12 && random() % 2 == 0 ? std::string(numbers[n]) : std::to_string(n); };
  const auto units = [&](long n, const char* unit) { return count(n) + " " + unit + (n == 1 ? "" : "s"); };
  std::vector<std::string> out{to_iso(truth),
                               day + " " + month + " " + year,
                               month + " " + day + ", " + year,
                               "in " + month + " " + year,
                               year,
                               day + "/" + std::to_string(date.month) + "/" + year,
                               std::to_string(date.month) + "/" + day + "/" + year,
                               day + "." + std::to_string(date.month) + "." + yy,
                               "I think it was " + day + " " + month + " " + year,
                               units(back, "day") + " ago",
                               "around " + month + " " + year,
                               "not sure, maybe " + month + " " + year,
                               "between " + month + " " + year + " and today"};
  const long weeks = std::lround(back / 7.0);
  if (weeks >= 1) {
    out.push_back("about " + units(weeks, "week") + " ago");
    out.push_back(count(weeks) + "-" + count(weeks + 1) + " weeks ago");
    out.push_back("less than " + units(back / 7 + 1, "week") + " ago");
    out.push_back("in the last " + units(back / 7 + 1, "week"));
  }
  if (back >= 14) out.push_back("more than " + units(back / 7, "week") + " ago");
  const long round_months = std::lround(back / 30.44);
  if (round_months >= 1 && round_months <= 11 && std::abs(back / 30.44 - static_cast<double>(round_months)) < 0.42)
    out.push_back(units(round_months, "month") + " ago");
  const long years = std::lround(back / 365.25);
  if (years >= 1 && std::abs(back / 365.25 - static_cast<double>(years)) < 0.15)
    out.push_back("about " + units(years, "year") + " ago");
  if (back >= 367) out.push_back("over a year ago");
  if (back == 0) out.push_back("today");
  if (back == 1) out.push_back("yesterday");
  if (back >= 2 && back <= 5) out.push_back("a few days ago");
  if (back >= 14 && back <= 35) out.push_back("a few weeks ago");
  if (back >= 1 && back <= 6) out.push_back("on " + std::string(weekdays[weekday_of(truth)]));
  if (back >= 1 && back <= 7) out.push_back("last " + std::string(weekdays[weekday_of(truth)]));
  const int since_monday = weekday_of(signed_on);
  if (back > since_monday && back <= since_monday + 7) {
    out.push_back("last week");
    out.push_back(std::string(weekdays[weekday_of(truth)]) + " last week");
  }
  if (months_back == 1) out.push_back("last month");
  if (date.year == now.year - 1) out.push_back("last year");
  if (date.year == now.year) out.push_back("this year");
  if (months_back >= 1 && months_back <= 11) {
    out.push_back("in " + month);
    out.push_back((date.day <= 10 ? "early " : date.day <= 20 ? "mid-" : "late ") + month);
    out.push_back(day + " " + month);
    out.push_back((date.day <= 15 ? "first half of " : "second half of ") + month);
  }
  static const char* seasons[] = {"winter", "spring", "summer", "autumn"};
  out.push_back(std::string(seasons[date.month % 12 / 3]) + " " + year);
  const Day easter = easter_western(date.year);
  if (truth.number - easter.number >= 2 && truth.number - easter.number <= 5 && signed_on.number - truth.number < 300)
    out.push_back("a few days after Easter");
  if (date.month == 12 && date.day >= 20 && date.day <= 23 && back < 300) out.push_back("a few days before Christmas");
  return out;
}

TEST(WordedDates, WhatIsTrulySaidHoldsTheTruth) {
  std::mt19937 random{11};
  int said = 0;
  for (int round = 0; round < 2500; ++round) {
    const Day signed_on{d("2023-01-01").number + static_cast<int>(random() % 2500)};
    static const unsigned reach[] = {3, 15, 60, 400, 3000};
    const Day truth{signed_on.number - static_cast<int>(random() % reach[random() % 5])};
    for (const std::string& words : sayings(truth, signed_on, random)) {
      const auto read = read_worded_date(words, signed_on, Tense::past, {});
      ASSERT_TRUE(read) << words << " on " << to_iso(signed_on);
      ASSERT_TRUE(read->days.contains(truth))
          << words << " on " << to_iso(signed_on) << " meant " << to_iso(truth) << ", read " << to_text(read->days);
      ASSERT_TRUE(read->days.subset_of(DaySet::until(signed_on))) << words;
      ASSERT_FALSE(read->never) << words;
      ++said;
    }
  }
  EXPECT_GT(said, 30000);
}

TEST(WordedDates, AnyWordsAreReadWithinTheUniverseAndTheTense) {
  static const char* pieces[] = {
      "a",     "few",   "2",   "3",    "week", "weeks",   "month", "ago",   "before",  "after", "Christmas",
      "last",  "March", "20",  "2025", "not",  "in",      "the",   "or",    "between", "and",   "about",
      "never", "still", "?",   "-",    "/",    "Tuesday", "night", "since", "for",     "until", "sometime",
      "31",    "of",    "end", "12",   ".",    "over",    "next",  "year"};
  std::mt19937 random{5};
  int read_count = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string words;
    const auto length = 1 + random() % 7;
    for (unsigned k = 0; k < length; ++k)
      words += std::string(pieces[random() % std::size(pieces)]) + (random() % 6 == 0 ? "" : " ");
    for (const Tense tense : {Tense::past, Tense::future})
      for (const char* iso : {"1900-01-01", "2026-11-25", "2200-12-31"}) {
        const Day signed_on = d(iso);
        const auto read = read_worded_date(words, signed_on, tense, {});
        if (!read) continue;
        ++read_count;
        ASSERT_FALSE(read->days.contains(forever)) << words;
        ASSERT_TRUE(read->days.subset_of(tense == Tense::past ? DaySet::until(signed_on) : DaySet::from(signed_on)))
            << words;
        ASSERT_EQ(read->days.empty(), read->never) << words;
      }
  }
  EXPECT_GT(read_count, 1000);
}

TEST(WordedDates, LongOrStrangeTextIsNotRead) {
  EXPECT_FALSE(read_worded_date("", d("2026-11-25"), Tense::past, {}));
  EXPECT_FALSE(read_worded_date("   ", d("2026-11-25"), Tense::past, {}));
  EXPECT_FALSE(read_worded_date(std::string(10000, 'a'), d("2026-11-25"), Tense::past, {}));
  std::string many;
  for (int k = 0; k < 70; ++k) many += "1 ";
  EXPECT_FALSE(read_worded_date(many, d("2026-11-25"), Tense::past, {}));
  EXPECT_FALSE(read_worded_date("2026-11-20\xff", d("2026-11-25"), Tense::past, {}));
  EXPECT_FALSE(read_worded_date("{ a year ago", d("2026-11-25"), Tense::past, {}));
  EXPECT_EQ(described(read_worded_date("it\xE2\x80\x99s still on\xC2\xA0going", d("2026-11-25"), Tense::past, {})),
            "ongoing, until 2026-11-25");
}

}  // namespace
}  // namespace contra::time
