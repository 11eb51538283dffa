// Runs every sample through the command, and holds the answers to tests/samples/expected.json and to what
// samples/intakes/README.md tells.
#include <gtest/gtest.h>

#include <sys/wait.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path root = CONTRA_SOURCE_DIR;
const fs::path intakes = root / "samples" / "intakes";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Ran {
  int code = -1;
  std::string out;
};

/// Runs the command from the root of the repository; `arguments` as they stand in the README.
Ran run(const std::string& arguments) {
  const std::string line = "cd '" + root.string() + "' && '" CONTRA_COMMAND "' " + arguments + " 2>/dev/null";
  Ran ran;
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return ran;
  char buffer[4096];
  std::size_t n = 0;
  while ((n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0) ran.out.append(buffer, n);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) ran.code = WEXITSTATUS(status);
  return ran;
}

json expected_runs() { return json::parse(read(fs::path(CONTRA_SOURCE_DIR) / "tests/samples/expected.json")); }

std::string file_of(const json& expected) { return "samples/intakes/" + expected.at("file").get<std::string>(); }

std::string arguments_of(const json& expected) {
  std::string out = "screen " + file_of(expected);
  if (expected.contains("policy")) out += " --policy " + expected.at("policy").get<std::string>();
  return out;
}

std::vector<std::string> checks_of(const json& lines) {
  std::vector<std::string> out;
  for (const json& line : lines) out.push_back(line.at("check").get<std::string>());
  return out;
}

std::vector<std::string> reasons_of(const json& treatment) {
  std::vector<std::string> out;
  for (const json& reason : treatment.at("reasons"))
    out.push_back(reason.at("check").get<std::string>() + "/" + std::to_string(reason.at("kind").get<int>()));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void expect_holds(const std::vector<std::string>& all, const json& wanted, const std::string& what) {
  for (const json& one : wanted)
    EXPECT_NE(std::find(all.begin(), all.end(), one.get<std::string>()), all.end()) << what << " lacks " << one;
}

/// Each wanted field stands in the promise or in its edit.
bool is_promised(const json& promise, const json& wanted) {
  for (const auto& [field, value] : wanted.items()) {
    const json& from = promise.contains(field) ? promise : promise.at("if");
    if (!from.contains(field) || from.at(field) != value) return false;
  }
  return true;
}

/// All of them and no other; one that is written without its kind may be of any.
void expect_reasons(std::vector<std::string> got, const json& wanted) {
  for (const json& one : wanted) {
    const std::string check = one.get<std::string>();
    const auto at = std::find_if(got.begin(), got.end(), [&](const std::string& reason) {
      return reason == check || (check.find('/') == std::string::npos && reason.substr(0, reason.find('/')) == check);
    });
    if (at == got.end()) {
      ADD_FAILURE() << check << " is not among the reasons, which are " << json(got);
    } else {
      got.erase(at);
    }
  }
  EXPECT_TRUE(got.empty()) << "unexpected reasons: " << json(got);
}

void expect_treatment(const json& got, const json& wanted) {
  for (const char* field : {"treatment", "verdict", "earliest", "earliest_kind"}) EXPECT_EQ(got.at(field), wanted.at(field)) << field;
  expect_reasons(reasons_of(got), wanted.at("reasons"));
  for (const char* field : {"preferred", "holds_until"}) {
    if (wanted.contains(field)) {
      EXPECT_EQ(got.at(field), wanted.at(field)) << field;
    }
  }
  if (wanted.contains("conditions")) expect_holds(checks_of(got.at("conditions")), wanted.at("conditions"), "conditions");
  if (wanted.contains("limit")) {
    std::vector<std::string> limits;
    for (const json& reason : got.at("reasons"))
      if (reason.contains("limit")) limits.push_back(reason.at("limit").get<std::string>());
    expect_holds(limits, wanted.at("limit"), "limits");
  }
  if (wanted.contains("instead")) {
    std::vector<std::string> instead;
    for (const json& reason : got.at("reasons"))
      for (const json& one : reason.value("instead", json::array())) instead.push_back(one.get<std::string>());
    expect_holds(instead, wanted.at("instead"), "instead");
  }
  for (const json& promise : wanted.value("promises", json::array())) {
    const json& all = got.at("promises");
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const json& one) { return is_promised(one, promise); })) << promise << " is not promised";
  }
  if (wanted.contains("vague")) {
    std::vector<std::string> vague;
    for (const json& passed : got.at("passed"))
      if (passed.value("vague", false)) vague.push_back(passed.at("check").get<std::string>());
    expect_holds(vague, wanted.at("vague"), "checks that passed over a vague answer");
  }
}

