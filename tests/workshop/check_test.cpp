// contra check: its formats, and the safe fixes in files.
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/command.hpp"
#include "text/diagnostic.hpp"

namespace {

using contra_test::Folder;
using contra_test::Ran;
using contra_test::run_command;
using contra_test::slurp;
using Json = nlohmann::json;

/// A part of the built-in vocabulary: the smallest file with rules in it.
std::string terms(const std::string& items) { return "part of skin\n" + items; }

Json sarif(const Folder& folder, const std::string& path) {
  return Json::parse(run_command(folder.path(), "check --format sarif " + path).out).at("runs").at(0);
}

Json first_region(const Json& run) {
  return run.at("results").at(0).at("locations").at(0).at("physicalLocation").at("region");
}

std::string first_uri(const Json& run) {
  return run.at("results")
      .at(0)
      .at("locations")
      .at(0)
      .at("physicalLocation")
      .at("artifactLocation")
      .at("uri")
      .get<std::string>();
}

std::vector<std::string> fingerprints(const Json& run) {
  std::vector<std::string> out;
  for (const Json& result : run.at("results"))
    out.push_back(result.at("partialFingerprints").at("contraItem/v1").get<std::string>());
  return out;
}

// --- formats --------------------------------------------------------------------------------------------------

TEST(CheckFormats, ColumnsOfSarifCountUtf16) {
  const Folder folder;
  struct Case {
    const char *name, *before;
    int column;  // of `pel`, from 1
  };
  for (const Case& c : {Case{"emoji", "term x \"\U0001F600\" is a ", 18},
                        Case{"accent", "term x \"e\u0301\" is a ", 18}, Case{"tab", "term x\t\"a\" is a ", 17},
                        Case{"cjk", "term x \"\u6F22\u5B57\" is a ", 18}, Case{"plain", "term x \"ab\" is a ", 18}}) {
    const std::string file = std::string(c.name) + ".contra";
    folder.write(file, terms(std::string(c.before) + "pel\n"));
    const Json region = first_region(sarif(folder, file));
    EXPECT_EQ(region.at("startLine"), 2) << c.name;
    EXPECT_EQ(region.at("startColumn"), c.column) << c.name;
    EXPECT_EQ(region.at("endColumn"), region.at("startColumn").get<int>() + 3) << c.name;
  }
}

TEST(CheckFormats, AByteOrderMarkIsNoColumn) {
  const Folder folder;
  folder.write("a.contra", "\xEF\xBB\xBFprat of skin\n");
  EXPECT_EQ(first_region(sarif(folder, "a.contra")).at("startColumn"), 1);
}

TEST(CheckFormats, UrisOfSarifAreRelativeAndEncoded) {
  const Folder folder;
  folder.write("sub folder/n\u00E4m#e%.contra", terms("term x is a pel\n"));
  const Json by_folder = sarif(folder, "'sub folder'");
  EXPECT_EQ(first_uri(by_folder), "sub%20folder/n%C3%A4m%23e%25.contra");
  EXPECT_EQ(first_uri(sarif(folder, folder.path())), first_uri(by_folder)) << "an absolute path below the folder";
  const auto place = by_folder.at("results").at(0).at("locations").at(0).at("physicalLocation");
  EXPECT_TRUE(by_folder.at("originalUriBaseIds").contains(place.at("artifactLocation").at("uriBaseId")));
  EXPECT_EQ(by_folder.at("columnKind"), "utf16CodeUnits");
  const Folder elsewhere;
  EXPECT_EQ(first_uri(sarif(elsewhere, folder.path())).rfind("file:///", 0), 0u);
}

TEST(CheckFormats, AFingerprintSurvivesMovesAndNewLayout) {
  const Folder folder;
  const std::string pack = "pack p 1.0.0 \"P\"\n  use skin 1\nsource s \"S\" house\n";
  const std::string first = "check one\n  wait 5 days after last pel\n  because \"B\"\n  cite s\n";
  const std::string second = "check two\n  wait 6 days after last pel\n  because \"B\"\n  cite s\n";
  folder.write("a/p.contra", pack + first + second);
  const auto before = fingerprints(sarif(folder, "a"));
  ASSERT_EQ(before.size(), 2u);
  EXPECT_NE(before[0], before[1]) << "the same words in two checks";
  folder.write("b/p.contra", pack);
  folder.write("b/other.contra", "# moved\n\npart of p\n" + second +
                                     "check one\n  because \"B\" cite s\n  wait 5 days\n    after last   pel\n");
  auto after = fingerprints(sarif(folder, "b"));
  EXPECT_EQ(std::set<std::string>(after.begin(), after.end()), std::set<std::string>(before.begin(), before.end()));
  folder.write("c/p.contra", pack + "check renamed" + first.substr(9));
  EXPECT_NE(fingerprints(sarif(folder, "c")).at(0), before[0]);
}

TEST(CheckFormats, RulesOfSarifTellWhatExplainTells) {
  const Folder folder;
  folder.write("a.contra", terms("term x is a pel, mask\n"));
  const Json run = sarif(folder, "a.contra");
  const Json& result = run.at("results").at(0);
  const Json& rule = run.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>());
  EXPECT_EQ(rule.at("id"), result.at("ruleId"));
  EXPECT_EQ(rule.at("id"), "C0201");
  EXPECT_EQ(rule.at("name"), "UnknownName");
  EXPECT_EQ(rule.at("help").at("text").get<std::string>().rfind("C0201: a name that nothing declares\n", 0), 0u);
  EXPECT_NE(rule.at("help").at("markdown").get<std::string>().find("**Right**"), std::string::npos);
  EXPECT_EQ(rule.at("defaultConfiguration").at("level"), "error");
  EXPECT_EQ(result.at("message").at("text"), "No term is called `pel` in vocabulary `skin`. Did you mean `peel`?");
  const Json& fix = result.at("fixes").at(0);
  EXPECT_EQ(fix.at("properties").at("safe"), false);
  EXPECT_EQ(fix.at("artifactChanges").at(0).at("replacements").at(0).at("insertedContent").at("text"), "peel");
}

