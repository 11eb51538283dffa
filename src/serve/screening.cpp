// See screening.hpp.
#include "serve/screening.hpp"

#include <variant>

#include "eval/intake.hpp"

namespace contra::serve {

static_assert(http::body_padding >= bulk::line_padding, "the bulk reader looks beyond the end of a body");

std::optional<Day> day_field(const http::Request& request, std::string_view name) {
  const std::string_view words = request.field(name);
  if (words.empty()) return std::nullopt;
  const auto day = parse_iso_day(words);
  if (!day) throw Problem{400, "query", "Not a day", "`" + std::string(name) + "` takes a day such as 2026-03-16.", {}};
  return day;
}

eval::DecideOptions days_asked(const http::Request& request) {
  eval::DecideOptions out;
  out.on = day_field(request, "on");
  out.as_of = day_field(request, "as_of");
  return out;
}

eval::Facts read_record(const api::LoadedRules& rules, std::string_view body) {
  std::vector<eval::KnownPack> packs;
  for (const auto& program : rules.programs) packs.push_back({program->identity.name, program->pack.get()});
  text::SourceSet sources;
  const text::FileId file = sources.add({}, std::string(body));
  auto read = eval::read_intake(sources, file, *rules.programs.front()->vocabulary, packs);
  if (auto* facts = std::get_if<eval::Facts>(&read)) return std::move(*facts);
  std::vector<text::Diagnostic>& faults = std::get<eval::Refused>(read).diagnostics;
  text::tidy(faults);
  throw refused_record(faults, sources);
}

DecidedRecord decide_record(const api::LoadedRules& rules, std::string_view body, const eval::DecideOptions& options) {
  DecidedRecord out;
  out.facts = read_record(rules, body);
  out.decision = eval::decide(rules.programs, out.facts, options);
  return out;
}

std::shared_ptr<const bulk::Screener> Screeners::make(bulk::Lines lines, const eval::DecideOptions& days) const {
  return std::make_shared<const bulk::Screener>(rules_.programs,
                                                bulk::Options{days.on, days.as_of, lines, false, engine_});
}

std::shared_ptr<const bulk::Screener> Screeners::of(bulk::Lines lines, const eval::DecideOptions& days) {
  if (days.on || days.as_of) return make(lines, days);
  Kept& kept = kept_.at(static_cast<std::size_t>(lines));
  std::call_once(kept.once, [&] { kept.screener = make(lines, {}); });
  return kept.screener;
}

ScreenedRecord screen_record(Desk& desk, std::string_view body, const eval::DecideOptions& days) {
  const auto screener = desk.screeners.of(bulk::Lines::full, days);
  bulk::Worker worker(*screener);
  ScreenedRecord out;
  worker.screen({body}, 1, out.decision);
  const bulk::Counts counts = worker.take_counts();
  if (counts.refused != 0) read_record(desk.rules, body);  // says why, with the places
  out.go = counts.go != 0;
  return out;
}

}  // namespace contra::serve
