// contra prove, run as a person runs it.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "support/command.hpp"

namespace {

using contra_test::Folder;
using contra_test::Ran;
using contra_test::run_command;

const std::string root = CONTRA_SOURCE_DIR;

std::vector<nlohmann::json> lines_of(const std::string& text) {
  std::vector<nlohmann::json> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out.push_back(nlohmann::json::parse(line));
  return out;
}

/// The shipped rules in a folder of their own, to be harmed.
void copy_rules(const Folder& folder) {
  std::filesystem::copy(root + "/rules", folder.path() + "/rules", std::filesystem::copy_options::recursive);
}

void replace(const std::string& path, const std::string& what, const std::string& by) {
  std::string text = contra_test::slurp(path);
  const auto at = text.find(what);
  ASSERT_NE(at, std::string::npos) << path << " has no " << what;
  text.replace(at, what.size(), by);
  std::ofstream(path, std::ios::binary) << text;
}

/// Every column within 80, as on a narrow terminal.
void fits(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::size_t columns = 0;
    for (const char c : line) columns += (static_cast<unsigned char>(c) & 0xc0u) != 0x80u ? 1 : 0;
    EXPECT_LE(columns, 80U) << line;
  }
}

TEST(ProveCommand, the_shipped_packs_are_proved_in_under_ten_seconds) {
  // Of processor time: the machine of a test run has other things to do.
  const Ran run =
      run_command(root, "prove --policy samples/policies/harbour_skin.contra && times", "", "env -u NO_COLOR");
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  fits(run.out.substr(0, run.out.find("0m")));
  for (const char* said :
       {"led 1.0.0", "microneedling 1.0.0 with “Harbour Skin”", "peel 1.0.0",
        "proved: no_led_in_pregnancy, by the check pregnancy", "proved: no_go_on_infected_skin, by the check infection",
        "proved: no_go_when_pregnant, by the check pregnant", "proved: no_peel_in_pregnancy, by the check pregnancy",
        "GO is possible", "none dead", "proved: the tightened previous_session lets nobody through",
        "the loosened filler lets this client through", "hyaluronic filler, last 2026-03-02", "all hold"})
    EXPECT_NE(run.out.find(said), std::string::npos) << said << "\n" << run.out;
  // The shell tells what its children took: user and system time in the second line.
  const auto times = run.out.substr(run.out.rfind('\n', run.out.size() - 2) + 1);
  int user_minutes = 9, system_minutes = 9;
  double user = 99, system = 99;
  ASSERT_EQ(std::sscanf(times.c_str(), "%dm%lfs %dm%lfs", &user_minutes, &user, &system_minutes, &system), 4) << times;
  EXPECT_LT(60 * (user_minutes + system_minutes) + user + system, 10.0);
}

