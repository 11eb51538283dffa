// See one_record.hpp.
#include "cli/one_record.hpp"

#include "cli/output.hpp"
#include "cli/records.hpp"
#include "cli/settings.hpp"
#include "eval/intake.hpp"

namespace contra::cli {

std::optional<DecidedRecord> decide_record(const Options& options) {
  eval::DecideOptions decide;
  if (options.on && !(decide.on = read_day(*options.on, "--on"))) return std::nullopt;
  if (options.as_of && !(decide.as_of = read_day(*options.as_of, "--as-of"))) return std::nullopt;
  DecidedRecord out;
  if (!usable_rules({options.packs, options.policies, false, std::nullopt}, options, out.rules)) return std::nullopt;
  std::vector<RecordText> records;
  each_record(options.arguments, [&](RecordText&& record) {
    if (records.size() < 2) records.push_back(std::move(record));
  });
  if (records.size() != 1) {
    complain(records.empty() ? "there is no record" : "there is more than one record",
             "give one client's record; `contra screen` reads many");
    return std::nullopt;
  }
  RecordText& record = records.front();
  if (!record.unreadable.empty()) {
    complain("`" + record.name + "` cannot be read: " + record.unreadable);
    return std::nullopt;
  }
  std::vector<eval::KnownPack> packs;
  for (const auto& program : out.rules.programs) packs.push_back({program->identity.name, program->pack.get()});
  text::SourceSet sources;
  const text::FileId file = sources.add(record.name, std::move(record.text));
  auto read = eval::read_intake(sources, file, *out.rules.programs.front()->vocabulary, packs);
  if (auto* refused = std::get_if<eval::Refused>(&read)) {
    text::tidy(refused->diagnostics);
    show_diagnostics(refused->diagnostics, sources, options, true);
    return std::nullopt;
  }
  out.facts = std::get<eval::Facts>(std::move(read));
  out.decision = eval::decide(out.rules.programs, out.facts, decide);
  return out;
}

}  // namespace contra::cli
