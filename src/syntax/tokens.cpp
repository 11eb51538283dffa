// Cuts rule text into tokens and reports what is wrong with its bytes.
#include "syntax/tokens.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/limits.hpp"

namespace contra::syntax {
namespace {

using text::CodePoint;
using text::Diagnostic;
using text::Kind;

constexpr std::string_view left_quotes = "“„«";   // of other keyboards
constexpr std::string_view right_quotes = "”“»";  // what may close them

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; }
bool is_typographic(std::string_view set, std::string_view character) {
  return character.size() > 1 && set.find(character) != std::string_view::npos;
}
bool is_space(char32_t value) {
  return value == 0x00A0 || (value >= 0x2000 && value <= 0x200A) || value == 0x202F || value == 0x205F ||
         value == 0x3000;
}

class Tokenizer {
 public:
  Tokenizer(const text::SourceSet& sources, text::FileId file, std::vector<Diagnostic>& diagnostics)
      : sources_(sources), file_(file), bytes_(sources.file(file).text), diagnostics_(diagnostics) {}

  std::vector<Token> run() {
    tokens_.reserve(bytes_.size() / 5 + 8);
    if (bytes_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    while (at_ < bytes_.size()) step();
    tokens_.push_back(Token{size(), size(), Token::Kind::end, 0, true});
    bool faulty = false;
    for (std::size_t i = tokens_.size(); i-- > 0;) {
      faulty = faulty || tokens_[i].faulty;
      tokens_[i].faulty_after = faulty;
      if (tokens_[i].first_on_line) faulty = false;
    }
    return std::move(tokens_);
  }

 private:
  std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size()); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : '\0'; }
  text::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void report(Diagnostic diagnostic) {
    // A file of nothing but faults must not fill the memory; the cut in `tidy` says that there are more.
    if (reported_++ <= limits::diagnostics) diagnostics_.push_back(std::move(diagnostic));
  }

