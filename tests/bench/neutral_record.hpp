// The flat records of the neutral workload, read by the vocabulary that to_contra.py wrote: a question's text is the
// key of its field, an option's label the value. Shared by the engines of contra_neutral.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "check/model.hpp"
#include "contra/date.hpp"

namespace contra::bench {

/// No usable answer.
inline constexpr std::int64_t missing = std::numeric_limits<std::int64_t>::min();
/// Days since the last event of a kind, when there was none.
inline constexpr std::int32_t no_event_days = 100000;

struct Event {
  Day day;
  check::TermId term = check::none;  // none: not one of the list's
  std::int32_t depth = -1;           // option of the depth; -1: not given
};

/// A string of simdjson's tape; 16 bytes behind its start can be read whatever they hold.
struct Text {
  const char* at = nullptr;
  std::size_t size = 0;
  std::string_view view() const { return {at, size}; }
};

inline std::uint64_t word_at(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// A few short names, compared and found by words of eight bytes.
class Names {
 public:
  void add(const std::string& name);

  bool is(std::size_t index, Text text) const {
    const Name& name = names_[index];
    if (name.size != text.size || (word_at(text.at) & name.mask) != name.first) return false;
    if (name.size <= 8) return true;
    if (word_at(text.at + name.size - 8) != name.last) return false;
    return name.size <= 16 || (word_at(text.at + 8) == name.middle &&
                               (name.size <= 24 || std::memcmp(text.at, name.text.data(), name.size) == 0));
  }

  /// The index, or -1.
  int find(Text text) const {
    // A hash without collisions among the names: one look is enough.
    const std::size_t slot = hash(word_at(text.at) & masks[text.size < 8 ? text.size : 8],
                                  text.size > 8 ? word_at(text.at + text.size - 8) : 0, text.size);
    const std::int16_t index = slots_[slot];
    return index >= 0 && is(static_cast<std::size_t>(index), text) ? index : -1;
  }

 private:
  friend class Reader;
  struct Name {
    std::uint64_t first = 0, mask = 0, last = 0, middle = 0;
    std::size_t size = 0;
    std::string text;
  };
  static constexpr std::uint64_t masks[] = {
      0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};
  std::size_t hash(std::uint64_t first, std::uint64_t last, std::size_t size) const {
    return ((first ^ (last << 1) ^ size) * factor_) >> shift_;
  }
  std::vector<Name> names_;
  std::vector<std::int16_t> slots_{-1};  // 2 to the power of 64 - shift_
  std::uint64_t factor_ = 0;
  unsigned shift_ = 63;
};

struct Field {
  enum class Kind : std::uint8_t { skip, id, visit, yes_no, options, number, day, events, sent } kind = Kind::skip;
  std::int32_t at = -1;              // QuestionId or ListId
  Names options;                     // options: labels; events: terms by their titles
  std::vector<check::TermId> terms;  // events: by index of the name
  std::vector<std::int16_t> kept;    // events: by index of the name, where its latest days are kept, or -1
};

/// What the walk over a record reads of a field, side by side.
struct alignas(64) Step {
  std::uint64_t first = 0, mask = 0, last = 0, middle = 0;  // of the key, as in Names
  std::uint32_t size = 0;
  std::int32_t at = -1;
  std::uint32_t next = 0;  // the field that followed last time; a form has one order
  Field::Kind kind = Field::Kind::skip;

  bool is(Text key) const {
    return size == key.size && (word_at(key.at) & mask) == first &&
           (size <= 8 || (word_at(key.at + size - 8) == last && (size <= 16 || word_at(key.at + 8) == middle)));
  }
};

/// A fact that the host works out.
struct Derived {
  enum class Kind : std::uint8_t { days_since_event, days_since_day, third_last } kind = Kind::days_since_event;
  std::int32_t question = -1;  // to be filled
  std::size_t from = 0;        // ListId or QuestionId
  std::size_t kept = 0;        // where the latest days are kept
};

class Reader {
 public:
  explicit Reader(const check::Vocabulary& vocabulary);

  /// Reads one line of `length` bytes, followed by simdjson's padding, and tells `sink` what it holds:
  ///   option(question, index)  number(question, thousandths)  day(question, number)  answered(list)  event(list,
  ///   Event)
  /// What is not told has no usable answer. Returns the id, which lasts until the next line is read. Throws
  /// std::runtime_error when the line is not JSON, or the appointment or an event's day is none.
  template <class Sink>
  std::string_view read(const char* line, std::size_t length, Sink& sink, Day& visit);

 private:
  template <class Sink>
  void read_events(const std::uint64_t* tape, std::size_t at, const Field& field, Sink& sink);
  template <class Sink>
  void derive(Day visit, Sink& sink);

  simdjson::dom::parser parser_;
  const std::uint8_t* strings_ = nullptr;
  Names keys_;
  std::vector<Field> fields_;  // by key
  std::vector<Step> steps_;    // by key
  Names depths_;
  std::vector<Derived> derived_;
  std::vector<std::array<std::int32_t, 3>> kept_;  // the latest three days of a kind, the latest first
  std::vector<std::uint8_t> answered_;             // by ListId
  std::vector<std::int64_t> days_;                 // by QuestionId: the answers that are days
};

/// Lines of a file, padded for simdjson.
struct Input {
  Input(const std::string& path, std::size_t limit);
  std::string bytes;
  std::vector<std::pair<std::size_t, std::size_t>> lines;  // offset and length
};

/// Result lines: {"id":"r0000001","verdict":"WAIT","fired":["R00001"]}.
class Writer {
 public:
  /// `asks` by number of the rule: its class is ask, not wait.
  explicit Writer(std::vector<bool> asks);
  /// `rules`: numbers, ascending, each once.
  void line(std::string_view id, const std::uint32_t* begin, const std::uint32_t* end, std::string& out) const;

 private:
  std::vector<std::uint8_t> waits_;
};

}  // namespace contra::bench
