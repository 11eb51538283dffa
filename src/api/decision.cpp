// Screening through the C++ surface. See contra/decision.hpp.
#include "contra/decision.hpp"

#include <algorithm>
#include <stdexcept>

#include "api/access.hpp"
#include "present/decision_json.hpp"
#include "present/terminal.hpp"

namespace contra {

namespace {

present::PageOptions page_options(const TextOptions& options) {
  present::PageOptions out;
  out.width = options.width;
  out.plain = options.plain;
  out.full = options.full;
  return out;
}

const eval::Facts& facts_of(const api::DecisionImpl& decision) { return api::Access::of(decision.intake).facts; }

}  // namespace

void api::require_day(std::optional<Day> day) {
  if (day && (*day < first_day || *day > last_day)) throw std::invalid_argument("contra: a day outside 1900 to 2200");
}

Decision screen(const Intake& intake, const ScreenOptions& options) {
  const api::IntakeImpl& record = api::Access::of(intake);
  api::require_day(options.on);
  api::require_day(options.as_of);
  eval::DecideOptions decide;
  decide.on = options.on;
  decide.as_of = options.as_of;
  decide.promises = options.promises;
  eval::Decision decision = eval::decide(api::Access::of(record.rules).loaded.programs, record.facts, decide);
  return api::Access::make(std::make_shared<const api::DecisionImpl>(intake, std::move(decision)));
}

Verdict Decision::verdict() const { return impl_->decision.verdict == eval::Verdict::go ? Verdict::go : Verdict::wait; }
const std::string& Decision::id() const { return impl_->decision.id; }
Day Decision::visit() const { return impl_->decision.visit; }
Day Decision::as_of() const { return impl_->decision.as_of; }

std::vector<Pack> Decision::packs() const {
  const Rules& rules = impl_->intake.rules();
  std::vector<Pack> out;
  for (const eval::TreatmentDecision& treatment : impl_->decision.treatments) {
    if (!treatment.program) continue;
    const std::string& name = treatment.program->identity.name;
    if (std::any_of(out.begin(), out.end(), [&](const Pack& pack) { return pack.name == name; })) continue;
    if (const Pack* pack = rules.pack(name)) out.push_back(*pack);
  }
  return out;
}

const std::vector<TreatmentDecision>& Decision::treatments() const {
  std::call_once(impl_->made, [&] { api::make_values(*impl_); });
  return impl_->treatments;
}

const std::vector<CareLine>& Decision::aftercare() const {
  std::call_once(impl_->made, [&] { api::make_values(*impl_); });
  return impl_->aftercare;
}

std::string to_json(const Decision& decision) {
  const api::DecisionImpl& impl = api::Access::of(decision);
  return present::decision_json(impl.decision, facts_of(impl), api::engine_name());
}

std::string to_text(const Decision& decision, const TextOptions& options) {
  const api::DecisionImpl& impl = api::Access::of(decision);
  return present::decision_text(impl.decision, facts_of(impl), api::engine_name(), page_options(options));
}

std::string to_client_text(const Decision& decision, const TextOptions& options) {
  const api::DecisionImpl& impl = api::Access::of(decision);
  return present::client_text(impl.decision, facts_of(impl), page_options(options));
}

}  // namespace contra
