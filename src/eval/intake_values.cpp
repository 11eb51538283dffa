// Values as people write them: state words, options by name or label, numbers with their unit, areas.
#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include "eval/intake_reader.hpp"
#include "text/limits.hpp"

namespace contra::eval::reader {
namespace {

using text::Kind;

std::string one_of_options(const check::ValueType& type) {
  std::string out;
  const std::size_t shown = std::min<std::size_t>(type.options.size(), 8);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == type.options.size() ? " or " : ", ";
    out += quoted(type.options[i]);
  }
  if (shown < type.options.size()) out += ", …";
  return out;
}

ValueRead fault(std::string message, What what = What::unreadable) {
  ValueRead read;
  read.said = Said::fault;
  read.what = what;
  read.message = std::move(message);
  return read;
}

ValueRead said(Said s) {
  ValueRead read;
  read.said = s;
  return read;
}

/// The state that a word gives to any answer; nothing when it gives none.
std::optional<Said> state_of(Word word) {
  switch (word) {
    case Word::blank:
      return Said::not_given;
    case Word::unsure:
      return Said::unsure;
    case Word::declined:
      return Said::declined;
    case Word::not_applicable:
      return Said::not_applicable;
    default:
      return std::nullopt;
  }
}

ValueRead value_or_no(std::uint64_t options, const check::ValueType& type) {
  ValueRead read;
  read.options = options;
  read.said = options == no_option(type) && options != 0 ? Said::no : Said::value;
  return read;
}

ValueRead read_option(const std::string& written, const check::ValueType& type) {
  const std::string folded = fold_words(written);
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < type.options.size() && i < 64; ++i) {
    const bool by_label = i < type.labels.size() && fold_words(type.labels[i]) == folded;
    if (by_label || fold_words(type.options[i]) == folded) found |= std::uint64_t{1} << i;
  }
  if (found != 0 && !folded.empty()) return value_or_no(found, type);
  const Word word = word_of(written);
  if (const auto state = state_of(word)) return said(*state);
  const std::uint64_t no = no_option(type);
  if (no != 0 && (word == Word::no || word == Word::never)) return value_or_no(no, type);
  if (type.yes_no && word == Word::yes) return value_or_no(1, type);
  std::vector<std::string> candidates = type.options;
  candidates.insert(candidates.end(), type.labels.begin(), type.labels.end());
  return fault(quoted(written) + " is none of the answers " + one_of_options(type) + did_you_mean(written, candidates) +
               ".");
}

bool in_range(const Range& range, const check::ValueType& type) {
  return type.from <= range.first && range.second <= type.to;
}

std::string decimal(std::int64_t thousandths) {
  const bool negative = thousandths < 0;
  const std::int64_t size = negative ? -thousandths : thousandths;
  std::string out = (negative ? "-" : "") + std::to_string(size / 1000);
  std::string rest = std::to_string(size % 1000);
  if (size % 1000 != 0) {
    rest.insert(0, 3 - rest.size(), '0');
    while (rest.back() == '0') rest.pop_back();
    out += "." + rest;
  }
  return out;
}

ValueRead number_in(const Range& range, const check::ValueType& type) {
  if (!in_range(range, type))
    return fault("The number lies outside " + decimal(type.from) + " to " + decimal(type.to) + " " + type.unit + ".");
  ValueRead read;
  read.said = Said::value;
  read.numbers.push_back(range);
  return read;
}

std::optional<Range> json_number(const Node& node) {
  const auto parts = json::thousandths(node.text);
  if (!parts) return std::nullopt;
  return Range{parts->below, parts->above};
}

