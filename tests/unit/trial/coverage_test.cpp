// What counts as shown: only what a test that passes would notice if it were otherwise.
#include "trial/coverage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "small_rules.hpp"
#include "trial/accepted.hpp"
#include "trial/reports.hpp"

namespace contra::trial {
namespace {

const std::string retinoid = R"(check cream "Retinoid"
  wait 5 days after last retinoid in treated area, better 7 days
  because "b" tell "t" cite house
)";

struct Seen {
  std::set<std::string> all, shown;
};

Seen cover_small(const std::string& checks, const std::string& tests) {
  const LoadedRules loaded = small(checks, tests);
  Seen out;
  if (!loaded.rules) return out;
  for (const auto& check : cover(*loaded.rules, loaded.sources).checks)
    for (const auto& point : check.points) {
      EXPECT_TRUE(out.all.insert(key_of(check, point)).second) << key_of(check, point) << " is there twice";
      if (!point.shown_by.empty()) out.shown.insert(key_of(check, point));
    }
  return out;
}

/// What `tests` show, each key that begins with `prefix`.
std::vector<std::string> shown(const std::string& checks, const std::string& tests, const std::string& prefix = {}) {
  std::vector<std::string> out;
  for (const auto& key : cover_small(checks, tests).shown)
    if (key.rfind(prefix, 0) == 0) out.push_back(key);
  return out;
}

using Keys = std::vector<std::string>;

std::string on(const std::string& day, const std::string& expect) {
  return "test \"" + day + "\"\n  from person\n  given products: tretinoin last " + day + " in face\n  expect " +
         expect + "\n";
}

TEST(Coverage, AWindowIsShownByTheDaysAroundItsEndAndNoOthers) {
  // The visit is on 16 March: 5 days after the 11th.
  EXPECT_EQ(shown(retinoid, on("2026-03-12", "wait until 2026-03-17"), "cream: wait"),
            Keys({"cream: wait: N-1", "cream: waits"}));
  EXPECT_EQ(shown(retinoid, on("2026-03-11", "go"), "cream: wait"), Keys{"cream: wait: N"});
  EXPECT_EQ(shown(retinoid, on("2026-03-10", "go"), "cream: wait"), Keys{"cream: wait: N+1"});
  EXPECT_EQ(shown(retinoid, on("2026-03-13", "wait until 2026-03-18"), "cream: wait"), Keys{"cream: waits"});
  EXPECT_EQ(shown(retinoid, on("2026-03-09", "go"), "cream: wait"), Keys{});
}

TEST(Coverage, ATestThatDoesNotLookShowsNothing) {
  // The very day, and an expectation that holds whatever the check does.
  const std::string note =
      "check fever_note \"Fever\"\n  note \"fever\" while fever is yes\n  because \"b\" cite house\n";
  EXPECT_EQ(shown(retinoid + note, on("2026-03-11", "not with fever_note"), "cream"), Keys{});
}

TEST(Coverage, ATestThatFailsShowsNothing) {
  EXPECT_EQ(shown(retinoid, on("2026-03-12", "wait until 2026-03-18")), Keys{});
}

TEST(Coverage, TheBetterTierHasBoundsOfItsOwn) {
  EXPECT_EQ(shown(retinoid, on("2026-03-10", "go, better 2026-03-17"), "cream: better"), Keys{"cream: better: N-1"});
  EXPECT_EQ(shown(retinoid, on("2026-03-09", "go, better 2026-03-16"), "cream: better"), Keys{"cream: better: N"});
  EXPECT_EQ(shown(retinoid, on("2026-03-09", "go"), "cream: better"), Keys{});
}

TEST(Coverage, MonthsAreCountedByTheCalendar) {
  const std::string months =
      "check cream \"Retinoid\"\n  wait 6 months after last retinoid\n  because \"b\" tell \"t\" cite house\n";
  // 31 August and 6 months is 1 March: there is no 31 February.
  const auto visit = [&](const std::string& day, const std::string& expect) {
    return shown(months,
                 "test \"t\"\n  from person, visit " + day +
                     "\n  given products: tretinoin last 2025-08-31 in face\n  expect " + expect + "\n",
                 "cream: wait:");
  };
  EXPECT_EQ(visit("2026-02-28", "wait until 2026-03-01"), Keys{"cream: wait: N-1"});
  EXPECT_EQ(visit("2026-03-01", "go"), Keys{"cream: wait: N"});
  EXPECT_EQ(visit("2026-03-02", "go"), Keys{"cream: wait: N+1"});
}

TEST(Coverage, ACheckThatOnlyMayWaitIsNotSeenToWait) {
  EXPECT_EQ(shown(retinoid, on("unsure", "wait"), "cream: wait"), Keys{});
  EXPECT_EQ(shown(retinoid, on("2026-03-14", "wait"), "cream: wait"), Keys{"cream: waits"});
}

TEST(Coverage, AnUnclearAnswerHasToBeTheOnlyOne) {
  const std::string fever =
      "check ill \"Ill\"\n  wait while fever is yes and pregnant is yes\n  because \"b\" tell \"t\" cite house\n";
  const auto with = [&](const std::string& givens) {
    return shown(fever, "test \"t\"\n  from person\n" + givens + "  expect wait\n", "ill: unclear");
  };
  EXPECT_EQ(with("  given fever is unsure\n  given pregnant is yes\n"), Keys{"ill: unclear fever"});
  EXPECT_EQ(with("  given fever is unsure\n  given pregnant is unsure\n"), Keys{});
  EXPECT_EQ(with("  given fever is yes\n  given pregnant is not asked\n"), Keys{"ill: unclear pregnant"});
}

TEST(Coverage, EachWayToBeUnclearCounts) {
  for (const char* given : {"products: tretinoin last 2026-03 in face", "products: tretinoin last 2026-03-14",
                            "products: \"the green cream\" last 2026-03-14 in face",
                            "products: product last 2026-03-14 in face", "products is declined"})
    EXPECT_EQ(shown(retinoid, std::string("test \"t\"\n  from person\n  given ") + given + "\n  expect wait\n",
                    "cream: unclear"),
              Keys{"cream: unclear products"})
        << given;
}

TEST(Coverage, AnOperandIsShownWhereItDecides) {
  const std::string either =
      "check ill \"Ill\"\n  wait while fever is yes or pregnant is yes\n  because \"b\" tell \"t\" cite house\n";
  EXPECT_EQ(shown(either, "test \"t\"\n  from person\n  given fever is yes\n  expect wait\n", "ill: `"),
            Keys{"ill: `fever is yes` true"});
  // Both hold: neither decides.
  EXPECT_EQ(shown(either, "test \"t\"\n  from person\n  given fever is yes\n  given pregnant is yes\n  expect wait\n",
                  "ill: `"),
            Keys{});
  EXPECT_EQ(shown(either, "test \"t\"\n  from person\n  expect go\n", "ill: `"),
            Keys({"ill: `fever is yes` false", "ill: `pregnant is yes` false"}));
}

TEST(Coverage, ThresholdsLimitsAgesAndClauses) {
  const std::string checks = R"(check deeper "Darker skin"
  limit depth to 1.5 mm while skin_type is at least IV
  because "b" tell "t" cite house
check young "Under 18"
  wait while age is under 18 years
  because "b" tell "t" cite house
check thin "Thinner"
  wait for clearance by doctor while taking thinner
  unless taking antiviral
  because "b" tell "t" cite house
check soon "Soon"
  note "soon" while planned laser within 14 days after visit
  because "b" cite house
check lapsing "Lapsing"
  wait while fever is yes
  because "b" tell "t" cite house
  effective from 2026-03-16
)";
  const Seen seen = cover_small(checks, R"(test "IV at 1.5"
  from person
  plan needling in face depth 1.5 mm
  given skin_type is IV
  expect go
test "IV at 1.6"
  from person
  plan needling in face depth 1.6 mm
  given skin_type is IV
  expect wait
test "III at 1.6"
  from person
  plan needling in face depth 1.6 mm
  given skin_type is III
  expect go
test "the day before the birthday"
  from person
  given birth_date is 2008-03-17
  expect wait until 2026-03-17
test "the birthday"
  from person
  given birth_date is 2008-03-16
  expect go
test "thinner, with an antiviral"
  from person
  given medicines: aspirin ongoing, antiviral ongoing
  expect go
test "thinner, cleared"
  from person
  given medicines: aspirin ongoing
  given clearance for thin by doctor on 2026-03-16
  expect go
test "14 days ahead"
  from person
  given plans: laser on 2026-03-30 in face
  expect go, with soon
test "15 days ahead"
  from person
  given plans: laser on 2026-03-31 in face
  expect go, not with soon
test "the first day of the rule"
  from person
  given fever is yes
  expect wait
)");
  for (const char* key :
       {"deeper: limit: 1.5 mm", "deeper: limit: 1.6 mm", "deeper: skin_type is IV", "deeper: skin_type is III",
        "young: age 18: N-1", "young: age 18: N", "thin: `unless` opens", "thin: is cleared", "soon: within 14 days: N",
        "soon: within 14 days: N+1", "lapsing: effective from: the day"})
    EXPECT_TRUE(seen.shown.count(key) == 1) << key;
  for (const char* key :
       {"deeper: limit: 1.4 mm", "deeper: skin_type is V", "young: age 18: N+1", "thin: `unless` stays shut",
        "soon: within 14 days: N-1", "lapsing: effective from: the day before"})
    EXPECT_TRUE(seen.all.count(key) == 1 && seen.shown.count(key) == 0) << key;
}

