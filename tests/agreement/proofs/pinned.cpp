// Engine and solver on random packs: a complete intake is pinned answer by answer in the solver, written as a record,
// and read and decided by the engine. Both must say the same of every check on the day, and of the whole.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "laws/cases.hpp"
#include "laws/show.hpp"
#include "prove/session.hpp"

namespace contra::laws {
namespace {

using namespace contra::prove;

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

/// Every entry that one question needs, and one more of each list: more to disagree about.
Entries plenty(const compile::Program& program) {
  Entries out(program.vocabulary->lists.size());
  for (std::size_t l = 0; l < program.vocabulary->lists.size(); ++l) out.one_of({static_cast<check::ListId>(l)});
  for (const auto& joined : program.checks)
    for (const auto& part : joined.parts)
      out.at_least(entries_of(*program.vocabulary, part.check, Saying::waits, true));
  return out;
}

/// Beside the program, so that clearances of every role may be given, also of those that a check does not name.
std::shared_ptr<const compile::Program> with_every_role(const compile::Program& program) {
  auto out = std::make_shared<compile::Program>(program);
  for (auto& joined : out->checks)
    for (auto& part : joined.parts)
      for (std::size_t role = 0; role < program.vocabulary->roles.size(); ++role)
        part.check.cleared_by.push_back(static_cast<check::RoleId>(role));
  return out;
}

class Pins {
 public:
  Pins(Tape& tape, Session& session, const compile::Program& program, Day visit)
      : tape_(tape),
        session_(session),
        program_(program),
        visit_(visit),
        pinned_{session.statable(), session.on(visit)} {}

  /// False when no complete intake is on that day.
  bool pin_all() {
    if (session_.check(pinned_) != Answer::satisfiable) return false;
    Formulas& f = session_.formulas();
    Intake& intake = session_.intake();
    pin_day(intake.form(), 12);
    pin_day(intake.seen(), 12);
    pin(tape_.chance(80) ? f.negation(intake.has_change_form()) : intake.has_change_form());
    const check::Vocabulary& v = *program_.vocabulary;
    for (std::size_t a = 0; a < v.areas.size(); ++a) some(intake.planned_area(static_cast<check::AreaId>(a)), 40);
    if (program_.pack->depth) pin_value(intake.depth());
    for (std::size_t q = 0; q < v.questions.size(); ++q) pin_value(intake.question(static_cast<check::QuestionId>(q)));
    for (const Slot& slot : intake.slots()) {
      some(slot.there, 75);
      if (!session_.solver().value(slot.there)) continue;
      some(tape_.pick(slot.is), 90);
      pin_day(slot.start, 40);
      if (tape_.chance(40))
        pin(f.equal(slot.start, slot.end));
      else
        pin_day(slot.end, 40);
      some(slot.goes_on, 15);
      for (const Value& value : slot.details) pin_value(value);
    }
    for (const auto& joined : program_.checks) {
      for (std::size_t role = 0; role < v.roles.size(); ++role)
        some(intake.cleared(joined.name, {static_cast<check::RoleId>(role)}), 30);
      if (tape_.chance(70))
        pin(f.equal(intake.cleared_on(joined.name), Int{-1, visit_.number}));
      else
        pin_day(intake.cleared_on(joined.name), 30);
    }
    return session_.check(pinned_) == Answer::satisfiable;
  }

 private:
  /// Kept when it can be.
  void pin(Bool b) {
    pinned_.push_back(b);
    if (session_.check(pinned_) == Answer::satisfiable) return;
    pinned_.pop_back();
    session_.check(pinned_);
  }
  void some(Bool b, int percent) { pin(tape_.chance(percent) ? b : session_.formulas().negation(b)); }
  void pin_day(Int day, int spread) {
    static const std::vector<int> steps{0, 1, 2, 5, 7, 14, 28, 30, 31, 59, 60, 61, 89, 90, 91, 181, 182, 184, 365, 366};
    const int away = tape_.chance(50) ? tape_.below(spread) : tape_.pick(steps) + tape_.between(-1, 1);
    pin(session_.formulas().equal(day, Int{-1, visit_.number + (tape_.chance(30) ? away : -away)}));
  }
  void pin_value(const Value& value) {
    if (!value.options.empty()) pin(tape_.pick(value.options));
    for (const Bool area : value.areas) some(area, 30);
    if (value.number.base >= 0)
      pin(session_.formulas().equal(value.number, Int{-1, 500 + 500 * tape_.below(6) + tape_.between(-1, 1)}));
    if (value.day.base >= 0) {
      some(value.never, 25);
      if (!session_.solver().value(value.never)) pin_day(value.day, 60);
    }
  }

  Tape& tape_;
  Session& session_;
  const compile::Program& program_;
  Day visit_;
  std::vector<Bool> pinned_;
};

const char* words(eval::Holding holding) {
  return holding == eval::Holding::surely ? "surely" : holding == eval::Holding::possibly ? "possibly" : "never";
}

TEST(Proofs, engine_and_solver_say_the_same_of_pinned_intakes) {
  const std::uint64_t first = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 250);
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
    for (int turn = 0; turn < 3; ++turn) {
      const Day visit = turn == 0 ? c.setting.asked : tricky_day(tape);
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
