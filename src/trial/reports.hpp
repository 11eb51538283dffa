// Results of tests in the formats that other tools read. Nothing of a test's record stands in them: names, places, and
// what was expected and found.
#pragma once

#include <string>
#include <vector>

#include "text/source.hpp"
#include "trial/coverage.hpp"
#include "trial/trial.hpp"

namespace contra::trial {

/// JUnit XML after Jenkins' junit-10.xsd: a `testsuite` for each file, a `testcase` for each test.
std::string junit_xml(const std::vector<Result>& results, const text::SourceSet& sources);

/// An LCOV tracefile: the lines of rules that a point stands on (counted: how many points on it are shown), and each
/// point of `branch`, `boundary` and `unclear` as a branch of its line. Accepted points are left out.
std::string lcov_trace(const Coverage& coverage, const text::SourceSet& sources);

}  // namespace contra::trial
