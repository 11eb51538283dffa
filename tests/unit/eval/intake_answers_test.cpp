// Answers to questions: the words that are read, dates at their boundaries, and answers that cannot be.
#include "time/words.hpp"
#include "unit/eval/small_vocabulary.hpp"

namespace contra::eval {
namespace {

using namespace small;
using time::DaySet;
using What = AnswerFault::What;

Read one(const std::string& question, const std::string& value) { return answered("\"" + question + "\": " + value); }
Read text(const std::string& question, const std::string& words) { return one(question, "\"" + words + "\""); }

/// The answer is a fault: it counts as not asked, and the record waits.
void expect_fault(const Read& r, const char* question, What what) {
  const AnswerFault f = r.fault();
  EXPECT_EQ(f.what, what) << f.message;
  EXPECT_EQ(f.question, question);
  EXPECT_EQ(f.origin.pointer, std::string("/forms/0/answers/") + question);
  EXPECT_FALSE(f.message.empty());
  EXPECT_EQ(r.question(question).state, State::not_asked);
}

// --- states ---------------------------------------------------------------------------------------------------

TEST(IntakeAnswers, WordsForYes) {
  for (const char* words : {"yes", "Yes", "YES", " yes ", "y", "Yeah", "yep", "true", "yes."}) {
    EXPECT_EQ(text("nursing", words).question("nursing").state, State::value) << words;
    EXPECT_EQ(text("nursing", words).question("nursing").options, 1u) << words;
  }
}
TEST(IntakeAnswers, WordsForNo) {
  for (const char* words : {"no", "No", "NO", "n", "nope", "none", "never", "false", "No!"}) {
    EXPECT_EQ(text("nursing", words).question("nursing").state, State::no) << words;
    EXPECT_EQ(text("nursing", words).question("nursing").options, 2u) << words;
  }
}
TEST(IntakeAnswers, WordsForUnsure) {
  for (const char* words : {"unsure", "Not sure", "don't know", "don’t know", "Do not know", "I don't know", "unknown",
                            "maybe", "?", "can't remember"}) {
    EXPECT_EQ(text("nursing", words).question("nursing").state, State::unsure) << words;
    EXPECT_EQ(text("nursing", words).question("nursing").options, 3u) << words;
  }
}
TEST(IntakeAnswers, WordsForDeclined) {
  for (const char* words : {"declined", "prefer not to say", "rather not say", "refused"})
    EXPECT_EQ(text("nursing", words).question("nursing").state, State::declined) << words;
}
TEST(IntakeAnswers, NullAndBlankAreNotAsked) {
  for (const char* value : {"null", "\"\"", "\"  \"", "\"-\""}) {
    const Read r = one("nursing", value);
    EXPECT_EQ(r.question("nursing").state, State::not_asked);
    EXPECT_TRUE(r.question("nursing").origin.pointer.empty());
    EXPECT_TRUE(r.facts().faults.empty());
    EXPECT_FALSE(r.facts().forms[0].has_answers);
  }
}
TEST(IntakeAnswers, NotApplicable) {
  for (const char* words : {"not applicable", "Not Applicable", "n/a", "N/A", "does not apply"}) {
    EXPECT_EQ(text("pregnant", words).question("pregnant").state, State::no) << words;
    expect_fault(text("nursing", words), "nursing", What::unreadable);
  }
  EXPECT_TRUE(text("last_sunburn", "n/a").question("last_sunburn").surely_never);
}
TEST(IntakeAnswers, OtherWordsAreAFaultAndNeverANo) {
  for (const char* words : {"not", "noo", "yes and no", "sometimes", "0", "not yet", "non", "no idea at all"})
    expect_fault(text("nursing", words), "nursing", What::unreadable);
}
TEST(IntakeAnswers, UnsureDeclinedAndNotAskedDifferInStateOnly) {
  for (const char* question : {"nursing", "weight", "birth_date", "wedding_day", "diabetes_control"}) {
    const Read unsure = text(question, "unsure"), declined = text(question, "declined"), absent = answered("");
    const Read words = one(question, R"({"unsure": "no idea"})");
    for (const Read* r : {&unsure, &declined, &words}) {
      const QuestionFact& a = r->question(question);
      const QuestionFact& b = absent.question(question);
      EXPECT_EQ(a.options, b.options) << question;
      EXPECT_EQ(a.numbers, b.numbers) << question;
      EXPECT_TRUE(a.days == b.days) << question;
      EXPECT_EQ(a.maybe_never, b.maybe_never) << question;
      EXPECT_NE(a.state, b.state) << question;
    }
  }
  for (const char* list : {"products", "sun", "planned_sun", "marks", "allergies"}) {
    const Read unsure = text(list, "unsure"), declined = text(list, "declined"), absent = answered("");
    for (const Read* r : {&unsure, &declined}) {
      ASSERT_EQ(r->list(list).entries.size(), 1u);
      EXPECT_TRUE(r->entry(list).timing.start == absent.entry(list).timing.start) << list;
      EXPECT_TRUE(r->entry(list).timing.end == absent.entry(list).timing.end) << list;
      EXPECT_EQ(r->entry(list).terms, absent.entry(list).terms);
      EXPECT_FALSE(r->entry(list).surely_there);
      EXPECT_TRUE(r->list(list).covered.empty());
    }
  }
}

// --- options and numbers --------------------------------------------------------------------------------------

TEST(IntakeAnswers, OptionsByNameAndLabel) {
  for (const char* words : {"poor", "Poor", "not well controlled", "NOT-WELL CONTROLLED"})
    EXPECT_EQ(text("diabetes_control", words).question("diabetes_control").options, 2u) << words;
  EXPECT_EQ(one("diabetes_control", R"({"one of": ["good", "poor"]})").question("diabetes_control").options, 3u);
  EXPECT_EQ(one("nursing", R"({"one of": ["no"]})").question("nursing").state, State::no);
  EXPECT_EQ(one("nursing", R"({"one of": ["no", "unsure"]})").question("nursing").state, State::unsure);
  expect_fault(text("diabetes_control", "medium"), "diabetes_control", What::unreadable);
  expect_fault(one("diabetes_control", R"({"one of": ["good", "medium"]})"), "diabetes_control", What::unreadable);
  EXPECT_NE(text("diabetes_control", "pooor").fault().message.find("`poor`"), std::string::npos);
}
TEST(IntakeAnswers, Numbers) {
  EXPECT_EQ(one("weight", R"({"kg": 61.5})").question("weight").numbers, (std::vector<Range>{{61500, 61500}}));
  EXPECT_EQ(one("weight", R"({"kg": {"from": 60, "to": 70}})").question("weight").numbers,
            (std::vector<Range>{{60000, 70000}}));
  EXPECT_EQ(one("weight", R"({"kg": {"from": 60}})").question("weight").numbers, (std::vector<Range>{{60000, 300000}}));
  EXPECT_EQ(one("weight", R"({"one of": [{"kg": 70}, {"kg": 60}]})").question("weight").numbers,
            (std::vector<Range>{{60000, 60000}, {70000, 70000}}));
  EXPECT_EQ(text("weight", "61.5 kg").question("weight").numbers, (std::vector<Range>{{61500, 61500}}));
  EXPECT_EQ(text("weight", "61KG").question("weight").numbers, (std::vector<Range>{{61000, 61000}}));
  EXPECT_EQ(one("weight", R"({"kg": 61.00049})").question("weight").numbers, (std::vector<Range>{{61000, 61001}}));
  EXPECT_EQ(text("weight", "unsure").question("weight").numbers, (std::vector<Range>{{30000, 300000}}));
  for (const char* good : {"30", "300", "30.000"})
    EXPECT_TRUE(one("weight", std::string("{\"kg\": ") + good + "}").facts().faults.empty()) << good;
  for (const char* out : {"29.999", "300.001", "300.0001", "-61", "0"})
    expect_fault(one("weight", std::string("{\"kg\": ") + out + "}"), "weight", What::unreadable);
  for (const char* words : {"61", "61 lb", "a lot", "61,5 kg", "6 1 kg", "61. kg"})
    expect_fault(text("weight", words), "weight", What::unreadable);
  expect_fault(one("weight", R"({"kg": {"from": 70, "to": 60}})"), "weight", What::impossible_order);
}
TEST(IntakeAnswers, TextAndAreas) {
  EXPECT_EQ(text("remarks", "I faint at needles").question("remarks").state, State::value);
  EXPECT_EQ(text("remarks", "none").question("remarks").state, State::no);
  EXPECT_EQ(text("sore_area", "Chin").question("sore_area").state, State::value);
  expect_fault(text("sore_area", "elbow"), "sore_area", What::unreadable);
}

// --- days -----------------------------------------------------------------------------------------------------

void expect_days(const Read& r, const char* question, const DaySet& expected) {
  EXPECT_TRUE(r.facts().faults.empty());
  EXPECT_EQ(r.question(question).state, State::value);
  EXPECT_TRUE(r.question(question).days == expected) << time::to_text(r.question(question).days);
}

TEST(IntakeAnswers, DatesWithPartsMissing) {
  expect_days(text("birth_date", "1988-05-17"), "birth_date", on_day("1988-05-17"));
  expect_days(text("birth_date", "1988-05"), "birth_date", days("1988-05-01", "1988-05-31"));
  expect_days(text("birth_date", "1988"), "birth_date", days("1988-01-01", "1988-12-31"));
  expect_days(text("birth_date", " 1988-5-7 "), "birth_date", on_day("1988-05-07"));
  expect_days(text("last_sunburn", "2024-02"), "last_sunburn", days("2024-02-01", "2024-02-29"));
  expect_days(text("last_sunburn", "2024-02-29"), "last_sunburn", on_day("2024-02-29"));
}
TEST(IntakeAnswers, APastDayIsCutAtItsSigningDay) {
  expect_days(text("last_sunburn", "2026-02-20"), "last_sunburn", on_day("2026-02-20"));  // the signing day itself
  expect_days(text("last_sunburn", "2026-02"), "last_sunburn", days("2026-02-01", "2026-02-20"));
  expect_days(text("last_sunburn", "2026"), "last_sunburn", days("2026-01-01", "2026-02-20"));
  expect_fault(text("last_sunburn", "2026-02-21"), "last_sunburn", What::future_past_day);
  expect_fault(text("last_sunburn", "2026-03"), "last_sunburn", What::future_past_day);
  expect_fault(text("last_sunburn", "2062"), "last_sunburn", What::future_past_day);
  expect_fault(text("last_sunburn", "2062-02-10"), "last_sunburn", What::future_past_day);
}
TEST(IntakeAnswers, DaysThatDoNotExist) {
  for (const char* words :
       {"2026-02-31", "2025-02-29", "2025-13", "2025-00", "2025-04-31", "1899", "1899-12-31", "2201-01-01", "9999"})
    expect_fault(text("last_sunburn", words), "last_sunburn", What::no_such_day);
  for (const char* words : {"31 February", "February 31", "31/02/2026", "31.02.2026", "31st of February 2026",
                            "29 February 2025", "30 Feb", "32 January", "31 April 2025"})
    expect_fault(text("last_sunburn", words), "last_sunburn", What::no_such_day);
}
TEST(IntakeAnswers, FormsOfADate) {
  expect_days(one("last_sunburn", R"({"between": ["2025-12-24", "2026-01-06"]})"), "last_sunburn",
              days("2025-12-24", "2026-01-06"));
  expect_days(one("last_sunburn", R"({"between": ["2025-12", "2026-03"]})"), "last_sunburn",
              days("2025-12-01", "2026-02-20"));
  expect_days(one("last_sunburn", R"({"about": "2 weeks ago"})"), "last_sunburn",
              time::about_ago(2, time::Unit::week, day("2026-02-20"), {}));
  expect_days(one("last_sunburn", R"({"about": "2 weeks"})"), "last_sunburn",
              time::about_ago(2, time::Unit::week, day("2026-02-20"), {}));
  expect_days(one("last_sunburn", R"({"in the last": "6 months"})"), "last_sunburn", days("2025-08-20", "2026-02-20"));
  expect_days(one("last_sunburn", R"({"not in the last": "6 months"})"), "last_sunburn", until("2025-08-20"));
  EXPECT_TRUE(one("last_sunburn", R"({"not in the last": "6 months"})").question("last_sunburn").maybe_never);
  EXPECT_FALSE(one("last_sunburn", R"({"in the last": "6 months"})").question("last_sunburn").maybe_never);
  expect_days(one("last_sunburn", R"({"words": "yesterday"})"), "last_sunburn", on_day("2026-02-19"));
  expect_days(text("last_sunburn", "yesterday"), "last_sunburn", on_day("2026-02-19"));
  const Read several = one("last_sunburn", R"({"one of": ["2026-01-01", "2026-01-05"]})");
  expect_days(several, "last_sunburn", on_day("2026-01-01") | on_day("2026-01-05"));
  EXPECT_FALSE(several.question("last_sunburn").maybe_never);
  EXPECT_TRUE(one("last_sunburn", R"({"one of": ["2026-01-01", "never"]})").question("last_sunburn").maybe_never);
  expect_fault(one("last_sunburn", R"({"between": ["2026-02-10", "2026-02-01"]})"), "last_sunburn",
               What::impossible_order);
  expect_fault(one("last_sunburn", R"({"between": ["2026-02-30", "2026-03-01"]})"), "last_sunburn", What::no_such_day);
  expect_fault(one("last_sunburn", R"({"between": ["2026-02-21", "2026-03-01"]})"), "last_sunburn",
               What::future_past_day);
}
TEST(IntakeAnswers, NeverIsANo) {
  for (const char* words : {"never", "no", "Never"}) {
    const Read r = text("last_sunburn", words);
    EXPECT_EQ(r.question("last_sunburn").state, State::no);
    EXPECT_TRUE(r.question("last_sunburn").surely_never);
    EXPECT_TRUE(r.question("last_sunburn").days.empty());
  }
}
TEST(IntakeAnswers, YesIsSomeDay) {
  expect_days(text("last_sunburn", "yes"), "last_sunburn", until("2026-02-20"));
  EXPECT_FALSE(text("last_sunburn", "yes").question("last_sunburn").maybe_never);
}
TEST(IntakeAnswers, WordsThatCannotBeReadAreUnsureAndKept) {
  for (const char* value : {"\"when the swallows left\"", "{\"words\": \"after the thing with the neighbour\"}",
                            "{\"about\": \"a while ago\"}", "{\"in the last\": \"little while\"}",
                            "{\"between\": [\"2026-01-01\", \"some time\"]}"}) {
    const Read r = one("last_sunburn", value);
    EXPECT_EQ(r.question("last_sunburn").state, State::unsure) << value;
    EXPECT_TRUE(r.facts().faults.empty());
    EXPECT_TRUE(r.question("last_sunburn").days == until("2026-02-20"));
    EXPECT_TRUE(r.question("last_sunburn").maybe_never);
    EXPECT_FALSE(r.question("last_sunburn").origin.given.empty());
  }
}
TEST(IntakeAnswers, AmountsThatCannotBe) {
  for (const char* value :
       {R"({"about": "-30 days ago"})", R"({"about": "-30 days"})", R"({"in the last": "-2 weeks"})",
        R"({"not in the last": "- 2 weeks"})", R"({"about": "minus 3 weeks ago"})", R"({"about": "−30 days ago"})",
        R"({"about": "0 days ago"})", R"({"about": "0 weeks"})", R"({"in the last": "0 months"})",
        R"({"not in the last": "zero years"})", R"({"in the last": "0.0 years"})", R"("-30 days ago")",
        R"("about -30 days ago")", R"({"words": "minus 3 weeks ago"})"})
    expect_fault(one("last_sunburn", value), "last_sunburn", What::unreadable);
  // 2026-02-20 less 126 years, 1513 months or 6581 weeks lies in 1900; one more of each does not.
  for (const char* amount : {"127 years", "1514 months", "6582 weeks", "1000 years", "100000 days", "13 decades"}) {
    const std::string words = amount;
    for (const std::string& value :
         {"{\"about\": \"" + words + " ago\"}", "{\"in the last\": \"" + words + "\"}",
          "{\"not in the last\": \"" + words + "\"}", "\"" + words + " ago\"",
          "{\"words\": \"about " + words + " ago\"}", "{\"between\": [\"" + words + " ago\", \"2026-01\"]}"}) {
      SCOPED_TRACE(value);
      expect_fault(one("last_sunburn", value), "last_sunburn", What::no_such_day);
    }
  }
  for (const char* amount : {"126 years", "1513 months", "6581 weeks", "1 day", "0.5 years"}) {
    const std::string words = amount;
    for (const std::string& value : {"{\"about\": \"" + words + " ago\"}", "{\"in the last\": \"" + words + "\"}",
                                     "{\"not in the last\": \"" + words + "\"}", "\"" + words + " ago\""}) {
      SCOPED_TRACE(value);
      EXPECT_TRUE(one("last_sunburn", value).facts().faults.empty());
      EXPECT_EQ(one("last_sunburn", value).question("last_sunburn").state, State::value);
    }
  }
  expect_days(text("last_sunburn", "0 days ago"), "last_sunburn", days("2026-02-19", "2026-02-20"));
  expect_fault(text("wedding_day", "in 1000 years"), "wedding_day", What::no_such_day);
}
TEST(IntakeAnswers, EveryFaultNamesItsQuestionAndItsPlace) {
  const auto faults = [](const std::string& answers) { return answered(answers).facts().faults; };
  const std::pair<const char*, const char*> cases[] = {
      {"nursing", R"("blah blah")"},
      {"nursing", R"({"one of": ["yes", "blah"]})"},
      {"weight", R"({"kg": 1})"},
      {"weight", R"("61")"},
      {"skin_type", R"("III")"},
      {"metal_patch_test", R"("blah")"},
      {"diabetes_control", R"("not applicable")"},
      {"sore_area", R"("elbow")"},
      {"last_sunburn", R"("2026-02-31")"},
      {"last_sunburn", R"("still")"},
      {"wedding_day", R"("2026-02-19")"},
      {"products", R"("blah blah")"},
      {"products", R"({"entries": [], "more": "some"})"},
      {"products", R"([{"term": "peel"}])"},
      {"products", R"([{"term": "retinol", "ongoing": "sometimes"}])"},
      {"products", R"([{"term": "retinol", "on": "2026-01-01", "last": "2026-01-01"}])"},
      {"products", R"([{"term": "retinol", "last": "never", "ongoing": "yes"}])"},
      {"products", R"([{"term": "retinol", "last": "still", "ongoing": "no"}])"},
      {"products", R"([{"term": "retinol", "start": "2026-02-21"}])"},
      {"products", R"([{"term": "retinol", "start": "never"}])"},
      {"products", R"([{"term": "retinol", "end": "never", "ongoing": "no"}])"},
      {"products", R"([{"term": "retinol", "start": "2026-02-11", "end": "2026-02-10"}])"},
      {"products", R"([{"term": "retinol", "end": "2026-02-10", "ongoing": "yes"}])"},
      {"products", R"([{"term": "retinol", "end": "2026-02-21", "ongoing": "no"}])"},
      {"products", R"([{"term": "retinol", "last": "never"}, {"term": "retinol", "last": "2026-02-01"}])"},
      {"medicines", R"([{"term": "apixaban", "prescribed": "blah"}])"},
      {"planned_sun", R"([{"term": "beach holiday", "end": "2026-02-19"}])"},
      {"planned_sun", R"([{"term": "beach holiday", "last": "2026-02-19"}])"},
      {"findings", R"([])"},
  };
  for (const auto& [name, value] : cases) {
    SCOPED_TRACE(std::string(name) + ": " + value);
    const auto found = faults(std::string("\"") + name + "\": " + value);
    const bool is_area = std::string(name) == "sore_area";
    EXPECT_FALSE(found.empty() && !is_area);
    const std::string place =
        std::string("/forms/0/answers/") + name + (std::string(value).rfind("[{", 0) == 0 ? "/0" : "");
    for (const AnswerFault& f : found) {
      EXPECT_EQ(f.question, name);
      EXPECT_EQ(f.origin.pointer.rfind(place, 0), 0u) << f.origin.pointer;
      EXPECT_FALSE(f.origin.given.empty());
      EXPECT_FALSE(f.message.empty());
    }
  }
}
TEST(IntakeAnswers, ADayThatIsStillGoingOnIsAskedAgain) {
  expect_fault(text("last_sunburn", "still"), "last_sunburn", What::unreadable);
}
TEST(IntakeAnswers, FutureDays) {
  expect_days(text("wedding_day", "2026-02-20"), "wedding_day", on_day("2026-02-20"));
  expect_days(text("wedding_day", "2026-02"), "wedding_day", days("2026-02-20", "2026-02-28"));
  expect_days(text("wedding_day", "2026-08"), "wedding_day", days("2026-08-01", "2026-08-31"));
  expect_fault(text("wedding_day", "2026-02-19"), "wedding_day", What::future_past_day);
  expect_days(text("wedding_day", "2031-02-20"), "wedding_day", on_day("2031-02-20"));
  expect_fault(text("wedding_day", "2031-02-21"), "wedding_day", What::future_past_day);
  expect_fault(text("wedding_day", "2062"), "wedding_day", What::future_past_day);
  expect_fault(one("wedding_day", R"({"in the last": "2 weeks"})"), "wedding_day", What::future_past_day);
  EXPECT_TRUE(text("wedding_day", "no").question("wedding_day").surely_never);
}
TEST(IntakeAnswers, RelativeWordsCountFromTheirOwnForm) {
  const Read r =
      read(with_forms(form("full", "2026-02-20", "client", R"("last_sunburn": {"in the last": "1 week"})") + "," +
                      form("change", "2026-03-12", "client", R"("birth_date": {"in the last": "1 week"})")));
  EXPECT_TRUE(r.question("last_sunburn").days == days("2026-02-13", "2026-02-20"));
  EXPECT_TRUE(r.question("birth_date").days == days("2026-03-05", "2026-03-12"));
}
TEST(IntakeAnswers, MonthEndsAndLeapDays) {
  const auto signed_on = [](const char* iso, const std::string& value) {
    return read(with_forms(form("full", iso, "client", "\"last_sunburn\": " + value)));
  };
  // In the last 6 months of 31 August: from the last day of February (rounded down); not in them: up to 1 March.
  expect_days(signed_on("2025-08-31", R"({"in the last": "6 months"})"), "last_sunburn",
              days("2025-02-28", "2025-08-31"));
  expect_days(signed_on("2025-08-31", R"({"not in the last": "6 months"})"), "last_sunburn", until("2025-03-01"));
  expect_days(signed_on("2024-02-29", R"({"in the last": "1 year"})"), "last_sunburn",
              days("2023-02-28", "2024-02-29"));
}
TEST(IntakeAnswers, AnEventAfterTheVisitCannotBe) {
  const auto r = [](const char* event) {
    return read(with_forms(form("full", "2026-03-20", "client", std::string("\"last_sunburn\": \"") + event + "\"")));
  };
  EXPECT_TRUE(r("2026-03-16").facts().faults.empty());
  EXPECT_EQ(r("2026-03-17").fault().what, What::future_past_day);
  EXPECT_TRUE(r("2026-03").facts().faults.empty());
}

// --- who answers ----------------------------------------------------------------------------------------------

TEST(IntakeAnswers, APractitionersQuestionInAClientsForm) {
  expect_fault(text("skin_type", "III"), "skin_type", What::wrong_person);
  EXPECT_EQ(text("skin_type", "III").question("skin_type").options, 63u);
  EXPECT_EQ(answered(R"("findings": [])").fault().what, What::wrong_person);
  EXPECT_EQ(answered(R"("findings": [])").list("findings").state, State::not_asked);
  EXPECT_TRUE(read(with_forms(form("full", "2026-02-20", "practitioner", R"("skin_type": "III", "findings": [])")))
                  .facts()
                  .faults.empty());
  EXPECT_TRUE(read(with_forms(form("practitioner", "2026-02-20", "practitioner", R"("nursing": "no")")))
                  .facts()
                  .faults.empty());
  EXPECT_EQ(read(with_forms(form("practitioner", "2026-02-20", "client", R"("skin_type": "III")"))).fault().what,
            What::wrong_person);
}

// --- plan and clearances --------------------------------------------------------------------------------------

Read plan(const std::string& item) {
  return read(R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [)" + item + "]}");
}

TEST(IntakePlan, Settings) {
  const Read by_name = plan(R"({"treatment": "Chemical Peel", "area": "chin", "depth": "medium", "device": "x"})");
  EXPECT_EQ(by_name.facts().plan[0].treatment, "peel");
  EXPECT_EQ(by_name.facts().plan[0].depth_options, 2u);
  EXPECT_EQ(by_name.facts().plan[0].areas, std::vector<check::AreaId>{2});
  EXPECT_EQ(by_name.facts().plan[0].device, "x");
  EXPECT_EQ(
      plan(R"({"treatment": "microneedling", "depth": {"mm": {"from": 0.5, "to": 1}}})").facts().plan[0].depth_numbers,
      (std::vector<Range>{{500, 1000}}));
  EXPECT_EQ(
      plan(R"({"treatment": "peel", "depth": {"one of": ["superficial", "medium"]}})").facts().plan[0].depth_options,
      3u);
  for (const char* open : {R"({"treatment": "peel", "area": [], "depth": "unsure"})",
                           R"({"treatment": "peel", "area": null, "depth": null, "device": null})",
                           R"({"treatment": "peel", "area": "unsure"})"}) {
    const Read r = plan(open);
    EXPECT_FALSE(r.facts().plan[0].area_known) << open;
    EXPECT_FALSE(r.facts().plan[0].depth_known) << open;
    EXPECT_TRUE(r.facts().faults.empty()) << open;
  }
}
TEST(IntakePlan, SettingsThatCannotBe) {
  for (const char* wrong :
       {R"({"treatment": "microneedling", "depth": {"mm": 3.001}})",
        R"({"treatment": "microneedling", "depth": {"mm": 0.099}})",
        R"({"treatment": "microneedling", "depth": "deep"})", R"({"treatment": "peel", "depth": "very deep"})",
        R"({"treatment": "led", "depth": {"mm": 1}})", R"({"treatment": "peel", "area": ["face", "elbow"]})"}) {
    const Read r = plan(wrong);
    EXPECT_EQ(r.fault().what, What::bad_setting) << wrong;
    EXPECT_FALSE(r.facts().plan[0].depth_known) << wrong;
    EXPECT_FALSE(r.facts().plan[0].area_known) << wrong;
  }
  EXPECT_TRUE(plan(R"({"treatment": "microneedling", "depth": {"cm": 1}})").refused());
  EXPECT_TRUE(plan(R"({"treatment": "microneedling", "depth": 1})").refused());
}
TEST(IntakePlan, ATreatmentWithoutRulesIsNoFaultOfTheRecord) {
  const Read r = plan(R"({"treatment": "cryotherapy", "depth": {"mm": 2}})");
  EXPECT_TRUE(r.facts().faults.empty());
  EXPECT_EQ(r.facts().plan[0].treatment, "cryotherapy");
  EXPECT_FALSE(r.facts().plan[0].depth_known);
}

const ClearanceFact& clearance(Read& r, const std::string& fields) {
  r = read(
      R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [{"treatment": "led"}], "clearances": [{"check": "c", )" +
      fields + "}]}");
  return r.facts().clearances.at(0);
}

TEST(IntakeClearances, UnclearOnesClearNothing) {
  Read r;
  for (const char* unclear :
       {R"("by": "magician", "on": "2026-03-01")", R"("by": "prescriber")", R"("by": "prescriber", "on": "2026-03")",
        R"("by": "prescriber", "on": "2026-02-30")", R"("by": "prescriber", "on": "2026-03-02", "until": "2026-03-01")",
        R"("by": "prescriber", "on": "2026-03-01", "until": "2026-09")",
        R"("by": "prescriber", "on": "2026-03-01", "for": ["unobtainium"])",
        R"("by": "prescriber", "on": "2026-03-01", "for": [])"}) {
    const ClearanceFact& c = clearance(r, unclear);
    EXPECT_TRUE(c.unclear) << unclear;
    EXPECT_FALSE(c.on) << unclear;
    EXPECT_TRUE(r.facts().faults.empty()) << unclear;
  }
  EXPECT_FALSE(clearance(r, R"("by": "The Prescriber", "on": "2026-03-01", "until": "2026-03-01")").unclear);
  const ClearanceFact& general = clearance(r, R"("by": "prescriber", "on": "2026-03-01", "for": ["blood thinner"])");
  EXPECT_EQ(general.for_terms, kinds("blood_thinner"));
}
TEST(IntakeClearances, AMissingForIsNotANullFor) {
  Read r;
  EXPECT_FALSE(clearance(r, R"("by": "prescriber", "on": "2026-03-01")").for_given);
  r = read(
      R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [{"treatment": "led"}], "clearances": [{"check": "c", "by": "prescriber", "on": "2026-03-01", "for": null}]})");
  EXPECT_TRUE(r.refused());
}

}  // namespace
}  // namespace contra::eval
