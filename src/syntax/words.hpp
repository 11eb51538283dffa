// The words of the language. Each has a number, so that the grammar compares numbers and never letters.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace contra::syntax {

/// 0: not a word of the language. Signs (`,` `:` `(` `)`) count as words.
using WordId = std::uint8_t;

// Sorted by bytes: `word_id` searches by halves.
// clang-format off
inline constexpr std::array all_words = std::to_array<std::string_view>({
    "(", ")", ",", ":", "a", "about", "above", "after", "aftercare", "again", "age", "ago", "allergic",
    "allergies", "also", "an", "and", "answer", "answered", "any", "applicable", "approved", "area", "as", "ask",
    "asked", "asks", "at", "avoid", "back", "because", "before", "better", "between", "by", "change", "changed",
    "check", "cite", "clearance", "cleared", "client", "code", "come", "counts", "day", "days", "declined",
    "depth", "detail", "device", "do", "earliest", "effective", "else", "end", "entry", "events", "every",
    "example", "expect", "exposures", "for", "form", "from", "full", "future", "given", "go", "guarantee",
    "guidance", "guideline", "healed", "holds", "hour", "hours", "house", "in", "instead", "is", "its", "kind",
    "label", "last", "law", "least", "limit", "list", "looks", "loosen", "month", "months", "more", "most",
    "needs", "never", "next", "no", "not", "note", "nothing", "number", "of", "older", "on", "one", "ongoing",
    "only", "or", "order", "other", "otherwise", "pack", "part", "past", "performs", "plan", "planned", "policy",
    "practitioner", "precare", "prescribed", "present", "question", "records", "renewed", "review", "role", "say",
    "session", "signed", "source", "spread", "start", "started", "states", "study", "taking", "tell", "term",
    "test", "tests", "text", "than", "the", "then", "this", "tighten", "to", "tolerance", "touches", "treated",
    "under", "unless", "unsure", "until", "up", "use", "visit", "vocabulary", "wait", "watch", "week", "weeks",
    "when", "where", "while", "with", "within", "words", "year", "years", "yes",
});
// clang-format on

constexpr WordId word_id(std::string_view word) {
  std::size_t low = 0, high = all_words.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (all_words[middle] < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < all_words.size() && all_words[low] == word ? static_cast<WordId>(low + 1) : WordId{0};
}

/// The number of a word that is known to be in the list; a slip does not compile.
consteval WordId word(std::string_view text) {
  const WordId id = word_id(text);
  if (id == 0) throw "not a word of the language";
  return id;
}

constexpr std::string_view word_text(WordId id) {
  return id == 0 ? std::string_view() : all_words[static_cast<std::size_t>(id) - 1];
}

/// A small set of words.
class Words {
 public:
  constexpr Words() = default;
  constexpr explicit Words(std::initializer_list<std::string_view> words) {
    for (const std::string_view text : words) add(word_id(text));
  }
  constexpr void add(unsigned id) { bits_[id / 64] |= std::uint64_t{1} << (id % 64); }
  constexpr bool has(unsigned id) const { return id != 0 && ((bits_[id / 64] >> (id % 64)) & 1u) != 0; }
  constexpr bool empty() const { return (bits_[0] | bits_[1] | bits_[2] | bits_[3]) == 0; }
  constexpr void clear() { bits_ = {}; }
  constexpr Words& operator|=(const Words& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
    return *this;
  }
  constexpr Words without(const Words& other) const {
    Words result = *this;
    for (std::size_t i = 0; i < bits_.size(); ++i) result.bits_[i] &= ~other.bits_[i];
    return result;
  }

 private:
  std::array<std::uint64_t, 4> bits_{};  // 256 numbers
};

/// Words that cannot be names: without this some sentences would have two readings.
inline constexpr Words reserved_words{
    "and",    "or",    "not",  "while",  "unless",  "after",    "before",  "until",   "from",    "within",
    "where",  "any",   "no",   "in",     "is",      "by",       "for",     "to",      "the",     "last",
    "start",  "end",   "its",  "taking", "planned", "allergic", "present", "treated", "touches", "every",
    "answer", "visit", "at",   "least",  "most",    "above",    "under",   "up",      "better",  "wait",
    "go",     "only",  "with", "note",   "ask",     "again",    "limit"};

/// Words that may be names, but not as the first word of a line: there they begin a clause.
inline constexpr Words line_words{"because", "tell", "cite",  "spread", "review",  "effective",
                                  "cleared", "then", "given", "expect", "approved"};

/// A line whose first word is one of these begins an item.
inline constexpr Words item_words{"area",    "role",  "term",      "list",      "ask",     "tolerance",
                                  "source",  "check", "guarantee", "aftercare", "precare", "about",
                                  "example", "test",  "tighten",   "loosen"};
/// A file begins with one of these.
inline constexpr Words header_words{"vocabulary", "pack", "policy", "part", "tests"};

}  // namespace contra::syntax
