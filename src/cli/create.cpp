// contra new: a pack, a check or a policy to begin with.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int create(const Options&) {
  complain("`contra new` is not there yet");
  return exit_fault;
}

}  // namespace contra::cli
