// The expressions of `contra eval`: days, lengths, intervals and sets of days, reckoned as the rules reckon them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "contra/date.hpp"
#include "time/day_set.hpp"
#include "time/words.hpp"

namespace contra::cli {

struct Length {
  Step step;
};
/// Days between two days, and the same in whole months and days.
struct Difference {
  std::int32_t days = 0;
};

using Value = std::variant<Day, Length, Difference, time::DaySet, bool>;

struct ExpressionFault {
  std::string message;
  std::size_t column = 1;  ///< in characters, from 1
};

struct Evaluation {
  std::optional<Value> value;
  std::optional<ExpressionFault> fault;
};

struct ExpressionContext {
  std::optional<Day> on;  ///< what `ago` and `today` count from
  time::Tolerance tolerance;
};

Evaluation evaluate_expression(std::string_view text, const ExpressionContext& context);

/// Whether the text begins like one of these expressions rather than like a condition of the language.
bool looks_like_days(std::string_view text);

}  // namespace contra::cli
