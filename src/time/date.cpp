// Calendar arithmetic; the door is include/contra/date.hpp. Own integer arithmetic on the proleptic Gregorian
// calendar, in 64 bits so that no step can overflow.
#include "contra/date.hpp"

#include <algorithm>

namespace contra {
namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2200;

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

unsigned month_length(std::int64_t year, unsigned month) {
  constexpr unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29U : lengths[month - 1];
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

// Days since 1970-01-01. The year is taken to begin on 1 March, so that the leap day is its last; an era is the
// 400 years after which the calendar repeats.
std::int64_t number_of(std::int64_t year, unsigned month, unsigned day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month_from_march = (month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

struct WideDate {
  std::int64_t year;
  unsigned month, day;
};

WideDate wide_date_of(std::int64_t number) {
  const std::int64_t z = number + 719468;
  const std::int64_t era = floor_div(z, 146097);
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<unsigned>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const auto month = static_cast<unsigned>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

// `months` may be negative. A day that the month does not have goes to the side that `rounding` names.
std::int64_t step_months(std::int64_t from, std::int64_t months, Rounding rounding) {
  if (months == 0) return from;
  const WideDate date = wide_date_of(from);
  const std::int64_t total = date.year * 12 + (date.month - 1) + months;
  const std::int64_t year = floor_div(total, 12);
  const auto month = static_cast<unsigned>(total - year * 12 + 1);
  const unsigned length = month_length(year, month);
  if (date.day <= length) return number_of(year, month, date.day);
  const std::int64_t last = number_of(year, month, length);
  return rounding == Rounding::down ? last : last + 1;
}

Day held_in_universe(std::int64_t number) {
  return Day{static_cast<std::int32_t>(std::clamp<std::int64_t>(number, first_day.number, forever.number))};
}

bool read_digits(std::string_view text, unsigned& value) {
  value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return !text.empty();
}

}  // namespace

unsigned days_in_month(int year, unsigned month) { return month_length(year, month); }

std::optional<Day> day_of(YearMonthDay date) {
  if (date.year < first_year || date.year > last_year || date.month < 1 || date.month > 12) return std::nullopt;
  if (date.day < 1 || date.day > month_length(date.year, date.month)) return std::nullopt;
  return Day{static_cast<std::int32_t>(number_of(date.year, date.month, date.day))};
}

YearMonthDay date_of(Day day) {
  const WideDate date = wide_date_of(day.number);
  return {static_cast<int>(date.year), date.month, date.day};
}

std::optional<Day> parse_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  unsigned year = 0, month = 0, day = 0;
  if (!read_digits(text.substr(0, 4), year) || !read_digits(text.substr(5, 2), month) ||
      !read_digits(text.substr(8, 2), day))
    return std::nullopt;
  return day_of({static_cast<int>(year), month, day});
}

std::string to_iso(Day day) {
  if (day >= forever) return "no end";
  const YearMonthDay date = date_of(day);
  const auto year = static_cast<unsigned>(date.year);
  const auto digit = [](unsigned of) { return static_cast<char>('0' + of % 10); };
  const char out[] = {digit(year / 1000),
                      digit(year / 100),
                      digit(year / 10),
                      digit(year),
                      '-',
                      digit(date.month / 10),
                      digit(date.month),
                      '-',
                      digit(date.day / 10),
                      digit(date.day)};
  return std::string(out, sizeof out);  // short enough to cost no memory
}

Day after(Day from, Step step, Rounding rounding) {
  if (from >= forever) return forever;
  return held_in_universe(step_months(from.number, step.months, rounding) + step.days);
}

Day before(Day from, Step step, Rounding rounding) {
  if (from >= forever) return forever;
  return held_in_universe(step_months(from.number, -static_cast<std::int64_t>(step.months), rounding) - step.days);
}

}  // namespace contra
