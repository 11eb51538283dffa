// The points at the bounds of a rule: windows, ages, thresholds, limits, its own time. Internal to the room.
#pragma once

#include "trial/points.hpp"

namespace contra::trial {

void add_boundaries(Points& points);

}  // namespace contra::trial
