// Reading intake records through the C++ surface. See contra/intake.hpp.
#include "contra/intake.hpp"

#include "api/access.hpp"

namespace contra {

Result<Intake> read_intake(const Rules& rules, std::string_view json, std::string_view name) {
  const api::RulesImpl& under = api::Access::of(rules);
  text::SourceSet sources;
  const text::FileId file = sources.add(std::string(name), std::string(json));
  auto read = eval::read_intake(sources, file, under.vocabulary(), under.known);
  if (auto* refused = std::get_if<eval::Refused>(&read)) {
    text::tidy(refused->diagnostics);
    return api::to_values(refused->diagnostics, sources, false);
  }
  auto impl = std::make_shared<api::IntakeImpl>(api::IntakeImpl{rules, std::get<eval::Facts>(std::move(read)), {}});
  for (const eval::PlanItem& item : impl->facts.plan) impl->treatments.push_back(item.treatment);
  return api::Access::make(std::shared_ptr<const api::IntakeImpl>(std::move(impl)));
}

Result<Intake> read_intake(const Rules& rules, const Record& record, std::string_view name) {
  return read_intake(rules, std::string_view(record.json()), name);
}

const std::string& Intake::id() const { return impl_->facts.id; }
Day Intake::visit() const { return impl_->facts.visit; }
std::optional<Day> Intake::as_of() const { return impl_->facts.as_of; }
const std::vector<std::string>& Intake::treatments() const { return impl_->treatments; }
const Rules& Intake::rules() const { return impl_->rules; }

}  // namespace contra
