// Every test that stands beside the rules of this repository passes.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "rules.hpp"
#include "trial/trial.hpp"

namespace contra::trial {
namespace {

std::vector<std::pair<std::string, std::string>> rule_files() {
  namespace fs = std::filesystem;
  const fs::path root(CONTRA_SOURCE_DIR);
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& entry : fs::recursive_directory_iterator(root / "rules")) {
    if (entry.path().extension() != ".contra") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    out.emplace_back(fs::relative(entry.path(), root).generic_string(), text.str());
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(PackTests, AllPass) {
  const LoadedRules loaded = load(rule_files());
  expect_loaded(loaded);
  if (!loaded.rules) return;
  std::size_t passed = 0;
  for (const Result& result : run_all(*loaded.rules, loaded.sources)) {
    passed += result.passed ? 1 : 0;
    for (const Failure& failure : result.failures) {
      const text::Place place = loaded.sources.place(failure.span.file, failure.span.begin);
      ADD_FAILURE() << result.file << ":" << place.line << ": \"" << result.name << "\": " << failure.message;
    }
  }
  EXPECT_GT(passed, 100U);
}

}  // namespace
}  // namespace contra::trial
