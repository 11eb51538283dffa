// The reading of neutral records, as templates over the engine's own sink.
#pragma once

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "neutral_record.hpp"

namespace contra::bench {

// simdjson's tape, as its doc/tape.md describes it: a word for each value, its kind in the upper eight bits. Walking it
// by hand saves the copies and checks of the DOM's iterators.

inline constexpr std::uint64_t payload = (std::uint64_t{1} << 56) - 1;
constexpr char kind_of(std::uint64_t word) { return static_cast<char>(word >> 56); }

/// The place behind the value at `at`.
inline std::size_t behind(const std::uint64_t* tape, std::size_t at) {
  switch (kind_of(tape[at])) {
    case '{':
    case '[':
      return static_cast<std::uint32_t>(tape[at]);
    case 'l':
    case 'u':
    case 'd':
      return at + 2;
    default:
      return at + 1;
  }
}

inline Text text_of(const std::uint8_t* strings, std::uint64_t word) {
  const char* at = reinterpret_cast<const char*>(strings) + (word & payload);
  std::uint32_t size = 0;
  std::memcpy(&size, at, sizeof size);
  return {at + sizeof size, size};
}

inline std::int64_t thousandths(const std::uint64_t* tape, std::size_t at) {
  constexpr std::int64_t most = 1'000'000'000;
  const char kind = kind_of(tape[at]);
  if (kind == 'l') {
    const auto whole = static_cast<std::int64_t>(tape[at + 1]);
    return whole < -most || whole > most ? missing : whole * 1000;
  }
  if (kind != 'd') return missing;
  double number = 0;
  std::memcpy(&number, &tape[at + 1], sizeof number);
  const double scaled = number * 1000;
  if (!(std::abs(scaled) < 1e12)) return missing;
  const auto whole = static_cast<std::int64_t>(scaled + (scaled < 0 ? -.5 : .5));
  return std::abs(scaled - static_cast<double>(whole)) > 1e-6 ? missing : whole;
}

/// YYYY-MM-DD to a day's number, by a table of months.
class Calendar {
 public:
  Calendar() {
    for (int y = from; y <= to; ++y)
      for (unsigned m = 1; m <= 12; ++m)
        before_[(y - from) * 12 + static_cast<int>(m) - 1] = day_of({y, m, 1})->number - 1;
    before_[months] = last_day.number;
  }
  /// Or `missing`.
  std::int64_t number(Text text) const {
    if (text.size != 10) return missing;
    const std::uint64_t a = word_at(text.at) ^ 0x2D30302D30303030u;  // digits become 0 to 9, hyphens 0
    std::uint16_t b = 0;
    std::memcpy(&b, text.at + 8, sizeof b);
    b ^= 0x3030;
    if ((((a + 0x7F76767F76767676u) | a) & 0x8080808080808080u) != 0 || (((b + 0x7676) | b) & 0x8080) != 0)
      return missing;
    const std::uint64_t pairs = a * 10 + (a >> 8);
    const auto month = static_cast<std::uint32_t>(pairs >> 40 & 0xFF) - 1;
    const auto year = static_cast<std::uint32_t>((pairs & 0xFF) * 100 + (pairs >> 16 & 0xFF)) - from;
    if (month >= 12 || year > to - from) return missing;
    const auto day = static_cast<std::int32_t>((b & 0xF) * 10 + (b >> 8));
    const std::int32_t* at = &before_[year * 12 + month];
    return day >= 1 && day <= at[1] - at[0] ? at[0] + day : missing;
  }

