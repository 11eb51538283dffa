// A calendar made by walking from 1 January 1900 to 31 December 2200 one day at a time. It shares nothing with
// src/time, so that the two can be held against each other.
#pragma once

namespace contra::laws::naive {

inline constexpr int first_number = -25567;  // 1900-01-01
inline constexpr int last_number = 84370;    // 2200-12-31
inline constexpr int no_end = 84371;         // stands after the last day

struct Date {
  int year = 0, month = 0, day = 0;
};

int length_of_month(int year, int month);
Date date(int number);
int number(int year, int month, int day);

/// `months` and then `days` after the day `from`. Without such a day in the month: the first of the next one (`up`) or the
/// last of that one.
int later(int from, int months, int days, bool up);
/// The same backwards.
int earlier(int from, int months, int days, bool up);

}  // namespace contra::laws::naive
