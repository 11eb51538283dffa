// contra prove: what holds for every client that the vocabulary admits.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int prove(const Options&) {
  complain("`contra prove` is not there yet");
  return exit_fault;
}

}  // namespace contra::cli
