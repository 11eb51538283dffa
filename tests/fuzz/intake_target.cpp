// Intake records: no crash; the same record gives the same decision; a GO has every answer that the pack needs, and
// taking one of them away is never a GO.
#include <nlohmann/json.hpp>
#include <variant>

#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "small_programs.hpp"
#include "target.hpp"
#include "text/diagnostic.hpp"

namespace contra::fuzz {
namespace {

std::optional<eval::Facts> read(std::string_view bytes) {
  text::SourceSet sources;
  const text::FileId file = sources.add("record.json", std::string(bytes));
  const compile::Program& program = *small_programs().front();
  auto result = eval::read_intake(sources, file, *program.vocabulary, {{program.pack->name, program.pack.get()}});
  if (const auto* refused = std::get_if<eval::Refused>(&result)) {
    require(!refused->diagnostics.empty(), "a refused record says why");
    for (const auto& d : refused->diagnostics) {
      require(!d.message.empty() && d.span.end <= sources.file(file).text.size(), "a fault has words and a place");
      (void)text::draw(d, sources, {});
    }
    return std::nullopt;
  }
  return std::get<eval::Facts>(std::move(result));
}

bool answered(eval::State state) { return state == eval::State::value || state == eval::State::no; }

void judge_go(std::string_view bytes, const eval::Facts& facts) {
  const compile::Program& program = *small_programs().front();
  require(facts.faults.empty(), "an answer that cannot be is never a GO");
  bool full = false;
  for (const auto& form : facts.forms) full = full || form.kind == eval::FormFact::Kind::full;
  require(full, "there is no GO without a full form");
  for (const auto& need : program.needs) {
    if (need.question != check::none)
      require(answered(facts.questions[static_cast<std::size_t>(need.question)].state),
              "a GO has the answers that it needs");
    if (need.list != check::none)
      require(answered(facts.lists[static_cast<std::size_t>(need.list)].state), "a GO has the lists that it needs");
  }
  for (const char* needed :
       {"birth_date", "pregnant", "medicines", "skin_type", "products", "procedures", "skin_now", "plans"}) {
    auto record = nlohmann::ordered_json::parse(bytes, nullptr, false);
    require(!record.is_discarded(), "what is decided is JSON");
    for (auto& form : record["forms"])
      if (form.contains("answers") && form["answers"].is_object()) form["answers"].erase(needed);
    const auto without = read(record.dump());
    if (!without) continue;
    eval::DecideOptions options;
    options.promises = false;
    require(eval::decide(small_programs(), *without, options).verdict == eval::Verdict::wait,
            "without an answer that it needs it waits");
  }
}

}  // namespace

void one_input(std::string_view bytes) {
  const auto facts = read(bytes);
  if (!facts) return;
  eval::DecideOptions options;
  options.promises = bytes.size() % 8 == 0;  // most of the work; now and then is enough
  const auto first = eval::decide(small_programs(), *facts, options);
  const auto second = eval::decide(small_programs(), *facts, options);
  require(first.verdict == second.verdict && first.treatments.size() == second.treatments.size(),
          "a decision is the same each time");
  bool all_go = !first.treatments.empty();
  for (std::size_t k = 0; k < first.treatments.size(); ++k) {
    const auto& t = first.treatments[k];
    const auto& again = second.treatments[k];
    require(t.go == again.go && t.renewed == again.renewed && t.earliest == again.earliest &&
                t.reasons.size() == again.reasons.size(),
            "a decision is the same each time");
    require((t.verdict == eval::Verdict::go) == t.go.contains(first.visit), "the calendar and the verdict agree");
    require((t.verdict == eval::Verdict::go) == t.reasons.empty(), "a WAIT has a reason, and a GO has none");
    require((t.go & t.renewed).empty(), "a day is GO or GO once renewed, not both");
    all_go = all_go && t.verdict == eval::Verdict::go;
  }
  require((first.verdict == eval::Verdict::go) == all_go, "the plan is GO when every treatment is");
  if (all_go) judge_go(bytes, *facts);
}

}  // namespace contra::fuzz
