// What is done, for `--verbose`: standard error only. INVARIANT: nothing that comes out of an intake record is ever
// logged.
#pragma once

#include <string>

namespace contra::cli {

void set_verbose(bool verbose);
void log_warning(const std::string& what);  ///< always shown
void log_step(const std::string& what);     ///< shown with `--verbose`, with the time since the start

}  // namespace contra::cli
