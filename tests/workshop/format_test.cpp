// contra format as a person runs it: files, folders, pipes, --check, --diff, and what happens to files on disk.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include "support/command.hpp"

namespace contra_test {
namespace {

const std::string untidy = "part of skin\n\nterm  a\n  is a b\n";
const std::string tidy = "part of skin\n\nterm a is a b\n";
const std::string broken = "part of skin\n\nterm  a is\n";

TEST(Format, TheShippedRulesAndSamplesAreFormatted) {
  const Ran ran = run_command(CONTRA_SOURCE_DIR, "format rules samples --check");
  EXPECT_EQ(ran.code, 0) << ran.out << "Run `contra format rules samples`, and look at what it changes.";
  EXPECT_NE(ran.out.find("files: all formatted\n"), std::string::npos) << ran.out;
}

TEST(Format, RewritesFilesInTheirPlace) {
  const Folder folder;
  const std::string one = folder.write("rules/one.contra", untidy);
  const std::string two = folder.write("rules/deep/two.contra", tidy);
  folder.write("rules/notes.txt", untidy);
  const Ran ran = run_command(folder.path(), "format rules");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "formatted: rules/one.contra\n2 files: 1 changed\n");
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(slurp(one), tidy);
  EXPECT_EQ(slurp(two), tidy);
  EXPECT_EQ(slurp(folder.path() + "/rules/notes.txt"), untidy);
  EXPECT_EQ(run_command(folder.path(), "format").out, "2 files: all formatted\n") << "rules/ is what is meant";
}

TEST(Format, KeepsTheModeAndALinkAndDoesNotTouchWhatIsGood) {
  const Folder folder;
  const std::string file = folder.write("a.contra", untidy);
  const std::string good = folder.write("good.contra", tidy);
  chmod(file.c_str(), 0640);
  symlink("a.contra", (folder.path() + "/link.contra").c_str());
  struct stat before {
  }, after{};
  stat(good.c_str(), &before);
  EXPECT_EQ(run_command(folder.path(), "format link.contra good.contra").code, 0);
  EXPECT_EQ(slurp(file), tidy);
  stat(file.c_str(), &after);
  EXPECT_EQ(after.st_mode & 07777u, 0640u);
  lstat((folder.path() + "/link.contra").c_str(), &after);
  EXPECT_TRUE(S_ISLNK(after.st_mode));
  stat(good.c_str(), &after);
  EXPECT_EQ(after.st_ino, before.st_ino);
  EXPECT_EQ(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++entries;
  EXPECT_EQ(entries, 3u) << "nothing is left beside them";
}

TEST(Format, CheckChangesNothing) {
  const Folder folder;
  const std::string file = folder.write("a.contra", untidy);
  folder.write("b.contra", tidy);
  Ran ran = run_command(folder.path(), "format . --check");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "not formatted: a.contra\n2 files: 1 not formatted\n");
  EXPECT_EQ(slurp(file), untidy);
  ran = run_command(folder.path(), "format b.contra --check");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "1 file: all formatted\n");
}

TEST(Format, DiffCanBeGivenToPatch) {
  const Folder folder;
  std::string text = "part of skin\n\n";
  for (int i = 0; i < 30; ++i) text += "term t" + std::to_string(i) + (i == 3 || i == 20 ? "   is a b\n" : " is a b\n");
  const std::string file = folder.write("a.contra", text + "term final is a b # no line end");
  const Ran ran = run_command(folder.path(), "format a.contra --diff");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(
      ran.out,
      "--- a.contra\n+++ a.contra\n"
      "@@ -3,7 +3,7 @@\n term t0 is a b\n term t1 is a b\n term t2 is a b\n-term t3   is a b\n+term t3 is a b\n"
      " term t4 is a b\n term t5 is a b\n term t6 is a b\n"
      "@@ -20,7 +20,7 @@\n term t17 is a b\n term t18 is a b\n term t19 is a b\n-term t20   is a b\n+term t20 is a b\n"
      " term t21 is a b\n term t22 is a b\n term t23 is a b\n"
      "@@ -30,4 +30,4 @@\n term t27 is a b\n term t28 is a b\n term t29 is a b\n-term final is a b # no line end\n"
      "\\ No newline at end of file\n+term final is a b  # no line end\n");
  EXPECT_EQ(run_command(folder.path(), "format a.contra --diff --check").code, 1);
  EXPECT_EQ(slurp(file), text + "term final is a b # no line end") << "nothing is written";
  const std::string painted = run_command(folder.path(), "format a.contra --diff --color always").out;
  EXPECT_NE(painted.find("\x1b[31m-term t3   is a b\x1b[0m\n\x1b[32m+term t3 is a b\x1b[0m\n"), std::string::npos);
  if (std::system("command -v patch >/dev/null") == 0) {
    folder.write("a.diff", ran.out);
    EXPECT_EQ(std::system(("cd '" + folder.path() + "' && patch -s < a.diff").c_str()), 0);
    EXPECT_EQ(run_command(folder.path(), "format a.contra --check").code, 0);
  }
}

