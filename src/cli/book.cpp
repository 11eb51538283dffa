// contra book: the rule book of a pack as one page.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int book(const Options&) {
  complain("`contra book` is not there yet");
  return exit_fault;
}

}  // namespace contra::cli