/// `{"mm": 1.0}` or `{"mm": {"from": 0.5, "to": 1.5}}`: `node` is the value of `mm`.
ValueRead read_unit_value(Context& context, const Node& node, const check::ValueType& type) {
  if (node.is(Node::Kind::number)) {
    const auto range = json_number(node);
    return range ? number_in(*range, type) : said(Said::refused);
  }
  if (!node.is(Node::Kind::object)) {
    context.wrong_type(node, "a number or {\"from\": …, \"to\": …}");
    return said(Said::refused);
  }
  context.check_fields(node, {"from", "to"}, "a range");
  Range range{type.from, type.to};
  bool any = false, good = true;
  for (const Node& bound : node.items) {
    if (bound.key != "from" && bound.key != "to") {
      good = false;
      continue;
    }
    if (!bound.is(Node::Kind::number)) {
      context.wrong_type(bound, "a number");
      good = false;
      continue;
    }
    const auto number = json_number(bound);
    if (!number) {
      good = false;
      continue;
    }
    any = true;
    if (bound.key == "from")
      range.first = number->first;
    else
      range.second = number->second;
  }
  if (!good) return said(Said::refused);
  if (!any) {
    if (!node.cut) context.refuse(Kind::missing_field, node, "a range without `from` and `to`");
    return said(Said::refused);
  }
  if (range.second < range.first) return fault("The range ends before it begins.", What::impossible_order);
  return number_in(range, type);
}

ValueRead read_one_of(Context& context, const Node& node, const check::ValueType& type) {
  if (!node.is(Node::Kind::array)) {
    context.wrong_type(node, "an array of the values that it may be");
    return said(Said::refused);
  }
  if (node.items.empty()) {
    context.refuse(Kind::unknown_value, node, "`one of` without a value", "write \"unsure\" when it may be any");
    return said(Said::refused);
  }
  ValueRead all;
  all.said = Said::value;
  bool open = false, refused = false;
  std::optional<ValueRead> wrong;
  for (const Node& item : node.items) {
    ValueRead one = read_value(context, item, type);
    switch (one.said) {
      case Said::value:
      case Said::no:
        all.options |= one.options;
        all.numbers.insert(all.numbers.end(), one.numbers.begin(), one.numbers.end());
        all.areas.insert(all.areas.end(), one.areas.begin(), one.areas.end());
        break;
      case Said::unsure:
      case Said::declined:
      case Said::not_given:
        open = true;
        break;
      case Said::not_applicable:
        wrong = fault("`not applicable` is not one of several values.");
        break;
      case Said::fault:
        wrong = std::move(one);
        break;
      case Said::refused:
        refused = true;
        break;
    }
  }
  if (refused) return said(Said::refused);
  if (wrong) return *wrong;
  if (open) return said(Said::unsure);
  if (type.kind == check::ValueType::Kind::options) {
    const auto numbers = std::move(all.numbers);
    return value_or_no(all.options, type);
  }
  // One of several areas: which one is not known.
  if (type.kind == check::ValueType::Kind::area && node.items.size() > 1) return said(Said::unsure);
  std::sort(all.numbers.begin(), all.numbers.end());
  return all;
}

std::string type_words(const check::ValueType& type) {
  using TypeKind = check::ValueType::Kind;
  switch (type.kind) {
    case TypeKind::options:
      return type.yes_no ? "\"yes\", \"no\" or \"unsure\""
                         : "one of the answers " + one_of_options(type) + " as a text";
    case TypeKind::number:
      return "a number with its unit, {\"" + type.unit + "\": …}";
    case TypeKind::area:
      return "the name of an area, or an array of names";
    default:
      return "a text";
  }
}

}  // namespace

