// A check with one thing changed, as the what-if of coverage: always, never, one step more or less. Internal to the
// room. These are values of the model that rule text cannot always say (a window of 6 months less a day).
#pragma once

#include <functional>
#include <vector>

#include "check/model.hpp"

namespace contra::trial {

check::Condition never_condition();
check::Condition always_condition();

check::Check never(const check::Check& check);   ///< of the same name and place, and it never holds
check::Check always(const check::Check& check);  ///< and it holds on every day

/// Every condition of a check with all its operands, outermost first: `while`, `unless`, of `better`.
std::vector<const check::Condition*> conditions_of(const check::Check& check);
/// A copy in which the condition at `index` of conditions_of is changed.
check::Check with_condition(const check::Check& check, std::size_t index,
                            const std::function<void(check::Condition&)>& change);

}  // namespace contra::trial
