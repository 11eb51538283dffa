// Tokens with ways to match them: fixed phrases, numbers in digits and words, lengths of time. Every function gives all
// ways to read on from a place, because words that can be read in two ways are. Internal to the time room.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "time/word_tokens.hpp"
#include "time/words.hpp"

namespace contra::time {

template <class T>
struct Read {
  std::size_t end;  // the token after the last one read
  T value;
};
template <class T>
using Reads = std::vector<Read<T>>;
using Ends = std::vector<std::size_t>;
using Words = std::span<const std::string_view>;

/// "two to three weeks", "a few days", "1 year and 2 months": between `low` and `high` calendar steps.
struct Length {
  Step low, high;
  bool open = false;   // no upper bound: "many years"
  bool loose = false;  // "few", "or so": even a bound made of it is only about right
  Unit unit = Unit::day;
};

class Phrase {
 public:
  explicit Phrase(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::size_t size() const { return tokens_.size(); }
  const Token* at(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  bool is(std::size_t i, std::string_view word) const;
  bool is_one_of(std::size_t i, std::initializer_list<std::string_view> words) const;
  /// A number in digits, without suffix, of at most so many digits.
  const Token* number(std::size_t i, int most_digits) const;

  /// The end of `words` (parted by spaces) when they stand at `i`.
  std::optional<std::size_t> sequence(std::size_t i, std::string_view words) const;
  /// The ends of those alternatives that stand at `i`.
  Ends any(std::size_t i, Words alternatives) const;
  Ends any(std::size_t i, std::initializer_list<std::string_view> alternatives) const {
    return any(i, Words(alternatives.begin(), alternatives.size()));
  }
  /// The same, and `i` itself.
  Ends maybe(std::size_t i, std::initializer_list<std::string_view> alternatives) const;

  /// "first" … "thirty first", "20th", "the 3rd".
  Reads<unsigned> ordinals(std::size_t i) const;
  /// Hundredths: "2", "1.5", "two", "twenty-one", "a", "half a", "two and a half".
  Reads<int> cardinals(std::size_t i) const;
  Reads<Length> lengths(std::size_t i) const;
  /// "weeks", "years": plural with no number before it.
  Reads<Length> bare_plurals(std::size_t i) const;

 private:
  struct Amount {
    int low = 0, high = 0;  // hundredths
    bool open = false, loose = false, article = false;
  };
  struct UnitWord {
    Unit unit = Unit::day;
    int times = 1;
    bool hours = false, plural = false;
  };
  std::optional<UnitWord> unit_at(std::size_t i) const;
  Reads<Amount> amounts(std::size_t i) const;
  static Length length_of(const Amount& amount, const UnitWord& unit);

  std::vector<Token> tokens_;
};

}  // namespace contra::time
