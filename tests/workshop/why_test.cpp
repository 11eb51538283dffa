// contra why: the tree that a practitioner reads, and that what it says is what the decision says.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "contra/date.hpp"
#include "workshop/page.hpp"

namespace {

using contra_test::hold_page;
using contra_test::Page;
using contra_test::Ran;
using nlohmann::json;

const std::string root = CONTRA_SOURCE_DIR;

Ran contra(const std::string& arguments) { return contra_test::run_command(root, arguments); }

class WhyPage : public testing::TestWithParam<Page> {};

TEST_P(WhyPage, IsAsRead) { hold_page("why", GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    All, WhyPage,
    testing::Values(Page{"why_wait", "samples/intakes/c-0110-several-windows.json", 1},
                    Page{"why_vague", "samples/intakes/c-0104-vague-and-too-near.json", 1},
                    Page{"why_unasked", "samples/intakes/c-0108-not-asked.json", 1},
                    Page{"why_cleared", "samples/intakes/c-0132-cold-sore-seen-healed.json", 0},
                    Page{"why_idle_clearance", "samples/intakes/c-0120-cleared-for-another-medicine.json", 1},
                    Page{"why_planned", "samples/intakes/c-0113-beach-holiday-planned.json", 1},
                    Page{"why_no_such_day", "samples/intakes/c-0116-thirty-first-of-february.json", 1},
                    Page{"why_policy",
                         "samples/intakes/c-0139-harbour-skin.json --policy samples/policies/harbour_skin.contra", 1},
                    Page{"why_limit", "samples/intakes/c-0118-darker-skin-deep-needles.json", 1},
                    Page{"why_may_be", "samples/intakes/c-0142-diabetes-control-not-sure.json", 1},
                    Page{"why_plain", "samples/intakes/c-0102-tretinoin-two-days-before.json --plain", 1},
                    Page{"why_only_passing", "samples/intakes/c-0132-cold-sore-seen-healed.json --only patch_test", 0},
                    Page{"why_month_end", "tests/workshop/records/month_end.json --only isotretinoin", 1},
                    Page{"why_month_end_of_a_table", "tests/workshop/records/month_end.json --only peel", 1},
                    Page{"why_birthday", "tests/workshop/records/month_end.json --only age_authorised", 1}),
    [](const auto& of) { return std::string(of.param.name); });

/// Every sum that a tree states: "… = 19 March 2026, the first GO day".
void first_go_days(const json& tree, std::set<std::string>& days) {
  if (tree.is_object() && tree.contains("dates"))
    for (const json& item : tree.at("dates")) {
      const std::string line = item;
      const std::size_t end = line.find(", the first GO day"), begin = line.rfind("= ", end);
      if (end != std::string::npos && begin != std::string::npos) days.insert(line.substr(begin + 2, end - begin - 2));
    }
  if (tree.is_structured())
    for (const auto& inner : tree) first_go_days(inner, days);
}

TEST(Why, WorksTheDatesOutToTheDayThatTheEngineFinds) {
  std::size_t compared = 0;
  for (const auto& file : std::filesystem::directory_iterator(root + "/samples/intakes")) {
    if (file.path().extension() != ".json") continue;
    const Ran run = contra("why --json '" + file.path().string() + "'");
    if (run.code == 2) continue;  // no record
    const json why = json::parse(run.out);
    for (const json& treatment : why.at("treatments"))
      for (const json& check : treatment.at("checks")) {
        if (check.at("state") != "waits" && check.at("state") != "may_wait") continue;
        if (check.contains("clearances") || check.at("rules").size() != 1) continue;
        std::set<std::string> days;
        first_go_days(check, days);
        const std::string until = check.at("days").at(0);
        if (days.empty() || until.find("no GO day") != std::string::npos) continue;
        if (check.at("rules").at(0).at("sentence").get<std::string>().find("After that, until") != std::string::npos)
          continue;
        bool found = false;  // the window that lasts longest is among those that were worked out
        for (const std::string& day : days) found = found || until.find(day) != std::string::npos;
        EXPECT_TRUE(found) << file.path().filename() << " " << check.at("check") << ": " << until;
        ++compared;
      }
  }
  EXPECT_GT(compared, 8u);
}

TEST(Why, GivesEachOperandTheTruthThatTheWholeHas) {
  // and, or and not of the operands (no < maybe < yes) give the whole, except where two maybes are one answer.
  const auto rank = [](const json& operand) {
    const std::string holds = operand.at("holds");
    return holds == "yes" ? 2 : holds == "maybe" ? 1 : 0;
  };
  std::size_t joined = 0;
  const std::function<void(const json&)> visit = [&](const json& tree) {
    if (tree.is_object()) {
      int low = 2, high = 0;
      for (const char* joint : {"all_of", "any_of", "not"}) {
        if (!tree.contains(joint)) continue;
        for (const json& inner : tree.at(joint)) {
          low = std::min(low, rank(inner));
          high = std::max(high, rank(inner));
        }
        const int whole = std::string(joint) == "all_of" ? low : std::string(joint) == "any_of" ? high : 2 - low;
        EXPECT_EQ(rank(tree), whole) << tree.dump();
        ++joined;
      }
    }
    if (tree.is_structured())
      for (const auto& inner : tree) visit(inner);
  };
  for (const char* name : {"c-0102-tretinoin-two-days-before", "c-0108-not-asked", "c-0417-every-form-once",
                           "c-0132-cold-sore-seen-healed", "c-0136-deep-peel-darker-skin"})
    visit(json::parse(contra("why --json samples/intakes/" + std::string(name) + ".json").out));
  EXPECT_GT(joined, 40u);
}

TEST(Why, GivesAConditionTheTruthThatItsCheckActsOn) {
  std::map<std::string, std::size_t> seen;
  for (const char* name : {"c-0102-tretinoin-two-days-before", "c-0108-not-asked", "c-0417-every-form-once"}) {
    const json why = json::parse(contra("why --json samples/intakes/" + std::string(name) + ".json").out);
    for (const json& check : why.at("treatments").at(0).at("checks")) {
      if (!check.contains("rules") || check.at("rules").size() != 1 || check.contains("clearances")) continue;
      const json& rule = check.at("rules").at(0);
      if (rule.at("sentence").get<std::string>().rfind("Wait", 0) != 0 || !rule.contains("condition") ||
          rule.contains("unless"))
        continue;
      const std::string state = check.at("state"), holds = rule.at("condition").at("holds");
      EXPECT_EQ(holds, state == "waits" ? "yes" : state == "may_wait" ? "maybe" : "no") << name << check.at("check");
      EXPECT_EQ(holds, rule.at("holds")) << name << check.at("check");
      ++seen[holds];
    }
  }
  for (const char* holds : {"yes", "maybe", "no"}) EXPECT_GT(seen[holds], 0u) << holds;
}

TEST(Why, SaysTheChecksThatTheDecisionSays) {
  for (const char* name : {"c-0104-vague-and-too-near", "c-0110-several-windows", "c-0134-needling-go-light-wait"}) {
    const std::string file = "samples/intakes/" + std::string(name) + ".json";
    const json why = json::parse(contra("why --json " + file).out),
               screen = json::parse(contra("screen --json " + file).out);
    EXPECT_EQ(why.at("verdict"), screen.at("verdict"));
    for (std::size_t i = 0; i < why.at("treatments").size(); ++i) {
      std::set<std::string> said, decided;
      for (const json& check : why.at("treatments").at(i).at("checks"))
        if (check.at("state") == "waits" || check.at("state") == "may_wait" || check.at("state") == "record")
          said.insert(check.at("check"));
      for (const json& reason : screen.at("treatments").at(i).at("reasons")) decided.insert(reason.at("check"));
      EXPECT_EQ(said, decided) << name;
    }
  }
}

TEST(Why, RefusesWhatItCannotMean) {
  const std::string file = "why samples/intakes/c-0102-tretinoin-two-days-before.json ";
  Ran run = contra(file + "--only topical_retinoi");
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_NE(run.err.find("did you mean `topical_retinoid`?"), std::string::npos) << run.err;
  run = contra(file + "--on 2026-02-30");
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.err.find("--on 2026-02-30"), std::string::npos) << run.err;
  run = contra("why samples/intakes");
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.err.find("more than one record"), std::string::npos) << run.err;
  run = contra("why samples/intakes/c-0143-not-a-record.json");
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.out, "");
}

TEST(Why, DecidesForTheDayThatIsAsked) {
  const std::string file = "why samples/intakes/c-0102-tretinoin-two-days-before.json ";
  EXPECT_EQ(contra(file + "--on 2026-03-18").code, 1);
  const Ran go = contra(file + "--on 2026-03-19");
  EXPECT_EQ(go.code, 0);
  EXPECT_NE(go.out.find("1 check says that a later day is better"), std::string::npos) << go.out;
}

}  // namespace
