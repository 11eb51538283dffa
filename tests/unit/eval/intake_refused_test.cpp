// What is not of the schema is refused as a whole, with every fault at its own place.
#include <fstream>

#include "eval/json_document.hpp"
#include "text/limits.hpp"
#include "unit/eval/small_vocabulary.hpp"

namespace contra::eval {
namespace {

using namespace small;
using text::Kind;

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

/// The one diagnostic of a record; its source slice is `written`.
void expect_one(const Read& r, Kind kind, const std::string& pointer, const std::string& written) {
  const auto all = r.diagnostics();
  ASSERT_EQ(all.size(), 1u) << r.shown();
  EXPECT_EQ(text::info(all[0].kind).name, text::info(kind).name) << r.shown();
  EXPECT_EQ(all[0].pointer, pointer) << r.shown();
  EXPECT_EQ(std::string(r.sources.slice(all[0].span)), written) << r.shown();
}

std::string head(const std::string& more) {
  return R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [{"treatment": "led"}])" + more + "}";
}

TEST(IntakeRefused, NothingIsRefusedInTheSmallestRecord) {
  const Read r = read(head(""));
  EXPECT_FALSE(r.refused()) << r.shown();
  EXPECT_EQ(r.facts().latest_signing, day("2026-03-16"));
  EXPECT_TRUE(r.facts().faults.empty());
  EXPECT_TRUE(r.facts().forms.empty());
  EXPECT_EQ(r.facts().questions.size(), vocabulary().questions.size());
  EXPECT_EQ(r.facts().lists.size(), vocabulary().lists.size());
  EXPECT_FALSE(r.facts().plan[0].area_known);
}

// --- bytes and JSON -------------------------------------------------------------------------------------------

TEST(IntakeRefused, AnEmptyText) { expect_one(read(""), Kind::json_syntax, "", ""); }
TEST(IntakeRefused, OnlyWhiteSpace) { expect_one(read(" \n "), Kind::json_syntax, "", ""); }

TEST(IntakeRefused, ATextThatBreaksOff) {
  const Read r = read(R"({"record": "contra.intake/1", "visit": "2026-03-16", "forms": [ {"kind": "full")");
  const auto all = r.diagnostics();
  ASSERT_EQ(all.size(), 1u) << r.shown();  // what is missing may stand behind the break
  EXPECT_EQ(all[0].kind, Kind::json_syntax);
  EXPECT_EQ(all[0].pointer, "/forms/0");
  EXPECT_NE(all[0].message.find("ends before"), std::string::npos);
  ASSERT_EQ(all[0].labels.size(), 1u);
  EXPECT_EQ(std::string(r.sources.slice(all[0].labels[0].span)), "{");
}

TEST(IntakeRefused, WhatStandsBeforeABreakIsStillJudged) {
  const Read r = read(R"({"record": "contra.intake/1", "visti": "2026-03-16", "id": 5, ;)");
  ASSERT_EQ(r.diagnostics().size(), 3u) << r.shown();
  EXPECT_EQ(r.diagnostics()[0].kind, Kind::unknown_field);
  EXPECT_EQ(r.diagnostics()[1].kind, Kind::wrong_json_type);
  EXPECT_EQ(r.diagnostics()[2].kind, Kind::json_syntax);
}

TEST(IntakeRefused, SyntaxAtItsPlace) {
  expect_one(read("{\"record\": \"contra.intake/1\",\n  \"visit\": 'x'}"), Kind::json_syntax, "", "'");
  expect_one(read("{\"record\": \"contra.intake/1\", }"), Kind::json_syntax, "", "}");
  expect_one(read(head("") + " x"), Kind::json_syntax, "", "x");
  expect_one(read(head("") + head("")), Kind::json_syntax, "", "{");
  expect_one(read(head(", \"id\": NaN")), Kind::json_syntax, "", "N");
  expect_one(read(head(", \"id\": Infinity")), Kind::json_syntax, "", "I");
  expect_one(answered(R"("weight": {"kg": 01})"), Kind::json_syntax, "/forms/0/answers/weight", "1");
  expect_one(read(head(" \"id\": \"x\"")), Kind::json_syntax, "", "\"id\"");
  expect_one(read(head(", \"id\": \"\\ud800\"")), Kind::json_syntax, "", "\"\\ud800\"");
}