  void push(std::size_t begin, Token::Kind kind, WordId id = 0, bool faulty = false) {
    tokens_.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), kind, id, line_begins_, faulty});
    line_begins_ = false;
  }

  void step() {
    const char c = bytes_[at_];
    switch (c) {
      case '\n':
        line_begins_ = true;
        [[fallthrough]];
      case ' ':
      case '\t':
        ++at_;
        return;
      case '\r':
        if (peek(1) == '\n') {
          ++at_;
          return;
        }
        break;
      case '#':
        comment();
        return;
      case '"':
        quoted();
        return;
      case ',':
      case ':':
      case '(':
      case ')': {
        const std::size_t begin = at_++;
        push(begin, Token::Kind::sign, word_id(bytes_.substr(begin, 1)));
        return;
      }
      default:
        break;
    }
    if (is_digit(c)) {
      number();
    } else if (is_word_byte(c)) {
      name();
    } else {
      odd();
    }
  }

  void odd_inside(std::size_t begin, std::size_t end) {
    const bool plain = std::all_of(bytes_.begin() + static_cast<std::ptrdiff_t>(begin),
                                   bytes_.begin() + static_cast<std::ptrdiff_t>(end),
                                   [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\t'; });
    if (plain || reported_ > limits::diagnostics) return;
    std::vector<Diagnostic> found;
    text::report_odd_characters(sources_, span(begin, end), found);
    for (Diagnostic& diagnostic : found) report(std::move(diagnostic));
  }

  void comment() {
    const std::size_t begin = at_;
    at_ = std::min(bytes_.find('\n', at_), bytes_.size());
    odd_inside(begin, at_);
  }

  void quoted() {
    const std::size_t begin = at_++;
    std::size_t strange_escape = 0;
    while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '"') {
      if (bytes_[at_] == '\\' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] != '\n') {
        if (bytes_[at_ + 1] != '"' && bytes_[at_ + 1] != '\\') strange_escape = at_;
        ++at_;
      }
      ++at_;
    }
    const bool closed = peek() == '"';
    if (closed) {
      ++at_;
      push(begin, Token::Kind::text);
      if (strange_escape != 0) {
        const std::size_t bytes = 1u + text::decode(bytes_, strange_escape + 1).bytes;
        const text::Span where = span(strange_escape, strange_escape + bytes);
        report({Kind::unexpected,
                where,
                "`" + text::shortened(sources_.slice(where)) + "` stands for nothing in a quoted text",
                {},
                "only `\\\"` and `\\\\` are written with a backslash; a backslash itself is `\\\\`",
                text::Fix{span(strange_escape, strange_escape + 1), "\\\\"},
                {}});
      }
    } else {
      while (at_ > begin + 1 && (bytes_[at_ - 1] == '\r' || bytes_[at_ - 1] == ' ')) --at_;
      push(begin, Token::Kind::text, 0, true);
      report({Kind::unterminated_text,
              span(begin, at_),
              "this quoted text has no closing `\"` on its line",
              {},
              "close it on the same line; texts on following lines, each in its own quotes, are joined",
              {},
              {}});
    }
    odd_inside(begin, at_);
  }

  void number() {
    const std::size_t begin = at_;
    bool comma = false;
    for (;;) {
      while (is_digit(peek())) ++at_;
      const char c = peek();
      if ((c == '.' || c == '-' || c == '/') && is_digit(peek(1))) {
        ++at_;
      } else if (c == ',' && is_digit(peek(1)) && !comma) {
        comma = true;
        ++at_;
      } else {
        break;
      }
    }
    if (!comma) {
      push(begin, Token::Kind::number);
      return;
    }
    std::string written(bytes_.substr(begin, at_ - begin));
    std::string mended = written;
    std::replace(mended.begin(), mended.end(), ',', '.');
    Diagnostic fault{
        Kind::unexpected, span(begin, at_), "`" + text::shortened(written) + "` is not a number", {}, {}, {}, {}};
    if (at_ - begin > 4 && written[written.size() - 4] == ',') {
      fault.help =
          "it may be a thousand or a part of one: write a point before the parts, and nothing between thousands";
    } else {
      fault.help = "write `" + text::shortened(mended) + "`, with a point";
      fault.fix = text::Fix{span(begin, at_), mended};
    }
    report(std::move(fault));
    push(begin, Token::Kind::number, 0, true);
  }

  /// A word; letters of other scripts are taken in, so that one slip of the keyboard is one fault.
  void name() {
    const std::size_t begin = at_;
    bool foreign = false, mendable = true;
    std::string mended;
    while (at_ < bytes_.size()) {
      if (is_word_byte(bytes_[at_])) {
        mended += bytes_[at_++];
        continue;
      }
      if (static_cast<unsigned char>(bytes_[at_]) < 0x80) break;
      const CodePoint point = text::decode(bytes_, at_);
      if (!point.good || !text::is_letter_like(point.value)) break;
      const char latin = text::lookalike(point.value);
      foreign = true;
      mendable = mendable && latin != 0;
      mended += latin;
      at_ += point.bytes;
    }
    if (!foreign) {
      push(begin, Token::Kind::word, word_id(bytes_.substr(begin, at_ - begin)));
      return;
    }
    const text::Span where = span(begin, at_);
    Diagnostic fault{Kind::foreign_character,
                     where,
                     "`" + text::shortened(sources_.slice(where)) + "` has letters that no name may have",
                     {},
                     "names are made of the letters a to z and A to Z, digits and `_`",
                     {},
                     {}};
    if (mendable) {
      fault.message = "`" + text::shortened(sources_.slice(where)) + "` has letters that only look like Latin ones";
      fault.help = "write `" + text::shortened(mended) + "`";
      fault.fix = text::Fix{where, mended, true};
    }
    report(std::move(fault));
    push(begin, Token::Kind::word, mendable ? word_id(mended) : WordId{0}, true);
  }

  void odd() {
    const std::size_t begin = at_;
    const CodePoint point = text::decode(bytes_, at_);
    at_ += point.bytes;
    const std::string_view character = bytes_.substr(begin, point.bytes);
    if (!point.good) {
      while (at_ < bytes_.size() && !text::decode(bytes_, at_).good) at_ += text::decode(bytes_, at_).bytes;
      report({Kind::bad_utf8,
              span(begin, at_),
              at_ - begin == 1 ? "a byte here is not UTF-8" : "bytes here are not UTF-8",
              {},
              "save the file as UTF-8",
              {},
              {}});
      push(begin, Token::Kind::other, 0, true);
    } else if (point.value < 0x80 && !text::is_control(point.value)) {
      // Signs that belong together in other languages are one slip: `<=`, `&&`, `==`.
      while (at_ < bytes_.size() && at_ - begin < 2 &&
             std::string_view("<>=!&|").find(character) != std::string_view::npos &&
             std::string_view("=&|").find(bytes_[at_]) != std::string_view::npos) {
        ++at_;
      }
      push(begin, Token::Kind::other);
    } else if (text::is_control(point.value) || text::is_invisible(point.value) ||
               text::is_bidirectional(point.value)) {
      const Kind kind = text::is_bidirectional(point.value) ? Kind::bidirectional_character : Kind::control_character;
      report({kind,
              span(begin, at_),
              "the character " + text::code_point_name(point.value) +
                  (kind == Kind::bidirectional_character
                       ? " changes the reading direction: what is shown is not what is read"
                       : " cannot be seen"),
              {},
              "take it out",
              text::Fix{span(begin, at_), "", text::is_invisible(point.value) && !joins_words(begin)},
              {}});
    } else if (is_space(point.value)) {
      report({Kind::foreign_character,
              span(begin, at_),
              "the space " + text::code_point_name(point.value) + " is not a plain one",
              {},
              "write a plain space",
              text::Fix{span(begin, at_), " ", true},
              {}});
    } else if (text::is_letter_like(point.value)) {
      at_ = begin;
      name();
    } else if (is_typographic(left_quotes, character) || is_typographic(right_quotes, character)) {
      foreign_quoted(begin);
    } else {
      report({Kind::foreign_character,
              span(begin, at_),
              "`" + std::string(character) + "` cannot stand outside a quoted text",
              {},
              "",
              {},
              {}});
      push(begin, Token::Kind::other, 0, true);
    }
  }

  /// Without the character that ends at `at_`, two words would be one.
  bool joins_words(std::size_t begin) const {
    return begin > 0 && is_word_byte(bytes_[begin - 1]) && at_ < bytes_.size() && is_word_byte(bytes_[at_]);
  }

  /// “…” where "…" belongs: read as a text, told once.
  void foreign_quoted(std::size_t begin) {
    std::size_t inner_end = std::string_view::npos;
    std::size_t at = at_;
    while (at < bytes_.size() && bytes_[at] != '\n') {
      const CodePoint point = text::decode(bytes_, at);
      if (bytes_[at] == '"' || is_typographic(right_quotes, bytes_.substr(at, point.bytes))) {
        inner_end = at;
        at += point.bytes;
        break;
      }
      at += point.bytes;
    }
    const std::string mended =
        "\"" + std::string(bytes_.substr(at_, (inner_end == std::string_view::npos ? at : inner_end) - at_)) + "\"";
    Diagnostic fault{Kind::foreign_character,
                     span(begin, at_),
                     "`" + std::string(bytes_.substr(begin, at_ - begin)) + "` does not begin a quoted text",
                     {},
                     "write plain quotes: `\"`",
                     {},
                     {}};
    if (inner_end != std::string_view::npos) fault.fix = text::Fix{span(begin, at), mended, true};
    report(std::move(fault));
    at_ = at;
    push(begin, Token::Kind::text, 0, true);
  }

  const text::SourceSet& sources_;
  text::FileId file_;
  std::string_view bytes_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t reported_ = 0;
  bool line_begins_ = true;
};

}  // namespace

std::vector<Token> tokenize(const text::SourceSet& sources, text::FileId file,
                            std::vector<text::Diagnostic>& diagnostics) {
  return Tokenizer(sources, file, diagnostics).run();
}

std::string unquote(std::string_view written) {
  if (written.empty()) return {};
  if (written.front() != '"') {  // a text in typographic quotes, reported
    written.remove_prefix(std::min<std::size_t>(written.size(), text::decode(written, 0).bytes));
    for (std::size_t i = 1; i <= 3 && i <= written.size(); ++i) {
      const std::string_view last = written.substr(written.size() - i);
      if (last == "\"" || is_typographic(right_quotes, last)) {
        written.remove_suffix(i);
        break;
      }
    }
    return std::string(written);
  }
  written.remove_prefix(1);
  std::string result;
  result.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '\\' && i + 1 < written.size()) {
      result += written[++i];
    } else if (written[i] == '"') {
      break;  // the closing one: inner ones are escaped
    } else {
      result += written[i];
    }
  }
  return result;
}

}  // namespace contra::syntax