TEST(CheckFormats, JsonGivesFixesAsEdits) {
  const Folder folder;
  folder.write("a.contra", terms("term x \u201CA\u201D\n  is a pel\n"));
  const std::string out = run_command(folder.path(), "check a.contra --json").out;
  const std::size_t end = out.find('\n');
  const Json quotes = Json::parse(out.substr(0, end)), name = Json::parse(out.substr(end + 1));
  EXPECT_EQ(quotes.at("fix").at("replacement"), "\"A\"");
  EXPECT_EQ(quotes.at("fix").at("safe"), true);
  EXPECT_EQ(name.at("fix").at("replacement"), "peel");
  EXPECT_EQ(name.at("fix").at("safe"), false);
  EXPECT_EQ(out, run_command(folder.path(), "check a.contra --format json").out);
}

TEST(CheckFormats, PlainIsStatementsOnly) {
  const Folder folder;
  folder.write("a.contra", terms("term x is a pel\nterm x\n"));
  const Ran run = run_command(folder.path(), "check a.contra --plain");
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.out,
            "error C0201 in a.contra, line 2, column 13: no term is called `pel` in vocabulary `skin`.\n"
            "written: pel\n"
            "help: did you mean `peel`?\n\n"
            "error C0202 in a.contra, line 3, column 6: `x` is declared twice.\n"
            "written: x\n"
            "a.contra, line 2, column 6: first declared here.\n\n"
            "7 files: 2 errors\n");
  EXPECT_EQ(run.out, run_command(folder.path(), "check a.contra --format plain").out);
}

TEST(CheckAlone, WhatMoreHistoryOpensIsNotedWhenAskedFor) {
  const Folder folder;
  folder.write("p.contra",
               "pack p 1.0.0 \"P\"\n  use skin 1\nsource s \"S\" house\ncheck one\n  ask again while no waxing\n"
               "  because \"B\"\n  cite s\n");
  EXPECT_EQ(run_command(folder.path(), "check p.contra --brief").out, "");
  const Ran noted = run_command(folder.path(), "check p.contra --brief --openings");
  EXPECT_EQ(noted.out.rfind("p.contra:5:19: note[C0504]", 0), 0u) << noted.out;
  EXPECT_EQ(noted.code, 0);
}

