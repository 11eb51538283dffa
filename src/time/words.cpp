// The plain shapes of a date: "about N units ago", "in the last N", a date with parts missing. The door is words.hpp;
// free wording is read in worded_dates.cpp.
#include <algorithm>

#include "time/words.hpp"

namespace contra::time {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Step WordedStep::step() const {
  switch (unit) {
    case Unit::day:
      return {0, amount};
    case Unit::week:
      return {0, amount * 7};
    case Unit::month:
      return {amount, 0};
    case Unit::year:
      return {amount * 12, 0};
  }
  return {};
}

DaySet about_ago(int amount, Unit unit, Day signed_on, const Tolerance& tolerance) {
  const Step step = WordedStep{amount, unit}.step();
  const Step slack = unit == Unit::day     ? tolerance.days
                     : unit == Unit::week  ? tolerance.weeks
                     : unit == Unit::month ? tolerance.months
                                           : tolerance.years;
  // Both roundings outwards: the set has to hold every day that the words may mean.
  const Day first = before(before(signed_on, step, Rounding::down), slack, Rounding::down);
  const Day last = after(before(signed_on, step, Rounding::up), slack, Rounding::up);
  return DaySet::between(first, std::min(last, signed_on));
}

DaySet in_the_last(Step step, Day signed_on) {
  return DaySet::between(before(signed_on, step, Rounding::down), signed_on);
}

DaySet not_in_the_last(Step step, Day signed_on) { return DaySet::until(before(signed_on, step, Rounding::up)); }

std::optional<DaySet> parse_partial_date(std::string_view text) {
  if (const auto day = parse_iso_day(text)) return DaySet::one(*day);
  if (text.size() != 4 && !(text.size() == 7 && text[4] == '-')) return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  if (!year) return std::nullopt;
  unsigned from = 1, to = 12;
  if (text.size() == 7) {
    const auto month = digits(text.substr(5));
    if (!month) return std::nullopt;
    from = to = static_cast<unsigned>(*month);
  }
  const auto first = day_of({*year, from, 1});
  if (!first) return std::nullopt;
  return DaySet::between(*first, *day_of({*year, to, days_in_month(*year, to)}));
}

}  // namespace contra::time