TEST(Coverage, APeriodIsClosedOnBothSides) {
  const std::string around =
      "check around \"Around\"\n  wait from 7 days before start of laser until 3 days after its end\n  because \"b\" "
      "tell \"t\" cite house\n";
  const auto with = [&](const std::string& given, const std::string& expect) {
    return shown(around, "test \"t\"\n  from person\n  given " + given + "\n  expect " + expect + "\n", "around: b");
  };
  EXPECT_EQ(with("plans: laser start 2026-03-24 end 2026-03-25 in face", "go"), Keys{"around: before its start: N+1"});
  EXPECT_EQ(with("plans: laser start 2026-03-23 end 2026-03-25 in face", "wait"), Keys{"around: before its start: N"});
  EXPECT_EQ(with("plans: laser start 2026-03-22 end 2026-03-25 in face", "wait"),
            Keys{"around: before its start: N-1"});
  const auto after = [&](const std::string& end, const std::string& expect) {
    return shown(around,
                 "test \"t\"\n  from person\n  given procedures: laser start 2026-03-01 end " + end +
                     " in face\n  expect " + expect + "\n",
                 "around: a");
  };
  EXPECT_EQ(after("2026-03-14", "wait until 2026-03-17"), Keys{"around: after its end: N-1"});
  EXPECT_EQ(after("2026-03-13", "go"), Keys{"around: after its end: N"});
  EXPECT_EQ(after("2026-03-12", "go"), Keys{"around: after its end: N+1"});
}

