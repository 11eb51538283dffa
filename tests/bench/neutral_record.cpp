// See neutral_record.hpp.
#include "neutral_record.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace contra::bench {

void Names::add(const std::string& name) {
  if (name.empty()) throw std::runtime_error("a name without a letter");
  const std::string padded = name + std::string(24, '\0');
  Name added;
  added.size = name.size();
  added.mask = masks[std::min<std::size_t>(name.size(), 8)];
  added.first = word_at(padded.data()) & added.mask;
  added.last = name.size() > 8 ? word_at(padded.data() + name.size() - 8) : 0;
  added.middle = word_at(padded.data() + 8);
  added.text = padded;
  names_.push_back(std::move(added));
  // Factors are tried until no two names share a slot.
  for (shift_ = 61; (std::size_t{1} << (64 - shift_)) < 4 * names_.size();) --shift_;
  factor_ = 0xD6E8FEB86659FD93u;
  for (int tries = 0; tries < 1000000; ++tries) {
    slots_.assign(std::size_t{1} << (64 - shift_), -1);
    bool alone = true;
    for (std::size_t i = 0; i < names_.size() && alone; ++i) {
      auto& slot = slots_[hash(names_[i].first, names_[i].last, names_[i].size)];
      alone = slot < 0;
      slot = static_cast<std::int16_t>(i);
    }
    if (alone) return;
    factor_ = factor_ * 0x5851F42D4C957F2Du + 0x14057B7EF767814Eu;
  }
  throw std::runtime_error("two names that cannot be told apart: " + name);
}

namespace {

/// "derived: days since last treatments peel" as words.
std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

}  // namespace

Reader::Reader(const check::Vocabulary& vocabulary)
    : answered_(vocabulary.lists.size()), days_(vocabulary.questions.size()) {
  const auto add = [&](const std::string& key, Field field) {
    keys_.add(key);
    fields_.push_back(std::move(field));
  };
  const auto add_plain = [&](const std::string& key, Field::Kind kind) {
    Field field;
    field.kind = kind;
    add(key, std::move(field));
  };
  using Type = check::ValueType::Kind;
  // The fields of lists come first: their index is the ListId.
  for (std::size_t i = 0; i < vocabulary.lists.size(); ++i) {
    const check::List& list = vocabulary.lists[i];
    Field field;
    field.at = static_cast<std::int32_t>(i);
    field.kind = list.name == list.question ? Field::Kind::events : Field::Kind::sent;
    for (const auto id : list.terms.ids()) {
      const check::Term& term = vocabulary.terms[static_cast<std::size_t>(id)];
      if (term.parents.empty()) continue;  // the root is no kind of its own
      field.terms.push_back(id);
      field.options.add(term.title);
    }
    field.kept.assign(field.terms.size(), -1);
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
      if (words.size() == 4) {  // derived: days since NAME
        d.kind = Derived::Kind::days_since_day;
        d.from = static_cast<std::size_t>(vocabulary.question_ids.at(words[3]));
      } else {  // derived: days since last LIST TERM; derived: third last LIST TERM
        d.kind = words[1] == "days" ? Derived::Kind::days_since_event : Derived::Kind::third_last;
        d.from = static_cast<std::size_t>(vocabulary.list_ids.at(words[words.size() - 2]));
        Field& list = fields_[d.from];
        const auto at = std::find(list.terms.begin(), list.terms.end(), vocabulary.term_ids.at(words.back()));
        if (at == list.terms.end()) throw std::runtime_error("no term of its list: " + asked.question);
        auto& place = list.kept[static_cast<std::size_t>(at - list.terms.begin())];
        if (place < 0) {
          place = static_cast<std::int16_t>(kept_.size());
          kept_.emplace_back();
        }
        d.kept = static_cast<std::size_t>(place);
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
  add_plain("id", Field::Kind::id);
  add_plain("appointment", Field::Kind::visit);
  for (const char* unread : {"client_ref", "notes"}) add_plain(unread, Field::Kind::skip);
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const Names::Name& name = keys_.names_[i];
    if (name.size > 24) throw std::runtime_error("a key of more than 24 letters: " + name.text);
    Step& step = steps_.emplace_back();
    step.first = name.first;
    step.mask = name.mask;
    step.last = name.last;
    step.middle = name.middle;
    step.size = static_cast<std::uint32_t>(name.size);
    step.at = fields_[i].at;
    step.kind = fields_[i].kind;
  }
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

Writer::Writer(std::vector<bool> asks) {
  for (const bool one : asks) waits_.push_back(!one);
}

void Writer::line(std::string_view id, const std::uint32_t* begin, const std::uint32_t* end, std::string& out) const {
  bool wait = false;
  for (const std::uint32_t* rule = begin; rule != end; ++rule) wait = wait || waits_[*rule] != 0;
  const std::size_t size = out.size();
  out.resize(size + 64 + id.size() + 9 * static_cast<std::size_t>(end - begin));
  char* at = out.data() + size;
  const auto put = [&](std::string_view text) {
    std::memcpy(at, text.data(), text.size());
    at += text.size();
  };
  put("{\"id\":\"");
  put(id);
  put(wait           ? "\",\"verdict\":\"WAIT\",\"fired\":["
      : begin != end ? "\",\"verdict\":\"ASK\",\"fired\":["
                     : "\",\"verdict\":\"GO\",\"fired\":[");
  for (const std::uint32_t* rule = begin; rule != end; ++rule) {
    if (rule != begin) *at++ = ',';
    std::uint32_t n = *rule;
    char text[] = {'"', 'R', '0', '0', '0', '0', '0', '"'};
    for (int place = 6; place > 1; --place, n /= 10) text[place] = static_cast<char>('0' + n % 10);
    put({text, sizeof text});
  }
  put("]}\n");
  out.resize(static_cast<std::size_t>(at - out.data()));
}

}  // namespace contra::bench