TEST(IntakeRefused, PlaceInLinesAndColumns) {
  const Read r = read("{\n  \"record\": \"contra.intake/1\",\n  \"id\": \"Zoë\", \"visti\": 1\n}");
  const auto all = r.diagnostics();
  ASSERT_FALSE(all.empty());
  for (const auto& d : all) {
    if (d.kind != Kind::unknown_field) continue;
    const auto place = r.sources.place(d.span.file, d.span.begin);
    EXPECT_EQ(place.line, 3u);
    EXPECT_EQ(place.column, 16u);
  }
}

TEST(IntakeRefused, BytesThatAreNotUtf8) {
  const Read r =
      read(head(", \"id\": \"a\xFF\xFE"
                "b\xC3\", \"ied\": \"\xED\xA0\x80\""));
  std::size_t bad = 0;
  for (const auto& d : r.diagnostics()) bad += d.kind == Kind::bad_utf8 ? 1u : 0u;
  EXPECT_EQ(bad, 3u) << r.shown();
  EXPECT_EQ(r.diagnostics().size(), 4u) << r.shown();  // and the unknown field
}

TEST(IntakeRefused, ManyBadBytesAreCut) {
  const Read r = read(repeated("\xFF ", 100000));
  EXPECT_LE(r.diagnostics().size(), limits::diagnostics + 1);
  EXPECT_TRUE(r.refused());
}

TEST(IntakeRefused, AZeroByteDoesNotEndTheRecord) {
  const Read r = read(head("") + std::string(1, '\0') + "{\"more\": 1}");
  EXPECT_TRUE(r.refused());
  EXPECT_EQ(r.diagnostics()[0].kind, Kind::control_character) << r.shown();
  EXPECT_EQ(r.diagnostics()[1].kind, Kind::json_syntax) << r.shown();
}

TEST(IntakeRefused, AByteOrderMarkIsPassedOver) { EXPECT_FALSE(read("\xEF\xBB\xBF" + head("")).refused()); }

TEST(IntakeRefused, DuplicateKeys) {
  expect_one(read(head(", \"visit\": \"2026-03-17\"")), Kind::duplicate_key, "/visit", "\"visit\"");
  expect_one(answered(R"("pregnant": "no", "preg\u006eant": "yes")"), Kind::duplicate_key, "/forms/0/answers/pregnant",
             "\"preg\\u006eant\"");
}

TEST(IntakeRefused, NumbersOverTheLimit) {
  expect_one(answered(R"("weight": {"kg": 1e999})"), Kind::json_limit, "/forms/0/answers/weight", "1e999");
  expect_one(answered(R"("weight": {"kg": 1e300})"), Kind::json_limit, "/forms/0/answers/weight/kg", "1e300");
  EXPECT_FALSE(answered(R"("weight": {"kg": 999999999})").refused());  // only out of range
}

TEST(IntakeRefused, DepthLimit) {
  const auto nested = [](std::size_t n) { return head(", \"x\": " + repeated("[", n) + repeated("]", n)); };
  // The record itself is one level.
  const Read within = read(nested(limits::intake_depth - 1));
  ASSERT_EQ(within.diagnostics().size(), 1u);
  EXPECT_EQ(within.diagnostics()[0].kind, Kind::unknown_field);
  const Read beyond = read(nested(limits::intake_depth));
  EXPECT_EQ(beyond.diagnostics().back().kind, Kind::json_limit) << beyond.shown();
  EXPECT_TRUE(read(repeated("[", 1000000)).refused());
}

