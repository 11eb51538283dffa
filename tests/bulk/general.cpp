// See general.hpp.
#include "general.hpp"

#include <nlohmann/json.hpp>
#include <variant>

#include "text/diagnostic.hpp"

namespace contra::bulk_tests {
namespace {

std::vector<eval::KnownPack> known(const Programs& programs) {
  std::vector<eval::KnownPack> out;
  for (const auto& program : programs) out.push_back({program->identity.name, program->pack.get()});
  return out;
}

std::variant<eval::Facts, eval::Refused> read(const Programs& programs, std::string_view line) {
  text::SourceSet sources;
  const text::FileId file = sources.add({}, std::string(line));
  return eval::read_intake(sources, file, *programs.front()->vocabulary, known(programs));
}

}  // namespace

std::string show(const Outcome& outcome) {
  std::string out = outcome.refused ? "refused" : outcome.go ? "GO" : "WAIT";
  if (!outcome.refused) out += " id `" + outcome.id + "` visit " + outcome.visit;
  for (const auto& r : outcome.refusals) out += "\n  " + r;
  for (const auto& t : outcome.treatments) {
    out += "\n  " + t.name + (t.go ? " GO" : " WAIT");
    for (const auto& w : t.waits) out += " " + w;
  }
  return out;
}

std::optional<eval::Facts> facts_of(const Programs& programs, std::string_view line) {
  auto result = read(programs, line);
  if (auto* facts = std::get_if<eval::Facts>(&result)) return std::move(*facts);
  return std::nullopt;
}

Outcome outcome_of(const eval::Decision& decision) {
  Outcome out;
  out.go = decision.verdict == eval::Verdict::go;
  out.id = decision.id;
  out.visit = to_iso(decision.visit);
  for (const auto& t : decision.treatments) {
    Outcome::Treatment one;
    one.name = t.treatment;
    one.go = t.verdict == eval::Verdict::go;
    for (const auto& reason : t.reasons)
      if (one.waits.empty() || one.waits.back() != reason.check) one.waits.push_back(reason.check);
    out.treatments.push_back(std::move(one));
  }
  return out;
}

Outcome generally(const Programs& programs, std::string_view line, std::optional<Day> on, std::optional<Day> as_of) {
  auto result = read(programs, line);
  if (auto* refused = std::get_if<eval::Refused>(&result)) {
    Outcome out;
    out.refused = true;
    text::tidy(refused->diagnostics);
    for (const auto& d : refused->diagnostics)
      out.refusals.push_back(std::string(text::info(d.kind).id) + " " + d.pointer);
    return out;
  }
  eval::DecideOptions options;
  options.on = on;
  options.as_of = as_of;
  options.promises = false;
  return outcome_of(eval::decide(programs, std::get<eval::Facts>(result), options));
}

std::optional<Outcome> read_result(std::string_view result, std::uint64_t& number) {
  const auto json = nlohmann::json::parse(result.begin(), result.end(), nullptr, false);
  if (!json.is_object() || !json.contains("record") || !json["record"].is_string()) return std::nullopt;
  try {
    Outcome out;
    number = json.at("line").get<std::uint64_t>();
    if (json["record"] == "contra.refusal/1") {
      if (json.contains("verdict")) return std::nullopt;
      out.refused = true;
      for (const auto& d : json.at("diagnostics"))
        out.refusals.push_back(d.at("id").get<std::string>() + " " + d.at("pointer").get<std::string>());
      return out;
    }
    if (json["record"] != "contra.verdict/1") return std::nullopt;
    const auto go = [](const nlohmann::json& verdict) {
      const auto word = verdict.get<std::string>();
      if (word != "GO" && word != "WAIT") throw std::runtime_error("no verdict");
      return word == "GO";
    };
    out.go = go(json.at("verdict"));
    out.id = json.at("id").get<std::string>();
    out.visit = json.at("visit").get<std::string>();
    for (const auto& t : json.at("treatments")) {
      Outcome::Treatment one;
      one.name = t.at("treatment").get<std::string>();
      one.go = go(t.at("verdict"));
      one.waits = t.at("waits").get<std::vector<std::string>>();
      out.treatments.push_back(std::move(one));
    }
    return out;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace contra::bulk_tests