TEST(CheckAlone, APackIsNotToldOfQuestionsThatItDoesNotRead) {
  const Folder folder;
  folder.write("p.contra",
               "pack p 1.0.0 \"P\"\n  use skin 1\nsource s \"S\" house\ncheck one\n  wait while fever is yes\n"
               "  because \"B\"\n  cite s\n");
  const Ran run = run_command(folder.path(), "check p.contra --brief");
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.code, 0);
}

TEST(CheckAlone, AShippedPartTakesItsOwnPlace) {
  const std::string rules = std::string(CONTRA_SOURCE_DIR) + "/rules/microneedling";
  const Ran run = run_command(rules, "check care.contra --brief");
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.code, 0);
  // A part of the same name with fewer checks takes nobody's place: none of the shipped ones may get lost.
  const Folder folder;
  folder.write("health.contra",
               "part of microneedling\ncheck pregnant\n  wait while pregnant is yes\n  because \"B\"\n");
  EXPECT_NE(run_command(folder.path(), "check health.contra --brief").out.find("C0202"), std::string::npos);
}

TEST(CheckFormats, TwoAtOnceAreRefused) {
  const Folder folder;
  EXPECT_EQ(run_command(folder.path(), "check --json --format sarif").code, 2);
  EXPECT_EQ(run_command(folder.path(), "check --format xml").code, 2);
}

TEST(Explain, EveryKindFitsTheScreen) {
  const Folder folder;
  for (const auto& kind : contra::text::all_kinds()) {
    const Ran run = run_command(folder.path(), "explain " + std::string(kind.id));
    EXPECT_EQ(run.code, 0) << kind.id;
    EXPECT_NE(run.out.find("\nWrong:\n"), std::string::npos) << run.out;
    std::istringstream lines(run.out.substr(0, run.out.find("\nWrong:\n")));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 90u) << line;
  }
  EXPECT_NE(run_command(folder.path(), "explain C0102").out.find("chekc peel"), std::string::npos);
  const Ran unknown = run_command(folder.path(), "explain C0199");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("there is no diagnostic `C0199`"), std::string::npos);
}

// --- fixes ----------------------------------------------------------------------------------------------------

TEST(CheckFix, MendsWhatLooksTheSame) {
  const Folder folder;
  const std::string file = folder.write(
      "a.contra", terms("term x \u201CA\u201D\n  is\u00A0a pe\u0435l  # comment\nterm y \"zero\u200Bwidth\"\u2060\n"));
  const Ran run = run_command(folder.path(), "check a.contra --fix");
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_EQ(slurp(file), terms("term x \"A\"\n  is a peel  # comment\nterm y \"zerowidth\"\n"));
  EXPECT_EQ(run.err, "contra: mended 5 places in `a.contra`\n");
}

TEST(CheckFix, WritesTheNameThatTheVocabularyGives) {
  const Folder folder;
  const std::string before =
      "pack p 1.0.0 \"P\"\n  use skin 1\nsource s \"S\" house\ncheck one\n  wait 5 days after last ";
  const std::string after = "\n  because \"B\"\n  cite s\n";
  const std::string file = folder.write("p.contra", before + "Differin" + after);
  EXPECT_EQ(run_command(folder.path(), "check p.contra --fix").code, 0);
  EXPECT_EQ(slurp(file), before + "adapalene_alone" + after);
}

TEST(CheckFix, LeavesWhatCouldChangeTheMeaning) {
  const Folder folder;
  const std::string text =
      "pack p 1.0.0 \"P\"\n  use skin 1\nsource s \"S\" house\n"
      "check one\n  wait while pregnant is yes and nursing is yes or fever is yes\n  because \"B\"\n  cite s\n"
      "check two\n  wait 1,5 days after last pel\n  because \"a\\b\"\n  cite s\n"
      "chekc three\n  note \"N\" while skin_type is at least III and skin_type is not VI\n  because \"B\"\n  cite s\n";
  const std::string file = folder.write("p.contra", text);
  const Ran run = run_command(folder.path(), "check p.contra --fix");
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(slurp(file), text);
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(run.out.find("--fix"), std::string::npos) << run.out;
}

