// What the tests reach: each check, branch, boundary and unclear answer.
//
// One rule decides whether a test shows something: the test passes, and it would fail if that something were different
// in the rules. A test that merely runs through a check without expecting anything of it shows nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "text/source.hpp"

namespace contra::trial {

/// What kind of thing is to be shown.
///
/// - `check`: that the check surely makes somebody wait (or applies: a note, a condition, a limit, the better tier),
///   and that it lets somebody pass who has answered everything that it reads. Shown by a test that would fail if the
///   check never held, or if it always did.
/// - `branch`: each operand of a condition true and false, each row of a table, `unless`, `cleared by`, `then cleared
///   by`, a clearance, a healed state, the better tier. Shown by a test that would fail without it, or with the operand
///   the other way round.
/// - `boundary`: for each window (each row, the better tier, both directions of `wait from`, `within`) a test on which
///   the event lies exactly N-1, N and N+1 from the asked day, counted by the calendar step; for each threshold (age,
///   number, ordered option, limit) its value and both neighbours; for each bound of the rule's own time its last day
///   inside and first day outside. Shown by a test that would fail if the bound lay one step to the other side of it.
/// - `unclear`: for each question and list that the check reads, a test in which that answer alone is unclear (not
///   asked, unsure, a vague date, an unnamed product, an unknown area or depth), so that the check possibly waits or
///   applies. Shown by a test that would fail if the check never held.
enum class Aim { check, branch, boundary, unclear };

struct Point {
  Aim aim = Aim::check;
  text::Span span;         ///< where in the rules
  std::string what;        ///< "N-1 of the wait of 5 days", "`products` unclear"; names it within its check
  std::string test_words;  ///< what a test that shows it has: "a visit 4 days after the last one"
  std::string shown_by;    ///< name of a test that shows it; empty: none does
  text::Span shown_at;     ///< that test
  std::string accepted;    ///< the reason why none can, when an author has given one
};

struct CheckCoverage {
  std::string pack, check, policy;  ///< policy: whose rule it is; empty: the pack's own
  text::Span span;                  ///< its name
  std::vector<Point> points;
};

struct Tally {
  std::size_t shown = 0, all = 0;  ///< accepted points are in neither
};
Tally tally(const CheckCoverage& check, Aim aim);

struct Coverage {
  std::vector<CheckCoverage> checks;  ///< in the order of files and places
};

/// Runs every test, and finds what those that pass show. Checks of packs without any test are there too, with nothing
/// shown. `only`: the name of a pack or of a check; empty: all.
Coverage cover(const check::CheckedRules& rules, const text::SourceSet& sources, const std::string& only = {});

/// "earlier_peel: row superficial: N-1": how an author names a point when accepting it.
std::string key_of(const CheckCoverage& check, const Point& point);

}  // namespace contra::trial
