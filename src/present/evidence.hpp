// The evidence of a decision as a tree: each check with its sentence, its condition with the truth of every operand on
// the asked day, the answers that these rest on, and the dates worked out. Everything is read from the one evaluator.
#pragma once

#include <string>
#include <vector>

#include "eval/decide.hpp"
#include "eval/findings.hpp"
#include "present/page.hpp"
#include "text/source.hpp"

namespace contra::present {

/// An answer that a condition or a wait rests on.
struct AnswerEvidence {
  std::string sentence;                 ///< "tretinoin was last used on 14 March 2026"
  std::string pointer, given;           ///< place in the record; the answer as given, in words; may be empty
  time::DaySet days;                    ///< the days that it may have happened; empty when it has none
  std::vector<std::string> arithmetic;  ///< "14 March 2026 + 5 days = 19 March 2026, the first GO day"
};

/// A condition, or a part of one.
struct Operand {
  std::string words;                        ///< as written in the rule file
  std::string joint;                        ///< "all of", "any of", "not"; empty for one that has no parts
  eval::Holding at = eval::Holding::never;  ///< on the asked day
  std::vector<Operand> of;                  ///< of one with a joint
  std::vector<AnswerEvidence> answers;      ///< of one without
};

/// One part of a check: the pack's own, or what a policy adds or puts in its place.
struct PartEvidence {
  const check::Check* check = nullptr;
  std::string sentence;                     ///< the rule in words
  std::string changed_by;                   ///< a policy's words; else empty
  std::string counts;                       ///< visit days on which it counts, in words; empty when on every day
  eval::Holding at = eval::Holding::never;  ///< waits on the asked day; of a condition or note: applies
  std::vector<Operand> conditions;          ///< what it is said `while`; empty for one that counts from a day
  std::vector<AnswerEvidence> answers;      ///< of one that counts from a day
  std::vector<Operand> better_while, unless;
};

struct CheckEvidence {
  enum class Group { record, waits, may_wait, cleared, better, applies, may_apply, passes } group = Group::passes;
  std::string name, title;
  std::vector<PartEvidence> parts;
  std::vector<std::string> facts;       ///< sentences: until when, who may clear it, the margin
  std::vector<std::string> questions;   ///< what would settle it
  std::vector<std::string> clearances;  ///< recorded for it, each with what it does
  bool only_unanswered = false;         ///< it waits only because nobody was asked
  std::string message;                  ///< of the engine's own reasons
  std::vector<AnswerEvidence> message_answers;
};

/// Of one treatment; the checks that wait first. Engine's own reasons (form, answers that cannot be) are checks too.
std::vector<CheckEvidence> evidence_of(const eval::Decision& decision, const eval::TreatmentDecision& treatment,
                                       const eval::Facts& facts, const text::SourceSet& sources);

struct EvidenceOptions {
  PageOptions page;  ///< `full`: every check that passes and every unasked one with its whole tree
  std::string only;  ///< one check by name, with everything; empty: all
};

/// The tree for a person. Ends in a newline.
std::string evidence_text(const eval::Decision& decision, const eval::Facts& facts, const text::SourceSet& sources,
                          const std::string& engine, const EvidenceOptions& options);

/// One JSON object, `contra.why/1`, on one line.
std::string evidence_json(const eval::Decision& decision, const eval::Facts& facts, const text::SourceSet& sources,
                          const std::string& engine, const EvidenceOptions& options);

}  // namespace contra::present
