// Loading rules: every way in, and every way it can fail.
#include "support.hpp"

namespace contra::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* small_vocabulary = "vocabulary small 1.0.0 \"Small\"\n";

bool names(const std::vector<Diagnostic>& diagnostics, std::string_view id, std::string_view words) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) {
    return d.id == id && d.severity == Severity::error && d.message.find(words) != std::string::npos;
  });
}

std::string all_text(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) out += to_text(d) + "\n";
  return out;
}

std::vector<RuleText> rules_as_texts() {
  std::vector<RuleText> out;
  for (const auto& entry : fs::recursive_directory_iterator(root / "rules"))
    if (entry.path().extension() == ".contra") out.push_back({entry.path().string(), read(entry.path())});
  return out;
}

TEST(Load, BuiltInFilesFolderAndMemoryAreTheSameRules) {
  std::vector<std::string> files;
  for (const RuleText& rule : rules_as_texts()) files.push_back(rule.name);
  const auto built_in = load_built_in();
  const auto folder = load_files({(root / "rules").string()});
  const auto each = load_files(files);
  const auto memory = load_texts(rules_as_texts());
  ASSERT_TRUE(built_in);
  for (const auto* other : {&folder, &each, &memory}) {
    ASSERT_TRUE(*other) << all_text(other->diagnostics());
    ASSERT_EQ((*other)->packs().size(), built_in->packs().size());
    for (std::size_t i = 0; i < built_in->packs().size(); ++i) {
      EXPECT_EQ((*other)->packs()[i].hash, built_in->packs()[i].hash);
      EXPECT_EQ((*other)->packs()[i].title, built_in->packs()[i].title);
    }
  }
  EXPECT_TRUE(std::is_sorted(built_in->packs().begin(), built_in->packs().end(),
                             [](const Pack& a, const Pack& b) { return a.name < b.name; }));
}

TEST(Load, WarningsComeWithTheRules) {
  LoadOptions options;
  options.today = day("2199-01-01");
  const auto late = load_built_in(options);
  ASSERT_TRUE(late);
  EXPECT_FALSE(late.diagnostics().empty());
  for (const Diagnostic& d : late.diagnostics()) EXPECT_NE(d.severity, Severity::error) << to_text(d);
  EXPECT_TRUE(std::any_of(late.diagnostics().begin(), late.diagnostics().end(),
                          [](const Diagnostic& d) { return d.id == "C0607"; }));
}

TEST(Load, APolicyIsJoinedByFileByMemoryAndByName) {
  const std::string path = (root / "samples/policies/harbour_skin.contra").string();
  LoadOptions by_file, in_memory, by_name;
  by_file.policy_files = {path};
  in_memory.policy_texts = {{path, read(path)}};
  by_name.policies = {"Harbour Skin"};
  std::vector<std::string> hashes;
  for (const auto& rules :
       {load_built_in(by_file), load_built_in(in_memory), load_texts({{path, read(path)}}, by_name)}) {
    ASSERT_TRUE(rules) << all_text(rules.diagnostics());
    EXPECT_EQ(rules->policies(), std::vector<std::string>{"Harbour Skin"});
    EXPECT_TRUE(rules->policies_left_out().empty());
    EXPECT_EQ(rules->pack("microneedling")->policies, std::vector<std::string>{"Harbour Skin"});
    hashes.push_back(rules->pack("microneedling")->hash);
  }
  EXPECT_EQ(hashes[0], hashes[1]);
  EXPECT_EQ(hashes[0], hashes[2]);
  EXPECT_NE(hashes[0], built_in().pack("microneedling")->hash);
}

TEST(Load, APolicyThatNobodyAskedForIsToldAndLeftOut) {
  const fs::path path = root / "samples/policies/harbour_skin.contra";
  const auto rules = load_files({path.string()});
  ASSERT_TRUE(rules) << all_text(rules.diagnostics());
  EXPECT_TRUE(rules->policies().empty());
  EXPECT_EQ(rules->policies_left_out(), std::vector<std::string>{"Harbour Skin"});
}

TEST(Load, APolicyThatIsNotThereIsAFault) {
  LoadOptions options;
  options.policies = {"Harbor Skin"};
  const fs::path path = root / "samples/policies/harbour_skin.contra";
  const auto rules = load_texts({{"harbour.contra", read(path)}}, options);
  ASSERT_FALSE(rules);
  EXPECT_TRUE(names(rules.diagnostics(), "C0201", "Harbor Skin")) << all_text(rules.diagnostics());
  EXPECT_NE(rules.diagnostics().back().help.find("Harbour Skin"), std::string::npos);
}

TEST(Load, APackIsNoPolicy) {
  LoadOptions options;
  options.policy_files = {(root / "rules").string()};
  const auto rules = load_built_in(options);
  ASSERT_FALSE(rules);
  EXPECT_TRUE(names(rules.diagnostics(), "C0115", "no policy"));
}

TEST(Load, WhatIsNotThereIsAFault) {
  EXPECT_TRUE(names(load_files({"/nowhere/at/all.contra"}).diagnostics(), "C0006", "cannot be read"));
  LoadOptions options;
  options.policy_files = {"/nowhere/policy.contra"};
  EXPECT_TRUE(names(load_built_in(options).diagnostics(), "C0006", "cannot be read"));
}

