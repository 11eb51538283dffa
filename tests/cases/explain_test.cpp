// The pages of `contra explain`: the wrong example gives exactly its own diagnostic, the right one none. The pages of
// syntax are run in unit/syntax, where nothing but syntax is read.
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/read.hpp"
#include "text/explanations.hpp"

namespace contra::cases {
namespace {

using text::Kind;

std::string first_word(std::string_view line) { return std::string(line.substr(0, line.find_first_of(" :"))); }

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// A check of an example says what the example is not about too.
void complete(std::string& check, Kind kind) {
  if (check.empty()) return;
  if (check.find("\n  because ") == std::string::npos && kind != Kind::missing_because) check += "  because \"B\"\n";
  if (check.find("\n  cite ") == std::string::npos && kind != Kind::missing_source) check += "  cite house\n";
}

/// The example as rule files: what it leaves out is put round it.
std::vector<Input> framed(std::string_view example, Kind kind) {
  Input words = shared("check_words.contra");
  words.text.replace(words.text.find("vocabulary words"), 16, "vocabulary skin");
  std::string vocabulary = "part of skin\n",
              pack =
                  "pack needling 1.0.0 \"Needling\"\n  use skin 1\n  depth in mm from 0.1 to 3\n"
                  "  needs birth_date, pregnant, fever, diabetes_control, skin_type, weight, hair, wedding,\n"
                  "        products, medicines, procedures, skin_now, allergies, planned_sun\n"
                  "source house \"House rule\" house\nsource statute \"A statute\" law\n"
                  "check sessions\n  wait 5 days after last needling\n  because \"B\"\n  cite house\n"
                  "check licensed\n  limit depth to 2 mm while hair is dark\n  because \"B\"\n  cite statute\n"
                  "example healthy_adult\n  visit 2026-03-16\n  plan needling in face depth 0.5 mm\n";
  std::vector<Input> files{words};
  std::string* into = &pack;
  std::string check, more;
  const std::vector<std::string> lines = lines_of(example);
  const std::string first = first_word(lines.front());
  if (is_one_of(first, {"wait", "limit", "note"})) {
    check = "check shown\n";
  } else if (is_one_of(first, {"because", "review"})) {
    check = "check shown\n  wait 5 days after last peel\n";
  } else if (first == "tell") {
    check = "check shown\n  wait 3 days after last blood_thinner\n";
  }
  const bool clauses = !check.empty();
  for (const std::string& line : lines) {
    const std::string word = first_word(line);
    const bool item = !line.empty() && line[0] != ' ' && !clauses;
    if (item) {
      complete(check, kind);
      *into += check;
      check.clear();
      if (is_one_of(word, {"pack", "policy", "vocabulary"}))
        into = &more;
      else if (is_one_of(word, {"term", "area", "role", "list", "ask"}))
        into = &vocabulary;
      else if (into == &vocabulary)
        into = &pack;
    }
    if (clauses || word == "check" || !check.empty())
      check += (clauses ? "  " : "") + line + "\n";
    else
      *into += line + "\n";
  }
  complete(check, kind);
  *into += check;
  files.push_back({"more_words.contra", vocabulary});
  files.push_back({"needling.contra", pack});
  if (!more.empty()) files.push_back({"shown.contra", more});
  return files;
}

bool shows_in_rule_text(Kind kind) {
  const std::string_view id = text::info(kind).id;
  return id.substr(0, 3) != "C01" && id < "C0900" && kind != Kind::file_too_large && kind != Kind::unreadable_file &&
         kind != Kind::no_rules && kind != Kind::too_many_diagnostics;
}

std::vector<std::string> shown_ids() {
  std::vector<std::string> out;
  for (const auto& kind : text::all_kinds())
    if (shows_in_rule_text(kind.kind)) out.emplace_back(kind.id);
  return out;
}

class Explained : public testing::TestWithParam<std::string> {};

TEST_P(Explained, WrongIsToldAndRightIsNot) {
  const Kind kind = text::find_kind(GetParam())->kind;
  const text::Page* page = text::page_of(kind);
  ASSERT_NE(page, nullptr);
  check::CheckOptions options;
  options.today = parse_iso_day("2026-11-25");
  options.list_history_openings = kind == Kind::history_opens;
  const Told wrong = checked(framed(page->wrong, kind), options);
  EXPECT_EQ(wrong.ids(), GetParam()) << page->wrong << "\n" << wrong.drawn();
  const Told right = checked(framed(page->right, kind), options);
  EXPECT_EQ(right.ids(), "") << page->right << "\n" << right.drawn();
}

INSTANTIATE_TEST_SUITE_P(Pages, Explained, testing::ValuesIn(shown_ids()), [](const auto& id) { return id.param; });

TEST(Explanations, ShowNothingThatCannotBeSeen) {
  for (const auto& kind : text::all_kinds()) {
    const std::string_view page = text::explanation(kind.kind);
    EXPECT_EQ(page.find("\u202E"), std::string_view::npos) << kind.id;
    EXPECT_EQ(page.find("\u200B"), std::string_view::npos) << kind.id;
    EXPECT_EQ(page.find('\xE9' + std::string("\"")), std::string_view::npos) << kind.id;
  }
  EXPECT_NE(text::explanation(Kind::bidirectional_character).find("<U+202E>"), std::string_view::npos);
}

}  // namespace
}  // namespace contra::cases