TEST(CheckFix, JoinsNoTwoWords) {
  // `check one` with a character between the words that nobody sees: a space was meant, or nothing.
  const Folder folder;
  const std::string text = "pack p 1.0.0 \"P\"\ncheck\u200Bone\n  wait while pregnant is yes\n";
  const std::string file = folder.write("p.contra", text);
  EXPECT_EQ(run_command(folder.path(), "check p.contra --fix").code, 2);
  EXPECT_EQ(slurp(file), text);
}

TEST(CheckFix, EveryBadCaseHasNoMoreErrorsAfterwards) {
  const auto errors = [](const std::string& json) {
    std::size_t count = 0;
    for (std::size_t at = json.find("\"severity\":\"error\""); at != std::string::npos;
         at = json.find("\"severity\":\"error\"", at + 1))
      ++count;
    return count;
  };
  std::size_t changed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(CONTRA_SOURCE_DIR) + "/tests/cases/bad")) {
    if (entry.path().extension() != ".contra") continue;
    const Folder folder;
    const std::string text = slurp(entry.path().string());
    const std::string file = folder.write("a.contra", text);
    const std::string before = run_command(folder.path(), "check a.contra --json").out;
    const Ran fixed = run_command(folder.path(), "check a.contra --fix --json");
    EXPECT_LE(errors(fixed.out), errors(before)) << entry.path();
    if (slurp(file) == text) continue;
    ++changed;
    const std::string once = slurp(file);
    run_command(folder.path(), "check a.contra --fix");
    EXPECT_EQ(slurp(file), once) << entry.path() << ": nothing is left to mend";
  }
  EXPECT_GE(changed, 1u);
}

TEST(CheckFix, KeepsPermissionsAndLinks) {
  const Folder folder;
  const std::string file = folder.write("real.contra", terms("term x\u00A0is a peel\n"));
  ASSERT_EQ(chmod(file.c_str(), 0640), 0);
  std::filesystem::create_symlink("real.contra", std::filesystem::path(folder.path()) / "link.contra");
  EXPECT_EQ(run_command(folder.path(), "check link.contra --fix").code, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(std::filesystem::path(folder.path()) / "link.contra"));
  EXPECT_EQ(slurp(file), terms("term x is a peel\n"));
  struct stat about {};
  ASSERT_EQ(stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777u, 0640u);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2) << "nothing is left beside";
}

TEST(CheckFix, NeedsFiles) {
  const Folder folder;
  const std::string broken = terms("term x\u00A0is a peel\n");
  const Ran input = run_command(folder.path(), "check - --fix", broken);
  EXPECT_EQ(input.code, 2);
  EXPECT_NE(input.err.find("standard input is none"), std::string::npos);
  EXPECT_EQ(run_command(folder.path(), "check --fix").code, 2);
  if (geteuid() != 0) {
    const std::string file = folder.write("locked/a.contra", broken);
    chmod((folder.path() + "/locked").c_str(), 0555);
    const Ran locked = run_command(folder.path(), "check locked --fix");
    EXPECT_EQ(locked.code, 2);
    EXPECT_NE(locked.err.find("cannot be written"), std::string::npos) << locked.err;
    EXPECT_EQ(slurp(file), broken);
    chmod((folder.path() + "/locked").c_str(), 0755);
  }
}

TEST(CheckFix, IsAnnouncedWhereThereIsSomethingToMend) {
  const Folder folder;
  folder.write("a.contra", terms("term x\u00A0is a pel\n"));
  const Ran run = run_command(folder.path(), "check a.contra");
  EXPECT_NE(run.out.find("`contra check --fix` mends 1 of them"), std::string::npos) << run.out;
}

}  // namespace
