// See counting_new.hpp. By itself, so that no compiler sees a pair of new and free in one place.
#include "counting_new.hpp"

#include <cstdlib>
#include <new>

namespace contra::bulk_tests {
std::atomic<std::uint64_t> allocations{0};
}

void* operator new(std::size_t size) {
  ++contra::bulk_tests::allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