const std::map<std::string, Word, std::less<>>& state_words() {
  static const std::map<std::string, Word, std::less<>> table = {
      {"", Word::blank},
      {"yes", Word::yes},
      {"y", Word::yes},
      {"yeah", Word::yes},
      {"yep", Word::yes},
      {"true", Word::yes},
      {"no", Word::no},
      {"n", Word::no},
      {"nope", Word::no},
      {"none", Word::no},
      {"false", Word::no},
      {"unsure", Word::unsure},
      {"not sure", Word::unsure},
      {"i'm not sure", Word::unsure},
      {"im not sure", Word::unsure},
      {"don't know", Word::unsure},
      {"dont know", Word::unsure},
      {"do not know", Word::unsure},
      {"i don't know", Word::unsure},
      {"i dont know", Word::unsure},
      {"i do not know", Word::unsure},
      {"unknown", Word::unsure},
      {"maybe", Word::unsure},
      {"perhaps", Word::unsure},
      {"possibly", Word::unsure},
      {"can't remember", Word::unsure},
      {"cannot remember", Word::unsure},
      {"don't remember", Word::unsure},
      {"no idea", Word::unsure},
      {"?", Word::unsure},
      {"declined", Word::declined},
      {"prefer not to say", Word::declined},
      {"rather not say", Word::declined},
      {"i'd rather not say", Word::declined},
      {"refused", Word::declined},
      {"not applicable", Word::not_applicable},
      {"n/a", Word::not_applicable},
      {"does not apply", Word::not_applicable},
      {"doesn't apply", Word::not_applicable},
      {"never", Word::never},
      {"ongoing", Word::ongoing},
      {"still", Word::ongoing},
      {"still using", Word::ongoing},
      {"still using it", Word::ongoing},
      {"still taking", Word::ongoing},
      {"still taking it", Word::ongoing},
      {"current", Word::ongoing},
      {"currently", Word::ongoing},
  };
  return table;
}

std::string fold_words(std::string_view written) {
  std::string out;
  fold_words(written, out);
  return out;
}

void fold_words(std::string_view written, std::string& out) {
  check::fold_name(written, out);
  constexpr std::string_view apostrophe = "\xE2\x80\x99";  // ’
  for (std::size_t at = out.find(apostrophe); at != std::string::npos; at = out.find(apostrophe, at + 1))
    out.replace(at, apostrophe.size(), 1, '\'');
  while (out.size() > 1 && (out.back() == '.' || out.back() == '!' || out.back() == ' ')) out.pop_back();
}

Word word_of(std::string_view written) {
  const auto found = state_words().find(fold_words(written));
  return found == state_words().end() ? Word::other : found->second;
}

std::string shortened(std::string_view words) {
  constexpr std::size_t longest = 120;
  if (words.size() <= longest) return std::string(words);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0u) == 0x80u) --end;  // not within a character
  return std::string(words.substr(0, end)) + "…";
}

std::string quoted(std::string_view name) { return "`" + shortened(name) + "`"; }

std::string did_you_mean(std::string_view written, const std::vector<std::string>& candidates) {
  const std::string near = text::nearest(written, candidates);
  return near.empty() || near == written ? "" : ", did you mean " + quoted(near) + "?";
}

std::uint64_t all_options(const check::ValueType& type) {
  const std::size_t n = type.options.size();
  if (n >= 64) return ~std::uint64_t{0};
  return (std::uint64_t{1} << n) - 1;
}

std::uint64_t no_option(const check::ValueType& type) {
  if (type.kind != check::ValueType::Kind::options) return 0;
  for (std::size_t i = 0; i < type.options.size() && i < 64; ++i)
    if (type.options[i] == "no") return std::uint64_t{1} << i;
  return 0;
}

std::optional<Range> read_quantity(std::string_view written, std::string_view unit) {
  const std::string folded = fold_words(written);
  std::size_t i = 0, digits = 0;
  std::string number;
  bool point = false;
  for (; i < folded.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(folded[i])))
      ++digits;
    else if (folded[i] == '.' && !point && digits > 0)
      point = true;
    else
      break;
    number += folded[i];
  }
  if (digits == 0 || number.back() == '.') return std::nullopt;
  while (i < folded.size() && folded[i] == ' ') ++i;
  if (folded.substr(i) != fold_words(unit)) return std::nullopt;
  const auto parts = json::thousandths(number);
  if (!parts) return std::nullopt;
  return Range{parts->below, parts->above};
}

