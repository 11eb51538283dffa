// contra calendar: the days of a client, month by month.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int calendar(const Options&) {
  complain("`contra calendar` is not there yet");
  return exit_fault;
}

}  // namespace contra::cli
