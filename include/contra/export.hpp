// What leaves the library: everything that carries this macro, and nothing else.
#pragma once

// A build with hidden visibility keeps these names; another build is none the worse for them.
#if defined(__GNUC__) || defined(__clang__)
#define CONTRA_EXPORT __attribute__((visibility("default")))
#else
#define CONTRA_EXPORT
#endif

/* Example:
#include "contra/export.hpp"

namespace clinic {
CONTRA_EXPORT int answer();
int answer() { return 42; }
}  // namespace clinic

int main() { return clinic::answer() == 42 ? 0 : 1; }
*/
