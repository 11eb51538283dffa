#include "present/terminal.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "fixture.hpp"
#include "present/decision_json.hpp"
#include "present/page.hpp"

namespace contra::present {
namespace {

using namespace fixture;
using eval::Cause;
using eval::Edit;
using time::DaySet;

/// A WAIT with a certain reason, an open question, promises and care.
World waiting() {
  World w;
  auto& t = w.treatment();
  const int e =
      w.entry(products, tretinoin, "Retin-A", World::point(DaySet::one(day("2026-03-14")), true), "\"2026-03-14\"");
  eval::Reason r = w.reason("topical_retinoid", 1, true);
  r.until = day("2026-03-19");
  r.windows = {"5 days"};
  r.evidence = {w.evidence(products, e)};
  eval::Reason open = w.reason("isotretinoin", 4, false);
  open.evidence = {w.evidence(medicines, -1)};
  open.windows = {"6 months"};
  open.cleared_by = {0};
  open.causes = {{Cause::What::list, medicines, -1, -1}};
  t.reasons = {open, r};
  t.questions = {{{Cause::What::list, medicines, -1, -1}, {"isotretinoin"}}};
  t.earliest = day("2026-03-19");
  t.preferred = day("2026-03-21");
  t.go = days("2026-03-19", "2026-04-02") | DaySet::from(day("2026-05-20"));
  t.recheck_by = day("2026-04-02");
  eval::Promise p;
  p.earliest = day("2026-03-19");
  p.about = "isotretinoin";
  Edit none;
  none.what = Edit::What::list_no;
  none.id = medicines;
  p.edits = {none};
  t.promises = {p};
  t.passed = {{"peel", 12, false}, {"pregnancy", {}, true}};
  eval::PreCare care;
  care.check = "topical_retinoid";
  care.what = "prescription retinoid";
  care.last_day = day("2026-03-16");
  care.for_day = day("2026-03-21");
  care.source_check = w.check("topical_retinoid");
  t.pre_care = {care};
  return w;
}

TEST(Terminal, NoLineIsWiderThanThePage) {
  const World w = waiting();
  for (const unsigned width : {80u, 60u, 40u, 24u}) {
    const std::string text = decision_text(w.decision, w.facts, "contra 0.1.0", {width, false, false});
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t end = text.find('\n', i);
      EXPECT_LE(display_width(text.substr(i, end - i)), width) << text.substr(i, end - i);
      i = end + 1;
    }
  }
}

TEST(Terminal, SaysVerdictDayReasonEvidenceSourceAndQuestion) {
  const World w = waiting();
  const std::string text = decision_text(w.decision, w.facts, "contra 0.1.0", {200, false, false});
  for (const char* part :
       {"WAIT recommended", "Earliest   Thursday 19 March 2026", "Better     from Saturday 21 March 2026",
        "19 March to 2 April 2026, then from 20 May 2026 on", "Retin-A (tretinoin) was last used on 14 March 2026",
        "5 days are needed", "Pre- and post-treatment care article, “Skincare Products” (guidance)",
        "sources say 12 hours to 30 days", "/forms/0/answers/products/0", "Open questions",
        "In particular: isotretinoin", "A dermatologist may clear it.", "16 March 2026", "2 checks pass",
        "Chemical peel: 12 days to spare", "microneedling 1.0.0 (0123456789ab)", "as of 2026-03-16"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(Terminal, PlainHasNoSymbols) {
  const World w = waiting();
  const std::string text = decision_text(w.decision, w.facts, "contra 0.1.0", {80, false, true});
  for (const char* symbol : {"•", "·", "─", "\x1b"}) EXPECT_EQ(text.find(symbol), std::string::npos) << symbol << text;
}

TEST(Terminal, ColourOnlyWhenAsked) {
  const World w = waiting();
  EXPECT_EQ(decision_text(w.decision, w.facts, "x", {80, false, false}).find('\x1b'), std::string::npos);
  EXPECT_NE(decision_text(w.decision, w.facts, "x", {80, true, false}).find("\x1b[1;33mWAIT recommended\x1b[0m"),
            std::string::npos);
}

TEST(Client, OnlyTheTellWordsAndDates) {
  const World w = waiting();
  const std::string text = client_text(w.decision, w.facts, {80, false, false});
  EXPECT_NE(text.find("Please let us know when you last used it."), std::string::npos);
  EXPECT_NE(text.find("Thursday 19 March 2026"), std::string::npos);
  for (const char* word : {"WAIT", "GO", "stop", "contraindic", "thin the outer layer", "guidance", "last day for"})
    EXPECT_EQ(text.find(word), std::string::npos) << word << text;
  EXPECT_EQ(text.find("prescription retinoid"), std::string::npos)
      << "a prescribed product has no last day for a client\n"
      << text;
}

TEST(Json, CarriesEveryPartOfAReason) {
  const World w = waiting();
  const auto json = nlohmann::json::parse(decision_json(w.decision, w.facts, "contra 0.1.0"));
  EXPECT_EQ(json["record"], "contra.decision/1");
  EXPECT_EQ(json["verdict"], "WAIT");
  EXPECT_EQ(json["packs"][0]["hash"], "0123456789abcdef");
  const auto& t = json["treatments"][0];
  EXPECT_EQ(t["setting"]["depth"]["mm"], 1);
  EXPECT_EQ(t["earliest"], "2026-03-19");
  EXPECT_EQ(t["earliest_kind"], "go");
  EXPECT_EQ(t["go"][0][1], "2026-04-02");
  EXPECT_TRUE(t["go"][1][1].is_null());
  const auto& r = t["reasons"][1];
  EXPECT_EQ(r["check"], "topical_retinoid");
  EXPECT_EQ(r["kind"], 1);
  EXPECT_EQ(r["evidence"][0]["pointer"], "/forms/0/answers/products/0");
  EXPECT_TRUE(r["evidence"][0]["value"].is_object());
  EXPECT_EQ(r["window"], "5 days");
  EXPECT_EQ(r["until"], "2026-03-19");
  EXPECT_TRUE(r["not_before"].is_null());
  EXPECT_EQ(r["sources"][0]["strength"], "guidance");
  EXPECT_EQ(r["spread"], "12 hours to 30 days");
  EXPECT_EQ(r["client_text"], "Please let us know when you last used it.");
  EXPECT_EQ(t["reasons"][0]["cleared_by"][0], "dermatologist");
  EXPECT_EQ(t["questions"][0]["question"], "medicines");
  EXPECT_EQ(t["promises"][0]["if"]["edit"], "list_no");
  EXPECT_EQ(t["passed"][0]["margin_days"], 12);
  EXPECT_EQ(t["passed"][1]["vague"], true);
}

TEST(Json, IsOneLineAndTheSameEveryTime) {
  const World w = waiting();
  const std::string once = decision_json(w.decision, w.facts, "contra 0.1.0");
  EXPECT_EQ(once.find('\n'), std::string::npos);
  EXPECT_EQ(once, decision_json(w.decision, w.facts, "contra 0.1.0"));
}

TEST(Json, ATreatmentWithoutRulesIsAWait) {
  World w;
  auto& t = w.treatment();
  t.program = nullptr;
  eval::Reason r;
  r.check = "rules";
  r.message = "There are no rules for the treatment \"x\".";
  t.reasons = {r};
  const auto json = nlohmann::json::parse(decision_json(w.decision, w.facts, "contra 0.1.0"));
  EXPECT_EQ(json["verdict"], "WAIT");
  EXPECT_EQ(json["treatments"][0]["reasons"][0]["check"], "rules");
  EXPECT_NE(decision_text(w.decision, w.facts, "contra 0.1.0", {80, false, false}).find("no rules for the treatment"),
            std::string::npos);
}

}  // namespace
}  // namespace contra::present
