// Each kind of change, on a small pack: what is said of it, and the client who shows it.
#include "diff/diff.hpp"

#include "diff/report.hpp"
#include "unit/diff/rules.hpp"

namespace contra::diff {
namespace {

const std::string fever = check_of("fever_now", "wait while fever is yes, until \"well again\"");

/// One rule before and after, in a pack with another check.
struct Rule {
  const char* name;
  const char* before;
  const char* after;
  Reach reach;
  Way way;
  std::vector<const char*> given;  // of the smallest intake
  friend void PrintTo(const Rule& rule, std::ostream* out) { *out << rule.name; }
};

class OneRule : public testing::TestWithParam<Rule> {};

TEST_P(OneRule, IsShownByOneClient) {
  const Rule& rule = GetParam();
  const Compared compared = compare_packs(fever + check_of("rule", rule.before), fever + check_of("rule", rule.after));
  EXPECT_EQ(compared.report.reach(), rule.reach) << report_text(compared.report, {});
  EXPECT_EQ(compared.report.way(), rule.way);
  if (rule.reach == Reach::same) {
    EXPECT_EQ(compared.report.packs.at(0).same, 2u);
    return;
  }
  const Item& item = compared.item("rule");
  if (rule.reach == Reach::words) return;
  ASSERT_FALSE(item.witnesses.empty());
  std::string given;
  for (const auto& line : item.witnesses.front().given) given += line + "\n";
  for (const char* part : rule.given) EXPECT_NE(given.find(part), std::string::npos) << given << part;
  EXPECT_EQ(item.witnesses.front().answers, rule.given.size()) << given;
}

INSTANTIATE_TEST_SUITE_P(All, OneRule,
                         testing::Values(Rule{"shorter",
                                              "wait 5 days after last retinoid",
                                              "wait 4 days after last retinoid",
                                              Reach::days,
                                              Way::earlier,
                                              {"products: retinoid on 2026-03-12"}},
                                         Rule{"longer",
                                              "wait 5 days after last retinoid",
                                              "wait 6 days after last retinoid",
                                              Reach::days,
                                              Way::later,
                                              {"products: retinoid on 2026-03-11"}},
                                         Rule{"months_for_days",
                                              "wait 1 month after last retinoid",
                                              "wait 28 days after last retinoid",
                                              Reach::days,
                                              Way::earlier,
                                              {"products: retinoid"}},
                                         Rule{"the_same_length",
                                              "wait 12 months after last retinoid",
                                              "wait 1 year after last retinoid",
                                              Reach::same,
                                              Way::none,
                                              {}},
                                         Rule{"another_term",
                                              "wait 5 days after last retinoid",
                                              "wait 5 days after last tretinoin",
                                              Reach::days,
                                              Way::earlier,
                                              {"products: retinol"}},
                                         Rule{"a_wider_term",
                                              "wait 5 days after last retinoid",
                                              "wait 5 days after last product",
                                              Reach::days,
                                              Way::later,
                                              {"products: scrub"}},
                                         Rule{"everywhere",
                                              "wait 5 days after last retinoid in treated area",
                                              "wait 5 days after last retinoid",
                                              Reach::days,
                                              Way::later,
                                              {"products: retinoid"}},
                                         Rule{"a_row",
                                              "wait after last peel by depth\n    light 7 days\n    deep 28 days",
                                              "wait after last peel by depth\n    light 7 days\n    deep 30 days",
                                              Reach::days,
                                              Way::later,
                                              {"treatments: peel"}},
                                         Rule{"before_it",
                                              "wait from 7 days before start of holiday until its end",
                                              "wait from 9 days before start of holiday until its end",
                                              Reach::days,
                                              Way::later,
                                              {"plans: holiday"}},
                                         Rule{"and_for_or",
                                              "wait while fever is yes or tired is yes",
                                              "wait while fever is yes and tired is yes",
                                              Reach::days,
                                              Way::earlier,
                                              {"tired is yes"}},
                                         Rule{"or_turned_round",
                                              "wait while fever is yes or tired is yes",
                                              "wait while tired is yes or fever is yes",
                                              Reach::words,
                                              Way::none,
                                              {}},
                                         Rule{"the_same_options",
                                              "wait while skin is at least III",
                                              "wait while skin is III or IV",
                                              Reach::words,
                                              Way::none,
                                              {}},
                                         Rule{"a_bound",
                                              "wait while skin is at least III",
                                              "wait while skin is at least II",
                                              Reach::days,
                                              Way::later,
                                              {"skin is II"}},
                                         Rule{"a_number",
                                              "wait while weight is above 100 kg",
                                              "wait while weight is above 120 kg",
                                              Reach::days,
                                              Way::earlier,
                                              {"weight is"}},
                                         Rule{"an_age",
                                              "wait while age is under 18 years",
                                              "wait while age is under 21 years",
                                              Reach::days,
                                              Way::later,
                                              {"birth_date is"}},
                                         Rule{"an_exception",
                                              "wait 5 days after last retinoid",
                                              "wait 5 days after last retinoid\n  unless tired is yes",
                                              Reach::days,
                                              Way::earlier,
                                              {"tired is yes", "products: retinoid"}},
                                         Rule{"who_clears",
                                              "wait while fever is yes\n  cleared by doctor",
                                              "wait while fever is yes\n  cleared by surgeon",
                                              Reach::advice,
                                              Way::none,
                                              {"fever is yes"}},
                                         Rule{"who_clears_a_window",
                                              "wait 5 days after last peel\n  cleared by nurse",
                                              "wait 5 days after last peel\n  cleared by doctor",
                                              Reach::days,
                                              Way::both,
                                              {"clearance for rule by", "treatments: peel"}},
                                         Rule{"a_limit",
                                              "limit depth to 1.5 mm while tired is yes",
                                              "limit depth to 1.0 mm while tired is yes",
                                              Reach::days,
                                              Way::later,
                                              {"depth 1", "tired is yes"}},
                                         Rule{"a_gentler_tier",
                                              "wait 5 days after last retinoid, better 7 days",
                                              "wait 5 days after last retinoid, better 8 days",
                                              Reach::advice,
                                              Way::none,
                                              {"products: retinoid"}},
                                         Rule{"a_condition",
                                              "go only with \"a short session\" while tired is yes",
                                              "go only with \"a nurse at hand\" while tired is yes",
                                              Reach::advice,
                                              Way::none,
                                              {"tired is yes"}},
                                         Rule{"another_form",
                                              "wait while tired is yes",
                                              "note \"tired\" while tired is yes",
                                              Reach::days,
                                              Way::earlier,
                                              {"tired is yes"}},
                                         Rule{"until_in_other_words",
                                              "wait while tired is yes, until \"rested\"",
                                              "wait while tired is yes, until \"slept well\"",
                                              Reach::words,
                                              Way::none,
                                              {}}),
                         [](const auto& of) { return std::string(of.param.name); });

// The same answers by another rule: no client shows a difference, and the solver proves that none can.
const std::string plain_fever = check_of("rule", "wait while fever is yes");
const std::string long_fever = check_of("rule", "wait while fever is yes or (fever is yes and tired is yes)");

TEST(Proof, AnotherRuleWithTheSameAnswers) {
  const Compared compared = compare_packs(plain_fever, long_fever);
  EXPECT_EQ(compared.item("rule").reach, Reach::proved) << report_text(compared.report, {});
  EXPECT_TRUE(compared.report.nothing_moves());
}

TEST(Proof, WithoutASolverNothingIsSaidToBeProved) {
  const auto a = version_of("a", small_pack(plain_fever)), b = version_of("b", small_pack(long_fever));
  const Report report = compare(a->version, b->version, {*day_of({2026, 3, 16}), 0});
  EXPECT_EQ(report.reach(), Reach::not_found);
  EXPECT_FALSE(report.nothing_moves());
  EXPECT_NE(report_text(report, {}).find("not proved"), std::string::npos);
}

TEST(Proof, ACheckBehindAnotherMovesNoDay) {
  const std::string both = fever + check_of("rule", "wait while fever is yes and tired is yes");
  const Compared compared = compare_packs(both, fever);
  EXPECT_EQ(compared.item("rule").reach, Reach::advice);
  EXPECT_NE(report_text(compared.report, {}).find("No client's day moves, proved"), std::string::npos)
      << report_text(compared.report, {});
}

TEST(Proof, AShorterWindowMakesNobodyWaitLonger) {
  const auto text = [](const char* before, const char* after) {
    return report_text(compare_packs(check_of("rule", before), check_of("rule", after)).report, {});
  };
  EXPECT_NE(text("wait 5 days after last peel", "wait 4 days after last peel").find("nobody waits longer (proved)"),
            std::string::npos);
  EXPECT_NE(text("wait 5 days after last peel", "wait 6 days after last peel").find("nobody comes earlier (proved)"),
            std::string::npos);
  // Six months have 181 to 184 days: 182 is longer for some and shorter for others.
  const std::string both = text("wait 6 months after last peel", "wait 182 days after last peel");
  EXPECT_EQ(both.find("(proved)"), std::string::npos) << both;
  EXPECT_NE(both.find("some may come earlier, some wait longer"), std::string::npos) << both;
}

TEST(Proof, AVagueAnswerIsAnAnswerToo) {
  // Nobody has a fever and none at once, but who is not sure may.
  const Compared compared =
      compare_packs(check_of("rule", "wait while tired is yes"),
                    check_of("rule", "wait while tired is yes or (fever is yes and fever is no)"));
  EXPECT_EQ(compared.item("rule").reach, Reach::days) << report_text(compared.report, {});
  EXPECT_EQ(compared.item("rule").witnesses.at(0).given.at(0), "given fever is unsure");
}

TEST(Compare, ACheckThatIsAddedMakesSomebodyWait) {
  const Compared compared = compare_packs(fever, fever + check_of("tired_now", "wait while tired is yes"));
  EXPECT_EQ(compared.item("tired_now").fate, Item::Fate::added);
  EXPECT_EQ(compared.report.way(), Way::later);
  EXPECT_EQ(compared.item("tired_now").after, "Wait while tired is yes.");
}

TEST(Compare, EachChangeIsJudgedByItself) {
  // Forms that hold for a shorter time close days for everybody; the window that got shorter is seen all the same.
  const std::string rule = check_of("rule", "wait 5 days after last retinoid");
  const std::string shorter = check_of("rule", "wait 4 days after last retinoid");
  std::string a = small_pack(fever + rule), b = small_pack(fever + shorter);
  b.replace(b.find("form holds 12 months"), 20, "form holds 11 months");
  const Compared compared = compare_versions(version_of("a", a), version_of("b", b));
  EXPECT_EQ(compared.item("rule").witnesses.at(0).way, Way::earlier);
  EXPECT_EQ(compared.item("validity").reach, Reach::days);
  EXPECT_EQ(compared.report.way(), Way::both);
}

TEST(Compare, WhatMustBeAnswered) {
  const std::string a = small_pack(fever), b = small_pack(fever, "  needs tired, products for retinoid\n");
  const Compared compared = compare_versions(version_of("a", a), version_of("b", b));
  const Item& needs = compared.item("needs");
  EXPECT_EQ(needs.reach, Reach::days);
  EXPECT_EQ(needs.changes.size(), 2u);
  EXPECT_EQ(needs.witnesses.at(0).way, Way::later);
}

// --- vocabulary -----------------------------------------------------------------------------------------------

Compared with_vocabulary(const std::string& from, const std::string& to, const std::string& checks) {
  std::string changed = small_vocabulary;
  const std::size_t at = changed.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  changed.replace(at, from.size(), to);
  return compare_versions(version_of("a", small_pack(checks)), version_of("b", small_pack(checks), changed));
}

TEST(CompareVocabulary, ATermThatIsNewIsKnownNow) {
  const Compared compared = with_vocabulary("term scrub", "term toner \"toner\" is a product\nterm scrub",
                                            check_of("rule", "wait 5 days after last retinoid"));
  EXPECT_EQ(compared.item("toner").fate, Item::Fate::added);
  EXPECT_EQ(compared.item("toner").witnesses.at(0).way, Way::earlier);
  // The check reads the same terms as before.
  EXPECT_EQ(compared.report.packs.at(0).same, 1u);
}

TEST(CompareVocabulary, AnotherNameIsAnotherAnswer) {
  const Compared compared = with_vocabulary("also \"Retin-A\"", "also \"Retin-A\", \"Airol\"",
                                            check_of("rule", "wait 5 days after last scrub"));
  const Item& term = compared.item("tretinoin");
  EXPECT_EQ(term.reach, Reach::days);
  EXPECT_NE(term.witnesses.at(0).given.at(0).find("airol"), std::string::npos);
}

TEST(CompareVocabulary, APartOfTheBodyElsewhere) {
  const Compared compared =
      with_vocabulary("area nose \"the nose\" part of face", "area nose \"the nose\" part of legs",
                      check_of("rule", "wait 5 days after last retinoid in treated area"));
  EXPECT_EQ(compared.item("nose").reach, Reach::days);
}

TEST(CompareVocabulary, ARoleOfAnotherKind) {
  const Compared compared =
      with_vocabulary("role surgeon \"surgeon\" is a doctor", "role surgeon \"surgeon\" is a nurse",
                      check_of("rule", "wait 5 days after last peel\n  cleared by doctor"));
  EXPECT_EQ(compared.item("surgeon").witnesses.at(0).way, Way::later);
}

TEST(CompareVocabulary, ARoleByAnotherTitle) {
  // A record may name who cleared by the title.
  const Compared compared = with_vocabulary("role nurse \"nurse\"", "role nurse \"senior nurse\"",
                                            check_of("rule", "wait 5 days after last peel\n  cleared by nurse"));
  const Item& role = compared.item("nurse");
  EXPECT_EQ(role.reach, Reach::days);
  EXPECT_NE(role.witnesses.at(0).given.at(0).find("by senior nurse"), std::string::npos)
      << role.witnesses.at(0).given.at(0);
}

TEST(CompareVocabulary, AWiderTolerance) {
  const Compared compared =
      with_vocabulary("weeks 4 days", "weeks 5 days", check_of("rule", "wait 14 days after last retinoid"));
  EXPECT_EQ(compared.item("tolerance").witnesses.at(0).way, Way::later);
}

TEST(CompareVocabulary, AQuestionInOtherWords) {
  const Compared compared = with_vocabulary("Do you have a fever?", "Are you feverish?", fever);
  EXPECT_EQ(compared.item("fever").reach, Reach::words);
  EXPECT_TRUE(compared.report.nothing_moves());
}

// --- packs ----------------------------------------------------------------------------------------------------

TEST(Compare, APackByAnotherTitle) {
  std::string b = small_pack(fever);
  b.replace(b.find("\"Demo\""), 6, "\"Demo of a pack\"");
  const Compared compared = compare_versions(version_of("a", small_pack(fever)), version_of("b", b));
  EXPECT_EQ(compared.item("setting").reach, Reach::days);
  // The older title is the name too, and so is still understood.
  EXPECT_EQ(compared.report.way(), Way::earlier) << report_text(compared.report, {});
}

TEST(Compare, APackThatIsGone) {
  std::string other = small_pack(fever);
  other.replace(other.find("pack demo"), 9, "pack other");
  const auto both = std::make_shared<Loaded>();
  both->rules = support::load({small_vocabulary, small_pack(fever), other});
  both->version = {"a", &both->rules.sources, both->rules.programs, {}};
  const Report report = compare(both->version, version_of("b", small_pack(fever))->version, {*day_of({2026, 3, 16})});
  EXPECT_EQ(report.reach(), Reach::days);
  EXPECT_EQ(report.way(), Way::later);
}

TEST(Compare, ACheckThatMovedToAnotherPack) {
  const auto versions = [](const std::string& demo, const std::string& other_checks) {
    std::string other = small_pack(other_checks);
    other.replace(other.find("pack demo"), 9, "pack other");
    auto out = std::make_shared<Loaded>();
    out->rules = support::load({small_vocabulary, small_pack(demo), other});
    out->version = {"v", &out->rules.sources, out->rules.programs, {}};
    return out;
  };
  const std::string tired = check_of("tired_now", "wait while tired is yes");
  const auto a = versions(fever + tired, fever), b = versions(fever, fever + tired);
  const Report report = compare(a->version, b->version, {*day_of({2026, 3, 16})});
  ASSERT_EQ(report.packs.size(), 2u);
  EXPECT_EQ(report.packs.at(0).items.at(0).moved, "other");
  EXPECT_EQ(report.packs.at(1).items.at(0).moved, "demo");
  EXPECT_EQ(report.way(), Way::both);
}

}  // namespace
}  // namespace contra::diff
