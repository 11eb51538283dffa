// JSON text to a tree with places; see json_document.hpp.
#include "eval/json_document.hpp"

#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "text/limits.hpp"

namespace contra::eval::json {
namespace {

using Json = nlohmann::json;
using text::Diagnostic;
using text::Span;

/// Walks the bytes and writes down how far the lexer has come.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* consumed) : at_(at), consumed_(consumed) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*consumed_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  std::size_t* consumed_;
};

/// A key in a pointer. One that is longer than any name of the format or of a vocabulary is cut: it is unknown anyway,
/// and every value under it carries it.
std::string escaped(std::string_view key) {
  constexpr std::size_t longest = 128;
  if (key.size() > longest) {
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xC0u) == 0x80u) --end;  // not within a character
    key = key.substr(0, end);
  }
  std::string out;
  for (char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

/// What was written, short enough to stand in a message.
std::string shortened(std::string_view written) {
  constexpr std::size_t most = 40;
  if (written.size() <= most) return std::string(written);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(written[end]) & 0xC0u) == 0x80u) --end;
  return std::string(written.substr(0, end)) + "…";
}

class Builder {
 public:
  Builder(text::FileId file, std::string_view bytes, const std::size_t& consumed, std::vector<Diagnostic>& diagnostics)
      : file_(file), bytes_(bytes), consumed_(consumed), diagnostics_(diagnostics) {
    if (bytes_.substr(0, 3) == "\xEF\xBB\xBF") last_end_ = 3;  // a byte order mark: the lexer passes over it too
  }

  std::optional<Node> take() {
    if (!root_there_) return std::nullopt;
    for (Node* open : open_) open->cut = true;
    return std::move(root_);
  }

