// Every case of tests/cases/bad/check_*.contra is rendered exactly as its .expected beside it. CONTRA_UPDATE=1 rewrites
// the expected texts; read the difference before you commit it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "unit/check/fixture.hpp"

namespace contra::check {
namespace {

std::vector<std::filesystem::path> cases() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(CONTRA_SOURCE_DIR) + "/tests/cases/bad")) {
    const auto& path = entry.path();
    if (path.extension() == ".contra" && path.filename().string().rfind("check_", 0) == 0) out.push_back(path);
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool begins(const std::string& text, const std::string& word) {
  return text.rfind(word, 0) == 0 || text.find("\n" + word) != std::string::npos;
}

Checked check_case(const std::filesystem::path& path) {
  const std::string text = read_file(path.string());
  std::vector<Input> inputs;
  if (!begins(text, "vocabulary ")) inputs.push_back(shared("check_words.contra"));
  if (begins(text, "policy ") || begins(text, "part of ") || begins(text, "tests for "))
    inputs.push_back(shared("check_light.contra"));
  inputs.push_back({path.filename().string(), text});
  CheckOptions options;
  options.today = parse_iso_day("2026-11-25");
  return check_texts(inputs, options);
}

TEST(Golden, EveryBadCaseIsRenderedAsExpected) {
  const auto paths = cases();
  ASSERT_GE(paths.size(), 12u);
  for (const auto& path : paths) {
    SCOPED_TRACE(path.filename().string());
    const Checked checked = check_case(path);
    std::string drawn;
    for (const auto& d : checked.diagnostics) drawn += text::draw(d, checked.sources, {}) + "\n";
    EXPECT_FALSE(checked.diagnostics.empty());
    EXPECT_EQ(checked.rules.has_value(), !text::has_errors(checked.diagnostics));
    auto expected = path;
    expected.replace_extension(".expected");
    if (std::getenv("CONTRA_UPDATE") != nullptr) {
      std::ofstream(expected, std::ios::binary) << drawn;
      continue;
    }
    ASSERT_TRUE(std::filesystem::exists(expected)) << "run with CONTRA_UPDATE=1";
    EXPECT_EQ(drawn, read_file(expected.string()));
  }
}

TEST(Golden, EveryKindOfTheCheckRoomIsShownByACase) {
  std::set<std::string> seen;
  for (const auto& path : cases())
    for (const auto& d : check_case(path).diagnostics) seen.insert(std::string(text::info(d.kind).id));
  for (const auto& kind : text::all_kinds()) {
    const std::string id(kind.id);
    const bool ours = id >= "C0201" && id < "C0900";
    if (!ours || kind.kind == text::Kind::history_opens) continue;  // only when asked for: see lints_test
    EXPECT_TRUE(seen.count(id) != 0) << id << " " << kind.name;
  }
}

TEST(Golden, TheSharedCasesAreWholeAndGetNoWarning) {
  const Checked checked = check_texts({shared("check_words.contra"), shared("check_light.contra")});
  EXPECT_EQ(checked.lines(), "");
  EXPECT_TRUE(checked.rules.has_value());
}

TEST(Golden, TheShippedRulesAreWholeAndGetNoWarning) {
  std::vector<Input> inputs;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(CONTRA_SOURCE_DIR) + "/rules"))
    if (entry.path().extension() == ".contra")
      inputs.push_back({entry.path().string(), read_file(entry.path().string())});
  std::sort(inputs.begin(), inputs.end(), [](const Input& a, const Input& b) { return a.name < b.name; });
  ASSERT_FALSE(inputs.empty());
  const Checked checked = check_texts(inputs);
  EXPECT_EQ(checked.lines(), "");
  EXPECT_TRUE(checked.rules.has_value());
}

}  // namespace
}  // namespace contra::check
