// The walked calendar; see naive_calendar.hpp.
#include "laws/naive_calendar.hpp"

#include <stdexcept>
#include <vector>

namespace contra::laws::naive {

namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2200;

bool leap(int year) {
  if (year % 400 == 0) return true;
  if (year % 100 == 0) return false;
  return year % 4 == 0;
}

struct Walk {
  std::vector<Date> dates;             // by number - first_number
  std::vector<int> first_of_month;     // number of the first day of each month from January 1900 on

  Walk() {
    int year = first_year;
    int month = 1;
    int day = 1;
    int number = first_number;
    while (year <= last_year) {
      if (day == 1) first_of_month.push_back(number);
      dates.push_back(Date{year, month, day});
      ++number;
      ++day;
      if (day > length_of_month(year, month)) {
        day = 1;
        ++month;
      }
      if (month > 12) {
        month = 1;
        ++year;
      }
    }
    if (number != no_end) throw std::logic_error("the walk does not end after 2200-12-31");
  }
};

const Walk& walk() {
  static const Walk walked;
  return walked;
}

/// The day `day` of the month that is `index` months after January 1900; rounded when there is none.
int day_in_month(int index, int day, bool up) {
  const auto months = static_cast<int>(walk().first_of_month.size());
  if (index >= months) return no_end;
  if (index < 0) return first_number;
  const int year = first_year + index / 12;
  const int month = index % 12 + 1;
  const int length = length_of_month(year, month);
  const int first = walk().first_of_month[static_cast<std::size_t>(index)];
  if (day <= length) return first + day - 1;
  return up ? first + length : first + length - 1;
}

}  // namespace

int length_of_month(int year, int month) {
  switch (month) {
    case 2: return leap(year) ? 29 : 28;
    case 4:
    case 6:
    case 9:
    case 11: return 30;
    default: return 31;
  }
}

Date date(int number) { return walk().dates.at(static_cast<std::size_t>(number - first_number)); }

int number(int year, int month, int day) {
  if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 || day > length_of_month(year, month))
    throw std::logic_error("no such day");
  return walk().first_of_month[static_cast<std::size_t>((year - first_year) * 12 + month - 1)] + day - 1;
}

int later(int from, int months, int days, bool up) {
  if (from >= no_end) return no_end;
  int at = from;
  if (months != 0) {
    const Date d = date(from);
    at = day_in_month((d.year - first_year) * 12 + d.month - 1 + months, d.day, up);
  }
  if (at >= no_end) return no_end;
  at += days;
  return at >= no_end ? no_end : at;
}

int earlier(int from, int months, int days, bool up) {
  if (from >= no_end) return no_end;
  int at = from;
  if (months != 0) {
    const Date d = date(from);
    at = day_in_month((d.year - first_year) * 12 + d.month - 1 - months, d.day, up);
  }
  at -= days;
  return at < first_number ? first_number : at;
}

}  // namespace contra::laws::naive
