// Tests that would show what no test shows, written by the machine for a person to read.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "trial/coverage.hpp"
#include "trial/mutate.hpp"

namespace contra::trial {

struct Suggestion {
  std::string pack, check;
  std::string text;                 ///< a `test` item, complete; what it expects is what the engine answers
  std::vector<std::string> closes;  ///< keys of the points and mutants that it shows or notices
};

/// For each point of `coverage` that is not shown, and each mutant of `mutation` that is not noticed, a test that does,
/// where one is found. A test that the engine passes says what the rules do, not what they should: each has to be read.
/// Tests that start from the example that most tests of the pack start from.
std::vector<Suggestion> suggest(const check::CheckedRules& rules, const text::SourceSet& sources,
                                const Coverage& coverage, const Mutation& mutation);

}  // namespace contra::trial