TEST(IntakeRefused, ValuesLimit) {
  const auto values = [](std::size_t n) { return head(", \"x\": [" + repeated("0,", n - 1) + "0]"); };
  constexpr std::size_t others = 7;  // the record, three texts, two brackets of the plan, the array
  const Read within = read(values(limits::intake_values - others));
  ASSERT_EQ(within.diagnostics().size(), 1u) << within.shown();
  EXPECT_EQ(within.diagnostics()[0].kind, Kind::unknown_field);
  const Read beyond = read(values(limits::intake_values - others + 1));
  EXPECT_EQ(beyond.diagnostics().back().kind, Kind::json_limit) << beyond.shown();
}

TEST(IntakeRefused, LongKeysAndDeepPlacesKeepPointersShort) {
  const Read r = read(head(", \"" + repeated("k", 5000) + "\": " + repeated("[", 20) + repeated("]", 20)));
  for (const auto& d : r.diagnostics()) EXPECT_LT(d.pointer.size(), 200u);
  for (const auto& d : r.diagnostics()) EXPECT_LT(d.message.size(), 400u);
}

TEST(IntakeRefused, SizeLimit) {
  std::string record = head("");
  record += repeated(" ", limits::intake_bytes - record.size());
  EXPECT_FALSE(read(record).refused());
  record += " ";
  const Read r = read(record);
  ASSERT_EQ(r.diagnostics().size(), 1u);
  EXPECT_EQ(r.diagnostics()[0].kind, Kind::json_limit);
}

TEST(IntakeRefused, TextLimit) {
  EXPECT_FALSE(answered("\"remarks\": \"" + repeated("x", limits::text_bytes) + "\"").refused());
  const Read r = answered("\"remarks\": \"" + repeated("x", limits::text_bytes + 1) + "\"");
  ASSERT_EQ(r.diagnostics().size(), 1u);
  EXPECT_EQ(r.diagnostics()[0].kind, Kind::json_limit);
  EXPECT_EQ(r.diagnostics()[0].pointer, "/forms/0/answers/remarks");
}

TEST(IntakeRefused, LimitsOfArrays) {
  const auto array = [](std::size_t n, const std::string& item) {
    std::string out = "[";
    for (std::size_t i = 0; i < n; ++i) out += (i == 0 ? "" : ",") + item;
    return out + "]";
  };
  const auto one_limit = [](const Read& r) {
    return r.diagnostics().size() == 1 && r.diagnostics()[0].kind == Kind::json_limit;
  };
  const std::string entry = R"({"term":"retinol"})";
  EXPECT_FALSE(answered("\"products\": " + array(limits::list_entries, entry)).refused());
  EXPECT_TRUE(one_limit(answered("\"products\": " + array(limits::list_entries + 1, entry))));
  const std::string empty_form = R"({"kind":"full","signed":"2026-01-01","by":"client"})";
  EXPECT_FALSE(read(head(", \"forms\": " + array(limits::forms, empty_form))).refused());
  EXPECT_TRUE(one_limit(read(head(", \"forms\": " + array(limits::forms + 1, empty_form)))));
  const std::string clearance = R"({"check":"c","by":"prescriber","on":"2026-01-01"})";
  EXPECT_FALSE(read(head(", \"clearances\": " + array(limits::clearances, clearance))).refused());
  EXPECT_TRUE(one_limit(read(head(", \"clearances\": " + array(limits::clearances + 1, clearance)))));
  const auto plan = [&](std::size_t n) {
    return R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": )" + array(n, R"({"treatment":"led"})") +
           "}";
  };
  EXPECT_FALSE(read(plan(limits::plan_items)).refused());
  EXPECT_TRUE(one_limit(read(plan(limits::plan_items + 1))));
}

// --- the record -----------------------------------------------------------------------------------------------

TEST(IntakeRefused, AnotherKindOfRecord) {
  expect_one(read(R"({"record": "contra.intake/2", "vist": 3})"), Kind::wrong_record_kind, "/record",
             "\"contra.intake/2\"");
  expect_one(read(R"(["x"])"), Kind::wrong_json_type, "", "[");
}

