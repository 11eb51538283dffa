// Answers to lists: entries, their dates by the role of the list, terms that are not known, details, and what stays
// open.
#include "time/words.hpp"
#include "unit/eval/small_vocabulary.hpp"

namespace contra::eval {
namespace {

using namespace small;
using time::DaySet;
using What = AnswerFault::What;

Read list(const std::string& name, const std::string& value) { return answered("\"" + name + "\": " + value); }
/// One entry of a list, by its fields.
Read entry(const std::string& name, const std::string& fields) { return list(name, "[{" + fields + "}]"); }
Read retinol(const std::string& fields) { return entry("products", R"("term": "retinol", )" + fields); }
Read mark(const std::string& fields) {
  return entry("marks", R"("term": "cold sore")" + (fields.empty() ? "" : ", " + fields));
}
Read holiday(const std::string& fields) {
  return entry("planned_sun", R"("term": "beach holiday")" + (fields.empty() ? "" : ", " + fields));
}

void expect_period(const Read& r, const char* name, const DaySet& start, const DaySet& end, bool ended) {
  for (const AnswerFault& f : r.facts().faults) ADD_FAILURE() << f.message;
  const Timing& t = r.entry(name).timing;
  EXPECT_EQ(t.kind, Timing::Kind::period);
  EXPECT_TRUE(t.start == start) << time::to_text(t.start);
  EXPECT_TRUE(t.end == end) << time::to_text(t.end);
  EXPECT_EQ(t.surely_ended, ended);
}
void expect_point(const Read& r, const char* name, const DaySet& on, bool last, bool ended) {
  for (const AnswerFault& f : r.facts().faults) ADD_FAILURE() << f.message;
  const Timing& t = r.entry(name).timing;
  EXPECT_EQ(t.kind, Timing::Kind::point);
  EXPECT_TRUE(t.start == on) << time::to_text(t.start);
  EXPECT_EQ(t.last_use, last);
  EXPECT_EQ(t.surely_ended, ended);
}
const DaySet signing = until("2026-02-20");

// --- exposures ------------------------------------------------------------------------------------------------

TEST(IntakeExposures, Dates) {
  expect_point(retinol(R"("on": "2026-02-20")"), "products", on_day("2026-02-20"), false, false);
  expect_point(retinol(R"("last": "2026-02")"), "products", days("2026-02-01", "2026-02-20"), true, false);
  expect_point(retinol(R"("last": "2026-02-18", "ongoing": "no")"), "products", on_day("2026-02-18"), true, true);
  expect_period(retinol(R"("start": "2026-01-01")"), "products", on_day("2026-01-01"), from("2026-01-01"), false);
  expect_period(retinol(R"("start": "2026-01", "end": "2026-02")"), "products", days("2026-01-01", "2026-01-31"),
                days("2026-02-01", "2026-02-28"), true);
  expect_period(retinol(R"("end": "2026-02-10")"), "products", signing, on_day("2026-02-10"), true);
  expect_period(retinol(R"("start": "2026-01-01", "ongoing": "yes")"), "products", on_day("2026-01-01"),
                DaySet::one(forever), false);
  expect_period(retinol(R"("start": "2026-01-01", "ongoing": "no")"), "products", on_day("2026-01-01"), signing, true);
  expect_period(retinol(R"("start": "2026-01-01", "end": "ongoing")"), "products", on_day("2026-01-01"),
                DaySet::one(forever), false);
  expect_period(retinol(R"("ongoing": "yes", "end": "2026-02")"), "products", signing, days("2026-02-20", "2026-02-28"),
                true);
  expect_period(retinol(R"("last": "still using it")"), "products", signing, DaySet::one(forever), false);
  expect_period(retinol(R"("last": "2026-02-18", "ongoing": "yes")"), "products", signing, DaySet::one(forever), false);
  expect_period(retinol(R"("ongoing": "no")"), "products", signing, signing, true);
}
TEST(IntakeExposures, AUseWithoutADateMayBeOngoing) {
  for (const char* undated : {R"("said": "x")", R"("last": "unsure")", R"("on": "unsure")", R"("last": null)",
                              R"("ongoing": "unsure")", R"("last": {"unsure": "no idea"})", R"("last": "")",
                              R"("end": "unsure")", R"("start": "unsure")", R"("last": "when the swallows left")"}) {
    expect_period(retinol(undated), "products", signing, DaySet::all(), false);
    EXPECT_FALSE(retinol(undated).entry("products").dated) << undated;
  }
  EXPECT_EQ(retinol(R"("last": "when the swallows left")").entry("products").date_origin.given,
            "\"when the swallows left\"");
}
TEST(IntakeExposures, WhatMayGoOnIsNotOverByItsDate) {
  for (const char* unsure : {R"("unsure")", R"("declined")", R"("maybe")"}) {
    const auto with = [&](const std::string& fields) { return retinol(fields + R"(, "ongoing": )" + unsure); };
    const Read last = with(R"("last": "2026-02-18")");
    expect_period(last, "products", on_day("2026-02-18"), from("2026-02-18"), false);
    EXPECT_TRUE(last.entry("products").dated && last.entry("products").surely_there);
    expect_period(with(R"("last": "2026-02")"), "products", days("2026-02-01", "2026-02-20"), from("2026-02-01"),
                  false);
    expect_period(with(R"("on": "2026-02-18")"), "products", on_day("2026-02-18"), from("2026-02-18"), false);
    DaySet open_end = on_day("2026-02-10");
    open_end |= DaySet::one(forever);
    expect_period(with(R"("end": "2026-02-10")"), "products", signing, open_end, false);
    expect_period(with(R"("start": "2026-02-01", "end": "2026-02-10")"), "products", on_day("2026-02-01"), open_end,
                  false);
    expect_period(with(R"("start": "2026-02-01")"), "products", on_day("2026-02-01"), from("2026-02-01"), false);
    EXPECT_EQ(with(R"("last": "never")").fault().what, What::contradiction);
    EXPECT_FALSE(with(R"("last": {"not in the last": "12 months"})").entry("products").surely_there);
  }
  // Words that cannot be read do not say that it is over; null and blank say nothing.
  const Read unread = retinol(R"("last": "2026-02-18", "ongoing": "sometimes")");
  EXPECT_EQ(unread.fault().what, What::unreadable);
  EXPECT_TRUE(unread.entry("products").timing.end == from("2026-02-18"));
  for (const char* blank : {"null", "\"\""})
    expect_point(retinol(std::string(R"("last": "2026-02-18", "ongoing": )") + blank), "products", on_day("2026-02-18"),
                 true, false);
}
TEST(IntakeExposures, AUseBeginsByTheSigning) {
  const auto fault = [](const Read& r, const char* name) {
    EXPECT_TRUE(r.entry(name).timing.start == signing && r.entry(name).timing.end.max() == forever);
    EXPECT_FALSE(r.entry(name).timing.surely_ended || r.entry(name).dated);
    EXPECT_EQ(r.fault().question, name);
    EXPECT_EQ(r.fault().origin.pointer, std::string("/forms/0/answers/") + name + "/0/start");
    return r.fault().what;
  };
  EXPECT_EQ(fault(retinol(R"("start": "2026-02-21")"), "products"), What::future_past_day);
  EXPECT_EQ(fault(retinol(R"("start": "2027-01-01")"), "products"), What::future_past_day);
  EXPECT_EQ(fault(retinol(R"("start": "2026-02-21", "end": "2026-12-01")"), "products"), What::future_past_day);
  EXPECT_EQ(fault(retinol(R"("start": "2026-02-21", "ongoing": "yes")"), "products"), What::future_past_day);
  EXPECT_EQ(fault(retinol(R"("start": "tomorrow")"), "products"), What::future_past_day);
  EXPECT_EQ(fault(mark(R"("start": "2026-02-21")"), "marks"), What::future_past_day);
  expect_period(retinol(R"("start": "2026-02-20", "end": "2026-12-01")"), "products", on_day("2026-02-20"),
                on_day("2026-12-01"), true);
  expect_period(retinol(R"("start": "2026-02")"), "products", days("2026-02-01", "2026-02-20"), from("2026-02-01"),
                false);
  expect_period(mark(R"("start": "2026-02-20")"), "marks", on_day("2026-02-20"), from("2026-02-20"), false);
}
TEST(IntakeExposures, AStartThatNeverWas) {
  for (const char* fields :
       {R"("start": "never", "end": "2026-02-10")", R"("start": "never")", R"("start": "never", "ongoing": "yes")",
        R"("start": "never", "ongoing": "no")", R"("end": "never", "ongoing": "no")"}) {
    const Read r = retinol(fields);
    EXPECT_EQ(r.fault().what, What::contradiction) << fields;
    EXPECT_EQ(r.fault().question, "products");
    EXPECT_FALSE(r.entry("products").dated) << fields;
    EXPECT_TRUE(r.entry("products").timing.start == signing && r.entry("products").timing.end == DaySet::all())
        << fields;
  }
  EXPECT_EQ(holiday(R"("start": "never", "end": "2026-03-26")").fault().what, What::contradiction);
}
TEST(IntakeExposures, APlannedCourseMayBeginAfterTheSigning) {
  expect_period(entry("cancer", R"("term": "chemotherapy", "start": "2026-02-21")"), "cancer", on_day("2026-02-21"),
                from("2026-02-21"), false);
  // Without a first day it may be past or planned.
  for (const char* undated : {R"("term": "chemotherapy")", R"("term": "chemotherapy", "start": "unsure")"})
    expect_period(entry("cancer", undated), "cancer", DaySet::between(first_day, last_day), DaySet::all(), false);
  expect_period(entry("cancer", R"("term": "chemotherapy", "end": "2026-06-30")"), "cancer",
                DaySet::between(first_day, last_day), on_day("2026-06-30"), true);
  expect_period(entry("cancer", R"("term": "chemotherapy", "ongoing": "no")"), "cancer", signing, signing, true);
  EXPECT_EQ(entry("cancer", R"("term": "chemotherapy", "start": "2026-02-21", "ongoing": "yes")").fault().what,
            What::contradiction);
  expect_period(entry("cancer", R"("term": "chemotherapy", "start": "2026-04-20", "end": "2026-06")"), "cancer",
                on_day("2026-04-20"), days("2026-06-01", "2026-06-30"), true);
  EXPECT_TRUE(entry("cancer", R"("term": "chemotherapy", "start": "2031-02-20")").facts().faults.empty());
  EXPECT_EQ(entry("cancer", R"("term": "chemotherapy", "start": "2031-02-21")").fault().what, What::future_past_day);
  EXPECT_EQ(entry("cancer", R"("term": "chemotherapy", "start": "2062")").fault().what, What::future_past_day);
}
TEST(IntakeExposures, DatesThatCannotBe) {
  const auto fault = [](const std::string& fields) {
    const Read r = retinol(fields);
    const Entry& e = r.entry("products");
    EXPECT_TRUE(e.timing.start == signing && e.timing.end == DaySet::all()) << fields;  // kept, without a date
    EXPECT_FALSE(e.dated) << fields;
    const AnswerFault f = r.fault();
    EXPECT_EQ(f.question, "products");
    EXPECT_EQ(f.origin.pointer.rfind("/forms/0/answers/products/0", 0), 0u) << f.origin.pointer;
    return f.what;
  };
  EXPECT_EQ(fault(R"("last": "2026-02-31")"), What::no_such_day);
  EXPECT_EQ(fault(R"("on": "2026-02-21")"), What::future_past_day);
  EXPECT_EQ(fault(R"("last": "2062-02-18")"), What::future_past_day);
  EXPECT_EQ(fault(R"("last": "tomorrow")"), What::future_past_day);
  EXPECT_EQ(fault(R"("start": "2026-02-11", "end": "2026-02-10")"), What::impossible_order);
  EXPECT_EQ(fault(R"("on": "2026-02-10", "last": "2026-02-12")"), What::contradiction);
  EXPECT_EQ(fault(R"("on": "2026-02-10", "start": "2026-02-12")"), What::contradiction);
  EXPECT_EQ(fault(R"("last": "2026-02-10", "end": "2026-02-12")"), What::contradiction);
  EXPECT_EQ(fault(R"("ongoing": "yes", "end": "2026-02-19")"), What::contradiction);
  EXPECT_EQ(fault(R"("ongoing": "yes", "start": "2026-02-21")"), What::future_past_day);
  EXPECT_EQ(fault(R"("start": "2026-01-01", "end": "2026-02-31")"), What::no_such_day);
  EXPECT_EQ(fault(R"("start": "2026-02-31", "end": "2026-03-01")"), What::no_such_day);
  EXPECT_EQ(fault(R"("ongoing": "no", "end": "2026-02-21")"), What::contradiction);
  EXPECT_EQ(fault(R"("ongoing": "no", "last": "still")"), What::contradiction);
  EXPECT_EQ(fault(R"("ongoing": "yes", "last": "never")"), What::contradiction);
  EXPECT_EQ(fault(R"("ongoing": "sometimes")"), What::unreadable);
}
TEST(IntakeExposures, AnEndOnTheSigningDayIsBoth) {
  expect_period(retinol(R"("ongoing": "yes", "end": "2026-02-20")"), "products", signing, on_day("2026-02-20"), true);
  expect_period(retinol(R"("ongoing": "no", "end": "2026-02-20")"), "products", signing, on_day("2026-02-20"), true);
  expect_period(retinol(R"("start": "2026-02-20", "end": "2026-02-20")"), "products", on_day("2026-02-20"),
                on_day("2026-02-20"), true);
}
TEST(IntakeExposures, NotInTheLastMayBeNeverAtAll) {
  const Read r = retinol(R"("last": {"not in the last": "12 months"})");
  expect_point(r, "products", until("2025-02-20"), true, false);
  EXPECT_FALSE(r.entry("products").surely_there);
}

// --- never ----------------------------------------------------------------------------------------------------

TEST(IntakeLists, NeverIsANoForTheTermAndItsKinds) {
  const Read r = list("products", R"([{"term": "retinoid", "last": "never"}])");
  EXPECT_EQ(r.list("products").state, State::no);
  EXPECT_TRUE(r.list("products").entries.empty());
  const Read asked = list("products", R"({"asked": ["scrub"], "entries": [{"term": "retinoid", "on": "never"}]})");
  EXPECT_TRUE(kinds("retinoid").within(asked.list("products").covered));
  ASSERT_EQ(asked.list("products").entries.size(), 1u);
  EXPECT_FALSE(asked.entry("products").terms.meets(kinds("retinoid")));
  EXPECT_FALSE(asked.entry("products").terms.meets(kinds("scrub")));
  EXPECT_TRUE(asked.entry("products").terms.meets(kinds("vitamin_c")));
}
TEST(IntakeLists, NeverOfUnknownWordsCoversNothing) {
  const Read r = list("products", R"({"asked": [], "entries": [{"text": "green cream", "last": "never"}]})");
  EXPECT_TRUE(r.list("products").covered.empty());
}
TEST(IntakeLists, NeverAndNamedContradict) {
  EXPECT_EQ(list("products", R"([{"term": "retinoid", "last": "never"}, {"term": "retinol", "last": "2026-02-01"}])")
                .fault()
                .what,
            What::contradiction);
  // The general one may be another kind.
  EXPECT_TRUE(list("products", R"([{"term": "retinol", "last": "never"}, {"term": "retinoid", "last": "2026-02-01"}])")
                  .facts()
                  .faults.empty());
}

// --- states, to come, allergies -------------------------------------------------------------------------------

TEST(IntakeStates, Dates) {
  expect_period(mark(""), "marks", signing, DaySet::one(forever), false);
  expect_period(mark(R"("ongoing": "yes")"), "marks", signing, DaySet::one(forever), false);
  expect_period(mark(R"("on": "2026-02-10")"), "marks", on_day("2026-02-10"), from("2026-02-10"), false);
  expect_period(mark(R"("start": "2026-02-10")"), "marks", on_day("2026-02-10"), from("2026-02-10"), false);
  expect_period(mark(R"("ongoing": "no")"), "marks", signing, signing, true);
  expect_period(mark(R"("ongoing": "unsure")"), "marks", signing, DaySet::all(), false);
  expect_period(mark(R"("on": "unsure")"), "marks", signing, DaySet::all(), false);
  expect_point(mark(R"("last": "2026-02-10")"), "marks", on_day("2026-02-10"), true, false);
}
TEST(IntakeStates, WhatMayGoOnIsNotOverByItsDate) {
  expect_period(mark(R"("last": "2026-02-10", "ongoing": "unsure")"), "marks", on_day("2026-02-10"), from("2026-02-10"),
                false);
  DaySet open_end = on_day("2026-02-10");
  open_end |= DaySet::one(forever);
  expect_period(mark(R"("end": "2026-02-10", "ongoing": "unsure")"), "marks", signing, open_end, false);
}
TEST(IntakeToCome, AnEndInDoubt) {
  DaySet open_end = on_day("2026-03-26");
  open_end |= DaySet::one(forever);
  for (const char* end : {"end", "last"})
    expect_period(
        holiday("\"" + std::string(end) + R"(": "2026-03-26", "ongoing": "unsure")"), "planned_sun",
        std::string(end) == "end" ? DaySet::between(first_day, last_day) : DaySet::between(day("2026-02-20"), last_day),
        open_end, false);
}
TEST(IntakeToCome, Dates) {
  expect_period(holiday(""), "planned_sun", DaySet::between(day("2026-02-20"), last_day), from("2026-02-20"), false);
  expect_period(holiday(R"("start": "unsure")"), "planned_sun", DaySet::between(day("2026-02-20"), last_day),
                from("2026-02-20"), false);
  expect_point(holiday(R"("on": "2026-02-20")"), "planned_sun", on_day("2026-02-20"), false, false);
  expect_period(holiday(R"("start": "2026-03-19")"), "planned_sun", on_day("2026-03-19"), from("2026-03-19"), false);
  expect_period(holiday(R"("start": "2026-02-10", "end": "2026-02-20")"), "planned_sun", on_day("2026-02-10"),
                on_day("2026-02-20"), true);
  expect_period(holiday(R"("last": "2026-03-26")"), "planned_sun", DaySet::between(day("2026-02-20"), last_day),
                on_day("2026-03-26"), true);
  expect_period(holiday(R"("ongoing": "yes")"), "planned_sun", signing, DaySet::one(forever), false);
  EXPECT_EQ(holiday(R"("start": "2026-02-10", "end": "2026-02-19")").fault().what, What::future_past_day);
  EXPECT_EQ(holiday(R"("on": "2026-02-19")").fault().what, What::future_past_day);
  EXPECT_EQ(holiday(R"("last": "2026-02-19")").fault().what, What::future_past_day);
  EXPECT_EQ(holiday(R"("start": "2062-03-19")").fault().what, What::future_past_day);
  EXPECT_EQ(holiday(R"("on": "never")").list("planned_sun").state, State::no);
}
TEST(IntakeAllergies, HaveNoTime) {
  const Read r = entry("allergies", R"("term": "nickel", "on": "2019")");
  EXPECT_EQ(r.entry("allergies").timing.kind, Timing::Kind::timeless);
  EXPECT_TRUE(r.facts().faults.empty());
  EXPECT_EQ(entry("allergies", R"("term": "nickel", "on": "2019-02-30")").fault().what, What::no_such_day);
}

// --- terms ----------------------------------------------------------------------------------------------------

TEST(IntakeTerms, WholeNamesWithoutRegardToCase) {
  for (const char* words : {"Retin-A", "RETIN A", "retin_a", " retin  a ", "Tretinoin"})
    EXPECT_EQ(entry("products", std::string("\"term\": \"") + words + "\"").entry("products").terms,
              terms({"tretinoin"}))
        << words;
  EXPECT_EQ(entry("products", R"("text": "Retinol")").entry("products").terms,
            terms({"retinol"}));  // a text that is a name
  EXPECT_EQ(entry("products", R"("term": "Retin-A cream")").entry("products").term, check::none);
}
TEST(IntakeTerms, WordsBesideATermAreRefused) {
  const Read r = entry("products", R"("term": "vitamin C", "text": "tretinoin", "last": "2026-02-01")");
  ASSERT_EQ(r.diagnostics().size(), 1u) << r.shown();
  EXPECT_EQ(r.diagnostics()[0].kind, text::Kind::unknown_value);
  EXPECT_EQ(r.diagnostics()[0].pointer, "/forms/0/answers/products/0/text");
  EXPECT_NE(r.diagnostics()[0].help.find("`said`"), std::string::npos);
  EXPECT_TRUE(entry("products", R"("term": "green cream", "text": "unsure")").refused());
  for (const char* fields : {R"("term": "vitamin C", "text": "")", R"("term": "vitamin C", "text": null)",
                             R"("term": null, "text": "vitamin C")"})
    EXPECT_EQ(entry("products", fields).entry("products").terms, terms({"vitamin_c"})) << fields;
}
TEST(IntakeTerms, AGeneralTermStandsForItsKinds) {
  EXPECT_EQ(entry("products", R"("term": "retinoid")").entry("products").terms,
            terms({"retinoid", "tretinoin", "retinol"}));
}
TEST(IntakeTerms, UnknownTextMayBeAnyTermAndIsNoFault) {
  for (const char* fields : {R"("term": "unobtainium")", R"("text": "something green")",
                             R"("term": "", "text": "something green")", R"("term": "unsure")"}) {
    const Read r = entry("products", fields);
    EXPECT_TRUE(r.facts().faults.empty());
    EXPECT_EQ(r.entry("products").term, check::none);
    EXPECT_EQ(r.entry("products").terms, terms_of("products"));
    EXPECT_TRUE(r.entry("products").named);
  }
}
TEST(IntakeTerms, ATermOfAnotherListAsksAgainAndKeepsBoth) {
  const Read r = entry("products", R"("term": "peel", "last": "2026-02-01")");
  EXPECT_EQ(r.fault().what, What::unknown_term);
  EXPECT_EQ(r.fault().origin.pointer, "/forms/0/answers/products/0/term");
  EXPECT_TRUE(terms_of("products").within(r.entry("products").terms));
  EXPECT_TRUE(kinds("peel").within(r.entry("products").terms));
  EXPECT_EQ(entry("products", R"("term": "everything")").fault().what, What::unknown_term);
}

// --- what stays open ------------------------------------------------------------------------------------------

TEST(IntakeLists, PlainStates) {
  for (const char* no : {"\"no\"", "[]", "\"None\"", R"({"entries": []})", R"({"entries": "no"})",
                         R"({"entries": [], "more": "no"})", R"({"entries": [], "more": null})"}) {
    const Read r = list("products", no);
    EXPECT_EQ(r.list("products").state, State::no) << no;
    EXPECT_TRUE(r.list("products").entries.empty()) << no;
    EXPECT_EQ(r.list("products").covered, terms_of("products")) << no;
  }
  for (const char* yes : {"\"yes\"", R"({"entries": "yes"})", R"({"entries": [], "more": "yes"})"}) {
    const Read r = list("products", yes);
    EXPECT_EQ(r.list("products").state, State::value) << yes;
    ASSERT_EQ(r.list("products").entries.size(), 1u) << yes;
    EXPECT_TRUE(r.entry("products").surely_there && !r.entry("products").named && r.entry("products").any_number)
        << yes;
    EXPECT_TRUE(r.list("products").covered.empty()) << yes;
    EXPECT_TRUE(r.entry("products").timing.start == signing) << yes;
  }
  for (const char* open : {"null", "\"\"", R"({"entries": null})"}) {
    EXPECT_EQ(list("products", open).list("products").state, State::not_asked) << open;
    EXPECT_EQ(list("products", open).list("products").entries.size(), 1u) << open;
  }
  EXPECT_EQ(list("products", R"({"unsure": "ask my wife"})").list("products").state, State::unsure);
  EXPECT_EQ(list("products", R"({"asked": ["retinol"], "entries": "unsure"})").list("products").state, State::unsure);
}
TEST(IntakeLists, OtherWordsAreAFaultAndNeverANo) {
  for (const char* words : {"\"retinol\"", "\"not much\"", "\"n/a\""}) {
    const Read r = list("products", words);
    EXPECT_EQ(r.fault().what, What::unreadable) << words;
    EXPECT_EQ(r.list("products").state, State::not_asked);
    ASSERT_EQ(r.list("products").entries.size(), 1u);
    EXPECT_EQ(r.entry("products").terms, terms_of("products"));
  }
}
TEST(IntakeLists, More) {
  const Read yes = list(
      "products",
      R"({"entries": [{"term": "retinol", "last": "2026-02-01"}, {"term": "scrub", "last": "never"}], "more": "yes"})");
  ASSERT_EQ(yes.list("products").entries.size(), 2u);
  EXPECT_TRUE(yes.entry("products", 1).surely_there);
  EXPECT_FALSE(yes.entry("products", 1).terms.meets(kinds("scrub")));
  EXPECT_TRUE(yes.entry("products", 1).terms.meets(kinds("retinol")));
  EXPECT_EQ(yes.list("products").covered, terms({"retinol", "scrub"}));
  const Read unsure = list("products", R"({"entries": [], "more": "unsure"})");
  EXPECT_FALSE(unsure.entry("products").surely_there);
  const Read wrong = list("products", R"({"entries": [], "more": "some"})");
  EXPECT_EQ(wrong.fault().what, What::unreadable);
  EXPECT_EQ(wrong.list("products").entries.size(), 1u);
}
TEST(IntakeLists, ANoCoversOnlyWhatWasAsked) {
  const Read r = list("medicines", R"({"asked": ["blood thinner"], "entries": "no"})");
  EXPECT_EQ(r.list("medicines").state, State::no);
  EXPECT_EQ(r.list("medicines").covered, kinds("blood_thinner"));
  ASSERT_EQ(r.list("medicines").entries.size(), 1u);
  EXPECT_FALSE(r.entry("medicines").terms.meets(kinds("blood_thinner")));
  EXPECT_TRUE(r.entry("medicines").terms.meets(kinds("isotretinoin")));
}
TEST(IntakeLists, ANoLooksBackOnlySoFar) {
  for (const char* value : {"\"no\"", R"([{"term": "beach holiday", "on": "2026-02-01"}])"}) {
    const Read r = list("sun", value);
    const Entry& older = r.list("sun").entries.back();
    EXPECT_FALSE(older.named);
    EXPECT_FALSE(older.surely_there);
    EXPECT_EQ(older.timing.kind, Timing::Kind::point);
    EXPECT_TRUE(older.timing.start == until("2025-11-20"));
    EXPECT_TRUE(older.timing.surely_ended);
    EXPECT_EQ(r.list("sun").covered, terms_of("sun"));
  }
  EXPECT_TRUE(list("sun", R"([{"term": "sun exposure", "on": "never"}])").list("sun").entries.empty());
}

// --- details --------------------------------------------------------------------------------------------------

TEST(IntakeDetails, ByTerm) {
  const Read peel = entry("procedures", R"("term": "tca peel", "depth": "Medium", "area": "Chin")");
  EXPECT_TRUE(peel.entry("procedures").details[1].known);
  EXPECT_EQ(peel.entry("procedures").details[1].options, 2u);
  EXPECT_FALSE(peel.entry("procedures").details[2].known);
  EXPECT_TRUE(peel.entry("procedures").details[0].areas.has(2));
  // What it was is not known: the value says which of the two depths is meant.
  const Read unknown = entry("procedures", R"("text": "some needles", "depth": {"mm": 1.5})");
  EXPECT_FALSE(unknown.entry("procedures").details[1].known);
  EXPECT_TRUE(unknown.entry("procedures").details[2].known);
  EXPECT_TRUE(entry("procedures", R"("text": "some needles", "depth": {"cm": 1})").refused());
}
TEST(IntakeDetails, UnknownOnes) {
  for (const char* fields :
       {R"("depth": "unsure")", R"("depth": null)", R"("depth": {"unsure": "x"})", R"("said": "x")"}) {
    const Read r = entry("procedures", std::string(R"("term": "peel", )") + fields);
    EXPECT_FALSE(r.entry("procedures").details[1].known) << fields;
    EXPECT_EQ(r.entry("procedures").details[1].options, 7u) << fields;
    EXPECT_TRUE(r.facts().faults.empty()) << fields;
  }
  const Read wrong = entry("procedures", R"("term": "peel", "depth": "shallow")");
  EXPECT_EQ(wrong.fault().what, What::unreadable);
  EXPECT_EQ(wrong.fault().origin.pointer, "/forms/0/answers/procedures/0/depth");
  EXPECT_FALSE(wrong.entry("procedures").details[1].known);
  EXPECT_EQ(entry("procedures", R"("term": "needling", "depth": {"mm": 3.001})").fault().what, What::unreadable);
  EXPECT_TRUE(entry("procedures", R"("term": "needling", "depth": {"mm": 3.0})").facts().faults.empty());
}
TEST(IntakeDetails, AnAreaThatNobodyKnowsMayBeAnywhere) {
  for (const char* area : {R"("elbow")", R"(["face", "elbow"])", R"([])", R"("unsure")",
                           R"({"one of": ["face", "neck"]})", R"({"unsure": "somewhere"})"}) {
    const Read r = entry("products", std::string(R"("term": "retinol", "area": )") + area);
    EXPECT_FALSE(r.entry("products").details[0].known) << area;
    EXPECT_TRUE(r.entry("products").details[0].areas.empty()) << area;
    EXPECT_TRUE(r.facts().faults.empty()) << area;
  }
}
TEST(IntakeDetails, PrescribedIsNotKnownUnlessGiven) {
  EXPECT_FALSE(entry("medicines", R"("term": "apixaban")").entry("medicines").details[0].known);
  EXPECT_EQ(entry("medicines", R"("term": "apixaban", "prescribed": "no")").entry("medicines").details[0].options, 2u);
  EXPECT_TRUE(entry("medicines", R"("term": "apixaban", "prescribed": true)").refused());
}

}  // namespace
}  // namespace contra::eval
