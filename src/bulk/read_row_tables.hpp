// Flat tables from bytes to meanings, for the fast reader. Private to read_row*.cpp.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/read_row.hpp"
#include "eval/state_words.hpp"

namespace contra::bulk {

/// Words to numbers: open addressing, the bytes of a word beside its place. Filled once, then only read.
class Words {
 public:
  static constexpr std::uint32_t unknown = 0xFFFFFFFFu;

  /// The first value of a word stays.
  void add(std::string_view word, std::uint32_t value);
  /// `unknown` when it is none of them.
  std::uint32_t find(std::string_view word) const {
    if (slots_.empty()) return unknown;
    const std::uint64_t hash = hash_of(word);
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.value == unknown) return unknown;
      if (slot.hash == static_cast<std::uint32_t>(hash >> 32) && slot.length == word.size() &&
          std::memcmp(bytes_.data() + slot.begin, word.data(), word.size()) == 0)
        return slot.value;
    }
  }

 private:
  struct Slot {
    std::uint32_t hash = 0, begin = 0, length = 0, value = unknown;
  };
  static std::uint64_t hash_of(std::string_view word);
  void grow();

  std::vector<Slot> slots_;
  std::size_t mask_ = 0, size_ = 0;
  std::string bytes_;
};

inline std::uint64_t Words::hash_of(std::string_view word) {
  const std::size_t n = word.size();
  std::uint64_t a = 0, b = 0;
  if (n >= 8) {
    std::memcpy(&a, word.data(), 8);
    std::memcpy(&b, word.data() + n - 8, 8);
  } else if (n >= 4) {
    std::memcpy(&a, word.data(), 4);
    std::memcpy(&b, word.data() + n - 4, 4);
  } else if (n > 0) {
    a = static_cast<unsigned char>(word[0]);
    b = static_cast<unsigned char>(word[n - 1]) + (std::uint64_t{static_cast<unsigned char>(word[n / 2])} << 8);
  }
  std::uint64_t h = (a ^ (n * 0x9e3779b97f4a7c15ull)) * 0xbf58476d1ce4e5b9ull;
  h = (h ^ (h >> 29) ^ b) * 0x94d049bb133111ebull;
  return h ^ (h >> 32);
}

/// Room for one folded text. Texts that are longer than any that a record may hold are never folded.
class Folder {
 public:
  Folder();
  /// check::fold_name and eval::reader::fold_words; good until the next call.
  std::string_view name(std::string_view text);
  std::string_view words(std::string_view text);

 private:
  std::string folded_;
};

/// What a text may say where a value of some type is expected.
struct Meaning {
  enum class Kind : std::uint8_t { value, no, unsure, declined, blank, not_applicable } kind = Kind::value;
  std::uint64_t options = 0;
};

/// The texts of one type of options: as written, and folded.
struct OptionWords {
  Words words;
  std::vector<Meaning> meanings;
  std::uint32_t yes = Words::unknown, no = Words::unknown;  ///< of these two, which are most of what is written
};

struct RowTables::Tables {
  Tables(const Layout& layout, const std::vector<eval::KnownPack>& packs);

  const Layout& layout;
  const check::Vocabulary& vocabulary;
  const std::vector<eval::KnownPack>& packs;
  bool usable = true;  ///< false: no line is plain for this vocabulary

  Words answers;  ///< keys: QuestionId, or list_bit + ListId
  /// By QuestionId, then by ListId: the name, with room behind it up to a multiple of eight.
  struct AnswerName {
    std::vector<std::uint64_t> words;
    std::size_t size = 0;
    bool is(std::string_view key) const {
      if (key.size() != size) return false;
      const char* at = key.data();
      std::size_t left = size, i = 0;
      for (; left >= 8; left -= 8, at += 8, ++i) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        if (word != words[i]) return false;
      }
      return left == 0 || std::memcmp(at, &words[i], left) == 0;
    }
  };
  std::vector<AnswerName> answer_names;
  std::vector<std::uint8_t> by_practitioner;  ///< likewise: only the practitioner can answer it
  /// Likewise: what a plain "no" does, which is most of what is written. Of options: this word of Row::possible keeps
  /// `keep` and gets `set`.
  struct PlainNo {
    enum class Kind : std::uint8_t { other, options, list } kind = Kind::other;
    std::uint32_t word = 0;
    std::uint64_t keep = 0, set = 0;
  };
  std::vector<PlainNo> plain_no;
  static constexpr std::uint32_t list_bit = 0x80000000u;
  Words states;  ///< folded, and as often written: eval::reader::Word
  // By bytes as often written, and (for what is not found so) by folded bytes.
  Words terms, folded_terms;            ///< TermId
  Words areas, folded_areas;            ///< AreaId
  Words treatments, folded_treatments;  ///< index into `packs`
  std::vector<OptionWords> option_words;
  std::vector<std::uint32_t> question_options;  ///< by QuestionId: index into option_words
  std::vector<std::uint32_t> depth_options;     ///< by pack

  struct ListTables {
    Words details;                                  ///< names: index into `named`
    std::vector<std::vector<std::uint32_t>> named;  ///< declarations of a name, as indices into List::details
    std::vector<std::uint32_t> options;             ///< by detail: index into option_words
    std::vector<std::vector<bool>> fits;            ///< by detail and TermId: some kind of the term has it
    std::vector<bool> fits_any;                     ///< by detail: some term of the list has it
    std::vector<bool> within;                       ///< by TermId: the term and all its kinds are of the list
    std::vector<std::string> unit_keys;             ///< by detail
  };
  std::vector<ListTables> lists;

  std::vector<check::QuestionId> boxes, gated_questions, day_questions;
  std::vector<check::ListId> gated_lists;
  std::vector<std::uint64_t> all_options;       ///< by QuestionId
  std::vector<std::uint64_t> no_option;         ///< by QuestionId: that is a plain `no`, or 0
  std::vector<std::uint64_t> unknown_possible;  ///< Row::possible when nothing is answered
  std::vector<std::int64_t> unknown_low, unknown_high;
  /// The unit of a number as the key that stands in a line, with its quotes: by QuestionId, and by pack for its depth.
  std::vector<std::string> unit_keys, depth_unit_keys;

 private:
  std::uint32_t option_table(const check::ValueType& type);
  void add_answer(const std::string& name, syntax::AnsweredBy by, std::uint32_t value);
  void add_treatment(const std::string& name, std::uint32_t value);
  void find_tangles();
  std::vector<const check::ValueType*> option_types_;
};

}  // namespace contra::bulk
