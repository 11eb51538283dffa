// The form of one or several treatments (`contra.form/1`): the questions, lists, terms and areas that their checks read
// or need, in the order of the vocabulary. form.schema.json beside this file is its JSON Schema.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "compile/program.hpp"

namespace contra::serve {

using Programs = std::vector<std::shared_ptr<const compile::Program>>;

/// Who reads a question or a list in one program. `every answer is no` does not count: it reads whatever is asked.
struct ReadBy {
  std::vector<std::size_t> checks;  ///< indexes into Program::checks, ascending, each once
  std::vector<std::size_t> care;    ///< indexes into Program::care
  check::IdSet terms;               ///< of a list: those that are read, with their kinds
  bool needed = false;              ///< no GO without an answer
};

/// Everything that a program's checks read or need. A box is read where a question in it is, and a question that opens
/// another where that is.
struct Reads {
  explicit Reads(const compile::Program& program);
  std::map<check::QuestionId, ReadBy> questions;
  std::map<check::ListId, ReadBy> lists;
};

/// "Prescription retinoid on the skin": as every other answer names the check.
std::string check_title(const compile::JoinedCheck& joined);

/// The programs are over one vocabulary, and there is at least one.
std::string form_json(const Programs& programs);

/// The pack's `depth` as the form gives it: null, options or a number.
std::string depth_json(const check::Pack& pack);

}  // namespace contra::serve
