// Reading records: what is refused, and that nothing of it is thrown or decided.
#include "support.hpp"

namespace contra::tests {
namespace {

constexpr const char* plain =
    R"({"record": "contra.intake/1", "id": "c", "visit": "2026-03-16", "plan": [{"treatment": "led"}]})";

std::string with_answers(const std::string& answers) {
  return R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [{"treatment": "microneedling"}],)"
         R"("forms": [{"kind": "full", "signed": "2026-03-10", "by": "client", "answers": )" +
         answers + "}]}";
}

void expect_refused(const Result<Intake>& intake, const std::string& what) {
  ASSERT_FALSE(intake) << what;
  ASSERT_FALSE(intake.diagnostics().empty()) << what;
  bool error = false;
  for (const Diagnostic& d : intake.diagnostics()) {
    error = error || d.severity == Severity::error;
    EXPECT_TRUE(d.picture.empty()) << what;
    EXPECT_FALSE(d.message.empty()) << what;
  }
  EXPECT_TRUE(error) << what;
}

TEST(Intake, SaysWhatItHolds) {
  const auto intake = read_intake(built_in(), plain);
  ASSERT_TRUE(intake);
  EXPECT_EQ(intake->id(), "c");
  EXPECT_EQ(intake->visit(), day("2026-03-16"));
  EXPECT_FALSE(intake->as_of());
  EXPECT_EQ(intake->treatments(), std::vector<std::string>{"led"});
  EXPECT_FALSE(intake->rules().packs().empty());
}

TEST(Intake, EverySampleIsReadButTheOneThatIsNone) {
  const Rules rules = built_in();
  std::size_t refused = 0;
  for (const Sample& sample : samples()) {
    const auto intake = read_intake(rules, sample.json, sample.name);
    if (intake) continue;
    ++refused;
    expect_refused(intake, sample.name);
    EXPECT_EQ(sample.name, "c-0143-not-a-record.json");
    EXPECT_EQ(intake.diagnostics().front().where.file, sample.name);
    EXPECT_GT(intake.diagnostics().front().where.line, 0U);
  }
  EXPECT_EQ(refused, 1U);
}

TEST(Intake, AFaultHasItsPlaceAndPointer) {
  const auto intake = read_intake(built_in(), with_answers("{\n  \"pregnant\": true }"), "record.json");
  expect_refused(intake, "true");
  const Diagnostic& fault = intake.diagnostics().front();
  EXPECT_EQ(fault.pointer, "/forms/0/answers/pregnant");
  EXPECT_EQ(fault.where.file, "record.json");
  EXPECT_EQ(fault.where.line, 2U);
  EXPECT_EQ(fault.where.column, 15U);
  EXPECT_FALSE(fault.help.empty());
}

TEST(Intake, BytesThatAreNoRecordAreRefused) {
  const Rules rules = built_in();
  const std::vector<std::string> texts = {
      "",
      " ",
      std::string("\0", 1),
      "{",
      "[]",
      "null",
      "\xff\xfe",
      with_answers("{\"pregnant\": \"\xff\"}"),
      with_answers("{\"pregnant\": \"\xed\xa0\x80\"}"),
      with_answers("{\"pregnant\": \"no\", \"pregnant\": \"yes\"}"),
      with_answers("{\"pregnant\": NaN}"),
      with_answers("{\"a question that there is not\": \"no\"}"),
      plain + std::string("x"),
  };
  for (std::size_t i = 0; i < texts.size(); ++i) expect_refused(read_intake(rules, texts[i]), std::to_string(i));
}

TEST(Intake, HugeAndDeepRecordsAreRefused) {
  const Rules rules = built_in();
  expect_refused(read_intake(rules, std::string(9u << 20, ' ')), "spaces");
  expect_refused(read_intake(rules, std::string(1u << 20, '[')), "brackets");
  std::string deep = "\"no\"";
  for (int i = 0; i < 40; ++i) deep = "{\"one of\": [" + deep + "]}";
  expect_refused(read_intake(rules, with_answers("{\"pregnant\": " + deep + "}")), "deep");
  std::string many = "{\"products\": [";
  for (int i = 0; i < 2000; ++i) many += std::string(i == 0 ? "" : ",") + "{\"term\": \"retinol\"}";
  expect_refused(read_intake(rules, with_answers(many + "]}")), "entries");
  expect_refused(read_intake(rules, with_answers("{\"pregnant\": \"" + std::string(5000, 'x') + "\"}")), "text");
}

TEST(Intake, MessagesHoldNothingThatWasAnswered) {
  const auto intake = read_intake(built_in(), with_answers("{\"pregnant\": [\"zanzibar\"], \"nursing\": 7318}"));
  expect_refused(intake, "wrong types");
  for (const Diagnostic& d : intake.diagnostics()) {
    const std::string all = to_text(d) + to_json(d) + d.help + d.picture;
    EXPECT_EQ(all.find("zanzibar"), std::string::npos) << all;
    EXPECT_EQ(all.find("7318"), std::string::npos) << all;
  }
}

TEST(Intake, IsDecidedUnderTheRulesItWasReadUnder) {
  const std::string json = read(root / "samples/intakes/c-0139-harbour-skin.json");
  EXPECT_EQ(screen(*read_intake(built_in(), json)).verdict(), Verdict::go);
  EXPECT_EQ(screen(*read_intake(with_policy(), json)).verdict(), Verdict::wait);
}

}  // namespace
}  // namespace contra::tests
