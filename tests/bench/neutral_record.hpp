// The flat records of the neutral workload, read by the vocabulary that to_contra.py wrote: a question's text is the
// key of its field, an option's label the value. Shared by both engines of contra_neutral.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "check/model.hpp"
#include "contra/date.hpp"

namespace contra::bench {

/// No answer: the field is absent, null, or holds nothing that its question offers.
inline constexpr std::int64_t missing = std::numeric_limits<std::int64_t>::min();

struct Event {
  Day day;
  std::int16_t kind = -1;   // index into ListField::terms; -1: none of them
  std::int16_t depth = -1;  // option of the depth; -1: not given
};

/// One record in the shape of the vocabulary. Values of questions by QuestionId: an option's index (yes is 0), a
/// number's thousandths, a day's number, or `missing`.
struct Answers {
  std::string_view id;
  Day visit;
  std::vector<std::int64_t> values;
  std::vector<std::vector<Event>> events;  // by ListId
  std::vector<std::uint8_t> answered;      // by ListId
};

/// A string of simdjson's tape; at least 16 bytes behind its start can be read whatever they hold.
struct Text {
  const char* at = nullptr;
  std::size_t size = 0;
  std::string_view view() const { return {at, size}; }
};

/// A few short names, found by words of eight bytes.
class Names {
 public:
  void add(const std::string& name);
  /// The index, or -1.
  int find(Text text) const;
  bool is(std::size_t index, Text text) const;
  std::size_t size() const { return names_.size(); }

 private:
  struct Name {
    std::uint64_t first = 0, mask = 0, last = 0;
    std::size_t size = 0;
    std::string text;
  };
  static std::size_t hash(std::uint64_t first, std::uint64_t last, std::size_t size);
  std::vector<Name> names_;
  std::vector<std::int16_t> slots_;
};

struct Field {
  enum class Kind : std::uint8_t { skip, id, visit, yes_no, options, number, day, events, sent } kind = Kind::skip;
  std::int32_t at = -1;  // QuestionId or ListId
  Names options;         // options: labels; events: terms by their titles
};

/// A fact that the host works out, as every engine of the comparison needs it or does without.
struct Derived {
  enum class Kind : std::uint8_t { days_since_event, days_since_day, third_last } kind = Kind::days_since_event;
  std::int32_t question = -1;  // to be filled
  std::int32_t from = -1;      // ListId or QuestionId
  std::int16_t term = -1;      // index into the terms of the list
};

class Reader {
 public:
  explicit Reader(const check::Vocabulary& vocabulary);

  /// Reads one line of `length` bytes, followed by simdjson's padding. Throws std::runtime_error when it is not JSON or
  /// an event has no day.
  void read(const char* line, std::size_t length, Answers& out);

  const std::vector<check::TermId>& terms_of(std::int32_t list) const { return terms_[static_cast<std::size_t>(list)]; }
  Answers empty() const;

 private:
  void read_events(const std::uint64_t* tape, std::size_t at, const Field& field, Answers& out);
  void derive(Answers& out);

  const check::Vocabulary& vocabulary_;
  simdjson::dom::parser parser_;
  const std::uint8_t* strings_ = nullptr;
  Names keys_;
  std::vector<Field> fields_;       // by key
  std::vector<std::uint8_t> next_;  // by key: the key that followed it last time
  std::vector<Derived> derived_;
  std::vector<std::vector<check::TermId>> terms_;  // by ListId, in the order of the list's term names
  std::vector<std::vector<std::int16_t>> latest_;  // by ListId and term: its place in days_, or -1
  std::vector<std::array<std::int32_t, 3>> days_;  // the latest three days of a kind that a derived fact reads
  Names event_keys_, depths_;
  std::uint8_t event_next_[4] = {};
};

/// Days since the last event of a kind, when there was none.
inline constexpr std::int32_t no_event_days = 100000;

/// Lines of a file, padded for simdjson.
struct Input {
  Input(const std::string& path, std::size_t limit);
  std::string bytes;
  std::vector<std::pair<std::size_t, std::size_t>> lines;  // offset and length
};

/// {"id":"r0000001","verdict":"WAIT","fired":["R00001"]}: `rules` are the numbers of the rules, in order.
void write_line(std::string_view id, const std::vector<std::uint32_t>& rules, const std::vector<bool>& asks,
                std::string& out);

}  // namespace contra::bench
