// Calendar days and calendar steps: the values that every date in contra is made of.
// Standard library only; nothing here reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "contra/export.hpp"

namespace contra {

/// One day of the proleptic Gregorian calendar, counted from 1970-01-01 (which is 0).
/// contra works with days from `first_day` (1900-01-01) to `last_day` (2200-12-31). One more value,
/// `forever`, stands one past `last_day`: the end of something that has no end.
struct Day {
  std::int32_t number = 0;

  friend constexpr bool operator==(Day a, Day b) { return a.number == b.number; }
  friend constexpr bool operator!=(Day a, Day b) { return a.number != b.number; }
  friend constexpr bool operator<(Day a, Day b) { return a.number < b.number; }
  friend constexpr bool operator<=(Day a, Day b) { return a.number <= b.number; }
  friend constexpr bool operator>(Day a, Day b) { return a.number > b.number; }
  friend constexpr bool operator>=(Day a, Day b) { return a.number >= b.number; }
};

inline constexpr Day first_day{-25567};  // 1900-01-01
inline constexpr Day last_day{84370};    // 2200-12-31
inline constexpr Day forever{84371};

constexpr Day next(Day d) { return Day{d.number + 1}; }
constexpr Day previous(Day d) { return Day{d.number - 1}; }

struct YearMonthDay {
  int year = 1970;
  unsigned month = 1;  // 1..12
  unsigned day = 1;    // 1..31
};

/// Days in a month (28..31). `month` is 1..12.
CONTRA_EXPORT unsigned days_in_month(int year, unsigned month);

/// The day of a calendar date, or nothing when there is no such day (31 February) or it lies
/// outside 1900–2200.
CONTRA_EXPORT std::optional<Day> day_of(YearMonthDay date);
CONTRA_EXPORT YearMonthDay date_of(Day day);

/// Reads exactly `YYYY-MM-DD`. Nothing for any other spelling, a day that does not exist, or a day
/// outside 1900–2200.
CONTRA_EXPORT std::optional<Day> parse_iso_day(std::string_view text);

/// `YYYY-MM-DD`; `forever` is written "no end".
CONTRA_EXPORT std::string to_iso(Day day);

/// A calendar step: months first, then days; never negative. A year is 12 months, a week 7 days.
struct Step {
  std::int32_t months = 0;
  std::int32_t days = 0;

  friend constexpr bool operator==(Step a, Step b) { return a.months == b.months && a.days == b.days; }
};

/// What a month step does when it meets no such day (31 August + 6 months).
enum class Rounding {
  down,  ///< to the last day of that month: 28 February
  up,    ///< to the first day of the next month: 1 March
};

/// The day `step` after `from`, taken once: months, rounded, then days. Stays at `forever` once past
/// `last_day`; `forever` in gives `forever`. Monotone in `from` for each fixed step and rounding.
CONTRA_EXPORT Day after(Day from, Step step, Rounding rounding);

/// The day `step` before `from`: months, rounded, then days. Stays at `first_day` when it would lie
/// before it; `forever` in gives `forever`. Monotone in `from` for each fixed step and rounding.
CONTRA_EXPORT Day before(Day from, Step step, Rounding rounding);

}  // namespace contra

/* Example:
#include "contra/date.hpp"

int main() {
  const auto day = contra::parse_iso_day("2026-08-31");
  if (!day || contra::parse_iso_day("2026-02-31")) return 1;  // there is no 31 February
  const contra::Day half_a_year = contra::after(*day, {6, 0}, contra::Rounding::up);
  return contra::to_iso(half_a_year) == "2027-03-01" ? 0 : 1;
}
*/
