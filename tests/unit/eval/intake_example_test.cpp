// The example record of the format, in which every form of an answer stands once: each must be read with its meaning.
#include "time/words.hpp"
#include "unit/eval/small_vocabulary.hpp"

namespace contra::eval {
namespace {

using namespace small;
using time::DaySet;

const char* const example = R"({
  "record": "contra.intake/1",
  "id": "c-0417",
  "visit": "2026-03-16",
  "as_of": "2026-03-16",
  "plan": [ { "treatment": "microneedling", "area": ["face"], "depth": { "mm": 1.0 } },
            { "treatment": "led", "area": ["face"] } ],
  "forms": [
    { "kind": "full", "signed": "2026-02-20", "by": "client", "answers": {
        "birth_date": "1988-05",
        "nursing": "no",
        "pregnant": "not applicable",
        "keloid_self": "unsure",
        "bleeding_disorder": "declined",
        "fever": null,
        "diabetes": "yes",
        "diabetes_control": { "unsure": "usually okay, don't know my last value" },
        "keloid_box": "yes",
        "products": [
          { "term": "Retin-A",   "last": "2026-02-18", "area": ["face"] },
          { "term": "retinol",   "ongoing": "yes", "area": ["neck"] },
          { "term": "vitamin C", "last": { "about": "2 weeks ago" } },
          { "term": "scrub",     "last": "never" },
          { "text": "the green cream from Anna", "last": "unsure" } ],
        "medicines": { "asked": ["isotretinoin", "blood thinner"], "entries": [
          { "term": "isotretinoin", "last": { "between": ["2025-09-01", "2025-11-30"] }, "said": "last autumn" },
          { "term": "apixaban",     "ongoing": "yes", "prescribed": "yes" },
          { "term": "doxycycline",  "start": "2026-02-10", "end": "2026-03-20", "prescribed": "yes" } ] },
        "procedures": [
          { "term": "peel",     "on": "2025-02", "depth": "superficial", "area": ["face"] },
          { "term": "needling", "on": { "in the last": "6 months" }, "depth": { "mm": { "from": 0.5, "to": 1.5 } } },
          { "term": "filler",   "on": { "words": "a few days before Christmas" } },
          { "term": "surgery",  "on": { "not in the last": "12 months" } } ],
        "cancer": [ { "term": "chemotherapy", "start": "2026-04-20", "end": "unsure" } ],
        "planned_sun": [ { "term": "beach holiday", "start": "2026-03-19", "end": "2026-03-26" } ],
        "events": { "entries": [], "more": "yes" },
        "allergies": "yes",
        "marks": []
    } },
    { "kind": "change", "signed": "2026-03-12", "by": "client", "nothing_changed": "no",
      "answers": { "nursing": "yes" } },
    { "kind": "practitioner", "signed": "2026-03-16", "by": "practitioner",
      "answers": { "skin_type": { "one of": ["III", "IV"] }, "metal_patch_test": "not done" } }
  ],
  "clearances": [
    { "check": "anticoagulant", "by": "prescriber", "name": "Dr Invented", "on": "2026-03-10", "until": "2026-09-10", "for": ["apixaban"] },
    { "check": "cold_sore_now", "by": "practitioner", "name": "K. Example", "on": "2026-03-16" }
  ]
})";

class Example : public ::testing::Test {
 protected:
  Read r = read(example);
};

TEST_F(Example, IsReadWithoutARefusalOrAFault) {
  EXPECT_FALSE(r.refused()) << r.shown();
  for (const AnswerFault& f : r.facts().faults) ADD_FAILURE() << f.message;
  EXPECT_EQ(r.facts().id, "c-0417");
  EXPECT_EQ(r.facts().visit, day("2026-03-16"));
  ASSERT_TRUE(r.facts().as_of);
  EXPECT_EQ(*r.facts().as_of, day("2026-03-16"));
  EXPECT_EQ(r.facts().latest_signing, day("2026-03-16"));
}

