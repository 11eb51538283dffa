// The care before and after a session on a day of its own.
#pragma once

#include "eval/decide.hpp"

namespace contra::eval {

/// The same decision with the care before and after a session on `day`, whatever it says of that day: `decide` counts
/// from the day on which each treatment is GO, and a session may be held on another.
Decision with_care_for(const Decision& decision, const Facts& facts, Day day);

}  // namespace contra::eval
