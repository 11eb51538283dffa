// A complete intake at random, pinned answer by answer in the solver, for the tests that hold it against the engine.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "laws/cases.hpp"
#include "prove/session.hpp"

namespace contra::laws {

using namespace contra::prove;

inline std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

/// Every entry that one question needs, and one more of each list: more to disagree about.
inline Entries plenty(const compile::Program& program) {
  Entries out(program.vocabulary->lists.size());
  for (std::size_t l = 0; l < program.vocabulary->lists.size(); ++l) out.one_of({static_cast<check::ListId>(l)});
  for (const auto& joined : program.checks)
    for (const auto& part : joined.parts)
      out.at_least(entries_of(*program.vocabulary, part.check, Saying::waits, true));
  return out;
}

/// Beside the program, so that clearances of every role may be given, also of those that a check does not name.
inline std::shared_ptr<const compile::Program> with_every_role(const compile::Program& program) {
  auto out = std::make_shared<compile::Program>(program);
  for (auto& joined : out->checks)
    for (auto& part : joined.parts)
      for (std::size_t role = 0; role < program.vocabulary->roles.size(); ++role)
        part.check.cleared_by.push_back(static_cast<check::RoleId>(role));
  return out;
}

class Pins {
 public:
  Pins(Tape& tape, Session& session, const compile::Program& program, Day visit)
      : tape_(tape),
        session_(session),
        program_(program),
        visit_(visit),
        pinned_{session.statable(), session.on(visit)} {
    const auto window = [&](const check::Window& w) {
      if (w.must) steps_.push_back(*w.must);
      if (w.better) steps_.push_back(*w.better);
    };
    const auto conditions = [&](const check::Condition& condition, const auto& again) -> void {
      if (condition.within) steps_.push_back(condition.within->step);
      for (const auto& [from, to] : condition.age_months)
        for (const std::int32_t months : {from, to + 1})
          if (months > 0) steps_.push_back(Step{months, 0});
      for (const check::Condition& operand : condition.of) again(operand, again);
    };
    for (const auto& joined : program.checks)
      for (const auto& part : joined.parts) {
        window(part.check.after.window);
        for (const auto& row : part.check.after.rows) window(row.window);
        if (part.check.form == check::Form::wait_from) {
          steps_.push_back(part.check.from.before);
          steps_.push_back(part.check.from.after);
        }
        each_condition(part.check, [&](const check::Condition& condition) { conditions(condition, conditions); });
      }
    for (const check::Validity& layer : program.validities)
      for (const auto& step :
           {layer.form_holds, layer.change_check_after, layer.change_check_within, layer.clearance_holds})
        if (step) steps_.push_back(*step);
    steps_.push_back(Step{0, 7});
  }

  /// False when no complete intake is on that day.
  bool pin_all() {
    if (session_.check(pinned_) != Answer::satisfiable) return false;
    Formulas& f = session_.formulas();
    Intake& intake = session_.intake();
    pin_day(intake.form(), 12);
    pin_day(intake.seen(), 12);
    pin(tape_.chance(80) ? f.negation(intake.has_change_form()) : intake.has_change_form());
    const check::Vocabulary& v = *program_.vocabulary;
    for (std::size_t a = 0; a < v.areas.size(); ++a) some(intake.planned_area(static_cast<check::AreaId>(a)), 40);
    if (program_.pack->depth) pin_value(intake.depth());
    for (std::size_t q = 0; q < v.questions.size(); ++q) pin_value(intake.question(static_cast<check::QuestionId>(q)));
    for (const Slot& slot : intake.slots()) {
      some(slot.there, 75);
      if (!session_.solver().value(slot.there)) continue;
      some(tape_.pick(slot.is), 90);
      pin_day(slot.start, 40);
      if (tape_.chance(40))
        pin(f.equal(slot.start, slot.end));
      else
        pin_day(slot.end, 40);
      some(slot.goes_on, 15);
      for (const Value& value : slot.details) pin_value(value);
    }
    for (const auto& joined : program_.checks) {
      for (std::size_t role = 0; role < v.roles.size(); ++role)
        some(intake.cleared(joined.name, {static_cast<check::RoleId>(role)}), 30);
      if (tape_.chance(70))
        pin(f.equal(intake.cleared_on(joined.name), Int{-1, visit_.number}));
      else
        pin_day(intake.cleared_on(joined.name), 30);
    }
    return session_.check(pinned_) == Answer::satisfiable;
  }

 private:
  /// Kept when it can be.
  void pin(Bool b) {
    pinned_.push_back(b);
    if (session_.check(pinned_) == Answer::satisfiable) return;
    pinned_.pop_back();
    session_.check(pinned_);
  }
  void some(Bool b, int percent) { pin(tape_.chance(percent) ? b : session_.formulas().negation(b)); }
  void pin_day(Int day, int spread) {
    // Near, or where a step that the rules take turns.
    Day at{visit_.number + (tape_.chance(30) ? 1 : -1) * tape_.below(spread)};
    if (tape_.chance(65)) {
      const Step step = tape_.pick(steps_);
      const Rounding rounding = tape_.chance(50) ? Rounding::up : Rounding::down;
      at = tape_.chance(70) ? before(visit_, step, rounding) : after(visit_, step, rounding);
      at.number += tape_.between(-1, 2);
    }
    pin(session_.formulas().equal(day, Int{-1, at.number}));
  }
  void pin_value(const Value& value) {
    if (!value.options.empty()) pin(tape_.pick(value.options));
    for (const Bool area : value.areas) some(area, 30);
    if (value.number.base >= 0)
      pin(session_.formulas().equal(value.number, Int{-1, 500 + 500 * tape_.below(6) + tape_.between(-1, 1)}));
    if (value.day.base >= 0) {
      some(value.never, 25);
      if (!session_.solver().value(value.never)) pin_day(value.day, 60);
    }
  }

  Tape& tape_;
  Session& session_;
  const compile::Program& program_;
  Day visit_;
  std::vector<Bool> pinned_;
  std::vector<Step> steps_;
};

}  // namespace contra::laws
