// Inside the bulk room: the loops over columns, for what the processor at hand can do. All variants give the same bits.
#pragma once

#include <cstddef>
#include <cstdint>

#include "bulk/row.hpp"

namespace contra::bulk {

/// Records in a block. A mask has one bit for each.
inline constexpr std::size_t block_size = 512;
inline constexpr std::size_t mask_words = block_size / 64;

struct alignas(64) Mask {
  std::uint64_t words[mask_words];
};

struct Kernels {
  const char* name;
  void (*below)(const Distance* column, Distance value, Mask& out);
  void (*below_each)(const Distance* column, const Distance* values, Mask& out);
  void (*at_least)(const std::int32_t* column, std::int32_t value, Mask& out);
  void (*at_most)(const std::int32_t* column, std::int32_t value, Mask& out);
  void (*all)(const Mask* masks, const std::uint32_t* begin, const std::uint32_t* end, Mask& out);
  void (*some)(const Mask* masks, const std::uint32_t* begin, const std::uint32_t* end, Mask& out);
};

/// The best for this processor. `portable_kernels` is plain C++, and the measure of the others in tests.
const Kernels& kernels();
const Kernels& portable_kernels();
/// All that this processor can run, the portable ones first.
const Kernels* const* all_kernels(std::size_t& count);

/// a[i] bit j becomes a[j] bit i.
void transpose64(std::uint64_t a[64]);

}  // namespace contra::bulk
