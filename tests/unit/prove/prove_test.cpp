// What is proved of small packs, and faults that are planted in them.
#include "unit/prove/rules.hpp"

namespace contra::prove::test {
namespace {

const std::string pregnant = check("pregnancy", "wait while pregnant is yes");
const std::string never_pregnant = guarantee("not_pregnant", "pregnant is yes");

TEST(Prove, a_guarantee_that_a_check_holds) {
  const Report report =
      prove(program(pregnant + check("sore", "wait while cold_sore is present") + never_pregnant), {});
  EXPECT_EQ(state(report, Asked::guarantee, "not_pregnant"), State::proved);
  EXPECT_EQ(find(report, Asked::guarantee, "not_pregnant")->by, std::vector<std::string>{"pregnancy"});
  EXPECT_EQ(state(report, Asked::guarded, "not_pregnant"), State::found);
  EXPECT_EQ(state(report, Asked::reachable), State::found);
  EXPECT_TRUE(report.good());
}

TEST(Prove, a_guarantee_that_two_checks_hold_together) {
  const Report report = prove(program(check("young", "wait while age is under 30 years") +
                                      check("older", "wait while age is at least 20 years and lupus is present") +
                                      guarantee("no_lupus", "lupus is present and age is at most 40 years")),
                              {});
  EXPECT_EQ(state(report, Asked::guarantee, "no_lupus"), State::proved);
  EXPECT_EQ(find(report, Asked::guarantee, "no_lupus")->by, (std::vector<std::string>{"older", "young"}));
}

TEST(Prove, pregnancy_left_out_gives_a_client) {
  const auto pack = program(check("sore", "wait while cold_sore is present") + never_pregnant);
  const Report report = prove(pack, {});
  const Finding* found = find(report, Asked::guarantee, "not_pregnant");
  ASSERT_NE(found, nullptr);
  ASSERT_EQ(found->state, State::found);
  EXPECT_FALSE(report.good());
  EXPECT_EQ(found->witness->words, std::vector<std::string>{"pregnant: yes"}) << "the fewest answers";
  EXPECT_FALSE(go(pack, *found->witness)) << "the guarantee itself stops it at run time";
  auto bare = std::make_shared<compile::Program>(*pack);
  bare->checks.erase(bare->checks.begin());  // not_pregnant comes first
  EXPECT_TRUE(go(bare, *found->witness));
}

TEST(Prove, an_inspection_does_not_hold_a_guarantee) {
  const Report report =
      prove(program(check("pregnancy", "wait while pregnant is yes, until \"after it\"") + never_pregnant), {});
  const Finding* found = find(report, Asked::guarantee, "not_pregnant");
  ASSERT_EQ(found->state, State::found);
  EXPECT_EQ(found->witness->words,
            (std::vector<std::string>{"pregnant: yes", "clearance of pregnancy by practitioner on 2026-03-16"}));
}

TEST(Prove, an_unless_that_opens) {
  // The engine takes an unclear answer to `unless` as closed; the fault is that a clear one opens.
  const Report report =
      prove(program(check("pregnancy", "wait while pregnant is yes\n  unless any antiviral") + never_pregnant), {});
  const Finding* found = find(report, Asked::guarantee, "not_pregnant");
  ASSERT_EQ(found->state, State::found);
  EXPECT_EQ(found->witness->words.size(), 2U);
  EXPECT_EQ(state(prove(program(check("pregnancy", "wait while pregnant is yes\n  unless smoker is yes") +
                                check("smoke", "wait while smoker is yes and pregnant is yes") + never_pregnant),
                        {}),
                  Asked::guarantee, "not_pregnant"),
            State::proved);
}

TEST(Prove, a_guarantee_over_dates) {
  // 28 days close more than a month does in February, and less than it does in March.
  const auto with = [&](const std::string& step, const std::string& within) {
    return state(prove(program(check("laser_to_come", "wait from " + step + " before start of laser until its end") +
                               guarantee("no_laser", "any laser within " + within + " after visit")),
                       {}),
                 Asked::guarantee, "no_laser");
  };
  EXPECT_EQ(with("28 days", "28 days"), State::proved);
  EXPECT_EQ(with("28 days", "1 month"), State::found);
  EXPECT_EQ(with("31 days", "1 month"), State::proved);
  EXPECT_EQ(with("6 months", "184 days"), State::found) << "in all but some months half a year is shorter";
  EXPECT_EQ(with("1 year", "365 days"), State::proved);
  EXPECT_EQ(with("1 year", "366 days"), State::found);
}

TEST(Prove, a_fault_on_a_few_days_of_the_calendar_only) {
  const Report report = prove(program(check("laser_to_come", "wait from 365 days before start of laser until its end") +
                                      guarantee("no_laser", "any laser within 1 year after visit")),
                              {});
  const Finding* found = find(report, Asked::guarantee, "no_laser");
  ASSERT_EQ(found->state, State::found) << "where 29 February lies between";
  EXPECT_GE(to_iso(found->witness->visit), "2027-02-28");
  EXPECT_LE(to_iso(found->witness->visit), "2028-02-29");
}

TEST(Prove, checks_that_count_later) {
  const Report report =
      prove(program(check("peeled", "wait 12 months after last peel") +
                    check("peeled_too", "wait 365 days after last peel\n  effective from 2031-05-01")),
            {});
  EXPECT_EQ(state(report, Asked::alive, "peeled_too"), State::found) << "on a visit day that it counts on";
  EXPECT_EQ(state(report, Asked::alone, "peeled_too"), State::proved) << "365 days are never longer than 12 months";
  EXPECT_EQ(find(report, Asked::alone, "peeled_too")->by, std::vector<std::string>{"peeled"});
}

TEST(Prove, nobody_is_told_go) {
  const Report report = prove(program(pregnant + check("nobody", "wait while pregnant is no") + never_pregnant), {});
  EXPECT_EQ(state(report, Asked::reachable), State::proved);
  EXPECT_FALSE(report.good()) << "a proof about nobody is none";
}

TEST(Prove, a_guarantee_about_nobody) {
  const Report report = prove(program(pregnant + guarantee("odd", "pregnant is yes and pregnant is no")), {});
  EXPECT_EQ(state(report, Asked::guarantee, "odd"), State::proved);
  EXPECT_EQ(state(report, Asked::guarded, "odd"), State::proved);
  EXPECT_FALSE(report.good());
}

TEST(Prove, dead_checks_and_those_that_never_wait_alone) {
  const Report report =
      prove(program(check("a", "wait 5 days after last retinoid") + check("b", "wait 3 days after last tretinoin") +
                    check("c", "wait while age is under 10 years and age is at least 12 years")),
            {});
  EXPECT_EQ(state(report, Asked::alive, "a"), State::found);
  EXPECT_EQ(state(report, Asked::alive, "c"), State::proved);
  EXPECT_EQ(state(report, Asked::alone, "a"), State::found);
  EXPECT_EQ(state(report, Asked::alone, "b"), State::proved);
  EXPECT_EQ(find(report, Asked::alone, "b")->by, std::vector<std::string>{"a"});
}

TEST(Prove, ways_out) {
  const Report report =
      prove(program(check("day", "wait 5 days after last retinoid") + check("ever", "wait while any isotretinoin") +
                    check("cleared", "wait while any isotretinoin\n  cleared by doctor") +
                    check("state", "wait while smoker is yes") +
                    check("seen", "wait while cold_sore is present, until \"healed\"") +
                    check("there", "wait while treated area touches eyes") +
                    check("old", "wait while age is at least 60 years") +
                    check("then", "wait 3 days after last laser\n  then cleared by oncologist")),
            {});
  const auto way = [&](const char* name) { return find(report, Asked::clears, name)->way_out; };
  EXPECT_EQ(way("day"), "a later day");
  EXPECT_EQ(way("ever"), "");
  EXPECT_EQ(state(report, Asked::clears, "ever"), State::proved);
  EXPECT_EQ(way("cleared"), "a clearance");
  EXPECT_EQ(way("state"), "another answer, or a plan that changes");
  EXPECT_EQ(way("there"), "another area or depth");
  EXPECT_EQ(way("old"), "");
  EXPECT_EQ(way("then"), "a clearance");
  EXPECT_NE(way("seen"), "");
  EXPECT_FALSE(report.good());
}

TEST(Prove, what_a_policy_does) {
  const std::string pack = check("retinoids", "wait 5 days after last retinoid") + pregnant + never_pregnant;
  const auto tight = program(pack, "tighten retinoids: wait 7 days\n  because \"Made up\"\n  cite clinic\n");
  const Report tightened = prove(tight, {});
  EXPECT_EQ(tightened.policies, std::vector<std::string>{"Clinic"});
  EXPECT_EQ(state(tightened, Asked::tightens, "retinoids"), State::proved);
  EXPECT_EQ(state(tightened, Asked::guarantee, "not_pregnant"), State::proved);
  EXPECT_TRUE(tightened.good());

  const auto loose = program(pack,
                             "loosen retinoids: wait 3 days after last retinoid\n  because \"Made up\"\n"
                             "  approved by \"Dr A. Invented\"\n  until 2026-12-31\n  cite clinic\n");
  const Report loosened = prove(loose, {});
  const Finding* found = find(loosened, Asked::loosens, "retinoids");
  ASSERT_NE(found, nullptr);
  ASSERT_EQ(found->state, State::found);
  EXPECT_EQ(to_iso(found->witness->visit), "2026-03-16");
  EXPECT_EQ(found->witness->words.size(), 1U);
  EXPECT_NE(found->witness->words.front().find("last 2026-03-13"), std::string::npos)
      << "the nearest day that passes: " << found->witness->words.front();
  EXPECT_TRUE(go(loose, *found->witness));
  EXPECT_FALSE(go(program(pack), *found->witness));
}

TEST(Prove, a_policy_that_loosens_a_guarded_check) {
  const std::string pack =
      check("ill", "wait while cold_sore is present") + guarantee("no_sore", "cold_sore is present");
  const Report report =
      prove(program(pack,
                    "loosen ill: wait while cold_sore is present and smoker is yes\n  because \"Made up\"\n"
                    "  approved by \"Dr A. Invented\"\n  until 2026-12-31\n  cite clinic\n"),
            {});
  EXPECT_EQ(state(report, Asked::guarantee, "no_sore"), State::found);
  EXPECT_EQ(state(report, Asked::loosens, "ill"), State::proved) << "the guarantee stops whom it would let through";
}

TEST(Prove, names_checks_that_read_one_answer_twice) {
  const Report report = prove(program(check("twice", "wait while any tretinoin and any isotretinoin") +
                                      check("once", "wait while any tretinoin or any isotretinoin") +
                                      check("ask_a", "ask again while pregnant is yes and nursing is yes") +
                                      check("ask_b", "ask again while nursing is no and smoker is yes")),
                              {});
  EXPECT_EQ(report.cautious, (std::vector<std::string>{"ask_a", "ask_b", "twice"}));
}

TEST(Prove, writes_each_question) {
  Options options;
  std::vector<std::string> names;
  options.smt2 = [&](const std::string& name, const std::string& text) {
    names.push_back(name);
    EXPECT_NE(text.find("(check-sat)"), std::string::npos);
    EXPECT_NE(text.find(name.find("guarantee") != std::string::npos ? ":status unsat" : ":status sat"),
              std::string::npos)
        << name;
  };
  prove_guarantees(program(pregnant + never_pregnant), options);
  EXPECT_EQ(names,
            (std::vector<std::string>{"lamp-guarantee-not_pregnant", "lamp-guarded-not_pregnant", "lamp-reachable"}));
}

}  // namespace
}  // namespace contra::prove::test
