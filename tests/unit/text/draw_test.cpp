// How diagnostics are drawn: carets in the right place whatever stands before them.
#include <gtest/gtest.h>

#include "text/diagnostic.hpp"

namespace contra::text {
namespace {

class Draw : public ::testing::Test {
 protected:
  FileId add(std::string text, std::string name = "a.contra") { return sources.add(std::move(name), std::move(text)); }
  static Diagnostic fault(Span span, std::string message = "a fault") {
    return {Kind::unexpected, span, std::move(message), {}, {}, {}, {}};
  }
  std::string ascii(const Diagnostic& diagnostic) { return draw(diagnostic, sources, {false, true}); }
  SourceSet sources;
};

TEST_F(Draw, ShowsTheLineAndTheHelp) {
  const FileId id = add("check x\n  wait 5 dyas\n");
  Diagnostic diagnostic = fault({id, 17, 21}, "expected a unit, found `dyas`");
  diagnostic.help = "did you mean `days`?";
  EXPECT_EQ(ascii(diagnostic),
            "error[C0101]: expected a unit, found `dyas`\n"
            " --> a.contra:2:10\n"
            "  |\n"
            "2 |   wait 5 dyas\n"
            "  |          ^^^^\n"
            "  |\n"
            "  = help: did you mean `days`?\n");
  EXPECT_EQ(draw(diagnostic, sources, {}),
            "error[C0101]: expected a unit, found `dyas`\n"
            " --> a.contra:2:10\n"
            "  │\n"
            "2 │   wait 5 dyas\n"
            "  │          ^^^^\n"
            "  │\n"
            "  = help: did you mean `days`?\n");
  EXPECT_EQ(one_line(diagnostic, sources), "a.contra:2:10: error[C0101]: expected a unit, found `dyas`");
}

TEST_F(Draw, KeepsCaretsInPlaceBehindTabsWideAndCombiningCharacters) {
  const FileId tabs = add("\t\tx\ty");
  EXPECT_EQ(ascii(fault({tabs, 2, 3})),
            "error[C0101]: a fault\n --> a.contra:1:3\n  |\n1 |         x   y\n  |         ^\n");
  EXPECT_EQ(ascii(fault({tabs, 4, 5})),
            "error[C0101]: a fault\n --> a.contra:1:5\n  |\n1 |         x   y\n  |             ^\n");
  const FileId wide = add("漢字 x");
  EXPECT_EQ(ascii(fault({wide, 7, 8})), "error[C0101]: a fault\n --> a.contra:1:4\n  |\n1 | 漢字 x\n  |      ^\n");
  EXPECT_EQ(ascii(fault({wide, 0, 6})), "error[C0101]: a fault\n --> a.contra:1:1\n  |\n1 | 漢字 x\n  | ^^^^\n");
  const FileId combining = add("e\u0301 x");
  EXPECT_EQ(ascii(fault({combining, 4, 5})), "error[C0101]: a fault\n --> a.contra:1:4\n  |\n1 | e\u0301 x\n  |   ^\n");
}

TEST_F(Draw, ShowsNothingThatCouldSteerATerminal) {
  const FileId id = add("a\x1B[31m\u202E b\xFF");
  const std::string drawn = ascii(fault({id, 10, 11}, "`\x1B[2J` is here"));
  EXPECT_EQ(drawn.find('\x1B'), std::string::npos);
  EXPECT_EQ(drawn.find("\u202E"), std::string::npos);
  EXPECT_NE(drawn.find("a<U+001B>[31m<U+202E> b?"), std::string::npos) << drawn;
}

TEST_F(Draw, ShowsSecondPlacesInOrder) {
  const FileId id = add("one\ntwo\nthree\nfour\nfive\n");
  Diagnostic diagnostic = fault({id, 19, 23}, "declared twice");
  diagnostic.labels.push_back({{id, 0, 3}, "first declared here"});
  diagnostic.labels.push_back({{id, 8, 13}, "and here"});
  EXPECT_EQ(ascii(diagnostic),
            "error[C0101]: declared twice\n"
            " --> a.contra:5:1\n"
            "  |\n"
            "1 | one\n"
            "  | --- first declared here\n"
            "2 | two\n"
            "3 | three\n"
            "  | ----- and here\n"
            "4 | four\n"
            "5 | five\n"
            "  | ^^^^\n");
}

TEST_F(Draw, ShowsSecondPlacesInOtherFilesAndLeavesGapsOut) {
  const FileId first = add("x\n\n\n\n\n\n\n\n\n\nhere\n", "b.contra");
  const FileId second = add("there\n", "c.contra");
  Diagnostic diagnostic = fault({first, 11, 15});
  diagnostic.labels.push_back({{first, 0, 1}, "one"});
  diagnostic.labels.push_back({{second, 0, 5}, "two"});
  EXPECT_EQ(ascii(diagnostic),
            "error[C0101]: a fault\n"
            "  --> b.contra:11:1\n"
            "   |\n"
            " 1 | x\n"
            "   | - one\n"
            "...\n"
            "11 | here\n"
            "   | ^^^^\n"
            "  ::: c.contra:1:1\n"
            "   |\n"
            " 1 | there\n"
            "   | ----- two\n");
}

TEST_F(Draw, AnEmptySpanHasOneCaretAndALongOneEndsWithItsLine) {
  const FileId id = add("ab\ncd");
  EXPECT_EQ(ascii(fault({id, 2, 2})), "error[C0101]: a fault\n --> a.contra:1:3\n  |\n1 | ab\n  |   ^\n");
  EXPECT_EQ(ascii(fault({id, 1, 5})), "error[C0101]: a fault\n --> a.contra:1:2\n  |\n1 | ab\n  |  ^\n");
  EXPECT_EQ(ascii(fault({id, 5, 5})), "error[C0101]: a fault\n --> a.contra:2:3\n  |\n2 | cd\n  |   ^\n");
  const FileId empty = add("");
  EXPECT_EQ(ascii(fault({empty, 0, 0})), "error[C0101]: a fault\n --> a.contra:1:1\n  |\n1 |\n  | ^\n");
}

TEST_F(Draw, ALongLineIsShownRoundItsFault) {
  const FileId id = add(std::string(100000, 'a') + "X" + std::string(100000, 'b'));
  const std::string drawn = ascii(fault({id, 100000, 100001}));
  EXPECT_LT(drawn.size(), 600u);
  EXPECT_NE(drawn.find("aXb"), std::string::npos);
  const std::size_t line = drawn.find("1 | ") + 4, caret = drawn.find("  | ", line) + 4;
  EXPECT_EQ(drawn.find('X', line) - line, drawn.find('^', caret) - caret);
}

TEST_F(Draw, ColourIsAskedFor) {
  const FileId id = add("ab");
  const std::string plain = draw(fault({id, 0, 1}), sources, {});
  std::string colored = draw(fault({id, 0, 1}), sources, {true, false});
  EXPECT_NE(colored.find("\x1b[1;31merror[C0101]\x1b[0m"), std::string::npos);
  for (std::size_t at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b')) {
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  EXPECT_EQ(colored, plain);
}

TEST_F(Draw, AFaultOfARecordShowsItsPointer) {
  Diagnostic diagnostic{Kind::unknown_field, {}, "no field `vist`", {}, "did you mean `visit`?", {}, "/vist"};
  EXPECT_EQ(ascii(diagnostic), "error[C0904]: no field `vist`\n --> /vist\n  = help: did you mean `visit`?\n");
  EXPECT_EQ(one_line(diagnostic, sources), "/vist: error[C0904]: no field `vist`");
  EXPECT_EQ(one_line({Kind::no_rules, {}, "no rules", {}, {}, {}, {}}, sources), "error[C0008]: no rules");
}

}  // namespace
}  // namespace contra::text
