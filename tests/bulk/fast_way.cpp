// See fast_way.hpp.
#include "fast_way.hpp"

#include <algorithm>

#include "bulk/block.hpp"

namespace contra::bulk_tests {

std::optional<Outcome> fast_way(const Programs& programs, const eval::Facts& facts,
                                const eval::DecideOptions& options) {
  if (facts.plan.size() != 1 || programs.size() != 1) return std::nullopt;
  const auto& program = programs.front();
  const bulk::Layout layout(*program->vocabulary);
  std::string why;
  const auto plan = bulk::Plan::make(program, layout, why);
  if (!plan) return std::nullopt;
  eval::Setting setting;
  setting.plan = facts.plan.front();
  setting.asked = options.on.value_or(facts.visit);
  setting.as_of = options.as_of ? *options.as_of : facts.as_of.value_or(std::min(facts.visit, setting.asked));
  bulk::Row row;
  bulk::Block block(*plan);
  if (!bulk::to_row(layout, facts, setting, row) || !block.add(row)) return std::nullopt;
  block.run();
  if (block.in_doubt(0)) return std::nullopt;
  Outcome out;
  out.id = facts.id;
  out.visit = to_iso(setting.asked);
  Outcome::Treatment one;
  one.name = setting.plan.treatment;
  for (const std::uint32_t check : block.waits(0)) one.waits.push_back(program->checks[check].name);
  const bulk::OwnReasons& own = block.own(0);
  if (own.answers) one.waits.emplace_back("answers");
  if (own.needs) one.waits.emplace_back("needs");
  if (own.form_validity) one.waits.emplace_back("form_validity");
  std::sort(one.waits.begin(), one.waits.end());
  one.go = out.go = one.waits.empty();
  out.treatments.push_back(std::move(one));
  return out;
}

}  // namespace contra::bulk_tests
