// From facts to a decision: GO or WAIT, why, until when, who clears, what would settle it. Values only; sentences are
// made by `present`. Everything that a decision promises has been replayed by `decide` itself on edited facts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/facts.hpp"
#include "eval/findings.hpp"

namespace contra::eval {

enum class Verdict { wait, go };  // wait is zero: what nobody set is not a GO

/// A remedy, as an edit of the intake.
struct Edit {
  enum class What {
    answer,
    list_no,
    entry_date,
    entry_ended,
    entry_detail,
    entry_other,
    clearance,
    renewal,
    resolved,
    depth,
    area
  } what = What::answer;
  std::int32_t id = -1;  // QuestionId or ListId
  std::int32_t entry = -1, detail = -1;
  std::uint64_t options = 0;  // answer, entry_detail: the option(s)
  std::vector<Range> numbers;
  std::optional<Day> day;     // entry_date: that day or earlier (`or_earlier`); entry_ended, clearance, renewal: on it
  bool or_later = false;      // entry_date, answer with a day: on that day or later; else on it or earlier
  bool never = false;         // a day question or entry: it never happened
  std::string check;          // clearance, resolved
  RoleId role = check::none;  // clearance
  std::int64_t depth = 0;     // depth: option index or thousandths
  std::vector<std::string> checks;  // entry_other: the checks that it turns out to have nothing to do with
  std::string words;                // the setting or option as written
};
bool operator==(const Edit& a, const Edit& b);

/// The edited copy. Pure; an edit that does not fit the facts changes nothing.
Facts apply(const Facts& facts, const std::vector<Edit>& edits, const compile::Program& program,
            const Setting& setting);

struct Promise {
  std::vector<Edit> edits;
  Verdict verdict = Verdict::wait;  // on the asked day, replayed
  std::optional<Day> earliest;      // replayed
  bool earliest_renewed = false;    // that day is GO only once forms and clearances are renewed
  std::string about;                // the check that it is a way out of; empty for the whole
};

struct Reason {
  std::string check;      // name; "form_validity", "answers", "needs", "rules" for the engine's own
  std::int32_t kind = 4;  // 1 until a day, 2 until resolved, 3 until cleared, 4 until answered or renewed, 6 not at
                          // this setting or device
  bool sure = false;      // waits in every completion
  const check::Check* source_check = nullptr;  // texts and sources; null for the engine's own
  std::string changed_by;                      // a policy's words
  std::vector<Evidence> evidence;
  std::vector<Cause> causes;
  std::vector<std::string> windows;
  std::optional<Day> until;  // first day that this check surely leaves open, on or after the asked day
  std::optional<Day>
      not_before;  // when there is no such day or it is a bound only: no GO before this day whatever is answered
  std::vector<RoleId> cleared_by;
  /// Clearances recorded for this check that do not lift it on the asked day, each with the reason as a sentence.
  struct IdleClearance {
    std::string pointer, given, why;
  };
  std::vector<IdleClearance> idle_clearances;
  bool same_day = false;             // kind 6: another treatment of the plan is done on the same day
  std::string resolved_when;         // kind 2: "seen healed"
  std::string limit_words;           // kind 6: the limit
  std::vector<std::string> instead;  // kind 6: packs
  std::string message;               // the engine's own reasons: a sentence
};

/// The kind of a reason that is sure (see Reason::kind). `ends`: on some day it surely waits no more;
/// `only_clearance_left`: its window is over.
std::int32_t reason_kind(const check::Check& check, bool ends, bool only_clearance_left);

/// Every role that may clear the check in one way or another, each once.
std::vector<RoleId> clearing_roles(const check::Check& check);

/// What the engine's own reasons say: of a missing full form, of one that is too old (around the last day on which it
/// held, when there is one), and of an answer that must be there.
inline constexpr const char* no_form_message = "There is no full intake form in the record.";
inline constexpr const char* old_form_message = "The intake form is too old for this visit";
inline constexpr const char* old_form_until = ": it held until ";
inline constexpr const char* old_form_end = ". Have the client go through it again.";
std::string need_message(const check::Need& need, const check::Vocabulary& vocabulary);

struct ConditionLine {
  std::string check;
  const check::Check* source_check = nullptr;
  bool sure = true;
  std::vector<Cause> causes;
  std::vector<Evidence> evidence;
  std::string changed_by;
  std::optional<Day> better_until;  // a note of the better tier: waiting until this day would be better
};

struct OpenQuestion {
  Cause cause;
  std::vector<std::string> checks;
};

struct Passed {
  std::string check;
  std::optional<std::int32_t> margin_days;
  bool vague = false;
};

/// Pre-care: for the wished day (the asked day when GO, else `earliest`), the last day to have each thing that a check
/// waits for.
struct PreCare {
  std::string check;
  std::string what;
  std::optional<Day> last_day;
  bool better = false;
  Day for_day;
  const check::Check* source_check = nullptr;
};
/// A care line of the pack, with its days or hours worked out.
struct CareLine {
  std::string name, title;
  const check::CareItem* item = nullptr;
  const check::CareLine* line = nullptr;
  std::optional<Day> from, until, better_until;                     // calendar days, for steps
  std::optional<std::int32_t> from_hours, for_hours, better_hours;  // from the end of the session, for hours
  std::string treatment;
  bool may = false;  // its condition only may hold
};

struct TreatmentDecision {
  std::string treatment;
  PlanItem plan;
  std::shared_ptr<const compile::Program> program;  // null: no rules for it
  /// The facts that it was decided on, which evidence and causes index: the record's own, and in a plan of several
  /// treatments the others of the day. Null: the record's own.
  std::shared_ptr<const Facts> facts;
  Verdict verdict = Verdict::wait;
  std::optional<Day> earliest;
  bool earliest_renewed = false;
  std::optional<Day> preferred;
  std::optional<Day> holds_until;  // end of the unbroken GO run at the asked day; absent: no end, or not GO
  std::optional<Day> recheck_by;   // the last day on which the forms and clearances that it rests on hold
  DaySet go, renewed;              // days from `first` on; `renewed`: GO once forms and clearances are renewed
  Day first;
  std::vector<Reason> reasons;              // sorted by check, then evidence
  std::vector<std::string> closed_between;  // checks that close days between the last single `until` and `earliest`
  std::vector<ConditionLine> conditions, notes;
  struct Loosened {
    std::string check, words;
  };
  std::vector<Loosened>
      loosened;  // a policy's loosenings that change this day, each with who approved it, why and until when
  std::vector<OpenQuestion> questions;         // that keep the asked day from GO
  std::vector<OpenQuestion> better_questions;  // that keep the better tier or a condition unclear
  std::vector<Cause> ask_first;                // a fewest-questions set with answers whose rerun says GO
  std::vector<Edit> ask_first_answers;
  std::vector<Promise> promises;
  std::vector<std::string> alternatives,
      alternatives_if_cleared;  // other treatments that are GO today / that only a clearance separates
  std::vector<Passed> passed;
  std::vector<PreCare> pre_care;
  std::vector<CareLine> care_before, aftercare;
};

struct Decision {
  std::string id;
  Day visit, as_of;
  Verdict verdict = Verdict::wait;  // GO only when every treatment of the plan is
  std::vector<TreatmentDecision> treatments;
  std::vector<CareLine> aftercare;  // merged over the treatments of the day: of equal verb and text the longest
};

struct DecideOptions {
  std::optional<Day> on, as_of;  // default: the record's visit and as-of
  bool promises = true;          // verdict and reasons only when false
};

/// Decides the whole plan. `programs` are all that are loaded: the plan picks, the others are alternatives.
Decision decide(const std::vector<std::shared_ptr<const compile::Program>>& programs, const Facts& facts,
                const DecideOptions& options);

}  // namespace contra::eval
