// Decisions over a small pack, read as text: each form of a check at its boundary days, and what each promises.
#include <gtest/gtest.h>

#include "support/rules.hpp"

namespace contra {
namespace {

using support::brief;
using support::decide;

const char* vocabulary = R"(vocabulary body 1.0.0 "Test vocabulary"
area face "face"
area cheeks "cheeks" part of face
area back "back"
role practitioner "practitioner"
role doctor "doctor"
role dermatologist "dermatologist" is a doctor
term product "product"
term retinoid "retinoid" is a product also "vitamin A"
term tretinoin "tretinoin" is a retinoid prescribed also "Retin-A"
term retinol "retinol" is a retinoid
term cream "cream" is a product
term medicine "medicine"
term blood_thinner "blood thinner" is a medicine prescribed
term apixaban "apixaban" is a blood_thinner
term warfarin "warfarin" is a blood_thinner
term procedure "procedure"
term peel "peel" is a procedure
term needling "needling" is a procedure
term sun_plan "sun to come"
term holiday "beach holiday" is a sun_plan
term illness "illness"
term chemotherapy "chemotherapy" is an illness
term skin_state "skin state"
term cold_sore "cold sore" is a skin_state
term substance "substance"
term nickel "nickel" is a substance
list products "Which products have you used?" of product records exposures detail area area
list medicines "Which medicines do you take?" of medicine records exposures detail prescribed yes or no
list procedures "Which procedures have you had?" of procedure records exposures detail area area
  detail depth one of superficial, medium, deep in order for peel
  detail depth number in mm from 0.1 to 3 for needling
list plans "What is planned?" of sun_plan, procedure records events to come detail area area
list illnesses "Which illnesses?" of illness records exposures
list states "What is on your skin now?" of skin_state records states detail area area
list allergies "Which allergies?" of substance records allergies
ask pregnant "Are you pregnant?" yes or no not applicable counts as no
ask birth_date "When were you born?" past day
ask tick_none "Tick here if there is nothing." yes or no
ask skin_type "Skin type" one of I, II, III, IV, V, VI in order answered by practitioner
)";

const char* pack = R"(pack needles 1.0.0 "Test pack"
use body 1
depth in mm from 0.1 to 3
performs needling
form holds 12 months
clearance holds 6 months
source house_rule "House rule of the test" house
check retinoid "Retinoid" wait 5 days after last retinoid in treated area, better 7 days because "why" tell "t" cite house_rule
check peel_wait "Peel" wait after last peel in treated area by depth
    superficial 14 days
    medium 42 days
    deep 3 months
  because "why" tell "t" cite house_rule
check thinner "Blood thinner" wait for clearance by doctor while taking blood_thinner because "why" tell "t" cite house_rule
check chemo "Chemotherapy" wait from 28 days before start of chemotherapy until 28 days after its end then cleared by doctor because "why" tell "t" cite house_rule
check sun "Sun" wait from 7 days before start of sun_plan until 14 days after its end because "why" tell "t" cite house_rule
check sore "Cold sore" wait while cold_sore is present, until "healed" because "why" tell "t" cite house_rule
check dark "Darker skin" limit depth to 1.5 mm while skin_type is at least IV cleared by dermatologist because "why" tell "t" cite house_rule
check ticked "Ticked none, names one" ask again while tick_none is yes and any product because "why" tell "t" cite house_rule
check metal "Metal" go only with "other needles" while allergic to nickel because "why" tell "t" cite house_rule
check minor "Minor" wait while age is under 18 years because "why" tell "t" cite house_rule
guarantee pregnancy "Pregnancy" never go while pregnant is yes because "why" cite house_rule
)";

const char* second_pack = R"(pack acid 1.0.0 "Second test pack"
use body 1
performs peel
source house_rule "House rule of the test" house
check after_needles "Needling" wait 14 days after last needling in treated area because "why" tell "t" cite house_rule
)";

const support::Rules& rules() {
  static const support::Rules loaded = support::load({vocabulary, pack, second_pack});
  return loaded;
}