TEST(IntakeRefused, MissingFields) {
  const Read r = read("{}");
  ASSERT_EQ(r.diagnostics().size(), 3u) << r.shown();  // record, visit, plan
  for (const auto& d : r.diagnostics()) EXPECT_EQ(d.kind, Kind::missing_field);
  expect_one(read(R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": []})"), Kind::unknown_value, "/plan",
             "[");
  expect_one(read(R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [{}]})"), Kind::missing_field,
             "/plan/0", "{");
  const Read f = read(head(", \"forms\": [{}]"));
  EXPECT_EQ(f.diagnostics().size(), 3u) << f.shown();  // kind, signed, by
  const Read c = read(head(", \"clearances\": [{}]"));
  EXPECT_EQ(c.diagnostics().size(), 2u) << c.shown();  // check, by
}

TEST(IntakeRefused, DaysOfTheRecordAreFullDays) {
  const auto visit = [](const std::string& value) {
    return read("{\"record\": \"contra.intake/1\", \"visit\": " + value + ", \"plan\": [{\"treatment\": \"led\"}]}");
  };
  for (const char* wrong : {"\"2026-02-29\"", "\"2026-03\"", "\"unsure\"", "\"\"", "\"16.03.2026\"", "\"2026-3-16\"",
                            "\"1899-12-31\"", "\"2201-01-01\"", "\"2026-03-16T10:00\""})
    expect_one(visit(wrong), Kind::unknown_value, "/visit", wrong);
  for (const char* wrong : {"null", "20260316", "true"})
    expect_one(visit(wrong), Kind::wrong_json_type, "/visit", wrong);
  EXPECT_FALSE(visit("\"2028-02-29\"").refused());
  expect_one(read(head(", \"as_of\": \"2026-02-31\"")), Kind::unknown_value, "/as_of", "\"2026-02-31\"");
  EXPECT_FALSE(read(head(", \"as_of\": null")).facts().as_of);
  expect_one(read(head(R"(, "forms": [{"kind": "full", "by": "client", "signed": "2026-02"}])")), Kind::unknown_value,
             "/forms/0/signed", "\"2026-02\"");
}

TEST(IntakeRefused, UnknownFieldsEverywhere) {
  expect_one(read(head(", \"form\": []")), Kind::unknown_field, "/form", "\"form\"");
  expect_one(
      read(R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [{"treatment": "led", "areas": "face"}]})"),
      Kind::unknown_field, "/plan/0/areas", "\"areas\"");
  expect_one(
      read(head(R"(, "forms": [{"kind": "full", "signed": "2026-02-20", "by": "client", "nothing_changed": "yes"}])")),
      Kind::unknown_field, "/forms/0/nothing_changed", "\"nothing_changed\"");
  expect_one(
      read(head(R"(, "clearances": [{"check": "a", "by": "prescriber", "on": "2026-03-01", "untill": "2026-04-01"}])")),
      Kind::unknown_field, "/clearances/0/untill", "\"untill\"");
  expect_one(answered(R"("products": {"entries": [], "moer": "yes"})"), Kind::unknown_field,
             "/forms/0/answers/products/moer", "\"moer\"");
  expect_one(answered(R"("pregnant": {"unsrue": "x"})"), Kind::unknown_field, "/forms/0/answers/pregnant/unsrue",
             "\"unsrue\"");
  expect_one(answered(R"("birth_date": {"abuot": "x"})"), Kind::unknown_field, "/forms/0/answers/birth_date/abuot",
             "\"abuot\"");
  expect_one(answered(R"("weight": {"lb": 100})"), Kind::unknown_field, "/forms/0/answers/weight/lb", "\"lb\"");
  expect_one(answered(R"("weight": {"kg": {"from": 60, "until": 70}})"), Kind::unknown_field,
             "/forms/0/answers/weight/kg/until", "\"until\"");
}

TEST(IntakeRefused, DidYouMean) {
  const Read r = read(head(", \"clearences\": []"));
  ASSERT_EQ(r.diagnostics().size(), 1u);
  EXPECT_NE(r.diagnostics()[0].help.find("`clearances`"), std::string::npos);
  ASSERT_TRUE(r.diagnostics()[0].fix);
  EXPECT_EQ(r.diagnostics()[0].fix->replacement, "\"clearances\"");
  EXPECT_EQ(std::string(r.sources.slice(r.diagnostics()[0].fix->span)), "\"clearences\"");
}

