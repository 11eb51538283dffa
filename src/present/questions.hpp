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

/// A question or a list that the program's checks read or need.
struct AskedQuestion {
  std::string name, question;
  std::string answer;                 ///< the kind of answer, in words
  std::string only;                   ///< when it is asked, and how far back; empty: always
  std::vector<std::string> subjects;  ///< of a list: what the checks read in it
  std::vector<std::string> checks;    ///< titles of those that read it
  bool needed = false;                ///< no GO without it
  syntax::AnsweredBy answered_by = syntax::AnsweredBy::client;
};

/// The client's first, each side in the order of the vocabulary.
std::vector<AskedQuestion> asked_questions(const compile::Program& program);

/// JSON Schema 2020-12 of `contra.intake/1` over one vocabulary; `packs` are those that the plan may name.
std::string intake_schema(const check::Vocabulary& vocabulary, const std::vector<const check::Pack*>& packs);

}  // namespace contra::present
