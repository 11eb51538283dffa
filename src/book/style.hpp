// The look of the book: calm, readable at 320 pixels and on paper, in light and in dark.
#pragma once

#include <string_view>

namespace contra::book {

extern const std::string_view style;

}  // namespace contra::book
