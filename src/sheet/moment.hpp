// Inside the sheet room: days and moments in words, where the clinic is.
//
// Hours are counted by the clock on the wall: 24 hours after 15:10 it is 15:10 of the next day, also in the night in
// which the clocks change. So a sheet needs no time zone, nobody has to calculate, and what it says is an hour off in
// at most two nights of the year; care after a treatment is not that exact.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contra/date.hpp"

namespace contra::sheet {

/// A moment of a day, to the minute.
struct Moment {
  Day day;
  int minute = 0;  ///< of the day, 0 to 1439

  friend bool operator==(Moment a, Moment b) { return a.day == b.day && a.minute == b.minute; }
  friend bool operator<(Moment a, Moment b) { return a.day == b.day ? a.minute < b.minute : a.day < b.day; }
};

/// Reads "2026-03-16T15:10", also with seconds after it; nothing when it is something else.
std::optional<Moment> read_moment(std::string_view text);
Moment plus_hours(Moment moment, std::int32_t hours);

/// "Friday 13 March"; with the year when it is another than that of `beside`.
std::string day_name(Day day, Day beside);
/// "Tuesday 17 March, 15:10"
std::string moment_name(Moment moment, Day beside);
std::string clock(int minute);      ///< "15:10"
std::string to_iso(Moment moment);  ///< "2026-03-16T15:10"
using contra::to_iso;
/// A day, with a clock time ("14:30") when it is one.
std::string to_iso(Day day, std::string_view time);

}  // namespace contra::sheet