std::vector<std::string> area_names(const check::Vocabulary& vocabulary) {
  std::vector<std::string> out;
  for (const check::Area& area : vocabulary.areas) out.push_back(area.name);
  return out;
}

AreasRead read_areas(Context& context, const Node& node) {
  AreasRead out;
  const auto one = [&](const Node& item) {
    if (!item.is(Node::Kind::string)) {
      context.wrong_type(item, "the name of an area");
      out.said = Said::refused;
      return;
    }
    const auto found = context.vocabulary.area_by_words.find(check::fold_name(item.text));
    if (found != context.vocabulary.area_by_words.end()) {
      out.areas.push_back(found->second);
    } else if (const auto state = state_of(word_of(item.text))) {
      if (out.said == Said::value) out.said = *state;
    } else if (out.unknown.empty()) {
      out.unknown = item.text;
    }
  };
  if (node.is(Node::Kind::null)) {
    out.said = Said::not_given;
  } else if (node.is(Node::Kind::array)) {
    for (const Node& item : node.items) one(item);
    if (node.items.empty()) out.said = Said::not_given;
  } else if (node.is(Node::Kind::string)) {
    one(node);
  } else {
    context.wrong_type(node, "the name of an area, or an array of names");
    out.said = Said::refused;
  }
  std::sort(out.areas.begin(), out.areas.end());
  out.areas.erase(std::unique(out.areas.begin(), out.areas.end()), out.areas.end());
  out.read = out.said == Said::value && out.unknown.empty() && !out.areas.empty();
  if (!out.read) out.areas.clear();
  return out;
}

ValueRead read_value(Context& context, const Node& node, const check::ValueType& type) {
  using TypeKind = check::ValueType::Kind;
  if (node.is(Node::Kind::null)) return said(Said::not_given);

  if (node.is(Node::Kind::object)) {
    // One form at a time: {"unsure": words}, {"one of": […]}, {"mm": …}.
    const bool number = type.kind == TypeKind::number;
    if (number)
      context.check_fields(node, {"unsure", "one of", type.unit}, "a number in " + type.unit);
    else
      context.check_fields(node, {"unsure", "one of"}, "an answer");
    if (node.items.size() != 1) {
      if (node.items.empty() && !node.cut)
        context.refuse(Kind::missing_field, node, "an answer without a value", "write " + type_words(type));
      if (node.items.size() > 1)
        context.refuse(Kind::unknown_value, node, "an answer given in two ways", "keep one of them");
      return said(Said::refused);
    }
    const Node& only = node.items.front();
    if (only.key == "unsure") {
      if (!only.is(Node::Kind::string) && !only.is(Node::Kind::null)) {
        context.wrong_type(only, "the client's words");
        return said(Said::refused);
      }
      return said(Said::unsure);
    }
    if (only.key == "one of") return read_one_of(context, only, type);
    if (number && only.key == type.unit) return read_unit_value(context, only, type);
    return said(Said::refused);
  }

  if (type.kind == TypeKind::area) {
    AreasRead areas = read_areas(context, node);
    if (areas.said != Said::value) return said(areas.said);
    if (!areas.unknown.empty())
      return fault(quoted(areas.unknown) + " is no area that the vocabulary knows" +
                   did_you_mean(areas.unknown, area_names(context.vocabulary)) + ".");
    ValueRead read;
    read.said = Said::value;
    read.areas = std::move(areas.areas);
    return read;
  }

  if (!node.is(Node::Kind::string)) {
    std::string help;
    if (node.is(Node::Kind::boolean) && type.yes_no)
      help = std::string("write \"") + (node.truth ? "yes" : "no") + "\"";
    else if (node.is(Node::Kind::number) && type.kind == TypeKind::number)
      help = "write {\"" + type.unit + "\": " + node.text + "}";
    context.wrong_type(node, type_words(type), std::move(help));
    return said(Said::refused);
  }

  switch (type.kind) {
    case TypeKind::options:
      return read_option(node.text, type);
    case TypeKind::number: {
      const Word word = word_of(node.text);
      if (const auto state = state_of(word)) return said(*state);
      if (const auto range = read_quantity(node.text, type.unit)) return number_in(*range, type);
      return fault(quoted(node.text) + " is no number in " + type.unit + ".");
    }
    default: {
      const Word word = word_of(node.text);
      if (const auto state = state_of(word)) return said(*state);
      return said(word == Word::no ? Said::no : Said::value);
    }
  }
}

