// What evaluation finds out: for each check the exact sets of visit days on which it surely and possibly waits, and for
// the asked day the answers that this rests on and the questions that would settle it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/facts.hpp"
#include "time/day_set.hpp"

namespace contra::eval {

/// Arguments of a decision beside the facts. Nothing is read from a clock.
struct Setting {
  PlanItem plan;
  Day asked;  // the day that the decision is for
  Day as_of;  // the day the record is looked at
};

/// Something that nobody has told us, and that would settle a condition.
struct Cause {
  enum class What {
    question,      // a question: not asked, unsure, declined, several values
    list,          // a list: not asked, not fully answered, "yes" without names
    entry_term,    // which product it was
    entry_date,    // when it was
    entry_detail,  // a detail of it (depth, area, prescribed)
    entry_exists,  // whether it was at all ("not in the last 12 months")
    plan_area,
    plan_depth,
    clearance,  // a clearance that is unclear
  } what = What::question;
  std::int32_t id = -1;      // QuestionId or ListId; index into Facts::clearances
  std::int32_t entry = -1;   // index into ListFact::entries
  std::int32_t detail = -1;  // index into List::details

  friend bool operator==(const Cause& a, const Cause& b) {
    return a.what == b.what && a.id == b.id && a.entry == b.entry && a.detail == b.detail;
  }
  friend bool operator<(const Cause& a, const Cause& b) {
    if (a.what != b.what) return a.what < b.what;
    if (a.id != b.id) return a.id < b.id;
    if (a.entry != b.entry) return a.entry < b.entry;
    return a.detail < b.detail;
  }
};

/// An answer that a finding rests on.
struct Evidence {
  std::int32_t question = -1;  // or
  std::int32_t list = -1;
  std::int32_t entry = -1;     // -1: the list as a whole
  std::string pointer, value;  // as given
  DaySet days;                 // the days it may have happened; empty when it has none
  bool vague = false;
};

enum class Holding { never, possibly, surely };

struct CheckFinding {
  std::size_t check = 0;           // index into Program::checks
  DaySet surely, possibly;         // visit days on which it waits; surely is a subset of possibly
  DaySet possibly_renewed;         // the same with every clearance that has run out renewed
  DaySet better;                   // days in no must window that may lie in a better window
  DaySet applies_surely, applies;  // go_only, note, limit: days on which the condition surely / possibly holds
  Holding at = Holding::never;     // on the asked day
  Holding applies_at = Holding::never;
  std::vector<Cause> causes;       // what keeps it from being sure on the asked day; sorted, no repeats
  std::vector<Evidence> evidence;  // sorted by question, list and value
  /// A part of form go_only or note that holds or may hold on the asked day: each gives a line of its own.
  struct Applies {
    std::size_t part = 0;
    Holding at = Holding::never;
    std::vector<Cause> causes;
  };
  std::vector<Applies> lines;
  std::size_t part = 0;         // the part that waits on the asked day (surely before possibly)
  std::size_t better_part = 0;  // the part whose better tier holds the asked day
  std::string loosened;  // a policy's words, when the pack's own part would wait, note or advise on the asked day
  std::vector<std::string> windows;  // the windows that reach the asked day, in words: "5 days", "42 days (medium)"
  bool clearance_only =
      false;  // on the asked day its window is over and only the clearance of `then cleared by` is missing
  std::optional<Day> window_until;  // with `then cleared by`, surely in the window: no day before this one can be GO,
                                    // and from then on a clearance is needed
  bool vague = false;               // passes on the asked day although an answer it rests on is vague
  std::string fault;                // an error inside the engine: waits on every day, with this reason
};

struct Findings {
  Day first;                         // first day of the calendar: the later of signing and as-of
  std::vector<CheckFinding> checks;  // one for each of Program::checks, in its order
};

/// Evaluates every check. Never throws: an error inside a check becomes that check's fault (L4).
Findings evaluate(const compile::Program& program, const Facts& facts, const Setting& setting);

/// A window as a reason names it: "42 days (medium)", "2 weeks before its start until 3 days after its end".
std::string window_words(Step step, const std::string& row);
std::string window_words(const check::WaitFrom& form);

/// One condition alone (`contra eval`).
struct ConditionValue {
  DaySet surely, possibly;
  std::vector<Cause> causes;
};
ConditionValue evaluate_condition(const check::Vocabulary& vocabulary, const check::Condition& condition,
                                  const Facts& facts, const Setting& setting);

}  // namespace contra::eval