TEST(ProveCommand, pregnancy_left_out_of_one_treatment) {
  Folder folder;
  copy_rules(folder);
  replace(folder.path() + "/rules/peel/health.contra", "wait while pregnant is yes",
          "wait while pregnant is yes and nursing is yes");
  const Ran run = run_command(folder.path(), "prove peel --pack rules --output clients");
  EXPECT_EQ(run.code, 1) << run.out << run.err;
  fits(run.out);
  EXPECT_NE(run.out.find("does not hold by the checks: no_peel_in_pregnancy"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("• pregnant: yes\n"), std::string::npos) << run.out;
  // The client replays: the guarantee alone keeps her from GO.
  const std::string record = folder.path() + "/clients/peel-guarantee-no_peel_in_pregnancy.json";
  const Ran screened = run_command(folder.path(), "screen " + record + " --pack rules --json");
  EXPECT_EQ(screened.code, 1) << screened.out << screened.err;
  const auto reasons = nlohmann::json::parse(screened.out)["treatments"][0]["reasons"];
  ASSERT_EQ(reasons.size(), 1U) << screened.out;
  EXPECT_EQ(reasons[0]["check"], "no_peel_in_pregnancy");
  // Without it, GO.
  const std::string health = folder.path() + "/rules/peel/health.contra";
  const std::string text = contra_test::slurp(health);
  std::ofstream(health, std::ios::binary) << text.substr(0, text.find("guarantee no_peel_in_pregnancy"));
  EXPECT_EQ(run_command(folder.path(), "screen " + record + " --pack rules").code, 0);
}

TEST(ProveCommand, a_policy_that_lets_the_guarded_through) {
  Folder folder;
  const std::string policy =
      folder.write("clinic.contra",
                   "policy \"Soft\" on microneedling 1\nsource soft \"House\" house\n"
                   "loosen infection: wait while bacterial_infection is present and fever is yes\n"
                   "  because \"Made up\"\n  approved by \"Dr A. Invented\"\n  until 2026-12-31\n  cite soft\n");
  const Ran run = run_command(root, "prove microneedling --policy " + policy);
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.out.find("does not hold by the checks: no_go_on_infected_skin"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("`--output FOLDER` writes each client as a record"), std::string::npos) << run.out;
  // The record is printed, and the engine reads it.
  const auto begin = run.out.find("\n{\n"), end = run.out.find("\n}\n", begin);
  ASSERT_NE(end, std::string::npos) << run.out;
  const Ran screened = run_command(root, "screen - --json --policy " + policy, run.out.substr(begin, end + 3 - begin));
  EXPECT_EQ(screened.code, 1) << screened.err;
  EXPECT_NE(screened.out.find("no_go_on_infected_skin"), std::string::npos) << screened.out;
  // Among the rules and not joined: proved with the pack alone, and with the policy.
  const Ran both = run_command(root, "prove microneedling --pack rules --pack " + policy);
  EXPECT_EQ(both.code, 1) << both.err;
  EXPECT_NE(both.out.find("proved: no_go_on_infected_skin"), std::string::npos) << both.out;
  EXPECT_NE(both.out.find("does not hold by the checks: no_go_on_infected_skin"), std::string::npos) << both.out;
}

TEST(ProveCommand, checks_that_never_clear_and_an_empty_pack) {
  Folder folder;
  copy_rules(folder);
  folder.write("rules/led/more.contra",
               "part of led\nsource more \"House\" house\ncheck ever \"Ever\"\n  wait while any isotretinoin\n"
               "  because \"Made up\"\n  tell \"Made up\"\n  cite more\n");
  const Ran ever = run_command(folder.path(), "prove led --pack rules");
  EXPECT_EQ(ever.code, 1) << ever.err;
  EXPECT_NE(ever.out.find("no way out of ever was found"), std::string::npos) << ever.out;
  folder.write(
      "rules/led/more.contra",
      "part of led\nsource more \"House\" house\ncheck ever \"Ever\"\n  wait while smoker is yes or smoker is no\n"
      "  because \"Made up\"\n  tell \"Made up\"\n  cite more\n");
  const Ran nobody = run_command(folder.path(), "prove led --pack rules");
  EXPECT_EQ(nobody.code, 1) << nobody.err;
  EXPECT_NE(nobody.out.find("GO is possible for nobody"), std::string::npos) << nobody.out;
}

TEST(ProveCommand, what_is_no_longer_asked_may_have_been_answered_before) {
  Folder folder;
  folder.write("v.contra",
               "vocabulary small 1.0.0 \"Small\"\narea face \"face\"\nterm drug \"drug\"\n"
               "ask ill \"Ill?\"\n  yes or no\n"
               "ask badly \"Badly?\"\n  yes or no\n  asked only when ill is yes, else no\n"
               "list drugs \"Drugs?\"\n  of drug\n  records exposures\n  asked only when ill is yes\n");
  const std::string guarantees =
      "guarantee not_badly\n  never go while badly is yes\n  because \"Made up\"\n  cite s\n"
      "guarantee no_drug\n  never go while any drug\n  because \"Made up\"\n  cite s\n";
  const std::string pack =
      "pack p 1.0.0 \"P\"\n  use small 1\nsource s \"House\" house\n"
      "check ill_now \"Ill\"\n  wait while ill is yes\n  because \"Made up\"\n  tell \"Made up\"\n  cite s\n";
  folder.write("p.contra", pack + guarantees);
  const Ran run = run_command(folder.path(), "prove --pack v.contra --pack p.contra --output clients");
  EXPECT_EQ(run.code, 1) << run.out << run.err;
  fits(run.out);
  EXPECT_NE(run.out.find("badly: yes (answered before, on an older form)"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("GO is possible"), std::string::npos) << run.out;
  folder.write("p.contra", pack);
  for (const char* name : {"not_badly", "no_drug"})
    EXPECT_EQ(run_command(folder.path(),
                          std::string("screen clients/p-guarantee-") + name + ".json --pack v.contra --pack p.contra")
                  .code,
              0)
        << run.out;
}

TEST(ProveCommand, one_object_for_each_question) {
  const Ran run = run_command(root, "prove led --json");
  EXPECT_EQ(run.code, 0) << run.err;
  const auto lines = lines_of(run.out);
  EXPECT_GT(lines.size(), 40U);
  std::set<std::string> asked;
  for (const auto& line : lines) {
    EXPECT_EQ(line["pack"], "led");
    EXPECT_EQ(line["good"], true) << line;
    asked.insert(line["question"].get<std::string>());
    if (!line.contains("client")) continue;
    EXPECT_EQ(line["client"]["record"]["record"], "contra.intake/1") << line;
    EXPECT_EQ(line["client"]["record"]["visit"], line["client"]["visit"]);
  }
  EXPECT_EQ(asked, (std::set<std::string>{"guarantee", "guarded", "reachable", "alive", "alone", "clears"}));
  EXPECT_EQ(lines.front()["by"], nlohmann::json::array({"pregnancy"}));
}

TEST(ProveCommand, a_second_solver_decides_each_question_alike) {
  if (std::system("command -v cvc5 >/dev/null 2>&1") != 0) GTEST_SKIP() << "cvc5 is not there";
  Folder folder;
  const Ran run = run_command(folder.path(), "prove --smt2 questions");
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  std::size_t asked = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path() + "/questions")) {
    const std::string name = file.path().filename().string();
    const bool telling = name.find("-guarantee") != std::string::npos || name.find("-reachable") != std::string::npos ||
                         name.find("-sunburn") != std::string::npos || name.find("led-clears") == 0;
    if (!telling) continue;  // each takes a moment
    ++asked;
    const std::string text = contra_test::slurp(file.path().string());
    const bool sat = text.find("(set-info :status sat)") != std::string::npos;
    ASSERT_TRUE(sat || text.find("(set-info :status unsat)") != std::string::npos) << name;
    const std::string answer = file.path().string() + ".answer";
    EXPECT_EQ(std::system(("timeout 60 cvc5 '" + file.path().string() + "' > '" + answer + "'").c_str()), 0) << name;
    EXPECT_EQ(contra_test::slurp(answer), sat ? "sat\n" : "unsat\n") << name;
  }
  EXPECT_GT(asked, 20U);
}

TEST(ProveCommand, plain_and_at_fault) {
  const Ran plain = run_command(root, "prove led --plain");
  EXPECT_EQ(plain.code, 0) << plain.err;
  EXPECT_EQ(plain.out.find("•"), std::string::npos) << plain.out;
  EXPECT_NE(plain.out.find("proved: no_led_in_pregnancy, by the check pregnancy\n"), std::string::npos) << plain.out;
  const Ran unknown = run_command(root, "prove lead");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("did you mean `led`?"), std::string::npos) << unknown.err;
  Folder folder;
  const Ran broken =
      run_command(root, "prove " + folder.write("bad.contra", "pack bad 1.0.0 \"Bad\"\n  use nothing 1\n"));
  EXPECT_EQ(broken.code, 2) << broken.out;
}

}  // namespace