TEST(IntakeRefused, UnknownQuestionsAndDetails) {
  expect_one(answered(R"("pregnent": "no")"), Kind::unknown_question, "/forms/0/answers/pregnent", "\"pregnent\"");
  EXPECT_NE(answered(R"("pregnent": "no")").diagnostics()[0].help.find("`pregnant`"), std::string::npos);
  EXPECT_NE(answered(R"("prodcts": "no")").diagnostics()[0].help.find("`products`"), std::string::npos);
  expect_one(answered(R"("products": [{"term": "retinol", "dose": "2"}])"), Kind::undeclared_detail,
             "/forms/0/answers/products/0/dose", "\"dose\"");
  expect_one(answered(R"("procedures": [{"term": "filler", "depth": "deep"}])"), Kind::undeclared_detail,
             "/forms/0/answers/procedures/0/depth", "\"depth\"");
  expect_one(answered(R"("products": [{"term": "retinol", "lsat": "2026-01-01"}])"), Kind::undeclared_detail,
             "/forms/0/answers/products/0/lsat", "\"lsat\"");
}

TEST(IntakeRefused, UnknownTermsInAsked) {
  expect_one(answered(R"("medicines": {"asked": ["isotretinion"], "entries": []})"), Kind::unknown_value,
             "/forms/0/answers/medicines/asked/0", "\"isotretinion\"");
  expect_one(answered(R"("medicines": {"asked": ["peel"], "entries": []})"), Kind::unknown_value,
             "/forms/0/answers/medicines/asked/0", "\"peel\"");
  expect_one(answered(R"("medicines": {"asked": ["isotretinoin"]})"), Kind::missing_field, "/forms/0/answers/medicines",
             "{");
}

TEST(IntakeRefused, WrongTypesOfAnswers) {
  for (const char* wrong : {"true", "false", "1", "1.5"})
    expect_one(answered(std::string("\"pregnant\": ") + wrong), Kind::wrong_json_type, "/forms/0/answers/pregnant",
               wrong);
  EXPECT_EQ(answered(R"("pregnant": true)").diagnostics()[0].help, "write \"yes\"");
  EXPECT_EQ(answered(R"("pregnant": false)").diagnostics()[0].help, "write \"no\"");
  EXPECT_EQ(answered(R"("products": true)").diagnostics()[0].help, "write \"yes\"");
  EXPECT_EQ(answered(R"("weight": 61.5)").diagnostics()[0].help, "write {\"kg\": 61.5}");
  expect_one(answered(R"("pregnant": ["no"])"), Kind::wrong_json_type, "/forms/0/answers/pregnant", "[");
  expect_one(answered(R"("birth_date": 1988)"), Kind::wrong_json_type, "/forms/0/answers/birth_date", "1988");
  expect_one(answered(R"("products": ["retinol"])"), Kind::wrong_json_type, "/forms/0/answers/products/0",
             "\"retinol\"");
  expect_one(answered(R"("products": [{"term": 5}])"), Kind::wrong_json_type, "/forms/0/answers/products/0/term", "5");
  expect_one(answered(R"("products": [{}])"), Kind::missing_field, "/forms/0/answers/products/0", "{");
  expect_one(answered(R"("products": [{"term": "retinol", "ongoing": true}])"), Kind::wrong_json_type,
             "/forms/0/answers/products/0/ongoing", "true");
  expect_one(answered(R"("products": [{"term": "retinol", "area": 3}])"), Kind::wrong_json_type,
             "/forms/0/answers/products/0/area", "3");
  expect_one(answered(R"("procedures": [{"term": "needling", "depth": 1.0}])"), Kind::wrong_json_type,
             "/forms/0/answers/procedures/0/depth", "1.0");
  expect_one(answered(R"("pregnant": {})"), Kind::missing_field, "/forms/0/answers/pregnant", "{");
  expect_one(answered(R"("pregnant": {"unsure": "x", "one of": ["yes"]})"), Kind::unknown_value,
             "/forms/0/answers/pregnant", "{");
  expect_one(answered(R"("pregnant": {"one of": []})"), Kind::unknown_value, "/forms/0/answers/pregnant/one of", "[");
  expect_one(answered(R"("birth_date": {"between": ["2020-01-01"]})"), Kind::unknown_value,
             "/forms/0/answers/birth_date/between", "[");
  expect_one(answered(R"("birth_date": {"between": [1, "2020"]})"), Kind::wrong_json_type,
             "/forms/0/answers/birth_date/between/0", "1");
  expect_one(answered(R"("weight": {"kg": {}})"), Kind::missing_field, "/forms/0/answers/weight/kg", "{");
  expect_one(read(with_forms(R"({"kind": "full", "signed": "2026-02-20", "by": "client", "answers": []})")),
             Kind::wrong_json_type, "/forms/0/answers", "[");
  expect_one(read(with_forms("null")), Kind::wrong_json_type, "/forms/0", "null");
}

