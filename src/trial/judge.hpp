// Holds a decision against what a test expects. Internal to the room.
#pragma once

#include <optional>
#include <vector>

#include "eval/decide.hpp"
#include "trial/trial.hpp"

namespace contra::trial {

/// Every expectation that does not hold, with what was found instead.
std::vector<Failure> judge(const eval::Decision& decision, const check::Pack* pack, const check::Vocabulary& vocabulary,
                           const std::vector<syntax::Expectation>& expectations);

/// Whether all of them hold.
bool holds(const eval::Decision& decision, const check::Pack* pack, const check::Vocabulary& vocabulary,
           const std::vector<syntax::Expectation>& expectations);

/// The days of the whole plan that expectations speak of.
struct Dates {
  std::optional<Day> earliest, preferred, holds_until;
  bool renewed = false;  ///< the earliest day is GO only once renewed
};
Dates dates_of(const eval::Decision& decision, const check::Pack* pack, const check::Vocabulary& vocabulary);

}  // namespace contra::trial