/// A record of 2026-03-16 in which everything is answered "no" but for what is given.
std::string record(const std::string& answers, const std::string& more = "", const std::string& depth = "1.0") {
  std::string form;
  const std::vector<std::pair<std::string, std::string>> all = {
      {"pregnant", "\"no\""}, {"tick_none", "\"no\""}, {"birth_date", "\"1990-05-04\""},
      {"products", "[]"},     {"medicines", "[]"},     {"procedures", "[]"},
      {"plans", "[]"},        {"illnesses", "[]"},     {"states", "[]"},
      {"allergies", "[]"}};
  for (const auto& [name, value] : all) {
    if (answers.find("\"" + name + "\"") == std::string::npos)
      form += (form.empty() ? "" : ",") + ("\"" + name + "\":" + value);
  }
  if (!answers.empty()) form += "," + answers;
  return R"({"record":"contra.intake/1","id":"t","visit":"2026-03-16","plan":[{"treatment":"needles","area":["face"],"depth":{"mm":)" +
         depth + R"(}}],"forms":[{"kind":"full","signed":"2026-03-10","by":"client","answers":{)" + form +
         R"(}},{"kind":"practitioner","signed":"2026-03-10","by":"practitioner","answers":{"skin_type":"II"}}])" +
         more + "}";
}

Day day(const char* iso) { return *parse_iso_day(iso); }

std::string on(const std::string& json, const char* iso) {
  eval::DecideOptions options;
  options.on = day(iso);
  return brief(decide(rules(), json, options));
}

TEST(Decide, EverythingNoIsGo) { EXPECT_EQ(brief(decide(rules(), record(""))), "go"); }

TEST(Decide, WaitEndsOnDayN) {
  const std::string json = record(R"("products":[{"term":"tretinoin","last":"2026-03-09","area":["face"]}])");
  EXPECT_EQ(on(json, "2026-03-13"), "wait until 2026-03-14: retinoid(1)");
  EXPECT_EQ(on(json, "2026-03-14"), "go, better 2026-03-16");
  EXPECT_EQ(on(json, "2026-03-15"), "go, better 2026-03-16");
  EXPECT_EQ(on(json, "2026-03-16"), "go");
}

TEST(Decide, BetweenTheTiersIsGoWithANote) {
  const auto decision =
      decide(rules(), record(R"("products":[{"term":"tretinoin","last":"2026-03-10","area":["face"]}])"));
  ASSERT_EQ(decision.treatments[0].notes.size(), 1u);
  EXPECT_EQ(decision.treatments[0].notes[0].check, "retinoid");
  EXPECT_EQ(decision.treatments[0].notes[0].better_until, day("2026-03-17"));
}

TEST(Decide, AnotherAreaDoesNotCountAPartOfItDoes) {
  EXPECT_EQ(
      brief(decide(rules(),
                   record(R"("products":[{"term":"retinol","last":"2026-03-10","ongoing":"no","area":["back"]}])"))),
      "go");
  EXPECT_EQ(brief(decide(rules(), record(R"("products":[{"term":"retinol","ongoing":"yes","area":["cheeks"]}])"))),
            "wait without end: retinoid(2)");
}

TEST(Decide, AnUnknownAreaMayBeTheTreatedOne) {
  const auto decision = decide(rules(), record(R"("products":[{"term":"retinol","ongoing":"yes"}])"));
  EXPECT_EQ(brief(decision), "wait without end: retinoid(4)");
  ASSERT_EQ(decision.treatments[0].questions.size(), 1u);
  EXPECT_EQ(decision.treatments[0].questions[0].cause.what, eval::Cause::What::entry_detail);
}

TEST(Decide, AVagueDateWaitsForItsLatestDay) {
  EXPECT_EQ(on(record(R"("products":[{"term":"tretinoin","last":"2026-03","area":["face"]}])"), "2026-03-14"),
            "wait until 2026-03-15: retinoid(4)");
  EXPECT_EQ(on(record(R"("products":[{"term":"tretinoin","last":"2026-03","area":["face"]}])"), "2026-03-15"),
            "go, better 2026-03-17");
}

TEST(Decide, UnsureDeclinedAndNotAskedWaitAlike) {
  for (const char* answer : {"\"unsure\"", "\"declined\"", "null"}) {
    EXPECT_EQ(brief(decide(rules(), record(std::string(R"("pregnant":)") + answer))), "wait without end: pregnancy(4)")
        << answer;
    EXPECT_EQ(brief(decide(rules(), record(std::string(R"("products":)") + answer))), "wait without end: retinoid(4)")
        << answer;
  }
}

