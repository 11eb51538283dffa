// What every page of the command is held to: 80 columns, no colour without a terminal, and a golden text that has been
// read.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "support/command.hpp"

namespace contra_test {

/// Holds `page` to tests/workshop/golden/NAME.txt, whatever the version; CONTRA_UPDATE=1 writes it.
inline void hold_page(const std::string& name, std::string page) {
  EXPECT_LE(widest(page), 80u);
  EXPECT_EQ(page.find('\x1b'), std::string::npos) << "colour without a terminal";
  std::string version = run_command(CONTRA_SOURCE_DIR, "--version").out;
  version.pop_back();
  for (std::size_t at = page.find(version); at != std::string::npos; at = page.find(version, at + 1))
    page.replace(at, version.size(), "contra VERSION");
  const std::string path = std::string(CONTRA_SOURCE_DIR) + "/tests/workshop/golden/" + name + ".txt";
  if (std::getenv("CONTRA_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << page;
  EXPECT_EQ(page, slurp(path)) << "CONTRA_UPDATE=1 rewrites " << path;
}

/// A page of a table of tests: its golden text, what the command is given, how it ends.
struct Page {
  const char* name;
  const char* arguments;
  int code;
  friend void PrintTo(const Page& page, std::ostream* out) { *out << page.arguments; }
};

/// The page of `contra COMMAND ARGUMENTS`, run from the top of the project, with nothing said beside it.
inline void hold_page(const std::string& command, const Page& page) {
  const Ran run = run_command(CONTRA_SOURCE_DIR, command + " " + page.arguments);
  EXPECT_EQ(run.code, page.code) << run.err;
  EXPECT_EQ(run.err, "");
  hold_page(std::string(page.name), run.out);
}

}  // namespace contra_test
