// The consultation record: every reason, every answer, and what was recorded rather than what is decided now.
#include <gtest/gtest.h>

#include "present/decision_json.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"
#include "sheet/fixture.hpp"
#include "support/html_reader.hpp"

namespace {

using contra::sheet::Kind;
using contra_test::Decided;
using contra_test::sample;
using contra_test::samples;

std::string words_of(const std::string& html) {
  const contra_test::HtmlPage page = contra_test::read_html(html);
  for (const auto& fault : page.faults) ADD_FAILURE() << fault;
  return page.all("body").at(0)->text;
}

void expect_holds(const std::string& words, const std::string& part, const std::string& of) {
  EXPECT_NE(words.find(part), std::string::npos) << of << ": " << part;
}

TEST(ConsultationRecord, HoldsEachReasonWithItsSources) {
  std::size_t seen = 0;
  for (const std::string& number : samples()) {
    Decided decided(sample(number));
    if (!decided.readable()) continue;
    const std::string words = words_of(decided.html(Kind::consultation));
    for (const auto& t : decided.decision().treatments) {
      const contra::present::Sentences say(decided.facts(), decided.decision(), t);
      expect_holds(words, say.headline(), number);
      for (const auto& r : t.reasons) {
        ++seen;
        expect_holds(words, say.reason_title(r), number);
        expect_holds(words, say.reason(r), number);
        if (r.until) expect_holds(words, contra::present::long_day(*r.until), number);
        for (const auto& idle : r.idle_clearances) expect_holds(words, idle.why, number);
        if (r.source_check == nullptr) continue;
        expect_holds(words, r.source_check->because, number);
        for (const auto& source : r.source_check->sources) expect_holds(words, say.source(source), number);
        expect_holds(words, r.source_check->spread, number);
      }
      for (const auto* lines : {&t.conditions, &t.notes})
        for (const auto& line : *lines) expect_holds(words, say.condition(line), number);
      for (const auto& q : t.questions) expect_holds(words, say.question(q.cause, q.checks), number);
      if (t.program) {
        expect_holds(words, t.program->identity.hash, number);
        expect_holds(words, t.program->identity.version, number);
      }
    }
    expect_holds(words, decided.context.entry_hash, number);
  }
  EXPECT_GT(seen, 100u);
}

TEST(ConsultationRecord, HoldsEachAnswerWithWhoSignedIt) {
  Decided decided(sample("c-0417"));
  const std::string words = words_of(decided.html(Kind::consultation));
  // The client's words; how what is vague was read; who signed it, and when.
  for (const char* part :
       {"Are you breastfeeding?yesclient12 March 2026form of changes", "Are you breastfeeding?noAnother answer counts",
        "declinedOpen: the client would rather not say",
        "What is your date of birth?1988-05Any day: between 1 and 31 May 1988",
        "usually okay, don't know my last value", "“last autumn”", "the green cream from Anna",
        "Isotretinoin was last taken between 1 September and 30 November 2025",
        "Fitzpatrick skin typeIII or IVIII or IVpractitioner16 March 2026", "may be anything of what was asked",
        "Counts for “Have you ever had a keloid, or a scar that grew thick and raised?”"})
    expect_holds(words, part, "c-0417");
  expect_holds(words, "Blood thinnerDr Invented, the prescriber10 March 202610 September 2026apixaban", "c-0417");
  Decided never(sample("c-0116"));
  expect_holds(words_of(never.html(Kind::consultation)), never.facts().faults.at(0).message.substr(1), "c-0116");
}

TEST(ConsultationRecord, ShowsAnOverrideBeforeEverythingElse) {
  Decided decided(sample("c-0102"));
  decided.context.overrides.push_back({"Monday 16 March 2026, 14:20", "K. Example", "Invented: nothing was used"});
  const std::string words = words_of(decided.html(Kind::consultation));
  const std::size_t over = words.find("Held against the recommendation to wait");
  ASSERT_NE(over, std::string::npos);
  EXPECT_LT(over, words.find("WAIT recommended"));
  expect_holds(words, "Reason: Invented: nothing was used", "override");
  expect_holds(words, "Decided by K. Example, Monday 16 March 2026, 14:20.", "override");
}

TEST(ConsultationRecord, SaysWhatWasRecordedWhateverTheRulesSayNow) {
  Decided decided(sample("c-0102"));
  std::string recorded = contra::present::decision_json(decided.decision(), decided.facts(), "contra 0.0.1");
  const std::string now = "Prescription retinoid on the skin", then = "A check of another day";
  for (std::size_t at; (at = recorded.find(now)) != std::string::npos;) recorded.replace(at, now.size(), then);
  decided.decision_json = recorded;
  const std::string words = words_of(decided.html(Kind::consultation));
  expect_holds(words, "1. A check of another day", "recorded");
  expect_holds(words, "contra 0.0.1", "recorded");
}

TEST(ConsultationRecord, CanBeMadeWhenTheRulesOfTodayCannotReadTheRecord) {
  Decided good(sample("c-0102"));
  const std::string recorded = contra::present::decision_json(good.decision(), good.facts(), "contra 0.1.0");
  const contra::eval::Facts no_facts;
  const contra::eval::Decision no_decision;
  const contra::sheet::Made made{
      contra_test::shipped_rules().programs, no_decision, no_facts, good.record(), "contra", recorded};
  const std::string words = words_of(contra::sheet::html(Kind::consultation, made, good.context).html);
  expect_holds(words, "WAIT recommended until Thursday 19 March 2026", "unreadable");
  expect_holds(words, "Retin-A, last 14 March 2026, area face “Saturday night”", "unreadable");
  const contra::sheet::Made broken{contra_test::shipped_rules().programs, no_decision, no_facts, "{", "contra", "{"};
  expect_holds(words_of(contra::sheet::html(Kind::consultation, broken, good.context).html), "Signatures", "broken");
}

TEST(ConsultationRecord, SaysThatItIsNoneWhenNothingWasRecorded) {
  Decided decided(sample("c-0102"));
  decided.context.entry.clear();
  expect_holds(words_of(decided.html(Kind::consultation)), "It is no record of a consultation.", "preview");
}

}  // namespace
