// The naive oracle: what the language means, read off its sentences, one day and one world at a time.
//
// A world gives every answer one of its possible values: each question one option, number or day; each entry there or not,
// one term, one start and one end, one value of each detail. In a world everything is plain true or false. The oracle
// shares no code with src/eval and src/time: its calendar is walked day by day, its logic is two-valued, and it has no sets
// of days. It is slow, and it is right when each sentence below is the sentence of the language page.
//
// Two economies, neither of which can hide a difference:
// - Only what a check reads can change what it says, so worlds are enumerated for each check by itself, together with the
//   answers that `ask again` checks read (they decide whether a world is consistent).
// - On one fixed day an answer matters only through which elementary sentences ("this entry's window holds the day") it
//   makes true. Worlds of one answer that agree on all of them are one world. The sentences about a day compare it with
//   the fixed day after or before a step, which is monotone, so of each stretch of days between two turning points the
//   first and the last stand for all (the last as well, because a start must not lie after its end). `Options::all_days` takes
//   every day instead; a test holds the two against each other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/facts.hpp"
#include "eval/findings.hpp"

namespace contra::laws {

struct Options {
  bool all_days = false;  ///< no turning points: every day of every set (small sets only)
};

/// Thrown when a case has too many worlds to be worth the time; the case is left out and counted.
struct TooManyWorlds {};

/// One check on one day.
struct CheckOnDay {
  bool some_world_waits = false;
  bool every_world_waits = true;
  bool some_consistent_world_waits = false;
  bool better_in_some_world = false;       ///< in some world a better window is open
  bool applies_in_some_world = false;      ///< go_only, note
  bool applies_in_every_world = true;
  bool applies_in_some_consistent_world = false;
  bool some_world_waits_renewed = false;   ///< with every clearance that has run out renewed
  /// A clearance may be read as lifting the condition or not (the sentences leave room); the members above take it as not
  /// lifting, these as lifting.
  bool some_world_waits_at_least = false;
  bool better_in_some_world_at_least = false;
  bool applies_in_some_world_at_least = false;
  bool every_world_waits_at_least = true;
  bool some_consistent_world_waits_at_least = false;
  bool some_world_waits_renewed_at_least = false;
  bool any_consistent_world = false;
};

/// Whether the pair of day sets of a check must be exact: no `and` reads one answer twice (for possibly), no `or` does (for
/// surely), after `not` is pushed in.
struct Exactness {
  bool possibly = true;
  bool surely = true;
};

class Oracle {
 public:
  Oracle(const compile::Program& program, const eval::Facts& facts, const eval::Setting& setting, Options options = {});
  ~Oracle();
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  Day first() const;                         ///< the later of the signings and as_of
  CheckOnDay check(std::size_t index, Day day) const;
  Exactness exactness(std::size_t index) const;

  /// No fault among the answers, and every need answered.
  bool answered() const;
  /// Whether the `ask again` conditions together read one answer twice: then none of them may surely hold by itself although no
  /// world is consistent, and the engine may wait on days on which some are.
  bool asks_share() const;
  /// The forms hold on that day.
  bool forms_hold(Day day) const;
  bool has_full_form() const;

  struct Whole {
    bool must_wait = false;         ///< some consistent world waits, or there is none, or forms, needs, faults
    bool may_go = false;            ///< no world waits at all
    bool exact = true;              ///< the two must meet: GO exactly when not must_wait
    bool go_renewed = false;        ///< no world waits once forms and clearances are renewed
    bool may_go_renewed = false;    ///< likewise, where clearances are read as lifting more
  };
  Whole whole(Day day) const;

 private:
  struct Inside;
  Inside* inside_;
};

/// Days that are worth asking about: the asked day and the first, and those just before, on and after each end of a window
/// that a check can make of a day in the facts. Sorted, all on or after `first`.
std::vector<Day> telling_days(const compile::Program& program, const eval::Facts& facts, const eval::Setting& setting);

}  // namespace contra::laws
