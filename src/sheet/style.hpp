// The look of every sheet: for paper first, and readable on a phone, in light and in dark.
#pragma once

#include <string_view>

namespace contra::sheet {

/// The part that is the same for every sheet; the size of the paper and the foot of its pages come after it.
extern const std::string_view style;

}  // namespace contra::sheet
