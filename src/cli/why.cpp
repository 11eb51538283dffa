// contra why: the evidence of a decision, as a tree.
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/one_record.hpp"
#include "cli/output.hpp"
#include "present/evidence.hpp"

namespace contra::cli {

namespace {

/// Whether a treatment of the plan has the check, or waits for a reason of the engine's own that is called so.
bool known_check(const eval::Decision& decision, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& treatment : decision.treatments) {
    if (treatment.program)
      for (const auto& joined : treatment.program->checks) names.push_back(joined.name);
    for (const auto& reason : treatment.reasons) names.push_back(reason.check);
  }
  if (std::find(names.begin(), names.end(), name) != names.end()) return true;
  const std::string near = text::nearest(name, names);
  complain("no treatment of the plan has a check `" + name + "`",
           near.empty() ? "`contra why FILE --full` names them all" : "did you mean `" + near + "`?");
  return false;
}

}  // namespace

int why(const Options& options) {
  const auto record = decide_record(options);
  if (!record) return exit_fault;
  const eval::Decision& decision = record->decision;
  present::EvidenceOptions look{page_options(options), options.only.value_or("")};
  if (options.only && !known_check(decision, *options.only)) return exit_fault;
  print(options.json
            ? present::evidence_json(decision, record->facts, record->rules.sources, engine_name(), look) + "\n"
            : present::evidence_text(decision, record->facts, record->rules.sources, engine_name(), look));
  return decision.verdict == eval::Verdict::go ? exit_go : exit_wait;
}

}  // namespace contra::cli
