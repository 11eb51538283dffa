// What `contra test` shows of coverage and of mutants.
#pragma once

#include <string>

#include "present/page.hpp"
#include "trial/coverage.hpp"
#include "trial/mutate.hpp"

namespace contra::cli {

/// "rules/peel/skin.contra:12", with the column when asked for.
std::string place_words(const text::SourceSet& sources, text::Span span, bool column = false);

/// One line a check, the totals, and each thing that no test shows.
std::string coverage_text(const present::PageOptions& options, const trial::Coverage& coverage,
                          const text::SourceSet& sources);

/// Each change that no test notices, and how many there are.
std::string mutation_text(const present::PageOptions& options, const trial::Mutation& mutation,
                          const text::SourceSet& sources);

}  // namespace contra::cli
