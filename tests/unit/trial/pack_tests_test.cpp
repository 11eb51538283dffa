// Every test that stands beside the rules of this repository passes, together they show every boundary and every
// unclear answer of the packs, and nearly every small change of the rules makes one of them fail.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "rules.hpp"
#include "trial/accepted.hpp"
#include "trial/coverage.hpp"
#include "trial/mutate.hpp"
#include "trial/trial.hpp"

namespace contra::trial {
namespace {

std::vector<std::pair<std::string, std::string>> rule_files() {
  namespace fs = std::filesystem;
  const fs::path root(CONTRA_SOURCE_DIR);
  std::vector<std::pair<std::string, std::string>> out;
  for (const char* folder : {"rules", "samples/policies"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
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

/// What stands in `rules/<pack>/tests/unnoticed.txt`.
std::vector<Accepted> accepted_of(const check::CheckedRules& rules) {
  std::vector<Accepted> out;
  std::vector<AcceptedFault> faults;
  for (const auto& pack : rules.packs) {
    const std::string name = "rules/" + pack->name + "/tests/unnoticed.txt";
    std::ifstream in(std::filesystem::path(CONTRA_SOURCE_DIR) / name, std::ios::binary);
    if (!in) continue;
    std::ostringstream text;
    text << in.rdbuf();
    for (auto& one : read_accepted(name, text.str(), {pack->name}, faults)) out.push_back(std::move(one));
  }
  for (const auto& fault : faults) ADD_FAILURE() << fault.file << ":" << fault.line << ": " << fault.message;
  return out;
}

void expect_none(const std::vector<AcceptedFault>& faults) {
  for (const auto& fault : faults) ADD_FAILURE() << fault.file << ":" << fault.line << ": " << fault.message;
}

TEST(PackTests, ShowEveryBoundaryAndEveryUnclearAnswer) {
  const LoadedRules loaded = load(rule_files());
  expect_loaded(loaded);
  if (!loaded.rules) return;
  Coverage coverage = cover(*loaded.rules, loaded.sources);
  std::vector<Accepted> list = accepted_of(*loaded.rules);
  accept(coverage, list);
  std::size_t boundary = 0, unclear = 0;
  for (const auto& check : coverage.checks)
    for (const auto& point : check.points) {
      if (point.aim != Aim::boundary && point.aim != Aim::unclear) continue;
      (point.aim == Aim::boundary ? boundary : unclear) += 1;
      EXPECT_TRUE(!point.shown_by.empty() || !point.accepted.empty())
          << check.pack << ": " << key_of(check, point) << "; test: " << point.test_words;
    }
  EXPECT_GT(boundary, 300U);
  EXPECT_GT(unclear, 200U);
  expect_none(stale(list, true, false));
}

TEST(PackTests, NoticeNearlyEveryChange) {
  const LoadedRules loaded = load(rule_files());
  expect_loaded(loaded);
  if (!loaded.rules) return;
  Mutation mutation = mutate(*loaded.rules, loaded.sources);
  std::vector<Accepted> list = accepted_of(*loaded.rules);
  accept(mutation, list);
  std::size_t unnoticed = 0;
  for (const auto& mutant : mutation.mutants) {
    if (!mutant.noticed_by.empty()) continue;
    ++unnoticed;
    const text::Place place = loaded.sources.place(mutant.span.file, mutant.span.begin);
    EXPECT_FALSE(mutant.accepted.empty())
        << loaded.sources.file(mutant.span.file).name << ":" << place.line << ": " << key_of(mutant);
  }
  EXPECT_GT(mutation.mutants.size(), 1500U);
  EXPECT_LE(unnoticed * 50, mutation.mutants.size()) << unnoticed << " of " << mutation.mutants.size();
  expect_none(stale(list, false, true));
}

}  // namespace
}  // namespace contra::trial
