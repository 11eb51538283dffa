// The C door as a C caller uses it: every function, every kind of error, every NULL.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "contra/contra.h"
#include "contra/contra.hpp"

namespace {

const std::filesystem::path root(CONTRA_SOURCE_DIR);
const contra_text none = {nullptr, 0};
const contra_text no_data = {nullptr, 3};

struct Free {
  void operator()(void* handle) const { contra_free(handle); }
};
template <class Handle>
using Own = std::unique_ptr<Handle, Free>;

contra_text text(const std::string& of) { return {of.data(), of.size()}; }
std::string words(contra_text of) {
  EXPECT_NE(of.data, nullptr);
  EXPECT_EQ(of.data[of.size], '\0');
  return {of.data, of.size};
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Every sample record, by name; those that are refused too.
std::vector<std::filesystem::path> samples() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(root / "samples/intakes"))
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

Own<contra_rules> built_in() {
  contra_rules* out = nullptr;
  contra_error* error = nullptr;
  EXPECT_EQ(contra_load_built_in(nullptr, &out, &error), CONTRA_OK);
  EXPECT_EQ(error, nullptr);
  return Own<contra_rules>(out);
}

Own<contra_intake> intake_of(const contra_rules* rules, const std::string& json) {
  contra_intake* out = nullptr;
  EXPECT_EQ(contra_read_intake(rules, text(json), &out, nullptr), CONTRA_OK);
  return Own<contra_intake>(out);
}

Own<contra_decision> decision_of(const contra_intake* intake) {
  contra_decision* out = nullptr;
  EXPECT_EQ(contra_screen(intake, none, none, &out, nullptr), CONTRA_OK);
  return Own<contra_decision>(out);
}

template <class Call>
std::string output(Call call) {
  contra_output* out = nullptr;
  EXPECT_EQ(call(&out), CONTRA_OK);
  const Own<contra_output> own(out);
  return words(contra_output_text(out));
}

const std::string waiting = R"({"record": "contra.intake/1", "id": "c", "visit": "2026-03-16",
                                "plan": [{"treatment": "microneedling"}]})";

/// The call has been refused as `status`, with words, and without a result.
template <class Call>
void expect_refused(contra_status status, Call call) {
  contra_error* error = nullptr;
  EXPECT_EQ(call(&error), status);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(contra_error_status(error), status);
  EXPECT_FALSE(words(contra_error_text(error)).empty());
  EXPECT_EQ(words(contra_error_json(error)).front(), '[');
  contra_free(error);
  EXPECT_EQ(call(static_cast<contra_error**>(nullptr)), status);  // nobody has to look at the error
}

