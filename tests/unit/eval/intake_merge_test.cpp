// Several forms, boxes, and questions that are asked only when another has a certain answer.
#include "unit/eval/small_vocabulary.hpp"

namespace contra::eval {
namespace {

using namespace small;
using What = AnswerFault::What;

std::string full(const char* signed_on, const std::string& answers) {
  return form("full", signed_on, "client", answers);
}
std::string change(const char* signed_on, const char* nothing_changed, const std::string& answers) {
  return std::string(R"({"kind": "change", "signed": ")") + signed_on + R"(", "by": "client", "nothing_changed": )" +
         nothing_changed + ", \"answers\": {" + answers + "}}";
}
Read two(const std::string& a, const std::string& b) { return read(with_forms(a + ", " + b)); }

void expect_same(const Facts& a, const Facts& b) {
  ASSERT_EQ(a.faults.size(), b.faults.size());
  for (std::size_t i = 0; i < a.questions.size(); ++i) {
    EXPECT_EQ(a.questions[i].state, b.questions[i].state) << i;
    EXPECT_EQ(a.questions[i].options, b.questions[i].options) << i;
    EXPECT_TRUE(a.questions[i].days == b.questions[i].days) << i;
    EXPECT_EQ(a.questions[i].signed_on, b.questions[i].signed_on) << i;
    EXPECT_EQ(a.questions[i].known_since, b.questions[i].known_since) << i;
  }
  for (std::size_t i = 0; i < a.lists.size(); ++i) {
    EXPECT_EQ(a.lists[i].state, b.lists[i].state) << i;
    EXPECT_EQ(a.lists[i].covered, b.lists[i].covered) << i;
    ASSERT_EQ(a.lists[i].entries.size(), b.lists[i].entries.size()) << i;
    for (std::size_t k = 0; k < a.lists[i].entries.size(); ++k) {
      EXPECT_EQ(a.lists[i].entries[k].terms, b.lists[i].entries[k].terms);
      EXPECT_TRUE(a.lists[i].entries[k].timing.start == b.lists[i].entries[k].timing.start);
      EXPECT_EQ(a.lists[i].entries[k].known_since, b.lists[i].entries[k].known_since);
    }
  }
}

TEST(IntakeMerge, TheOrderOfTheFormsDoesNotMatter) {
  const std::string a = full(
      "2026-01-10", R"("nursing": "yes", "products": [{"term": "retinol", "ongoing": "yes"}], "birth_date": "1988")");
  const std::string b =
      change("2026-02-10", "\"no\"",
             R"("nursing": "no", "products": [{"term": "retinol", "ongoing": "yes"}, {"term": "scrub"}])");
  const std::string c = form("practitioner", "2026-03-10", "practitioner", R"("skin_type": "II", "nursing": "no")");
  const Read r = read(with_forms(a + "," + b + "," + c));
  EXPECT_EQ(r.question("nursing").state, State::no);
  EXPECT_EQ(r.question("nursing").signed_on, day("2026-03-10"));
  EXPECT_EQ(r.question("nursing").known_since, day("2026-02-10"));
  EXPECT_EQ(r.entry("products", 0).known_since, day("2026-01-10"));
  EXPECT_EQ(r.entry("products", 1).known_since, day("2026-02-10"));
  EXPECT_EQ(r.list("products").known_since, day("2026-02-10"));
  expect_same(r.facts(), read(with_forms(c + "," + b + "," + a)).facts());
  expect_same(r.facts(), read(with_forms(b + "," + c + "," + a)).facts());
  EXPECT_EQ(read(with_forms(c + "," + b + "," + a)).facts().forms[0].kind, FormFact::Kind::full);
}
TEST(IntakeMerge, NullNeverOverridesAndUnsureDoes) {
  EXPECT_EQ(
      two(full("2026-01-10", R"("nursing": "no")"), change("2026-02-10", "\"no\"", R"("nursing": null, "fever": "no")"))
          .question("nursing")
          .state,
      State::no);
  EXPECT_EQ(two(full("2026-01-10", R"("nursing": "no")"), change("2026-02-10", "\"no\"", R"("nursing": "unsure")"))
                .question("nursing")
                .state,
            State::unsure);
}
TEST(IntakeMerge, AListIsAnsweredAsAWhole) {
  const Read r = two(full("2026-01-10", R"("products": [{"term": "retinol"}, {"term": "scrub"}])"),
                     change("2026-02-10", "\"no\"", R"("products": [{"term": "scrub"}])"));
  ASSERT_EQ(r.list("products").entries.size(), 1u);
  EXPECT_EQ(r.entry("products").words, "scrub");
}
TEST(IntakeMerge, ANewerAnswerMendsAnOlderFault) {
  EXPECT_TRUE(
      two(full("2026-01-10", R"("last_sunburn": "2026-02-31")"), full("2026-02-10", R"("last_sunburn": "2026-01-31")"))
          .facts()
          .faults.empty());
  EXPECT_EQ(
      two(full("2026-01-10", R"("last_sunburn": "2026-01-01")"), full("2026-02-10", R"("last_sunburn": "2026-02-31")"))
          .fault()
          .what,
      What::no_such_day);
  EXPECT_EQ(
      two(full("2026-01-10", R"("nursing": "no")"), full("2026-02-10", R"("nursing": "hm")")).question("nursing").state,
      State::not_asked);
}
TEST(IntakeMerge, TwoAnswersOfOneDay) {
  const Read differ = two(full("2026-02-10", R"("nursing": "no")"),
                          form("practitioner", "2026-02-10", "practitioner", R"("nursing": "yes")"));
  EXPECT_EQ(differ.fault().what, What::contradiction);
  EXPECT_EQ(differ.fault().question, "nursing");
  EXPECT_EQ(differ.question("nursing").state, State::not_asked);
  EXPECT_EQ(differ.question("nursing").options, 3u);
  EXPECT_TRUE(two(full("2026-02-10", R"("nursing": "no")"),
                  form("practitioner", "2026-02-10", "practitioner", R"("nursing": "No")"))
                  .facts()
                  .faults.empty());
  EXPECT_EQ(two(full("2026-02-10", R"("nursing": "no")"), full("2026-02-10", R"("nursing": "unsure")")).fault().what,
            What::contradiction);
  EXPECT_TRUE(
      two(full("2026-02-10", R"("nursing": "no")"), full("2026-02-10", R"("nursing": null)")).facts().faults.empty());
  // One day apart: the newer wins.
  EXPECT_EQ(two(full("2026-02-10", R"("nursing": "no")"), full("2026-02-11", R"("nursing": "yes")"))
                .question("nursing")
                .options,
            1u);
  const Read lists = two(full("2026-02-10", R"("products": [{"term": "retinol"}, {"term": "scrub"}])"),
                         full("2026-02-10", R"("products": [{"term": "scrub"}, {"term": "retinol"}])"));
  EXPECT_TRUE(lists.facts().faults.empty());
  const Read other =
      two(full("2026-02-10", R"("products": [{"term": "retinol"}])"), full("2026-02-10", R"("products": [])"));
  EXPECT_EQ(other.fault().what, What::contradiction);
  EXPECT_EQ(other.list("products").state, State::not_asked);
  ASSERT_EQ(other.list("products").entries.size(), 1u);
  EXPECT_FALSE(other.entry("products").named);
}
TEST(IntakeMerge, KnownSinceEndsWhereTheAnswerWasAnother) {
  const Read r =
      read(with_forms(full("2026-01-01", R"("nursing": "no")") + "," + full("2026-01-11", R"("nursing": "yes")") + "," +
                      full("2026-01-21", R"("nursing": "no")") + "," + full("2026-01-31", R"("fever": "no")") + "," +
                      full("2026-02-10", R"("nursing": "no")")));
  EXPECT_EQ(r.question("nursing").known_since, day("2026-01-21"));
  EXPECT_EQ(r.question("nursing").signed_on, day("2026-02-10"));
  const Read dated = two(full("2026-01-10", R"("products": [{"term": "retinol", "last": "2026-01-02"}])"),
                         full("2026-02-10", R"("products": [{"term": "retinol", "last": "2026-01-03"}])"));
  EXPECT_EQ(dated.entry("products").known_since, day("2026-02-10"));
}
TEST(IntakeMerge, ChangeForms) {
  EXPECT_EQ(two(full("2026-01-10", R"("nursing": "no")"), change("2026-02-10", "\"no\"", "")).fault().what,
            What::incomplete_change);
  EXPECT_TRUE(
      two(full("2026-01-10", R"("nursing": "no")"), change("2026-02-10", "\"yes\"", "")).facts().faults.empty());
  EXPECT_FALSE(two(full("2026-01-10", ""), change("2026-02-10", "\"unsure\"", "")).facts().forms[1].nothing_changed);
  EXPECT_TRUE(two(full("2026-01-10", R"("nursing": "no")"), change("2026-02-10", "\"no\"", R"("fever": "no")"))
                  .facts()
                  .faults.empty());
  EXPECT_EQ(two(full("2026-01-10", ""), change("2026-02-10", "\"perhaps not\"", "")).fault().what, What::unreadable);
  EXPECT_EQ(two(full("2026-01-10", R"("nursing": "no")"), change("2026-02-10", "\"yes\"", R"("nursing": "yes")"))
                .fault()
                .what,
            What::contradiction);
  EXPECT_TRUE(two(full("2026-01-10", R"("nursing": "no")"),
                  change("2026-02-10", "\"yes\"", R"("nursing": "no", "fever": "yes")"))
                  .facts()
                  .faults.empty());
  // Answers are renewed, not dated anew.
  const Read r =
      two(full("2026-01-10", R"("last_sunburn": {"in the last": "1 week"})"), change("2026-02-10", "\"yes\"", ""));
  EXPECT_TRUE(r.question("last_sunburn").days == days("2026-01-03", "2026-01-10"));
}
TEST(IntakeMerge, AChangeThatNobodyKnowsIsAskedAgain) {
  const std::string before = full("2026-01-10", R"("nursing": "no")");
  for (const char* unsure : {"\"unsure\"", "\"declined\"", "\"not sure\""})
    for (const char* answers : {"", R"("fever": "no")"}) {  // what is answered is not all that may have changed
      const AnswerFault f = two(before, change("2026-02-10", unsure, answers)).fault();
      EXPECT_EQ(f.what, What::incomplete_change) << unsure;
      EXPECT_EQ(f.origin.pointer, "/forms/1/nothing_changed");
      EXPECT_EQ(f.origin.given, unsure);
    }
  // Without the field the answers say what has changed; without both nothing does.
  for (const char* absent : {"null", "\"\""}) {
    EXPECT_EQ(two(before, change("2026-02-10", absent, "")).fault().what, What::incomplete_change) << absent;
    EXPECT_EQ(two(before, change("2026-02-10", absent, R"("nursing": null)")).fault().what, What::incomplete_change);
    EXPECT_TRUE(two(before, change("2026-02-10", absent, R"("fever": "no")")).facts().faults.empty()) << absent;
  }
  const AnswerFault bare = two(before, R"({"kind": "change", "signed": "2026-02-10", "by": "client"})").fault();
  EXPECT_EQ(bare.what, What::incomplete_change);
  EXPECT_EQ(bare.origin.pointer, "/forms/1");
}
TEST(IntakeMerge, ANewerFormMendsAnIncompleteChange) {
  const auto faults = [](const char* changed, const std::string& newer) {
    return read(with_forms(full("2026-01-10", R"("nursing": "no", "products": [])") + "," +
                           change("2026-02-10", changed, "") + "," + newer))
        .facts()
        .faults.size();
  };
  for (const char* changed : {"\"no\"", "\"unsure\"", "null"}) {
    EXPECT_EQ(faults(changed, change("2026-02-11", "\"no\"", R"("fever": "no")")), 0u);
    EXPECT_EQ(faults(changed, full("2026-02-11", R"("nursing": "no", "products": [])")), 0u);
    EXPECT_EQ(faults(changed, form("practitioner", "2026-02-11", "practitioner", R"("nursing": "no", "products": [])")),
              0u);
    // Not everything that had been answered; and not a later day.
    EXPECT_EQ(faults(changed, full("2026-02-11", R"("nursing": "no")")), 1u);
    EXPECT_EQ(faults(changed, full("2026-02-10", R"("nursing": "no", "products": [])")), 1u);
    EXPECT_EQ(faults(changed, change("2026-02-09", "\"no\"", R"("fever": "no")")), 1u);
  }
  // "Nothing since" does not say what had changed before.
  EXPECT_EQ(faults("\"no\"", change("2026-02-11", "\"yes\"", "")), 1u);
  EXPECT_EQ(faults("\"unsure\"", change("2026-02-11", "\"yes\"", "")), 0u);
  EXPECT_EQ(faults("\"unsure\"", change("2026-02-11", "\"unsure\"", "")), 2u);
}
TEST(IntakeMerge, WhatIsNotAskedIsBoundedByTheLatestSigning) {
  const Read r = two(full("2026-01-10", R"("last_sunburn": "unsure")"), change("2026-02-10", "\"yes\"", ""));
  EXPECT_TRUE(r.question("last_sunburn").days == until("2026-02-10"));
  EXPECT_TRUE(r.question("birth_date").days == until("2026-02-10"));
}

// --- boxes ----------------------------------------------------------------------------------------------------

TEST(IntakeBoxes, NoIsNoToAll) {
  const Read r = answered(R"("keloid_box": "no")");
  EXPECT_EQ(r.question("keloid_self").state, State::no);
  EXPECT_EQ(r.question("keloid_family").state, State::no);
  EXPECT_EQ(r.question("keloid_self").origin.pointer, "/forms/0/answers/keloid_box");
}
TEST(IntakeBoxes, NoWithAYesInside) {
  const Read r = answered(R"("keloid_box": "no", "keloid_self": "yes")");
  EXPECT_EQ(r.fault().what, What::contradiction);
  EXPECT_EQ(r.question("keloid_self").options, 1u);
  EXPECT_EQ(r.question("keloid_family").options, 3u);
  EXPECT_EQ(r.fault().question, "keloid_box");
  EXPECT_EQ(r.question("keloid_box").state, State::not_asked);
  EXPECT_EQ(r.question("keloid_box").origin.pointer, "/forms/0/answers/keloid_box");
  EXPECT_EQ(r.question("keloid_box").origin.given, "\"no\"");
  EXPECT_EQ(
      two(full("2026-01-10", R"("keloid_self": "yes")"), full("2026-02-10", R"("keloid_box": "no")")).fault().what,
      What::contradiction);
}
TEST(IntakeBoxes, AYesThatCameAfterTheBox) {
  const Read r =
      two(full("2026-01-10", R"("keloid_box": "no")"), change("2026-02-10", "\"no\"", R"("keloid_self": "yes")"));
  EXPECT_TRUE(r.facts().faults.empty());
  EXPECT_EQ(r.question("keloid_box").options, 1u);
  EXPECT_EQ(r.question("keloid_self").options, 1u);
  EXPECT_EQ(r.question("keloid_family").state, State::no);
}
TEST(IntakeBoxes, AnUnsureInsideANoStaysUnsure) {
  const Read r = answered(R"("keloid_box": "no", "keloid_self": "unsure")");
  EXPECT_EQ(r.question("keloid_self").state, State::unsure);
  EXPECT_EQ(r.question("keloid_family").state, State::no);
  EXPECT_EQ(two(full("2026-01-10", R"("keloid_self": "unsure")"), full("2026-02-10", R"("keloid_box": "no")"))
                .question("keloid_self")
                .state,
            State::no);
}
TEST(IntakeBoxes, YesWithOneLeftIsThatOne) {
  const Read r = answered(R"("keloid_box": "yes", "keloid_self": "no")");
  EXPECT_EQ(r.question("keloid_family").state, State::value);
  EXPECT_EQ(r.question("keloid_family").options, 1u);
  const Read unsure = answered(R"("keloid_box": "yes", "keloid_self": "no", "keloid_family": "unsure")");
  EXPECT_EQ(unsure.question("keloid_family").options, 1u);
  EXPECT_EQ(answered(R"("keloid_box": "yes", "keloid_self": "yes")").question("keloid_family").options, 3u);
}
TEST(IntakeBoxes, YesWithEveryOneNo) {
  const Read r = answered(R"("keloid_box": "yes", "keloid_self": "no", "keloid_family": "no")");
  EXPECT_EQ(r.fault().what, What::contradiction);
  EXPECT_EQ(r.fault().question, "keloid_box");
  EXPECT_EQ(r.question("keloid_box").state, State::not_asked);
  EXPECT_EQ(r.question("keloid_box").origin.pointer, "/forms/0/answers/keloid_box");
  EXPECT_EQ(r.question("keloid_box").origin.given, "\"yes\"");
}
TEST(IntakeBoxes, AnUnansweredBoxFollowsFromItsQuestions) {
  EXPECT_EQ(answered(R"("keloid_self": "yes")").question("keloid_box").options, 1u);
  EXPECT_EQ(answered(R"("keloid_self": "no", "keloid_family": "no")").question("keloid_box").state, State::no);
  EXPECT_EQ(answered(R"("keloid_self": "no")").question("keloid_box").state, State::not_asked);
  EXPECT_EQ(
      answered(R"("keloid_box": "unsure", "keloid_self": "no", "keloid_family": "no")").question("keloid_box").state,
      State::unsure);
}

// --- asked only when ------------------------------------------------------------------------------------------

TEST(IntakeConditions, ElseNo) {
  const Read no = answered(R"("diabetes": "no")");
  EXPECT_EQ(no.question("diabetes_wounds").state, State::no);
  EXPECT_EQ(no.question("diabetes_wounds").options, 2u);
  EXPECT_TRUE(no.question("diabetes_wounds").by_condition);
  EXPECT_EQ(no.question("diabetes_control").state, State::no);
  EXPECT_EQ(no.question("diabetes_control").options, 3u);            // it has no `no`: never empty
  EXPECT_EQ(no.question("diabetes_years").state, State::not_asked);  // the form does not declare it so
  EXPECT_EQ(no.list("wounds").state, State::no);
  EXPECT_TRUE(no.list("wounds").by_condition);
  EXPECT_EQ(no.list("wounds").covered, terms_of("wounds"));
  for (const char* open : {"yes", "unsure", "declined"}) {
    const Read r = answered(std::string("\"diabetes\": \"") + open + "\"");
    EXPECT_EQ(r.question("diabetes_wounds").state, State::not_asked) << open;
    EXPECT_EQ(r.list("wounds").state, State::not_asked) << open;
  }
  EXPECT_EQ(answered("").question("diabetes_wounds").state, State::not_asked);
}
TEST(IntakeConditions, UnsureAndDeclinedArePassedOverToo) {
  for (const char* open : {"unsure", "declined"})
    EXPECT_EQ(answered(std::string(R"("diabetes": "no", "diabetes_wounds": ")") + open + "\"")
                  .question("diabetes_wounds")
                  .state,
              State::no);
  EXPECT_EQ(two(full("2026-01-10", R"("diabetes": "no")"), full("2026-02-10", R"("diabetes_wounds": "unsure")"))
                .question("diabetes_wounds")
                .state,
            State::unsure);
}
/// Both answers are asked again, and neither counts.
void expect_does_not_arise(const Read& r, const char* name) {
  ASSERT_EQ(r.facts().faults.size(), 2u);
  EXPECT_EQ(r.facts().faults[0].what, What::contradiction);
  EXPECT_EQ(r.facts().faults[0].question, name);
  EXPECT_EQ(r.facts().faults[1].what, What::contradiction);
  EXPECT_EQ(r.facts().faults[1].question, "diabetes");
  EXPECT_EQ(r.facts().faults[1].origin.pointer, "/forms/0/answers/diabetes");
  EXPECT_EQ(r.question("diabetes").state, State::not_asked);
  EXPECT_EQ(r.question("diabetes").options, 3u);
  EXPECT_EQ(r.question("diabetes").origin.given, "\"no\"");
}
TEST(IntakeConditions, AnAnswerThatDoesNotArise) {
  const std::pair<const char*, const char*> cases[] = {
      {"diabetes_wounds", R"("yes")"},
      {"diabetes_control", R"("poor")"},
      {"diabetes_control", R"({"one of": ["good", "poor"]})"},
      {"diabetes_years", R"("yes")"},  // also where nothing says that it counts as no
      {"wounds", R"([{"term": "cold sore"}])"},
  };
  for (const auto& [name, value] : cases) {
    SCOPED_TRACE(name);
    const std::string answer = std::string("\"") + name + "\": " + value;
    expect_does_not_arise(answered(R"("diabetes": "no", )" + answer), name);
    expect_does_not_arise(two(full("2026-01-10", R"("diabetes": "no")"), change("2026-01-11", "\"no\"", answer)), name);
    // Before it was no, it may have been.
    EXPECT_TRUE(two(full("2026-01-10", R"("diabetes": "yes", )" + answer), full("2026-01-11", R"("diabetes": "no")"))
                    .facts()
                    .faults.empty());
    for (const char* gate : {"yes", "unsure", "declined"})
      EXPECT_TRUE(answered(std::string(R"("diabetes": ")") + gate + "\", " + answer).facts().faults.empty());
    for (const char* open : {"\"no\"", "\"unsure\"", "\"declined\"", "null"}) {
      const std::string q = name;
      if (q == "diabetes_control" && std::string(open) == "\"no\"") continue;  // none of its answers
      EXPECT_TRUE(answered(R"("diabetes": "no", ")" + q + "\": " + open).facts().faults.empty()) << open;
    }
  }
  const Read twice = answered(R"("diabetes": "no", "diabetes_wounds": "yes", "diabetes_control": "poor")");
  EXPECT_EQ(twice.facts().faults.size(), 3u);
  EXPECT_EQ(twice.question("diabetes_control").options, 3u);
  EXPECT_EQ(twice.question("diabetes_control").state, State::not_asked);
  // What the contradicted answer would have settled stays open.
  EXPECT_EQ(answered(R"("diabetes": "no", "diabetes_years": "yes")").question("diabetes_wounds").state,
            State::not_asked);
  EXPECT_EQ(two(full("2026-01-10", R"("diabetes": "yes", "diabetes_wounds": "yes")"),
                full("2026-02-10", R"("diabetes": "no")"))
                .question("diabetes_wounds")
                .options,
            1u);
}
TEST(IntakeConditions, AFaultIsNotTurnedIntoANo) {
  const Read r = answered(R"("diabetes": "no", "diabetes_wounds": "hm", "keloid_box": "no", "keloid_self": "hm")");
  EXPECT_EQ(r.facts().faults.size(), 2u);
  EXPECT_EQ(r.question("diabetes_wounds").state, State::not_asked);
  EXPECT_EQ(r.question("keloid_self").state, State::not_asked);
}

}  // namespace
}  // namespace contra::eval
