// Writes the reasons of a `contra.verdict/1` line. What a check always says is made into bytes once; a reason adds what
// its record adds. The reasons come from the general evaluator's decision or from a ReasonFinder: the same bytes.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "compile/program.hpp"
#include "eval/decide.hpp"

namespace contra::bulk {

/// The bytes around what a record adds to a reason.
struct ReasonText {
  std::string head;  ///< up to the value of `kind`
  std::string body;  ///< from there up to the first piece of evidence
  std::string rest;  ///< the second half of `body`, when it tells a day
};

/// An answer that a reason rests on. Its pointer is "/forms/" and the form, `tail`, and its place in the list.
struct ToldEvidence {
  std::int32_t question = -1, list = -1, entry = -1;  ///< their order
  std::uint32_t form = 0;                             ///< from 1; 0: `tail` is the whole pointer
  std::int32_t place = -1;                            ///< below zero: none
  std::string_view tail;                              ///< inside a JSON text
  bool bears = true;
};

struct ToldReason {
  const ReasonText* text = nullptr;
  std::int32_t kind = 4;
  std::uint32_t evidence = 0, evidence_end = 0;  ///< ranges of Reasons::evidence and ::windows
  std::uint32_t windows = 0, windows_end = 0;
  Day told = forever;                         ///< the day between `body` and `rest`
  Day until = forever, not_before = forever;  ///< `forever`: there is no such day
};

/// The reasons of one treatment, in order. Keeps its memory.
struct Reasons {
  std::vector<ToldReason> reasons;
  std::vector<ToldEvidence> evidence;
  std::vector<std::string_view> windows;  ///< JSON texts

  // Of reasons that are made one by one.
  std::deque<std::string> strings;
  std::deque<ReasonText> texts;

  void clear();
};

/// All that the checks of a program always say. Immutable.
class ReasonTexts {
 public:
  /// `pointers`: where a record that has no forms keeps each answer, by QuestionId and then by ListId; empty: it is a
  /// `contra.intake/1`.
  explicit ReasonTexts(std::shared_ptr<const compile::Program> program, const std::vector<std::string>& pointers = {});

  const compile::Program& program() const { return *program_; }
  const ReasonText& text(std::size_t check, std::size_t part) const { return parts_[check][part].text; }
  /// The windows of a part as JSON texts: one, or one for each row of its table.
  const std::vector<std::string>& windows(std::size_t check, std::size_t part) const {
    return parts_[check][part].windows;
  }
  /// "/answers/NAME", and the same with "/entries", by QuestionId and then by ListId.
  const std::string& tail(std::size_t key, bool within) const { return (within ? within_ : tails_)[key]; }
  bool forms() const { return forms_; }  ///< a form stands before the tail

  /// The engine's own.
  const ReasonText& no_form() const { return no_form_; }
  const ReasonText& old_form() const { return old_form_; }
  struct NeedText {
    std::size_t need = 0;  ///< index into Program::needs
    std::string message;
    ReasonText text;
  };
  const std::vector<NeedText>& needs() const { return needs_; }  ///< sorted by message

  /// The reasons of a decision of this program, sorted by check, then by their messages.
  void tell(const eval::TreatmentDecision& decision, Reasons& out) const;

 private:
  struct PartText {
    ReasonText text;
    std::vector<std::string> windows;
  };
  std::shared_ptr<const compile::Program> program_;
  std::vector<std::vector<PartText>> parts_;
  std::vector<std::string> tails_, within_;
  bool forms_ = true;
  ReasonText no_form_, old_form_;
  std::vector<NeedText> needs_;
};

/// The reasons of a decision that no program made.
void tell_without_rules(const eval::TreatmentDecision& decision, Reasons& out);

/// The order of a reason's evidence: by what was asked, then by its place. Each once, and only what bears on the day
/// when anything does.
void settle_evidence(Reasons& out, std::size_t first);

/// A JSON array.
void write_reasons(const Reasons& reasons, std::string& out);

/// `YYYY-MM-DD`
void append_number(std::string& out, std::uint64_t number);

}  // namespace contra::bulk