  // --- called by the lexer, one for each token ---
  bool null() { return value(Node::Kind::null, consumed_, {}); }
  bool boolean(bool truth) { return value(Node::Kind::boolean, consumed_, {}, truth); }
  bool number_integer(Json::number_integer_t) { return number(); }
  bool number_unsigned(Json::number_unsigned_t) { return number(); }
  bool number_float(Json::number_float_t, const std::string&) { return number(); }
  bool string(std::string& words) {
    check_length(words, token(consumed_));
    return value(Node::Kind::string, consumed_, std::move(words));
  }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Node::Kind::object); }
  bool start_array(std::size_t) { return open(Node::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    key_span_ = token(consumed_);
    last_end_ = consumed_;
    check_length(name, key_span_);
    Node& object = *open_.back();
    if (!keys_.back().insert(name).second) {
      Diagnostic d;
      d.kind = text::Kind::duplicate_key;
      d.span = key_span_;
      d.message = "`" + shortened(name) + "` stands twice in one object";
      if (const Node* first = object.find(name)) d.labels.push_back({first->key_span, "first here"});
      d.help = "keep one of them: which one counts cannot be known";
      d.pointer = object.pointer + "/" + escaped(name);
      diagnostics_.push_back(std::move(d));
    }
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
    const std::size_t begin = skip(last_end_);
    std::size_t end = consumed_ < begin ? begin : consumed_;
    Diagnostic d;
    d.kind = text::Kind::json_syntax;
    d.pointer = open_.empty() ? "" : open_.back()->pointer;
    // The lexer looks one byte past a number.
    if (begin < bytes_.size() && bytes_[begin] >= '0' && bytes_[begin] <= '9') end = number_end(begin);
    const std::string_view written = begin < bytes_.size() ? bytes_.substr(begin, end - begin) : std::string_view{};
    const char first = written.empty() ? '\0' : written.front();
    if (error.id == 406) {  // a number that no double holds
      d.kind = text::Kind::json_limit;
      end = number_end(begin);
      d.message = "the number `" + shortened(bytes_.substr(begin, end - begin)) + "` is over the limit";
    } else if (first == '\0') {
      d.message = open_.empty() ? "the record is empty" : "the record ends before its last bracket is closed";
      if (!open_.empty()) {
        const Span opened{file_, open_.back()->span.begin, open_.back()->span.begin + 1};
        d.labels.push_back({opened, "opened here"});
      }
    } else if (root_there_ && open_.empty()) {
      d.message = "something follows the end of the record";
      d.help = "one text holds one record";
    } else if (first == '"') {
      const char last = written.back();
      if (last == '\n' || last == '\r' || last == '\t') {
        d.message = "a text holds a line end or a tab";
        d.help = "close the text with `\"`, or write \\n or \\t";
      } else if (end >= bytes_.size() && last != '"') {
        d.message = "a text lacks its closing quote";
      } else if (written.size() > 1 && last == '"') {
        d.message = "the text `" + shortened(written) + "` cannot stand here";
        d.help = "a comma or a colon may be missing before it";
      } else {
        d.message = "a text that cannot be read from `" +
                    shortened(written.substr(written.size() > 8 ? written.size() - 8 : 0)) + "` on";
        d.help = "after `\\` only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits are read";
      }
    } else if ((first == '}' || first == ']') && before(begin) == ',') {
      d.message = "a comma stands before `" + std::string(1, first) + "`";
      d.help = "take the comma away";
    } else {
      d.message = "`" + shortened(written) + "` cannot stand here";
      if (first == '\'')
        d.help = "texts stand in double quotes";
      else if (first == '/' || first == '#')
        d.help = "a record has no comments";
      else if (first == 'N' || first == 'I' || (first == '-' && written.size() > 1 && written[1] == 'I'))
        d.help = "a number that is not known is written \"unsure\"";
      else if (first == '{' || first == '[')
        d.help = "a comma may be missing before it";
    }
    // The smallest place that shows it: one line of it at most.
    const std::size_t shown = begin > bytes_.size() ? bytes_.size() : begin;
    std::size_t shown_end = shown;
    while (shown_end < end && shown_end < bytes_.size() && bytes_[shown_end] != '\n') ++shown_end;
    d.span = Span{file_, narrow(shown), narrow(shown_end)};
    diagnostics_.push_back(std::move(d));
    return false;
  }

 private:
  static std::uint32_t narrow(std::size_t n) { return static_cast<std::uint32_t>(n); }

  std::size_t skip(std::size_t at) const {
    while (at < bytes_.size() && (bytes_[at] == ' ' || bytes_[at] == '\t' || bytes_[at] == '\n' || bytes_[at] == '\r' ||
                                  bytes_[at] == ',' || bytes_[at] == ':'))
      ++at;
    return at;
  }
  char before(std::size_t at) const {
    while (at > 0) {
      const char c = bytes_[--at];
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return c;
    }
    return '\0';
  }
  /// The end of the number that begins at `at`, by the grammar of JSON: `01` is a 0 and something more.
  std::size_t number_end(std::size_t at) const {
    const auto digits = [&] {
      while (at < bytes_.size() && bytes_[at] >= '0' && bytes_[at] <= '9') ++at;
    };
    const auto next = [&](char c) { return at < bytes_.size() && bytes_[at] == c; };
    if (next('-')) ++at;
    if (next('0'))
      ++at;
    else
      digits();
    if (next('.')) {
      ++at;
      digits();
    }
    if (next('e') || next('E')) {
      ++at;
      if (next('+') || next('-')) ++at;
      digits();
    }
    return at;
  }
  Span token(std::size_t end) const { return Span{file_, narrow(skip(last_end_)), narrow(end)}; }

  void check_length(const std::string& words, Span span) {
    if (words.size() <= limits::text_bytes) return;
    Diagnostic d;
    d.kind = text::Kind::json_limit;
    d.span = span;
    d.message = "a text of " + std::to_string(words.size()) + " bytes; a record holds texts of at most " +
                std::to_string(limits::text_bytes);
    d.pointer = next_pointer();
    diagnostics_.push_back(std::move(d));
  }

  std::string next_pointer() const {
    if (open_.empty()) return "";
    // Nothing of the format lies deeper: what does is shown at its ancestor, and need not carry a pointer of its own.
    constexpr std::size_t deepest = 12;
    const Node& parent = *open_[open_.size() <= deepest ? open_.size() - 1 : deepest - 1];
    if (open_.size() > deepest) return parent.pointer;
    if (parent.is(Node::Kind::object)) return parent.pointer + "/" + escaped(key_);
    return parent.pointer + "/" + std::to_string(parent.items.size());
  }

  /// The next value's node in its parent. INVARIANT: a parent gets no further child while one of its children is open,
  /// so the pointers in `open_` stay good.
  Node& place(Node::Kind kind, Span span) {
    Node node;
    node.kind = kind;
    node.span = span;
    node.pointer = next_pointer();
    if (open_.empty()) {
      root_ = std::move(node);
      root_there_ = true;
      return root_;
    }
    Node& parent = *open_.back();
    if (parent.is(Node::Kind::object)) {
      node.key = std::move(key_);
      node.key_span = key_span_;
      key_.clear();
    }
    parent.items.push_back(std::move(node));
    return parent.items.back();
  }

  /// False when the record holds more values than are read.
  bool room(Span span) {
    if (++values_ <= limits::intake_values) return true;
    Diagnostic d;
    d.kind = text::Kind::json_limit;
    d.span = span;
    d.message = "a record of more than " + std::to_string(limits::intake_values) + " values";
    diagnostics_.push_back(std::move(d));
    return false;
  }

  bool value(Node::Kind kind, std::size_t end, std::string words, bool truth = false) {
    const Span span = token(end);
    if (!room(span)) return false;
    Node& node = place(kind, span);
    node.text = std::move(words);
    node.truth = truth;
    last_end_ = end;
    return true;
  }

  bool number() {
    const std::size_t begin = skip(last_end_);
    const std::size_t end = number_end(begin);  // the lexer has looked one byte further
    std::string written(bytes_.substr(begin, end - begin));
    if (!thousandths(written)) {
      Diagnostic d;
      d.kind = text::Kind::json_limit;
      d.span = token(end);
      d.message = "the number `" + shortened(written) + "` is over the limit";
      d.pointer = next_pointer();
      diagnostics_.push_back(std::move(d));
    }
    return value(Node::Kind::number, end, std::move(written));
  }

  bool open(Node::Kind kind) {
    const Span span = token(consumed_);
    if (open_.size() >= limits::intake_depth) {
      Diagnostic d;
      d.kind = text::Kind::json_limit;
      d.span = span;
      d.message = "brackets nested deeper than " + std::to_string(limits::intake_depth);
      d.pointer = next_pointer();
      diagnostics_.push_back(std::move(d));
      return false;
    }
    if (!room(span)) return false;
    Node& node = place(kind, span);
    last_end_ = consumed_;
    open_.push_back(&node);
    keys_.emplace_back();
    return true;
  }

  bool close() {
    open_.back()->span.end = narrow(consumed_);
    open_.pop_back();
    keys_.pop_back();
    last_end_ = consumed_;
    return true;
  }

  text::FileId file_;
  std::string_view bytes_;
  const std::size_t& consumed_;
  std::vector<Diagnostic>& diagnostics_;
  Node root_;
  bool root_there_ = false;
  std::vector<Node*> open_;
  std::vector<std::set<std::string>> keys_;
  std::string key_;
  Span key_span_;
  std::size_t last_end_ = 0;
  std::size_t values_ = 0;
};

