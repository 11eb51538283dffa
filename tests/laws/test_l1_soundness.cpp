// L1, no vague GO: if a consistent completion waits on a day, the intake waits on that day. And the other way round wherever
// no `and` reads one answer twice: the days of a check are exactly those of its worlds.
#include "laws/compare.hpp"
#include "laws/engine.hpp"

namespace contra::laws {
namespace {

void checks_agree(Tape& tape, const Scope& scope) {
  const Case c = make_case(tape, scope);
  const eval::Findings found = eval::evaluate(*c.program, c.facts, c.setting);
  const Oracle oracle(*c.program, c.facts, c.setting);
  if (found.first != oracle.first()) broken(c, "the calendar starts on " + to_iso(found.first) + " and not on " + to_iso(oracle.first()));
  std::vector<Day> days = some_of(tape, telling_days(*c.program, c.facts, c.setting), std::max(c.setting.asked, oracle.first()), 5);
  for (Day d : some_of(tape, edges_of(found, oracle.first()), oracle.first(), 5)) days.push_back(d);
  compare_checks(c, found, oracle, days);
}

void whole_agrees(Tape& tape, const Scope& scope) {
  const Case c = make_case(tape, scope);
  const Oracle oracle(*c.program, c.facts, c.setting);
  eval::DecideOptions options;
  options.on = c.setting.asked;
  options.as_of = c.setting.as_of;
  options.promises = false;
  const eval::Decision decided = eval::decide({c.program}, c.facts, options);
  if (decided.treatments.size() != 1) broken(c, "no treatment was decided");
  const eval::TreatmentDecision& t = decided.treatments.front();
  compare_whole(c, t, oracle, some_of(tape, telling_days(*c.program, c.facts, c.setting), std::max(c.setting.asked, oracle.first()), 6));
}

TEST(L1, each_check_waits_exactly_when_a_world_does) {
  hold([](Tape& tape) { checks_agree(tape, Scope{}); });
}

TEST(L1, a_day_is_go_only_when_no_consistent_world_waits) {
  Scope scope;
  scope.faults = true;
  hold([scope](Tape& tape) { whole_agrees(tape, scope); });
}

}  // namespace
}  // namespace contra::laws
