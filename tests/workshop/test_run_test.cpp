// contra test: what an author sees of a failed expectation, of what the tests show and of what they would notice; the
// reports for other tools; faults planted in a copy of the shipped rules.
#include <gtest/gtest.h>

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>

#include "page.hpp"
#include "support/command.hpp"

namespace {

namespace fs = std::filesystem;

using contra_test::Folder;
using contra_test::hold_page;
using contra_test::Ran;
using contra_test::run_command;
using contra_test::slurp;
using Json = nlohmann::json;

const std::string example = R"(tests for microneedling

example adult "A healthy adult"
  visit 2026-03-16 signed 2026-03-10
  plan microneedling in face depth 0.5 mm
  given birth_date is 1988-05-04
  given skin_type is II
  given daily_sunscreen is yes
  given consultation_done is yes
  given every other question no

)";

std::string test(const std::string& name, const std::string& body) {
  return "test \"" + name + "\"\n  from adult\n" + body + "\n";
}

Ran run_tests(const Folder& folder, const std::string& tests, const std::string& options = {}) {
  folder.write("own.contra", example + tests);
  return run_command(folder.path(), "test own.contra " + options);
}

// --- a failed expectation --------------------------------------------------------------------------------------

const std::string failing = test("a retinoid on the skin", R"(  given products: tretinoin last 2026-03-14 in face
  expect go
)");

const std::string failing_long = test("a retinoid on the skin", R"(  signed 2026-03-15
  given products: tretinoin last 2026-03-14 in face
  expect wait until 2026-03-19, only because topical_retinoid kind 1, better 2026-03-21, not with around_eyes, asks products
)");

const std::string failing_later =
    test("a retinoid by mouth", R"(  given medicines: isotretinoin start 2025-10-01 end 2026-01-14
  expect wait until 2026-07-13, only because isotretinoin
)");

TEST(TestPage, AFailedExpectationStandsAgainstTheCalendar) {
  const Folder folder;
  const Ran run = run_tests(folder, test("a scar", R"(  given procedures: facial on 2026-03-05 in face
  given products: tretinoin last 2026-03-10 in face
  expect wait until 2026-03-18, only because facial
)"));
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(run.err, "");
  hold_page("test_failure", run.out);
}

TEST(TestPage, ALongLineIsCutAroundItsMark) {
  const Folder folder;
  const Ran run = run_tests(folder, failing_long);
  EXPECT_EQ(run.code, 1);
  hold_page("test_failure_long_line", run.out);
}

TEST(TestPage, ADayFarAwayHasAStripOfItsOwn) {
  const Folder folder;
  const Ran run = run_tests(folder, failing_later);
  EXPECT_EQ(run.code, 1);
  hold_page("test_failure_far_day", run.out);
}

TEST(TestPage, EachTreatmentOfAPlanHasItsStrip) {
  const Folder folder;
  const std::string rules = std::string(CONTRA_SOURCE_DIR) + "/rules/";
  folder.write("own.contra", example + test("two treatments of one day", R"(  plan microneedling in face depth 0.5 mm
  plan led in face
  given pregnant is yes
  expect go
)"));
  const Ran run =
      run_command(folder.path(), "test own.contra '" + rules + "skin' '" + rules + "led' '" + rules + "microneedling'");
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.out.find("\n    led, March 2026 "), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("\n    microneedling, March 2026 "), std::string::npos) << run.out;
}

TEST(TestPage, PlainSaysRunsOfDays) {
  const Folder folder;
  const Ran run = run_tests(folder, failing_later, "--plain");
  EXPECT_EQ(run.code, 1);
  hold_page("test_failure_plain", run.out);
}

TEST(TestPage, NothingIsMissingWhenTestsPass) {
  const Folder folder;
  const Ran run = run_tests(folder, test("nothing found", "  expect go\n"));
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out, "1 test: 1 pass\n");
}

// --- coverage, changes, suggestions ----------------------------------------------------------------------------

const std::string toxin = test("toxin, the day before the wait ends",
                               R"(  given procedures: botulinum_toxin on 2026-03-03 in face
  expect wait until 2026-03-17, only because toxin kind 1
)") + test("nothing found", "  expect go\n");

TEST(TestCoverage, SaysWhatIsMissingAndWhichTestWouldShowIt) {
  const Folder folder;
  const Ran run = run_tests(folder, toxin, "--coverage --only toxin");
  EXPECT_EQ(run.code, 1) << "something asked for is not shown";
  hold_page("test_coverage", run.out);
  hold_page("test_coverage_plain", run_tests(folder, toxin, "--coverage --only toxin --plain").out);
}

TEST(TestMutate, ListsWhatNoTestNotices) {
  const Folder folder;
  const Ran run = run_tests(folder, toxin, "--mutate --only toxin");
  EXPECT_EQ(run.code, 1);
  hold_page("test_mutate", run.out);
  EXPECT_EQ(run_tests(folder, toxin, "--mutate --only toxin --allow 100").code, 0);
}

