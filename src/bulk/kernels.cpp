// See kernels.hpp.
#include "bulk/kernels.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define CONTRA_X86 1
#endif

namespace contra::bulk {

namespace {

// --- plain C++ ------------------------------------------------------------------------------------------------

template <class Test>
void each_bit(Mask& out, Test test) {
  for (std::size_t w = 0; w < mask_words; ++w) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 64; ++i) bits |= static_cast<std::uint64_t>(test(w * 64 + i)) << i;
    out.words[w] = bits;
  }
}

void below_plain(const Distance* column, Distance value, Mask& out) {
  each_bit(out, [=](std::size_t i) { return column[i] < value; });
}
void below_each_plain(const Distance* column, const Distance* values, Mask& out) {
  each_bit(out, [=](std::size_t i) { return column[i] < values[i]; });
}
void at_least_plain(const std::int32_t* column, std::int32_t value, Mask& out) {
  each_bit(out, [=](std::size_t i) { return column[i] >= value; });
}
void at_most_plain(const std::int32_t* column, std::int32_t value, Mask& out) {
  each_bit(out, [=](std::size_t i) { return column[i] <= value; });
}
void all_plain(const Mask* masks, const std::uint32_t* begin, const std::uint32_t* end, Mask& out) {
  Mask m = masks[*begin];
  for (const std::uint32_t* id = begin + 1; id != end; ++id)
    for (std::size_t w = 0; w < mask_words; ++w) m.words[w] &= masks[*id].words[w];
  out = m;
}
void some_plain(const Mask* masks, const std::uint32_t* begin, const std::uint32_t* end, Mask& out) {
  Mask m = masks[*begin];
  for (const std::uint32_t* id = begin + 1; id != end; ++id)
    for (std::size_t w = 0; w < mask_words; ++w) m.words[w] |= masks[*id].words[w];
  out = m;
}

constexpr Kernels plain{"portable",    below_plain, below_each_plain, at_least_plain,
                        at_most_plain, all_plain,   some_plain};

#ifdef CONTRA_X86

// --- AVX2: 16 distances at a time -----------------------------------------------------------------------------

#define CONTRA_AVX2 __attribute__((target("avx2")))

CONTRA_AVX2 inline std::uint64_t bits_of(__m256i a, __m256i b) {
  // Two times 16 words of 0 or -1 to 32 bits. Packing works within halves, so they are put back in order.
  const __m256i packed = _mm256_permute4x64_epi64(_mm256_packs_epi16(a, b), 0xD8);
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(packed));
}
CONTRA_AVX2 inline __m256i load(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }

