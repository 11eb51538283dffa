// The same agreement on seeded random cases. CONTRA_SEED sets the first seed, CONTRA_CASES how many; the seed of a failure is
// printed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "laws/compare.hpp"
#include "laws/engine.hpp"

namespace contra::laws {
namespace {

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

TEST(Agreement, seeded_random_packs_and_intakes) {
  const std::uint64_t first = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 4000);
  std::cout << "seeds " << first << " to " << first + cases - 1 << " (CONTRA_SEED, CONTRA_CASES)\n";
  std::size_t left_out = 0;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    Tape tape = tape_of(seed * 1000003u + 17u, 900);
    try {
      const Case c = make_case(tape, Scope{});
      const Oracle oracle(*c.program, c.facts, c.setting);
      std::vector<Day> days;
      for (int d = 0; d < 20; ++d) days.push_back(Day{oracle.first().number + d});
      for (Day d : some_of(tape, telling_days(*c.program, c.facts, c.setting), oracle.first(), 12)) days.push_back(d);
      compare_checks(c, eval::evaluate(*c.program, c.facts, c.setting), oracle, days);
      compare_whole(c, decide_one(c), oracle, days);
    } catch (const TooManyWorlds&) {
      ++left_out;
    } catch (const Broken& how) {
      FAIL() << "CONTRA_SEED=" << seed << " CONTRA_CASES=1\n" << how.what();
    }
  }
  EXPECT_LT(left_out, cases / 20) << "too many cases have too many worlds";
}

}  // namespace
}  // namespace contra::laws
