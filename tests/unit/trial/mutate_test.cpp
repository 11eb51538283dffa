// Which changes are made, which are refused, and which tests notice them.
#include "trial/mutate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "small_rules.hpp"
#include "trial/accepted.hpp"
#include "trial/suggest.hpp"
#include "trial/trial.hpp"

namespace contra::trial {
namespace {

std::set<std::string> keys(const Mutation& mutation, bool noticed) {
  std::set<std::string> out;
  for (const auto& mutant : mutation.mutants)
    if (mutant.noticed_by.empty() != noticed) out.insert(key_of(mutant));
  return out;
}

Mutation mutants_of_small(const std::string& check, const std::string& tests = {}) {
  const std::string other = "check other \"Other\"\n  wait while fever is yes\n  because \"b\" tell \"t\" cite house\n";
  const LoadedRules loaded =
      small(check + other, tests + "test \"nothing\"\n  from person\n  expect better 2026-03-16\n");
  return loaded.rules ? mutate(*loaded.rules, loaded.sources, {}, 1) : Mutation{};
}

std::set<std::string> made(const std::string& check) {
  std::set<std::string> out;
  for (const auto& mutant : mutants_of_small(check).mutants)
    if (mutant.check == "one") out.insert(mutant.before + " -> " + mutant.after);
  return out;
}

using Keys = std::set<std::string>;

TEST(Mutate, AWindow) {
  EXPECT_EQ(
      made("check one \"One\"\n  wait 5 days after last retinoid in treated area, better 7 days\n  because \"b\" tell "
           "\"t\" cite house\n"),
      Keys({"wait 5 days -> wait 4 days", "wait 5 days -> wait 6 days", "better 7 days -> better 6 days",
            "better 7 days -> better 8 days", "better 7 days -> nothing", "wait -> better",
            "in treated area -> nothing", "retinoid -> product", "retinoid -> tretinoin", "retinoid -> adapalene"}));
}

TEST(Mutate, WhatTheCheckRoomRefusesIsNoMutant) {
  // A better day must lie behind the wait, and no wait is of no days.
  const Mutation tight = mutants_of_small(
      "check one \"One\"\n  wait 1 day after last retinoid, better 2 days\n  because \"b\" tell \"t\" cite house\n");
  Keys windows;
  for (const auto& mutant : tight.mutants)
    if (mutant.check == "one" && mutant.before.find("day") != std::string::npos)
      windows.insert(mutant.before + " -> " + mutant.after);
  EXPECT_EQ(windows, Keys({"better 2 days -> better 3 days", "better 2 days -> nothing"}));
  EXPECT_GE(tight.refused, 3U);
}

TEST(Mutate, ConditionsAndClauses) {
  const Keys found = made(R"(check one "One"
  wait for clearance by doctor or surgeon while taking aspirin or heparin and skin_type is at least III
  unless taking antiviral where prescribed is yes
  because "b" tell "t" cite house
)");
  for (const char* key :
       {"wait for clearance -> note", "wait for clearance -> wait", "by doctor -> nothing", "by surgeon -> nothing",
        "aspirin -> nothing", "heparin -> nothing", "aspirin -> thinner",
        "skin_type is at least III -> skin_type is above III", "skin_type is at least III -> skin_type is at least II",
        "skin_type is at least III -> nothing", "taking aspirin or heparin -> nothing",
        "unless taking antiviral where prescribed is yes -> nothing", "where prescribed is yes -> nothing",
        "prescribed is yes -> prescribed is not yes",
        "taking aspirin or heparin and skin_type is at least III -> the same with `or`"})
    EXPECT_EQ(found.count(key), 1U) << key;
  const Keys any =
      made("check one \"One\"\n  note \"n\" while any laser in treated area\n  because \"b\" cite house\n");
  for (const char* key : {"any -> no", "in treated area -> nothing", "laser -> procedure", "note -> nothing"})
    EXPECT_EQ(any.count(key), 1U) << key;
  const Keys limit = made(
      "check one \"One\"\n  limit depth to 1.5 mm while age is under 18 years\n  because \"b\" tell \"t\" cite "
      "house\n");
  for (const char* key :
       {"limit 1.5 mm -> limit 1.4 mm", "limit 1.5 mm -> limit 1.6 mm", "limit -> note",
        "age is under 18 years -> age is at most 18 years", "age is under 18 years -> age is under 17 years"})
    EXPECT_EQ(limit.count(key), 1U) << key;
  const Keys months =
      made("check one \"One\"\n  wait 6 months after last retinoid\n  because \"b\" tell \"t\" cite house\n");
  for (const char* key : {"wait 6 months -> wait 5 months", "wait 6 months -> wait 7 months",
                          "wait 6 months -> wait 6 months less a day", "wait 6 months -> wait 6 months and a day"})
    EXPECT_EQ(months.count(key), 1U) << key;
  const Keys period = made(
      "check one \"One\"\n  wait from 7 days before start of laser until its end\n  then cleared by doctor\n  because "
      "\"b\" tell \"t\" cite house\n");
  for (const char* key :
       {"from 7 days -> from 6 days", "from 7 days -> from 8 days", "until its end -> until 2 days after its end",
        "then cleared by -> nothing", "wait -> nothing"})
    EXPECT_EQ(period.count(key), 1U) << key;
  const Keys roles = made(
      "check one \"One\"\n  wait for clearance by surgeon while fever is yes\n  because \"b\" tell \"t\" cite house\n");
  EXPECT_EQ(roles.count("by surgeon -> by doctor"), 1U);
  EXPECT_EQ(found.count("by surgeon -> by doctor"), 0U);  // the doctor is asked already
  Keys pack;
  for (const auto& mutant : mutants_of_small("").mutants)
    if (mutant.check == "needling") pack.insert(mutant.before + " -> " + mutant.after);
  EXPECT_EQ(pack, Keys({"needs birth_date -> nothing", "form holds 12 months -> form holds 12 months and 1 day",
                        "form holds 12 months -> form holds 12 months less 1 day"}));
}

const std::string cream =
    "check one \"One\"\n  wait 5 days after last retinoid\n  because \"b\" tell \"t\" cite house\n";

std::string used(const std::string& day, const std::string& expect) {
  return "test \"" + day + "\"\n  from person\n  given products: tretinoin last " + day + " in face\n  expect " +
         expect + "\n";
}

TEST(Mutate, ADayIsNoticedByTheTestBesideIt) {
  const Mutation far = mutants_of_small(cream, used("2026-03-14", "wait") + used("2026-03-01", "go"));
  EXPECT_EQ(keys(far, false).count("one: wait 5 days -> wait 4 days"), 1U);
  EXPECT_EQ(keys(far, false).count("one: wait 5 days -> wait 6 days"), 1U);
  const Mutation near = mutants_of_small(cream, used("2026-03-12", "wait") + used("2026-03-11", "go"));
  EXPECT_EQ(keys(near, true).count("one: wait 5 days -> wait 4 days"), 1U);
  EXPECT_EQ(keys(near, true).count("one: wait 5 days -> wait 6 days"), 1U);
}

TEST(Mutate, ATestThatFailsNoticesNothing) {
  const Mutation mutation = mutants_of_small(cream, used("2026-03-12", "wait until 2026-03-18"));
  EXPECT_EQ(keys(mutation, false).count("one: wait 5 days -> wait 4 days"), 1U);
}

TEST(Mutate, AnUnlessThatOpensOnAnUnknownIsNotHidden) {
  // `any medicine` surely holds as soon as something is named, whatever it is: it lets through whom nobody knows.
  const std::string wide =
      "check one \"One\"\n  wait while fever is yes\n  unless any medicine\n  because \"b\" tell \"t\" cite house\n";
  const std::string tests = R"(test "with an antiviral"
  from person
  given fever is yes
  given medicines: antiviral ongoing
  expect go
test "without"
  from person
  given fever is yes
  expect wait
)";
  // The tests pass, and nobody has tried it with something that is not known: the narrower rule passes them too.
  EXPECT_EQ(keys(mutants_of_small(wide, tests), false).count("one: medicine -> antiviral"), 1U);
  const std::string unknown = R"(test "with something that nobody knows"
  from person
  given fever is yes
  given medicines: "white tablets" ongoing
  expect wait, because one kind 4
)";
  const LoadedRules loaded = small(wide, tests + unknown);
  ASSERT_TRUE(loaded.rules.has_value());
  const auto results = run_all(*loaded.rules, loaded.sources);
  EXPECT_FALSE(std::all_of(results.begin(), results.end(), [](const Result& r) { return r.passed; }))
      << "the test of the unclear answer finds it";
}

