// Every question about random packs: each client that the solver finds is decided again by the engine, and where the
// solver says that there is none, intakes at random find none either.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "agreement/proofs/pins.hpp"
#include "laws/show.hpp"

namespace contra::laws {
namespace {

TEST(Proofs, every_client_found_is_one_for_the_engine) {
  const std::uint64_t first = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 60);
  std::cout << "seeds " << first << " to " << first + cases - 1 << " (CONTRA_SEED, CONTRA_CASES)\n";
  std::size_t found = 0, proved = 0, open = 0;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    Tape tape = tape_of(seed * 1000003u + 31u, 4000);
    Scope scope;
    scope.needs = false;
    const Case c = make_case(tape, scope);
    const Report report = prove::prove(c.program, {});
    for (const Finding& f : report.findings) {
      (f.state == State::found ? found : f.state == State::proved ? proved : open) += 1;
      ASSERT_EQ(f.why.find("fault of the prover"), std::string::npos)
          << "CONTRA_SEED=" << seed << " CONTRA_CASES=1\n"
          << f.name << "\n"
          << (f.witness ? f.witness->record_json : std::string()) << show(c);
    }
  }
  std::cout << found << " found, " << proved << " proved, " << open << " not decided\n";
  EXPECT_GT(found, 3 * cases);
  EXPECT_GT(proved, cases / 4);
  EXPECT_LT(open, (found + proved) / 20);
}

/// The same pack with one check made a little longer, or without one.
std::shared_ptr<const compile::Program> changed(Tape& tape, const compile::Program& program) {
  auto out = std::make_shared<compile::Program>(program);
  auto& joined = out->checks[static_cast<std::size_t>(tape.below(static_cast<int>(out->checks.size())))];
  check::Check& check = joined.parts.front().check;
  if (check.after.window.must && tape.chance(80)) {
    check.after.window.must->days += 1;
  } else if (tape.chance(50)) {
    check.unless.reset();
  } else if (!check.cleared_by.empty()) {
    check.cleared_by.clear();
  } else {
    out->checks.pop_back();
  }
  return out;
}

TEST(Proofs, two_versions_differ_where_the_solver_says_so_and_nowhere_else) {
  const std::uint64_t first = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 80);
  std::size_t found = 0, proved = 0, open = 0, same = 0;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    Tape tape = tape_of(seed * 1000003u + 37u, 4000);
    Scope scope;
    scope.needs = false;
    const Case c = make_case(tape, scope);
    const auto other = changed(tape, *c.program);
    if (other->checks.empty()) continue;
    const Difference d = differ(c.program, other, {}, {});
    (d.state == State::found ? found : d.state == State::proved ? proved : open) += 1;
    if (d.state == State::found) {
      const auto replayed = replay(*c.program, d.witness->record_json);
      ASSERT_TRUE(replayed) << seed;
      ASSERT_NE(verdict(c.program, *replayed), verdict(other, *replayed)) << seed;
    }
    if (d.state != State::proved) continue;
    Session session({c.program, with_every_role(*c.program)}, plenty(*c.program), {});
    session.begin();
    for (int turn = 0; turn < 4; ++turn) {
      Pins pins(tape, session, *c.program, turn == 0 ? c.setting.asked : tricky_day(tape));
      if (!pins.pin_all()) continue;
      const std::string record = session.intake().record(session.solver(), *c.program);
      auto replayed = replay(*c.program, record);
      if (!replayed) continue;
      // A clearance of a check that only one version has is asked about by the other.
      auto& clearances = replayed->facts.clearances;
      clearances.erase(std::remove_if(clearances.begin(), clearances.end(),
                                      [&](const eval::ClearanceFact& clearance) {
                                        return std::none_of(
                                            other->checks.begin(), other->checks.end(),
                                            [&](const auto& joined) { return joined.name == clearance.check; });
                                      }),
                       clearances.end());
      ++same;
      ASSERT_EQ(verdict(c.program, *replayed), verdict(other, *replayed)) << "seed " << seed << "\n" << record;
    }
  }
  std::cout << found << " differ, " << proved << " do not (" << same << " intakes), " << open << " not decided\n";
  EXPECT_GT(found, cases / 4);
  EXPECT_GT(proved, cases / 8);
  EXPECT_LT(open, cases / 10);
}

}  // namespace
}  // namespace contra::laws