TEST(Door, GivesTheDecisionOfTheCppSurface) {
  const contra::Rules rules = contra::load_built_in().value();
  const auto door = built_in();
  std::size_t compared = 0;
  for (const auto& path : samples()) {
    const std::string json = read(path);
    const auto expected = contra::read_intake(rules, json);
    if (!expected) continue;
    const auto intake = intake_of(door.get(), json);
    EXPECT_EQ(words(contra_intake_id(intake.get())), expected->id());
    EXPECT_EQ(words(contra_intake_visit(intake.get())), contra::to_iso(expected->visit()));
    const contra::Decision decision = contra::screen(*expected);
    const auto own = decision_of(intake.get());
    const contra_decision* d = own.get();
    EXPECT_EQ(contra_decision_verdict(d) == CONTRA_GO, decision.verdict() == contra::Verdict::go) << path;
    EXPECT_EQ(words(contra_decision_visit(d)), contra::to_iso(decision.visit()));
    EXPECT_EQ(output([&](auto** out) { return contra_decision_json(d, out, nullptr); }), contra::to_json(decision));
    EXPECT_EQ(output([&](auto** out) { return contra_decision_page(d, 80, out, nullptr); }), contra::to_text(decision));
    EXPECT_EQ(output([&](auto** out) { return contra_decision_client_page(d, 80, out, nullptr); }),
              contra::to_client_text(decision));
    ASSERT_EQ(contra_decision_treatment_count(d), decision.treatments().size());
    for (std::size_t t = 0; t < decision.treatments().size(); ++t) {
      const contra::TreatmentDecision& treatment = decision.treatments()[t];
      EXPECT_EQ(words(contra_decision_treatment_name(d, t)), treatment.treatment);
      EXPECT_EQ(contra_decision_treatment_verdict(d, t) == CONTRA_GO, treatment.verdict == contra::Verdict::go);
      EXPECT_EQ(words(contra_decision_headline(d, t)), treatment.headline);
      EXPECT_EQ(words(contra_decision_earliest(d, t)),
                treatment.earliest ? contra::to_iso(*treatment.earliest) : std::string());
      EXPECT_EQ(contra_decision_earliest_is_renewed(d, t) == 1, treatment.earliest_renewed);
      ASSERT_EQ(contra_decision_reason_count(d, t), treatment.reasons.size());
      for (std::size_t r = 0; r < treatment.reasons.size(); ++r) {
        const contra::Reason& reason = treatment.reasons[r];
        EXPECT_EQ(words(contra_decision_reason_check(d, t, r)), reason.check);
        EXPECT_EQ(words(contra_decision_reason_text(d, t, r)), reason.text);
        EXPECT_EQ(words(contra_decision_reason_client_text(d, t, r)), reason.client_text);
        EXPECT_EQ(words(contra_decision_reason_until(d, t, r)),
                  reason.until ? contra::to_iso(*reason.until) : std::string());
      }
    }
    ++compared;
  }
  EXPECT_GT(compared, 40U);
}

TEST(Door, ScreensAnotherDay) {
  const auto rules = built_in();
  const auto intake = intake_of(rules.get(), read(root / "samples/intakes/c-0110-several-windows.json"));
  const std::string later = "2026-03-25", before = "2026-03-15";
  contra_decision* out = nullptr;
  ASSERT_EQ(contra_screen(intake.get(), text(later), text(before), &out, nullptr), CONTRA_OK);
  const Own<contra_decision> decision(out);
  EXPECT_EQ(contra_decision_verdict(out), CONTRA_GO);
  EXPECT_EQ(words(contra_decision_visit(out)), later);
}

TEST(Door, ScreensARangeOfDays) {
  const auto rules = built_in();
  const auto intake = intake_of(rules.get(), read(root / "samples/intakes/c-0110-several-windows.json"));
  const std::string first = "2026-03-16", last = "2026-04-30";
  contra_calendar* out = nullptr;
  ASSERT_EQ(contra_screen_days(intake.get(), text(first), text(last), none, &out, nullptr), CONTRA_OK);
  const Own<contra_calendar> calendar(out);
  ASSERT_GE(contra_calendar_span_count(out), 2U);
  const contra_span wait = contra_calendar_span(out, 0), go = contra_calendar_span(out, 1);
  EXPECT_EQ(words(wait.first), first);
  EXPECT_EQ(words(wait.last), "2026-03-24");
  EXPECT_EQ(wait.door, CONTRA_DOOR_WAIT);
  EXPECT_EQ(words(go.first), "2026-03-25");
  EXPECT_EQ(go.door, CONTRA_DOOR_GO);
  EXPECT_EQ(words(contra_calendar_earliest(out)), "2026-03-25");
  const contra_span beyond = contra_calendar_span(out, 99);
  EXPECT_EQ(beyond.door, CONTRA_DOOR_WAIT);
  EXPECT_EQ(words(beyond.first), "");
  for (const auto& [a, b] : {std::pair(none, text(last)), std::pair(text(first), none)})
    expect_refused(CONTRA_MISUSE, [&, from = a, to = b](contra_error** error) {
      contra_calendar* calendar_out = nullptr;
      return contra_screen_days(intake.get(), from, to, none, &calendar_out, error);
    });
}