TEST(Decide, AGeneralTermMayBeAnyOfItsKindsAndUnknownTextAnyTerm) {
  EXPECT_EQ(
      brief(decide(rules(), record(R"("products":[{"text":"the green cream","last":"2026-03-10","area":["face"]}])"))),
      "go, better 2026-03-17");
  EXPECT_EQ(on(record(R"("products":[{"text":"the green cream","last":"2026-03-10","area":["face"]}])"), "2026-03-14"),
            "wait until 2026-03-15: retinoid(4)");
  EXPECT_EQ(on(record(R"("products":[{"term":"product","last":"2026-03-10","area":["face"]}])"), "2026-03-14"),
            "wait until 2026-03-15: retinoid(4)");
  EXPECT_EQ(on(record(R"("products":[{"term":"cream","last":"2026-03-10","area":["face"]}])"), "2026-03-14"), "go");
}

TEST(Decide, EveryEventCountsNotOnlyTheNewest) {
  const std::string peels =
      R"("procedures":[{"term":"peel","on":"2026-01-31","depth":"deep","area":["face"]},{"term":"peel","on":"2026-02-20","depth":"superficial","area":["face"]}])";
  EXPECT_EQ(brief(decide(rules(), record(peels))),
            "wait until 2026-05-01: peel_wait(1)");  // 31 January + 3 months rounds up
  EXPECT_EQ(on(record(peels), "2026-04-30"), "wait until 2026-05-01: peel_wait(1)");
  EXPECT_EQ(on(record(peels), "2026-05-01"), "go");
}

TEST(Decide, AnUnknownDepthMayBeAnyRow) {
  const std::string peel = R"("procedures":[{"term":"peel","on":"2026-03-08","area":["face"]}])";
  EXPECT_EQ(brief(decide(rules(), record(peel))), "wait until 2026-06-08: peel_wait(1)");
  EXPECT_EQ(on(record(peel), "2026-03-22"), "wait until 2026-06-08: peel_wait(4)");  // past the shortest row
}

TEST(Decide, AClearanceLiftsForItsTermsAndItsTime) {
  const std::string taking = R"("medicines":[{"term":"apixaban","ongoing":"yes","prescribed":"yes"}])";
  const auto clearance = [](const char* rest) {
    return std::string(R"(,"clearances":[{"check":"thinner","by":"dermatologist","name":"A","on":"2026-03-10")") +
           rest + "}]";
  };
  EXPECT_EQ(brief(decide(rules(), record(taking))), "wait without end: thinner(3)");
  EXPECT_EQ(brief(decide(rules(), record(taking, clearance("")))), "go");
  EXPECT_EQ(brief(decide(rules(), record(taking, clearance(R"(,"for":["apixaban"])")))), "go");
  EXPECT_EQ(brief(decide(rules(), record(taking, clearance(R"(,"for":["warfarin"])")))),
            "wait without end: thinner(3)");
  EXPECT_EQ(on(record(taking, clearance("")), "2026-09-10"), "go");
  EXPECT_EQ(on(record(taking, clearance("")), "2026-09-11"), "wait renewed 2026-09-11: thinner(3)");
}

TEST(Decide, AClearanceNeverCoversWhatBeganLater) {
  const std::string taking = R"("medicines":[{"term":"apixaban","start":"2026-03-05","ongoing":"yes"}])";
  const auto cleared_on = [&](const char* iso) {
    return brief(decide(
        rules(), record(taking, std::string(R"(,"clearances":[{"check":"thinner","by":"doctor","name":"A","on":")") +
                                    iso + "\"}]")));
  };
  EXPECT_EQ(cleared_on("2026-03-04"), "wait without end: thinner(3)");
  EXPECT_EQ(cleared_on("2026-03-05"), "go");
}

TEST(Decide, ALastDayDoesNotProveThatAMedicineHasEnded) {
  EXPECT_EQ(brief(decide(rules(), record(R"("medicines":[{"term":"apixaban","last":"2026-02-01"}])"))),
            "wait without end: thinner(4)");
  EXPECT_EQ(brief(decide(rules(), record(R"("medicines":[{"term":"apixaban","end":"2026-02-01"}])"))), "go");
}

