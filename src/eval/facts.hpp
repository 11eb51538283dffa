// An intake record as typed facts: for every question the set of values that its answer may have, for every list the
// entries that are there and those that may be. Plain values, made by read_intake or by hand, edited by promises.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/model.hpp"
#include "contra/date.hpp"
#include "time/day_set.hpp"

namespace contra::eval {

using check::AreaId;
using check::IdSet;
using check::ListId;
using check::QuestionId;
using check::RoleId;
using check::TermId;
using time::DaySet;

/// Where an answer stands in the record and how it was given.
struct Origin {
  std::string pointer;  ///< JSON pointer into the record; empty for a question that nobody was asked
  std::string given;    ///< the JSON value as given, compact; empty when not asked
};

enum class State { value, no, unsure, declined, not_asked };

using Range = std::pair<std::int64_t, std::int64_t>;  // thousandths, inclusive

/// The answer to one question. The possible values are in the member that the type of the question uses. unsure,
/// declined and not asked all mean: every value of the type, and (for days) maybe never.
struct QuestionFact {
  State state = State::not_asked;
  std::uint64_t options = 0;   // options: a bit for each possible one; never empty
  std::vector<Range> numbers;  // number: possible values, as ranges
  DaySet days;                 // past_day, future_day: possible days
  bool maybe_never = false;    // past_day, future_day: it may not have happened / not be planned at all
  bool surely_never = false;   // "never" / "no": days is empty
  bool by_condition = false;   // counted as `no` because it is asked only when another is yes
  Origin origin;
  Day signed_on;    // of the form it comes from
  Day known_since;  // signing day of the earliest form of an unbroken run that gives the same answer
};

/// When an entry happened.
struct Timing {
  enum class Kind {
    point,    // one day out of `start` (the event; or the last day of use when `last_use`)
    period,   // from a day out of `start` to a day out of `end`, start <= end; `forever` in `end`: it may still go on
    timeless  // allergies: no time at all
  } kind = Kind::period;
  DaySet start;
  DaySet end;                 // period only
  bool last_use = false;      // a point that is a last day of use
  bool surely_ended = false;  // the end was given as such (`end`, or `ongoing: no`): taking has ended. A `last` day
                              // alone does not prove that.
};

/// One detail of an entry: the possible values of its type. `declared` false: the term has no such detail.
struct DetailFact {
  bool known = false;  // given with a usable value
  std::uint64_t options = 0;
  std::vector<Range> numbers;
  IdSet areas;  // for details of type area: the areas given; unknown when !known
  Origin origin;
};

/// An entry of a list, or one that may be there although nobody named it.
struct Entry {
  bool named = true;          // false: an entry that may exist because the list was not (fully) answered
  bool surely_there = true;   // false: may be there or not
  bool same_day = false;      // not of the record: another treatment of the plan, done on the visit day itself
  bool any_number = false;    // unnamed ones: stands for none, one or many
  TermId term = check::none;  // as given; none for free text and unnamed entries
  IdSet terms;                // what it may be: `term` and its kinds; every term of the list for free text
  std::string words;          // as the client wrote it, for sentences ("Retin-A")
  Timing timing;
  bool dated = false;               // a date or `ongoing` was given and is usable
  std::vector<DetailFact> details;  // indexed like List::details
  Origin origin;                    // of the whole entry; for unnamed ones of the list
  Origin date_origin;               // of its date
  Day signed_on;
  Day known_since;
};

struct ListFact {
  State state = State::not_asked;  // value: entries or "yes"; no: "no" or []
  std::vector<Entry> entries;      // named first, in the order of the record; unnamed after them
  /// Terms that a usable answer covers: `needs LIST for TERM` is met when TERM and its kinds are within. A list that
  /// was answered "unsure" or "declined" covers none.
  IdSet covered;
  bool by_condition = false;
  Origin origin;
  Day signed_on;
  Day known_since;
};

struct FormFact {
  enum class Kind { full, change, practitioner } kind = Kind::full;
  Day signed_on;
  std::optional<bool> nothing_changed;  // of a change form; absent: not given or unsure
  bool has_answers = false;
  Origin origin;

  /// A change form is a change check once the client has said that nothing changed, or what did.
  bool is_change_check() const { return kind == Kind::change && nothing_changed && (*nothing_changed || has_answers); }
};

struct ClearanceFact {
  std::string check;
  RoleId role = check::none;
  std::string name;
  std::optional<Day> on;  // absent: unclear, and clears nothing
  std::optional<Day> until;
  bool for_given = false;
  IdSet for_terms;
  bool unclear = false;  // unknown role or term, a day that cannot be: clears nothing, is asked about
  Origin origin;
};

/// One treatment of the plan with its setting: arguments of the decision, not answers.
struct PlanItem {
  std::string treatment;
  bool area_known = false;
  std::vector<AreaId> areas;
  bool depth_known = false;         // a depth was given and is usable
  std::uint64_t depth_options = 0;  // possible depths by option index, or …
  std::vector<Range> depth_numbers;
  std::string device;
  Origin origin;  // of the item; its area is at pointer + "/area"
};

/// An answer that cannot be (31 February, a past event after its signing, two answers of one day that differ): WAIT on
/// every day, asked again. The fact it belongs to counts as not asked.
struct AnswerFault {
  enum class What {
    no_such_day,
    impossible_order,
    future_past_day,
    contradiction,
    unknown_term,
    wrong_person,
    incomplete_change,
    unclear_clearance,
    bad_setting,
    unreadable
  } what = What::unreadable;
  Origin origin;
  std::string message;   // for the practitioner; a sentence
  std::string question;  // name of the question or list; empty for the record itself
};

struct Facts {
  std::string id;
  Day visit;                 // the record's own
  std::optional<Day> as_of;  // the record's own
  std::vector<PlanItem> plan;
  std::vector<FormFact> forms;          // in order of signing, then of the record
  std::vector<QuestionFact> questions;  // indexed by QuestionId
  std::vector<ListFact> lists;          // indexed by ListId
  std::vector<ClearanceFact> clearances;
  std::vector<AnswerFault> faults;
  Day latest_signing;  // of all forms; `visit` when there is none
};

}  // namespace contra::eval
