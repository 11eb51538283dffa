// Follows rules/README.md as a new author would: makes each file that the page names, in a copy of the rules, and runs
// each command that it gives. No step may be needed that the page does not say.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "support/command.hpp"

namespace {

namespace fs = std::filesystem;
using contra_test::Folder;
using contra_test::Ran;
using contra_test::run_command;

const std::string root = CONTRA_SOURCE_DIR;

/// One thing to do: a file to make, or a command to run.
struct Step {
  std::string file, text;  // `text` is the command when there is no file
};

/// The part of the page before the reference, in its order. A file is named in the words above its block.
std::vector<Step> steps() {
  std::vector<Step> out;
  std::istringstream lines(contra_test::slurp(root + "/rules/README.md"));
  std::string named, fence;
  for (std::string line; std::getline(lines, line) && line != "# Reference";) {
    if (line.rfind("```", 0) == 0) {
      if (fence.empty()) {
        fence = line;
        if (line == "```contra") out.push_back({named, ""});
      } else {
        fence.clear();
      }
    } else if (fence == "```contra") {
      out.back().text += line + "\n";
    } else if (!fence.empty()) {
      out.push_back({"", line.substr(0, line.find(" #"))});
    } else {
      static const std::regex file("`([a-z_/]+\\.contra)`");
      for (std::sregex_iterator i(line.begin(), line.end(), file), end; i != end; ++i) named = (*i)[1];
    }
  }
  return out;
}

TEST(Walkthrough, LeadsFromAnIdeaToATestedAndProvedCheck) {
  const Folder folder;
  fs::copy(root + "/rules", folder.path() + "/rules", fs::copy_options::recursive);
  fs::copy(root + "/samples", folder.path() + "/samples", fs::copy_options::recursive);
  fs::create_directories(folder.path() + "/build");
  int files = 0, commands = 0;
  for (const Step& step : steps()) {
    if (!step.file.empty()) {
      ++files;
      ASSERT_FALSE(fs::exists(folder.path() + "/" + step.file)) << step.file << " is made twice";
      folder.write(step.file, step.text);
      const bool policy = fs::exists(folder.path() + "/clinic");
      const Ran check = run_command(folder.path(), policy ? "check rules clinic" : "check rules");
      // As the page says, the term of the check comes after it.
      const bool before_its_term = step.file == "rules/microneedling/cupping.contra";
      EXPECT_EQ(check.code, before_its_term ? 2 : 0) << step.file << "\n" << check.out;
      if (before_its_term) {
        EXPECT_NE(check.out.find("is called `cupping`"), std::string::npos) << check.out;
      }
      continue;
    }
    ++commands;
    if (step.text.rfind("cp ", 0) == 0) {
      ASSERT_EQ(std::system(("cd '" + folder.path() + "' && " + step.text).c_str()), 0) << step.text;
      continue;
    }
    ASSERT_EQ(step.text.rfind("./run ", 0), 0U) << step.text;
    const std::string arguments = step.text.substr(6);
    const Ran run = run_command(folder.path(), arguments);
    // 1 is what `diff` says when a client moves, and `why` and `calendar` when the client waits.
    const bool tells =
        arguments.rfind("diff", 0) == 0 || arguments.rfind("why", 0) == 0 || arguments.rfind("calendar", 0) == 0;
    EXPECT_EQ(run.code, tells ? 1 : 0) << step.text << "\n" << run.out << run.err;
    if (arguments.rfind("diff", 0) == 0) {
      EXPECT_NE(run.out.find("cupping_marks"), std::string::npos) << run.out;
    }
    if (arguments.find("--mutate") != std::string::npos) {
      EXPECT_NE(run.out.find(" 0 not noticed"), std::string::npos) << run.out;
    }
    if (arguments.find("--coverage") != std::string::npos) {
      EXPECT_EQ(run.out.find("not shown"), std::string::npos) << run.out;
    }
  }
  EXPECT_EQ(files, 5);
  EXPECT_GE(commands, 10);
}

}  // namespace
