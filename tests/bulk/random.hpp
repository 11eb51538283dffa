// A small seeded generator of random numbers: the same numbers on every machine and with every standard library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace contra::bulk_tests {

class Random {
 public:
  explicit Random(std::uint64_t seed)
      : state_(mixed(seed + 0x632be59bd9b4e019ull)) {}  // mixed: neighbouring seeds share no numbers

  std::uint64_t next() { return mixed(state_ += 0x9e3779b97f4a7c15ull); }  // splitmix64
  /// 0 … bound-1; 0 for bound 0 and 1.
  std::size_t below(std::size_t bound) {
    return bound < 2 ? 0 : static_cast<std::size_t>((next() >> 32) * bound >> 32);
  }
  int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }
  /// True in about `percent` of a hundred cases.
  bool chance(int percent) { return static_cast<int>(below(100)) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& of) {
    return of[below(of.size())];
  }

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

}  // namespace contra::bulk_tests
