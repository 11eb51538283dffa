// contra new: what it writes checks, its tests pass, and it writes over nothing.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/command.hpp"

namespace {

namespace fs = std::filesystem;
using contra_test::Folder;
using contra_test::Ran;
using contra_test::run_command;
using contra_test::slurp;

struct Kind {
  const char *name, *arguments, *file, *tests;
  friend void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }
};

class NewKind : public testing::TestWithParam<Kind> {};

/// No diagnostic and no failing test.
void hold_whole(const std::string& folder, const std::string& paths, const std::string& tests) {
  const Ran check = run_command(folder, "check --brief --on 2026-11-26 " + paths);
  EXPECT_EQ(check.code, 0) << check.err;
  EXPECT_EQ(check.out, "");
  const Ran test = run_command(folder, "test " + paths);
  EXPECT_EQ(test.code, 0) << test.out << test.err;
  EXPECT_NE(test.out.find(tests), std::string::npos) << test.out;
}

TEST_P(NewKind, StandsAlone) {
  const Folder folder;
  const Ran run = run_command(folder.path(), "new " + std::string(GetParam().arguments));
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.err, "");
  const std::string file = GetParam().file, tests = "tests/" + file;
  EXPECT_NE(run.out.find("wrote " + file + "\nwrote " + tests + "\n"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("contra check " + file + " " + tests), std::string::npos) << run.out;
  hold_whole(folder.path(), file + " " + tests, GetParam().tests);
}

TEST_P(NewKind, StandsAmongTheShippedRules) {
  const Folder folder;
  fs::copy(std::string(CONTRA_SOURCE_DIR) + "/rules", fs::path(folder.path()) / "rules", fs::copy_options::recursive);
  const Ran run = run_command(folder.path(), "new " + std::string(GetParam().arguments) + " --output rules/mine");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("contra check rules\n"), std::string::npos) << run.out;
  hold_whole(folder.path(), "rules", " pass\n");
}

TEST_P(NewKind, IsLaidOutAsTheShippedRulesAre) {
  const Folder folder;
  ASSERT_EQ(run_command(folder.path(), "new " + std::string(GetParam().arguments)).code, 0);
  const Ran format = run_command(folder.path(), "format --check .");
  EXPECT_EQ(format.code, 0) << format.out << format.err;
}

TEST_P(NewKind, SaysWhatIsToBeReplacedWhereverAPersonReads) {
  const Folder folder;
  ASSERT_EQ(run_command(folder.path(), "new " + std::string(GetParam().arguments)).code, 0);
  const std::string text = slurp(folder.path() + "/" + GetParam().file);
  EXPECT_EQ(text.rfind("# Made by `contra new`, and not a rule yet", 0), 0u);
  for (const std::string clause : {"because \"", "tell \"", "until \""})
    for (std::size_t at = text.find(clause); at != std::string::npos; at = text.find(clause, at + 1))
      EXPECT_EQ(text.substr(at + clause.size(), 12), "REPLACE THIS") << text.substr(at, 60);
}

TEST_P(NewKind, WritesOverNothing) {
  for (const bool tests : {false, true}) {
    const Folder folder;
    const std::string file = (tests ? "tests/" : "") + std::string(GetParam().file);
    folder.write(file, "# mine\n");
    const Ran run = run_command(folder.path(), "new " + std::string(GetParam().arguments));
    EXPECT_EQ(run.code, 2);
    EXPECT_NE(run.err.find("`" + file + "` is there already, and nothing was written"), std::string::npos) << run.err;
    EXPECT_EQ(slurp(folder.path() + "/" + file), "# mine\n");
    EXPECT_FALSE(fs::exists(folder.path() + "/" + (tests ? "" : "tests/") + GetParam().file));
  }
}

INSTANTIATE_TEST_SUITE_P(
    New, NewKind,
    testing::Values(
        Kind{"pack", "pack dermaplaning", "dermaplaning.contra", "7 tests: 7 pass"},
        Kind{"check", "check cupping_marks --pack microneedling", "cupping_marks.contra", "4 tests: 4 pass"},
        Kind{"check_of_peel", "check cupping_marks --pack peel", "cupping_marks.contra", "4 tests: 4 pass"},
        Kind{"check_of_led", "check cupping_marks --pack led", "cupping_marks.contra", "4 tests: 4 pass"},
        Kind{"policy", "policy 'Harbour Skin' --pack microneedling", "harbour_skin.contra", "4 tests: 4 pass"},
        Kind{"policy_of_led", "policy '3rd Floor, Ärzte' --pack led", "policy_3rd_floor_rzte.contra",
             "4 tests: 4 pass"}),
    [](const auto& kind) { return std::string(kind.param.name); });

TEST(New, ACheckIsWrittenBesideItsPack) {
  const Folder folder;
  fs::copy(std::string(CONTRA_SOURCE_DIR) + "/rules", fs::path(folder.path()) / "rules", fs::copy_options::recursive);
  const Ran run = run_command(folder.path(), "new check cupping_marks --pack peel");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(fs::exists(folder.path() + "/rules/peel/cupping_marks.contra"));
  EXPECT_TRUE(fs::exists(folder.path() + "/rules/peel/tests/cupping_marks.contra"));
}

TEST(New, AnotherVocabularyWillDo) {
  const Folder folder;
  folder.write("mine/v.contra",
               "vocabulary hands 2.3.0 \"Hands\"\nterm soak is a thing\nterm scrub is a thing\nterm thing\n"
               "list done \"What was done?\"\n  of thing\n  records exposures\nask cuts \"Any cuts?\"\n  yes or no\n");
  const Ran run = run_command(folder.path(), "new pack manicure --pack mine --output mine");
  ASSERT_EQ(run.code, 0) << run.err;
  hold_whole(folder.path(), "mine", "7 tests: 7 pass");
  const Ran check = run_command(folder.path(), "new check second --pack mine --output mine");
  ASSERT_EQ(check.code, 0) << "the only pack there is: " << check.err;
  hold_whole(folder.path(), "mine", "11 tests: 11 pass");
}

struct Refusal {
  const char *arguments, *message;
};

TEST(New, RefusesWithAReason) {
  const Folder folder;
  for (const Refusal& refusal :
       {Refusal{"pack 9lives", "`9lives` is no name"}, Refusal{"pack 'two words'", "`two words` is no name"},
        Refusal{"pack limit", "`limit` is a word of the language"},
        Refusal{"check last --pack peel", "`last` is a word"},
        Refusal{"pack peel", "there is a pack or vocabulary `peel` already"},
        Refusal{"pack skin", "there is a pack or vocabulary `skin` already"},
        Refusal{"check pregnant --pack microneedling", "`microneedling` has a check `pregnant` already"},
        Refusal{"check x --pack microneedlin", "did you mean `microneedling`?"},
        Refusal{"check x", "which pack is it for?"}, Refusal{"check x --pack peel --pack led", "names two packs"},
        Refusal{"policy 'a \"b\"' --pack peel", "no `\"` and no `\\` in it"},
        Refusal{"policy '' --pack peel", "in quotes"}, Refusal{"rule x", "not a `rule`"}}) {
    const Ran run = run_command(folder.path(), "new " + std::string(refusal.arguments));
    EXPECT_EQ(run.code, 2) << refusal.arguments;
    EXPECT_EQ(run.out, "") << refusal.arguments;
    EXPECT_NE(run.err.find(refusal.message), std::string::npos) << refusal.arguments << ": " << run.err;
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

}  // namespace
