// The door that libFuzzer calls (preset `fuzz`, clang 19).
#include <cstddef>
#include <cstdint>

#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  contra::fuzz::one_input({reinterpret_cast<const char*>(data), size});
  return 0;
}