TEST(Decide, DoorsCloseBeforeAndAfterAPlannedPeriod) {
  const std::string plan = R"("plans":[{"term":"beach holiday","start":"2026-04-10","end":"2026-04-20"}])";
  EXPECT_EQ(on(record(plan), "2026-04-02"), "go");
  EXPECT_EQ(on(record(plan), "2026-04-03"), "wait until 2026-05-04: sun(1)");
  EXPECT_EQ(on(record(plan), "2026-05-03"), "wait until 2026-05-04: sun(1)");
  EXPECT_EQ(on(record(plan), "2026-05-04"), "go");
  EXPECT_EQ(decide(rules(), record(plan)).treatments[0].holds_until, day("2026-04-02"));
}

TEST(Decide, ChemotherapyStaysClosedUntilCleared) {
  const std::string chemo = R"("illnesses":[{"term":"chemotherapy","start":"2025-06-01","end":"2025-09-01"}])";
  EXPECT_EQ(brief(decide(rules(), record(chemo))), "wait without end: chemo(3)");
  EXPECT_EQ(
      brief(decide(rules(),
                   record(chemo, R"(,"clearances":[{"check":"chemo","by":"doctor","name":"A","on":"2026-03-01"}])"))),
      "go");
}

TEST(Decide, AStateIsLiftedForThatVisitByInspection) {
  const std::string sore = R"("states":[{"term":"cold sore","area":["face"]}])";
  EXPECT_EQ(brief(decide(rules(), record(sore))), "wait without end: sore(2)");
  const std::string seen = R"(,"clearances":[{"check":"sore","by":"practitioner","name":"A","on":"2026-03-16"}])";
  EXPECT_EQ(on(record(sore, seen), "2026-03-16"), "go");
  EXPECT_EQ(on(record(sore, seen), "2026-03-17"), "wait without end: sore(2)");
}

TEST(Decide, ALimitNamesTheSettingAtWhichItIsGo) {
  std::string json = record("", "", "2.0");
  json.replace(json.find("\"II\""), 4, "\"IV\"");
  const auto decision = decide(rules(), json);
  EXPECT_EQ(brief(decision), "wait without end: dark(6)");
  ASSERT_FALSE(decision.treatments[0].promises.empty());
  const auto has_depth = [](const eval::Promise& p) {
    return p.edits.size() == 1 && p.edits[0].what == eval::Edit::What::depth && p.edits[0].depth == 1500 &&
           p.verdict == eval::Verdict::go;
  };
  EXPECT_TRUE(std::any_of(decision.treatments[0].promises.begin(), decision.treatments[0].promises.end(), has_depth));
}

TEST(Decide, AConditionThatMayHoldIsAttached) {
  EXPECT_EQ(decide(rules(), record(R"("allergies":[{"term":"nickel"}])")).treatments[0].conditions.at(0).sure, true);
  EXPECT_EQ(decide(rules(), record(R"("allergies":"unsure")")).treatments[0].conditions.at(0).sure, false);
  EXPECT_EQ(decide(rules(), record(R"("allergies":[])")).treatments[0].conditions.size(), 0u);
}

TEST(Decide, ALeapDayChildIsOfAgeOnTheFirstOfMarch) {
  const std::string json = record(R"("birth_date":"2008-02-29")");
  eval::DecideOptions options;
  options.as_of = day("2026-02-20");
  std::string early = json;
  for (std::size_t at; (at = early.find("2026-03-10")) != std::string::npos;) early.replace(at, 10, "2026-02-10");
  options.on = day("2026-02-28");
  EXPECT_EQ(brief(decide(rules(), early, options)), "wait until 2026-03-01: minor(2)");
  options.on = day("2026-03-01");
  EXPECT_EQ(brief(decide(rules(), early, options)), "go");
}

TEST(Decide, AnOldFormIsGoOnceRenewed) {
  EXPECT_EQ(on(record(""), "2027-03-10"), "go");
  EXPECT_EQ(on(record(""), "2027-03-11"), "wait renewed 2027-03-11: form_validity(4)");
}

