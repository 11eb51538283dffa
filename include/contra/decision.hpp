// Screening, and the decision as values: GO or WAIT, why, until when, who clears, what would settle it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contra/date.hpp"
#include "contra/export.hpp"
#include "contra/intake.hpp"

namespace contra {

namespace api {
struct DecisionImpl;
}

enum class Verdict { wait = 0, go = 1 };  ///< WAIT is zero: what nobody set is not a GO

/// Days `first` to `last`, both included. `last` is `forever` where there is no end.
struct DayRange {
  Day first, last;
  friend constexpr bool operator==(DayRange a, DayRange b) { return a.first == b.first && a.last == b.last; }
};

enum class Strength { law, label, guideline, study, guidance, house };

/// What a rule rests on.
struct Source {
  std::string id, part, title;
  std::string at;  ///< where in it; may be empty
  Strength strength = Strength::house;
};

/// An answer of the record that something rests on.
struct Evidence {
  std::string pointer;         ///< JSON pointer into the record; empty when nobody was asked
  std::string value;           ///< the JSON text as given; empty when there is none
  std::vector<DayRange> days;  ///< the days on which it may have been; empty when it has none
  bool vague = false;
};

/// Something that nobody has told us, and that would settle a check.
struct Question {
  enum class About {
    question,      ///< a question: not asked, unsure, declined, several values
    list,          ///< a list: not asked, not fully answered
    entry_term,    ///< which product it was
    entry_date,    ///< when it was
    entry_detail,  ///< a detail of it
    entry_exists,  ///< whether it was at all
    plan_area,
    plan_depth,
    clearance
  };
  About about = About::question;
  std::string pointer;              ///< where its answer stands; empty when nobody was asked
  std::string question;             ///< name of the question or list; empty when it is neither
  std::string text;                 ///< to ask, in plain words
  std::string state;                ///< "not asked yet", "declined", "as given: about 2 weeks ago"; may be empty
  std::vector<std::string> checks;  ///< that it would settle
};

/// A value as the rules know it: one of several options, or a number from … to.
struct Value {
  std::vector<std::string> options;  ///< possible options; empty for a number
  std::int64_t from = 0, to = 0;     ///< thousandths of `unit`, both included
  std::string unit;                  ///< empty for options
};

/// Why a day is a WAIT.
struct Reason {
  enum class Kind {
    until_day = 1,
    until_resolved = 2,
    until_cleared = 3,
    until_answered = 4,  ///< or renewed
    not_here = 6         ///< not at this setting, or with this device
  };
  /// A clearance recorded for this check that does not lift it on the asked day.
  struct IdleClearance {
    std::string pointer, value, why;
  };

  std::string check;  ///< name; `form_validity`, `answers`, `needs`, `rules` for the engine's own
  std::string title;
  Kind kind = Kind::until_answered;
  bool sure = false;        ///< waits whatever the open answers turn out to be
  std::string text;         ///< for the practitioner
  std::string because;      ///< why there is the rule
  std::string client_text;  ///< the pack's words for the client; may be empty
  std::vector<Evidence> evidence;
  std::vector<std::string> windows;     ///< "5 days", "42 days (medium)"
  std::optional<Day> until;             ///< first day that this check surely leaves open
  std::optional<Day> not_before;        ///< no GO before it, whatever is answered
  std::vector<std::string> cleared_by;  ///< roles
  std::vector<Source> sources;
  std::string spread;  ///< how far the sources lie apart: "12 hours to 30 days"
  std::vector<IdleClearance> idle_clearances;
  std::string changed_by;     ///< a policy's words
  std::string resolved_when;  ///< "seen healed"
  std::string limit;
  std::vector<std::string> instead;  ///< treatments
  std::vector<Question> questions;
};

/// A condition of a GO, or a note beside it.
struct Condition {
  std::string check, text;
  std::string client_text;
  bool sure = true;
  std::optional<Day> better_until;  ///< waiting until this day would be better
  std::vector<Evidence> evidence;
  std::vector<Source> sources;
  std::string spread;
  std::string changed_by;
  std::vector<Question> questions;
};

/// A change to the record, as part of a promise. What does not belong to its kind is empty.
struct Edit {
  enum class Kind {
    answer,
    list_no,  ///< the list is answered with no
    no_more,  ///< nothing but what is named
    entry_date,
    entry_ended,
    entry_detail,
    entry_other,  ///< it turns out to have nothing to do with the checks `not_read_by`
    clearance,
    renewal,
    resolved,
    depth,
    area
  };
  enum class Bound { on, on_or_before, on_or_after };

  Kind kind = Kind::answer;
  std::string question;
  std::string list;
  std::optional<std::size_t> entry;  ///< index of the entry in its list
  std::string pointer, term;         ///< of that entry
  std::string detail;
  std::optional<Value> is;
  bool never = false;
  std::optional<Day> day;
  Bound bound = Bound::on;  ///< how `day` is meant
  std::string check;
  std::vector<std::string> not_read_by;
  std::string by;     ///< role
  std::string up_to;  ///< depth
  std::string area;
};

/// What follows once something is told or done. It has been replayed: the rerun gave exactly this.
struct Promise {
  std::vector<Edit> edits;
  std::string text;
  Verdict verdict = Verdict::wait;
  std::optional<Day> earliest;
  bool earliest_renewed = false;  ///< that day is GO only once forms and clearances are renewed
  std::string about;              ///< the check that it is a way out of; empty for the whole
};

struct Alternative {
  std::string treatment, text;
  bool if_cleared = false;  ///< only a clearance separates it from GO
};

struct Passed {
  std::string check;
  std::optional<std::int32_t> margin_days;
  bool vague = false;  ///< although an answer that it rests on is vague
};

/// The last day to have something, so that `for_day` can be a GO.
struct PreCare {
  std::string check, what;
  std::optional<Day> last_day;
  bool better = false;
  Day for_day;
  std::string text;
};

struct CareLine {
  enum class Verb { avoid, do_it, watch_for, next_session };
  std::string name, title, treatment;
  Verb verb = Verb::avoid;
  std::string what, text;
  std::optional<Day> from, until, better_until;
  std::optional<std::int32_t> from_hours, for_hours, better_hours;  ///< from the end of the session
  std::string until_words;
  bool may = false;  ///< its condition only may hold
  std::string because;
  std::vector<Source> sources;
};

/// One treatment of the plan.
struct TreatmentDecision {
  struct Loosened {
    std::string check, text;
  };

