// The door of the prove room: what holds for every client that the vocabulary admits, on every day, and a client for
// whom it does not. The solver stays inside; every client that is shown has been replayed by the engine.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "contra/date.hpp"

namespace contra::prove {

/// A client: a complete intake (every question answered, every date exact) for one planned treatment.
struct Witness {
  std::string record_json;         ///< `contra.intake/1`, indented, as `contra screen` reads it
  Day visit;                       ///< the day that it is about; the record's own visit
  std::vector<std::string> words;  ///< what is not as with a healthy client: "medicines: tretinoin, last 2026-03-14"
};

enum class State {
  proved,       ///< there is no such client
  found,        ///< there is one: the witness
  not_decided,  ///< neither, and `why` says what stood in the way
};

struct Options {
  /// For one question to the solver, milliseconds. A question that takes longer is not decided.
  unsigned milliseconds = 10000;
  /// Seconds since some moment, to say how long a question took. Absent: nothing is said.
  std::function<double()> seconds;
  /// Is given every question as SMT-LIB 2 with a name that is fit for a file: "microneedling-guarantee-pregnant".
  std::function<void(const std::string& name, const std::string& text)> smt2;
};

// --- two programs over one intake ------------------------------------------------------------------------------------

/// What of the two is compared.
struct Compared {
  /// Empty: the whole verdict, GO or WAIT, with the validity of forms. Else a check by its name: whether it waits, and
  /// whether its condition or note applies, or its better tier. A check that one side has not never waits there.
  std::string check;
  enum class Way { either, only_a_waits, only_b_waits } way = Way::either;
};

struct Difference {
  State state = State::not_decided;
  std::optional<Witness> witness;  ///< found: fewest answers that differ from a healthy client's, then nearest days
  std::string why;                 ///< not_decided
  double seconds = 0;
};

/// The smallest complete intake and the day on which the two differ, or the proof that there is none.
/// Both are of one vocabulary (equal names, kinds and types; else not_decided). The question is about complete intakes:
/// what is asked for (`needs`) and words are to be compared apart.
Difference differ(const std::shared_ptr<const compile::Program>& a, const std::shared_ptr<const compile::Program>& b,
                  const Compared& compared, const Options& options);

/// Checks that read one answer twice in one `and`, or share one between `ask again` checks; see Report::cautious.
std::vector<std::string> cautious_checks(const compile::Program& program);

// --- one program -----------------------------------------------------------------------------------------------------

enum class Asked {
  guarantee,  ///< no GO while its condition holds, by the other checks alone
  guarded,    ///< the condition of a guarantee can hold at all
  reachable,  ///< GO is possible for somebody
  alive,      ///< the check waits, or applies, for somebody
  alone,      ///< somebody waits for this check only
  clears,     ///< somebody who waits has a way out
  loosens,    ///< whom a `loosen` lets through
  tightens,   ///< a `tighten` lets nobody through
};

struct Finding {
  Asked asked = Asked::guarantee;
  std::string name;  ///< of the guarantee or the check; empty for the pack as a whole
  /// Of `guarantee` and `tightens` proved is good and found a client who slips through; of `loosens` either is told; of
  /// the others found is good and proved a fault of the rules.
  State state = State::not_decided;
  std::vector<std::string> by;     ///< guarantee: the checks that hold it; alone: what waits whenever it does
  std::string way_out;             ///< clears: "a later day", "a clearance", …
  std::optional<Witness> witness;  ///< found
  std::string why;                 ///< not_decided
  double seconds = 0;

  bool good() const;
};

struct Report {
  std::string pack, version;
  std::vector<std::string> policies;
  std::vector<Finding> findings;  ///< guarantees first; each kind in order of name
  /// Checks that read one answer twice in one `and` or share it between `ask again` checks: there an unclear answer may
  /// wait although each of its meanings passes. Everywhere else WAIT over a vague answer means that one of its meanings
  /// waits.
  std::vector<std::string> cautious;
  double seconds = 0;

  bool good() const;
};

Report prove(const std::shared_ptr<const compile::Program>& program, const Options& options);

/// Only the guarantees (with `guarded` and `reachable`), for the rule book.
Report prove_guarantees(const std::shared_ptr<const compile::Program>& program, const Options& options);

}  // namespace contra::prove