TEST_F(Example, PlanKeepsItsSettings) {
  ASSERT_EQ(r.facts().plan.size(), 2u);
  const PlanItem& first = r.facts().plan[0];
  EXPECT_EQ(first.treatment, "microneedling");
  EXPECT_TRUE(first.area_known);
  EXPECT_EQ(first.areas, std::vector<check::AreaId>{1});
  EXPECT_TRUE(first.depth_known);
  EXPECT_EQ(first.depth_numbers, (std::vector<Range>{{1000, 1000}}));
  EXPECT_EQ(first.origin.pointer, "/plan/0");
  EXPECT_FALSE(r.facts().plan[1].depth_known);
}

TEST_F(Example, EveryStateOfAnAnswer) {
  EXPECT_EQ(r.question("birth_date").state, State::value);
  EXPECT_EQ(r.question("birth_date").days, days("1988-05-01", "1988-05-31"));
  EXPECT_FALSE(r.question("birth_date").maybe_never);
  EXPECT_EQ(r.question("pregnant").state, State::no);
  EXPECT_EQ(r.question("pregnant").options, 2u);
  EXPECT_EQ(r.question("pregnant").origin.given, "\"not applicable\"");
  EXPECT_EQ(r.question("keloid_self").state, State::unsure);
  EXPECT_EQ(r.question("keloid_self").options, 3u);
  EXPECT_EQ(r.question("bleeding_disorder").state, State::declined);
  EXPECT_EQ(r.question("bleeding_disorder").options, 3u);
  EXPECT_EQ(r.question("fever").state, State::not_asked);
  EXPECT_EQ(r.question("fever").options, 3u);
  EXPECT_EQ(r.question("fever").origin.pointer, "");
  EXPECT_EQ(r.question("diabetes").state, State::value);
  EXPECT_EQ(r.question("diabetes").options, 1u);
  EXPECT_EQ(r.question("diabetes_control").state, State::unsure);
  EXPECT_EQ(r.question("diabetes_control").origin.given, "{\"unsure\":\"usually okay, don't know my last value\"}");
  EXPECT_EQ(r.question("diabetes_control").origin.pointer, "/forms/0/answers/diabetes_control");
}

TEST_F(Example, ABoxLeavesOpenWhichOneItIs) {
  EXPECT_EQ(r.question("keloid_box").options, 1u);
  EXPECT_EQ(r.question("keloid_family").options, 3u);
  EXPECT_EQ(r.question("keloid_family").state, State::not_asked);
}

TEST_F(Example, TheNewerFormWins) {
  EXPECT_EQ(r.question("nursing").options, 1u);
  EXPECT_EQ(r.question("nursing").signed_on, day("2026-03-12"));
  EXPECT_EQ(r.question("nursing").known_since, day("2026-03-12"));
  EXPECT_EQ(r.question("pregnant").signed_on, day("2026-02-20"));
}

TEST_F(Example, ThePractitionersAnswers) {
  EXPECT_EQ(r.question("skin_type").state, State::value);
  EXPECT_EQ(r.question("skin_type").options, 0b001100u);
  EXPECT_EQ(r.question("metal_patch_test").options, 0b100u);
}

