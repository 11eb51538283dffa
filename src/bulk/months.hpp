// Months between days, as the language counts them.
#pragma once

#include <algorithm>
#include <cstdint>

#include "contra/date.hpp"

namespace contra::bulk {

/// Months completed on `day` since `birth`, never below 0: the largest m with after(birth, m months, up) <= day.
inline std::int32_t completed_months(Day birth, Day day) {
  if (birth >= day) return 0;
  const YearMonthDay b = date_of(birth), d = date_of(day);
  const std::int32_t months =
      (d.year - b.year) * 12 + static_cast<std::int32_t>(d.month) - static_cast<std::int32_t>(b.month);
  return std::max(0, months - (d.day < b.day ? 1 : 0));
}

}  // namespace contra::bulk