TEST(Load, NoRulesAtAllIsAFault) {
  EXPECT_FALSE(load_files({}));
  EXPECT_FALSE(load_texts({}));
  EXPECT_TRUE(names(load_texts({{"small.contra", small_vocabulary}}).diagnostics(), "C0008", "no pack"))
      << all_text(load_texts({{"small.contra", small_vocabulary}}).diagnostics());
  EXPECT_FALSE(load_texts({{"empty.contra", ""}}));
  const fs::path empty = fs::temp_directory_path() / "contra_no_rules";
  fs::create_directories(empty);
  EXPECT_TRUE(names(load_files({empty.string()}).diagnostics(), "C0008", "no rule file"));
  fs::remove(empty);
}

TEST(Load, PacksOverSeveralVocabulariesAreAFault) {
  std::vector<RuleText> texts = rules_as_texts();
  for (const char* name : {"check_light.contra", "check_words.contra"})
    texts.push_back({name, read(root / "tests/cases/good" / name)});
  const auto rules = load_texts(texts);
  ASSERT_FALSE(rules);
  EXPECT_TRUE(names(rules.diagnostics(), "C0609", "several vocabularies")) << all_text(rules.diagnostics());
}

TEST(Load, WithoutCompletionWhatIsNotGivenIsNotThere) {
  const std::string pack = read(root / "rules/microneedling/microneedling.contra");
  LoadOptions options;
  options.complete = false;
  const std::vector<RuleText> policy = {{"harbour.contra", read(root / "samples/policies/harbour_skin.contra")}};
  EXPECT_TRUE(load_texts(policy));
  EXPECT_TRUE(names(load_texts(policy, options).diagnostics(), "C0602", "microneedling"))
      << all_text(load_texts(policy, options).diagnostics());
}

TEST(Load, OneNameForTwoTextsIsAFault) {
  std::vector<RuleText> texts = rules_as_texts();
  texts.push_back(texts.front());
  EXPECT_TRUE(names(load_texts(texts).diagnostics(), "C0202", "two rule texts"));
}

TEST(Load, TextOverTheLimitIsAFault) {
  const auto rules = load_texts({{"large.contra", std::string(5u << 20, '#')}});
  EXPECT_TRUE(names(rules.diagnostics(), "C0005", "larger than 4 MB")) << all_text(rules.diagnostics());
}

TEST(Load, EveryFaultHasItsPlaceAndPicture) {
  const std::string text = "vocabulary small 1.0.0 \"Small\"\n\nquestion fever yes or no \"Fever?\n";
  const auto rules = load_texts({{"mine.contra", text}});
  ASSERT_FALSE(rules);
  for (const Diagnostic& d : rules.diagnostics()) {
    EXPECT_FALSE(d.id.empty());
    EXPECT_FALSE(d.message.empty());
    EXPECT_FALSE(d.picture.empty());
    EXPECT_FALSE(explanation(d.id).empty()) << d.id;
    EXPECT_EQ(d.where.file, "mine.contra");
    EXPECT_GT(d.where.line, 0U);
    EXPECT_GT(d.where.column, 0U);
    EXPECT_EQ(to_text(d).rfind("mine.contra:" + std::to_string(d.where.line) + ":", 0), 0U);
    EXPECT_NE(to_json(d).find("\"id\":\"" + d.id + "\""), std::string::npos);
  }
}

TEST(Load, BytesThatAreNoTextAreAFault) {
  EXPECT_FALSE(load_texts({{"mine.contra", std::string("\xff\xfe\0\x01pack", 8)}}));
  EXPECT_FALSE(load_texts({{std::string("a\0b", 3), "pack"}}));
}

TEST(Load, NothingInALineSteersATerminal) {
  const auto rules = load_texts({{"a\x1b[2J\n.contra", "pack \x1b[31m\n"}});
  ASSERT_FALSE(rules);
  for (const Diagnostic& d : rules.diagnostics())
    for (const char c : to_text(d)) EXPECT_GE(static_cast<unsigned char>(c), 0x20) << to_json(d);
}

TEST(Load, StepsAreToldWhenAskedFor) {
  std::vector<std::string> told;
  LoadOptions options;
  options.log = [&](std::string_view step) { told.emplace_back(step); };
  ASSERT_TRUE(load_built_in(options));
  EXPECT_EQ(told.size(), 3U);
}

TEST(Load, AResultWithoutAValueDoesNotGiveOne) {
  const Result<Rules> none = load_texts({});
  EXPECT_THROW(static_cast<void>(none.value()), std::logic_error);
  EXPECT_THROW(static_cast<void>(none->packs()), std::logic_error);
}

TEST(Load, AMovedHandleStaysWhole) {
  Rules rules = built_in();
  const Rules other = std::move(rules);
  EXPECT_FALSE(other.packs().empty());
  EXPECT_FALSE(rules.packs().empty());  // NOLINT(bugprone-use-after-move): moving copies
}

TEST(Load, SchemasAreJson) {
  EXPECT_EQ(built_in().intake_schema().front(), '{');
  EXPECT_NE(decision_schema().find("contra.decision/1"), std::string::npos);
  EXPECT_EQ(explanation("C9999"), "");
}

}  // namespace
}  // namespace contra::tests