/// Length of the well-formed UTF-8 sequence at `at`, 0 when there is none.
std::size_t sequence_length(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
  const unsigned b0 = byte(at), b1 = byte(at + 1), b2 = byte(at + 2), b3 = byte(at + 3);
  const auto tail = [](unsigned b) { return b >= 0x80 && b <= 0xBF; };
  if (b0 < 0x80) return 1;
  if (b0 >= 0xC2 && b0 <= 0xDF) return tail(b1) ? 2 : 0;
  if (b0 >= 0xE0 && b0 <= 0xEF) {
    if (!tail(b1) || !tail(b2)) return 0;
    if (b0 == 0xE0 && b1 < 0xA0) return 0;
    if (b0 == 0xED && b1 > 0x9F) return 0;
    return 3;
  }
  if (b0 >= 0xF0 && b0 <= 0xF4) {
    if (!tail(b1) || !tail(b2) || !tail(b3)) return 0;
    if (b0 == 0xF0 && b1 < 0x90) return 0;
    if (b0 == 0xF4 && b1 > 0x8F) return 0;
    return 4;
  }
  return 0;
}

/// Reports bytes that are not UTF-8 and control characters, and puts a harmless byte in the place of each, so that the
/// rest of the record is still read. (The lexer would take a zero byte for the end and pass over whatever follows it.)
std::string cleaned(std::string_view bytes, text::FileId file, std::vector<Diagnostic>& diagnostics) {
  std::string out(bytes);
  std::size_t reports = 0;
  const auto report = [&](text::Kind kind, std::size_t begin, std::size_t end, std::string message) {
    if (++reports > limits::diagnostics + 1) return;  // more are not shown
    Diagnostic d;
    d.kind = kind;
    d.span = Span{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    d.message = std::move(message);
    diagnostics.push_back(std::move(d));
  };
  for (std::size_t i = 0; i < out.size();) {
    const std::size_t length = sequence_length(out, i);
    if (length == 0) {
      const std::size_t begin = i;
      while (i < out.size() && sequence_length(out, i) == 0) out[i++] = '?';
      report(text::Kind::bad_utf8, begin, i, "these bytes are not UTF-8");
      continue;
    }
    const auto byte = static_cast<unsigned char>(out[i]);
    if (length == 1 && byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') {
      const std::size_t begin = i;
      while (i < out.size() && static_cast<unsigned char>(out[i]) < 0x20 && out[i] != '\t' && out[i] != '\n' &&
             out[i] != '\r')
        out[i++] = ' ';
      report(text::Kind::control_character, begin, i, "a control character stands here");
      continue;
    }
    i += length;
  }
  return out;
}

}  // namespace

