// Names and what they stand for, and the days of a worked example.
#include <gtest/gtest.h>

#include "api/load.hpp"
#include "lsp/arithmetic.hpp"
#include "lsp/index.hpp"
#include "syntax/parse.hpp"
#include "syntax/words.hpp"

namespace contra::lsp {
namespace {

/// The shipped rules.
const api::LoadedRules& shipped() {
  static const api::LoadedRules rules = [] {
    api::RulesWanted wanted;
    wanted.paths = {CONTRA_SOURCE_DIR "/rules"};
    wanted.tests = true;
    return api::load_rules(std::move(wanted));
  }();
  return rules;
}

TEST(Index, EveryNameOfTheShippedRulesIsDeclared) {
  const Index index(*shipped().trees);
  std::size_t uses = 0;
  for (const Occurrence& place : index.all()) {
    const Symbol& symbol = index.symbol(place.symbol);
    // What the engine itself says, and checks and policies of other files, are declared nowhere.
    const bool engine = symbol.kind == NameKind::check && (symbol.name == "form_validity" || symbol.name == "answers" ||
                                                           symbol.name == "needs" || symbol.name == "rules");
    if (engine || symbol.kind == NameKind::policy) continue;
    EXPECT_TRUE(index.is_declared(place.symbol)) << kind_word(symbol.kind) << " " << symbol.scope << "/" << symbol.name
                                                 << " at " << shipped().sources.file(place.span.file).name << ":"
                                                 << shipped().sources.place(place.span.file, place.span.begin).line;
    const std::string_view written = shipped().sources.slice(place.span);
    if (written.substr(0, 1) != "\"") {
      EXPECT_EQ(written, symbol.name);
    }
    uses += place.declares ? 0u : 1u;
  }
  EXPECT_GT(uses, 4000U);
}

TEST(Index, NoNameIsLeftOut) {
  // Each name that is declared somewhere is in the index wherever it is written outside of texts and comments, unless
  // a word of the language is spelt like it.
  const Index index(*shipped().trees);
  std::set<std::string> names;
  for (const Occurrence& place : index.all())
    if (place.declares && index.symbol(place.symbol).kind != NameKind::option)
      names.insert(index.symbol(place.symbol).name);
  std::size_t missing = 0, seen = 0;
  for (const syntax::File& file : *shipped().trees) {
    const std::string& text = shipped().sources.file(file.id).text;
    bool quoted = false, comment = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto letter = [&](std::size_t at) {
        return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
      };
      if (text[i] == '\n') quoted = comment = false;
      if (!comment && text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
      if (!quoted && text[i] == '#') comment = true;
      if (quoted || comment || !letter(i) || (i > 0 && letter(i - 1))) continue;
      std::size_t end = i;
      while (letter(end)) ++end;
      const std::string word = text.substr(i, end - i);
      if (syntax::word_id(word) != 0 || names.count(word) == 0) continue;
      ++seen;
      const Occurrence* found = index.at(file.id, static_cast<std::uint32_t>(i));
      if (found == nullptr || found->span.begin != i) {
        ADD_FAILURE() << word << " at " << shipped().sources.file(file.id).name << ":"
                      << shipped().sources.place(file.id, static_cast<std::uint32_t>(i)).line;
        if (++missing > 10) return;
      }
    }
  }
  EXPECT_GT(seen, 2500U);
}

TEST(Index, ANameEndsWhereItEnds) {
  text::SourceSet sources;
  std::vector<text::Diagnostic> faults;
  const std::string text = "vocabulary v 1.0.0 \"V\"\nterm a \"A\"\nterm b \"B\" is a a\n";
  std::vector<syntax::File> files{syntax::parse(sources, sources.add("v.contra", text), faults)};
  ASSERT_TRUE(faults.empty());
  const Index index(files);
  const auto at = static_cast<std::uint32_t>(text.rfind('a'));
  const Occurrence* use = index.at(0, at);
  ASSERT_NE(use, nullptr);
  EXPECT_FALSE(use->declares);
  EXPECT_EQ(index.at(0, at + 1), use);      // right behind it: as an editor's cursor stands
  EXPECT_EQ(index.at(0, at + 2), nullptr);  // on the next line
  EXPECT_EQ(index.at(0, at - 1), nullptr);  // the space before it
  EXPECT_EQ(index.at(1, at), nullptr);
  EXPECT_EQ(index.of(use->symbol).size(), 2U);
  EXPECT_EQ(index.names(NameKind::term, "v"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(index.names(NameKind::term, "w").empty());
  EXPECT_EQ(index.scope(0).vocabulary, "v");
}

std::vector<std::string> example(const std::string& pack, const std::string& name) {
  const check::Pack* found = shipped().checked->pack(pack);
  for (const check::Check& check : found->checks)
    if (check.name == name) return worked_example(check, *shipped().checked->vocabulary(found->vocabulary));
  return {"no such check"};
}

TEST(Arithmetic, TheDaysOfTheLanguagePage) {
  const auto retinoid = example("microneedling", "topical_retinoid");
  ASSERT_EQ(retinoid.size(), 1U);
  EXPECT_EQ(retinoid[0], "Used on 14 March 2026: first GO day 19 March 2026; without a note from 21 March 2026.");
  const auto isotretinoin = example("microneedling", "isotretinoin");
  ASSERT_GE(isotretinoin.size(), 1U);
  EXPECT_NE(isotretinoin.back().find("31 August 2025"), std::string::npos);
}

check::Check planned(Step before, Step after) {
  check::Check check;
  check.form = check::Form::wait_from;
  check.from.before = before;
  check.from.after = after;
  return check;
}

TEST(Arithmetic, PlannedThingsCloseDaysOnBothSides) {
  // The table of "The boundary days": 12 March is the last GO day before, 10 April the first after.
  EXPECT_EQ(
      worked_example(planned({0, 7}, {0, 14}), {}).at(0),
      "From 20 to 27 March 2026: the last GO day before it is 12 March 2026, the first one after it 10 April 2026.");
  EXPECT_EQ(
      worked_example(planned({}, {}), {}).at(0),
      "From 20 to 27 March 2026: the last GO day before it is 19 March 2026, the first one after it 28 March 2026.");
}

TEST(Arithmetic, MonthsWithoutThatDayWaitLonger) {
  check::Check check;
  check.form = check::Form::wait_after;
  check.after.window.must = Step{6, 0};
  const auto lines = worked_example(check, {});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1], "On 31 August 2025: first GO day 1 March 2026.");
  EXPECT_EQ(opening_after(check, *parse_iso_day("2025-08-31"))->first_go, parse_iso_day("2026-03-01"));
}

}  // namespace
}  // namespace contra::lsp
