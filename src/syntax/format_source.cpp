// Takes a file apart for the formatter. See format_source.hpp.
#include "syntax/format_source.hpp"

#include <algorithm>

#include "syntax/format_tree.hpp"
#include "syntax/words.hpp"
#include "text/characters.hpp"

namespace contra::syntax {
namespace {

/// Reads the comments and empty lines of one gap. False when there is nothing of them.
bool read_gap(std::string_view between, bool at_start, Gap& gap) {
  bool own_line = at_start, blank = false, indented = false;
  std::size_t lines = 0;
  for (std::size_t i = 0; i < between.size(); ++i) {
    const char c = between[i];
    if (c == '\n') {
      ++lines;
      own_line = true;
      indented = false;
      // At the start of a file the first line is empty when the first line end comes at once.
      blank = blank || lines > (at_start && gap.comments.empty() ? 0u : 1u);
    } else if (c == '#') {
      const std::size_t end = std::min(between.find('\n', i), between.size());
      std::string_view text = between.substr(i, end - i);
      while (text.back() == ' ' || text.back() == '\t' || text.back() == '\r') text.remove_suffix(1);
      gap.comments.push_back({text, own_line, own_line && indented, blank});
      lines = 0;
      blank = false;
      i = end - 1;
    } else if (c == ' ' || c == '\t') {
      indented = true;
    }
  }
  gap.blank_after = blank;
  return blank || !gap.comments.empty();
}

std::string_view canonical_unit(WordId written, bool one) {
  switch (written) {
    case word("hour"):
    case word("hours"):
      return one ? "hour" : "hours";
    case word("day"):
    case word("days"):
      return one ? "day" : "days";
    case word("week"):
    case word("weeks"):
      return one ? "week" : "weeks";
    case word("month"):
    case word("months"):
      return one ? "month" : "months";
    default:
      return one ? "year" : "years";
  }
}

class Apart {
 public:
  Apart(std::string_view bytes, std::vector<Token> tokens) : bytes_(bytes) {
    file_.tokens = std::move(tokens);
    file_.tokens.pop_back();
    file_.marks.resize(file_.tokens.size());
    file_.spelling.reserve(file_.tokens.size());
    for (const Token& token : file_.tokens)
      file_.spelling.push_back(bytes_.substr(token.begin, token.end - token.begin));
  }

  WrittenFile run(const File& tree, const std::vector<std::uint32_t>& begins) {
    gaps();
    for (const std::uint32_t begin : begins) mark(begin, WrittenFile::begins_clause);
    if (tree.header) mark(tree.header->span.begin, WrittenFile::begins_item);
    for (const Item& item : tree.items) mark(item.span.begin, WrittenFile::begins_item);
    walk(tree, [&](const auto& node) { take(node); });
    for (std::size_t i = 1; i < file_.tokens.size(); ++i) {
      // A year is taken for a number when a word follows it on its line.
      const Token& token = file_.tokens[i];
      if (token.first_on_line && token.kind == Token::Kind::word && token.word == 0 &&
          file_.tokens[i - 1].kind == Token::Kind::number)
        file_.marks[i] |= WrittenFile::keeps_line;
    }
    return std::move(file_);
  }

 private:
  void gaps() {
    file_.gaps.emplace_back();
    std::size_t from = bytes_.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
    for (std::size_t i = 0; i <= file_.tokens.size(); ++i) {
      const std::size_t to = i < file_.tokens.size() ? file_.tokens[i].begin : bytes_.size();
      Gap gap;
      const bool found = to > from && read_gap(bytes_.substr(from, to - from), i == 0, gap);
      file_.gap_of.push_back(found ? static_cast<std::uint32_t>(file_.gaps.size()) : 0u);
      if (found) file_.gaps.push_back(std::move(gap));
      if (i < file_.tokens.size()) from = file_.tokens[i].end;
    }
  }

  /// The token that begins at this byte.
  std::size_t token_at(std::uint32_t begin) const {
    const auto found = std::lower_bound(file_.tokens.begin(), file_.tokens.end(), begin,
                                        [](const Token& token, std::uint32_t at) { return token.begin < at; });
    return static_cast<std::size_t>(found - file_.tokens.begin());
  }
  void mark(std::uint32_t begin, WrittenFile::Mark what) {
    const std::size_t token = token_at(begin);
    if (token < file_.marks.size()) file_.marks[token] |= what;
  }

  template <typename T>
  void take(const T& node) {
    if constexpr (std::is_same_v<T, And> || std::is_same_v<T, Or>) {
      for (std::size_t i = 1; i < node.operands.size(); ++i)
        file_.marks[token_at(node.operands[i].span.begin) - 1] |= WrittenFile::joins_conditions;
    } else if constexpr (std::is_same_v<T, Length>) {
      const std::size_t unit = token_at(node.span.begin) + 1;
      if (unit < file_.tokens.size()) file_.spelling[unit] = canonical_unit(file_.tokens[unit].word, node.amount == 1);
    }
  }

  std::string_view bytes_;
  WrittenFile file_;
};

}  // namespace

WrittenFile take_apart(std::string_view bytes, std::vector<Token> tokens, const File& tree,
                       const std::vector<std::uint32_t>& begins) {
  return Apart(bytes, std::move(tokens)).run(tree, begins);
}

int columns(std::string_view text, int most) {
  int result = 0;
  for (std::size_t i = 0; i < text.size() && result <= most;) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++result;
      ++i;
    } else {
      const text::CodePoint point = text::decode(text, i);
      result += text::width(point.value);
      i += point.bytes;
    }
  }
  return result;
}

}  // namespace contra::syntax
