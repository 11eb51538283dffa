// The door of the diff room: what changed in meaning between two versions of the rules, and for each change an intake
// record whose decision moves, or the reason why none does.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compile/program.hpp"
#include "eval/decide.hpp"
#include "text/source.hpp"
#include "time/day_set.hpp"

namespace contra::diff {

/// One version of the rules, ready to decide. What it points to must outlive every report on it.
struct Version {
  std::string name;  ///< as the user gave it
  const text::SourceSet* sources = nullptr;
  std::vector<std::shared_ptr<const compile::Program>> programs;  ///< sorted by name; policies are joined already
  std::vector<std::string> left_out;                              ///< policies that are there and were not joined
};

/// Which way a calendar moves from the first version to the second.
enum class Way {
  none,
  earlier,  ///< days open and none closes: it lets somebody through earlier
  later,    ///< days close and none opens
  both
};

/// How far a change reaches. The later, the more.
enum class Reach {
  same,       ///< the same for every client: the rules are the same once names, order and layout are taken away
  proved,     ///< something changed, and a solver has proved that no client's answer does
  words,      ///< what a person reads changed, and no decision
  not_found,  ///< something changed, no intake was found whose decision moves, and nothing proves that there is none
  advice,     ///< the calendar stands; conditions, notes, reasons, questions or who may clear differ
  days        ///< the calendar of some client moves
};

/// What one version says about one record.
struct Answer {
  bool refused = false;
  std::vector<std::string> refusals;  ///< why, each a message
  eval::Verdict verdict = eval::Verdict::wait;
  std::optional<Day> earliest, preferred;
  bool earliest_renewed = false;  ///< the earliest day is GO only once a form or a clearance is renewed
  time::DaySet go, renewed;
  struct Because {
    std::string check;
    std::int32_t kind = 0;
    bool sure = false;
    std::string detail;  ///< until when, who clears, at which limit: everything that a reason may differ in
    std::optional<Day> until;
    std::vector<std::string> cleared_by;  ///< titles of roles
    std::string limit;
  };
  std::vector<Because> reasons;
  std::vector<std::pair<std::string, std::string>> conditions, notes;  ///< check and words
  std::vector<std::string> questions;                                  ///< names, sorted
  std::map<std::string, time::DaySet> waits;  ///< the days that each check closes; none: absent
};

/// An intake record whose decision differs. INVARIANT: `record` was read and decided by both versions, as it stands.
struct Witness {
  std::string record;  ///< `contra.intake/1`, compact
  std::string treatment;
  Day visit;
  std::vector<std::string> given;  ///< what is said beside a healthy client with every other question no, in the words
                                   ///< of a test: "given products: tretinoin on 2026-03-12 in face"
  std::vector<std::string> test;   ///< the whole record as the lines of a test
  std::size_t answers = 0;         ///< how many answers, entries, clearances and settings that is
  Answer a, b;
  Way way = Way::none;
};

/// A part of a rule before and after, in words. `words`: no decision depends on it.
struct Change {
  std::string what, before, after;
  bool words = false;
  bool members = false;  ///< of a set: `before` are those that are there no more, `after` those that are new
};

struct Item {
  enum class Kind {
    check,
    guarantee,
    term,
    area,
    role,
    list,
    question,
    tolerance,
    needs,
    validity,
    setting,
    care,
    about
  } kind = Kind::check;
  enum class Fate { added, removed, changed, moved } fate = Fate::changed;
  std::string name, title;
  std::string moved;            ///< the other pack of a check that moved
  std::string before, after;    ///< as sentences; empty when there is none, or when they are the same
  std::vector<Change> changes;  ///< field by field
  Reach reach = Reach::not_found;
  std::vector<Witness> witnesses;  ///< the smallest, one for each way that it moves
  std::string open;                ///< `not_found`: why nothing can be said; else what is proved of it, if anything is
};

struct PackReport {
  std::string name;
  bool in_a = false, in_b = false;
  compile::Identity a, b;
  std::size_t same = 0;  ///< checks that are the same in meaning and in words
  std::vector<Item> items;
};

struct VocabularyReport {
  std::string name, version_a, version_b;
  std::vector<Item> items;
};

struct Report {
  std::string a, b;  ///< names of the versions
  std::vector<std::string> left_out_a, left_out_b;
  std::vector<VocabularyReport> vocabularies;
  std::vector<PackReport> packs;

  Reach reach() const;  ///< the farthest of all
  Way way() const;      ///< of all witnesses together
  bool nothing_moves() const { return reach() <= Reach::words; }
};

struct CompareOptions {
  Day visit;                     ///< the visit day of the intakes that are made up
  unsigned milliseconds = 5000;  ///< for each question to the solver; 0: no solver is asked
};

/// Compares pack by pack and check by check. The same versions and options give the same report.
Report compare(const Version& a, const Version& b, const CompareOptions& options);

}  // namespace contra::diff
