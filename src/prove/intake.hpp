// An intake that is not known yet: a variable for every answer that a complete intake gives, over one vocabulary.
// Several programs can be asked about the same one.
//
// Complete: every question has one answer, every entry one term, one first and one last day, one value of each detail.
// Entries stand in slots, each used or not. How many a question needs is worked out in reads.hpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "prove/calendar.hpp"
#include "prove/formula.hpp"
#include "prove/reads.hpp"
#include "prove/solver.hpp"

namespace contra::prove {

/// The value of a question or of a detail, by its type.
struct Value {
  std::vector<Bool> options;  ///< exactly one
  Int number;                 ///< thousandths
  std::vector<Bool> areas;    ///< by AreaId; at least one
  Int day;                    ///< of a day question
  Bool never;                 ///< of a day question: no day at all
};

struct Slot {
  check::ListId list = check::none;
  Bool there;
  std::vector<Bool> is;        ///< which kind of term, see Intake::kinds; exactly one when it is there
  Int start, end;              ///< the days of it; `forever` as end: it goes on. Equal: one day, or the last day of use
  Bool goes_on;                ///< a last day of use that does not prove an end: it may be taken still
  std::vector<Value> details;  ///< like List::details
};

/// Terms of a list that no rule tells apart.
struct Kind {
  std::vector<check::TermId> terms;
  check::TermId shown = check::none;  ///< the one that a record names
  bool exact = false;                 ///< `shown` has no kinds of its own, so that naming it says exactly that
};

class Intake {
 public:
  /// For questions about these programs, with so many entries of each list. All programs have a vocabulary like that of
  /// the first, and the same depths.
  Intake(Formulas& formulas, Calendar& calendar, const std::vector<const compile::Program*>& programs,
         const Entries& entries);

  const check::Vocabulary& vocabulary() const { return *vocabulary_; }
  const std::vector<Slot>& slots() const { return slots_; }
  const std::vector<Kind>& kinds(check::ListId list) const { return kinds_[static_cast<std::size_t>(list)]; }
  const Value& question(check::QuestionId id) const { return questions_[static_cast<std::size_t>(id)]; }
  /// The day on which the client, or the practitioner, has signed the answer.
  Int signed_on(syntax::AnsweredBy by) const { return by == syntax::AnsweredBy::client ? form_ : seen_; }
  Int form() const { return form_; }
  Int seen() const { return seen_; }
  bool practitioner_answers() const { return practitioner_answers_; }
  Bool has_change_form() const { return has_change_; }
  Int change_form() const { return change_; }

  Bool planned_area(check::AreaId area) const { return plan_areas_[static_cast<std::size_t>(area)]; }
  /// Whether the planned areas touch this one.
  Bool plan_touches(check::AreaId area) const { return touched_[static_cast<std::size_t>(area)]; }
  const Value& depth() const { return depth_; }

  /// What the language leaves open in a complete intake too: one variable for each name.
  Bool free(const std::string& name);
  bool leaves_open() const { return !free_.empty(); }

  /// A clearance of that check by one who counts as one of the roles; see encode.cpp for what it lifts.
  Bool cleared(const std::string& check, const std::vector<check::RoleId>& roles);
  Bool inspected(const std::string& check);
  Int cleared_on(const std::string& check);

  /// What every complete intake fulfils. After all programs have been encoded.
  Bool always() const;
  /// What a record can say exactly, and the one reader takes: see intake.cpp.
  Bool statable() const;
  /// Each true where the intake is not that of a healthy client who has said no to everything.
  std::vector<Bool> deviations() const;
  /// Wishes that make a client easier to read, the stronger first; and days that are best near the visit.
  std::vector<Bool> wishes(Solver& solver) const;
  /// Days that bear on a solution at hand: past ones are best as late as can be, others as early.
  struct Near {
    Int day;
    bool late = true;
  };
  std::vector<Near> nearest(Solver& solver) const;

  /// What was not asked, because of another answer, and need not have been answered: whether a record tells it.
  enum class Unasked { left_out, told };
  /// The solution that the solver has, as a record; and in words what is not as with a healthy client.
  std::string record(Solver& solver, const compile::Program& program, Unasked unasked = Unasked::told) const;
  std::vector<std::string> words(Solver& solver) const;

  /// The solution that the solver has, kept in part: for asking what a client could change.
  struct Kept {
    Bool history;  ///< what cannot be changed: past uses and treatments, allergies, days that have passed, signings
    Bool answers;  ///< everything else that was answered: states, plans, choices
    Bool plan;     ///< the planned areas and depth
  };
  Kept keep(Solver& solver) const;

 private:
  struct Clearance {
    std::string check;
    check::RoleId role = check::none;
    Bool there;
  };
  Bool clearance(const std::string& check, check::RoleId role);
  Value make_value(const check::ValueType& type, const std::string& name);
  Bool value_always(const check::ValueType& type, const Value& value) const;
  Bool slot_always(const Slot& slot) const;
  Bool slot_statable(const Slot& slot) const;
  Bool has_detail(const Slot& slot, std::size_t detail) const;
  void make_kinds(const std::vector<const compile::Program*>& programs);
  void make_plan(const compile::Program& program);
  Bool unusual(check::QuestionId id) const;
  Bool not_asked(const std::optional<check::AskedOnlyWhen>& when) const;
  /// A day on which it may have been answered, before the answer with which it is not asked.
  Int told_before(const check::AskedOnlyWhen& when) const;
  Bool says_no(const check::ValueType& type, const Value& value) const;
  std::string answer_json(Solver& solver, const check::ValueType& type, const Value& value) const;
  std::string entry_json(Solver& solver, const Slot& slot) const;
  std::string answer_words(Solver& solver, const check::ValueType& type, const Value& value) const;
  std::string entry_words(Solver& solver, const Slot& slot) const;
  const Kind& kind_of(Solver& solver, const Slot& slot) const;

  Formulas& formulas_;
  Calendar& calendar_;
  const check::Vocabulary* vocabulary_;
  std::vector<std::vector<Kind>> kinds_;  // by list
  std::vector<Value> questions_;
  std::vector<bool> is_birth_;  // by question: an age counts from it
  std::vector<Slot> slots_;
  std::vector<Bool> plan_areas_, touched_;
  Value depth_;
  check::ValueType depth_type_;
  bool has_depth_ = false;
  Int form_, seen_, change_;
  Bool has_change_;
  bool practitioner_answers_ = false;
  std::vector<Clearance> clearances_;
  std::map<std::string, Int> cleared_on_;
  std::map<std::string, Bool> free_;
};

}  // namespace contra::prove
