// The flat records of the neutral workload, read by the vocabulary that to_contra.py wrote: a question's text is the
// key of its field, an option's label the value. Shared by both engines of contra_neutral.
#pragma once

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
  std::vector<bool> answered;              // by ListId
};

struct Names {
  std::vector<std::string> names;
  /// The index, or -1. `guess` is tried first and set to what was found: forms send one order again and again.
  int find(std::string_view name, int& guess) const;
};

struct Field {
  enum class Kind { skip, id, visit, yes_no, options, number, day, events, sent } kind = Kind::skip;
  std::int32_t at = -1;  // QuestionId or ListId
  Names options;         // options: labels; events: terms by their titles
};

/// A fact that the host works out, as every engine of the comparison needs it or does without.
struct Derived {
  enum class Kind { days_since_event, days_since_day, third_last } kind = Kind::days_since_event;
  std::int32_t question = -1;  // to be filled
  std::int32_t from = -1;      // ListId or QuestionId
  std::int16_t term = -1;      // index into the terms of the list
};

class Reader {
 public:
  explicit Reader(const check::Vocabulary& vocabulary);

  /// Reads one line of `length` bytes, followed by simdjson's padding. Throws std::runtime_error when it is not JSON.
  void read(const char* line, std::size_t length, Answers& out);

  const std::vector<check::TermId>& terms_of(std::int32_t list) const { return terms_[static_cast<std::size_t>(list)]; }
  Answers empty() const;

 private:
  void read_events(const simdjson::dom::element& value, const Field& field, Answers& out);
  void derive(Answers& out) const;

  const check::Vocabulary& vocabulary_;
  simdjson::dom::parser parser_;
  Names keys_;
  std::vector<Field> fields_;  // by key
  std::vector<Derived> derived_;
  std::vector<std::vector<check::TermId>> terms_;  // by ListId, in the order of the list's term names
  Names event_keys_, depths_;
  int key_guess_ = 0, event_guess_ = 0, kind_guess_ = 0, depth_guess_ = 0;
};

/// Days since the last event of a kind, when there was none.
inline constexpr std::int64_t no_event_days = 100000;

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
