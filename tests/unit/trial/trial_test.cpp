// From a test in rule text to an intake record, and from a decision to what a failing test says.
#include "trial/trial.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "rules.hpp"

namespace contra::trial {
namespace {

using Json = nlohmann::json;

const std::string vocabulary = R"(vocabulary words 1.0.0 "Words"
area face "face"
area neck "neck"
role practitioner "the practitioner"
role doctor "a doctor"
role dermatologist "a dermatologist" is a doctor
term product "product"
term retinoid "retinoid" is a product
term tretinoin "tretinoin" is a retinoid
list products "What do you use?" of product records exposures
  detail area area
ask birth_date "When were you born?" past day
ask last_burn "When did you last burn?" past day
ask pregnant "Are you pregnant?" yes or no
  not applicable counts as no
ask fever "Do you have a fever?" yes or no
ask keloid_self "Keloids, you?" yes or no
ask keloid_family "Keloids, family?" yes or no
ask keloid_box "Keloids, you or family?" yes or no, for any of keloid_self, keloid_family
ask weight "What do you weigh?" number in kg from 30 to 250
ask smoking "Do you smoke?" one of not_at_all, sometimes, daily in order
ask hair "What colour is your hair?" one of dark, fair
ask skin_type "Skin type" one of I, II, III, IV in order
  answered by practitioner
ask consulted "Was it talked through?" yes or no
  answered by practitioner
)";

const std::string pack = R"(pack needling 1.0.0 "Needling"
  use words 1
  depth in mm from 0.1 to 3
  needs birth_date, pregnant, skin_type
  form holds 12 months
  clearance holds 6 months
source house "House rule" house
check retinoid_cream "Retinoid"
  wait 5 days after last retinoid in treated area, better 7 days
  because "b" tell "t" cite house
check with_child "Pregnancy"
  wait while pregnant is yes
  because "b" tell "t" cite house
check fever_now "Fever"
  wait for clearance by doctor while fever is yes
  because "b" tell "t" cite house
check dark_skin "Darker skin"
  limit depth to 1.5 mm while skin_type is at least IV
  because "b" tell "t" cite house
check keloids "Keloids"
  wait for clearance by dermatologist while keloid_box is yes
  because "b" tell "t" cite house
check smokers "Smoking"
  note "heals more slowly" while smoking is at least sometimes
  because "b" tell "t" cite house
example person "Nothing found"
  visit 2026-03-16
  plan needling in face depth 1.0 mm
  given birth_date is 1988-05
  given skin_type is II
  given smoking is not_at_all
  given every other question no
)";

struct Tried {
  LoadedRules loaded;
  std::vector<Result> results;
};

Tried try_tests(const std::string& tests) {
  Tried out{load({{"words.contra", vocabulary}, {"needling.contra", pack + tests}}), {}};
  expect_loaded(out.loaded);
  if (out.loaded.rules) out.results = run_all(*out.loaded.rules, out.loaded.sources);
  return out;
}

/// The messages of the one test, joined; empty when it passes.
std::string outcome(const std::string& body) {
  const Tried tried = try_tests("test \"t\"\n" + body);
  if (tried.results.size() != 1) return "not one test";
  std::string out;
  for (const Failure& failure : tried.results[0].failures) out += (out.empty() ? "" : "; ") + failure.message;
  EXPECT_EQ(out.empty(), tried.results[0].passed);
  return out;
}

Json record_of(const std::string& body) {
  const Tried tried = try_tests("test \"t\"\n" + body + "\n  expect go\n");
  if (!tried.loaded.rules || tried.loaded.rules->tests.empty()) return {};
  return Json::parse(record_json(*tried.loaded.rules, tried.loaded.rules->tests[0]));
}

// --- records ------------------------------------------------------------------------------------------------

TEST(TrialRecord, EveryOtherQuestionNoLeavesOutWhatHasNoNo) {
  const Json record = record_of("  from person");
  EXPECT_EQ(record["record"], "contra.intake/1");
  EXPECT_EQ(record["visit"], "2026-03-16");
  EXPECT_EQ(record["plan"], Json::parse(R"([{"treatment": "needling", "area": ["face"], "depth": {"mm": 1.0}}])"));
  ASSERT_EQ(record["forms"].size(), 2U);
  const Json& form = record["forms"][0];
  EXPECT_EQ(form["kind"], "full");
  EXPECT_EQ(form["signed"], "2026-03-16");
  EXPECT_EQ(form["answers"],
            Json::parse(
                R"({"birth_date": "1988-05", "last_burn": "never", "pregnant": "no", "fever": "no", "keloid_self": "no",
      "keloid_family": "no", "keloid_box": "no", "smoking": "not_at_all", "products": "no"})"));
  EXPECT_EQ(record["forms"][1]["kind"], "practitioner");
  EXPECT_EQ(record["forms"][1]["answers"], Json::parse(R"({"skin_type": "II", "consulted": "no"})"));
}