 private:
  static constexpr int from = 1900, to = 2200, months = (to - from + 1) * 12;
  std::int32_t before_[months + 1];  // the number of the day before the month
};
inline const Calendar calendar;

/// The first four letters as they lie in memory.
constexpr std::uint32_t letters_of(const char (&text)[5]) {
  std::uint32_t out = 0;
  for (unsigned i = 4; i-- > 0;) out = out << 8 | static_cast<unsigned char>(text[i]);
  return out;
}

template <class Sink>
void Reader::read_events(const std::uint64_t* tape, std::size_t at, const Field& field, Sink& sink) {
  if (kind_of(tape[at]) != '[') return;
  answered_[static_cast<std::size_t>(field.at)] = 1;
  sink.answered(field.at);
  const std::uint8_t* const strings = strings_;
  for (++at; kind_of(tape[at]) != ']'; ++at) {
    if (kind_of(tape[at]) != '{') throw std::runtime_error("an event that is no object");
    Event event;
    std::int64_t day = missing;
    int name = -1;
    for (++at; kind_of(tape[at]) != '}'; at = behind(tape, at)) {
      const Text key = text_of(strings, tape[at++]);
      if (kind_of(tape[at]) != '"') continue;
      const Text text = text_of(strings, tape[at]);
      const auto letters = static_cast<std::uint32_t>(word_at(key.at));
      if (key.size == 4 && letters == letters_of("kind"))
        name = field.options.find(text);
      else if (key.size == 4 && letters == letters_of("date"))
        day = calendar.number(text);
      else if (key.size == 5 && letters == letters_of("dept") && key.at[4] == 'h')
        event.depth = depths_.find(text);
    }
    if (day == missing) throw std::runtime_error("an event without a day");
    event.day = Day{static_cast<std::int32_t>(day)};
    if (name >= 0) {
      event.term = field.terms[static_cast<std::size_t>(name)];
      if (const auto place = field.kept[static_cast<std::size_t>(name)]; place >= 0) {
        std::int32_t later = event.day.number;
        for (std::int32_t& kept : kept_[static_cast<std::size_t>(place)])
          if (later > kept) std::swap(later, kept);
      }
    }
    sink.event(field.at, event);
  }
}

template <class Sink>
void Reader::derive(Day visit, Sink& sink) {
  const auto days_since = [&](std::int64_t day) {
    return std::clamp<std::int64_t>(visit.number - day, 0, no_event_days) * 1000;
  };
  for (const Derived& d : derived_) {
    if (d.kind == Derived::Kind::days_since_day) {
      if (days_[d.from] != missing) sink.number(d.question, days_since(days_[d.from]));
    } else if (answered_[d.from] != 0) {
      const auto& last = kept_[d.kept];
      if (d.kind == Derived::Kind::third_last)
        sink.day(d.question, last[2]);
      else
        sink.number(d.question, days_since(last[0]));
    }
  }
}

template <class Sink>
std::string_view Reader::read(const char* line, std::size_t length, Sink& sink, Day& visit) {
  simdjson::dom::element root;
  if (parser_.parse(line, length, false).get(root) != simdjson::SUCCESS || !root.is_object())
    throw std::runtime_error("a line that is no JSON object");
  const std::uint64_t* const tape = parser_.doc.tape.get();
  const std::uint8_t* const strings = strings_ = parser_.doc.string_buf.get();
  std::fill(answered_.begin(), answered_.end(), std::uint8_t{0});
  std::fill(days_.begin(), days_.end(), missing);
  for (auto& kept : kept_) kept = {-no_event_days, -no_event_days, -no_event_days};
  std::string_view id;
  bool dated = false;
  Step* const steps = steps_.data();
  Step* step = &steps[steps_.size() - 1];
  for (std::size_t at = 2; kind_of(tape[at]) != '}';) {
    const Text key = text_of(strings, tape[at]);
    const std::uint64_t word = tape[++at];
    const char kind = kind_of(word);
    Step* following = &steps[step->next];
    if (!following->is(key)) {
      const int found = keys_.find(key);
      if (found < 0) {
        at = behind(tape, at);
        continue;
      }
      step->next = static_cast<std::uint32_t>(found);
      following = &steps[found];
    }
    step = following;
    if (kind == 't' || kind == 'f') {
      ++at;
      if (step->kind == Field::Kind::yes_no) sink.option(step->at, kind == 'f');
      continue;
    }
    if (kind != '"') {
      if (step->kind == Field::Kind::number) {
        if (const std::int64_t number = thousandths(tape, at); number != missing) sink.number(step->at, number);
      } else if (step->kind == Field::Kind::events) {
        read_events(tape, at, fields_[static_cast<std::size_t>(step - steps)], sink);
      }
      at = behind(tape, at);
      continue;
    }
    ++at;
    const Text text = text_of(strings, word);
    switch (step->kind) {
      case Field::Kind::options: {
        const int option = fields_[static_cast<std::size_t>(step - steps)].options.find(text);
        if (option >= 0) sink.option(step->at, option);
        break;
      }
      case Field::Kind::id:
        id = text.view();
        break;
      case Field::Kind::visit:
        if (const std::int64_t day = calendar.number(text); day != missing) {
          visit = Day{static_cast<std::int32_t>(day)};
          dated = true;
        }
        break;
      case Field::Kind::day:
        if (const std::int64_t day = calendar.number(text); day != missing) {
          days_[static_cast<std::size_t>(step->at)] = day;
          sink.day(step->at, day);
        }
        break;
      case Field::Kind::sent:
        if (const std::int64_t day = calendar.number(text); day != missing) {
          const check::TermId term = fields_[static_cast<std::size_t>(step - steps)].terms.front();
          sink.answered(step->at);
          sink.event(step->at, Event{Day{static_cast<std::int32_t>(day)}, term, -1});
        }
        break;
      default:
        break;
    }
  }
  if (!dated) throw std::runtime_error("a record without an appointment");
  derive(visit, sink);
  return id;
}

}  // namespace contra::bench
