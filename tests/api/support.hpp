// What the tests of the C++ surface share: rules, sample records, days.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "contra/contra.hpp"

namespace contra::tests {

inline const std::filesystem::path root(CONTRA_SOURCE_DIR);

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline Day day(std::string_view iso) { return parse_iso_day(iso).value(); }

inline Rules built_in() { return load_built_in().value(); }

/// The built-in rules with the sample policy joined.
inline Rules with_policy() {
  LoadOptions options;
  options.policy_files = {(root / "samples/policies/harbour_skin.contra").string()};
  return load_built_in(options).value();
}

struct Sample {
  std::string name, json;
};

/// samples/intakes, sorted, those that are refused too.
inline std::vector<Sample> samples() {
  std::vector<Sample> out;
  for (const auto& entry : std::filesystem::directory_iterator(root / "samples/intakes"))
    if (entry.path().extension() == ".json") out.push_back({entry.path().filename().string(), read(entry.path())});
  std::sort(out.begin(), out.end(), [](const Sample& a, const Sample& b) { return a.name < b.name; });
  return out;
}

/// Records of many kinds, from a fixed seed.
inline std::vector<Sample> random_records() {
  std::ifstream in(CONTRA_RANDOM_RECORDS);
  std::vector<Sample> out;
  for (std::string line; std::getline(in, line);) out.push_back({"random " + std::to_string(out.size()), line});
  EXPECT_EQ(out.size(), 200U);
  return out;
}

}  // namespace contra::tests