class Sample : public testing::TestWithParam<json> {};

TEST_P(Sample, IsDecidedAsExpected) {
  const json& expected = GetParam();
  const Ran ran = run(arguments_of(expected) + " --json");
  ASSERT_EQ(ran.code, expected.at("exit").get<int>()) << ran.out;
  if (!expected.contains("treatments")) {
    EXPECT_EQ(json::parse(ran.out).at("record"), "contra.refusal/1") << "a refused record has no decision";
    return;
  }
  const json decision = json::parse(ran.out);
  EXPECT_EQ(decision.at("record"), "contra.decision/1");
  EXPECT_EQ(decision.at("verdict"), expected.at("verdict"));
  const json& treatments = decision.at("treatments");
  ASSERT_EQ(treatments.size(), expected.at("treatments").size());
  for (std::size_t i = 0; i < treatments.size(); ++i) {
    SCOPED_TRACE(expected.at("treatments")[i].at("treatment").get<std::string>());
    expect_treatment(treatments[i], expected.at("treatments")[i]);
  }
}

std::string test_name(const testing::TestParamInfo<json>& info) {
  std::string name = info.param.at("file").get<std::string>() + (info.param.contains("policy") ? " policy" : "");
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
}

const json all_expected = expected_runs();
INSTANTIATE_TEST_SUITE_P(Intakes, Sample, testing::ValuesIn(all_expected.begin(), all_expected.end()), test_name);

TEST(Samples, EachRecordIsExpectedAndToldOf) {
  std::set<std::string> expected;
  for (const json& run : all_expected) expected.insert(run.at("file").get<std::string>());
  const std::string page = read(intakes / "README.md");
  std::size_t records = 0;
  for (const auto& entry : fs::directory_iterator(intakes)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".json") continue;
    ++records;
    EXPECT_EQ(expected.count(name), 1U) << name << " is not in expected.json";
    EXPECT_NE(page.find("./run screen samples/intakes/" + name + "\n"), std::string::npos) << name << " has no command in README.md";
  }
  EXPECT_EQ(records, expected.size());
}

/// `./run …` lines of the page, each with the first word in bold after it: the exit code that it tells.
std::vector<std::pair<std::string, int>> commands_of_page() {
  std::vector<std::pair<std::string, int>> out;
  std::istringstream in(read(intakes / "README.md"));
  std::string line, command;
  while (std::getline(in, line)) {
    if (line.rfind("./run ", 0) == 0) command = line.substr(6);
    if (command.empty() || line.rfind("**", 0) != 0) continue;
    const std::string word = line.substr(2, line.find("**", 2) - 2);
    out.emplace_back(command, word == "GO" ? 0 : word == "WAIT" ? 1 : word == "Refused" ? 2 : -1);
    command.clear();
  }
  return out;
}

TEST(Samples, TheCommandsOfThePageEndAsItTells) {
  const auto commands = commands_of_page();
  EXPECT_EQ(commands.size(), all_expected.size());
  for (const auto& [command, code] : commands) EXPECT_EQ(run(command).code, code) << command;
}

TEST(Samples, ThePolicyPassesTheCheckerAndItsTestsHold) {
  EXPECT_EQ(run("check rules samples/policies").code, 0);
  const Ran ran = run("test rules samples/policies");
  EXPECT_EQ(ran.code, 0) << ran.out;
}

}  // namespace
