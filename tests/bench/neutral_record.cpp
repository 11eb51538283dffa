// See neutral_record.hpp.
#include "neutral_record.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace contra::bench {

namespace {

std::uint64_t word_at(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// --- simdjson's tape (its doc/tape.md): a word for each value, the kind in its upper eight bits
// -----------------------

constexpr std::uint64_t payload = (std::uint64_t{1} << 56) - 1;
constexpr char kind_of(std::uint64_t word) { return static_cast<char>(word >> 56); }

/// The place behind the value at `at`.
std::size_t behind(const std::uint64_t* tape, std::size_t at) {
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

Text text_of(const std::uint8_t* strings, std::uint64_t word) {
  const char* at = reinterpret_cast<const char*>(strings) + (word & payload);
  std::uint32_t size = 0;
  std::memcpy(&size, at, sizeof size);
  return {at + sizeof size, size};
}

std::int64_t thousandths(const std::uint64_t* tape, std::size_t at) {
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

/// YYYY-MM-DD to a day's number, by tables.
struct Calendar {
  static constexpr int from = 1900, to = 2200;
  std::int32_t years[to - from + 1];
  std::int16_t months[2][13];
  std::uint8_t lengths[2][13];
  Calendar() {
    for (int y = from; y <= to; ++y) years[y - from] = day_of({y, 1, 1})->number - 1;
    for (int leap = 0; leap < 2; ++leap) {
      std::int16_t days = 0;
      for (unsigned m = 1; m <= 12; ++m) {
        months[leap][m] = days;
        lengths[leap][m] = static_cast<std::uint8_t>(days_in_month(leap != 0 ? 2000 : 2001, m));
        days = static_cast<std::int16_t>(days + lengths[leap][m]);
      }
    }
  }
  std::int64_t number(Text text) const {
    if (text.size != 10) return missing;
    // Every byte less its lowest value: digits are 0 to 9 then, hyphens 0.
    const std::uint64_t a = word_at(text.at) ^ 0x2D30302D30303030u;
    std::uint16_t b = 0;
    std::memcpy(&b, text.at + 8, sizeof b);
    b ^= 0x3030;
    const auto bad = (((a & ~0xFF0000FF00000000u) + 0x0076760076767676u) | a) & 0x8080808080808080u;
    if (bad != 0 || (a & 0xFF0000FF00000000u) != 0 || (((b + 0x7676) | b) & 0x8080) != 0) return missing;
    const auto digit = [a](int i) { return static_cast<int>(a >> (8 * i) & 0xF); };
    const int y = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3), m = digit(5) * 10 + digit(6),
              d = (b & 0xF) * 10 + (b >> 8);
    if (y < from || y > to || m < 1 || m > 12) return missing;
    const int leap = (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) ? 1 : 0;
    if (d < 1 || d > lengths[leap][m]) return missing;
    return years[y - from] + months[leap][m] + d;
  }
};
const Calendar calendar;

/// "derived: days since last treatments peel" as words.
std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

}  // namespace

// --- names
// ------------------------------------------------------------------------------------------------------------

std::size_t Names::hash(std::uint64_t first, std::uint64_t last, std::size_t size) {
  const std::uint64_t mixed = (first ^ (last * 0x9E3779B97F4A7C15u) ^ size) * 0xD6E8FEB86659FD93u;
  return static_cast<std::size_t>(mixed >> 32);
}

void Names::add(const std::string& name) {
  const std::string padded = name + std::string(16, '\0');
  Name added;
  added.size = name.size();
  added.mask = name.size() < 8 ? (std::uint64_t{1} << (8 * name.size())) - 1 : ~std::uint64_t{0};
  added.first = word_at(padded.data()) & added.mask;
  added.last = name.size() > 8 ? word_at(padded.data() + name.size() - 8) : 0;
  added.text = name;
  names_.push_back(std::move(added));
  slots_.assign(std::size_t{8} << (names_.size() / 2 > 15 ? 5 : 4), -1);
  while (slots_.size() < 4 * names_.size()) slots_.resize(slots_.size() * 2, -1);
  for (std::size_t i = 0; i < names_.size(); ++i) {
    std::size_t slot = hash(names_[i].first, names_[i].last, names_[i].size) & (slots_.size() - 1);
    while (slots_[slot] >= 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::int16_t>(i);
  }
}

inline bool Names::is(std::size_t index, Text text) const {
  const Name& name = names_[index];
  if (name.size != text.size || (word_at(text.at) & name.mask) != name.first) return false;
  if (name.size <= 8) return true;
  if (word_at(text.at + name.size - 8) != name.last) return false;
  return name.size <= 16 || std::memcmp(text.at + 8, name.text.data() + 8, name.size - 16) == 0;
}

inline int Names::find(Text text) const {
  const std::uint64_t mask = text.size < 8 ? (std::uint64_t{1} << (8 * text.size)) - 1 : ~std::uint64_t{0};
  const std::uint64_t last = text.size > 8 ? word_at(text.at + text.size - 8) : 0;
  std::size_t slot = hash(word_at(text.at) & mask, last, text.size) & (slots_.size() - 1);
  for (; slots_[slot] >= 0; slot = (slot + 1) & (slots_.size() - 1))
    if (is(static_cast<std::size_t>(slots_[slot]), text)) return slots_[slot];
  return -1;
}

// --- the reader
// -------------------------------------------------------------------------------------------------------

Reader::Reader(const check::Vocabulary& vocabulary) : vocabulary_(vocabulary) {
  const auto add = [&](const std::string& key, Field field) {
    keys_.add(key);
    fields_.push_back(std::move(field));
  };
  using Type = check::ValueType::Kind;
  terms_.resize(vocabulary.lists.size());
  latest_.resize(vocabulary.lists.size());
  for (const char* key : {"kind", "date", "depth"}) event_keys_.add(key);
  for (std::size_t i = 0; i < vocabulary.lists.size(); ++i) {
    const check::List& list = vocabulary.lists[i];
    Field field;
    field.at = static_cast<std::int32_t>(i);
    field.kind = list.name == list.question ? Field::Kind::events : Field::Kind::sent;
    for (const auto id : list.terms.ids()) {
      const check::Term& term = vocabulary.terms[static_cast<std::size_t>(id)];
      if (term.parents.empty()) continue;  // the root is no kind of its own
      terms_[i].push_back(id);
      field.options.add(term.title);
    }
    latest_[i].assign(terms_[i].size(), -1);
    for (const check::Detail& detail : list.details)
      for (const std::string& label : detail.type.labels) depths_.add(label);
    add(list.question, std::move(field));
  }
  for (std::size_t i = 0; i < vocabulary.questions.size(); ++i) {
    const check::Question& asked = vocabulary.questions[i];
    const auto id = static_cast<std::int32_t>(i);
    const auto words = words_of(asked.question);
    if (words.size() > 1 && words.front() == "derived:") {
      Derived d;
      d.question = id;
      if (words.size() == 4) {  // days since QUESTION
        d.kind = Derived::Kind::days_since_day;
        d.from = vocabulary.question_ids.at(words[3]);
      } else {  // days since last LIST TERM; third last LIST TERM
        d.kind = words[1] == "days" ? Derived::Kind::days_since_event : Derived::Kind::third_last;
        d.from = vocabulary.list_ids.at(words[words.size() - 2]);
        const auto& terms = terms_[static_cast<std::size_t>(d.from)];
        const auto at = std::find(terms.begin(), terms.end(), vocabulary.term_ids.at(words.back()));
        if (at == terms.end()) throw std::runtime_error("no term of its list: " + asked.question);
        d.term = static_cast<std::int16_t>(at - terms.begin());
        auto& place = latest_[static_cast<std::size_t>(d.from)][static_cast<std::size_t>(d.term)];
        if (place < 0) {
          place = static_cast<std::int16_t>(days_.size());
          days_.emplace_back();
        }
      }
      derived_.push_back(d);
      continue;
    }
    Field field;
    field.at = id;
    field.kind = asked.type.yes_no                  ? Field::Kind::yes_no
                 : asked.type.kind == Type::options ? Field::Kind::options
                 : asked.type.kind == Type::number  ? Field::Kind::number
                                                    : Field::Kind::day;
    for (const std::string& name : asked.type.labels) field.options.add(name);
    add(asked.question, std::move(field));
  }
  add("id", {Field::Kind::id, -1, {}});
  add("appointment", {Field::Kind::visit, -1, {}});
  for (const char* unread : {"client_ref", "notes"}) add(unread, {Field::Kind::skip, -1, {}});
  if (fields_.size() > 255) throw std::runtime_error("too many fields");
  next_.assign(fields_.size(), 0);
}

Answers Reader::empty() const {
  Answers out;
  out.values.assign(vocabulary_.questions.size(), missing);
  out.events.resize(vocabulary_.lists.size());
  out.answered.assign(vocabulary_.lists.size(), 0);
  return out;
}

void Reader::read_events(const std::uint64_t* tape, std::size_t at, const Field& field, Answers& out) {
  if (kind_of(tape[at]) != '[') return;
  auto& events = out.events[static_cast<std::size_t>(field.at)];
  const auto& latest = latest_[static_cast<std::size_t>(field.at)];
  out.answered[static_cast<std::size_t>(field.at)] = 1;
  const std::uint8_t* strings = strings_;
  for (++at; kind_of(tape[at]) != ']';) {
    if (kind_of(tape[at]) != '{') throw std::runtime_error("an event that is no object");
    Event event;
    std::int64_t day = missing;
    std::size_t before = 3;
    for (++at; kind_of(tape[at]) != '}'; at = behind(tape, at)) {
      const Text key = text_of(strings, tape[at++]);
      std::size_t member = event_next_[before];
      if (member == 3 || !event_keys_.is(member, key)) {
        const int found = event_keys_.find(key);
        member = found < 0 ? 3 : static_cast<std::size_t>(found);
        event_next_[before] = static_cast<std::uint8_t>(member);
      }
      before = member;
      if (member == 3 || kind_of(tape[at]) != '"') continue;
      const Text text = text_of(strings, tape[at]);
      if (member == 0)
        event.kind = static_cast<std::int16_t>(field.options.find(text));
      else if (member == 1)
        day = calendar.number(text);
      else if (depths_.size() > 0)
        event.depth = static_cast<std::int16_t>(depths_.find(text));
    }
    ++at;
    if (day == missing) throw std::runtime_error("an event without a day");
    event.day = Day{static_cast<std::int32_t>(day)};
    if (event.kind >= 0) {
      if (const auto place = latest[static_cast<std::size_t>(event.kind)]; place >= 0) {
        std::int32_t later = event.day.number;
        for (std::int32_t& kept : days_[static_cast<std::size_t>(place)])
          if (later > kept) std::swap(later, kept);
      }
    }
    events.push_back(event);
  }
}

void Reader::derive(Answers& out) {
  for (const Derived& d : derived_) {
    std::int64_t& value = out.values[static_cast<std::size_t>(d.question)];
    const auto from = static_cast<std::size_t>(d.from);
    if (d.kind == Derived::Kind::days_since_day) {
      const std::int64_t day = out.values[from];
      if (day != missing) value = std::clamp<std::int64_t>(out.visit.number - day, 0, no_event_days) * 1000;
      continue;
    }
    if (out.answered[from] == 0) continue;
    const auto& last = days_[static_cast<std::size_t>(latest_[from][static_cast<std::size_t>(d.term)])];
    value = d.kind == Derived::Kind::third_last
                ? last[2]
                : std::clamp<std::int64_t>(out.visit.number - last[0], 0, no_event_days) * 1000;
  }
}

void Reader::read(const char* line, std::size_t length, Answers& out) {
  simdjson::dom::element root;
  if (parser_.parse(line, length, false).get(root) != simdjson::SUCCESS || !root.is_object())
    throw std::runtime_error("a line that is no JSON object");
  const std::uint64_t* tape = parser_.doc.tape.get();
  const std::uint8_t* strings = strings_ = parser_.doc.string_buf.get();
  std::fill(out.values.begin(), out.values.end(), missing);
  std::fill(out.answered.begin(), out.answered.end(), std::uint8_t{0});
  for (auto& events : out.events) events.clear();
  for (auto& days : days_) days = {-no_event_days, -no_event_days, -no_event_days};
  const std::size_t unknown = fields_.size();
  std::size_t before = unknown - 1;
  for (std::size_t at = 2; kind_of(tape[at]) != '}'; at = behind(tape, at)) {
    const Text key = text_of(strings, tape[at++]);
    std::size_t found = next_[before];
    if (!keys_.is(found, key)) {
      const int looked_up = keys_.find(key);
      if (looked_up < 0) continue;
      found = static_cast<std::size_t>(looked_up);
      next_[before] = static_cast<std::uint8_t>(found);
    }
    before = found;
    const Field& field = fields_[found];
    const char kind = kind_of(tape[at]);
    switch (field.kind) {
      case Field::Kind::skip:
        break;
      case Field::Kind::yes_no:
        if (kind == 't' || kind == 'f') out.values[static_cast<std::size_t>(field.at)] = kind == 't' ? 0 : 1;
        break;
      case Field::Kind::options:
        if (kind == '"')
          if (const int option = field.options.find(text_of(strings, tape[at])); option >= 0)
            out.values[static_cast<std::size_t>(field.at)] = option;
        break;
      case Field::Kind::number:
        out.values[static_cast<std::size_t>(field.at)] = thousandths(tape, at);
        break;
      case Field::Kind::day:
        if (kind == '"') out.values[static_cast<std::size_t>(field.at)] = calendar.number(text_of(strings, tape[at]));
        break;
      case Field::Kind::events:
        read_events(tape, at, field, out);
        break;
      case Field::Kind::id:
        if (kind == '"') out.id = text_of(strings, tape[at]).view();
        break;
      case Field::Kind::visit: {
        const std::int64_t day = kind == '"' ? calendar.number(text_of(strings, tape[at])) : missing;
        if (day == missing) throw std::runtime_error("a record without an appointment");
        out.visit = Day{static_cast<std::int32_t>(day)};
        break;
      }
      case Field::Kind::sent: {
        const std::int64_t day = kind == '"' ? calendar.number(text_of(strings, tape[at])) : missing;
        if (day == missing) break;
        out.answered[static_cast<std::size_t>(field.at)] = 1;
        out.events[static_cast<std::size_t>(field.at)].push_back({Day{static_cast<std::int32_t>(day)}, 0, -1});
        break;
      }
    }
  }
  derive(out);
}

Input::Input(const std::string& path, std::size_t limit) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  bytes = text.str();
  for (std::size_t at = 0; at < bytes.size() && lines.size() < limit;) {
    std::size_t end = bytes.find('\n', at);
    if (end == std::string::npos) end = bytes.size();
    lines.emplace_back(at, end - at);
    at = end + 1;
  }
  bytes.append(simdjson::SIMDJSON_PADDING, ' ');
}

void write_line(std::string_view id, const std::vector<std::uint32_t>& rules, const std::vector<bool>& asks,
                std::string& out) {
  bool wait = false;
  for (const std::uint32_t rule : rules) wait = wait || !asks[rule];
  out += "{\"id\":\"";
  out += id;
  out += "\",\"verdict\":\"";
  out += wait ? "WAIT" : rules.empty() ? "GO" : "ASK";
  out += "\",\"fired\":[";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    char text[] = {',', '"', 'R', '0', '0', '0', '0', '0', '"'};
    std::uint32_t n = rules[i];
    for (int place = 7; place > 2; --place, n /= 10) text[place] = static_cast<char>('0' + n % 10);
    out.append(i == 0 ? text + 1 : text, i == 0 ? sizeof text - 1 : sizeof text);
  }
  out += "]}\n";
}

}  // namespace contra::bench
