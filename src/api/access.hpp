// What the handles of the C++ surface hold, and the one way into them.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/load.hpp"
#include "api/values.hpp"
#include "contra/contra.hpp"
#include "eval/decide.hpp"
#include "eval/intake.hpp"

namespace contra::api {

struct RulesImpl {
  LoadedRules loaded;  // INVARIANT: at least one program, all over `vocabulary`
  std::vector<eval::KnownPack> known;
  std::vector<Pack> packs;  // as programs

  const check::Vocabulary& vocabulary() const { return *loaded.programs.front()->vocabulary; }
};

struct IntakeImpl {
  Rules rules;
  eval::Facts facts;
  std::vector<std::string> treatments;
};

struct DecisionImpl {
  Intake intake;
  eval::Decision decision;
  // Made when first asked for: a caller who wants the verdict alone does not pay for sentences.
  mutable std::once_flag made;
  mutable std::vector<TreatmentDecision> treatments;
  mutable std::vector<CareLine> aftercare;

  DecisionImpl(Intake of, eval::Decision answer) : intake(std::move(of)), decision(std::move(answer)) {}
};

struct Access {
  static const RulesImpl& of(const Rules& rules) { return *rules.impl_; }
  static const IntakeImpl& of(const Intake& intake) { return *intake.impl_; }
  static const DecisionImpl& of(const Decision& decision) { return *decision.impl_; }
  static Rules make(std::shared_ptr<const RulesImpl> impl) { return Rules(std::move(impl)); }
  static Intake make(std::shared_ptr<const IntakeImpl> impl) { return Intake(std::move(impl)); }
  static Decision make(std::shared_ptr<const DecisionImpl> impl) { return Decision(std::move(impl)); }
};

/// Name and version, as a decision gives them: "contra 0.1.0".
std::string engine_name();

/// Throws std::invalid_argument unless `day` is absent or a day of the calendar. INVARIANT: the engine sees no other:
/// on `forever`, which ends what has no end, a decision could be a GO.
void require_day(std::optional<Day> day);

/// Fills in `treatments` and `aftercare`.
void make_values(const DecisionImpl& decision);

std::vector<DayRange> to_ranges(const time::DaySet& days);

}  // namespace contra::api