// --- context --------------------------------------------------------------------------------------------------

void Context::refuse(Kind kind, const Node& at, std::string message, std::string help) {
  text::Diagnostic d;
  d.kind = kind;
  d.span = at.span;
  // An object or an array is shown by its opening bracket: its whole text shows nothing.
  if (at.is(Node::Kind::object) || at.is(Node::Kind::array)) d.span.end = d.span.begin + 1;
  d.message = std::move(message);
  d.help = std::move(help);
  d.pointer = at.pointer;
  diagnostics.push_back(std::move(d));
}

void Context::refuse_key(Kind kind, const Node& member, std::string message, std::string help,
                         const std::string& better) {
  text::Diagnostic d;
  d.kind = kind;
  d.span = member.key_span;
  d.message = std::move(message);
  d.help = std::move(help);
  if (!better.empty()) {
    if (d.help.empty()) d.help = "did you mean " + quoted(better) + "?";
    d.fix = text::Fix{member.key_span, "\"" + better + "\""};
  }
  d.pointer = member.pointer;
  diagnostics.push_back(std::move(d));
}

void Context::wrong_type(const Node& at, std::string_view expected, std::string help) {
  // Not the value itself: a message may go to a log, and the value may be an answer.
  refuse(Kind::wrong_json_type, at,
         std::string(json::kind_words(at.kind)) + " stands where " + std::string(expected) + " is expected",
         std::move(help));
}

void Context::check_fields(const Node& object, std::initializer_list<std::string_view> known,
                           std::string_view of_what) {
  std::vector<std::string> names(known.begin(), known.end());
  for (const Node& member : object.items) {
    if (std::find(names.begin(), names.end(), member.key) != names.end()) continue;
    const std::string near = suggestion(member.key, names);
    std::string help;
    if (near.empty()) {
      help = "it has ";
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) help += i + 1 == names.size() ? " and " : ", ";
        help += quoted(names[i]);
      }
    }
    refuse_key(Kind::unknown_field, member, std::string(of_what) + " has no field " + quoted(member.key),
               std::move(help), near);
  }
}

std::string Context::suggestion(std::string_view written, const std::vector<std::string>& candidates) const {
  return diagnostics.size() < limits::diagnostics ? text::nearest(written, candidates) : std::string{};
}

const Node* Context::given(const Node& object, std::string_view member) {
  const Node* node = object.find(member);
  return node == nullptr || node->is(Node::Kind::null) ? nullptr : node;
}

const std::string* Context::required_text(const Node& object, std::string_view member, std::string_view of_what) {
  const Node* node = object.find(member);
  if (node == nullptr) {
    if (!object.cut) refuse(Kind::missing_field, object, std::string(of_what) + " without " + quoted(member));
    return nullptr;
  }
  if (!node->is(Node::Kind::string)) {
    wrong_type(*node, "a text");
    return nullptr;
  }
  return &node->text;
}

const std::string* Context::optional_text(const Node& object, std::string_view member) {
  const Node* node = given(object, member);
  if (node == nullptr) return nullptr;
  if (!node->is(Node::Kind::string)) {
    wrong_type(*node, "a text");
    return nullptr;
  }
  return &node->text;
}

}  // namespace contra::eval::reader