TEST(TestMutate, AnAcceptedChangeIsNoFaultAndAStaleOneIs) {
  const Folder folder;
  folder.write("unnoticed.txt", "toxin: in treated area -> nothing\n  because this clinic never looks\n");
  Ran run = run_tests(folder, toxin, "--mutate --only toxin");
  EXPECT_NE(run.out.find("accepted with a reason\n"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("because this clinic never looks"), std::string::npos) << run.out;
  folder.write("unnoticed.txt", "toxin: wait 14 days -> wait 13 days\n  because it was so once\n");
  run = run_command(folder.path(), "test own.contra --mutate");
  EXPECT_EQ(run.code, 1);
  EXPECT_NE(run.out.find("unnoticed.txt:1: `toxin: wait 14 days -> wait 13 days` is noticed"), std::string::npos);
  folder.write("unnoticed.txt", "toxin: wait 14 days -> wait 15 days\n");
  run = run_command(folder.path(), "test own.contra --mutate --only toxin");
  EXPECT_NE(run.out.find("lacks its reason"), std::string::npos) << run.out;
}

TEST(TestSuggest, WhatItWritesPassesAndClosesTheRest) {
  const Folder folder;
  const Ran run = run_tests(folder, toxin, "--suggest --only toxin");
  EXPECT_EQ(run.code, 0) << run.err;
  ASSERT_NE(run.out.find("tests for microneedling\n"), std::string::npos) << run.out;
  folder.write("suggested.contra", run.out);
  const Ran again = run_command(folder.path(), "test own.contra suggested.contra --coverage --mutate --only toxin");
  EXPECT_EQ(again.code, 0) << again.out;
}

TEST(TestCommand, ANameThatIsNoneIsSaid) {
  const Folder folder;
  const Ran run = run_tests(folder, toxin, "--coverage --only toxine");
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.err.find("no pack and no check `toxine`"), std::string::npos) << run.err;
}

// --- reports ---------------------------------------------------------------------------------------------------

TEST(TestReports, JUnitIsValid) {
  if (std::system("command -v xmllint >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not there";
  const Folder folder;
  EXPECT_EQ(run_tests(folder, toxin + failing_later, "--junit tests.xml").code, 1);
  const std::string schema = std::string(CONTRA_SOURCE_DIR) + "/tests/workshop/junit.xsd";
  const std::string check =
      "xmllint --noout --schema '" + schema + "' '" + folder.path() + "/tests.xml' 2>&1 | tail -1";
  std::FILE* pipe = popen(check.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  char line[512] = {};
  std::fgets(line, sizeof line, pipe);
  pclose(pipe);
  EXPECT_NE(std::string(line).find("validates"), std::string::npos) << line << slurp(folder.path() + "/tests.xml");
}

TEST(TestReports, LcovAddsUp) {
  const Folder folder;
  run_tests(folder, toxin, "--lcov rules.info --only toxin");
  const std::string trace = slurp(folder.path() + "/rules.info");
  std::size_t lines = 0, hit = 0, branches = 0, taken = 0;
  std::istringstream in(trace);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("DA:", 0) == 0) {
      ++lines;
      hit += line.substr(line.find(',') + 1) != "0" ? 1U : 0U;
    } else if (line.rfind("BRDA:", 0) == 0) {
      ++branches;
      taken += line.substr(line.rfind(',') + 1) != "0" ? 1U : 0U;
    } else if (line.rfind("LF:", 0) == 0) {
      EXPECT_EQ(line, "LF:" + std::to_string(lines));
    } else if (line.rfind("LH:", 0) == 0) {
      EXPECT_EQ(line, "LH:" + std::to_string(hit));
    } else if (line.rfind("BRF:", 0) == 0) {
      EXPECT_EQ(line, "BRF:" + std::to_string(branches));
    } else if (line.rfind("BRH:", 0) == 0) {
      EXPECT_EQ(line, "BRH:" + std::to_string(taken));
    }
  }
  EXPECT_EQ(branches, 5U) << trace;  // N-1, N, N+1 and two lists
  EXPECT_EQ(taken, 1U) << trace;
}

TEST(TestReports, JsonHoldsAll) {
  const Folder folder;
  const Ran run = run_tests(folder, toxin + failing_later, "--json --coverage --mutate --only toxin");
  EXPECT_EQ(run.code, 1);
  const Json json = Json::parse(run.out);
  EXPECT_EQ(json.at("tests").size(), 3U);
  EXPECT_EQ(json.at("coverage").size(), 7U);
  EXPECT_GE(json.at("changes").size(), 5U);
  EXPECT_EQ(json.at("tests").at(2).at("passed"), false);
  EXPECT_EQ(json.at("tests").at(2).at("failures").at(0).at("line"), 24);
}

TEST(TestReports, AFileThatCannotBeWrittenIsAFault) {
  const Folder folder;
  const Ran run = run_tests(folder, toxin, "--junit nowhere/tests.xml");
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.err.find("nowhere/tests.xml"), std::string::npos) << run.err;
}