TEST_F(Example, Products) {
  const ListFact& list = r.list("products");
  EXPECT_EQ(list.state, State::value);
  ASSERT_EQ(list.entries.size(), 4u);  // the scrub was never used
  EXPECT_EQ(list.covered, terms_of("products"));

  const Entry& retin = list.entries[0];
  EXPECT_EQ(retin.words, "Retin-A");
  EXPECT_EQ(retin.terms, terms({"tretinoin"}));
  EXPECT_EQ(retin.timing.kind, Timing::Kind::point);
  EXPECT_TRUE(retin.timing.last_use);
  EXPECT_FALSE(retin.timing.surely_ended);
  EXPECT_TRUE(retin.timing.start == on_day("2026-02-18"));
  EXPECT_TRUE(retin.dated);
  ASSERT_EQ(retin.details.size(), 1u);
  EXPECT_TRUE(retin.details[0].known);
  EXPECT_TRUE(retin.details[0].areas.has(1));
  EXPECT_EQ(retin.details[0].origin.pointer, "/forms/0/answers/products/0/area");
  EXPECT_EQ(retin.date_origin.given, "\"2026-02-18\"");

  const Entry& retinol = list.entries[1];
  EXPECT_EQ(retinol.timing.kind, Timing::Kind::period);
  EXPECT_TRUE(retinol.timing.start == until("2026-02-20"));
  EXPECT_TRUE(retinol.timing.end == DaySet::one(forever));

  const Entry& vitamin = list.entries[2];
  EXPECT_EQ(vitamin.words, "vitamin C");
  EXPECT_TRUE(vitamin.timing.start == time::about_ago(2, time::Unit::week, day("2026-02-20"), {}));

  const Entry& cream = list.entries[3];
  EXPECT_EQ(cream.term, check::none);
  EXPECT_EQ(cream.terms, terms_of("products"));
  EXPECT_EQ(cream.timing.kind, Timing::Kind::period);
  EXPECT_TRUE(cream.timing.start == until("2026-02-20"));
  EXPECT_TRUE(cream.timing.end == DaySet::all());
  EXPECT_FALSE(cream.dated);
  EXPECT_EQ(cream.origin.pointer, "/forms/0/answers/products/4");
}

TEST_F(Example, MedicinesCoverWhatWasAsked) {
  const ListFact& list = r.list("medicines");
  ASSERT_EQ(list.entries.size(), 4u);
  EXPECT_TRUE(kinds("isotretinoin").within(list.covered));
  EXPECT_TRUE(kinds("blood_thinner").within(list.covered));
  EXPECT_TRUE(kinds("doxycycline").within(list.covered));  // it was named
  EXPECT_FALSE(terms_of("medicines").within(list.covered));

  EXPECT_TRUE(list.entries[0].timing.start == days("2025-09-01", "2025-11-30"));
  EXPECT_FALSE(list.entries[0].details[0].known);
  EXPECT_EQ(list.entries[0].details[0].options, 3u);
  EXPECT_TRUE(list.entries[1].details[0].known);
  EXPECT_EQ(list.entries[1].details[0].options, 1u);
  const Entry& doxycycline = list.entries[2];
  EXPECT_EQ(doxycycline.timing.kind, Timing::Kind::period);
  EXPECT_TRUE(doxycycline.timing.start == on_day("2026-02-10"));
  EXPECT_TRUE(doxycycline.timing.end == on_day("2026-03-20"));
  EXPECT_TRUE(doxycycline.timing.surely_ended);

  const Entry& others = list.entries[3];
  EXPECT_FALSE(others.named);
  EXPECT_FALSE(others.surely_there);
  EXPECT_TRUE(others.any_number);
  EXPECT_FALSE(others.terms.meets(kinds("isotretinoin")));
  EXPECT_FALSE(others.terms.meets(kinds("blood_thinner")));
  EXPECT_TRUE(others.terms.meets(kinds("doxycycline")));
}