CONTRA_AVX2 void below_avx2(const Distance* column, Distance value, Mask& out) {
  const __m256i v = _mm256_set1_epi16(value);
  for (std::size_t w = 0; w < mask_words; ++w) {
    const Distance* c = column + w * 64;
    const std::uint64_t low = bits_of(_mm256_cmpgt_epi16(v, load(c)), _mm256_cmpgt_epi16(v, load(c + 16)));
    const std::uint64_t high = bits_of(_mm256_cmpgt_epi16(v, load(c + 32)), _mm256_cmpgt_epi16(v, load(c + 48)));
    out.words[w] = low | high << 32;
  }
}
CONTRA_AVX2 void below_each_avx2(const Distance* column, const Distance* values, Mask& out) {
  for (std::size_t w = 0; w < mask_words; ++w) {
    const Distance *c = column + w * 64, *v = values + w * 64;
    const std::uint64_t low =
        bits_of(_mm256_cmpgt_epi16(load(v), load(c)), _mm256_cmpgt_epi16(load(v + 16), load(c + 16)));
    const std::uint64_t high =
        bits_of(_mm256_cmpgt_epi16(load(v + 32), load(c + 32)), _mm256_cmpgt_epi16(load(v + 48), load(c + 48)));
    out.words[w] = low | high << 32;
  }
}
/// Bits of column > value (or value > column when `turned`), for 64 numbers.
template <bool turned>
CONTRA_AVX2 inline std::uint64_t above64(const std::int32_t* c, __m256i v) {
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) {
    const __m256i x = load(c + i * 8);
    const __m256i hit = turned ? _mm256_cmpgt_epi32(v, x) : _mm256_cmpgt_epi32(x, v);
    bits |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(hit))))
            << (i * 8);
  }
  return bits;
}
CONTRA_AVX2 void at_least_avx2(const std::int32_t* column, std::int32_t value, Mask& out) {
  const __m256i v = _mm256_set1_epi32(value);
  for (std::size_t w = 0; w < mask_words; ++w) out.words[w] = ~above64<true>(column + w * 64, v);
}
CONTRA_AVX2 void at_most_avx2(const std::int32_t* column, std::int32_t value, Mask& out) {
  const __m256i v = _mm256_set1_epi32(value);
  for (std::size_t w = 0; w < mask_words; ++w) out.words[w] = ~above64<false>(column + w * 64, v);
}
static_assert(sizeof(Mask) == 64);
CONTRA_AVX2 void all_avx2(const Mask* masks, const std::uint32_t* begin, const std::uint32_t* end, Mask& out) {
  __m256i a = load(masks[*begin].words), b = load(masks[*begin].words + 4);
  for (const std::uint32_t* id = begin + 1; id != end; ++id) {
    a = _mm256_and_si256(a, load(masks[*id].words));
    b = _mm256_and_si256(b, load(masks[*id].words + 4));
  }
  _mm256_store_si256(reinterpret_cast<__m256i*>(out.words), a);
  _mm256_store_si256(reinterpret_cast<__m256i*>(out.words + 4), b);
}
CONTRA_AVX2 void some_avx2(const Mask* masks, const std::uint32_t* begin, const std::uint32_t* end, Mask& out) {
  __m256i a = load(masks[*begin].words), b = load(masks[*begin].words + 4);
  for (const std::uint32_t* id = begin + 1; id != end; ++id) {
    a = _mm256_or_si256(a, load(masks[*id].words));
    b = _mm256_or_si256(b, load(masks[*id].words + 4));
  }
  _mm256_store_si256(reinterpret_cast<__m256i*>(out.words), a);
  _mm256_store_si256(reinterpret_cast<__m256i*>(out.words + 4), b);
}

constexpr Kernels avx2{"avx2", below_avx2, below_each_avx2, at_least_avx2, at_most_avx2, all_avx2, some_avx2};

// --- AVX-512: comparisons give bits at once -------------------------------------------------------------------

#define CONTRA_AVX512 __attribute__((target("avx512f,avx512bw")))

/// Both halves to one word by kunpackd: with sanitizers at -O1, GCC 12 takes what stands above a half for part of it.
CONTRA_AVX512 inline std::uint64_t joined(__mmask32 low, __mmask32 high) { return _mm512_kunpackd(high, low); }
CONTRA_AVX512 inline __m512i load512(const void* p) { return _mm512_loadu_si512(p); }

