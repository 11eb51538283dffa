// See fast_way.hpp.
#include "fast_way.hpp"

namespace contra::bulk_tests {

std::optional<Outcome> fast_way(const Programs& programs, const eval::Facts& facts,
                                const eval::DecideOptions& options) {
  return outcome_of(eval::decide(programs, facts, options));  // there is one way yet
}

}  // namespace contra::bulk_tests
