// What whole rules resolve to: ids, closures, tests on values, polarity, tables.
#include <gtest/gtest.h>

#include "check/model.hpp"
#include "unit/check/fixture.hpp"

namespace contra::check {
namespace {

const Vocabulary& words() {
  static const Checked checked = check_pack("");
  if (!checked.rules) throw std::runtime_error(checked.lines());
  return *checked.rules->vocabulary("words");
}

std::vector<std::string> names(const IdSet& terms) {
  std::vector<std::string> out;
  for (const auto id : terms.ids()) out.push_back(words().terms[static_cast<std::size_t>(id)].name);
  return out;
}
std::vector<std::string> lists(const Subject& subject) {
  std::vector<std::string> out;
  for (const auto id : subject.lists) out.push_back(words().lists[static_cast<std::size_t>(id)].name);
  return out;
}
using Names = std::vector<std::string>;

TEST(FoldName, IsOneForEverySpelling) {
  EXPECT_EQ(fold_name("Retin-A"), "retin a");
  EXPECT_EQ(fold_name("Botox\xC2\xAE"), "botox");
  EXPECT_EQ(fold_name("Retin-A\xE2\x84\xA2"), "retin a");
  EXPECT_EQ(fold_name("retin_a"), "retin a");
  EXPECT_EQ(fold_name("  RETIN \t A "), "retin a");
  EXPECT_EQ(fold_name("Retin\xE2\x80\x91"
                      "A"),
            "retin a");  // non-breaking hyphen
  EXPECT_EQ(fold_name("D\xC3\x89"
                      "COLLET\xC3\x89"),
            "d\xC3\xA9"
            "collet\xC3\xA9");
  EXPECT_EQ(fold_name("3 \xC3\x97 4"), "3 \xC3\x97 4");  // × is no letter
  EXPECT_EQ(fold_name("- _"), "");
}

TEST(Vocabulary, ClosesTermsAreasAndRoles) {
  const auto& v = words();
  const auto term = [&](const char* name) { return v.terms[static_cast<std::size_t>(v.term_ids.at(name))]; };
  EXPECT_EQ(names(term("retinoid").kinds), (Names{"retinoid", "tretinoin", "retinol"}));
  EXPECT_EQ(names(term("retinol").kinds), (Names{"retinol"}));
  EXPECT_TRUE(term("tretinoin").prescribed);
  EXPECT_FALSE(term("retinoid").prescribed);  // a general term is not what one of its kinds is
  const auto area = [&](const char* name) { return v.area_ids.at(name); };
  const auto touches = [&](const char* a, const char* b) {
    return v.areas[static_cast<std::size_t>(area(a))].touching.has(area(b));
  };
  EXPECT_TRUE(touches("face", "nose") && touches("nose", "face") && touches("nose", "nose"));
  EXPECT_FALSE(touches("nose", "forehead") || touches("face", "neck"));
  const auto role = [&](const char* name) { return v.role_ids.at(name); };
  EXPECT_TRUE(v.roles[static_cast<std::size_t>(role("dermatologist"))].counts_as.has(role("doctor")));
  EXPECT_FALSE(v.roles[static_cast<std::size_t>(role("doctor"))].counts_as.has(role("dermatologist")));
  EXPECT_EQ(v.term_by_words.at("retin a"), v.term_ids.at("tretinoin"));
  EXPECT_EQ(v.area_by_words.at("brow"), area("forehead"));
  EXPECT_EQ(v.tolerance.weeks, (Step{0, 4}));
}

TEST(Vocabulary, AreasWithOnePartInCommonTouch) {
  const Checked checked = check_texts({{"v.contra",
                                        "vocabulary v 1.0.0 \"V\"\narea face\narea t_zone\narea forehead part of face, "
                                        "t_zone\narea cheek part of face\n"}});
  ASSERT_TRUE(checked.rules) << checked.lines();
  const auto& v = *checked.rules->vocabulary("v");
  EXPECT_TRUE(v.areas[0].touching.has(1));
  EXPECT_TRUE(v.areas[1].touching.has(0));
  EXPECT_FALSE(v.areas[1].touching.has(v.area_ids.at("cheek")));
}

TEST(Subject, ReadsListsOfTheRolesOfItsForm) {
  EXPECT_EQ(lists(check_one("wait 3 days after last retinoid").check("p", "one").after.subject), (Names{"products"}));
  EXPECT_EQ(lists(check_one("wait while allergic to retinoid").check("p", "one").condition.subject),
            (Names{"allergies"}));
  EXPECT_EQ(lists(check_one("wait while any keloid").check("p", "one").condition.subject), (Names{"skin_now"}));
  EXPECT_EQ(lists(check_one("wait while any allergies").check("p", "one").condition.subject), (Names{"allergies"}));
  const auto both = check_one("wait 3 days after last tretinoin or peel").check("p", "one").after.subject;
  EXPECT_EQ(lists(both), (Names{"products", "procedures"}));
  EXPECT_EQ(both.words, "tretinoin or chemical peel");
  const auto day = check_one("wait from 3 days before start of wedding until its end").check("p", "one").from.subject;
  EXPECT_TRUE(day.lists.empty());
  EXPECT_EQ(day.days, std::vector<QuestionId>{words().question_ids.at("wedding")});
}

TEST(Subject, AWholeListAndATermOfAListWithCommonTermsAreRefused) {
  // `product` is asked for in products and in allergies: reading "allergies or waxing" is fine, the lists share no
  // more.
  EXPECT_EQ(check_one("wait while any procedures or retinol").ids(), "C0406");  // retinol: products looks back 6 months
  const Checked mixed = check_texts({{"v.contra",
                                      "vocabulary v 1.0.0 \"V\"\nterm a\nterm b\nlist one \"?\" of a, b records "
                                      "exposures\nlist two \"?\" of a, b records exposures\n"},
                                     {"p.contra",
                                      "pack p 1.0.0 \"P\"\nuse v 1\nsource s \"S\" house\ncheck c\nwait while any one "
                                      "or a\nbecause \"B\"\ncite s\n"}});
  EXPECT_EQ(mixed.ids(), "C0203");
}

TEST(Tests, OptionsBecomeMasks) {
  const auto mask = [](const std::string& test) {
    return check_one("wait while skin_type " + test).check("p", "one").condition.test.mask;
  };
  EXPECT_EQ(mask("is III"), 0b000100u);
  EXPECT_EQ(mask("is I or VI"), 0b100001u);
  EXPECT_EQ(mask("is not I or VI"), 0b011110u);
  EXPECT_EQ(mask("is at least IV"), 0b111000u);
  EXPECT_EQ(mask("is above IV"), 0b110000u);
  EXPECT_EQ(mask("is at most II"), 0b000011u);
  EXPECT_EQ(mask("is up to II"), 0b000011u);
  EXPECT_EQ(mask("is under II"), 0b000001u);
}

TEST(Tests, NumbersBecomeRangesOfThousandths) {
  using Ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;
  const auto ranges = [](const std::string& test) {
    return check_one("wait while weight " + test).check("p", "one").condition.test.ranges;
  };
  EXPECT_EQ(ranges("is at least 40.5 kg"), (Ranges{{40500, 300000}}));
  EXPECT_EQ(ranges("is above 40.5 kg"), (Ranges{{40501, 300000}}));
  EXPECT_EQ(ranges("is under 40.5 kg"), (Ranges{{20000, 40499}}));
  EXPECT_EQ(ranges("is at most 40.5 kg"), (Ranges{{20000, 40500}}));
  EXPECT_EQ(ranges("is not 40 kg or 50 kg"), (Ranges{{20000, 39999}, {40001, 49999}, {50001, 300000}}));
  EXPECT_EQ(check_one("wait while weight is under 20 kg").ids(), "C0307");
}

TEST(Tests, AgesAreCompletedYears) {
  using Ranges = std::vector<std::pair<std::int32_t, std::int32_t>>;
  const auto months = [](const std::string& test) {
    return check_one("wait while age " + test).check("p", "one").condition.age_months;
  };
  EXPECT_EQ(months("is under 18 years"), (Ranges{{0, 215}}));
  EXPECT_EQ(months("is at least 18 years"), (Ranges{{216, -1}}));
  EXPECT_EQ(months("is at most 18 years"), (Ranges{{0, 227}}));
  EXPECT_EQ(months("is above 18 years"), (Ranges{{228, -1}}));
  EXPECT_EQ(months("is not 18 years"), (Ranges{{0, 215}, {228, -1}}));
  EXPECT_EQ(months("is not 0 years or 1 years"), (Ranges{{24, -1}}));
  EXPECT_EQ(months("is at least 0 years"), (Ranges{{0, -1}}));
  EXPECT_EQ(check_one("wait while age is under 0 years").ids(), "C0307");
  EXPECT_EQ(check_one("wait while age is under 18.5 years").ids(), "C0301");
}

TEST(Tests, AgeNeedsTheBirthDate) {
  const auto with = [](const std::string& ask) {
    return check_texts({{"v.contra", "vocabulary v 1.0.0 \"V\"\n" + ask},
                        {"p.contra",
                         "pack p 1.0.0 \"P\"\nuse v 1\nsource s \"S\" house\ncheck c\nwait while age is under 18 "
                         "years\nbecause \"B\"\ncite s\n"}})
        .ids();
  };
  EXPECT_EQ(with("ask birth_date \"?\" past day\n"), "");
  EXPECT_EQ(with("ask born \"?\" past day\n"), "C0310");
  EXPECT_EQ(with("ask birth_date \"?\" future day\n"), "C0301");
}

TEST(Polarity, IsTurnedByNotNoAndUnless) {
  const auto towards = [](const std::string& outcome) {
    const Check check = check_one(outcome).check("p", "one");
    const Condition* at = check.unless ? &*check.unless : &check.condition;
    while (!at->of.empty()) at = &at->of.front();
    return at->towards_waiting;
  };
  EXPECT_TRUE(towards("wait while any waxing within 3 days after visit"));
  EXPECT_FALSE(towards("wait while no waxing within 3 days after visit"));
  EXPECT_FALSE(towards("wait while not any waxing within 3 days after visit"));
  EXPECT_TRUE(towards("wait while not (no waxing within 3 days after visit)"));
  EXPECT_FALSE(towards("wait while fever is yes\n  unless any waxing within 3 days after visit"));
  EXPECT_TRUE(towards("wait while fever is yes\n  unless no waxing within 3 days after visit"));
  EXPECT_FALSE(towards("wait while (no waxing or fever is yes) and hair is dark"));
  EXPECT_TRUE(towards("note \"n\" while any waxing within 3 days after visit"));
}

TEST(Polarity, WithinBeforeVisitStandsOnlyWhereItLetsPass) {
  const auto ids = [](const std::string& outcome) { return check_one(outcome).ids(); };
  EXPECT_EQ(ids("wait while any peel within 3 days before visit"), "C0502");
  EXPECT_EQ(ids("wait while no peel within 3 days before visit"), "");
  EXPECT_EQ(ids("wait while not any peel within 3 days before visit"), "");
  EXPECT_EQ(ids("wait while not (not any peel within 3 days before visit)"), "C0502");
  EXPECT_EQ(ids("wait while fever is yes\n  unless any peel within 3 days before visit"), "");
  EXPECT_EQ(ids("wait while fever is yes\n  unless no peel within 3 days before visit"), "C0502");
  EXPECT_EQ(ids("wait while fever is yes\n  unless (not (any peel within 3 days before visit)) or hair is dark"),
            "C0502");
  EXPECT_EQ(ids("wait 3 days after last peel, better 5 days while any waxing within 3 days before visit"), "C0502");
  EXPECT_EQ(ids("note \"n\" while planned sun within 3 days before visit"), "C0502");
  EXPECT_EQ(ids("note \"n\" while not planned sun within 3 days before visit"), "");
}

TEST(Table, EveryValueHasExactlyOneRow) {
  const auto checked = check_one(
      "wait after last peel or needling by depth\n superficial 14 days\n up to 0.5 mm 7 days, better 9 days\n up to "
      "1.5 mm 28 days\n otherwise 42 days");
  const auto rows = checked.check("p", "one").after.rows;
  ASSERT_EQ(rows.size(), 4u);
  for (const auto& row : rows)
    EXPECT_EQ(row.match.cases.size(), 2u);  // a row says of each declaration what it takes, nothing included
  EXPECT_EQ(rows[0].match.cases[0].test.mask, 0b001u);
  EXPECT_TRUE(rows[0].match.cases[1].test.ranges.empty());
  EXPECT_EQ(rows[1].match.cases[1].test.ranges.front(), (std::pair<std::int64_t, std::int64_t>{100, 500}));
  EXPECT_EQ(rows[2].match.cases[1].test.ranges.front(), (std::pair<std::int64_t, std::int64_t>{501, 1500}));
  EXPECT_EQ(rows[3].match.cases[0].test.mask, 0b110u);
  EXPECT_EQ(rows[3].match.cases[1].test.ranges.front(), (std::pair<std::int64_t, std::int64_t>{1501, 3000}));
  EXPECT_EQ(rows[1].window.must, (Step{0, 7}));
  EXPECT_EQ(rows[1].window.better, (Step{0, 9}));
  EXPECT_EQ(rows[1].words, "up to 0.5 mm");
}

TEST(Table, TheLastBoundMayBeTheEndOfTheRange) {
  const auto ids = [](const std::string& rows) {
    return check_one("wait after last needling by depth\n " + rows).ids();
  };
  EXPECT_EQ(ids("up to 2.999 mm 7 days"), "C0401");
  EXPECT_EQ(ids("up to 3 mm 7 days"), "");
  EXPECT_EQ(ids("up to 3.001 mm 7 days"), "C0304");
  EXPECT_EQ(ids("up to 3 mm 7 days\n above 9 days"), "C0403");
  EXPECT_EQ(ids("up to 0.099 mm 7 days\n above 9 days"), "C0403");
  EXPECT_EQ(ids("up to 0.1 mm 7 days\n above 9 days"), "");
}

TEST(Policy, TheCheckItNamesFillsInTheRest) {
  const Checked checked =
      check_texts({shared("check_words.contra"),
                   shared("check_light.contra"),
                   {"policy.contra",
                    "policy \"Corner\" on light 2\n  form holds 6 months\n"
                    "tighten capsules: wait 7 months\n"
                    "tighten sessions: wait by depth\n superficial 20 days\n otherwise 60 days\n"
                    "tighten minors: wait while age is under 21 years\n"
                    "loosen retinoids: wait 3 days\n because \"B\"\n approved by \"Dr\"\n until 2027-01-31\n"}});
  ASSERT_TRUE(checked.rules) << checked.lines();
  ASSERT_EQ(checked.rules->policies.size(), 1u);
  const Policy& policy = *checked.rules->policies.front();
  EXPECT_EQ(policy.pack, "light");
  EXPECT_EQ(policy.validity.form_holds, (Step{6, 0}));
  ASSERT_EQ(policy.changes.size(), 4u);
  const Check& capsules = policy.changes[0].replacement;
  const Check base = checked.check("light", "capsules");
  EXPECT_EQ(capsules.name, "capsules");
  EXPECT_EQ(capsules.after.window.must, (Step{7, 0}));
  EXPECT_FALSE(capsules.after.window.better.has_value());
  EXPECT_EQ(capsules.after.subject.terms, base.after.subject.terms);
  EXPECT_EQ(capsules.cleared_by, base.cleared_by);
  EXPECT_EQ(capsules.because, base.because);
  EXPECT_EQ(capsules.sources.size(), base.sources.size());
  EXPECT_TRUE(capsules.touches_prescribed);
  EXPECT_EQ(policy.changes[1].replacement.after.rows.size(), 2u);
  EXPECT_TRUE(policy.changes[1].replacement.after.in_treated_area);
  EXPECT_EQ(policy.changes[2].replacement.form, Form::wait_while);
  EXPECT_TRUE(policy.changes[3].loosen);
  EXPECT_EQ(policy.changes[3].replacement.after.window.must, (Step{0, 3}));
  EXPECT_EQ(policy.changes[3].approved_by, "Dr");
  EXPECT_EQ(policy.changes[3].until, parse_iso_day("2027-01-31"));
}

TEST(Policy, TightensByLengthOrByClause) {
  const auto ids = [](const std::string& change) {
    return check_texts({shared("check_words.contra"),
                        shared("check_light.contra"),
                        {"policy.contra", "policy \"Corner\" on light 2\n" + change}})
        .ids();
  };
  EXPECT_EQ(ids("tighten retinoids: wait 5 days, better 7 days\n"), "C0606");
  EXPECT_EQ(ids("tighten retinoids: wait 5 days, better 8 days\n"), "");
  EXPECT_EQ(ids("tighten retinoids: wait 8 days\n"), "");
  EXPECT_EQ(ids("tighten retinoids: wait 4 days, better 8 days\n"), "C0606");  // shorter where it must
  EXPECT_EQ(ids("tighten retinoids: wait 5 days, better 7 days\n then cleared by doctor\n"), "");
  EXPECT_EQ(ids("tighten retinoids: wait 5 days after last retinoid in treated area, better 7 days\n"), "C0606");
  EXPECT_EQ(ids("tighten retinoids: wait 5 days after last retinoid\n"), "");       // anywhere on the skin
  EXPECT_EQ(ids("tighten capsules: wait 6 months after last isotretinoin\n"), "");  // nobody can clear it
  EXPECT_EQ(ids("tighten capsules: wait 180 days\n"), "C0606");                     // 6 months are 181 days or more
  EXPECT_EQ(ids("tighten capsules: wait 184 days, better 370 days\n"), "");
}

TEST(Check, KnowsWhetherItTouchesAPrescribedMedicine) {
  const auto touches = [](const std::string& outcome) {
    return check_one(outcome).check("p", "one").touches_prescribed;
  };
  EXPECT_TRUE(touches("wait 3 days after last retinoid"));  // tretinoin is one
  EXPECT_FALSE(touches("wait 3 days after last retinol"));
  EXPECT_TRUE(touches("wait while taking blood_thinner"));  // its entries say whether it is prescribed
  EXPECT_FALSE(touches("wait 3 days after last waxing"));
  EXPECT_TRUE(touches("wait 3 days after last waxing\n  unless taking isotretinoin"));
}

TEST(Care, DepthRowsRiseAndHoursStayApart) {
  const Checked checked = check_pack(
      "aftercare c\n avoid \"sun\" by depth\n up to 1 mm 36 hours, better 2 days\n otherwise 2 weeks\n next session by "
      "s\ncheck s\n wait 3 days after last waxing\n because \"B\"\n cite s\n");
  ASSERT_TRUE(checked.rules) << checked.lines();
  const auto& lines = checked.pack("p").care.front().lines;
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].by_depth[0].up_to, 1000);
  EXPECT_EQ(lines[0].by_depth[0].length.hours, 36);
  EXPECT_EQ(lines[0].by_depth[0].better->step, (Step{0, 2}));
  EXPECT_FALSE(lines[0].by_depth[1].up_to.has_value());
  EXPECT_EQ(lines[0].by_depth[1].length.step, (Step{0, 14}));
  EXPECT_EQ(lines[1].check, "s");
}

TEST(CheckCondition, StandsAlone) {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  const auto file = sources.add("c", "taking isotretinoin or skin_type is at least IV");
  const auto tree = syntax::parse_condition(sources, file, diagnostics);
  ASSERT_TRUE(tree.has_value());
  const auto condition = check_condition(words(), *tree, diagnostics);
  ASSERT_TRUE(condition.has_value());
  EXPECT_EQ(condition->kind, Condition::Kind::or_);
  EXPECT_EQ(condition->of.size(), 2u);
  const auto wrong = sources.add("w", "taking isotretinion");
  const auto wrong_tree = syntax::parse_condition(sources, wrong, diagnostics);
  ASSERT_TRUE(wrong_tree.has_value());
  EXPECT_FALSE(check_condition(words(), *wrong_tree, diagnostics).has_value());
  EXPECT_EQ(diagnostics.size(), 1u);
}

}  // namespace
}  // namespace contra::check
