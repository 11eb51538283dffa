// See body.hpp.
#include "serve/body.hpp"

#include <algorithm>
#include <utility>

#include "text/characters.hpp"

namespace contra::serve {

namespace {

std::string checked(std::string_view bytes, std::size_t most) {
  if (bytes.size() > most)
    throw Problem{413, "too-large", "Too large", "At most " + std::to_string(most) + " bytes are read here.", {}};
  return std::string(bytes);
}

std::string spelled(const text::Diagnostic& fault) {
  return fault.help.empty() ? fault.message : fault.message + "; " + fault.help;
}

}  // namespace

std::string quoted_name(std::string_view name) { return "`" + text::printable(text::shortened(name)) + "`"; }

std::string text_fault(std::string_view words, const TextRule& rule) {
  std::size_t count = 0;
  bool seen = false;
  for (std::size_t at = 0; at < words.size(); ++count) {
    const text::CodePoint c = text::decode(words, at);
    if (!c.good) return "these bytes are not UTF-8";
    const bool space = c.value == ' ' || c.value == '\t' || c.value == '\n' || c.value == '\r' || c.value == 0xA0;
    const bool line = c.value == '\t' || c.value == '\n' || c.value == '\r';
    if (line && !rule.lines) return "a line end or a tab cannot stand here";
    if (text::is_control(c.value) || text::is_bidirectional(c.value) || text::is_invisible(c.value))
      return "the character " + text::code_point_name(c.value) + " cannot stand here";
    seen = seen || !space;
    at += c.bytes;
  }
  if (count > rule.most) return "at most " + std::to_string(rule.most) + " characters are kept here";
  if (rule.least > 0 && !seen) return "this must not be empty";
  if (count < rule.least) return "at least " + std::to_string(rule.least) + " characters are asked for";
  return {};
}

Body::Body(std::string_view bytes, std::size_t most, Node::Kind kind) : document_(checked(bytes, most)) {
  if (document_.root() != nullptr && document_.root()->is(kind)) return;
  Problem out{400, "json", "Not readable as JSON", {}, {}};
  out.detail = "JSON is expected here: " + std::string(eval::json::kind_words(kind)) + ".";
  for (const text::Diagnostic& d : document_.faults()) {
    const text::Place place = place_of(d, document_.sources());
    out.errors.push_back({d.pointer, spelled(d), std::string(text::info(d.kind).id), place.line, place.column});
  }
  throw out;
}

void Body::fault(const Node& at, std::string detail) {
  const text::Place place = document_.place(at);
  faults_.push_back({at.pointer, std::move(detail), {}, place.line, place.column});
}

void Body::missing(const Node& object, std::string_view field) {
  const text::Place place = document_.place(object);
  faults_.push_back({object.pointer, "the field " + quoted_name(field) + " is missing", {}, place.line, place.column});
}

const Node* Body::optional_member(const Node& object, std::string_view field, Node::Kind kind) {
  const Node* value = object.find(field);
  if (value == nullptr || value->is(Node::Kind::null)) return nullptr;
  if (!value->is(kind)) {
    fault(*value, std::string(eval::json::kind_words(value->kind)) + " stands here; " +
                      std::string(eval::json::kind_words(kind)) + " is expected");
    return nullptr;
  }
  return value;
}

const Node* Body::member(const Node& object, std::string_view field, Node::Kind kind) {
  const Node* value = object.find(field);
  if (value == nullptr || value->is(Node::Kind::null)) missing(object, field);
  return optional_member(object, field, kind);
}

std::string Body::read_text(const Node& value, std::string_view field, const TextRule& rule) {
  const std::string wrong = text_fault(value.text, rule);
  if (wrong.empty()) return value.text;
  fault(value, quoted_name(field) + ": " + wrong);
  return {};
}

std::string Body::text(const Node& object, std::string_view field, const TextRule& rule) {
  const Node* value = member(object, field, Node::Kind::string);
  return value == nullptr ? std::string{} : read_text(*value, field, rule);
}

std::optional<std::string> Body::optional_text(const Node& object, std::string_view field, const TextRule& rule) {
  const Node* value = optional_member(object, field, Node::Kind::string);
  if (value == nullptr) return std::nullopt;
  return read_text(*value, field, rule);
}

std::int64_t Body::whole(const Node& object, std::string_view field) {
  const Node* value = member(object, field, Node::Kind::number);
  if (value == nullptr) return 0;
  const auto thousandths = eval::json::thousandths(value->text);
  if (!thousandths || thousandths->below != thousandths->above || thousandths->below < 0 ||
      thousandths->below % 1000 != 0) {
    fault(*value, quoted_name(field) + " is a whole number");
    return 0;
  }
  return thousandths->below / 1000;
}

std::optional<Day> Body::optional_day(const Node& object, std::string_view field) {
  const Node* value = optional_member(object, field, Node::Kind::string);
  if (value == nullptr) return std::nullopt;
  const auto day = parse_iso_day(value->text);
  if (!day) fault(*value, quoted_name(field) + " is a day of the calendar, written YYYY-MM-DD");
  return day;
}

Day Body::day(const Node& object, std::string_view field) {
  const Node* value = object.find(field);
  if (value == nullptr || value->is(Node::Kind::null)) missing(object, field);
  return optional_day(object, field).value_or(Day{});
}

std::optional<bool> Body::optional_truth(const Node& object, std::string_view field) {
  const Node* value = optional_member(object, field, Node::Kind::boolean);
  if (value == nullptr) return std::nullopt;
  return value->truth;
}

std::vector<std::string> Body::texts(const Node& object, std::string_view field, const TextRule& rule,
                                     std::size_t most) {
  std::vector<std::string> out;
  const Node* array = optional_member(object, field, Node::Kind::array);
  if (array == nullptr) return out;
  if (array->items.size() > most) {
    fault(*array, "at most " + std::to_string(most) + " entries are read in " + quoted_name(field));
    return out;
  }
  for (const Node& item : array->items) {
    if (item.is(Node::Kind::string))
      out.push_back(read_text(item, field, rule));
    else
      fault(item, std::string(eval::json::kind_words(item.kind)) + " stands here; a text is expected");
  }
  return out;
}

void Body::known(const Node& object, std::initializer_list<std::string_view> fields) {
  for (const Node& member : object.items) {
    if (std::find(fields.begin(), fields.end(), member.key) != fields.end()) continue;
    const std::string near = text::nearest(member.key, std::vector<std::string>(fields.begin(), fields.end()));
    fault(member, "there is no field " + quoted_name(member.key) + " here" +
                      (near.empty() ? "" : "; did you mean " + quoted_name(near) + "?"));
  }
}

void Body::finish() const {
  if (faults_.empty()) return;
  throw Problem{422, "body", "This cannot be kept as it is", "Nothing was written. Each fault says where it stands.",
                faults_};
}

}  // namespace contra::serve
