// contra why: the evidence of a decision, as a tree.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int why(const Options&) {
  complain("`contra why` is not there yet");
  return exit_fault;
}

}  // namespace contra::cli
