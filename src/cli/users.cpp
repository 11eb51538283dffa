// contra users.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int users(const Options&) {
  complain("not yet");
  return exit_fault;
}

}  // namespace contra::cli
