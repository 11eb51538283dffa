// The one evaluator, inside the eval room: conditions and waits to pairs of day sets, with the questions and the
// answers that they rest on. Others use findings.hpp.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "eval/facts.hpp"
#include "eval/findings.hpp"

namespace contra::eval {

/// Three-valued truth that does not depend on the day.
enum class Truth { no, unknown, yes };

Truth both(Truth a, Truth b);    // Kleene's and
Truth either(Truth a, Truth b);  // Kleene's or

/// A condition as days: INVARIANT surely is a subset of possibly. The causes are what keeps it from being sure on the
/// asked day; empty when it is sure there, one way or the other.
struct Held {
  DaySet surely, possibly;
  std::vector<Cause> causes;
};

Held operator&(Held a, const Held& b);
Held operator|(Held a, const Held& b);
Held negation(Held a);

/// How an entry or a day question (as an entry) meets a subject.
struct Match {
  const Entry* entry = nullptr;
  Cause where;                // list and entry, or question: `what` is not used
  Truth matches = Truth::no;  // never `no` in what `matches()` returns
  std::vector<Cause> causes;  // why `matches` is unknown
};

/// Something that a clearance must cover before it lifts a condition: an entry that may match, or a question read.
struct Cleared {
  DaySet surely, possibly;  // the days on which it is surely / possibly cleared
};

/// The terms of a list that have a detail, gathered over the cases of tests.
struct Declared {
  bool any = false, every_term = false;
  IdSet terms;
};

class Evaluator {
 public:
  Evaluator(const check::Vocabulary& vocabulary, const Facts& facts, const Setting& setting);

  Held condition(const check::Condition& condition);

  /// Entries that may meet the subject (and the treated area, when asked for).
  std::vector<Match> matches(const check::Subject& subject, bool in_treated_area);

  /// Takes what was read since the last call: evidence that bears on the asked day first, all of it otherwise.
  std::vector<Evidence> take_evidence(bool only_bearing);
  void note_evidence(const Match& match, const DaySet& possibly, bool vague);
  void forget_evidence() { read_.clear(); }

  /// Every entry and question that the condition reads and that may make it hold, in the order read.
  struct Reading {
    std::vector<Match> entries;
    std::vector<QuestionId> questions;
  };
  Reading readings(const check::Condition& condition);

  /// `declared` gathers which of the list's terms have the detail.
  /// Only the terms that the entry may be and the subject reads count.
  Truth test_where(const check::WhereTest& where, ListId list, const Entry& entry, const IdSet& subject,
                   std::vector<Cause>& causes, Cause at, Declared* declared = nullptr);

  const check::Vocabulary& vocabulary() const { return vocabulary_; }
  const Facts& facts() const { return facts_; }
  const Setting& setting() const { return setting_; }
  Day asked() const { return setting_.asked; }

  /// The days as a pair, with `causes` kept only when the asked day is in doubt.
  Held held(DaySet surely, DaySet possibly, std::vector<Cause> causes) const;

 private:
  Held question(const check::Condition& condition);
  Held age(const check::Condition& condition);
  Held any(const check::Condition& condition);
  Held over_entries(const check::Condition& condition);
  Held area(const check::Condition& condition);
  Held every_answer_no();
  bool touch(const IdSet& areas, const IdSet& others) const;
  Truth touches_treated_area(ListId list, const Entry& entry, const IdSet& subject, std::vector<Cause>& causes,
                             Cause at) const;

  struct Read {
    Evidence evidence;
    bool bears = false;
  };
  void note_question(QuestionId question, bool bears);

  const check::Vocabulary& vocabulary_;
  const Facts& facts_;
  const Setting& setting_;
  std::vector<Read> read_;
  std::vector<Entry> day_entries_;  // day questions as entries, made once; indexed by QuestionId
};

/// The window of one entry: begin and end are monotone in the event's day.
using DayMap = std::function<Day(Day)>;
struct WindowPair {
  DaySet surely, possibly;
};
WindowPair window_of(const Timing& timing, const DayMap& begin, const DayMap& end);

/// The start and end of a period narrowed to each other: start <= end in every world.
void narrow(DaySet& start, DaySet& end);

std::string step_words(Step step);

/// Closes the days on which the `ask again` checks leave no consistent completion although none of them surely holds:
/// possible when several of them, or two operands of one, read the same answer.
void close_without_completion(const compile::Program& program, const Facts& facts, const Setting& setting,
                              Findings& findings);

CheckFinding evaluate_check(Evaluator& evaluator, const compile::Program& program, std::size_t index);

/// evaluate() again, for facts that differ from those of `known` only in what the checks outside `which` do not read:
/// of those the finding of `known` stands.
Findings evaluate_some(const compile::Program& program, const Facts& facts, const Setting& setting,
                       const Findings& known, const std::vector<bool>& which);

void sort_causes(std::vector<Cause>& causes);

}  // namespace contra::eval
