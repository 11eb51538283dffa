// contra test --watch: runs again whenever a rule file changes, and prints what is new.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"

namespace contra::cli {

/// One run of the tests, as text for the terminal.
struct TestRun {
  int code = exit_fault;
  std::vector<std::string> failures;  ///< one text for each test that fails
  std::string summary, reports;
};
TestRun run_tests(const Options& options);

/// Until an interrupt, which ends it with the exit code of the last run.
int watch_tests(const Options& options);

}  // namespace contra::cli
