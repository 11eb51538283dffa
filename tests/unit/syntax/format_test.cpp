// What the layout looks like, construct by construct.
#include "syntax/format.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "format_files.hpp"
#include "read.hpp"
#include "syntax/format_tree.hpp"
#include "text/limits.hpp"

namespace contra::syntax {
namespace {

std::string formatted(const std::string& text) {
  const Made made = make(text);
  EXPECT_EQ(made.formatted.state, Formatted::State::good) << made.drawn;
  return made.formatted.text;
}
/// `items` in a part comes out as `expected`, and that stays as it is.
void expect_items(const std::string& items, const std::string& expected) {
  EXPECT_EQ(formatted("part of skin\n\n" + items), "part of skin\n\n" + expected);
  EXPECT_EQ(formatted("part of skin\n\n" + expected), "part of skin\n\n" + expected);
}

TEST(Format, AClauseTakesALineAndWordsOneSpace) {
  expect_items("check  a\"T\"wait 5\tdays after last x because \"B\"\n\n\n tell\n\"C\" cite y\"p\"",
               "check a \"T\"\n  wait 5 days after last x\n  because \"B\"\n  tell \"C\"\n  cite y \"p\"\n");
  expect_items("check a\n wait while ( b is yes or ( c is no ) ) and d is yes , until \"w\"",
               "check a\n  wait while (b is yes or (c is no)) and d is yes, until \"w\"\n");
  expect_items("guarantee g \"T\" never go while p is yes because \"b\"",
               "guarantee g \"T\"\n  never go while p is yes\n  because \"b\"\n");
}

TEST(Format, AHeader) {
  EXPECT_EQ(
      formatted("pack p 1.0.0 \"T\" use skin 1 review by 2027-06-01\nneeds a,b for c depth in mm from 0.1 to 3.0"),
      "pack p 1.0.0 \"T\"\n  use skin 1\n  review by 2027-06-01\n  needs a, b for c\n  depth in mm from 0.1 to 3.0\n");
  EXPECT_EQ(
      formatted(
          "policy \"T\" on p 1\n tighten c : wait 7 day , better 9 days cite s\nloosen c:\nwait 1 days after last x"),
      "policy \"T\" on p 1\n\ntighten c: wait 7 days, better 9 days\n  cite s\n\nloosen c: wait 1 day after last x\n");
}

TEST(Format, UnitsAreSpelledByTheirNumber) {
  expect_items("check a wait 1 days after last x, better 2 week\n  spread 1 months to 1 years",
               "check a\n  wait 1 day after last x, better 2 weeks\n  spread 1 month to 1 year\n");
  // A quantity is what the author called it: `age` is asked in years.
  expect_items("check a\n  wait while age is under 1 years", "check a\n  wait while age is under 1 years\n");
}

TEST(Format, TablesStandInColumns) {
  expect_items(
      "check a wait after last x in treated area by depth superficial 14 days, better 21 days medium or deep 42 days "
      "up to "
      "1.5 mm 1 months above 3 months otherwise 1 year because \"b\"",
      "check a\n  wait after last x in treated area by depth\n"
      "    superficial     14 days, better 21 days\n"
      "    medium or deep  42 days\n"
      "    up to 1.5 mm    1 month\n"
      "    above           3 months\n"
      "    otherwise       1 year\n"
      "  because \"b\"\n");
  expect_items("tolerance days 1 day weeks 4 days\nmonths 15 days",
               "tolerance\n  days    1 day\n  weeks   4 days\n  months  15 days\n");
  expect_items(
      "aftercare a avoid \"x\" by depth up to 1 mm 7 days # thin\nabove 14 days, better 1 month\ndo \"y\" from 1 day "
      "for 2 weeks",
      "aftercare a\n  avoid \"x\" by depth\n    up to 1 mm  7 days  # thin\n    above       14 days, better 1 month\n"
      "  do \"y\" from 1 day for 2 weeks\n");
}

TEST(Format, TermsGoOnTheirLineWhileThereIsRoom) {
  expect_items("term a\n  \"T\"\n  is a b,c\n  also \"d\",\"e\"\n  code atc \"X\" prescribed",
               "term a \"T\" is a b, c also \"d\", \"e\"\n  code atc \"X\"\n  prescribed\n");
  const std::string many = "also \"first long name\", \"second long name\", \"third long name\", \"fourth long name\"";
  expect_items("term a \"Title of the term\" is a b " + many, "term a \"Title of the term\" is a b\n  " + many + "\n");
  expect_items("area a \"T\"\n  part of b\n  also \"c\"", "area a \"T\" part of b also \"c\"\n");
}

TEST(Format, ShortItemsStayCloseAndLongOnesApart) {
  expect_items("term a\nterm b\n\n\n\nterm c\ncheck d\n  wait while e is yes\ncheck f\n\n  wait while e is yes\n\n\n",
               "term a\nterm b\n\nterm c\n\ncheck d\n  wait while e is yes\n\ncheck f\n  wait while e is yes\n");
}

TEST(Format, LongOutcomesAreBrokenAtTheirParts) {
  expect_items(
      "check a\n  wait 5 days after last first_long_name or second_long_name or third_long_name or fourth_long_name in "
      "treated "
      "area, better 7 days",
      "check a\n"
      "  wait 5 days after last first_long_name or second_long_name or third_long_name or fourth_long_name in treated "
      "area,\n"
      "    better 7 days\n");
  expect_items(
      "check a\n  note \"a note that is long enough to take up most of a line all by itself, as here\" while any "
      "first_name or "
      "second_name in treated area and (first_question is yes or second_question is not no or "
      "third_question_that_is_long is yes or "
      "any third_name_that_is_long)",
      "check a\n"
      "  note \"a note that is long enough to take up most of a line all by itself, as here\"\n"
      "    while any first_name or second_name in treated area\n"
      "          and (first_question is yes\n"
      "               or second_question is not no\n"
      "               or third_question_that_is_long is yes\n"
      "               or any third_name_that_is_long)\n");
}

TEST(Format, LongListsAreFilledEvenly) {
  std::string names = "alpha";
  for (int i = 0; i < 16; ++i) names += ", name_" + std::to_string(i);
  expect_items("list a \"Q\"\n  of " + names + "\n",
               "list a \"Q\"\n  of alpha, name_0, name_1, name_2, name_3, name_4, name_5, name_6, name_7,\n"
               "     name_8, name_9, name_10, name_11, name_12, name_13, name_14, name_15\n");
}

TEST(Format, LongTextsAreCutWhereASentenceEnds) {
  const std::string first = "The skin answers each of these tiny injuries as it answers any other one that it gets.";
  const std::string second = "For that it builds collagen, and this takes some weeks.";
  const std::string expected =
      "check a\n  wait while b is yes\n  because \"" + first + "\"\n          \"" + second + "\"\n";
  expect_items("check a\n  wait while b is yes\n  because \"" + first + " " + second + "\"", expected);
  // Cut somewhere else, it is put together again; cut at the end of a sentence, it stays cut.
  expect_items("check a\n  wait while b is yes\n  because \"The skin answers each\" \"of" + first.substr(24) + "\" \"" +
                   second + "\"",
               expected);
  expect_items("check a\n  wait while b is yes\n  because \"One.\" \"Two\" \"and three.\"",
               "check a\n  wait while b is yes\n  because \"One.\"\n          \"Two and three.\"\n");
  // What cannot be cut is as long as it is.
  const std::string word(150, 'w');
  expect_items("check a\n  wait while b is yes\n  because \"" + word + "\"",
               "check a\n  wait while b is yes\n  because \"" + word + "\"\n");
}

TEST(Format, ColumnsAreCountedAsTheyAreSeen) {
  // 60 letters of two bytes: one line.
  std::string letters;
  for (int i = 0; i < 60; ++i) letters += "é";
  expect_items("check a\n  wait while b is yes\n  because \"" + letters + " and more\"",
               "check a\n  wait while b is yes\n  because \"" + letters + " and more\"\n");
}

TEST(Format, Tests) {
  EXPECT_EQ(
      formatted(
          "tests for p\ntest \"t\" from a , visit 2026-03-16\nsigned 2026-03-01 as of 2026-03-16\ngiven b is yes, c is "
          "III or IV given d : e last 2026-03 in face,\"f\" ongoing, more\nexpect wait, only because g kind 1 and h"),
      "tests for p\n\ntest \"t\"\n  from a, visit 2026-03-16 signed 2026-03-01\n  as of 2026-03-16\n"
      "  given b is yes, c is III or IV\n  given d: e last 2026-03 in face, \"f\" ongoing, more\n"
      "  expect wait, only because g kind 1 and h\n");
  // A year followed by a word on its line would be a quantity: the line end is needed.
  EXPECT_EQ(formatted("tests for p\n\ntest \"t\"\n  given d: e last 1988\n dose low"),
            "tests for p\n\ntest \"t\"\n  given d: e last 1988\n           dose low\n");
  EXPECT_EQ(formatted("tests for p\n\ntest \"t\"\n  given d asked first_long_name, second_long_name, third_long_name, "
                      "fourth_long_name, fifth_very_very_very_long_name: e, f"),
            "tests for p\n\ntest \"t\"\n  given d asked first_long_name, second_long_name, third_long_name,\n"
            "        fourth_long_name, fifth_very_very_very_long_name: e, f\n");
}

TEST(Format, AWordThatBeginsAnItemIsNotMovedToTheBeginningOfALine) {
  std::string names = "alpha";
  for (int i = 0; i < 40; ++i) names += ", source, check, review, source, beta";
  const std::string out = formatted("part of skin\n\nlist a \"Q\"\n  of " + names + "\n");
  EXPECT_GT(std::count(out.begin(), out.end(), '\n'), 5) << out;
  for (const char* word : {"\n     source", "\n     check", "\n     review"})
    EXPECT_EQ(out.find(word), std::string::npos) << out;
}

// --- comments ---

TEST(Format, CommentsStayWithWhatTheyStandBy) {
  const std::string text =
      "# Before the header.\n\n# Directly above.\npart of skin  # behind it\n\n# --- a section ---\n\n# About the "
      "check.\n"
      "check a  # behind the name\n  # before a clause\n  wait while b is yes  # behind a clause\n  because \"One\"  # "
      "between\n"
      "          # texts\n          \"two\"\n  # at the end of the item\n\n# About the next.\nterm c\n# And "
      "this.\nterm d\n\n# At the end.\n";
  EXPECT_EQ(formatted(text), text);
}

TEST(Format, CommentsInsideConditionsAndTables) {
  expect_items(
      "check a\n  wait while b is yes # first\n and (c is yes # second\n  # third\nor d is no), until # fourth\n\"w\"",
      "check a\n  wait while b is yes  # first\n             and (c is yes  # second\n                  # third\n"
      "                  or d is no),\n    until  # fourth\n      \"w\"\n");
  expect_items(
      "check a\n  wait after last x by depth # head\n  # row\n  superficial 7 days # short\n deep # odd\n 1 month",
      "check a\n  wait after last x by depth  # head\n    # row\n    superficial  7 days  # short\n    deep  # odd\n   "
      " 1 month\n");
}

TEST(Format, TheIndentSaysWhoseACommentIs) {
  EXPECT_EQ(formatted("part of skin\nterm a\n   # inside\nterm b\n# outside\nterm c\n\n  # apart\nterm d # last"),
            "part of skin\n\nterm a\n  # inside\nterm b\n# outside\nterm c\n\n# apart\nterm d  # last\n");
}

// --- bytes ---

TEST(Format, LineEndsAreThoseOfTheFirstLineAndAMarkGoes) {
  EXPECT_EQ(formatted("part of skin\r\nterm a # c\r\n\r\n"), "part of skin\r\n\r\nterm a  # c\r\n");
  EXPECT_EQ(formatted("part of skin\nterm a\r\n"), "part of skin\n\nterm a\n");
  EXPECT_EQ(formatted("\xEF\xBB\xBFpart of skin\n"), "part of skin\n");
  EXPECT_EQ(formatted("\n\n  part of skin"), "part of skin\n");
}

TEST(Format, AFaultIsShownAndNothingComesOut) {
  const Made made = make("part of skin\n\ncheck a\n  wait 5 after last x\n");
  EXPECT_EQ(made.formatted.state, Formatted::State::syntax_error);
  EXPECT_EQ(made.formatted.text, "");
  EXPECT_NE(made.drawn.find("C0109"), std::string::npos) << made.drawn;
}

TEST(Format, WhatWouldBecomeTooLargeIsLeftAlone) {
  std::string text = "part of skin\n\ncheck a\n  wait while b is yes\n  because \"";
  while (text.size() + 100 < limits::rule_file_bytes) text += "word ";
  const Made made = make(text + "\"\n");
  EXPECT_EQ(made.formatted.state, Formatted::State::syntax_error);
  EXPECT_NE(made.drawn.find("C0005"), std::string::npos) << made.drawn.substr(0, 400);
}

// --- the comparison that guards it ---

TEST(FormatTree, SeesEveryDifferenceAndNoPlace) {
  const auto differ = [](const std::string& a, const std::string& b) {
    const Read left = read_items(a), right = read_items(b);
    EXPECT_TRUE(same(left.file, left.file));
    return !same(left.file, right.file);
  };
  const std::string check =
      "check a \"T\"\n  wait 5 days after last x in treated area, better 7 days while y is at least IV\n";
  EXPECT_FALSE(differ(
      check, "\n\ncheck a \"T\" wait 5\n days after last x in treated area, better 7 days while y is at least IV"));
  EXPECT_FALSE(differ("term a also \"b\" \"c\"", "term a also \"b c\""));
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"check a", "check b"},
                                                        {"\"T\"", "\"U\""},
                                                        {"5 days", "6 days"},
                                                        {"5 days", "5 weeks"},
                                                        {"last x", "last z"},
                                                        {" in treated area", ""},
                                                        {"7 days", "8 days"},
                                                        {", better 7 days while y is at least IV", ""},
                                                        {" while y is at least IV", ""},
                                                        {"at least", "at most"},
                                                        {"IV", "V"},
                                                        {"last x", "last x or z"},
                                                        {"last x", "last x where d is no"}}) {
    std::string changed = check;
    changed.replace(changed.find(from), from.size(), to);
    EXPECT_TRUE(differ(check, changed)) << changed;
  }
}

}  // namespace
}  // namespace contra::syntax