TEST(TrialRecord, NearerAnswersReplaceThoseOfTheExample) {
  const Json record = record_of(
      "  from person\n  signed 2026-02-20\n  given pregnant is unsure\n  given fever is not asked\n  given skin_type "
      "is III or IV\n  given weight is 60.5 kg");
  const Json& answers = record["forms"][0]["answers"];
  EXPECT_EQ(record["forms"][0]["signed"], "2026-02-20");
  EXPECT_EQ(answers["pregnant"], "unsure");
  EXPECT_FALSE(answers.contains("fever"));
  EXPECT_EQ(answers["weight"], Json::parse(R"({"kg": 60.5})"));
  EXPECT_EQ(record["forms"][1]["signed"], "2026-03-16");
  EXPECT_EQ(record["forms"][1]["answers"]["skin_type"], Json::parse(R"({"one of": ["III", "IV"]})"));
}

TEST(TrialRecord, EntriesAndDatesInEveryForm) {
  const Json record = record_of(
      "  from person\n"
      "  given products asked retinoid: tretinoin last 2026-03-14 in face, \"green cream\" last unsure, retinoid start "
      "2025 end between 2026-01-01 and 2026-02-01,\n"
      "    retinoid last about 2 weeks ago, retinoid on in the last 6 months, retinoid last not in the last 1 year, "
      "retinoid last words \"last autumn\", retinoid ongoing, more\n"
      "  given last_burn is about 3 days ago");
  const Json& answers = record["forms"][0]["answers"];
  EXPECT_EQ(answers["last_burn"], Json::parse(R"({"about": "3 days ago"})"));
  EXPECT_EQ(answers["products"], Json::parse(R"({"asked": ["retinoid"], "entries": [
      {"term": "tretinoin", "last": "2026-03-14", "area": ["face"]}, {"text": "green cream", "last": "unsure"},
      {"term": "retinoid", "start": "2025", "end": {"between": ["2026-01-01", "2026-02-01"]}}, {"term": "retinoid", "last": {"about": "2 weeks ago"}},
      {"term": "retinoid", "on": {"in the last": "6 months"}}, {"term": "retinoid", "last": {"not in the last": "1 year"}},
      {"term": "retinoid", "last": {"words": "last autumn"}}, {"term": "retinoid", "ongoing": "yes"}], "more": "yes"})"));
}

TEST(TrialRecord, LaterFormsAndClearances) {
  const Json record = record_of(
      "  from person\n  as of 2026-03-15\n  signed 2026-02-20\n  form change signed 2026-03-12 nothing changed no\n  "
      "given pregnant is yes\n"
      "  form practitioner signed 2026-03-14\n  given skin_type is IV\n  given clearance for fever_now by "
      "dermatologist on 2026-03-10 until 2026-05-01");
  EXPECT_EQ(record["as_of"], "2026-03-15");
  ASSERT_EQ(record["forms"].size(), 4U);
  EXPECT_FALSE(record["forms"][0]["answers"].contains("pregnant"));  // given elsewhere, so not one of the others
  EXPECT_EQ(
      record["forms"][1],
      Json::parse(
          R"({"kind": "change", "signed": "2026-03-12", "by": "client", "nothing_changed": "no", "answers": {"pregnant": "yes"}})"));
  EXPECT_EQ(
      record["forms"][2],
      Json::parse(
          R"({"kind": "practitioner", "signed": "2026-03-14", "by": "practitioner", "answers": {"skin_type": "IV"}})"));
  EXPECT_EQ(record["forms"][3]["answers"],
            Json::parse(R"({"consulted": "no"})"));  // what the practitioner's form says stands there alone
  EXPECT_EQ(
      record["clearances"],
      Json::parse(R"([{"check": "fever_now", "by": "dermatologist", "on": "2026-03-10", "until": "2026-05-01"}])"));
}

TEST(TrialRecord, ABoxAndItsMembersDoNotContradictOneAnother) {
  EXPECT_EQ(record_of("  from person\n  given keloid_self is yes")["forms"][0]["answers"]["keloid_box"], "yes");
  EXPECT_FALSE(record_of("  from person\n  given keloid_self is unsure")["forms"][0]["answers"].contains("keloid_box"));
  EXPECT_EQ(record_of("  from person\n  given keloid_self is no")["forms"][0]["answers"]["keloid_box"], "no");
  EXPECT_FALSE(record_of("  from person\n  given keloid_box is yes")["forms"][0]["answers"].contains("keloid_self"));
}

TEST(TrialRecord, WithoutAnythingGivenTheFormIsThereAndEmpty) {
  const Json record = record_of("  visit 2026-03-16");
  EXPECT_EQ(record["plan"], Json::parse(R"([{"treatment": "needling"}])"));
  ASSERT_EQ(record["forms"].size(), 1U);
  EXPECT_TRUE(record["forms"][0]["answers"].empty());
}

// --- expectations -------------------------------------------------------------------------------------------

