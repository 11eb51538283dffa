// See neutral_record.hpp.
#include "neutral_record.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace contra::bench {

namespace dom = simdjson::dom;

int Names::find(std::string_view name, int& guess) const {
  const int n = static_cast<int>(names.size());
  if (guess < n && names[static_cast<std::size_t>(guess)] == name) return guess++;
  for (int i = 0; i < n; ++i) {
    if (names[static_cast<std::size_t>(i)] != name) continue;
    guess = i + 1;
    return i;
  }
  return -1;
}

namespace {

/// "derived: days since last treatments peel" without its first word, as words.
std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

std::int64_t day_number(std::string_view text) {
  const auto day = parse_iso_day(text);
  return day ? day->number : missing;
}

std::int64_t thousandths(const dom::element& value) {
  double number = 0;
  if (value.get_double().get(number) != simdjson::SUCCESS) return missing;
  const double scaled = number * 1000, whole = std::round(scaled);
  if (std::abs(whole) > 1e12 || std::abs(scaled - whole) > 1e-6 * std::max(1.0, std::abs(whole))) return missing;
  return static_cast<std::int64_t>(whole);
}

std::string_view text_in(const dom::element& value) {
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return {};
  return text;
}

}  // namespace

Reader::Reader(const check::Vocabulary& vocabulary) : vocabulary_(vocabulary) {
  const auto add = [&](std::string key, Field field) {
    keys_.names.push_back(std::move(key));
    fields_.push_back(std::move(field));
  };
  using Type = check::ValueType::Kind;
  terms_.resize(vocabulary.lists.size());
  event_keys_.names = {"kind", "date", "depth"};
  for (std::size_t i = 0; i < vocabulary.lists.size(); ++i) {
    const check::List& list = vocabulary.lists[i];
    Field field;
    field.at = static_cast<std::int32_t>(i);
    field.kind = list.name == list.question ? Field::Kind::events : Field::Kind::sent;
    for (const auto id : list.terms.ids()) {
      const check::Term& term = vocabulary.terms[static_cast<std::size_t>(id)];
      if (term.parents.empty()) continue;  // the root is no kind of its own
      terms_[i].push_back(id);
      field.options.names.push_back(term.title);
    }
    for (const check::Detail& detail : list.details) depths_.names = detail.type.labels;
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
    field.options.names = asked.type.labels;
    add(asked.question, std::move(field));
  }
  add("id", {Field::Kind::id, -1, {}});
  add("appointment", {Field::Kind::visit, -1, {}});
}

Answers Reader::empty() const {
  Answers out;
  out.values.assign(vocabulary_.questions.size(), missing);
  out.events.resize(vocabulary_.lists.size());
  out.answered.assign(vocabulary_.lists.size(), false);
  return out;
}

void Reader::read_events(const dom::element& value, const Field& field, Answers& out) {
  dom::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return;
  auto& events = out.events[static_cast<std::size_t>(field.at)];
  out.answered[static_cast<std::size_t>(field.at)] = true;
  for (const dom::element item : array) {
    dom::object object;
    if (item.get_object().get(object) != simdjson::SUCCESS) throw std::runtime_error("an event that is no object");
    Event event;
    bool dated = false;
    for (const auto& [key, member] : object) {
      switch (event_keys_.find(key, event_guess_)) {
        case 0:
          event.kind = static_cast<std::int16_t>(field.options.find(text_in(member), kind_guess_));
          break;
        case 1: {
          const auto day = day_number(text_in(member));
          if (day == missing) throw std::runtime_error("an event without a day");
          event.day = Day{static_cast<std::int32_t>(day)};
          dated = true;
          break;
        }
        case 2:
          event.depth = static_cast<std::int16_t>(depths_.find(text_in(member), depth_guess_));
          break;
        default:
          break;
      }
    }
    if (!dated) throw std::runtime_error("an event without a day");
    events.push_back(event);
  }
}

void Reader::derive(Answers& out) const {
  for (const Derived& d : derived_) {
    std::int64_t& value = out.values[static_cast<std::size_t>(d.question)];
    value = missing;
    const auto from = static_cast<std::size_t>(d.from);
    if (d.kind == Derived::Kind::days_since_day) {
      const std::int64_t day = out.values[from];
      if (day != missing) value = std::clamp<std::int64_t>(out.visit.number - day, 0, no_event_days) * 1000;
      continue;
    }
    if (!out.answered[from]) continue;
    // The latest three days of the kind, the latest first; before all days when there is none.
    std::int64_t last[3] = {-no_event_days, -no_event_days, -no_event_days};
    for (const Event& event : out.events[from]) {
      if (event.kind != d.term) continue;
      std::int64_t day = event.day.number;
      for (std::int64_t& place : last)
        if (day > place) std::swap(day, place);
    }
    if (d.kind == Derived::Kind::third_last)
      value = last[2];
    else
      value = std::clamp<std::int64_t>(out.visit.number - last[0], 0, no_event_days) * 1000;
  }
}

void Reader::read(const char* line, std::size_t length, Answers& out) {
  dom::object object;
  if (parser_.parse(line, length, false).get_object().get(object) != simdjson::SUCCESS)
    throw std::runtime_error("a line that is no JSON object");
  std::fill(out.values.begin(), out.values.end(), missing);
  std::fill(out.answered.begin(), out.answered.end(), false);
  for (auto& events : out.events) events.clear();
  for (const auto& [key, value] : object) {
    const int at = keys_.find(key, key_guess_);
    if (at < 0) continue;
    Field& field = fields_[static_cast<std::size_t>(at)];
    switch (field.kind) {
      case Field::Kind::id:
        out.id = text_in(value);
        continue;
      case Field::Kind::visit:
        out.visit = Day{static_cast<std::int32_t>(day_number(text_in(value)))};
        continue;
      case Field::Kind::events:
        read_events(value, field, out);
        continue;
      case Field::Kind::sent: {
        const auto day = day_number(text_in(value));
        if (day == missing) continue;
        out.answered[static_cast<std::size_t>(field.at)] = true;
        out.events[static_cast<std::size_t>(field.at)].push_back({Day{static_cast<std::int32_t>(day)}, 0, -1});
        continue;
      }
      default:
        break;
    }
    std::int64_t& answer = out.values[static_cast<std::size_t>(field.at)];
    if (field.kind == Field::Kind::yes_no) {
      bool yes = false;
      if (value.get_bool().get(yes) == simdjson::SUCCESS) answer = yes ? 0 : 1;
    } else if (field.kind == Field::Kind::options) {
      int guess = 0;
      const int option = field.options.find(text_in(value), guess);
      if (option >= 0) answer = option;
    } else if (field.kind == Field::Kind::number) {
      answer = thousandths(value);
    } else {
      answer = day_number(text_in(value));
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
