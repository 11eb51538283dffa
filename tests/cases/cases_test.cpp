// Every case of tests/cases/bad is told exactly as the .expected beside it says, and every kind of diagnostic has one.
// CONTRA_UPDATE=1 writes the expected texts anew; read the difference before you commit it.
//
//   syntax_*.contra   rule text alone
//   check_*.contra    rule text with the vocabulary of good/check_words.contra; what is no pack, with good/check_light
//   too intake_*.json     intake records, read by these rules files_*           what files can have wrong that no file
//   beside this one can show: made here
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "cases/read.hpp"
#include "text/limits.hpp"

namespace contra::cases {
namespace {

namespace fs = std::filesystem;

bool begins(const std::string& text, const std::string& word) {
  return text.rfind(word, 0) == 0 || text.find("\n" + word) != std::string::npos;
}

Told check_case(const Input& input) {
  std::vector<Input> inputs;
  if (!begins(input.text, "vocabulary ")) inputs.push_back(shared("check_words.contra"));
  if (begins(input.text, "policy ") || begins(input.text, "part of ") || begins(input.text, "tests for "))
    inputs.push_back(shared("check_light.contra"));
  inputs.push_back(input);
  check::CheckOptions options;
  options.today = parse_iso_day("2026-11-25");
  options.list_history_openings = input.name == "check_history_opens.contra";  // who asks for it
  return checked(inputs, options);
}

Told files_case(const std::string& name) {
  api::RulesWanted wanted;
  if (name == "files_missing") {
    wanted.paths = {"rules/needlng.contra"};
  } else if (name == "files_none") {
    const fs::path empty = fs::temp_directory_path() / "contra_case_without_rules";
    fs::create_directories(empty);
    wanted.paths = {empty.string()};
    Told told = loaded(wanted);
    fs::remove(empty);
    // The folder's own name is the machine's.
    for (auto& d : told.diagnostics)
      if (const auto at = d.message.find(empty.string()); at != std::string::npos)
        d.message.replace(at, empty.string().size(), "samples");
    text::SourceSet named;
    named.add("samples", "");
    told.sources = std::move(named);
    return told;
  } else if (name == "files_too_large") {
    wanted.texts = {{"large.contra", std::string(limits::rule_file_bytes + 1, '#')}};
  } else {
    std::string text = "part of skin\n";
    for (std::size_t i = 0; i <= limits::diagnostics; ++i) text += "trem x\n";
    wanted.texts = {{"many.contra", std::move(text)}};
    Told told = loaded(wanted);
    told.diagnostics.erase(told.diagnostics.begin() + 1, told.diagnostics.end() - 1);  // the first and the cut
    return told;
  }
  return loaded(std::move(wanted));
}

std::vector<std::string> names() {
  std::vector<std::string> out{"files_missing", "files_none", "files_too_large", "files_too_many"};
  for (const auto& entry : fs::directory_iterator(folder + "/bad"))
    if (entry.path().extension() != ".expected") out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

Told told_of(const std::string& name) {
  const auto is = [&](std::string_view family) { return name.rfind(family, 0) == 0; };
  if (is("files_")) return files_case(name);
  const Input input{name, contents(folder + "/bad/" + name)};
  if (is("syntax_")) return parsed(input);
  if (is("check_")) return check_case(input);
  if (is("intake_")) return record(input);
  ADD_FAILURE() << name << " is of no family that anything reads";
  return {};
}

/// A name of a file as the name of a test.
std::string word_of(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

class BadCase : public testing::TestWithParam<std::string> {};

TEST_P(BadCase, IsToldAsExpected) {
  const Told told = told_of(GetParam());
  EXPECT_FALSE(told.diagnostics.empty());
  fs::path expected = folder + "/bad/" + GetParam();
  expected.replace_extension(".expected");
  if (std::getenv("CONTRA_UPDATE") != nullptr) {
    std::ofstream(expected, std::ios::binary) << told.drawn();
    return;
  }
  ASSERT_TRUE(fs::exists(expected)) << "run with CONTRA_UPDATE=1";
  EXPECT_EQ(told.drawn(), contents(expected.string()));
  if (GetParam().rfind("check_", 0) == 0) {
    EXPECT_EQ(told.rules.has_value(), !text::has_errors(told.diagnostics)) << "rules only without an error";
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, BadCase, testing::ValuesIn(names()),
                         [](const auto& name) { return word_of(name.param); });

std::set<std::string> seen() {
  std::set<std::string> out;
  for (const std::string& name : names())
    for (const auto& d : told_of(name).diagnostics) out.emplace(text::info(d.kind).id);
  return out;
}

std::vector<std::string> ids() {
  std::vector<std::string> out;
  for (const auto& kind : text::all_kinds()) out.emplace_back(kind.id);
  return out;
}

class EveryKind : public testing::TestWithParam<std::string> {};

TEST_P(EveryKind, HasABadCase) {
  static const std::set<std::string> told = seen();
  const text::KindInfo& kind = *text::find_kind(GetParam());
  EXPECT_EQ(told.count(std::string(kind.id)), 1u)
      << kind.id << " " << kind.name << ": no case in tests/cases/bad shows \"" << kind.title << "\"";
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind, testing::ValuesIn(ids()), [](const auto& id) { return id.param; });

TEST(BadCases, NoExpectedTextIsLeftOver) {
  const std::vector<std::string> all = names();
  for (const auto& entry : fs::directory_iterator(folder + "/bad")) {
    if (entry.path().extension() != ".expected") continue;
    const std::string stem = entry.path().stem().string();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const auto& name) { return fs::path(name).stem() == stem; }))
        << entry.path();
  }
}

TEST(BadCases, TenMistakesOfDifferentRoomsAreTenDiagnostics) {
  const Told told = told_of("check_ten_mistakes.contra");
  EXPECT_EQ(told.diagnostics.size(), 10u) << told.drawn();
  std::set<std::string> rooms;
  for (const auto& d : told.diagnostics) rooms.insert(std::string(text::info(d.kind).id.substr(0, 3)));
  EXPECT_GE(rooms.size(), 8u) << "of bytes, syntax, names, types, tables, logic, packs, lints and tests: "
                              << told.ids();
}

TEST(GoodCases, AreWholeAndGetNoWarning) {
  const Told told = checked({shared("check_words.contra"), shared("check_light.contra")});
  EXPECT_EQ(told.drawn(), "");
  EXPECT_TRUE(told.rules.has_value());
}

TEST(GoodCases, TheShippedRulesAreWholeAndGetNoWarning) {
  api::RulesWanted wanted;
  wanted.paths = {std::string(CONTRA_SOURCE_DIR) + "/rules"};
  wanted.tests = true;
  const Told told = loaded(wanted);
  EXPECT_EQ(told.drawn(), "");
  EXPECT_TRUE(told.rules.has_value());
}

}  // namespace
}  // namespace contra::cases