TEST(Format, DiffOfAFileThatChangesAllOver) {
  const Folder folder;
  std::string text = "part of skin\n";
  for (int i = 0; i < 2500; ++i) text += "term  t" + std::to_string(i) + "\nis a b\n" + (i % 3 == 0 ? "\n\n" : "");
  folder.write("a.contra", text);
  folder.write("a.diff", run_command(folder.path(), "format a.contra --diff").out);
  if (std::system("command -v patch >/dev/null") != 0) GTEST_SKIP() << "no patch here";
  EXPECT_EQ(std::system(("cd '" + folder.path() + "' && patch -s < a.diff").c_str()), 0);
  EXPECT_EQ(run_command(folder.path(), "format a.contra --check").code, 0);
}

TEST(Format, StandardInput) {
  Ran ran = run_command("/", "format -", untidy);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, tidy);
  ran = run_command("/", "format - --check", untidy);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "not formatted: standard input\n");
  EXPECT_EQ(run_command("/", "format - --check", tidy).code, 0);
  ran = run_command("/", "format -", broken);
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("error[C0101]"), std::string::npos) << ran.err;
  EXPECT_EQ(run_command("/", "format - rules", untidy).code, 2);
}

TEST(Format, AFileAtFaultIsLeftAndTheOthersAreDone) {
  const Folder folder;
  const std::string bad = folder.write("bad.contra", broken);
  const std::string good = folder.write("good.contra", untidy);
  const Ran ran = run_command(folder.path(), "format .");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "formatted: good.contra\n2 files: 1 changed, 1 at fault and left as it is\n");
  EXPECT_NE(ran.err.find("--> bad.contra:3:11"), std::string::npos) << ran.err;
  EXPECT_EQ(slurp(bad), broken);
  EXPECT_EQ(slurp(good), tidy);
}

TEST(Format, WhatCannotBeReadOrWritten) {
  const Folder folder;
  Ran ran = run_command(folder.path(), "format missing.contra");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("missing.contra"), std::string::npos) << ran.err;
  ran = run_command(folder.path(), "format");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("no folder `rules` here"), std::string::npos) << ran.err;
  EXPECT_EQ(ran.out, "");
}

TEST(Format, APipeIsNotReplaced) {
  const Folder folder;
  ASSERT_EQ(mkfifo((folder.path() + "/pipe").c_str(), 0600), 0);
  const Ran ran = run_command(folder.path(), "format pipe & printf 'part of skin\\nterm  a\\n' > pipe; wait $!");
  EXPECT_EQ(ran.code, 2) << ran.out;
  EXPECT_NE(ran.err.find("it is no file on disk"), std::string::npos) << ran.err;
  struct stat about {};
  ASSERT_EQ(lstat((folder.path() + "/pipe").c_str(), &about), 0);
  EXPECT_TRUE(S_ISFIFO(about.st_mode));
}

TEST(Format, WhatIsWrittenToAPipeGoesThroughIt) {
  const Folder folder;
  ASSERT_EQ(mkfifo((folder.path() + "/pipe").c_str(), 0600), 0);
  const Ran ran = run_command(folder.path(), "book led --output pipe & wc -c < pipe; wait $!");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_GT(std::atoi(ran.out.c_str()), 10000) << ran.out;
  struct stat about {};
  ASSERT_EQ(lstat((folder.path() + "/pipe").c_str(), &about), 0);
  EXPECT_TRUE(S_ISFIFO(about.st_mode));
}

}  // namespace
}  // namespace contra_test