TEST(Door, ScreensLines) {
  const auto rules = built_in();
  contra_batch* out = nullptr;
  ASSERT_EQ(contra_batch_new(rules.get(), 0, none, none, &out, nullptr), CONTRA_OK);
  const Own<contra_batch> batch(out);
  std::string lines;
  std::size_t count = 0;
  for (const auto& path : samples()) {
    std::string line = read(path);
    std::replace(line.begin(), line.end(), '\n', ' ');
    lines += line + "\n";
    ++count;
  }
  contra_text answer = none;
  ASSERT_EQ(contra_batch_screen(out, text(lines), 1, &answer, nullptr), CONTRA_OK);
  const std::string all = words(answer);
  EXPECT_EQ(static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n')), count);
  std::string expected;
  contra::Batch(contra::load_built_in().value()).screen(lines, expected);
  EXPECT_EQ(all, expected);
  contra_batch* copy_out = nullptr;
  ASSERT_EQ(contra_batch_copy(out, &copy_out, nullptr), CONTRA_OK);
  const Own<contra_batch> copy(copy_out);
  contra_text again = none;
  ASSERT_EQ(contra_batch_screen(copy_out, text(lines), 1, &again, nullptr), CONTRA_OK);
  EXPECT_EQ(words(again), expected);
  EXPECT_EQ(words(answer), expected);  // a batch keeps what it gave until its own next call
  ASSERT_EQ(contra_batch_screen(out, none, 1, &answer, nullptr), CONTRA_OK);
  EXPECT_EQ(words(answer), "");
  expect_refused(CONTRA_MISUSE, [&](auto** error) { return contra_batch_screen(out, no_data, 1, &answer, error); });
  expect_refused(CONTRA_MISUSE, [&](auto** error) { return contra_batch_screen(out, none, 1, nullptr, error); });
  expect_refused(CONTRA_MISUSE, [&](auto** error) { return contra_batch_screen(nullptr, none, 1, &answer, error); });
}

TEST(Door, LoadsFilesAndTextsWithPolicies) {
  const std::string folder = (root / "rules").string();
  const std::string policy = (root / "samples/policies/harbour_skin.contra").string();
  const std::string policy_text = read(policy), name = "Harbour Skin", file = "harbour.contra", day = "2026-03-16";
  const contra_text folder_text = text(folder), policy_path = text(policy), policy_name = text(name);
  contra_load_options options = {};
  options.struct_size = sizeof options;
  options.policy_files = &policy_path;
  options.policy_file_count = 1;
  options.today = text(day);
  contra_rules* out = nullptr;
  ASSERT_EQ(contra_load_files(&folder_text, 1, &options, &out, nullptr), CONTRA_OK);
  const Own<contra_rules> files(out);
  const contra_named_text named = {text(file), text(policy_text)};
  contra_load_options by_name = {};
  by_name.struct_size = sizeof by_name;
  by_name.policies = &policy_name;
  by_name.policy_count = 1;
  ASSERT_EQ(contra_load_texts(&named, 1, &by_name, &out, nullptr), CONTRA_OK);
  const Own<contra_rules> texts(out);
  const auto plain = built_in();
  const auto index_of = [](const contra_rules* rules) {
    for (std::size_t i = 0; i < contra_rules_pack_count(rules); ++i)
      if (words(contra_rules_pack_name(rules, i)) == "microneedling") return i;
    return std::size_t{99};
  };
  const auto hash = [&](const contra_rules* rules) { return words(contra_rules_pack_hash(rules, index_of(rules))); };
  EXPECT_EQ(hash(plain.get()).size(), 64U);
  EXPECT_NE(hash(files.get()), hash(plain.get()));
  EXPECT_NE(hash(texts.get()), hash(plain.get()));
  EXPECT_EQ(words(contra_rules_pack_version(plain.get(), 0)), "1.0.0");
  EXPECT_EQ(words(contra_rules_warnings(plain.get())), "[]");
  EXPECT_NE(output([&](auto** schema) {
              return contra_rules_intake_schema(plain.get(), schema, nullptr);
            }).find("contra.intake/1"),
            std::string::npos);

  const std::string record = read(root / "samples/intakes/c-0139-harbour-skin.json");
  EXPECT_EQ(contra_decision_verdict(decision_of(intake_of(plain.get(), record).get()).get()), CONTRA_GO);
  EXPECT_EQ(contra_decision_verdict(decision_of(intake_of(files.get(), record).get()).get()), CONTRA_WAIT);
  EXPECT_EQ(contra_decision_verdict(decision_of(intake_of(texts.get(), record).get()).get()), CONTRA_WAIT);
}

TEST(Door, OnlyWhatIsGivenWhenSo) {
  const std::string policy = read(root / "samples/policies/harbour_skin.contra"), file = "harbour.contra";
  const contra_named_text named = {text(file), text(policy)};
  contra_load_options options = {};
  options.struct_size = sizeof options;
  options.only_given = 1;
  contra_rules* out = nullptr;
  EXPECT_EQ(contra_load_texts(&named, 1, &options, &out, nullptr), CONTRA_FAULT);
  options.only_given = 0;
  EXPECT_EQ(contra_load_texts(&named, 1, &options, &out, nullptr), CONTRA_OK);
  contra_free(out);
}

TEST(Door, HandlesMayBeFreedInAnyOrder) {
  auto rules = built_in();
  auto intake = intake_of(rules.get(), waiting);
  auto decision = decision_of(intake.get());
  rules.reset();
  intake.reset();
  EXPECT_GT(contra_decision_reason_count(decision.get(), 0), 0U);
  EXPECT_FALSE(output([&](auto** out) { return contra_decision_json(decision.get(), out, nullptr); }).empty());
  contra_free(nullptr);
}

TEST(Door, FaultsOfRulesHavePlaces) {
  const std::string name = "mine.contra", rules = "pack mine 1.0.0 \"Mine\"\n  uses nothing 1\n";
  const contra_named_text mine = {text(name), text(rules)};
  contra_rules* out = nullptr;
  contra_error* error = nullptr;
  ASSERT_EQ(contra_load_texts(&mine, 1, nullptr, &out, &error), CONTRA_FAULT);
  const Own<contra_error> own(error);
  EXPECT_EQ(out, nullptr);
  ASSERT_GT(contra_error_count(error), 0U);
  EXPECT_EQ(words(contra_error_id(error, 0)).front(), 'C');
  EXPECT_FALSE(words(contra_error_message(error, 0)).empty());
  EXPECT_GT(contra_error_line(error, 0), 0U);
  EXPECT_GT(contra_error_column(error, 0), 0U);
  EXPECT_EQ(words(contra_error_pointer(error, 0)), "");
  EXPECT_NE(words(contra_error_json(error)).find("\"file\":\"mine.contra\""), std::string::npos);
  EXPECT_EQ(words(contra_error_text(error)).rfind("mine.contra:", 0), 0U);
  // An index that there is not.
  EXPECT_EQ(words(contra_error_id(error, 999)), "");
  EXPECT_EQ(words(contra_error_message(error, 999)), "");
  EXPECT_EQ(words(contra_error_help(error, 999)), "");
  EXPECT_EQ(contra_error_line(error, 999), 0U);
}

TEST(Door, FaultsOfRecordsHavePointers) {
  const auto rules = built_in();
  contra_intake* out = nullptr;
  contra_error* error = nullptr;
  const std::string json = R"({"record": "contra.intake/1", "visit": "soon", "plan": [{"treatment": "led"}]})";
  ASSERT_EQ(contra_read_intake(rules.get(), text(json), &out, &error), CONTRA_FAULT);
  const Own<contra_error> own(error);
  ASSERT_EQ(contra_error_count(error), 1U);
  EXPECT_EQ(words(contra_error_pointer(error, 0)), "/visit");
  EXPECT_FALSE(words(contra_error_help(error, 0)).empty());
  for (const std::string& bytes : {std::string(), std::string("\xff\0{", 3), std::string(1 << 20, '[')})
    expect_refused(CONTRA_FAULT,
                   [&](contra_error** e) { return contra_read_intake(rules.get(), text(bytes), &out, e); });
  contra_rules* no_rules = nullptr;
  expect_refused(CONTRA_FAULT, [&](contra_error** e) { return contra_load_files(nullptr, 0, nullptr, &no_rules, e); });
  expect_refused(CONTRA_FAULT, [&](contra_error** e) { return contra_load_texts(nullptr, 0, nullptr, &no_rules, e); });
}

TEST(Door, RefusesWhatIsMisused) {
  const auto rules = built_in();
  const auto intake = intake_of(rules.get(), waiting);
  const auto decision = decision_of(intake.get());
  const std::string no_day = "2026-02-31";
  contra_rules* rules_out = nullptr;
  contra_intake* intake_out = nullptr;
  contra_decision* decision_out = nullptr;
  contra_batch* batch_out = nullptr;
  contra_output* output_out = nullptr;
  contra_calendar* calendar_out = nullptr;
  const auto misuse = [](auto call) { expect_refused(CONTRA_MISUSE, call); };
  misuse([&](auto** e) { return contra_load_built_in(nullptr, nullptr, e); });
  contra_load_options options = {};
  misuse([&](auto** e) { return contra_load_built_in(&options, &rules_out, e); });  // struct_size is 0
  options.struct_size = sizeof options;
  options.policy_count = 1;
  misuse([&](auto** e) { return contra_load_built_in(&options, &rules_out, e); });
  options.policies = &no_data;
  misuse([&](auto** e) { return contra_load_built_in(&options, &rules_out, e); });
  options = {};
  options.struct_size = sizeof options;
  options.today = text(no_day);
  misuse([&](auto** e) { return contra_load_built_in(&options, &rules_out, e); });
  misuse([&](auto** e) { return contra_load_files(nullptr, 1, nullptr, &rules_out, e); });
  misuse([&](auto** e) { return contra_load_files(&no_data, 1, nullptr, &rules_out, e); });
  misuse([&](auto** e) { return contra_load_texts(nullptr, 1, nullptr, &rules_out, e); });
  const contra_named_text nameless = {no_data, none};
  misuse([&](auto** e) { return contra_load_texts(&nameless, 1, nullptr, &rules_out, e); });
  misuse([&](auto** e) { return contra_rules_intake_schema(nullptr, &output_out, e); });
  misuse([&](auto** e) { return contra_read_intake(nullptr, text(waiting), &intake_out, e); });
  misuse([&](auto** e) { return contra_read_intake(rules.get(), no_data, &intake_out, e); });
  misuse([&](auto** e) { return contra_read_intake(rules.get(), text(waiting), nullptr, e); });
  misuse([&](auto** e) { return contra_screen(nullptr, none, none, &decision_out, e); });
  misuse([&](auto** e) { return contra_screen(intake.get(), text(no_day), none, &decision_out, e); });
  misuse([&](auto** e) { return contra_screen(intake.get(), none, no_data, &decision_out, e); });
  misuse([&](auto** e) { return contra_screen(intake.get(), none, none, nullptr, e); });
  misuse([&](auto** e) { return contra_decision_json(nullptr, &output_out, e); });
  misuse([&](auto** e) { return contra_decision_page(decision.get(), 80, nullptr, e); });
  misuse([&](auto** e) { return contra_decision_client_page(nullptr, 80, &output_out, e); });
  misuse([&](auto** e) { return contra_batch_copy(nullptr, &batch_out, e); });
  misuse([&](auto** e) { return contra_batch_new(nullptr, 1, none, none, &batch_out, e); });
  misuse([&](auto** e) { return contra_batch_new(rules.get(), 1, text(no_day), none, &batch_out, e); });
  misuse([&](auto** e) { return contra_screen_days(nullptr, none, none, none, &calendar_out, e); });
  // A handle of another kind is told from the right one.
  void* const other = intake.get();
  misuse([&](auto** e) {
    return contra_read_intake(static_cast<const contra_rules*>(other), text(waiting), &intake_out, e);
  });
  EXPECT_EQ(contra_decision_verdict(static_cast<const contra_decision*>(other)), CONTRA_WAIT);
}

TEST(Door, AFailedCallLeavesNoOldHandleBehind) {
  const auto rules = built_in();
  contra_intake* out = intake_of(rules.get(), waiting).release();
  const Own<contra_intake> old(out);
  contra_error* error = nullptr;
  EXPECT_EQ(contra_read_intake(rules.get(), none, &out, &error), CONTRA_FAULT);
  EXPECT_EQ(out, nullptr);
  const Own<contra_error> own(error);
  out = old.get();
  EXPECT_EQ(contra_read_intake(nullptr, none, &out, nullptr), CONTRA_MISUSE);
  EXPECT_EQ(out, nullptr);
  // And a call that went well leaves no old error.
  contra_decision* decision = nullptr;
  EXPECT_EQ(contra_screen(old.get(), none, none, &decision, &error), CONTRA_OK);
  EXPECT_EQ(error, nullptr);
  contra_free(decision);
}

TEST(Door, AccessorsOfNothingAnswerWithWaitNoneOrEmpty) {
  EXPECT_EQ(contra_rules_pack_count(nullptr), 0U);
  EXPECT_EQ(words(contra_rules_pack_name(nullptr, 0)), "");
  EXPECT_EQ(words(contra_rules_pack_version(nullptr, 0)), "");
  EXPECT_EQ(words(contra_rules_pack_hash(nullptr, 0)), "");
  EXPECT_EQ(words(contra_rules_warnings(nullptr)), "[]");
  EXPECT_EQ(words(contra_intake_id(nullptr)), "");
  EXPECT_EQ(words(contra_intake_visit(nullptr)), "");
  EXPECT_EQ(words(contra_output_text(nullptr)), "");
  EXPECT_EQ(contra_error_status(nullptr), CONTRA_OK);
  EXPECT_EQ(words(contra_error_text(nullptr)), "");
  EXPECT_EQ(words(contra_error_json(nullptr)), "[]");
  EXPECT_EQ(contra_error_count(nullptr), 0U);
  EXPECT_EQ(contra_error_column(nullptr, 0), 0U);
  EXPECT_EQ(contra_calendar_span_count(nullptr), 0U);
  EXPECT_EQ(contra_calendar_span(nullptr, 0).door, CONTRA_DOOR_WAIT);
  EXPECT_EQ(words(contra_calendar_earliest(nullptr)), "");
  const auto decision = decision_of(intake_of(built_in().get(), waiting).get());
  for (const contra_decision* d :
       {static_cast<const contra_decision*>(nullptr), static_cast<const contra_decision*>(decision.get())}) {
    const std::size_t t = 7;
    EXPECT_EQ(contra_decision_verdict(d), CONTRA_WAIT);
    EXPECT_EQ(words(contra_decision_treatment_name(d, t)), "");
    EXPECT_EQ(contra_decision_treatment_verdict(d, t), CONTRA_WAIT);
    EXPECT_EQ(words(contra_decision_headline(d, t)), "");
    EXPECT_EQ(words(contra_decision_earliest(d, t)), "");
    EXPECT_EQ(contra_decision_earliest_is_renewed(d, t), 0);
    EXPECT_EQ(contra_decision_reason_count(d, t), 0U);
    for (const std::size_t treatment : {std::size_t{0}, t}) {
      EXPECT_EQ(words(contra_decision_reason_check(d, treatment, 9999)), "");
      EXPECT_EQ(words(contra_decision_reason_text(d, treatment, 9999)), "");
      EXPECT_EQ(words(contra_decision_reason_client_text(d, treatment, 9999)), "");
      EXPECT_EQ(words(contra_decision_reason_until(d, treatment, 9999)), "");
    }
  }
  EXPECT_EQ(words(contra_version()), std::string(contra::version()));
}

}  // namespace
