// The one visit day of a question, and the days at which a calendar step turns on it.
//
// Every sentence about days holds an event against the one visit day v through a step: "v lies before e + 6 months" is
// "e is one of the days from t on", where t is the first day whose step passes v. So a question needs no function of
// days, only v and one day t for each step that the rules take. Of these days two things can be said:
// - `lemmas()`: how far they lie from v and from one another, at least and at most, over every v from 1900 to 2200.
// What
//   follows from these follows for every day.
// - `on(day)`: which they are on one day. Only finitely many constellations exist, and `days()` has a day for each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contra/date.hpp"
#include "prove/formula.hpp"

namespace contra::prove {

class Calendar {
 public:
  enum class Turn {
    passes,       ///< first day d with after(d, step) > v: an event from it on still closes v
    reaches,      ///< first day d with after(d, step) >= v: what is signed from it on still holds on v
    has_reached,  ///< last day d with before(d, step) <= v: for what begins up to it v lies in the days before it
  };

  explicit Calendar(Formulas& formulas);

  Int visit() const { return visit_; }
  /// The day of that turn. All of them are to be asked for before `lemmas` or `days`.
  Int turn(Turn turn, Step step, Rounding rounding);
  /// Whether the visit lies on one of these days; absent: no bound.
  Bool counts(const std::optional<Day>& from, const std::optional<Day>& until);

  Bool lemmas();
  Bool on(Day visit);
  /// A visit day for every constellation that there is, those near `near` first; and one for each stretch between the
  /// days named to `counts` before all others.
  std::vector<Day> days(Day near) const;

 private:
  struct Kept {
    Turn turn;
    Step step;
    Rounding rounding;
    Int day;
  };
  /// v - t for every v from first_day on.
  static std::vector<std::int32_t> distances(const Kept& kept);
  static Day turn_on(const Kept& kept, Day visit);
  void sweep() const;

  Formulas& formulas_;
  Int visit_;
  std::vector<Kept> kept_;
  std::vector<Day> bounds_;                                   ///< first days of stretches
  mutable std::vector<std::vector<std::int32_t>> distances_;  ///< by turn, made when asked for
};

}  // namespace contra::prove