  std::string treatment, title;
  std::optional<std::vector<std::string>> area;  ///< absent: not known
  std::optional<Value> depth;                    ///< absent: not known, or none to set
  std::string device;
  Verdict verdict = Verdict::wait;
  std::string headline;            ///< "WAIT recommended until Thursday 19 March 2026"
  std::vector<Loosened> loosened;  ///< what a policy loosens on this day
  std::optional<Day> earliest;     ///< on or after the asked day; absent: none can be named
  bool earliest_renewed = false;   ///< GO on it only once forms and clearances are renewed
  std::optional<Day> preferred;    ///< the better day
  std::optional<Day> holds_until;  ///< last day of the GO that begins today; absent: no end, or no GO
  std::optional<Day> recheck_by;
  std::vector<std::string> closed_between;
  std::vector<DayRange> go;       ///< every GO day from the record's signing and as-of on
  std::vector<DayRange> renewed;  ///< GO once forms and clearances are renewed
  std::vector<Reason> reasons;    ///< sorted by check
  std::vector<Condition> conditions, notes;
  std::vector<Question> questions;         ///< that keep the asked day from GO
  std::vector<Question> better_questions;  ///< that keep the better day or a condition unclear
  std::vector<Question> ask_first;         ///< fewest questions whose answers can make it GO …
  std::vector<Edit> ask_first_answers;     ///< … and those answers
  std::vector<Promise> promises;
  std::vector<Alternative> alternatives;
  std::vector<Passed> passed;
  std::vector<PreCare> pre_care;
  std::vector<CareLine> care_before, aftercare;
};

/// A decision about one day: everything that `contra screen --json` holds, typed. An immutable handle with its record
/// and rules: a copy costs a pointer, and any number of threads may use one. Values and sentences are made when they
/// are first asked for. References live as long as any copy of the handle.
class CONTRA_EXPORT Decision {
 public:
  Decision(const Decision&) = default;
  Decision& operator=(const Decision&) = default;

  Verdict verdict() const;  ///< GO only when every treatment of the plan is
  const std::string& id() const;
  Day visit() const;  ///< the asked day
  Day as_of() const;
  std::vector<Pack> packs() const;  ///< that it was decided under
  const std::vector<TreatmentDecision>& treatments() const;
  const std::vector<CareLine>& aftercare() const;  ///< of the whole session: of equal lines the longest

 private:
  friend struct api::Access;
  explicit Decision(std::shared_ptr<const api::DecisionImpl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const api::DecisionImpl> impl_;
};

struct ScreenOptions {
  std::optional<Day> on;     ///< the asked day; absent: the record's visit
  std::optional<Day> as_of;  ///< the day the record is looked at; absent: the record's, else the earlier of both
  bool promises = true;      ///< false: verdict, days, reasons and questions only; cheaper
};

/// Decides. Whatever is unclear waits; so does an error inside the engine. Throws std::bad_alloc, and
/// std::invalid_argument for a Day outside 1900 to 2200, which parse_iso_day() never gives. No clock is
/// read; the same record, rules and options give the same decision on any thread.
CONTRA_EXPORT Decision screen(const Intake& intake, const ScreenOptions& options = {});

/// The bytes of `contra screen --json` without the line end: one JSON object (`contra.decision/1`) in one line.
CONTRA_EXPORT std::string to_json(const Decision& decision);

struct TextOptions {
  unsigned width = 80;  ///< columns; at least 20
  bool plain = false;   ///< one statement a line, for a screen reader
  bool full = false;    ///< every reason by itself
};

/// The practitioner's page, as `contra screen` prints it.
CONTRA_EXPORT std::string to_text(const Decision& decision, const TextOptions& options = {});
/// The client's page: the packs' own words and dates only.
CONTRA_EXPORT std::string to_client_text(const Decision& decision, const TextOptions& options = {});

}  // namespace contra

/* Example:
#include "contra/contra.hpp"

int main() {
  const auto rules = contra::load_built_in();
  if (!rules) return 1;
  const auto intake = contra::read_intake(*rules, R"({"record": "contra.intake/1", "visit": "2026-03-16",
    "plan": [{"treatment": "microneedling", "area": ["face"], "depth": {"mm": 1.0}}],
    "forms": [{"kind": "full", "signed": "2026-03-15", "by": "client", "answers": {
      "products": [{"term": "tretinoin", "last": "2026-03-14", "area": ["face"]}]}}]})");
  if (!intake) return 1;

  const contra::Decision decision = contra::screen(*intake);
  if (decision.verdict() != contra::Verdict::wait) return 1;
  for (const contra::Reason& reason : decision.treatments().front().reasons)
    if (reason.check == "topical_retinoid" && reason.until)
      return contra::to_iso(*reason.until) == "2026-03-19" ? 0 : 1;
  return 1;
}
*/
