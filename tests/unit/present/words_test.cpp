#include "present/words.hpp"

#include <gtest/gtest.h>

#include "fixture.hpp"
#include "present/json_writer.hpp"
#include "present/page.hpp"

namespace contra::present {
namespace {

using fixture::day;
using fixture::days;
using time::DaySet;

TEST(Words, DaysHaveTheirWeekday) {
  EXPECT_EQ(long_day(day("2026-03-19")), "Thursday 19 March 2026");
  EXPECT_EQ(long_day(day("1970-01-01")), "Thursday 1 January 1970");
  EXPECT_EQ(long_day(day("1969-12-31")), "Wednesday 31 December 1969");  // before the epoch the remainder is negative
  EXPECT_EQ(long_day(day("1900-01-01")), "Monday 1 January 1900");
}

TEST(Words, RangesSayTheCommonPartOnce) {
  EXPECT_EQ(range_words({day("2026-03-16"), day("2026-03-20")}), "16 to 20 March 2026");
  EXPECT_EQ(range_words({day("2026-03-28"), day("2026-04-02")}), "28 March to 2 April 2026");
  EXPECT_EQ(range_words({day("2026-12-28"), day("2027-01-02")}), "28 December 2026 to 2 January 2027");
  EXPECT_EQ(range_words({day("2026-03-16"), day("2026-03-16")}), "16 March 2026");
  EXPECT_EQ(range_words({day("2026-03-16"), last_day}), "from 16 March 2026 on");
  EXPECT_EQ(range_words({day("2026-03-16"), forever}), "from 16 March 2026 on");
}

TEST(Words, LeftOutRangesAreCounted) {
  const DaySet set =
      days("2026-03-01", "2026-03-02") | days("2026-03-05", "2026-03-06") | days("2026-03-09", "2026-03-09");
  EXPECT_EQ(days_words(set, 3), "1 to 2 March 2026, then 5 to 6 March 2026, then 9 March 2026");
  EXPECT_EQ(days_words(set, 2), "1 to 2 March 2026, then 5 to 6 March 2026, and 1 more");
  EXPECT_EQ(days_words({}, 2), "none");
}

TEST(Words, WhenSaysHowMuchIsKnown) {
  EXPECT_EQ(when_words(DaySet::one(day("2026-03-14"))), "on 14 March 2026");
  EXPECT_EQ(when_words(days("2025-11-01", "2025-11-30")), "between 1 and 30 November 2025");
  EXPECT_EQ(when_words(DaySet::until(day("2026-03-03"))), "on or before 3 March 2026");
  EXPECT_EQ(when_words(DaySet::from(day("2026-03-03"))), "on or after 3 March 2026");
  EXPECT_EQ(when_words(DaySet::all()), "on a day that is not known");
  EXPECT_EQ(when_words(DaySet::one(day("2026-03-04")) | DaySet::one(day("2026-04-03"))),
            "on 4 March 2026 or 3 April 2026");
}

TEST(Words, StepsAndNumbers) {
  EXPECT_EQ(step_words({6, 0}), "6 months");
  EXPECT_EQ(step_words({12, 0}), "1 year");
  EXPECT_EQ(step_words({13, 1}), "13 months and 1 day");
  EXPECT_EQ(step_words({}), "no time");
  EXPECT_EQ(number_words(1500), "1.5");
  EXPECT_EQ(number_words(1000), "1");
  EXPECT_EQ(number_words(50), "0.05");
  EXPECT_EQ(number_words(-1250), "-1.25");
  EXPECT_EQ(with_article("oncologist"), "an oncologist");
  EXPECT_EQ(with_article("the surgeon"), "the surgeon");
  EXPECT_EQ(list_words({"a", "b", "c"}, "or"), "a, b or c");
}

TEST(AsGiven, EveryFormOfTheRecordReadsAsWords) {
  EXPECT_EQ(as_given(R"("2026-03-14")"), "2026-03-14");
  EXPECT_EQ(as_given(R"({"about":"2 weeks ago"})"), "about 2 weeks ago");
  EXPECT_EQ(as_given(R"({"between":["2025-09-01","2025-11-30"]})"), "between 2025-09-01 and 2025-11-30");
  EXPECT_EQ(as_given(R"({"not in the last":"12 months"})"), "not in the last 12 months");
  EXPECT_EQ(as_given(R"({"words":"a few days before Christmas"})"), "a few days before Christmas");
  EXPECT_EQ(as_given(R"({"mm":1.0})"), "1 mm");
  EXPECT_EQ(as_given(R"({"mm":{"from":0.5,"to":1.5}})"), "0.5 to 1.5 mm");
  EXPECT_EQ(as_given(R"({"one of":["III","IV"]})"), "III or IV");
  EXPECT_EQ(as_given(R"({"term":"Retin-A","last":"2026-02-18","area":["face"]})"),
            "Retin-A, last 2026-02-18, area face");
  EXPECT_EQ(as_given(R"({"entries":[],"more":"yes"})"), "yes, not named");
  EXPECT_EQ(as_given("null"), "not answered");
  EXPECT_EQ(as_given("[]"), "none");
  EXPECT_EQ(as_given("not json"), "not json");
}

TEST(Page, WrapsAtTheWidthAndCountsCharactersNotBytes) {
  EXPECT_EQ(wrap("aaa bbb ccc", 7), (std::vector<std::string>{"aaa bbb", "ccc"}));
  EXPECT_EQ(wrap("aaa bbb ccc", 6), (std::vector<std::string>{"aaa", "bbb", "ccc"}));
  EXPECT_EQ(wrap("éé éé", 5), (std::vector<std::string>{"éé éé"}));
  EXPECT_EQ(wrap("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
  EXPECT_EQ(wrap("日本 語", 4), (std::vector<std::string>{"日本", "語"}));
}

TEST(Page, WordsOfARecordCannotSteerTheTerminal) {
  EXPECT_EQ(wrap("a\x1b[31mb\x07"
                 "c\xe2\x80\xae"
                 "d",
                 80),
            (std::vector<std::string>{"a [31mb c d"}));
}

TEST(Page, PlainHasNoBulletsAndNoIndent) {
  Page page({80, false, true});
  page.rule();
  page.bullet(4, "one");
  page.labelled(4, "why", 9, "two");
  EXPECT_EQ(page.take(), "one\nwhy: two\n");
}

TEST(Page, ColourOnlyWhenAsked) {
  Page with({80, true, false});
  with.paragraph(0, "GO", Tone::go);
  EXPECT_EQ(with.take(), "\x1b[1;32mGO\x1b[0m\n");
  Page without({80, false, false});
  without.paragraph(0, "GO", Tone::go);
  EXPECT_EQ(without.take(), "GO\n");
}

TEST(JsonWriter, EscapesWhatJsonMustNotHold) {
  std::string out;
  JsonWriter json(out);
  json.open('{').key("a\"b").text("line\nbreak\x01 \xff end");
  json.key("n").number(-3);
  json.key("list").open('[').close(']').close('}');
  EXPECT_EQ(out, "{\"a\\\"b\":\"line\\nbreak\\u0001 \xEF\xBF\xBD end\",\"n\":-3,\"list\":[]}");
}

}  // namespace
}  // namespace contra::present
