// Engine against oracle, on given days. Throws Broken with the first difference.
#pragma once

#include <vector>

#include "eval/decide.hpp"
#include "laws/law_case.hpp"
#include "laws/oracle.hpp"

namespace contra::laws {

/// The edges of what the engine found, where a set that is too wide or too narrow shows.
std::vector<Day> edges_of(const eval::Findings& found, Day first);

/// Every check of the findings against its worlds on each of `days`.
void compare_checks(const Case& c, const eval::Findings& found, const Oracle& oracle, const std::vector<Day>& days);

/// The joined calendar of a decision for `c.setting.asked` against all worlds on each of `days`.
void compare_whole(const Case& c, const eval::TreatmentDecision& decided, const Oracle& oracle, const std::vector<Day>& days);

}  // namespace contra::laws