const Node* Node::find(std::string_view member) const {
  for (const Node& item : items)
    if (item.key == member) return &item;
  return nullptr;
}

std::string_view kind_words(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::boolean:
      return "true or false";
    case Node::Kind::number:
      return "a number";
    case Node::Kind::string:
      return "a text";
    case Node::Kind::array:
      return "an array";
    case Node::Kind::object:
      return "an object";
  }
  return "a value";
}

std::optional<Node> read_document(const text::SourceSet& sources, text::FileId file,
                                  std::vector<Diagnostic>& diagnostics) {
  const std::string& bytes = sources.file(file).text;
  if (bytes.size() > limits::intake_bytes) {
    Diagnostic d;
    d.kind = text::Kind::json_limit;
    d.span = Span{file, 0, 0};
    d.message = "a record of " + std::to_string(bytes.size()) + " bytes; at most " +
                std::to_string(limits::intake_bytes) + " are read";
    diagnostics.push_back(std::move(d));
    return std::nullopt;
  }
  const std::string text = cleaned(bytes, file, diagnostics);
  std::size_t consumed = 0;
  Builder builder(file, text, consumed, diagnostics);
  const CountingIterator begin(text.data(), &consumed), end(text.data() + text.size(), &consumed);
  Json::sax_parse(begin, end, &builder, nlohmann::detail::input_format_t::json, true, false);
  return builder.take();
}

std::string compact(const Node& node, const text::SourceSet& sources) {
  std::string out;
  bool quoted = false, escape = false;
  for (char c : sources.slice(node.span)) {
    if (quoted) {
      out += c;
      if (escape)
        escape = false;
      else if (c == '\\')
        escape = true;
      else if (c == '"')
        quoted = false;
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    if (c == '"') quoted = true;
    out += c;
  }
  return out;
}

std::optional<Thousandths> thousandths(std::string_view number) {
  std::size_t i = 0;
  const bool negative = i < number.size() && number[i] == '-';
  if (negative) ++i;
  std::string digits;
  std::int64_t point = 0;  // how many of `digits` stand before the point
  const auto digit = [&](std::size_t k) { return k < number.size() && number[k] >= '0' && number[k] <= '9'; };
  for (; digit(i); ++i, ++point) digits += number[i];
  if (i < number.size() && number[i] == '.')
    for (++i; digit(i); ++i) digits += number[i];
  if (i < number.size() && (number[i] == 'e' || number[i] == 'E')) {
    ++i;
    const bool down = i < number.size() && number[i] == '-';
    if (i < number.size() && (number[i] == '-' || number[i] == '+')) ++i;
    std::int64_t exponent = 0;
    for (; digit(i); ++i)
      if (exponent < 1000000000) exponent = exponent * 10 + (number[i] - '0');
    point += down ? -exponent : exponent;
  }
  std::size_t leading = 0;
  while (leading < digits.size() && digits[leading] == '0') ++leading;
  digits.erase(0, leading);
  point -= static_cast<std::int64_t>(leading);
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  if (digits.empty()) return Thousandths{};
  const std::int64_t whole = point + 3;  // digits that count full thousandths
  if (whole > 12) return std::nullopt;
  std::int64_t size = 0;
  for (std::int64_t k = 0; k < whole; ++k)
    size = size * 10 + (static_cast<std::size_t>(k) < digits.size() ? digits[static_cast<std::size_t>(k)] - '0' : 0);
  const bool rest = whole < static_cast<std::int64_t>(digits.size());
  if (negative) return Thousandths{-(size + (rest ? 1 : 0)), -size};
  return Thousandths{size, size + (rest ? 1 : 0)};
}

}  // namespace contra::eval::json
