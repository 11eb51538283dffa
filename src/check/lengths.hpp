// Lengths as calendar steps, and comparing them when one is in months and the other in days: only what holds in every
// part of the calendar counts as sure.
#pragma once

#include <optional>

#include "check/report.hpp"
#include "contra/date.hpp"
#include "syntax/tree.hpp"

namespace contra::check {

/// Days that a step may take, over every month it may begin in.
struct DayBounds {
  std::int64_t least = 0, most = 0;
};
DayBounds day_bounds(Step step);

/// In every calendar `a` ends no later than `b` / earlier than `b`.
bool surely_at_most(Step a, Step b);
bool surely_less(Step a, Step b);

enum class Zero { refused, allowed };

/// The step of a length in days, weeks, months or years. Reports hours, a length of zero (unless allowed) and a length
/// that no visit can wait out; nothing then.
std::optional<Step> step_of(const syntax::Length& length, Reporter& report, Zero zero = Zero::refused);

/// Reports a better length that is not longer than the length it betters, or that may be shorter in some months.
void require_longer(const syntax::Length& must, Step must_step, const syntax::Length& better, Step better_step,
                    Reporter& report);

}  // namespace contra::check