TEST(TrialOutcome, WhatHoldsPasses) {
  EXPECT_EQ(outcome("  from person\n  expect go, earliest 2026-03-16, better 2026-03-16, not because with_child, not "
                    "with smokers"),
            "");
  EXPECT_EQ(outcome("  from person\n  given products: tretinoin last 2026-03-14 in face\n"
                    "  expect wait until 2026-03-19, better 2026-03-21, only because retinoid_cream, because "
                    "retinoid_cream kind 1"),
            "");
  EXPECT_EQ(outcome("  from person\n  given pregnant is yes\n  expect wait, never, because with_child kind 2"), "");
  EXPECT_EQ(
      outcome("  from person\n  given pregnant is unsure\n  expect wait, because with_child kind 4, asks pregnant"),
      "");
  EXPECT_EQ(outcome("  from person\n  given fever is yes\n  expect wait, because fever_now kind 3, clearance by "
                    "doctor, clearance by dermatologist"),
            "");
  EXPECT_EQ(outcome("  from person\n  given smoking is daily\n  expect go, with smokers"), "");
  EXPECT_EQ(outcome("  from person\n  plan needling in face depth 2.0 mm\n  given skin_type is IV\n  expect wait, "
                    "because dark_skin kind 6, limit 1.5 mm"),
            "");
  EXPECT_EQ(outcome("  from person\n  signed 2025-03-16\n  expect go, holds until 2026-03-16"), "");
  EXPECT_EQ(outcome("  from person\n  signed 2025-03-15\n  expect wait, renewed"), "");
}

TEST(TrialOutcome, WhatDoesNotHoldSaysExpectedAndFound) {
  EXPECT_EQ(outcome("  from person\n  expect wait"), "expected WAIT, found GO");
  EXPECT_EQ(outcome("  from person\n  given pregnant is yes\n  expect go"),
            "expected GO, found WAIT with no day, because `with_child` (kind 2)");
  EXPECT_EQ(
      outcome("  from person\n  given products: tretinoin last 2026-03-14 in face\n  expect wait until 2026-03-18"),
      "expected WAIT until 2026-03-18, found WAIT until 2026-03-19, because `retinoid_cream` (kind 1)");
  EXPECT_EQ(outcome("  from person\n  given products: tretinoin last 2026-03-14 in face\n  expect earliest 2026-03-20"),
            "expected the earliest day 2026-03-20, found 2026-03-19, because `retinoid_cream` (kind 1)");
  EXPECT_EQ(outcome("  from person\n  expect never"), "expected no day at all, found 2026-03-16");
  EXPECT_EQ(outcome("  from person\n  expect renewed"), "expected GO once renewed, found GO");
  EXPECT_EQ(outcome("  from person\n  expect better 2026-03-17"),
            "expected the better day 2026-03-17, found 2026-03-16");
  EXPECT_EQ(outcome("  from person\n  expect no better"), "expected no better day, found 2026-03-16");
  EXPECT_EQ(outcome("  from person\n  expect because with_child"), "expected `with_child` among the reasons, found GO");
  EXPECT_EQ(outcome("  from person\n  given pregnant is yes\n  expect because with_child kind 1"),
            "expected `with_child` of kind 1 among the reasons, found WAIT with no day, because `with_child` (kind 2)");
  EXPECT_EQ(outcome("  from person\n  given pregnant is yes\n  given fever is yes\n  expect only because with_child"),
            "expected only `with_child`, found `fever_now` (kind 3) and `with_child` (kind 2)");
  EXPECT_EQ(outcome("  from person\n  given pregnant is yes\n  expect not because with_child"),
            "expected no reason `with_child`, found `with_child` (kind 2)");
  EXPECT_EQ(outcome("  from person\n  expect with smokers"), "expected condition or note `smokers`, found none");
  EXPECT_EQ(outcome("  from person\n  given smoking is daily\n  expect not with smokers"),
            "expected no condition or note `smokers`, found `smokers`");
  EXPECT_EQ(outcome("  from person\n  given pregnant is unsure\n  expect asks fever"),
            "expected a question about `fever`, found questions about `pregnant`");
  EXPECT_EQ(outcome("  from person\n  expect asks fever"), "expected a question about `fever`, found none");
  EXPECT_EQ(outcome("  from person\n  expect clearance by doctor"),
            "expected a clearance by `doctor` to help, found nothing that a clearance lifts");
}

TEST(TrialOutcome, EveryFailureHasThePlaceOfItsExpectation) {
  const Tried tried = try_tests("test \"t\"\n  from person\n  expect wait\n  expect go, never\n");
  ASSERT_EQ(tried.results.size(), 1U);
  const Result& result = tried.results[0];
  EXPECT_EQ(result.name, "t");
  EXPECT_EQ(result.pack, "needling");
  EXPECT_EQ(result.file, "needling.contra");
  EXPECT_FALSE(result.passed);
  ASSERT_EQ(result.failures.size(), 2U);
  EXPECT_EQ(tried.loaded.sources.slice(result.failures[0].span), "wait");
  EXPECT_EQ(tried.loaded.sources.slice(result.failures[1].span), "never");
}

TEST(TrialOutcome, AFaultyAnswerIsNamed) {
  const std::string found = outcome("  from person\n  given last_burn is 2026-03-20\n  expect go");
  EXPECT_NE(found.find("expected GO, found WAIT with no day, because `answers` (kind 4: "), std::string::npos) << found;
}

}  // namespace
}  // namespace contra::trial
