// The moment that it is now. The command is the edge: rooms below are told.
#pragma once

#include <functional>
#include <optional>

#include "serve/serve.hpp"

namespace contra::cli {

/// From the machine's clock and its time zone; `today` takes the day's place (the hours stay).
std::function<serve::Now()> clock_of(std::optional<Day> today);

}  // namespace contra::cli
