// A tape of random numbers that a generator reads: every choice is a number below a bound, and zero is the plainest one, so
// that a shorter tape or a tape of smaller numbers makes a smaller case. rapidcheck makes and shrinks tapes; seeded runs make
// them from a plain generator.
#pragma once

#include <cstdint>
#include <ostream>
#include <utility>
#include <vector>

namespace contra::laws {

class Tape {
 public:
  Tape() = default;
  explicit Tape(std::vector<std::uint16_t> numbers) : numbers_(std::move(numbers)) {}

  /// 0 … bound-1; 0 once the tape has run out.
  int below(int bound) {
    if (bound <= 1) return 0;
    if (at_ >= numbers_.size()) return 0;
    return static_cast<int>(numbers_[at_++] % static_cast<unsigned>(bound));
  }
  int between(int low, int high) { return low + below(high - low + 1); }
  /// True in about `percent` of a hundred cases; false is the plain choice.
  bool chance(int percent) { return below(100) >= 100 - percent; }
  template <class T>
  const T& pick(const std::vector<T>& of) {
    return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))];
  }
  /// An index, each as often as its weight; index 0 is the plain choice.
  int weighted(const std::vector<int>& weights) {
    int all = 0;
    for (int w : weights) all += w;
    int n = below(all);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (n < weights[i]) return static_cast<int>(i);
      n -= weights[i];
    }
    return 0;
  }

  const std::vector<std::uint16_t>& numbers() const { return numbers_; }
  std::size_t used() const { return at_; }

 private:
  std::vector<std::uint16_t> numbers_;
  std::size_t at_ = 0;
};

/// A tape from a seed, the same on every machine.
inline Tape tape_of(std::uint64_t seed, std::size_t length) {
  std::vector<std::uint16_t> numbers;
  numbers.reserve(length);
  std::uint64_t x = seed;
  while (numbers.size() < length) {
    x += 0x9e3779b97f4a7c15ull;
    std::uint64_t z = x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    z ^= z >> 31;
    for (int i = 0; i < 4 && numbers.size() < length; ++i) numbers.push_back(static_cast<std::uint16_t>(z >> (16 * i)));
  }
  return Tape(std::move(numbers));
}

/// Smaller tapes, plainest first: shorter, with stretches left out, with stretches of zeros, with smaller numbers.
inline std::vector<std::vector<std::uint16_t>> smaller(const std::vector<std::uint16_t>& tape) {
  std::vector<std::vector<std::uint16_t>> out;
  const std::size_t n = tape.size();
  for (std::size_t keep = 0; keep < n; keep = keep == 0 ? 1 : keep * 2) out.emplace_back(tape.begin(), tape.begin() + static_cast<std::ptrdiff_t>(keep));
  for (std::size_t width = n / 2; width >= 1; width /= 2) {
    for (std::size_t at = 0; at + width <= n; at += width) {
      auto shorter = tape;
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at), shorter.begin() + static_cast<std::ptrdiff_t>(at + width));
      out.push_back(std::move(shorter));
      auto plainer = tape;
      bool changed = false;
      for (std::size_t i = at; i < at + width; ++i) {
        changed = changed || plainer[i] != 0;
        plainer[i] = 0;
      }
      if (changed) out.push_back(std::move(plainer));
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (tape[i] == 0) continue;
    for (const unsigned v : {tape[i] / 2u, tape[i] - 1u}) {
      auto lower = tape;
      lower[i] = static_cast<std::uint16_t>(v);
      out.push_back(std::move(lower));
    }
  }
  return out;
}

}  // namespace contra::laws
