// Small wording helpers of the check room: how names, numbers and lengths are written in messages and in the model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.hpp"

namespace contra::check {

std::string spelled(std::string_view name);                                        ///< "not_done" -> "not done"
std::string ticked(std::string_view name);                                         ///< `name`
std::string joined(const std::vector<std::string>& parts, std::string_view last);  ///< "a, b or c" for last " or "
std::string decimal(std::int64_t thousandths);                                     ///< 1500 -> "1.5"
std::string written(const syntax::Quantity& quantity);                             ///< "1.5 mm"
std::string written(const syntax::Length& length);                                 ///< "6 months", "1 day"
std::string written(const syntax::Value& value);
std::string_view written(syntax::Comparison comparison);  ///< "at least"
std::string_view plural_of(syntax::ListRole role);        ///< "exposures", "events to come"

}  // namespace contra::check