// --- faults planted in the shipped rules -----------------------------------------------------------------------

/// The shipped rules with one text replaced in one file.
class PlantedRules {
 public:
  PlantedRules(const std::string& file, const std::string& before, const std::string& after) {
    fs::copy(std::string(CONTRA_SOURCE_DIR) + "/rules", folder_.path() + "/rules", fs::copy_options::recursive);
    const std::string path = folder_.path() + "/rules/" + file;
    std::string text = slurp(path);
    const std::size_t at = text.find(before);
    EXPECT_NE(at, std::string::npos) << before;
    if (at != std::string::npos) text.replace(at, before.size(), after);
    std::ofstream(path, std::ios::binary) << text;
  }
  Ran run(const std::string& options = {}) const { return run_command(folder_.path(), "test rules " + options); }

 private:
  Folder folder_;
};

TEST(TestPlanted, AWindowShortenedByADay) {
  const PlantedRules rules("microneedling/procedures.contra", "wait 14 days after last botulinum_toxin",
                           "wait 13 days after last botulinum_toxin");
  const Ran run = rules.run();
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.out.find("`toxin`"), std::string::npos) << run.out;
}

TEST(TestPlanted, AWindowShortenedByADayIsAmongTheChanges) {
  const Ran run = run_command(CONTRA_SOURCE_DIR, "test rules --json --mutate --only toxin");
  const Json json = Json::parse(run.out);
  bool made = false;
  for (const auto& change : json.at("changes")) {
    if (change.at("before") != "wait 14 days" || change.at("after") != "wait 13 days") continue;
    made = true;
    EXPECT_FALSE(change.at("noticed_by").is_null());
  }
  EXPECT_TRUE(made);
}

TEST(TestPlanted, AnUnlessThatOpensOnAnUnknown) {
  // `any medicine` surely holds as soon as something is named, also something that nobody knows.
  const PlantedRules rules("microneedling/skin.contra", "unless taking antiviral where prescribed is yes",
                           "unless any medicine");
  const Ran run = rules.run();
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.out.find("`cold_sore_history`"), std::string::npos) << run.out;
}

TEST(TestPlanted, ATermThatIsTooNarrow) {
  const PlantedRules rules("microneedling/products.contra", "while taking blood_thinner", "while taking anticoagulant");
  EXPECT_EQ(rules.run().code, 1);
}

// --- watching --------------------------------------------------------------------------------------------------

/// What the command has written so far, once it contains `text`, or after 20 seconds.
std::string wait_for(const std::string& file, const std::string& text, std::size_t from = 0) {
  std::string out;
  for (int i = 0; i < 200; ++i) {
    out = slurp(file);
    if (out.find(text, from) != std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return out;
}

TEST(TestWatch, RunsAgainAndPrintsOnlyWhatIsNew) {
  const Folder folder;
  folder.write("own.contra", example + failing + test("nothing found", "  expect go\n"));
  const std::string out = folder.path() + "/out.txt";
  const pid_t child = fork();
  if (child == 0) {
    if (chdir(folder.path().c_str()) != 0 || std::freopen("out.txt", "w", stdout) == nullptr) _exit(126);
    execl(CONTRA_COMMAND, CONTRA_COMMAND, "test", "own.contra", "--watch", static_cast<char*>(nullptr));
    _exit(127);
  }
  ASSERT_GT(child, 0);
  const std::string first = wait_for(out, "watching");
  EXPECT_NE(first.find("fails: “a retinoid on the skin”"), std::string::npos) << first;
  folder.write("own.contra", example + failing + test("nothing found", "  expect wait\n"));
  const std::string second = wait_for(out, "expected WAIT, found GO");
  EXPECT_EQ(second.find("a retinoid on the skin", first.size()), std::string::npos) << "said already: " << second;
  folder.write("own.contra", example + failing + test("nothing found", "  expect go, earliest 2026-03-16\n"));
  const std::string third = wait_for(out, "no longer fails: “nothing found”");
  EXPECT_NE(third.find("no longer fails: “nothing found”"), std::string::npos) << third;
  // A file that cannot be read, for a while: nothing is said twice when it can be read again.
  folder.write("own.contra", example + "test\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  folder.write("own.contra", example + failing + test("something else", "  expect go\n"));
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  folder.write("own.contra", example + test("nothing found", "  expect go\n"));
  const std::string last = wait_for(out, "1 test: 1 pass");
  EXPECT_NE(last.find("no longer fails: “a retinoid on the skin”"), std::string::npos) << last;
  EXPECT_EQ(last.find("\nfails: “a retinoid on the skin”", first.size()), std::string::npos)
      << "said already: " << last;
  kill(child, SIGINT);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status)) << "a clean end";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
