// contra questions: what a treatment asks, for people and for programs.
#include "present/questions.hpp"

#include "api/embedded.hpp"
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"

namespace contra::cli {

namespace {

std::string schema_of(const Rules& rules, const check::Vocabulary& vocabulary) {
  std::vector<const check::Pack*> packs;
  for (const auto& program : rules.programs)
    if (program->vocabulary.get() == &vocabulary) packs.push_back(program->pack.get());
  return present::intake_schema(vocabulary, packs);
}

}  // namespace

int questions(const Options& options) {
  Rules rules;
  if (!usable_rules({options.packs, options.policies, false, std::nullopt}, options, rules)) return exit_fault;
  const compile::Program* program = find_pack(rules, options.arguments.front());
  if (program == nullptr) return exit_fault;
  print(options.schema ? schema_of(rules, *program->vocabulary)
                       : present::questions_text(*program, page_options(options)));
  return exit_go;
}

int schema(const Options& options) {
  const std::string& which = options.arguments.front();
  if (which == "decision") {
    print(api::embedded_decision_schema());
    return exit_go;
  }
  if (which == "verdict") {
    print(api::embedded_verdict_schema());
    return exit_go;
  }
  if (which != "intake") {
    complain("`" + which + "` is no record that has a schema",
             "`contra schema decision`, `contra schema verdict` or `contra schema intake`");
    return exit_fault;
  }
  Rules rules;
  if (!usable_rules({options.packs, {}, false, std::nullopt}, options, rules)) return exit_fault;
  print(schema_of(rules, *rules.programs.front()->vocabulary));
  return exit_go;
}

}  // namespace contra::cli
