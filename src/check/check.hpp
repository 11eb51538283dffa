// The one door of the check room: trees in, resolved rules and diagnostics out.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "check/model.hpp"
#include "text/diagnostic.hpp"

namespace contra::check {

struct CheckOptions {
  std::optional<Day> today;  ///< for `review by` that has passed; absent: not judged (the clock is never read)
  bool list_history_openings = false;  ///< notes on conditions that more history can open (C0504)
};

/// Resolves names, types, units, ranges and tables over all files at once. With an error anywhere the result is empty
/// (nothing unchecked can be compiled); all independent faults are in `diagnostics` either way.
/// `diagnostics` comes with what the parser has said of the same files: an error there means no result either, and is
/// not told again. Not sorted here: see `text::tidy`.
std::optional<CheckedRules> check(const text::SourceSet& sources,
                                  std::shared_ptr<const std::vector<syntax::File>> files, const CheckOptions& options,
                                  std::vector<text::Diagnostic>& diagnostics);

/// Resolves one condition against a vocabulary (`contra eval`).
std::optional<Condition> check_condition(const Vocabulary& vocabulary, const syntax::Condition& condition,
                                         std::vector<text::Diagnostic>& diagnostics);

}  // namespace contra::check
