// What every page of the command is held to: 80 columns, no colour without a terminal, and a golden text that has been
// read.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "support/command.hpp"

namespace contra_test {

/// Columns of the widest line, a character each.
inline std::size_t widest(const std::string& text) {
  std::size_t widest = 0, width = 0;
  for (const char c : text) {
    if (c == '\n')
      width = 0;
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
      widest = std::max(widest, ++width);
  }
  return widest;
}

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

}  // namespace contra_test