TEST(Mutate, APolicyIsChangedUnderItsOwnTests) {
  const std::string policy = R"(policy "Clinic" on needling 1
  form holds 6 months
  needs fever
source clinic "House rule" house
loosen one: wait 3 days after last retinoid
  because "b"
  approved by "A. Invented"
  until 2026-12-31
  cite clinic
)";
  const std::string tests =
      "tests for needling\n" + used("2026-03-14", "wait until 2026-03-19") +
      "test \"loosened\"\n  from person\n  under policy \"Clinic\"\n  given products: tretinoin last "
      "2026-03-13 in face\n  expect go\n";
  const LoadedRules loaded = load({{"words.contra", small_vocabulary},
                                   {"needling.contra", small_head + cream},
                                   {"clinic.contra", policy},
                                   {"tests.contra", tests}});
  expect_loaded(loaded);
  ASSERT_TRUE(loaded.rules.has_value());
  std::set<std::string> made, noticed;
  for (const auto& mutant : mutate(*loaded.rules, loaded.sources, {}, 1).mutants)
    if (mutant.policy == "Clinic") {
      made.insert(key_of(mutant));
      if (!mutant.noticed_by.empty()) noticed.insert(key_of(mutant));
    }
  for (const char* key : {"Clinic: form holds 6 months -> form holds 6 months less 1 day",
                          "Clinic: needs fever -> nothing", "Clinic: one until 2026-12-31 -> one until 2026-12-30",
                          "one: wait 3 days -> wait 2 days", "one: wait 3 days -> wait 4 days"})
    EXPECT_EQ(made.count(key), 1U) << key;
  EXPECT_EQ(noticed.count("one: wait 3 days -> wait 4 days"), 1U);
  EXPECT_EQ(noticed.count("one: wait 3 days -> wait 2 days"), 0U);
}

