// Days that come round again: months, seasons, holidays, weekdays. Internal to the time room.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "contra/date.hpp"
#include "time/day_set.hpp"

namespace contra::time {

/// How finely a date was given; decides how far "about" reaches.
enum class Grain { day, week, month, year };

/// One time that it came round. A year may be called by either label: the New Year of 2025 or of 2026.
struct Occurrence {
  DaySet days;
  int first_label = 0, last_label = 0;
};

struct Recurring {
  std::vector<Occurrence> occurrences;  // in order, many years to each side of the day they were made for
  Grain grain = Grain::day;
  bool weekday = false;
};

Recurring every_weekday(int monday_is_0, Day around);
Recurring every_weekend(Day around);
Recurring every_day_of_month(unsigned day, Day around);
/// Days first … last of a month; `last` beyond its end is its end, but a `first` that it does not have is no day.
Recurring every_year(unsigned month, unsigned first, unsigned last, Day around);

/// "summer": one reading for each hemisphere. Empty when it is no season.
std::vector<Recurring> seasons_named(std::string_view word, Day around);

enum class Holiday {
  christmas_eve,
  christmas_day,
  christmas,
  boxing_day,
  new_years_eve,
  new_years_day,
  new_year,
  good_friday,
  easter_sunday,
  easter_monday,
  easter,
  halloween,
  valentines_day,
  thanksgiving,
  st_patricks_day
};
/// Every reading: the western and the orthodox Easter and Christmas, Thanksgiving in the United States and in Canada.
std::vector<Recurring> holidays_of(Holiday holiday, Day around);

Day easter_western(int year);
Day easter_orthodox(int year);
int weekday_of(Day day);  ///< Monday is 0

}  // namespace contra::time
