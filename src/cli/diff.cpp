// contra diff: what changed in meaning between two versions.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int diff(const Options&) {
  complain("`contra diff` is not there yet");
  return exit_fault;
}

}  // namespace contra::cli
