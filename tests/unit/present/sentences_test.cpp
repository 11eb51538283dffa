#include "present/sentences.hpp"

#include <gtest/gtest.h>

#include "fixture.hpp"

namespace contra::present {
namespace {

using namespace fixture;
using eval::Cause;
using eval::Edit;
using time::DaySet;

Sentences sentences(const World& world) {
  return Sentences(world.facts, world.decision, world.decision.treatments.front());
}

TEST(Reason, UntilADay) {
  World w;
  const int e =
      w.entry(products, tretinoin, "Retin-A", World::point(DaySet::one(day("2026-03-14")), true), "\"2026-03-14\"");
  eval::Reason r = w.reason("topical_retinoid", 1, true);
  r.until = day("2026-03-19");
  r.windows = {"5 days"};
  r.evidence = {w.evidence(products, e)};
  EXPECT_EQ(sentences(w).reason(r),
            "WAIT recommended until Thursday 19 March 2026: Retin-A (tretinoin) was last used on 14 March 2026. 5 days "
            "are needed.");
}

TEST(Reason, AVagueDayShowsWhatWasSaid) {
  World w;
  const int e = w.entry(products, tretinoin, "tretinoin", World::point(days("2026-02-26", "2026-03-06"), true),
                        R"({"about":"2 weeks ago"})");
  eval::Reason r = w.reason("topical_retinoid", 4, false);
  r.windows = {"1 day"};
  r.until = day("2026-03-19");
  r.evidence = {w.evidence(products, e)};
  EXPECT_EQ(sentences(w).reason(r),
            "WAIT recommended until this is clear: tretinoin was last used between 26 February and 6 March 2026 (as "
            "given: about 2 weeks "
            "ago). 1 day is needed. At the latest it is over on 19 March 2026.");
}

TEST(Reason, StateOfLifeClearanceAndSetting) {
  World w;
  w.facts.questions[pregnant].state = eval::State::value;
  eval::Reason r = w.reason("pregnancy", 2, true);
  r.resolved_when = "after the pregnancy";
  eval::Evidence e;
  e.question = pregnant;
  e.value = "\"yes\"";
  r.evidence = {e};
  EXPECT_EQ(sentences(w).reason(r),
            "WAIT recommended until after the pregnancy: “Are you pregnant, or might you be?” was answered yes.");
  r.kind = 3;
  r.cleared_by = {0, 1};
  EXPECT_EQ(sentences(w).reason(r),
            "WAIT recommended until a dermatologist or a prescriber clears it: “Are you pregnant, or might you be?” "
            "was answered yes.");
  r.kind = 6;
  r.limit_words = "1.5 mm";
  r.evidence.clear();
  EXPECT_EQ(sentences(w).reason(r), "WAIT recommended at this depth, the limit here is 1.5 mm.");
}

TEST(Reason, NotAsked) {
  World w;
  eval::Reason r = w.reason("isotretinoin", 4, false);
  r.evidence = {w.evidence(medicines, -1)};
  r.windows = {"6 months"};
  EXPECT_EQ(sentences(w).reason(r),
            "WAIT recommended until this is clear: “Which medicines do you take, or have you taken?” has not been "
            "asked. 6 months are needed.");
}

TEST(Question, InPlainWords) {
  World w;
  const int dated = w.entry(medicines, isotretinoin, "isotretinoin",
                            World::period(DaySet::until(w.facts.visit), DaySet::all()), nullptr);
  EXPECT_EQ(sentences(w).question({Cause::What::entry_date, medicines, dated, -1}, {"isotretinoin"}),
            "Is isotretinoin still taken, and if not, when did it end?");
  EXPECT_EQ(sentences(w).question_state({Cause::What::entry_date, medicines, dated, -1}), "no date given");
  const int last =
      w.entry(medicines, isotretinoin, "isotretinoin", World::point(days("2025-09-01", "2025-11-30"), true), "{}");
  EXPECT_EQ(sentences(w).question({Cause::What::entry_date, medicines, last, -1}, {}),
            "When was isotretinoin last taken?");
  EXPECT_EQ(sentences(w).question({Cause::What::list, products, -1, -1}, {"topical_retinoid"}),
            "Which of these have you put on your skin, and when last? In particular: prescription retinoid.");
  EXPECT_EQ(sentences(w).question_state({Cause::What::list, products, -1, -1}), "not asked yet");
  const int used = w.entry(products, tretinoin, "tretinoin", World::period(DaySet::all(), DaySet::all()), nullptr);
  EXPECT_EQ(sentences(w).question({Cause::What::entry_date, products, used, -1}, {}), "When was tretinoin last used?");
  const int text =
      w.entry(products, -1, "the green cream from Anna", World::period(DaySet::all(), DaySet::all()), nullptr);
  EXPECT_EQ(sentences(w).question({Cause::What::entry_term, products, text, -1}, {}),
            "What exactly is “the green cream from Anna”?");
  const int p =
      w.entry(procedures, peel, "peel", World::point(DaySet::one(day("2026-02-02")), false), "\"2026-02-02\"");
  EXPECT_EQ(sentences(w).question({Cause::What::entry_detail, procedures, p, 0}, {}),
            "What was the depth of the chemical peel: superficial, medium or deep?");
}

TEST(Question, AClientIsNotAskedWhatThePractitionerAnswers) {
  World w;
  EXPECT_EQ(sentences(w).client_question({Cause::What::question, skin_type, -1, -1}), "");
  EXPECT_EQ(sentences(w).client_question({Cause::What::question, pregnant, -1, -1}),
            "Are you pregnant, or might you be?");
}

TEST(Promise, GoIfOnOrBefore) {
  World w;
  const int e =
      w.entry(medicines, isotretinoin, "isotretinoin", World::point(days("2025-09-01", "2025-11-30"), true), "{}");
  eval::Promise p;
  p.verdict = eval::Verdict::go;
  p.about = "isotretinoin";
  Edit edit;
  edit.what = Edit::What::entry_date;
  edit.id = medicines;
  edit.entry = e;
  edit.day = day("2025-09-16");
  p.edits = {edit};
  EXPECT_EQ(sentences(w).promise(p),
            "GO on 16 March 2026 if the last isotretinoin was on or before 16 September 2025.");
}

TEST(Promise, APrescribedMedicineIsNeverToldToStop) {
  World w;
  const int medicine = w.entry(medicines, isotretinoin, "isotretinoin",
                               World::period(DaySet::until(w.facts.visit), DaySet::one(forever)), "\"yes\"");
  const int plain =
      w.entry(procedures, peel, "peel", World::period(DaySet::until(w.facts.visit), DaySet::one(forever)), "\"yes\"");
  eval::Promise p;
  p.earliest = day("2026-09-16");
  Edit edit;
  edit.what = Edit::What::entry_ended;
  edit.id = medicines;
  edit.entry = medicine;
  edit.day = w.facts.visit;
  p.edits = {edit};
  EXPECT_EQ(sentences(w).promise(p),
            "If your prescriber ends isotretinoin by 16 March 2026: GO from 16 September 2026.");
  p.edits[0].id = procedures;
  p.edits[0].entry = plain;
  EXPECT_EQ(sentences(w).promise(p), "If chemical peel ended today (16 March 2026): GO from 16 September 2026.");
}

TEST(Promise, UnknownWhetherPrescribedCountsAsPrescribed) {
  World w;
  check::Detail detail;
  detail.name = "prescribed";
  detail.type.yes_no = true;
  detail.type.options = detail.type.labels = {"yes", "no"};
  w.vocabulary->lists[procedures].details = {detail};
  const int e = w.entry(procedures, peel, "peel", World::period(DaySet::all(), DaySet::all()), nullptr);
  EXPECT_TRUE(sentences(w).prescribed(procedures, e));
  auto& fact = w.facts.lists[procedures].entries[0].details[0];
  fact.known = true;
  fact.options = 2;
  EXPECT_FALSE(sentences(w).prescribed(procedures, e));
  fact.options = 1;
  EXPECT_TRUE(sentences(w).prescribed(procedures, e));
}

TEST(Promise, SeveralEditsJoinInOneSentence) {
  World w;
  eval::Promise p;
  p.verdict = eval::Verdict::go;
  Edit answer;
  answer.id = pregnant;
  answer.options = 2;
  Edit none;
  none.what = Edit::What::list_no;
  none.id = products;
  Edit clear;
  clear.what = Edit::What::clearance;
  clear.check = "isotretinoin";
  clear.role = 0;
  Edit depth;
  depth.what = Edit::What::depth;
  depth.words = "1.5 mm";
  p.edits = {clear, answer, none, depth};
  EXPECT_EQ(sentences(w).promise(p),
            "GO on 16 March 2026 at up to 1.5 mm, if the answer to “Are you pregnant, or might you be?” is no and the "
            "answer to “Which of "
            "these have you put on your skin, and when last?” is no, once a dermatologist clears “Oral isotretinoin”.");
}

TEST(Care, HoursAndDays) {
  World w;
  check::CareLine line;
  line.text = "make-up";
  eval::CareLine care;
  care.line = &line;
  care.for_hours = 24;
  care.better_hours = 48;
  EXPECT_EQ(sentences(w).care_line(care), "Avoid make-up for 24 hours after the session, better 48 hours.");
  line.verb = syntax::CareLine::Verb::watch_for;
  line.text = "redness that grows";
  care.for_hours = care.better_hours = {};
  EXPECT_EQ(sentences(w).care_line(care), "Watch for redness that grows.");
  line.verb = syntax::CareLine::Verb::next_session;
  care.from = day("2026-04-13");
  EXPECT_EQ(sentences(w).care_line(care), "Next session from Monday 13 April 2026.");
}

TEST(Care, LastDaysThatAreGoneAreNotShown) {
  World w;
  const auto add = [&](const char* what, const char* last, bool better) {
    eval::PreCare care;
    care.what = what;
    care.last_day = day(last);
    care.better = better;
    care.source_check = w.check("topical_retinoid");
    w.treatment().pre_care.push_back(care);
  };
  add("retinol", "2026-03-16", false);
  add("retinol", "2026-03-14", true);
  add("deep peel", "2026-03-15", false);
  const auto lines = pre_care_lines(w.treatment(), day("2026-03-16"));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].what, "retinol");
  EXPECT_EQ(*lines[0].better, day("2026-03-14"));
  EXPECT_TRUE(lines[0].prescribed);
}

}  // namespace
}  // namespace contra::present
