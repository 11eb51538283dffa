// Holds the examples of rules/README.md to the language: whole files (```contra) must pass the checker together with the rules
// that stand in rules/, and their tests must hold; pieces (```contra-part) must parse.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "syntax/parse.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"
#include "trial/trial.hpp"

namespace contra {
namespace {

namespace fs = std::filesystem;

const fs::path rules = fs::path(CONTRA_SOURCE_DIR) / "rules";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Block {
  bool whole = false;  // ```contra, not ```contra-part
  int line = 0;        // of the opening fence
  std::string text;
};

std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  std::istringstream in(page);
  std::string line;
  bool inside = false, ours = false;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.rfind("```", 0) == 0) {
      inside = !inside;
      ours = inside && (line == "```contra" || line == "```contra-part");
      if (ours) blocks.push_back({line == "```contra", number, ""});
    } else if (inside && ours) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

/// A piece has no first line of its own: it gets the one that its items belong under.
std::string with_header(const std::string& piece) {
  std::istringstream in(piece);
  std::string word;
  in >> word;
  if (word == "example" || word == "test") return "tests for readme_part\n" + piece;
  if (word == "tighten" || word == "loosen") return "policy \"Readme\" on readme_part 1\n" + piece;
  return "part of readme_part\n" + piece;
}

std::string drawn(const std::vector<text::Diagnostic>& diagnostics, const text::SourceSet& sources) {
  std::string out;
  for (const auto& d : diagnostics) out += text::draw(d, sources, {false, true});
  return out;
}

TEST(Readme, HasExamples) {
  const auto blocks = blocks_of(read(rules / "README.md"));
  EXPECT_GE(std::count_if(blocks.begin(), blocks.end(), [](const Block& b) { return b.whole; }), 5);
  EXPECT_GE(std::count_if(blocks.begin(), blocks.end(), [](const Block& b) { return !b.whole; }), 10);
}

TEST(Readme, EveryPieceParses) {
  for (const Block& block : blocks_of(read(rules / "README.md"))) {
    text::SourceSet sources;
    const auto file = sources.add("README.md, line " + std::to_string(block.line), block.whole ? block.text : with_header(block.text));
    std::vector<text::Diagnostic> diagnostics;
    const syntax::File tree = syntax::parse(sources, file, diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << drawn(diagnostics, sources);
    EXPECT_TRUE(tree.header.has_value()) << "line " << block.line;
  }
}

TEST(Readme, WholeFilesPassBesideTheRulesAndTheirTestsHold) {
  text::SourceSet sources;
  std::vector<text::FileId> from_readme;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(rules))
    if (entry.path().extension() == ".contra") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) sources.add(path.string(), read(path));
  for (const Block& block : blocks_of(read(rules / "README.md")))
    if (block.whole) from_readme.push_back(sources.add("README.md, line " + std::to_string(block.line), block.text));

  std::vector<text::Diagnostic> diagnostics;
  auto files = std::make_shared<std::vector<syntax::File>>();
  for (std::size_t id = 0; id < sources.size(); ++id)
    files->push_back(syntax::parse(sources, static_cast<text::FileId>(id), diagnostics));
  const auto checked = check::check(sources, files, {}, diagnostics);

  // What is wrong in rules/ itself is the matter of its own tests; here only the page counts.
  std::vector<text::Diagnostic> faults;
  for (const auto& d : diagnostics)
    if (text::info(d.kind).severity == text::Severity::error &&
        std::find(from_readme.begin(), from_readme.end(), d.span.file) != from_readme.end())
      faults.push_back(d);
  EXPECT_TRUE(faults.empty()) << drawn(faults, sources);
  ASSERT_TRUE(checked.has_value()) << "the rules with the examples of the page do not pass:\n" << drawn(diagnostics, sources);

  int run = 0;
  for (const check::Test& test : checked->tests) {
    if (std::find(from_readme.begin(), from_readme.end(), test.span.file) == from_readme.end()) continue;
    ++run;
    const trial::Result result = trial::run(*checked, sources, test);
    EXPECT_TRUE(result.passed) << test.name << ": " << (result.failures.empty() ? "" : result.failures.front().message);
  }
  EXPECT_GE(run, 15);
}

TEST(Readme, APieceThatDoesNotParseWouldBeSeen) {
  text::SourceSet sources;
  const auto file = sources.add("wrong", with_header("check x\n  wait 5 after last retinol\n"));
  std::vector<text::Diagnostic> diagnostics;
  syntax::parse(sources, file, diagnostics);
  EXPECT_FALSE(diagnostics.empty());
}

}  // namespace
}  // namespace contra
