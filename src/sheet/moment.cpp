// See moment.hpp.
#include "sheet/moment.hpp"

#include "present/words.hpp"

namespace contra::sheet {

namespace {

constexpr int day_minutes = 24 * 60;

std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// Two digits at `at`; -1 when they are something else.
int digits(std::string_view text, std::size_t at) {
  int value = 0;
  for (std::size_t i = at; i < at + 2; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<Moment> read_moment(std::string_view text) {
  const bool seconds = text.size() == 19 && text[16] == ':';
  if ((text.size() != 16 && !seconds) || text[10] != 'T' || text[13] != ':') return std::nullopt;
  const auto day = parse_iso_day(text.substr(0, 10));
  const int hour = digits(text, 11), minute = digits(text, 14), second = seconds ? digits(text, 17) : 0;
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  return Moment{*day, hour * 60 + minute};
}

Moment plus_hours(Moment moment, std::int32_t hours) {
  const std::int64_t minute = moment.minute + std::int64_t{hours} * 60;
  const std::int64_t day = moment.day.number + minute / day_minutes;
  if (day > last_day.number) return {last_day, day_minutes - 1};
  return {Day{static_cast<std::int32_t>(day)}, static_cast<int>(minute % day_minutes)};
}

std::string day_name(Day day, Day beside) {
  const std::string words = present::long_day(day);
  if (day >= forever || date_of(day).year != date_of(beside).year) return words;
  return words.substr(0, words.rfind(' '));
}

std::string clock(int minute) { return two(minute / 60) + ":" + two(minute % 60); }

std::string moment_name(Moment moment, Day beside) {
  return day_name(moment.day, beside) + ", " + clock(moment.minute);
}

std::string to_iso(Moment moment) { return contra::to_iso(moment.day) + "T" + clock(moment.minute); }

std::string to_iso(Day day, std::string_view time) {
  const std::string iso = contra::to_iso(day), both = iso + "T" + std::string(time);
  return read_moment(both) ? both : iso;
}

}  // namespace contra::sheet
