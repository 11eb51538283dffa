// Dates as people say them, read as the set of days that they may mean. Never a guess: what cannot be read is
// said to be unreadable, and the caller treats it as "unsure".
#pragma once

#include <optional>
#include <string_view>

#include "contra/date.hpp"
#include "time/day_set.hpp"

namespace contra::time {

/// How far "about N units ago" may be off, each way. Declared by the vocabulary.
struct Tolerance {
  Step days{0, 1};
  Step weeks{0, 4};
  Step months{0, 15};
  Step years{2, 0};
};

enum class Unit { day, week, month, year };

/// What words say about when something happened.
struct WordedDate {
  DaySet days;               ///< the days it may have happened; for `never` empty
  bool never = false;        ///< "never"
  bool ongoing = false;      ///< "still using", "daily", "every night"
  bool unsure = false;       ///< "not sure", "can't remember": read, and says nothing
  bool maybe_never = false;  ///< "not in the last 6 months": an older day, or never
};

/// "about N units ago": N units before `signed_on`, widened by the tolerance on both sides. Past only: cut at
/// `signed_on`.
DaySet about_ago(int amount, Unit unit, Day signed_on, const Tolerance& tolerance);

/// "in the last N units": signed_on − N (month steps rounded down) … signed_on.
DaySet in_the_last(Step step, Day signed_on);

/// "not in the last N units": … signed_on − N (month steps rounded up), that day included.
DaySet not_in_the_last(Step step, Day signed_on);

/// "2026-11-20", "2026-11" or "2026" as all its days; nothing when it is not one of these or no such day exists.
std::optional<DaySet> parse_partial_date(std::string_view text);

/// Which way an answer looks: a past day is cut at the signing day, a future day starts there.
enum class Tense { past, future };

/// Free wording, English, relative to the signing day of its own form: "about two weeks ago", "last Tuesday",
/// "a few days before Christmas", "yesterday", "3/4/2026" (both readings when ambiguous), "early March",
/// "beginning of 2025", "20 Nov 2026", "last summer" (northern and southern readings both), "over a year ago",
/// "more than 6 months ago", "less than a week", "never", "still using it", "not sure", "next Friday", "in 3 weeks".
/// Every reading that the words allow is in the set. Nothing when any part of the words is not understood, when
/// the words name a day that does not exist, or when no reading fits the tense.
std::optional<WordedDate> read_worded_date(std::string_view words, Day signed_on, Tense tense,
                                           const Tolerance& tolerance);

/// "2 weeks", "six months", "1 year", "a fortnight"; nothing otherwise.
struct WordedStep {
  int amount = 0;
  Unit unit = Unit::day;
  Step step() const;
};
std::optional<WordedStep> read_worded_step(std::string_view words);

}  // namespace contra::time