TEST(Decide, PromisesNameTheLatestDayThatWouldDo) {
  const auto decision = decide(rules(), record(R"("products":[{"term":"tretinoin","last":"2026-03","area":["face"]}])"),
                               {day("2026-03-14"), std::nullopt, true});
  const auto& t = decision.treatments[0];
  ASSERT_EQ(t.ask_first.size(), 1u);
  ASSERT_EQ(t.ask_first_answers.size(), 1u);
  EXPECT_EQ(t.ask_first_answers[0].day, day("2026-03-09"));
  EXPECT_FALSE(t.ask_first_answers[0].or_later);
}

TEST(Decide, AnEmptyNewerFormRenewsNothing) {
  const auto with_form = [](const char* answers) {
    std::string json = record("");
    return json.insert(
        json.find("\"forms\":[") + 9,
        std::string(R"({"kind":"full","signed":"2027-03-10","by":"client","answers":)") + answers + "},");
  };
  EXPECT_EQ(on(with_form("{}"), "2027-03-11"), "wait renewed 2027-03-11: form_validity(4)");
  EXPECT_EQ(on(with_form(R"({"pregnant":"no"})"), "2027-03-11"), "wait renewed 2027-03-11: form_validity(4)");
  const std::string all =
      R"({"pregnant":"no","tick_none":"no","birth_date":"1990-05-04","products":[],"medicines":[],"procedures":[],"plans":[],"illnesses":[],"states":[],"allergies":[]})";
  // What the practitioner saw ages too, and no form of the client renews it.
  EXPECT_EQ(on(with_form(all.c_str()), "2027-03-11"), "wait renewed 2027-03-11: form_validity(4)");
  std::string seen = with_form(all.c_str());
  seen.insert(seen.find("\"forms\":[") + 9,
              R"({"kind":"practitioner","signed":"2027-03-10","by":"practitioner","answers":{"skin_type":"II"}},)");
  EXPECT_EQ(on(seen, "2027-03-11"), "go");
}

TEST(Decide, TreatmentsOfOneDaySeeEachOther) {
  const auto planned = [](const char* area) {
    std::string json = record("");
    return json.insert(json.find("\"plan\":[") + 8, std::string(R"({"treatment":"acid","area":[")") + area + "\"]},");
  };
  const auto same = decide(rules(), planned("cheeks"));
  EXPECT_EQ(brief(same), "wait without end: after_needles(6)");
  EXPECT_EQ(same.treatments[1].verdict, eval::Verdict::wait);  // the pack of needles waits after a peel
  const auto apart = decide(rules(), planned("back"));
  EXPECT_EQ(apart.verdict, eval::Verdict::go);
  ASSERT_TRUE(same.treatments[0].facts);
  EXPECT_EQ(same.treatments[0].reasons[0].evidence[0].pointer, "/plan/1");
}

TEST(Decide, OneOfTwoContradictingAnswersIsCorrected) {
  const auto decision =
      decide(rules(), record(R"("tick_none":"yes","products":[{"term":"cream","last":"2026-03-01","area":["face"]}])"));
  EXPECT_EQ(brief(decision), "wait without end: ticked(4)");
  const auto& t = decision.treatments[0];
  ASSERT_EQ(t.ask_first.size(), 1u);
  EXPECT_EQ(t.ask_first_answers[0].options, 2u);  // no
}

TEST(Decide, AnAnswerThatCannotBeIsAskedAgainAndMended) {
  const auto decision =
      decide(rules(), record(R"("products":[{"term":"tretinoin","last":"2026-02-31","area":["face"]}])"));
  EXPECT_EQ(brief(decision), "wait without end: answers(4), retinoid(4)");
  ASSERT_EQ(decision.treatments[0].ask_first.size(), 1u);
  EXPECT_EQ(decision.treatments[0].ask_first_answers[0].day, day("2026-03-10"));
}

