// The fast way by itself, for facts that were not read from a line.
#pragma once

#include <optional>

#include "eval/decide.hpp"
#include "general.hpp"

namespace contra::bulk_tests {

/// What the fast way says; nothing when it leaves these facts to the general way.
std::optional<Outcome> fast_way(const Programs& programs, const eval::Facts& facts, const eval::DecideOptions& options);

}  // namespace contra::bulk_tests
