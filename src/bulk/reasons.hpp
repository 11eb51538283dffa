// Why a check waits, worked out from a row: what it rests on and the days on which it stops. The same as the general
// evaluator says in its reasons, without sets of days: a check is looked at on the asked day, then on each later day on
// which something about it may change, until it waits no more.
#pragma once

#include <cstdint>
#include <vector>

#include "bulk/entry_tests.hpp"
#include "bulk/plan.hpp"
#include "bulk/reason_lines.hpp"
#include "bulk/row.hpp"

namespace contra::bulk {

/// One for each thread. Allocates nothing once it is warm.
class ReasonFinder {
 public:
  ReasonFinder(const Plan& plan, const ReasonTexts& texts);

  /// The row that is asked about from here on. False when its reasons cannot be told: the general evaluator does.
  bool take(const Row& row);

  /// Appends the reason of this check of the program, which waits on the row's day. False when that cannot be told from
  /// the row; `out` then holds nothing of use.
  bool find(std::uint32_t check, Reasons& out);
  /// Appends the engine's own reasons of one kind. False as above.
  bool find_answers(Reasons& out) const;
  bool find_form_validity(Reasons& out) const;
  bool find_needs(Reasons& out) const;

 private:
  /// On the day at hand.
  struct Held {
    bool surely = false, possibly = false;
  };
  struct Days {
    Day first = first_day, last = forever;  // none when first > last
  };
  /// The days of something, surely and possibly.
  struct Pair {
    Days surely, possibly;
  };
  struct Match {
    const Seen* seen = nullptr;
    const RowEntry* entry = nullptr;  // or
    std::int32_t question = -1;
    const check::IdSet* terms = nullptr;  // of the entry: those that the subject reads
    Truth truth = 0;
  };

  Held check(std::uint32_t index, std::size_t& part);
  Held part(const compile::Part& part, const std::vector<std::string>& words);
  Held wait_after(const check::WaitAfter& form, const std::vector<std::string>& words);
  Held wait_from(const check::WaitFrom& form, const std::vector<std::string>& words);
  Held condition(const check::Condition& c);
  Held question(const check::Condition& c);
  Held age(const check::Condition& c);
  Held entries(const check::Condition& c);
  Held every_answer_no() const;

  template <class Each>
  void matches(const check::Subject& subject, bool in_treated_area, Each each);

  template <class Begin, class End>
  Pair window(const Seen& seen, Begin begin, End end);
  Held on(const Pair& days);
  void change(const Days& days);
  /// `then_`: after its window it goes on, until it is cleared.
  Held waits(Pair days, bool certain);
  void note_window_end();
  ToldEvidence evidence_of(std::size_t key) const;
  void note(const Match& match, bool bears);
  void note_question(check::QuestionId question, bool bears);
  void note_window(const std::string& words);

  const Plan& plan_;
  const ReasonTexts& texts_;
  const check::Vocabulary& v_;
  const Row* row_ = nullptr;
  EntryTests tests_;

  Day day_;                // the day at hand
  std::int32_t next_ = 0;  // the soonest day after it on which something may change
  bool noting_ = false;    // on the asked day: what it rests on is noted
  bool failed_ = false;
  // Of the part at hand, when a clearance must follow its window; and of the check.
  bool then_ = false, in_window_ = false, clearance_only_ = false;
  std::vector<Days> sure_windows_;
  Day window_until_ = forever;
  Reasons* out_ = nullptr;
  std::uint32_t windows_from_ = 0;
  check::IdSet common_;
  std::vector<std::uint32_t> all_rows_;  // of a day that was asked for, which has no details
};

}  // namespace contra::bulk
