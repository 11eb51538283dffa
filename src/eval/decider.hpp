// Inside the eval room: one treatment decided once, and what promises and care plans need of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "eval/decide.hpp"

namespace contra::eval {

/// Days on which the forms hold, and the days of an intake without the form it needs.
struct Validity {
  DaySet valid;          // the forms still hold
  bool no_form = false;  // there is no full form at all
};
Validity form_validity(const compile::Program& program, const Facts& facts);

/// Verdict, calendar, reasons, questions, conditions: everything but promises, alternatives and care.
TreatmentDecision decide_once(const std::shared_ptr<const compile::Program>& program, const Facts& facts,
                              const Setting& setting);

/// Whether the faulty answer stands at `origin` or inside it.
bool belongs_to(const AnswerFault& fault, const Origin& origin);

/// Only whether the asked day is GO, and the earliest day: what a rerun for a promise needs.
struct Outcome {
  Verdict verdict = Verdict::wait;
  std::optional<Day> earliest;
  bool renewed = false;  // the earliest day is GO only once renewed
};
Outcome outcome_of(const TreatmentDecision& decision);
/// The same for findings that have been made already, without reasons and questions.
Outcome outcome_once(const std::shared_ptr<const compile::Program>& program, const Facts& facts, const Setting& setting,
                     const Findings& findings);

/// The setting after the edits that change the setting rather than the facts (depth, area).
Setting apply_setting(const Setting& setting, const std::vector<Edit>& edits, const compile::Program& program);

/// Fills promises, ask_first and the like by editing the facts and deciding again.
void add_promises(TreatmentDecision& decision, const Facts& facts, const Setting& setting);

void add_care(TreatmentDecision& decision, const Facts& facts, const Setting& setting);

/// One sheet for the day: of lines with equal verb and text the one that lasts longest.
void merge_aftercare(Decision& decision);

/// Every limit that the pack's checks name, lowest first.
std::vector<check::DepthLimit> limits_of(const compile::Program& program);

}  // namespace contra::eval
