// The parts of the intake reader, private to intake*.cpp: values and dates as people write them, answers, entries of
// lists, and the merging of forms. Two kinds of trouble are kept apart everywhere:
//   - what is not of the schema is *refused* (a diagnostic; the whole record is not decided), and
//   - an answer that cannot be is a *fault* (Facts::faults; it counts as not asked, and the record waits).
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/model.hpp"
#include "eval/facts.hpp"
#include "eval/intake.hpp"
#include "eval/json_document.hpp"
#include "eval/state_words.hpp"
#include "text/diagnostic.hpp"

namespace contra::eval::reader {

using json::Node;
using What = AnswerFault::What;

// --- context ------------------------------------------------------------------------------------------------

struct Context {
  const text::SourceSet& sources;
  const check::Vocabulary& vocabulary;
  const std::vector<KnownPack>& packs;
  std::vector<text::Diagnostic> diagnostics;
  Day visit;
  Day earliest_signing, latest_signing;  // of all forms; `visit` when there is none

  Origin origin(const Node& node) const { return {node.pointer, json::compact(node, sources)}; }

  void refuse(text::Kind kind, const Node& at, std::string message, std::string help = {});
  void refuse_key(text::Kind kind, const Node& member, std::string message, std::string help,
                  const std::string& better);
  void wrong_type(const Node& at, std::string_view expected, std::string help = {});

  /// The nearest candidate, or nothing; nothing also once there are more diagnostics than are shown.
  std::string suggestion(std::string_view written, const std::vector<std::string>& candidates) const;
  /// Refuses every member that is none of `known`.
  void check_fields(const Node& object, std::initializer_list<std::string_view> known, std::string_view of_what);
  /// The member, or nothing when it is absent or null.
  static const Node* given(const Node& object, std::string_view member);
  /// The text of a member that must be there and be a text; a diagnostic and nothing otherwise.
  const std::string* required_text(const Node& object, std::string_view member, std::string_view of_what);
  /// The text of `member` if it is there; a diagnostic and nothing when it is no text.
  const std::string* optional_text(const Node& object, std::string_view member);
};

/// Words short enough to stand in a message.
std::string shortened(std::string_view words);
std::string quoted(std::string_view name);  // `name`
/// ", did you mean `x`?" or nothing.
std::string did_you_mean(std::string_view written, const std::vector<std::string>& candidates);

// --- values (intake_values.cpp) -----------------------------------------------------------------------------

/// What became of one value.
enum class Said { value, unsure, declined, not_given, no, not_applicable, fault, refused };

struct ValueRead {
  Said said = Said::not_given;
  std::uint64_t options = 0;
  std::vector<Range> numbers;
  std::vector<AreaId> areas;
  What what = What::unreadable;  // fault
  std::string message;           // fault: a sentence
};

/// Reads the value of a question, a detail or a depth of type options, number, area or text. Says `no` when the answer
/// is a plain no (of yes-or-no, of options with a `no`, of a text), `value` for every other value.
ValueRead read_value(Context& context, const Node& node, const check::ValueType& type);

/// A number that a text begins with its unit behind it: "1.5 mm".
std::optional<Range> read_quantity(std::string_view words, std::string_view unit);

/// Areas by their names. `read` is false when one is not known (its words are then in `unknown`).
struct AreasRead {
  bool read = false;
  std::vector<AreaId> areas;
  std::string unknown;
  Said said = Said::value;
};
AreasRead read_areas(Context& context, const Node& node);

std::vector<std::string> area_names(const check::Vocabulary& vocabulary);

// --- dates (intake_dates.cpp) -------------------------------------------------------------------------------

/// past: cut at the signing day; future: begins there; either: not cut (the ends of periods).
enum class Look { past, future, either };

struct DateRead {
  Said said = Said::not_given;  // value, unsure, declined, not_given, fault, refused
  DaySet days;                  // value; empty with `never` or `ongoing`
  bool never = false, maybe_never = false, ongoing = false;
  What what = What::unreadable;
  std::string message;
};

DateRead read_date(Context& context, const Node& node, Day signed_on, Look look);

/// One full day, `YYYY-MM-DD`; nothing for anything else.
std::optional<Day> read_full_day(const Node& node);

// --- answers (intake_answers.cpp, intake_lists.cpp) ---------------------------------------------------------

struct FormContext {
  std::size_t index = 0;  // in the record
  FormFact::Kind kind = FormFact::Kind::full;
  syntax::AnsweredBy by = syntax::AnsweredBy::client;
  Day signed_on;
  std::optional<bool> nothing_changed;
};

/// One form's answer to one question, with the faults that go with it: they count only when the answer does.
struct QuestionAnswer {
  const FormContext* form = nullptr;
  QuestionFact fact;
  std::vector<AnswerFault> faults;
};

struct ListEntry {
  Entry entry;
  bool start_given = false;  // its first day was given, not only bounded by the signing day
  std::string identity;      // equal for entries that say the same
};
struct ListAnswer {
  const FormContext* form = nullptr;
  ListFact fact;                        // without entries
  std::vector<ListEntry> entries;       // named, then unnamed
  std::vector<std::string> identities;  // of the entries, sorted, no repeats
  std::vector<AnswerFault> faults;
};

/// Nothing for null and blank: not asked.
std::optional<QuestionAnswer> read_question(Context& context, const Node& node, const check::Question& question,
                                            const FormContext& form);
std::optional<ListAnswer> read_list(Context& context, const Node& node, const check::List& list,
                                    const FormContext& form);

/// Every value of the type, as for unsure, declined and not asked.
void set_unknown(QuestionFact& fact, const check::Question& question, const Context& context);
/// A plain no, also for types that have no value for it.
void set_no(QuestionFact& fact, const check::Question& question);

// --- what is open (intake_open.cpp) -------------------------------------------------------------------------

/// Whenever it may have been: the timing of something that nobody has dated.
Timing any_time(syntax::ListRole role);
/// Something that is there, without a date.
Timing undated(const check::List& list, Day signed_on);
ListEntry make_unnamed(const check::List& list, const IdSet& terms, Timing timing, bool surely_there, Day signed_on,
                       const Origin& origin);
/// What an entry says, as a text: two entries that say the same have equal ones. A first day that was not given is only
/// bounded by the signing day of its form, and is left out: two forms may say the same with other bounds.
std::string identity_of(const ListEntry& item);
DetailFact unknown_detail(const check::Detail& detail);
/// The entries of a list that nobody answered.
ListFact unknown_list(const check::List& list, const Context& context, State state);
/// A list answered `no`, with the older past that `looks back` leaves open.
std::vector<ListEntry> unasked_past(const check::List& list, const IdSet& terms, Day signed_on, const Origin& origin);

// --- merging (intake_merge.cpp) -----------------------------------------------------------------------------

/// Newest wins, question by question; then boxes and questions asked only when another is yes.
void merge(Context& context, const std::vector<std::vector<QuestionAnswer>>& questions,
           const std::vector<std::vector<ListAnswer>>& lists, Facts& facts);

}  // namespace contra::eval::reader
