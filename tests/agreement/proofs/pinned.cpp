// Engine and solver on random packs: a complete intake is pinned answer by answer in the solver, written as a record,
// and read and decided by the engine. Both must say the same of every check on the day, and of the whole.
#include <gtest/gtest.h>

#include <iostream>

#include "agreement/proofs/pins.hpp"
#include "laws/show.hpp"

namespace contra::laws {
namespace {

const char* words(eval::Holding holding) {
  return holding == eval::Holding::surely ? "surely" : holding == eval::Holding::possibly ? "possibly" : "never";
}

TEST(Proofs, engine_and_solver_say_the_same_of_pinned_intakes) {
  const std::uint64_t first = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 80);
  std::cout << "seeds " << first << " to " << first + cases - 1 << " (CONTRA_SEED, CONTRA_CASES)\n";
  std::size_t intakes = 0, waits = 0, gos = 0, left_open = 0, compared = 0;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    Tape tape = tape_of(seed * 1000003u + 29u, 4000);
    Scope scope;
    scope.needs = false;
    const Case c = make_case(tape, scope);
    const auto program = c.program;
    Session session({program, with_every_role(*program)}, plenty(*program), {});
    session.begin();
    for (int turn = 0; turn < 4; ++turn) {
      const Day visit = turn == 0 ? c.setting.asked : Day{tricky_day(tape).number + tape.below(2)};
      Pins pins(tape, session, *program, visit);
      if (!pins.pin_all()) continue;
      Solver& solver = session.solver();
      const std::string record = session.intake().record(solver, *program);
      const auto how = [&] {
        return "CONTRA_SEED=" + std::to_string(seed) + " CONTRA_CASES=1\n" + record + "\n" + show(c);
      };
      const auto replayed = replay(*program, record);
      ASSERT_TRUE(replayed) << how();
      ++intakes;
      const eval::Findings found = eval::evaluate(*program, replayed->facts, replayed->setting);
      bool some_wait = false, open = false;
      for (std::size_t i = 0; i < program->checks.size(); ++i) {
        const Said& said = session.checks(0)[i].said;
        const eval::CheckFinding& check = found.checks[i];
        ASSERT_TRUE(check.fault.empty()) << check.fault << how();
        const bool wait = solver.value(said.waits);
        some_wait = some_wait || wait;
        // What the language leaves open in a complete intake too, the engine calls possible.
        const bool in_doubt = check.at == eval::Holding::possibly || check.applies_at == eval::Holding::possibly;
        open = open || in_doubt;
        ++compared;
        if (in_doubt) {
          ++left_open;
          continue;
        }
        waits += wait ? 1 : 0;
        ASSERT_EQ(wait, check.at != eval::Holding::never)
            << program->checks[i].name << ": the engine says " << words(check.at) << "\n"
            << how();
        const check::Form form = program->checks[i].parts.front().check.form;
        if ((form == check::Form::go_only || form == check::Form::note) && program->checks[i].parts.size() == 1) {
          ASSERT_EQ(solver.value(said.applies), check.applies_at != eval::Holding::never)
              << program->checks[i].name << " applies: the engine says " << words(check.applies_at) << "\n"
              << how();
        }
        if (!check.vague) {
          ASSERT_EQ(solver.value(said.better), check.better.contains(visit))
              << program->checks[i].name << ": better to wait\n"
              << how();
        }
      }
      if (open) continue;
      const bool go = !some_wait && solver.value(session.forms_hold(0));
      gos += go ? 1 : 0;
      ASSERT_EQ(go, verdict(program, *replayed) == eval::Verdict::go) << "the whole\n" << how();
    }
  }
  std::cout << intakes << " intakes, " << compared << " checks compared, " << waits << " waited, " << left_open
            << " left open; " << gos << " GO\n";
  EXPECT_GT(intakes, cases);
  EXPECT_GT(waits, cases / 4);
  EXPECT_GT(gos, cases / 10);
  EXPECT_LT(left_open, compared / 3);
}

}  // namespace
}  // namespace contra::laws