TEST(Decide, AClearanceThatDoesNotCountSaysWhy) {
  const std::string taking = R"("medicines":[{"term":"apixaban","ongoing":"yes","prescribed":"yes"}])";
  const auto idle = [&](const char* rest) {
    return decide(rules(),
                  record(taking, std::string(R"(,"clearances":[{"check":"thinner","name":"A",)") + rest + "}]"))
        .treatments[0]
        .reasons.at(0)
        .idle_clearances.at(0)
        .why;
  };
  EXPECT_EQ(idle(R"("by":"practitioner","on":"2026-03-10")"), "This check is not for practitioner to clear.");
  EXPECT_EQ(idle(R"("by":"doctor","on":"2026-03-17")"), "It counts from 2026-03-17 on only.");
  EXPECT_EQ(idle(R"("by":"doctor","on":"2026-03-10","until":"2026-03-15")"), "It ran out on 2026-03-15.");
}

TEST(Decide, ALooseningIsToldWhereItChangesTheDay) {
  const char* policy = R"(policy "Test clinic" on needles 1
source clinic "House rule of the clinic" house
loosen retinoid: wait 3 days after last retinoid in treated area
  because "Tested" approved by "A. Invented" until 2026-12-31 cite clinic
)";
  const support::Rules loose = support::load({vocabulary, pack, policy}, {"Test clinic"});
  const std::string json = record(R"("products":[{"term":"tretinoin","last":"2026-03-10","area":["face"]}])");
  eval::DecideOptions options;
  options.on = day("2026-03-14");
  const auto decision = decide(loose, json, options);
  EXPECT_EQ(brief(decision), "go");
  ASSERT_EQ(decision.treatments[0].loosened.size(), 1u);
  EXPECT_NE(decision.treatments[0].loosened[0].words.find("A. Invented"), std::string::npos);
  options.on = day("2026-03-17");  // the pack's own windows are over: nothing to tell
  EXPECT_TRUE(decide(loose, json, options).treatments[0].loosened.empty());
}

TEST(Decide, AClearanceForATermDoesNotCoverAnAskedDay) {
  const support::Rules asked =
      support::load({std::string(vocabulary) + "ask burnt_on \"When were you last sunburnt?\" past day\n",
                     R"(pack needles 1.0.0 "Test pack"
use body 1
source house_rule "House rule of the test" house
check burn "Burn" wait 5 days after last retinoid or burnt_on cleared by doctor because "why" tell "t" cite house_rule
)"});
  const std::string head =
      R"({"record":"contra.intake/1","id":"t","visit":"2026-03-16","plan":[{"treatment":"needles"}],"forms":[{"kind":"full","signed":"2026-03-15","by":"client","answers":{"products":[],"burnt_on":"2026-03-15"}}],"clearances":[{"check":"burn","by":"doctor","name":"A","on":"2026-03-15")";
  EXPECT_EQ(brief(decide(asked, head + R"(,"for":["retinoid"]}]})")), "wait until 2026-03-20: burn(1)");
  EXPECT_EQ(brief(decide(asked, head + "}]}")), "go");
}

TEST(Decide, AHugeRecordEnds) {
  std::string entries;
  for (int i = 0; i < 1000; ++i)
    entries += std::string(i == 0 ? "" : ",") + R"({"text":"zz7","on":{"in the last":"6 months"}})";
  EXPECT_EQ(decide(rules(), record("\"procedures\":[" + entries + "]")).verdict, eval::Verdict::wait);
}

TEST(Decide, TwoAskAgainThatExcludeEachOtherLeaveNoCompletion) {
  const support::Rules two = support::load({vocabulary, std::string(R"(pack needles 1.0.0 "Test pack"
use body 1
source house_rule "House rule of the test" house
check a "A" ask again while tick_none is yes because "why" tell "t" cite house_rule
check b "B" ask again while tick_none is no because "why" tell "t" cite house_rule
)")});
  std::string json =
      R"({"record":"contra.intake/1","id":"t","visit":"2026-03-16","plan":[{"treatment":"needles"}],"forms":[{"kind":"full","signed":"2026-03-10","by":"client","answers":{}}]})";
  EXPECT_EQ(decide(two, json).verdict, eval::Verdict::wait);
}

TEST(Decide, ATreatmentWithoutRulesWaits) {
  std::string json = record("");
  json.replace(json.find("\"needles\""), 9, "\"other\"");
  EXPECT_EQ(decide(rules(), json).verdict, eval::Verdict::wait);
}

}  // namespace
}  // namespace contra
