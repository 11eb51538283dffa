// One mistake is one diagnostic, at the smallest span, with its remedy; and where there is an edit, it mends.
#include <gtest/gtest.h>

#include <algorithm>

#include "dump.hpp"
#include "read.hpp"
#include "syntax/tokens.hpp"
#include "text/explanations.hpp"

namespace contra::syntax {
namespace {

struct Mistake {
  const char* text;    // without its first line unless it begins with a header
  const char* id;      // of the one diagnostic
  const char* marked;  // what it points at
  const char* says;    // part of its message or help
  const char* mended;  // the edit, or null
};

std::string with_header(const std::string& text) {
  for (const char* header : {"pack ", "vocabulary ", "policy ", "part ", "tests "}) {
    if (text.compare(0, std::string(header).size(), header) == 0) return text;
  }
  return "part of rules\n" + text;
}

class OneMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(OneMistake, IsOneDiagnostic) {
  const Mistake& mistake = GetParam();
  Read done = read(with_header(mistake.text));
  ASSERT_EQ(done.ids(), mistake.id) << done.drawn();
  const text::Diagnostic& diagnostic = done.diagnostics.front();
  EXPECT_EQ(done.sources->slice(diagnostic.span), mistake.marked) << done.drawn();
  EXPECT_NE((diagnostic.message + "\n" + diagnostic.help).find(mistake.says), std::string::npos) << done.drawn();
  EXPECT_EQ(diagnostic.fix.has_value(), mistake.mended != nullptr) << done.drawn();
  if (!diagnostic.fix || mistake.mended == nullptr) return;
  EXPECT_EQ(diagnostic.fix->replacement, mistake.mended);
  std::string mended(done.sources->file(0).text);
  mended.replace(diagnostic.fix->span.begin, diagnostic.fix->span.end - diagnostic.fix->span.begin,
                 diagnostic.fix->replacement);
  EXPECT_EQ(read(mended).ids(), "") << mended << read(mended).drawn();
}

// clang-format off
const Mistake mistakes[] = {
    // words
    {"check x\n  wait 5 days aftr last peel", "C0101", "aftr", "expected `after`, found `aftr`", "after"},
    {"check x\n  wait 5 dyas after last peel", "C0101", "dyas", "did you mean `days`?", "days"},
    {"check x\n  wait 5 fortnights after last peel", "C0101", "fortnights", "expected `hours`, `days`", nullptr},
    {"check x\n  wait while a is at leats b", "C0101", "leats", "expected `least` or `most`", "least"},
    {"check x\n  wait while any peel in treted area", "C0101", "treted", "did you mean `treated`?", "treated"},
    {"check x\n  wait 5 days after last peel, bettr 7 days", "C0101", "bettr", "did you mean `better`?", "better"},
    {"check x\n  wait while a is yes andd b is yes", "C0101", "andd", "did you mean `and`?", "and"},
    {"chekc x\n  wait 5 days after last peel", "C0102", "chekc", "did you mean `check`?", "check"},
    {"check y\n  wait while a is yes\nchekc x\n  wait 5 days after last peel", "C0102", "chekc", "did you mean `check`?", "check"},
    {"check y\n  wait while a is yes\nsentence x\n  wait 5 days after last peel", "C0102", "sentence", "an item begins with", nullptr},
    {"check y\n  wait while a is yes\nchex x\n  wait 5 dyas after last peel", "C0102", "chex", "an item begins with", nullptr},
    {"check x\n  wait while a is yes\n  becuase \"b\"", "C0103", "becuase", "did you mean `because`?", "because"},
    {"check x\n  becuase \"b\"\n  wait while a is yes", "C0103", "becuase", "did you mean `because`?", "because"},
    {"check x\n  wait while a is yes\n  reason \"b\"\n  tell \"t\"", "C0103", "reason", "here may stand `ask`, `because`", nullptr},
    {"check x\n  Wait while a is yes", "C0103", "Wait", "did you mean `wait`?", "wait"},
    {"check limit \"L\"\n  wait while a is yes", "C0116", "limit", "cannot be a name", nullptr},
    {"check x\n  wait 5 days after last while", "C0116", "while", "cannot be a name", nullptr},
    // what is missing
    {"check x\n  wait 5 days after last\n  because \"b\"", "C0101", "", "expected a name after `last`", nullptr},
    {"check x\n  wait 5 days after last", "C0101", "", "expected a name after `last`", nullptr},
    {"check x\n  wait while\n  because \"b\"", "C0101", "", "expected a condition after `while`", nullptr},
    {"check x\n  wait while (a is yes and b is no\n  because \"b\"", "C0101", "", "expected `and`, `or` or `)` after `no`", ")"},
    {"check x\n  wait while a is yes)\n  because \"b\"", "C0101", ")", "", nullptr},
    {"check\n  wait while a is yes", "C0101", "", "expected a name after `check`", nullptr},
    {"check x\n  because \"b\"", "C0113", "x", "says neither wait nor go", nullptr},
    {"check x", "C0113", "x", "says neither wait nor go", nullptr},
    {"ask x \"Q?\"", "C0310", "x", "does not say how it is answered", nullptr},
    {"ask x yes or no", "C0101", "yes", "expected a quoted text, found `yes`", nullptr},
    {"aftercare x \"T\"\n  cite s", "C0310", "x", "add a line", nullptr},
    {"about x \"T\"", "C0310", "x", "says nothing", nullptr},
    {"guarantee x\n  never go if a is yes", "C0101", "if", "expected `while`, found `if`", nullptr},
    {"policy \"P\" on rules 1\ntighten x wait 7 days", "C0101", "wait", "put a `:` before `wait`", ":"},
    {"policy \"P\" on rules 1\ntighten x:\n  because \"b\"", "C0113", "x", "says neither wait nor go", nullptr},
    {"source s \"T\"\ncheck x\n  wait while a is yes", "C0101", "", "`law`", nullptr},
    {"list l \"Q?\" of a records things", "C0101", "things", "expected `allergies`, `events`, `exposures` or `states`", nullptr},
    {"pack rules 1.0 \"R\"", "C0101", "1.0", "a version such as `1.0.0`", nullptr},
    {"pack rules 1.0.0 R", "C0101", "R", "texts stand in double quotes", nullptr},
    {"check x\n  wait while a is yes\n  because b", "C0101", "b", "texts stand in double quotes", nullptr},
    // connectives
    {"check x\n  wait while a is yes and b is no or c is yes", "C0105", "or", "write `(a is yes and b is no) or c is yes`", "(a is yes and b is no) or c is yes"},
    {"check x\n  wait while a is yes or b is no and c is yes, until \"u\"", "C0105", "and", "write `a is yes or (b is no and c is yes)`", "a is yes or (b is no and c is yes)"},
    {"check x\n  wait while (a is p or b is q and c is r) and d is yes", "C0105", "and", "write `a is p or (b is q and c is r)`", "a is p or (b is q and c is r)"},
    // numbers and dates
    {"check x\n  wait 5 after last peel", "C0109", "5", "as in `5 days`", nullptr},
    {"check x\n  wait while age is under 18", "C0109", "18", "`18 years`", nullptr},
    {"check x\n  limit depth to 1.5 while a is yes", "C0109", "1.5", "`1.5 mm`", nullptr},
    {"check x\n  wait 1.5 days after last peel", "C0101", "1.5", "is not a whole number", nullptr},
    {"check x\n  limit depth to 1,5 mm while a is yes", "C0101", "1,5", "write `1.5`, with a point", "1.5"},
    {"check x\n  limit depth to 1.2345 mm while a is yes", "C0110", "1.2345", "more than three digits", nullptr},
    {"check x\n  wait 1000001 days after last peel", "C0110", "1000001", "too large", nullptr},
    {"check x\n  wait 99999999999999999999999999 days after last peel", "C0110", "99999999999999999999999999", "too large", nullptr},
    {"check x\n  limit depth to 99999999999999999999 mm while a is yes", "C0110", "99999999999999999999", "too large", nullptr},
    {"check x\n  wait while a is yes\n  review by 2026-02-31", "C0106", "2026-02-31", "that month has 28 days", nullptr},
    {"check x\n  wait while a is yes\n  review by 2027-02-29", "C0106", "2027-02-29", "there is no day", nullptr},
    {"check x\n  wait while a is yes\n  review by 2026-13-01", "C0106", "2026-13-01", "has no such month", nullptr},
    {"check x\n  wait while a is yes\n  review by 2026-04-00", "C0106", "2026-04-00", "that month has 30 days", nullptr},
    {"check x\n  wait while a is yes\n  review by 1899-12-31", "C0106", "1899-12-31", "1900 to 2200", nullptr},
    {"check x\n  wait while a is yes\n  review by 2201-01-01", "C0106", "2201-01-01", "1900 to 2200", nullptr},
    {"check x\n  wait while a is yes\n  review by 2026-3-6", "C0106", "2026-3-6", "write `2026-03-06`", "2026-03-06"},
    {"check x\n  wait while a is yes\n  review by 31.12.2026", "C0106", "31.12.2026", "write `2026-12-31`", "2026-12-31"},
    {"check x\n  wait while a is yes\n  review by 12/31/2026", "C0106", "12/31/2026", "write `2026-12-31`", "2026-12-31"},
    {"check x\n  wait while a is yes\n  review by 03/04/2026", "C0106", "03/04/2026", "write a date as", nullptr},
    {"check x\n  wait while a is yes\n  review by 2026-03", "C0101", "2026-03", "expected a date such as", nullptr},
    {"test \"t\"\n  given a is 2026-13\n  expect go", "C0106", "2026-13", "has no such month", nullptr},
    {"test \"t\"\n  from e, visit 2026-02-30\n  expect go", "C0106", "2026-02-30", "there is no day", nullptr},
    // clauses
    {"check x\n  wait while a is yes\n  because \"b\"\n  because \"c\"", "C0112", "\"c\"", "stands twice in a check", nullptr},
    {"check x\n  wait while a is yes\n  wait while b is yes", "C0114", "wait while b is yes", "a second outcome", nullptr},
    {"ask x \"Q?\" yes or no past day", "C0112", "past day", "two types", nullptr},
    {"pack rules 1.0.0 \"R\"\nterm peel", "C0115", "term", "it belongs in a vocabulary", nullptr},
    {"vocabulary v 1.0.0 \"V\"\ncheck x\n  wait while a is yes", "C0115", "check", "does not belong in a vocabulary", nullptr},
    {"pack rules 1.0.0 \"R\"\npack more 1.0.0 \"M\"", "C0115", "pack", "can only begin a file", nullptr},
    {"tests for rules\ncheck x\n  wait while a is yes", "C0115", "check", "does not belong in a file of tests", nullptr},
    // bytes
    {"check x\n  note \"open while a is yes\n  because \"b\"", "C0104", "\"open while a is yes", "no closing", nullptr},
    {"check x\n  wait while a is yes\n  because b\"\n  tell \"t\"", "C0104", "\"", "no closing", nullptr},
    {"check x\n  wait while a is yes\n  because \"tab\\tstop\"", "C0101", "\\t", "stands for nothing", "\\\\"},
    {"check x\n  wait while a = yes", "C0101", "=", "write `is`", "is"},
    {"check x\n  wait while a is yes && b is no", "C0101", "&&", "write `and`", "and"},
    {"check x {\n  wait while a is yes", "C0101", "{", "no braces", nullptr},
    {"check x\n  wait while a is yes;\n  because \"b\"", "C0101", ";", "take the `;` out", nullptr},
    {"check x\n  note “careful” while a is yes", "C0009", "“", "write plain quotes", "\"careful\""},
    {"check x\n  wait while \u0430ge is under 18 years", "C0009", "\u0430ge", "write `age`", "age"},
    {"check x\n  wait\u00A0while a is yes", "C0009", "\u00A0", "write a plain space", " "},
    {"check x\n  wait while naïve is yes", "C0009", "naïve", "names are made of", nullptr},
    {"check x\n  wait while a is yes\u200B\n  because \"b\"", "C0004", "\u200B", "cannot be seen", ""},
    {"check x\n  wait while a is yes\n  because \"b\u202Ec\"", "C0002", "\u202E", "reading direction", ""},
    {"check x\n  wait while a is yes\n  # p\u0430tient", "C0003", "\u0430", "Latin letter", "a"},
    {"check x\n  wait while a is yes\n  because \"b\xFF\xFE\"", "C0001", "\xFF\xFE", "UTF-8", nullptr},
    {"check x\n  wait \xFF\xFE while a is yes", "C0001", "\xFF\xFE", "UTF-8", nullptr},
    // tests
    {"test \"a \"quoted\" word\"\n  expect go", "C0101", "quoted", "a quote within a text is written `\\\"`", nullptr},
    {"test \"t\"\n  expect wait untl 2026-03-19", "C0101", "untl", "did you mean `until`?", "until"},
    {"test \"t\"\n  expect waits", "C0101", "waits", "did you mean `wait`?", "wait"},
    {"test \"t\"\n  given a last 2026-03-14\n  expect go", "C0101", "last", "expected", nullptr},
    {"test \"t\"\n  form fulll\n  expect go", "C0101", "fulll", "did you mean `full`?", "full"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(All, OneMistake, ::testing::ValuesIn(mistakes),
                         [](const auto& test) { return "n" + std::to_string(test.index); });

// --- recovery -----------------------------------------------------------------------------------------------

TEST(Recovery, TenIndependentMistakesAreTenDiagnostics) {
  const Read done = read(
      "pack needling 1.0.0 \"Needling\"\n"
      "  review by 2026-02-31\n"         // 1 no such day
      "source care \"Care\" guidanse\n"  // 2 misspelt strength
      "check a\n"
      "  wait 5 dyas after last peel\n"  // 3 misspelt unit
      "  becuase \"thin skin\"\n"        // 4 misspelt clause
      "  cite care\n"
      "check b\n"
      "  wait while x is yes and y is yes or z is yes\n"  // 5 mixed
      "check c\n"
      "  wait after last peel by depth\n"
      "    superficial 14\n"  // 6 bare number
      "    otherwise 3 months\n"
      "chekc d\n"                       // 7 misspelt item
      "  note \"look while x is yes\n"  // 8 unterminated
      "check e\n"
      "  tell \"t\"\n"  // 9 no outcome
      "term peel\n"     // 10 misplaced
      "check f\n"
      "  wait while x is yes\n");
  EXPECT_EQ(done.ids(), "C0106 C0101 C0101 C0103 C0105 C0109 C0102 C0104 C0113 C0115") << done.drawn();
  EXPECT_EQ(done.file.items.size(), 8u);
  EXPECT_EQ(dump(done.file.items.back()), "check f (wait-while x=yes)");
}

TEST(Recovery, TheRestOfAnItemIsRead) {
  const Read done = read_items(
      "check x\n  wait 5 days aftr last peel\n  because \"b\"\n  tell \"t\" cite s\ncheck y wait while a is yes");
  EXPECT_EQ(done.ids(), "C0101");
  EXPECT_EQ(dump(done.file.items.at(0)), "check x - because \"b\" tell \"t\" cite s");
  EXPECT_EQ(dump(done.file.items.at(1)), "check y (wait-while a=yes)");
}

TEST(Recovery, ABrokenValueLeavesTheRestOfItsClause) {
  // An outcome with a broken number says nothing; a row without its length keeps its label.
  EXPECT_EQ(dump(read_items("check x wait 5 after last peel because \"b\"").file.items.at(0)),
            "check x broken because \"b\"");
  EXPECT_EQ(dump(read_items("check x wait after last p by depth\n a 5\n b 6 days, better 7").file.items.at(0)),
            "check x (wait-after p by depth{a:?; b:6d})");
  EXPECT_EQ(dump(read_items("check x wait while age is under 18 because \"b\"").file.items.at(0)),
            "check x broken because \"b\"");
  EXPECT_EQ(dump(read_items("guarantee x never go while age is under 18 and b is yes").file.items.at(0)),
            "guarantee x (and broken b=yes)");
}

TEST(Recovery, AnItemWithoutItsNameIsBroken) {
  EXPECT_EQ(dump(read_items("check \"no name\"\n  wait while a is yes").file.items.at(0)), "broken");
  EXPECT_EQ(dump(read_items("term 5 is a b").file.items.at(0)), "broken");
}

TEST(Recovery, AMissingHeaderIsToldOnceAndTheItemsAreRead) {
  const Read done = read("check x\n  wait while a is yes\ncheck y\n  wait while a is yes");
  EXPECT_EQ(done.ids(), "C0111");
  EXPECT_FALSE(done.file.header.has_value());
  EXPECT_EQ(done.file.items.size(), 2u);
  EXPECT_EQ(read("").ids(), "C0111");
  EXPECT_EQ(read("# only a comment\n\n").ids(), "C0111");
  EXPECT_EQ(read("blah blah\ncheck x wait while a is yes").ids(), "C0111");
}

TEST(Recovery, AMisspeltFirstWordIsTakenForWhatItMeans) {
  const Read pack = read("pakc rules 1.0.0 \"R\"\n  use skin 1\ncheck x\n  wait while a is yes");
  EXPECT_EQ(pack.ids(), "C0102");
  EXPECT_EQ(dump(*pack.file.header), "pack rules 1.0.0 \"R\" use skin1");
  EXPECT_EQ(pack.file.items.size(), 1u);
  // Mistakes within it are told when the guess was right, and not when it was not.
  EXPECT_EQ(read_items("chekc x\n  wait 5 dyas after last peel").ids(), "C0102 C0101");
  const Read role = read_items("rule x\n  wait 5 dyas after last peel\n  because \"b\"");
  EXPECT_EQ(role.ids(), "C0102") << role.drawn();
  EXPECT_EQ(dump(role.file.items.at(0)), "broken");
  EXPECT_EQ(read("chekc x\n  wait while a is yes").ids(), "C0102 C0111");
}

TEST(Recovery, FaultsOfTheHeaderDoNotHideTheItems) {
  const Read done = read("pack needling\n  use skin 1\ncheck x\n  wait while a is yes");
  EXPECT_EQ(done.ids(), "C0101");
  EXPECT_EQ(dump(*done.file.header), "pack needling use skin1");
  EXPECT_EQ(done.file.items.size(), 1u);
}

// --- pages of `contra explain` ------------------------------------------------------------------------------

TEST(Explanations, ExamplesOfSyntaxShowTheirOwnFault) {
  for (const text::Page& page : text::pages_of_writing()) {
    const std::string_view id = text::info(page.kind).id;
    if (id.substr(0, 3) != "C01" || page.kind == text::Kind::nested_too_deep ||
        page.kind == text::Kind::too_many_operands)
      continue;
    // A file without its first line is what one of them is about.
    const std::string wrong(page.wrong);
    const Read of_wrong = page.kind == text::Kind::missing_header
                              ? read(wrong)
                              : read(with_header((page.kind == text::Kind::unknown_item ? "term t\n" : "") + wrong));
    EXPECT_EQ(of_wrong.ids(), id) << of_wrong.drawn();
    const Read of_right = read(with_header(std::string(page.right)));
    EXPECT_EQ(of_right.ids(), "") << of_right.drawn();
  }
}

// --- every single slip --------------------------------------------------------------------------------------

const char* const healthy =
    "pack needling 1.0.0 \"Needling\"\n"
    "  use skin 1\n"
    "  needs born, medicines for isotretinoin\n"
    "  depth in mm from 0.1 to 3\n"
    "source care \"Care\" guidance at \"page 3\"\n"
    "check retinoid \"Retinoid\"\n"
    "  wait 5 days after last retinoid or peptide where strength is high in treated area, better 7 days\n"
    "  because \"thin skin\"\n"
    "  cite care \"Products\"\n"
    "  spread 12 hours to 30 days\n"
    "check session\n"
    "  wait after last needling in treated area by depth\n"
    "    up to 0.5 mm  14 days\n"
    "    above         42 days\n"
    "  then cleared by doctor\n"
    "check chemo\n"
    "  wait from 28 days before start of chemo until 28 days after its end\n"
    "check state\n"
    "  wait while (cold_sore is present or fever is yes) and not age is under 18 years, until \"healed\"\n"
    "  unless any clearance_letter within 6 months before visit\n"
    "check limit_depth\n"
    "  limit depth to 1.5 mm while skin_type is at least IV\n"
    "guarantee g\n"
    "  never go while pregnant is yes\n"
    "aftercare makeup\n"
    "  avoid \"make-up\" for 24 hours, better 48 hours\n"
    "example adult\n"
    "  visit 2026-03-16\n"
    "  plan needling in face depth 1.0 mm\n"
    "  given every other question no\n"
    "  given procedures: peel on 2025-02 depth medium in face, more\n"
    "test \"t\"\n"
    "  from adult\n"
    "  given pregnant is unsure\n"
    "  expect wait until 2026-03-19, better 2026-03-21, because retinoid kind 4\n";

/// Replaces each token by `change(word)`; counts the variants with more than one diagnostic.
template <typename Change>
std::pair<int, int> slips(Change change) {
  const Read base = read(healthy);
  EXPECT_EQ(base.ids(), "") << base.drawn();
  std::vector<text::Diagnostic> none;
  const std::string whole = healthy;
  int variants = 0, cascades = 0;
  for (const Token& token : tokenize(*base.sources, 0, none)) {
    if (token.kind == Token::Kind::end) continue;
    const std::optional<std::string> changed = change(token, whole.substr(token.begin, token.end - token.begin));
    if (!changed) continue;
    ++variants;
    const Read done = read(whole.substr(0, token.begin) + *changed + whole.substr(token.end));
    if (done.diagnostics.size() > 1) {
      ++cascades;
      ADD_FAILURE() << done.drawn();
    }
  }
  return {variants, cascades};
}

TEST(Slips, AMisspeltWordIsOneFaultAtMost) {
  const auto [variants, cascades] = slips([](const Token& token, std::string word) -> std::optional<std::string> {
    if (token.word == 0 || word.size() < 4 || word[1] == word[2]) return std::nullopt;
    std::swap(word[1], word[2]);
    return word;
  });
  EXPECT_GT(variants, 60);
  EXPECT_EQ(cascades, 0);
}

TEST(Slips, AStraySignIsOneFault) {
  const auto [variants, cascades] =
      slips([](const Token&, const std::string&) { return std::optional<std::string>("{"); });
  EXPECT_GT(variants, 200);
  EXPECT_EQ(cascades, 0);
}

TEST(Slips, AMissingWordIsOneFaultAtMost) {
  const auto [variants, cascades] =
      slips([](const Token& token, const std::string& word) -> std::optional<std::string> {
        // Without its parenthesis or its list a sentence can mean two other things; those are told as what they are.
        if (word == "(" || word == ")" || token.first_on_line) return std::nullopt;
        return "";
      });
  EXPECT_GT(variants, 150);
  EXPECT_EQ(cascades, 0);
}

TEST(Slips, AWordTwiceIsOneFaultAtMost) {
  const auto [variants, cascades] =
      slips([](const Token& token, const std::string& word) -> std::optional<std::string> {
        if (token.kind == Token::Kind::number) return std::nullopt;
        return word + " " + word;
      });
  EXPECT_GT(variants, 150);
  EXPECT_EQ(cascades, 0);
}

}  // namespace
}  // namespace contra::syntax
