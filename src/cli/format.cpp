// contra format: one canonical layout for rule files.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int format(const Options&) {
  complain("`contra format` is not there yet");
  return exit_fault;
}

}  // namespace contra::cli
