// Months, seasons and holidays on the calendar; see recurring.hpp.
#include "time/recurring.hpp"

#include <algorithm>
#include <functional>

namespace contra::time {
namespace {

// Far enough for a 29 February on both sides of a century year.
constexpr int years_around = 20;

Day day_in(int year, unsigned month, unsigned day) {
  const auto found = day_of({year, month, day});
  return found ? *found : (year < 1950 ? first_day : forever);
}

Recurring yearly(Grain grain, Day around, const std::function<DaySet(int)>& in_year) {
  Recurring out;
  out.grain = grain;
  const int middle = date_of(around).year;
  for (int year = middle - years_around; year <= middle + years_around; ++year) {
    if (year < 1900 || year > 2200) continue;
    const DaySet days = in_year(year);
    if (days.empty() || *days.max() >= forever) continue;
    out.occurrences.push_back({days, date_of(*days.min()).year, date_of(*days.max()).year});
  }
  return out;
}

Recurring season(unsigned first_month, unsigned last_month, unsigned last_day_of_month, Day around) {
  return yearly(Grain::month, around, [=](int year) {
    const int end_year = last_month < first_month ? year + 1 : year;
    return DaySet::between(day_in(year, first_month, 1), day_in(end_year, last_month, last_day_of_month));
  });
}

Day nth_weekday(int year, unsigned month, int weekday, int nth) {
  const Day first = day_in(year, month, 1);
  const int ahead = (weekday - weekday_of(first) + 7) % 7;
  return Day{first.number + ahead + 7 * (nth - 1)};
}

}  // namespace

int weekday_of(Day day) { return ((day.number + 3) % 7 + 7) % 7; }  // 1970-01-01 was a Thursday

// The Gregorian computus in the form of Meeus, Jones and Butcher.
Day easter_western(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return day_in(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

// The Julian computus (Meeus), carried over to the Gregorian calendar.
Day easter_orthodox(int year) {
  const int a = year % 4, b = year % 7, c = year % 19;
  const int d = (19 * c + 15) % 30;
  const int e = (2 * a + 4 * b - d + 34) % 7;
  const int n = d + e + 114;
  const int behind = year / 100 - year / 400 - 2;
  return Day{day_in(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1)).number + behind};
}

Recurring every_weekday(int monday_is_0, Day around) {
  Recurring out;
  out.weekday = true;
  const int back = (weekday_of(around) - monday_is_0 + 7) % 7;
  for (int week = -60; week <= 60; ++week) {
    const Day day{around.number - back + 7 * week};
    if (day < first_day || day > last_day) continue;
    const int year = date_of(day).year;
    out.occurrences.push_back({DaySet::one(day), year, year});
  }
  return out;
}

// Friday evening belongs to it for many.
Recurring every_weekend(Day around) {
  Recurring out = every_weekday(4, around);
  out.grain = Grain::week;
  out.weekday = false;
  for (Occurrence& o : out.occurrences) o.days = DaySet::between(*o.days.min(), Day{o.days.min()->number + 2});
  return out;
}

Recurring every_day_of_month(unsigned day, Day around) {
  Recurring out;
  const int middle = date_of(around).year;
  for (int year = middle - 2; year <= middle + 2; ++year)
    for (unsigned month = 1; month <= 12; ++month)
      if (const auto found = day_of({year, month, day})) out.occurrences.push_back({DaySet::one(*found), year, year});
  return out;
}

Recurring every_year(unsigned month, unsigned first, unsigned last, Day around) {
  return yearly(first == last ? Grain::day : Grain::month, around, [=](int year) {
    const auto from = day_of({year, month, first});
    const auto to = day_of({year, month, std::min(last, days_in_month(year, month))});
    return from && to ? DaySet::between(*from, *to) : DaySet();
  });
}

// From the first day of the meteorological season to the last of the astronomical one.
std::vector<Recurring> seasons_named(std::string_view word, Day around) {
  const auto early = [&] { return season(3, 6, 22, around); };
  const auto warm = [&] { return season(6, 9, 23, around); };
  const auto late = [&] { return season(9, 12, 22, around); };
  const auto cold = [&] { return season(12, 3, 21, around); };
  if (word == "spring" || word == "springtime") return {early(), late()};
  if (word == "summer" || word == "summertime") return {warm(), cold()};
  if (word == "autumn" || word == "fall") return {late(), early()};
  if (word == "winter" || word == "wintertime") return {cold(), warm()};
  return {};
}

std::vector<Recurring> holidays_of(Holiday holiday, Day around) {
  const auto fixed = [&](unsigned month, unsigned first, unsigned last) {
    return yearly(Grain::day, around,
                  [=](int year) { return DaySet::between(day_in(year, month, first), day_in(year, month, last)); });
  };
  // The orthodox Christmas of a year falls in January; people call it by either year.
  const auto orthodox_christmas = [&](unsigned first, unsigned last) {
    Recurring out = fixed(1, first, last);
    for (Occurrence& o : out.occurrences) o.first_label -= 1;
    return out;
  };
  const auto easter = [&](int first, int last) {
    std::vector<Recurring> out;
    for (Day (*sunday)(int) : {easter_western, easter_orthodox})
      out.push_back(yearly(Grain::day, around, [=](int year) {
        const Day day = sunday(year);
        return DaySet::between(Day{day.number + first}, Day{day.number + last});
      }));
    return out;
  };
  const auto weekday_in = [&](unsigned month, int weekday, int nth) {
    return yearly(Grain::day, around, [=](int year) { return DaySet::one(nth_weekday(year, month, weekday, nth)); });
  };
  switch (holiday) {
    case Holiday::christmas_eve:
      return {fixed(12, 24, 24), orthodox_christmas(6, 6)};
    case Holiday::christmas_day:
      return {fixed(12, 25, 25), orthodox_christmas(7, 7)};
    case Holiday::christmas:
      return {fixed(12, 24, 26), orthodox_christmas(6, 7)};
    case Holiday::boxing_day:
      return {fixed(12, 26, 26)};
    // "New Year's Eve 2025" may be the eve of 2025: both labels.
    case Holiday::new_years_eve: {
      Recurring out = fixed(12, 31, 31);
      for (Occurrence& o : out.occurrences) o.last_label += 1;
      return {out};
    }
    case Holiday::new_years_day:
      return {fixed(1, 1, 1)};
    case Holiday::new_year:
      return {yearly(Grain::day, around,
                     [](int year) { return DaySet::between(day_in(year, 12, 31), day_in(year + 1, 1, 1)); })};
    case Holiday::good_friday:
      return easter(-2, -2);
    case Holiday::easter_sunday:
      return easter(0, 0);
    case Holiday::easter_monday:
      return easter(1, 1);
    case Holiday::easter:
      return easter(-2, 1);
    case Holiday::halloween:
      return {fixed(10, 31, 31)};
    case Holiday::valentines_day:
      return {fixed(2, 14, 14)};
    case Holiday::thanksgiving:
      return {weekday_in(11, 3, 4), weekday_in(10, 0, 2)};
    case Holiday::st_patricks_day:
      return {fixed(3, 17, 17)};
  }
  return {};
}

}  // namespace contra::time
