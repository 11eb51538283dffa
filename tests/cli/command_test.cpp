// The command as a person meets it: what it prints at 80 columns, what it ends with, and what it says when something is
// wrong.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "support/command.hpp"

namespace {

const std::string here = std::string(CONTRA_SOURCE_DIR) + "/tests/cli";

using contra_test::Ran;
using contra_test::slurp;
using contra_test::widest;

/// Runs `contra ARGUMENTS` in tests/cli. `arguments` is for the shell, so that quoting reads as in a README.
Ran contra(const std::string& arguments, const std::string& input = {},
           const std::string& environment = "env -u NO_COLOR") {
  return contra_test::run_command(here, arguments, input, environment);
}

std::string screen(const std::string& rest) { return "screen --pack rules " + rest; }

/// Holds `text` to tests/cli/golden/NAME.txt; CONTRA_UPDATE=1 writes it.
void hold(const std::string& name, const std::string& text) {
  const std::string path = here + "/golden/" + name + ".txt";
  if (std::getenv("CONTRA_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(text, slurp(path)) << "CONTRA_UPDATE=1 rewrites " << path;
}

struct Golden {
  const char* name;
  const char* arguments;
  int code;
  bool page = true;  // for a person, 80 columns

  friend void PrintTo(const Golden& golden, std::ostream* out) { *out << golden.arguments; }
};
class GoldenText : public testing::TestWithParam<Golden> {};

TEST_P(GoldenText, IsAsRead) {
  const Ran run = contra(GetParam().arguments);
  EXPECT_EQ(run.code, GetParam().code) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_LE(GetParam().page ? widest(run.out) : 0u, 80u);
  EXPECT_EQ(run.out.find('\x1b'), std::string::npos) << "colour without a terminal";
  // A release changes the version on every page and nothing else.
  std::string text = run.out;
  const std::string version = contra("--version").out, name = version.substr(0, version.size() - 1);
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
    text.replace(at, name.size(), "contra VERSION");
  // One line of JSON is not for the eye.
  if (text.rfind("{\"record\"", 0) == 0) text = nlohmann::ordered_json::parse(text).dump(2) + "\n";
  hold(GetParam().name, text);
}

INSTANTIATE_TEST_SUITE_P(
    Command, GoldenText,
    testing::Values(Golden{"go", "screen --pack rules records/a_go.json", 0},
                    Golden{"wait", "screen --pack rules records/b_wait.json", 1},
                    Golden{"unclear", "screen --pack rules records/c_unclear.json", 1},
                    Golden{"depth", "screen --pack rules records/d_depth.json", 1},
                    Golden{"full", "screen --pack rules --full records/b_wait.json", 1},
                    Golden{"plain", "screen --pack rules --plain records/c_unclear.json", 1},
                    Golden{"client_wait", "screen --pack rules --client records/b_wait.json", 1},
                    Golden{"client_unclear", "screen --pack rules --client records/c_unclear.json", 1},
                    Golden{"client_go", "screen --pack rules --client records/a_go.json", 0},
                    Golden{"json", "screen --pack rules --json records/b_wait.json", 1, false},
                    Golden{"folder", "screen --pack rules records", 1},
                    Golden{"policy", "screen --pack rules --policy policy.contra records/b_wait.json", 1},
                    Golden{"questions", "questions --pack rules needling", 0},
                    Golden{"schema", "questions --pack rules needling --schema", 0, false},
                    Golden{"explain_check", "explain --pack rules topical_retinoid", 0},
                    Golden{"explain_table", "explain --pack rules needling.peel", 0},
                    Golden{"about", "about --pack rules needling", 0}, Golden{"check", "check rules", 0},
                    Golden{"check_broken", "check broken rules/words.contra", 2, false},
                    Golden{"check_brief", "check broken rules/words.contra --brief", 2, false},
                    Golden{"test", "test rules", 0}, Golden{"help", "--help", 0},
                    Golden{"help_screen", "screen --help", 0}, Golden{"help_eval", "eval --help", 0}),
    [](const auto& golden) { return std::string(golden.param.name); });

// --- exit codes -----------------------------------------------------------------------------------------------

TEST(ExitCode, CarriesTheVerdict) {
  EXPECT_EQ(contra(screen("records/a_go.json")).code, 0);
  EXPECT_EQ(contra(screen("records/b_wait.json")).code, 1);
  EXPECT_EQ(contra(screen("records/refused.json.txt")).code, 2);
}

TEST(ExitCode, OfSeveralTheWorst) {
  EXPECT_EQ(contra(screen("records/a_go.json records/a_go.json")).code, 0);
  EXPECT_EQ(contra(screen("records/a_go.json records/b_wait.json")).code, 1);
  EXPECT_EQ(contra(screen("records/b_wait.json records/a_go.json")).code, 1);
  EXPECT_EQ(contra(screen("records/a_go.json records/refused.json.txt records/b_wait.json")).code, 2);
}

TEST(ExitCode, NothingToScreenIsNoGo) {
  EXPECT_EQ(contra(screen("records/none.json")).code, 2);
  EXPECT_EQ(contra(screen("golden")).code, 2) << "a folder without a record";
  EXPECT_EQ(contra(screen("-"), "").code, 2) << "empty standard input";
  EXPECT_EQ(contra("screen").code, 2);
  EXPECT_EQ(contra("").code, 2);
}

TEST(ExitCode, RulesAtFaultDecideNothing) {
  const Ran run = contra("screen --pack broken records/a_go.json");
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_NE(run.err.find("nothing was decided"), std::string::npos);
  EXPECT_EQ(contra("screen --pack no_such_folder records/a_go.json").code, 2);
  EXPECT_EQ(contra("screen --pack golden records/a_go.json").code, 2) << "a folder without rules";
}

TEST(ExitCode, AnAnswerThatCouldNotBeWrittenIsNoGo) {
  if (std::filesystem::exists("/dev/full")) {
    const Ran run =
        contra("--help >/dev/null && '" CONTRA_COMMAND "' screen --pack rules records/a_go.json >/dev/full; echo $?");
    EXPECT_EQ(run.out, "2\n");
  }
}

TEST(ExitCode, AReaderThatWentAwayIsMetWithSilence) {
  const Ran run = contra(screen("records records records") + " | head -1");
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(run.out, "records/a_go.json\n");
}

TEST(ExitCode, AFailingTestIsOne) {
  const Ran run = contra("test rules failing_tests.contra");
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.out.find("fails: “a GO that is none”"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("3 tests: 2 pass, 1 fails"), std::string::npos) << run.out;
}

TEST(Policy, WhatIsGivenIsJoinedOrRefused) {
  EXPECT_EQ(contra(screen("records/b_wait.json --on 2026-03-20")).code, 0);
  EXPECT_EQ(contra(screen("records/b_wait.json --on 2026-03-20 --policy policy.contra")).code, 1)
      << "7 days instead of 5";
  EXPECT_EQ(contra(screen("records/b_wait.json --on 2026-03-20 --policy policies")).code, 1) << "a folder of policies";
  EXPECT_EQ(contra(screen("records/b_wait.json --on 2026-03-21 --policy policies")).code, 0);
  EXPECT_EQ(contra(screen("records/b_wait.json --policy alone.contra")).code, 2) << "a pack is no policy";
  EXPECT_EQ(contra(screen("records/b_wait.json --policy none.contra")).code, 2);
  const Ran run = contra(screen("--pack policies records/b_wait.json --on 2026-03-20"));
  EXPECT_NE(run.err.find("was not asked for"), std::string::npos) << run.err;
}

// --- what goes in ---------------------------------------------------------------------------------------------

TEST(Input, StandardInputIsOneRecordOrOneALine) {
  const std::string go = slurp(here + "/records/a_go.json"), wait = slurp(here + "/records/b_wait.json");
  const Ran one = contra(screen("- --json"), go);
  EXPECT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(nlohmann::json::parse(one.out)["id"], "a-go");
  const auto line = [](const std::string& text) { return nlohmann::json::parse(text).dump() + "\n"; };
  const Ran two = contra(screen("- --json"), line(go) + line(wait));
  EXPECT_EQ(two.code, 1) << two.err;
  std::istringstream lines(two.out);
  std::string first, second, third;
  std::getline(lines, first);
  std::getline(lines, second);
  EXPECT_EQ(nlohmann::json::parse(first)["verdict"], "GO");
  EXPECT_EQ(nlohmann::json::parse(second)["verdict"], "WAIT");
  EXPECT_FALSE(std::getline(lines, third));
}

TEST(Input, ABrokenLineKeepsItsPlaceAndTheOthers) {
  const std::string go = nlohmann::json::parse(slurp(here + "/records/a_go.json")).dump();
  const Ran run = contra(screen("- --json"), go + "\n{\"record\": \n" + go + "\n");
  EXPECT_EQ(run.code, 2);
  std::istringstream lines(run.out);
  std::string first, second, third;
  std::getline(lines, first);
  std::getline(lines, second);
  std::getline(lines, third);
  EXPECT_EQ(nlohmann::json::parse(first)["verdict"], "GO");
  EXPECT_EQ(nlohmann::json::parse(second)["record"], "contra.refusal/1");
  EXPECT_EQ(nlohmann::json::parse(third)["verdict"], "GO");
  EXPECT_NE(run.err.find("standard input line 2"), std::string::npos) << run.err;
}

TEST(Input, TheDayTheAreaAndTheDepthCanBeGiven) {
  EXPECT_EQ(contra(screen("records/b_wait.json --on 2026-03-18")).code, 1);
  EXPECT_EQ(contra(screen("records/b_wait.json --on 2026-03-19")).code, 0);
  EXPECT_EQ(contra(screen("records/b_wait.json --area neck")).code, 0) << "the retinoid was on the face";
  EXPECT_EQ(contra(screen("records/b_wait.json --area neck,face")).code, 1);
  EXPECT_EQ(contra(screen("records/b_wait.json --area 'Whole Face'")).code, 1);
  EXPECT_EQ(contra(screen("records/d_depth.json --depth '1.5 mm'")).code, 0);
  EXPECT_EQ(contra(screen("records/d_depth.json --depth 1.5mm")).code, 0);
  EXPECT_EQ(contra(screen("records/d_depth.json --depth 1.6mm")).code, 1);
  for (const char* bad : {"--depth deep", "--depth 1.5", "--depth 4mm", "--depth 1.5cm", "--area moon",
                          "--on 2026-02-30", "--on tomorrow", "--as-of 2026"})
    EXPECT_EQ(contra(screen(std::string("records/a_go.json ") + bad)).code, 2) << bad;
}

TEST(Input, ADayBeforeTheRecordIsAWait) { EXPECT_EQ(contra(screen("records/a_go.json --on 2026-03-15")).code, 1); }

TEST(Input, APackAloneStandsOnTheBuiltInVocabulary) {
  const Ran run = contra("check alone.contra");
  EXPECT_EQ(run.code, 0) << run.out << run.err;
}

// --- what comes out -------------------------------------------------------------------------------------------

TEST(Output, ColourOnlyWhereItIsWanted) {
  EXPECT_NE(contra(screen("records/a_go.json --color always")).out.find("\x1b[1;32mGO\x1b[0m"), std::string::npos);
  EXPECT_EQ(contra(screen("records/a_go.json --color never")).out.find('\x1b'), std::string::npos);
  EXPECT_EQ(contra(screen("records/a_go.json --color always --plain")).out.find('\x1b'), std::string::npos);
  EXPECT_EQ(contra(screen("records/a_go.json"), {}, "env NO_COLOR=1").out.find('\x1b'), std::string::npos);
}

TEST(Output, HealthDataIsInNoError) {
  const Ran run = contra(screen("records/refused.json.txt --json -v"));
  EXPECT_EQ(run.code, 2);
  for (const std::string& text : {run.out, run.err}) {
    EXPECT_NE(text.find("pregnent"), std::string::npos) << "the key is named: " << text;
    EXPECT_EQ(text.find("secretly"), std::string::npos) << "the answer is not: " << text;
  }
}

TEST(Output, VerboseGoesToStandardErrorAndNamesNoRecord) {
  const Ran quiet = contra(screen("records/b_wait.json")), loud = contra("-v " + screen("records/b_wait.json"));
  EXPECT_EQ(quiet.out, loud.out);
  EXPECT_EQ(quiet.err, "");
  EXPECT_NE(loud.err.find("compiled"), std::string::npos);
  EXPECT_EQ(loud.err.find("Retin"), std::string::npos);
}

TEST(Output, JsonIsTheSameBytesEveryTime) {
  const Ran once = contra(screen("records --json")), again = contra(screen("records --json"));
  EXPECT_EQ(once.out, again.out);
  EXPECT_FALSE(once.out.empty());
}

TEST(Output, TheClientReadsNoVerdict) {
  const std::string text = contra(screen("records --client")).out;
  for (const char* word : {"WAIT", "GO ", "kind", "house policy", "dermatologist may", "contraindic"})
    EXPECT_EQ(text.find(word), std::string::npos) << word;
}

// --- did you mean ---------------------------------------------------------------------------------------------

TEST(DidYouMean, CommandsOptionsPacksChecksAreasDiagnostics) {
  const auto says = [](const std::string& arguments, const std::string& words) {
    const Ran run = contra(arguments);
    EXPECT_EQ(run.code, 2) << arguments;
    EXPECT_EQ(run.out, "") << arguments;
    EXPECT_NE(run.err.find("did you mean `" + words + "`?"), std::string::npos) << arguments << "\n" << run.err;
  };
  says("scren records", "screen");
  says("records/a_go.json", "contra screen records/a_go.json");
  says("screen --jsn records", "--json");
  says("screen --polcy=x records", "--policy");
  says("questions --pack rules nedling", "needling");
  says("explain --pack rules topical_retinod", "topical_retinoid");
}

TEST(DidYouMean, NothingNearIsNotGuessed) {
  const Ran run = contra("explain --pack rules zzzzzzzz");
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.err.find("did you mean"), std::string::npos);
}

// --- eval -----------------------------------------------------------------------------------------------------

TEST(Eval, OneJsonStringALine) {
  const Ran run =
      contra("eval --json --on 2026-03-16", "\"2026-08-31 + 6 months\"\n\n\"2026-02-30\"\n42\n\"about 2 weeks ago\"\n");
  EXPECT_EQ(run.code, 2) << "one of them could not be worked out";
  std::istringstream lines(run.out);
  std::string line;
  std::vector<nlohmann::json> answers;
  while (std::getline(lines, line)) answers.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(answers.size(), 4u);
  EXPECT_EQ(answers[0]["value"], "2027-03-01");
  EXPECT_EQ(answers[0]["expression"], "2026-08-31 + 6 months");
  EXPECT_EQ(answers[1]["type"], "fault");
  EXPECT_EQ(answers[2]["type"], "fault");
  EXPECT_EQ(answers[3]["intervals"].dump(), "[[\"2026-02-26\",\"2026-03-06\"]]");
}

TEST(Eval, ConditionsAgainstARecord) {
  const auto value = [](const std::string& condition) {
    const Ran run = contra("eval --json --pack rules --intake records/c_unclear.json '" + condition + "'");
    return nlohmann::json::parse(run.out)["value"].get<std::string>() + std::to_string(run.code);
  };
  EXPECT_EQ(value("pregnant is yes"), "no0");
  EXPECT_EQ(value("not pregnant is yes"), "yes0");
  EXPECT_EQ(value("cold_sore is present"), "maybe0") << "the list was not asked";
  EXPECT_EQ(value("any isotretinoin"), "yes0");
  EXPECT_EQ(value("taking isotretinoin"), "maybe0") << "a last day does not prove the end";
}

TEST(Eval, AConditionNeedsARecordAndKnownNames) {
  EXPECT_EQ(contra("eval 'pregnant is yes'").code, 2);
  const Ran run = contra("eval --pack rules --intake records/a_go.json 'pregnnt is yes'");
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.out, "");
}

}  // namespace