TEST(Coverage, ARowIsShownByAnEventOfIt) {
  const std::string rows = R"(check peels "Peels"
  wait after last peel in treated area by depth
    superficial 14 days
    medium or deep 42 days
  because "b" tell "t" cite house
)";
  const auto with = [&](const std::string& given, const std::string& expect) {
    return shown(rows, "test \"t\"\n  from person\n  given procedures: " + given + "\n  expect " + expect + "\n",
                 "peels: row");
  };
  EXPECT_EQ(with("peel on 2026-03-03 depth superficial in face", "wait until 2026-03-17"),
            Keys({"peels: row superficial", "peels: row superficial: N-1"}));
  EXPECT_EQ(with("peel on 2026-02-02 depth deep in face", "go"), Keys{"peels: row medium or deep: N"});
}

// --- accepted, reports ---------------------------------------------------------------------------------------

TEST(Accepted, AReasonIsNeededAndAStaleEntryIsAFault) {
  std::vector<AcceptedFault> faults;
  auto list = read_accepted("unnoticed.txt", R"(# a comment

cream: wait: N
  because nobody knows
  about it
cream: wait: N-1
cream: gone
  because it was there
)",
                            {"needling"}, faults);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].line, 6U);
  const LoadedRules loaded = small(retinoid, on("2026-03-09", "go"));
  ASSERT_TRUE(loaded.rules.has_value());
  Coverage coverage = cover(*loaded.rules, loaded.sources);
  accept(coverage, list);
  std::size_t accepted = 0;
  for (const auto& point : coverage.checks.at(0).points) {
    if (point.accepted.empty()) continue;
    ++accepted;
    EXPECT_EQ(point.what, "wait: N");
    EXPECT_EQ(point.accepted, "because nobody knows about it");
  }
  EXPECT_EQ(accepted, 1U);
  const auto old = stale(list, true, true);
  ASSERT_EQ(old.size(), 1U);
  EXPECT_NE(old[0].message.find("`cream: gone`"), std::string::npos) << old[0].message;
  EXPECT_TRUE(stale(list, false, true).empty()) << "coverage was not asked for";
}

TEST(Accepted, WhatIsShownAfterAllMustNotStayListed) {
  std::vector<AcceptedFault> faults;
  auto list = read_accepted("unnoticed.txt", "cream: wait: N\n  because it cannot be\n", {"needling"}, faults);
  const LoadedRules loaded = small(retinoid, on("2026-03-11", "go"));
  ASSERT_TRUE(loaded.rules.has_value());
  Coverage coverage = cover(*loaded.rules, loaded.sources);
  accept(coverage, list);
  EXPECT_EQ(stale(list, true, false).size(), 1U);
}

TEST(Reports, JUnitEscapesAndCounts) {
  const LoadedRules loaded =
      small(retinoid, "test \"a <b> & 'c'\"\n  from person\n  expect wait\n" + on("2026-03-11", "go"));
  ASSERT_TRUE(loaded.rules.has_value());
  const std::string xml = junit_xml(run_all(*loaded.rules, loaded.sources), loaded.sources);
  EXPECT_NE(xml.find("<testsuite name=\"tests.contra\" tests=\"2\" failures=\"1\""), std::string::npos) << xml;
  EXPECT_NE(xml.find("name=\"a &lt;b&gt; &amp; 'c'\""), std::string::npos) << xml;
  EXPECT_NE(xml.find("message=\"expected WAIT, found GO\""), std::string::npos) << xml;
}

TEST(Reports, LcovCountsLinesAndBranches) {
  const LoadedRules loaded = small(retinoid, on("2026-03-11", "go"));
  ASSERT_TRUE(loaded.rules.has_value());
  const std::string trace = lcov_trace(cover(*loaded.rules, loaded.sources), loaded.sources);
  EXPECT_EQ(trace.find("TN:\nSF:needling.contra\n"), 0U) << trace;
  EXPECT_NE(trace.find("\nLF:"), std::string::npos) << trace;
  EXPECT_EQ(trace.substr(trace.size() - 14), "end_of_record\n");
}

}  // namespace
}  // namespace contra::trial
