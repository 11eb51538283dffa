// What a pack asks: as text for people, and as JSON Schema 2020-12 of the intake record for programs. Both derive from
// the vocabulary; nothing is written twice.
#pragma once

#include <string>
#include <vector>

#include "compile/program.hpp"
#include "present/page.hpp"

namespace contra::present {

/// The questions and lists that the program's checks read or need, with who answers, the kind of answer and the checks.
std::string questions_text(const compile::Program& program, const PageOptions& options);

/// JSON Schema 2020-12 of `contra.intake/1` over one vocabulary; `packs` are those that the plan may name.
std::string intake_schema(const check::Vocabulary& vocabulary, const std::vector<const check::Pack*>& packs);

}  // namespace contra::present