TEST(IntakeRefused, KindsAndPersonsOfForms) {
  expect_one(read(with_forms(form("ful", "2026-02-20", "client", ""))), Kind::unknown_value, "/forms/0/kind",
             "\"ful\"");
  expect_one(read(with_forms(form("full", "2026-02-20", "doctor", ""))), Kind::unknown_value, "/forms/0/by",
             "\"doctor\"");
}

TEST(IntakeRefused, PointersAreEscaped) {
  expect_one(read(head(R"(, "a/b~c": 1)")), Kind::unknown_field, "/a~1b~0c", "\"a/b~c\"");
}

TEST(IntakeRefused, TenFaultsGiveTenDiagnostics) {
  const Read r = read(R"({
    "record": "contra.intake/1",
    "visit": "2026-02-31",
    "asof": "2026-03-16",
    "plan": [ { "treatment": "led", "areas": ["face"] } ],
    "forms": [
      { "kind": "ful", "signed": "2026-02-20", "by": "client", "answers": {
          "pregnent": "no",
          "nursing": true,
          "nursing": "no",
          "products": [ { "term": "retinol", "dose": "x" } ],
          "medicines": { "asked": ["isotretinion"], "entries": [] } } } ],
    "clearances": [ { "check": 5, "by": "prescriber", "on": "2026-03-01" } ]
  })");
  const auto all = r.diagnostics();
  EXPECT_EQ(all.size(), 10u) << r.shown();
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LT(all[i - 1].span.begin, all[i].span.begin);
}

TEST(IntakeRefused, ManyFaultsAreCut) {
  std::string answers;
  for (std::size_t i = 0; i < limits::diagnostics + 50; ++i)
    answers += (i == 0 ? "\"x" : ", \"x") + std::to_string(i) + "\": 1";
  const Read r = answered(answers);
  EXPECT_LE(r.diagnostics().size(), limits::diagnostics + 1);
  EXPECT_TRUE(r.refused());
}

// --- numbers of JSON ------------------------------------------------------------------------------------------

TEST(Thousandths, AreExact) {
  const auto is = [](const char* text, std::int64_t below, std::int64_t above) {
    const auto t = json::thousandths(text);
    ASSERT_TRUE(t) << text;
    EXPECT_EQ(t->below, below) << text;
    EXPECT_EQ(t->above, above) << text;
  };
  is("0", 0, 0);
  is("-0.0", 0, 0);
  is("1", 1000, 1000);
  is("1.5", 1500, 1500);
  is("0.001", 1, 1);
  is("0.0004", 0, 1);
  is("0.0010", 1, 1);
  is("1.0005", 1000, 1001);
  is("-1.0005", -1001, -1000);
  is("15e-1", 1500, 1500);
  is("1.5E+2", 150000, 150000);
  is("0e999999999999", 0, 0);
  is("1e-999999999999", 0, 1);
  is("999999999.999", 999999999999, 999999999999);
  EXPECT_FALSE(json::thousandths("1000000000"));
  EXPECT_FALSE(json::thousandths("1e999999999999"));
}

}  // namespace
}  // namespace contra::eval