TEST_F(Example, Procedures) {
  const ListFact& list = r.list("procedures");
  ASSERT_EQ(list.entries.size(), 4u);
  const Entry& peel = list.entries[0];
  EXPECT_EQ(peel.terms, kinds("peel"));
  EXPECT_TRUE(peel.timing.start == days("2025-02-01", "2025-02-28"));
  EXPECT_FALSE(peel.timing.last_use);
  EXPECT_EQ(peel.details[1].options, 1u);
  EXPECT_FALSE(peel.details[2].known);  // the other depth is not the peel's

  const Entry& needling = list.entries[1];
  EXPECT_TRUE(needling.timing.start == days("2025-08-20", "2026-02-20"));
  EXPECT_TRUE(needling.surely_there);
  EXPECT_EQ(needling.details[2].numbers, (std::vector<Range>{{500, 1500}}));
  EXPECT_FALSE(needling.details[0].known);

  const Entry& filler = list.entries[2];
  EXPECT_EQ(filler.date_origin.given, "{\"words\":\"a few days before Christmas\"}");
  ASSERT_TRUE(filler.timing.start.max());

  const Entry& surgery = list.entries[3];
  EXPECT_FALSE(surgery.surely_there);
  EXPECT_TRUE(surgery.timing.start == until("2025-02-20"));
}

TEST_F(Example, PlannedThings) {
  const Entry& chemotherapy = r.entry("cancer");
  EXPECT_EQ(chemotherapy.timing.kind, Timing::Kind::period);
  EXPECT_TRUE(chemotherapy.timing.start == on_day("2026-04-20"));
  EXPECT_TRUE(chemotherapy.timing.end == from("2026-04-20"));
  EXPECT_FALSE(chemotherapy.timing.surely_ended);

  const Entry& holiday = r.entry("planned_sun");
  EXPECT_TRUE(holiday.timing.start == on_day("2026-03-19"));
  EXPECT_TRUE(holiday.timing.end == on_day("2026-03-26"));
}

TEST_F(Example, ListsWithoutNames) {
  ASSERT_EQ(r.list("events").entries.size(), 1u);
  EXPECT_EQ(r.list("events").state, State::value);
  EXPECT_FALSE(r.entry("events").named);
  EXPECT_TRUE(r.entry("events").surely_there);
  EXPECT_TRUE(r.list("events").covered.empty());

  ASSERT_EQ(r.list("allergies").entries.size(), 1u);
  EXPECT_TRUE(r.entry("allergies").surely_there);
  EXPECT_EQ(r.entry("allergies").terms, terms_of("allergies"));
  EXPECT_EQ(r.entry("allergies").timing.kind, Timing::Kind::timeless);

  EXPECT_EQ(r.list("marks").state, State::no);
  EXPECT_TRUE(r.list("marks").entries.empty());
  EXPECT_EQ(r.list("marks").covered, terms_of("marks"));

  EXPECT_EQ(r.list("sun").state, State::not_asked);
  ASSERT_EQ(r.list("sun").entries.size(), 1u);
  EXPECT_FALSE(r.entry("sun").surely_there);
  EXPECT_TRUE(r.list("sun").covered.empty());
}

TEST_F(Example, Forms) {
  ASSERT_EQ(r.facts().forms.size(), 3u);
  EXPECT_EQ(r.facts().forms[1].kind, FormFact::Kind::change);
  ASSERT_TRUE(r.facts().forms[1].nothing_changed);
  EXPECT_FALSE(*r.facts().forms[1].nothing_changed);
  EXPECT_TRUE(r.facts().forms[1].has_answers);
  EXPECT_EQ(r.facts().forms[2].kind, FormFact::Kind::practitioner);
}

TEST_F(Example, Clearances) {
  ASSERT_EQ(r.facts().clearances.size(), 2u);
  const ClearanceFact& first = r.facts().clearances[0];
  EXPECT_FALSE(first.unclear);
  EXPECT_EQ(first.check, "anticoagulant");
  EXPECT_EQ(first.role, 1);
  EXPECT_EQ(first.name, "Dr Invented");
  EXPECT_EQ(*first.on, day("2026-03-10"));
  EXPECT_EQ(*first.until, day("2026-09-10"));
  EXPECT_TRUE(first.for_given);
  EXPECT_EQ(first.for_terms, terms({"apixaban"}));
  EXPECT_FALSE(r.facts().clearances[1].for_given);
  EXPECT_FALSE(r.facts().clearances[1].until);
}

}  // namespace
}  // namespace contra::eval
