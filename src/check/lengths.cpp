// See lengths.hpp.
#include "check/lengths.hpp"

#include <algorithm>
#include <vector>

#include "check/words.hpp"

namespace contra::check {
namespace {

// A wait of more than a hundred years ends for nobody.
constexpr std::int64_t longest_months = 1200;
constexpr std::int64_t longest_days = 36525;

const std::vector<std::int64_t>& month_starts() {
  static const std::vector<std::int64_t> starts = [] {
    std::vector<std::int64_t> out{0};
    for (int year = 1900; year <= 2200; ++year)
      for (unsigned month = 1; month <= 12; ++month) out.push_back(out.back() + days_in_month(year, month));
    return out;
  }();
  return starts;
}

}  // namespace

DayBounds day_bounds(Step step) {
  DayBounds bounds{step.days, step.days};
  if (step.months == 0) return bounds;
  const auto& starts = month_starts();
  const auto months = static_cast<std::size_t>(std::min<std::int64_t>(step.months, longest_months));
  std::int64_t least = starts[months], most = starts[months];
  for (std::size_t i = 1; i + months < starts.size(); ++i) {
    const std::int64_t days = starts[i + months] - starts[i];
    least = std::min(least, days);
    most = std::max(most, days);
  }
  bounds.least += least;
  bounds.most += most;
  return bounds;
}

bool surely_at_most(Step a, Step b) {
  if (a.months <= b.months && a.days <= b.days) return true;
  return (a.months != 0 || b.months != 0) && day_bounds(a).most <= day_bounds(b).least;
}

bool surely_less(Step a, Step b) {
  if (a.months <= b.months && a.days <= b.days && !(a == b)) return true;
  return (a.months != 0 || b.months != 0) && day_bounds(a).most < day_bounds(b).least;
}

std::optional<Step> step_of(const syntax::Length& length, Reporter& report, Zero zero) {
  if (length.unit == syntax::Unit::hour) {
    report
        .add(text::Kind::hours_outside_aftercare, length.span,
             "`" + written(length) + "` counts hours, and days are counted here")
        .help("a visit has a day and no hour; write days");
    return std::nullopt;
  }
  if (length.amount == 0 && zero == Zero::refused) {
    report.add(text::Kind::zero_length, length.span, "`" + written(length) + "` is no time at all")
        .help("write a length of at least one day, or leave the check out");
    return std::nullopt;
  }
  const std::int64_t amount = length.amount;
  std::int64_t months = 0, days = 0;
  switch (length.unit) {
    case syntax::Unit::hour:
      break;
    case syntax::Unit::day:
      days = amount;
      break;
    case syntax::Unit::week:
      days = amount * 7;
      break;
    case syntax::Unit::month:
      months = amount;
      break;
    case syntax::Unit::year:
      months = amount * 12;
      break;
  }
  if (months > longest_months || days > longest_days) {
    report
        .add(text::Kind::window_never_left, length.span,
             "`" + written(length) + "` is longer than a life, so no visit can leave it")
        .help("write `wait while any …` when time does not help");
    return std::nullopt;
  }
  return Step{static_cast<std::int32_t>(months), static_cast<std::int32_t>(days)};
}

void require_longer(const syntax::Length& must, Step must_step, const syntax::Length& better, Step better_step,
                    Reporter& report) {
  if (surely_at_most(must_step, better_step) && !surely_at_most(better_step, must_step)) return;
  const bool sometimes = !surely_at_most(better_step, must_step);
  report
      .add(text::Kind::better_not_longer, better.span,
           sometimes ? "better `" + written(better) + "` is shorter than `" + written(must) + "` in some months"
                     : "better `" + written(better) + "` is not longer than `" + written(must) + "`")
      .label(must.span, "the client must wait this long already");
}

}  // namespace contra::check
