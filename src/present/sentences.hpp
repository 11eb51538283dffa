// Every sentence about a decision: one place, so that terminal, JSON and sheets say the same. Plain, short, active
// voice. Nothing is decided here; a sentence only says what the decision holds.
#pragma once

#include <string>
#include <vector>

#include "eval/decide.hpp"

namespace contra::present {

/// Sentences about one treatment of a decision. Holds references: the decision and the facts must outlive it.
class Sentences {
 public:
  Sentences(const eval::Facts& facts, const eval::Decision& decision, const eval::TreatmentDecision& treatment)
      : facts_(treatment.facts ? *treatment.facts : facts),
        treatment_(treatment),
        asked_(decision.visit),
        as_of_(decision.as_of) {}

  // --- the answer
  std::string title() const;                 ///< "Microneedling", the pack's title up to its first comma
  std::vector<std::string> setting() const;  ///< "face", "1 mm", "pen X"; unknown parts are said to be unknown
  std::string headline() const;              ///< "GO", "WAIT recommended until Thursday 19 March 2026"
  bool headline_has_day() const;             ///< the headline names the earliest day already
  std::string earliest() const;  ///< "Thursday 19 March 2026, once the form is renewed"; "no day can be named yet"

  // --- why
  std::string reason_title(const eval::Reason& reason) const;
  std::string reason(const eval::Reason& reason) const;         ///< the whole reason as one or a few sentences
  std::string client_reason(const eval::Reason& reason) const;  ///< the pack's words for the client; may be empty
  std::string ways_out(const eval::Reason& reason) const;       ///< "A dermatologist may clear it."; may be empty
  std::string evidence(
      const eval::Evidence& evidence) const;  ///< "tretinoin was last used on 14 March 2026": no capital, no period
  std::string source(const check::SourceRef& source) const;  ///< "SkinPen Precision, “Contraindications” (label)"
  std::string condition(const eval::ConditionLine& line) const;
  std::string passed(const eval::Passed& passed) const;  ///< "Chemical peel: 12 days to spare"

  // --- what would help
  /// In plain words, with the vocabulary's own question where there is one. `checks` (names) make a list question
  /// particular.
  std::string question(const eval::Cause& cause, const std::vector<std::string>& checks) const;
  std::string question_state(const eval::Cause& cause)
      const;  ///< "not asked yet", "answered: unsure", "declined", "as given: about 2 weeks ago"
  /// For a client: the same, or empty when it is the practitioner who answers.
  std::string client_question(const eval::Cause& cause) const;
  std::string promise(const eval::Promise& promise) const;
  /// "if the last isotretinoin was on or before 16 September 2025, once a prescriber clears it"
  std::string edits(const std::vector<eval::Edit>& edits, const std::string& about) const;

  // --- care
  std::string pre_care(const eval::PreCare& care) const;
  std::string care_line(
      const eval::CareLine& line) const;  ///< "Avoid make-up for 24 hours after the session, better 48 hours."
  std::string care_short(
      const eval::CareLine& line) const;  ///< "make-up: 24 hours, better 48 hours", to stand under its verb

  // --- names
  std::string check_title(const std::string& name) const;
  const check::Check* find_check(const std::string& name) const;
  std::string entry_name(std::int32_t list,
                         std::int32_t entry) const;                 ///< "Retin-A (tretinoin)"; empty for an unnamed one
  bool prescribed(std::int32_t list, std::int32_t entry) const;     ///< prescribed, or not known not to be
  std::string roles(const std::vector<eval::RoleId>& roles) const;  ///< "a prescriber or a dermatologist"
  std::string role(eval::RoleId role) const;

  /// Where the answer that `cause` is about stands in the record; empty when nobody was asked.
  std::string pointer(const eval::Cause& cause) const;
  /// The name of the question or list; empty when it is neither.
  std::string question_name(const eval::Cause& cause) const;

 private:
  struct Clause {
    std::string joint, words;
  };
  const check::Vocabulary* vocabulary() const {
    return treatment_.program ? treatment_.program->vocabulary.get() : nullptr;
  }
  const check::List* list_at(std::int32_t id) const;
  const check::Question* question_at(std::int32_t id) const;
  const eval::Entry* entry_at(std::int32_t list, std::int32_t entry) const;
  std::string subject_words(const std::string& check, std::int32_t list) const;
  std::string entry_or_subject(std::int32_t list, std::int32_t entry, const std::string& check) const;
  std::string entry_details(const check::List& list, const eval::Entry& entry) const;
  std::string entry_event(const check::List& list, const eval::Entry& entry, const std::string& name) const;
  std::string evidence_text(const eval::Evidence& evidence, const std::string& check) const;
  std::string evidence_list(const eval::Reason& reason) const;
  std::string needed(const eval::Reason& reason) const;
  std::string detail_question(const check::Detail& detail, const std::string& name) const;
  Clause clause(const eval::Edit& edit, const std::string& about) const;

  const eval::Facts& facts_;
  const eval::TreatmentDecision& treatment_;
  Day asked_, as_of_;
};

/// How a list speaks of having its terms: its own question tells ("Which medicines have you taken?").
enum class Having { used, taken, had };
Having having(const check::List& list);

/// Whether a reason only says that nobody has answered: it rests on no answer that somebody gave.
bool only_unanswered(const eval::Reason& reason);

/// The last day to have something, with the better one beside it.
struct PreCareLine {
  std::string what;
  std::optional<Day> last_day, better;
  bool prescribed = false;
};
/// Those that still lie ahead of `as_of`, the soonest first. Days gone by tell nobody what to do.
std::vector<PreCareLine> pre_care_lines(const eval::TreatmentDecision& treatment, Day as_of);

std::string strength_words(syntax::Strength strength);

}  // namespace contra::present
