// The rule book of a pack, as one page: HTML that stands alone, reads without script and prints well.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "compile/program.hpp"
#include "text/source.hpp"

namespace contra::book {

/// What the prover said of one guarantee.
struct Proof {
  enum class State {
    proved,
    empty,   ///< proved of nobody: its condition holds for no client
    broken,  ///< a client slips through
    not_decided
  } state = State::not_decided;
  std::string guarantee;        ///< its name
  std::vector<std::string> by;  ///< proved: names of the checks that hold it
  std::string words;            ///< broken: the client; not decided: why. May be empty
};

struct Proofs {
  std::vector<Proof> guarantees;
  bool go_possible = false;  ///< for somebody; else every proof is empty
};

struct BookOptions {
  std::string engine;  ///< "contra 0.1.0"
  /// Absent: the prover was not run, and the book says so.
  std::optional<Proofs> proofs;
};

/// The same bytes for the same rules. `rules` gives the tests by name, `sources` the text that the program was made
/// from.
std::string book_html(const compile::Program& program, const check::CheckedRules& rules, const text::SourceSet& sources,
                      const BookOptions& options);

}  // namespace contra::book