CONTRA_AVX512 void below_avx512(const Distance* column, Distance value, Mask& out) {
  const __m512i v = _mm512_set1_epi16(value);
  for (std::size_t w = 0; w < mask_words; ++w) {
    const __m512i low = load512(column + w * 64), high = load512(column + w * 64 + 32);
    out.words[w] = joined(_mm512_cmplt_epi16_mask(low, v), _mm512_cmplt_epi16_mask(high, v));
  }
}
CONTRA_AVX512 void below_each_avx512(const Distance* column, const Distance* values, Mask& out) {
  for (std::size_t w = 0; w < mask_words; ++w) {
    const __m512i low = load512(column + w * 64), high = load512(column + w * 64 + 32);
    const __m512i v_low = load512(values + w * 64), v_high = load512(values + w * 64 + 32);
    out.words[w] = joined(_mm512_cmplt_epi16_mask(low, v_low), _mm512_cmplt_epi16_mask(high, v_high));
  }
}
CONTRA_AVX512 void at_least_avx512(const std::int32_t* column, std::int32_t value, Mask& out) {
  const __m512i v = _mm512_set1_epi32(value);
  for (std::size_t w = 0; w < mask_words; ++w) {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 4; ++i)
      bits |= static_cast<std::uint64_t>(_mm512_cmpge_epi32_mask(_mm512_loadu_si512(column + w * 64 + i * 16), v))
              << (i * 16);
    out.words[w] = bits;
  }
}
CONTRA_AVX512 void at_most_avx512(const std::int32_t* column, std::int32_t value, Mask& out) {
  const __m512i v = _mm512_set1_epi32(value);
  for (std::size_t w = 0; w < mask_words; ++w) {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 4; ++i)
      bits |= static_cast<std::uint64_t>(_mm512_cmple_epi32_mask(_mm512_loadu_si512(column + w * 64 + i * 16), v))
              << (i * 16);
    out.words[w] = bits;
  }
}
CONTRA_AVX512 void all_avx512(const Mask* masks, const std::uint32_t* begin, const std::uint32_t* end, Mask& out) {
  __m512i m = _mm512_load_si512(masks[*begin].words);
  for (const std::uint32_t* id = begin + 1; id != end; ++id)
    m = _mm512_and_si512(m, _mm512_load_si512(masks[*id].words));
  _mm512_store_si512(out.words, m);
}
CONTRA_AVX512 void some_avx512(const Mask* masks, const std::uint32_t* begin, const std::uint32_t* end, Mask& out) {
  __m512i m = _mm512_load_si512(masks[*begin].words);
  for (const std::uint32_t* id = begin + 1; id != end; ++id)
    m = _mm512_or_si512(m, _mm512_load_si512(masks[*id].words));
  _mm512_store_si512(out.words, m);
}

constexpr Kernels avx512{"avx512",       below_avx512, below_each_avx512, at_least_avx512,
                         at_most_avx512, all_avx512,   some_avx512};

bool has_avx2() { return __builtin_cpu_supports("avx2") != 0; }
bool has_avx512() { return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0; }

#endif

}  // namespace

const Kernels& portable_kernels() { return plain; }

const Kernels* const* all_kernels(std::size_t& count) {
  struct List {
    const Kernels* items[3] = {&plain, nullptr, nullptr};
    std::size_t size = 1;
    List() {
#ifdef CONTRA_X86
      if (has_avx2()) items[size++] = &avx2;
      if (has_avx512()) items[size++] = &avx512;
#endif
    }
  };
  static const List list;
  count = list.size;
  return list.items;
}

const Kernels& kernels() {
  std::size_t count = 0;
  const Kernels* const* list = all_kernels(count);
  return *list[count - 1];
}

namespace {

/// Swaps the upper halves of the upper rows of every square of 2j with the lower halves of the lower ones.
template <unsigned j>
inline void swap_squares(std::uint64_t a[64], std::uint64_t mask) {
  for (unsigned base = 0; base < 64; base += 2 * j) {
    for (unsigned k = base; k < base + j; ++k) {
      const std::uint64_t t = ((a[k] >> j) ^ a[k + j]) & mask;
      a[k] ^= t << j;
      a[k + j] ^= t;
    }
  }
}

}  // namespace

void transpose64(std::uint64_t a[64]) {
  // Ever smaller squares (Hacker's Delight, 7-3), in loops that compilers put side by side.
  swap_squares<32>(a, 0x00000000FFFFFFFFu);
  swap_squares<16>(a, 0x0000FFFF0000FFFFu);
  swap_squares<8>(a, 0x00FF00FF00FF00FFu);
  swap_squares<4>(a, 0x0F0F0F0F0F0F0F0Fu);
  swap_squares<2>(a, 0x3333333333333333u);
  swap_squares<1>(a, 0x5555555555555555u);
}

}  // namespace contra::bulk
