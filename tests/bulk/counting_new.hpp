// Linked into a test, it counts every call of operator new.
#pragma once

#include <atomic>
#include <cstdint>

namespace contra::bulk_tests {
extern std::atomic<std::uint64_t> allocations;
}
