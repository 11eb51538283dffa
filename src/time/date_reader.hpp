// The grammar of free-worded dates over tokens. Internal to the time room; the door is words.hpp.
#pragma once

#include <optional>
#include <vector>

#include "time/phrase.hpp"
#include "time/recurring.hpp"

namespace contra::time {

/// What a date phrase means before it is cut at the signing day: certain days, or something that comes round again and
/// whose turn depends on where the phrase stands.
struct Meaning {
  DaySet days;
  std::optional<Recurring> recurring;
  Step slack;           // how far "about" reaches, each way
  bool bounded = true;  // false: "over a year ago"
  bool bare = false;    // a length alone: "6 months"
};

class DateReader {
 public:
  DateReader(std::vector<Token> tokens, Day signed_on, Tense tense, const Tolerance& tolerance)
      : phrase_(std::move(tokens)), signed_(signed_on), tense_(tense), tolerance_(tolerance) {}

  const Phrase& phrase() const { return phrase_; }

  /// Every date phrase that begins at `i`. `depth` bounds how far phrases stand inside one another.
  Reads<Meaning> dates(std::size_t i, int depth) const;
  /// The days meant, its turn chosen by the tense; not yet cut.
  DaySet days_of(const Meaning& meaning) const;
  static DaySet widened(const DaySet& days, Step slack);

  /// "not in the last 6 months", "not for a year", "not since March": the latest days that remain possible.
  Reads<DaySet> not_since(std::size_t i) const;

  Tense tense() const { return tense_; }
  Day signed_on() const { return signed_; }

 private:
  enum class Side { before, after };
  enum class Bound { around, exact, at_least, at_most };
  enum class Part { early, mid, late, first_half, second_half };

  Reads<Meaning> plain_dates(std::size_t i, int depth) const;
  Reads<Meaning> near_days(std::size_t i) const;
  Reads<Meaning> numeric_dates(std::size_t i) const;
  Reads<Meaning> years(std::size_t i) const;
  Reads<Meaning> periods(std::size_t i) const;
  Reads<Meaning> recurring_dates(std::size_t i) const;
  Reads<Recurring> recurring_names(std::size_t i) const;
  Reads<Recurring> month_days(std::size_t i) const;
  Reads<Recurring> turns(std::size_t i) const;
  Reads<Meaning> distances(std::size_t i) const;
  Reads<Meaning> anchored(std::size_t i, int depth) const;
  Reads<Meaning> joined(const Reads<Meaning>& firsts, bool between, int depth) const;
  Reads<Bound> bounds(std::size_t i) const;
  Reads<Part> parts(std::size_t i) const;
  Reads<Holiday> holidays(std::size_t i) const;
  Reads<int> month_names(std::size_t i) const;
  Reads<int> year_labels(std::size_t i) const;    // four digits, or an apostrophe and two
  Reads<int> years_counted(std::size_t i) const;  // "last year": the year it is

  Step slack_of(Unit unit) const;
  static Step slack_of(Grain grain, const Tolerance& tolerance);
  DaySet distance(Day first, Day last, const Length& length, Bound bound, Side side) const;
  DaySet labelled(const Recurring& recurring, int year) const;
  DaySet two_digit_year(const Recurring& recurring, int two_digits) const;
  DaySet in_turn(const Recurring& recurring, int from,
                 int to) const;  // 0: the latest that has begun, 1: the one before it
  DaySet coming(const Recurring& recurring, int from, int to) const;  // 0: the first that begins after the signing day
  std::vector<DayInterval> anchors_of(const Meaning& meaning, bool near_only) const;
  Meaning certain(DaySet days, Grain grain) const;
  DaySet week(int weeks_from_now) const;
  DaySet month(int months_from_now) const;
  DaySet year(int number) const;

  Phrase phrase_;
  Day signed_;
  Tense tense_;
  Tolerance tolerance_;
};

/// Adds one list of readings to another.
template <class T>
void append(Reads<T>& to, Reads<T> more) {
  for (auto& read : more) to.push_back(std::move(read));
}

}  // namespace contra::time
