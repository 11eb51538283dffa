// The moment that it is now. The command is the edge: rooms below are told.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "serve/serve.hpp"

namespace contra::cli {

/// From the machine's clock and its time zone; `today` takes the day's place (the hours stay).
std::function<serve::Now()> clock_of(std::optional<Day> today);

/// A moment such as "2026-03-16T09:12:33.123Z" by the machine's time zone: "2026-03-16T10:12". Empty when it is none.
std::string local_of(const std::string& utc);

}  // namespace contra::cli
