// What every fuzz target and its replay share.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace contra::fuzz {

/// One input. Ends the program when something that must hold does not.
void one_input(std::string_view bytes);

/// INVARIANT checks of the targets: these hold in every build, unlike assert.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

}  // namespace contra::fuzz