TEST(Mutate, BothCoresSayTheSame) {
  const LoadedRules loaded = small(cream, used("2026-03-12", "wait"));
  ASSERT_TRUE(loaded.rules.has_value());
  const auto one = mutate(*loaded.rules, loaded.sources, {}, 1), four = mutate(*loaded.rules, loaded.sources, {}, 4);
  EXPECT_EQ(keys(one, true), keys(four, true));
  EXPECT_EQ(keys(one, false), keys(four, false));
}

TEST(Suggest, ClosesWhatIsMissing) {
  const LoadedRules loaded = small(cream, "test \"nothing\"\n  from person\n  expect go\n");
  ASSERT_TRUE(loaded.rules.has_value());
  const Coverage coverage = cover(*loaded.rules, loaded.sources);
  const Mutation mutation = mutate(*loaded.rules, loaded.sources, {}, 1);
  std::string tests = "test \"nothing\"\n  from person\n  expect go\n";
  for (const auto& one : suggest(*loaded.rules, loaded.sources, coverage, mutation)) tests += one.text;
  const LoadedRules more = small(cream, tests);
  ASSERT_TRUE(more.rules.has_value());
  for (const Result& result : run_all(*more.rules, more.sources)) EXPECT_TRUE(result.passed) << result.name;
  for (const auto& check : cover(*more.rules, more.sources).checks)
    for (const auto& point : check.points) EXPECT_FALSE(point.shown_by.empty()) << key_of(check, point);
  // How long a form holds is for the author: it depends on when the forms of the example were signed.
  EXPECT_EQ(keys(mutate(*more.rules, more.sources, {}, 1), false),
            Keys({"needling: form holds 12 months -> form holds 12 months and 1 day",
                  "needling: form holds 12 months -> form holds 12 months less 1 day"}));
}

}  // namespace
}  // namespace contra::trial
