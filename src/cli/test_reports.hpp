// What `contra test` shows: tests that fail, what the tests reach, what they would not notice.
#pragma once

#include <string>
#include <vector>

#include "present/page.hpp"
#include "trial/coverage.hpp"
#include "trial/mutate.hpp"
#include "trial/suggest.hpp"
#include "trial/trial.hpp"

namespace contra::cli {

/// A test that fails: the author's line with a mark under each expectation that does not hold, what was found, and the
/// days around it.
std::string failure_text(const present::PageOptions& options, const trial::Result& result,
                         const text::SourceSet& sources);

/// "910 tests: 909 pass, 1 fails"
std::string summary_text(const present::PageOptions& options, std::size_t all, std::size_t failed);

/// One line a check, the totals, and each thing that no test shows.
std::string coverage_text(const present::PageOptions& options, const trial::Coverage& coverage,
                          const text::SourceSet& sources);

/// Each change that no test notices, and how many there are.
std::string mutation_text(const present::PageOptions& options, const trial::Mutation& mutation,
                          const text::SourceSet& sources);

/// Tests to read, with what each would show.
std::string suggestions_text(const std::vector<trial::Suggestion>& suggestions);

/// One JSON object: `tests`, and `coverage` and `mutants` when they are there.
std::string results_json(const std::vector<trial::Result>& results, const trial::Coverage* coverage,
                         const trial::Mutation* mutation, const text::SourceSet& sources);

/// Whether something is not shown that nobody has accepted.
bool is_missing(const trial::Coverage& coverage);
/// Whether more than `allow` percent of the changes go unnoticed that nobody has accepted.
bool is_missing(const trial::Mutation& mutation, double allow);

}  // namespace contra::cli
