// The checks of a program as formulas over an intake: what each says on the visit day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prove/calendar.hpp"
#include "prove/formula.hpp"
#include "prove/intake.hpp"

namespace contra::prove {

/// What a part of a check says; a check says what any of its parts says.
struct Said {
  Bool waits, applies, better;
};

class Encoder {
 public:
  Encoder(Formulas& formulas, Calendar& calendar, Intake& intake, const compile::Program& program);

  Bool condition(const check::Condition& condition);
  /// The days on which it counts (effective dates, an end of a loosening) included.
  Said part(const std::string& check, const compile::Part& part);
  /// The same on every day.
  Said part_always(const std::string& check, const check::Check& part);
  /// Whether the part waits when there is no clearance and no inspection.
  Bool waits_uncleared(const compile::Part& part);
  /// The forms hold on the visit day.
  Bool forms_hold();

 private:
  /// Something that happened, or is, or will be: an entry, or the day that a question asks for.
  struct Event {
    const Slot* slot = nullptr;  // null: a day question
    check::QuestionId question = check::none;
    Bool matches;
    Int start, end;
    Bool goes_on;
    bool timeless = false;
  };
  std::vector<Event> events(const check::Subject& subject, bool in_treated_area);
  std::string slot_name(const Slot& slot) const;
  Bool is_one_of(const Slot& slot, const check::IdSet& terms) const;
  Bool passes(const check::WhereTest& where, const Slot& slot, check::ListId list);
  Bool passes(const check::ValueType& type, const check::ValueTest& test, const Value& value);
  Bool in_treated_area(const Slot& slot);
  /// For which kinds of the slot's list the detail of that name is this declaration; -1: for which there is none.
  Bool declared_by(const Slot& slot, const std::string& detail, std::int32_t declaration) const;

  Bool element(const check::Condition& condition);
  Bool of_days(const check::Condition& condition, const Event& event);
  Bool within_window(const Event& event, Step step);
  Bool after_window(const std::string& name, const check::Check& check, const check::WaitAfter& form, bool better);
  Bool row_taken(const check::WaitAfter& form, std::size_t row, const Event& event, const std::string& name);
  Bool from_window(const std::string& name, const check::Check& check);
  Bool has_clearance(const std::string& name, const std::vector<check::RoleId>& roles);
  Bool event_cleared(const std::string& name, const std::vector<check::RoleId>& roles, const Event& event);
  Bool lifted(const std::string& name, const check::Check& check);
  Bool covered(const check::Condition& condition, Int on);
  Bool above_limit(const check::Check& check);

  Formulas& f_;
  Calendar& calendar_;
  Intake& intake_;
  const compile::Program& program_;
  const check::Vocabulary& vocabulary_;
};

}  // namespace contra::prove
