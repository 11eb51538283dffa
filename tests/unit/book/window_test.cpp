// What is read out of the words of a spread, and how a window is drawn.
#include "book/window.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/html_reader.hpp"

namespace contra::book {
namespace {

TEST(Spread, IsReadFromLengths) {
  const auto spread = read_spread("12 hours to 30 days", {});
  ASSERT_TRUE(spread);
  EXPECT_DOUBLE_EQ(spread->from, 0.5);
  EXPECT_DOUBLE_EQ(spread->to, 30);
  EXPECT_FALSE(spread->open);
  const auto years = read_spread("1 week to 2 years", {});
  ASSERT_TRUE(years);
  EXPECT_DOUBLE_EQ(years->from, 7);
  EXPECT_DOUBLE_EQ(years->to, 730.5);
}

TEST(Spread, IsReadForARowOfATable) {
  const char* words = "superficial 1 week to 1 month, medium 30 days to 8 weeks, deep 3 months and more";
  EXPECT_FALSE(read_spread(words, {}));
  ASSERT_TRUE(read_spread(words, "medium"));
  EXPECT_DOUBLE_EQ(read_spread(words, "medium")->to, 56);
  ASSERT_TRUE(read_spread(words, "deep"));
  EXPECT_TRUE(read_spread(words, "deep")->open);
  EXPECT_FALSE(read_spread(words, "super")) << "a part of a word is not a row";
  EXPECT_FALSE(read_spread(words, "above"));
}

TEST(Spread, IsNotGuessed) {
  for (const char* words : {"", "from none to 12 months", "2 weeks, in one sheet only", "16 to 18 years", "30 days",
                            "24 to 48 hours before; valid for 90 days", "30 days to 12 hours", "5 moons to 6 moons",
                            "not on the same day", "1 day to 5 days and a bit"})
    EXPECT_FALSE(read_spread(words, {})) << words;
}

double percent(const contra_test::Element& element, const char* name) { return std::stod(element.attributes.at(name)); }

TEST(Window, IsDrawnInProportionWithItsWords) {
  check::Check check;
  check.form = check::Form::wait_after;
  check.after.window.must = Step{0, 5};
  check.after.window.better = Step{0, 7};
  check.spread = "12 hours to 30 days";
  Html html;
  draw_window(html, check, "w");
  const contra_test::HtmlPage page = contra_test::read_html(html.take());
  EXPECT_TRUE(page.faults.empty());
  ASSERT_EQ(page.all("rect").size(), 2u);
  const auto& better = *page.all("rect").at(0);
  const auto& must = *page.all("rect").at(1);
  EXPECT_EQ(must.attributes.at("class"), "must");
  EXPECT_EQ(better.attributes.at("class"), "better");
  EXPECT_NEAR(percent(must, "x"), 0, 0.01);
  EXPECT_NEAR(percent(must, "width"), percent(better, "x"), 0.02) << "the better time begins where the other ends";
  // On a logarithmic axis equal ratios are equal lengths: 5 to 7 days as 1 week to 9.8 days.
  EXPECT_NEAR(percent(must, "width"), 100 * std::log(10.0) / std::log(1600.0), 0.02);
  const auto& line = *page.all("line").at(6);  // after five of the grid and the axis
  EXPECT_EQ(line.attributes.at("class"), "spread");
  EXPECT_NEAR(percent(line, "x1"), 0, 0.01);
  EXPECT_NEAR(percent(line, "x2"), 100 * std::log(60.0) / std::log(1600.0), 0.02);
  EXPECT_EQ(page.all("figcaption").at(0)->text, "Must 5 days, better 7 days. The sources say 12 hours to 30 days.");
  EXPECT_EQ(page.all("title").at(0)->text,
            "On an axis of days: Must 5 days, better 7 days. The sources say 12 hours to 30 days.");
}

TEST(Window, IsDrawnAroundAnEvent) {
  check::Check check;
  check.form = check::Form::wait_from;
  check.from.before = Step{0, 28};
  check.spread = "28 days to 42 days";
  Html html;
  draw_window(html, check, "w");
  const contra_test::HtmlPage page = contra_test::read_html(html.take());
  EXPECT_TRUE(page.faults.empty());
  ASSERT_EQ(page.all("rect").size(), 2u);
  const auto& closed = *page.all("rect").at(0);
  const auto& event = *page.all("rect").at(1);
  EXPECT_NEAR(percent(closed, "x") + percent(closed, "width"), percent(event, "x"), 0.02);
  EXPECT_EQ(page.all("figcaption").at(0)->text,
            "Closed from 28 days before its start until its end. The sources say 28 days to 42 days.");
}

}  // namespace
}  // namespace contra::book
