// Lines of a tree and rows in several tones, and the months of a calendar.
#include "present/page.hpp"

#include <gtest/gtest.h>

#include "present/month_calendar.hpp"

namespace contra::present {
namespace {

TEST(Page, WrapsBehindTheLinesOfATree) {
  Page page({30, false, false, false});
  page.branch("├─ ", "│  │  ", "one two three four five six seven eight");
  EXPECT_EQ(page.take(), "├─ one two three four five\n│  │  six seven eight\n");
  // No room is left: twenty columns all the same.
  Page narrow({20, false, false, false});
  narrow.branch("│  │  │  │  └─ ", "│  │  │  │     ", "aaaaaaaaaa bbbbbbbbb ccc");
  EXPECT_EQ(narrow.take(), "│  │  │  │  └─ aaaaaaaaaa bbbbbbbbb\n│  │  │  │     ccc\n");
}

TEST(Page, KeepsTheSpacesOfARowAndItsTones) {
  Page page({80, true, false, false});
  page.row({{" 1", Tone::quiet}, {"  ", Tone::normal}, {"●", Tone::go}, {"   ", Tone::normal}});
  EXPECT_EQ(page.take(), "\x1b[2m 1\x1b[0m  \x1b[1;32m●\x1b[0m\n");
}

TEST(Calendar, TakesWholeMonths) {
  const auto day = [](const char* iso) { return *parse_iso_day(iso); };
  const time::DayInterval two = months_from(day("2026-01-31"), 2);
  EXPECT_EQ(to_iso(two.first), "2026-01-01");
  EXPECT_EQ(to_iso(two.last), "2026-02-28");
  EXPECT_EQ(to_iso(months_from(day("2027-12-01"), 3).last), "2028-02-29");
  EXPECT_EQ(to_iso(months_from(day("2200-12-31"), 24).last), "2200-12-31");
  EXPECT_EQ(to_iso(months_from(day("1900-01-01"), 1).first), "1900-01-01");
}

}  // namespace
}  // namespace contra::present
