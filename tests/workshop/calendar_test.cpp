// contra calendar: the months that a practitioner reads, and that each day is what the decision for that day says.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "contra/date.hpp"
#include "workshop/page.hpp"

namespace {

using contra_test::hold_page;
using contra_test::Page;
using contra_test::Ran;
using nlohmann::json;

const std::string root = CONTRA_SOURCE_DIR;

Ran contra(const std::string& arguments) { return contra_test::run_command(root, arguments); }

class CalendarPage : public testing::TestWithParam<Page> {};

TEST_P(CalendarPage, IsAsRead) { hold_page("calendar", GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    All, CalendarPage,
    testing::Values(Page{"calendar_windows", "samples/intakes/c-0110-several-windows.json", 1},
                    Page{"calendar_vague", "samples/intakes/c-0104-vague-and-too-near.json", 1},
                    Page{"calendar_two_treatments", "samples/intakes/c-0134-needling-go-light-wait.json --months 1", 1},
                    Page{"calendar_renewed", "samples/intakes/c-0121-old-form.json --months 1", 1},
                    Page{"calendar_no_such_day", "samples/intakes/c-0116-thirty-first-of-february.json --months 1", 1},
                    Page{"calendar_later",
                         "samples/intakes/c-0113-beach-holiday-planned.json --from 2026-04-09 --months 3", 1},
                    Page{"calendar_plain", "samples/intakes/c-0104-vague-and-too-near.json --plain", 1}),
    [](const auto& of) { return std::string(of.param.name); });

TEST(Calendar, SaysOfEachDayWhatTheDecisionForThatDaySays) {
  for (const char* name :
       {"c-0104-vague-and-too-near", "c-0110-several-windows", "c-0113-beach-holiday-planned",
        "c-0116-thirty-first-of-february", "c-0119-blood-thinner-cleared", "c-0134-needling-go-light-wait"}) {
    const std::string file = "samples/intakes/" + std::string(name) + ".json";
    const json calendar = json::parse(contra("calendar --json " + file).out);
    for (std::size_t t = 0; t < calendar.at("treatments").size(); ++t) {
      std::string expected = calendar.at("from");
      for (const json& run : calendar.at("treatments").at(t).at("runs")) {
        EXPECT_EQ(run.at("from"), expected) << "days are missing or told twice";
        const std::string state = run.at("state"), last = run.at("to");
        expected = contra::to_iso(contra::next(*contra::parse_iso_day(last)));
        for (const std::string& day : {run.at("from").get<std::string>(), last}) {
          const json decided = json::parse(
              contra("screen --json " + file + " --as-of " + calendar.at("as_of").get<std::string>() + " --on " + day)
                  .out);
          const json& treatment = decided.at("treatments").at(t);
          const bool go = state == "go" || state == "go_later_is_better";
          EXPECT_EQ(treatment.at("verdict"), go ? "GO" : "WAIT") << name << " " << day;
          if (go) {
            EXPECT_EQ(treatment.at("preferred") == day, state == "go") << name << " " << day;
          }
          if (state == "go_once_renewed") {
            EXPECT_EQ(treatment.at("earliest"), day) << name;
          }
          bool sure = false;
          for (const json& reason : treatment.at("reasons"))
            sure = sure || (reason.at("sure") == true && reason.at("check") != "answers" &&
                            reason.at("check") != "needs" && reason.at("check") != "form_validity");
          if (state == "wait") {
            EXPECT_TRUE(sure) << name << " " << day;
          }
          if (state == "unclear") {
            EXPECT_FALSE(sure) << name << " " << day;
          }
        }
      }
      const std::string to = calendar.at("to");
      EXPECT_EQ(expected, contra::to_iso(contra::next(*contra::parse_iso_day(to))));
    }
  }
}

TEST(Calendar, BeginsWeeksOnMonday) {
  // 1 June 2026 is a Monday, 1 November 2026 a Sunday.
  const std::string file = "calendar samples/intakes/c-0101-nothing-found.json --months 1 --from ";
  const std::string june = contra(file + "2026-06-15").out, november = contra(file + "2026-11-15").out;
  EXPECT_NE(june.find("\n  1"), std::string::npos) << june;
  EXPECT_NE(november.find("\n                                1"), std::string::npos) << november;
}

TEST(Calendar, ShowsEveryMonthThatIsAskedFor) {
  const std::string out =
      contra("calendar samples/intakes/c-0101-nothing-found.json --from 2026-11-30 --months 24").out;
  for (const char* month : {"November 2026", "December 2026", "February 2028", "October 2028"})
    EXPECT_NE(out.find(month), std::string::npos) << month;
  EXPECT_EQ(out.find("November 2028"), std::string::npos);
  EXPECT_EQ(contra("calendar samples/intakes/c-0101-nothing-found.json --months 0").code, 2);
  EXPECT_EQ(contra("calendar samples/intakes/c-0101-nothing-found.json --from soon").code, 2);
  // The end of the calendar is an end, not a fault.
  EXPECT_EQ(contra("calendar samples/intakes/c-0101-nothing-found.json --from 2200-11-30 --months 24").code, 0);
}

}  // namespace
