// Places as the protocol counts them: lines from 0, and characters from 0 in UTF-8, UTF-16 or UTF-32 units, over texts
// that are bytes of UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace contra::lsp {

enum class Encoding { utf8, utf16, utf32 };

struct Position {
  std::uint32_t line = 0, character = 0;
  friend bool operator==(Position a, Position b) { return a.line == b.line && a.character == b.character; }
  friend bool operator<(Position a, Position b) {
    return a.line != b.line ? a.line < b.line : a.character < b.character;
  }
};

/// Where the lines of a text begin. A line ends with \n, \r\n or a \r alone, as the protocol has it.
class Lines {
 public:
  Lines() : starts_{0} {}
  explicit Lines(std::string_view text);

  std::size_t count() const { return starts_.size(); }
  /// `text` is the one that this was made of. An offset behind the end counts as the end.
  Position position(std::string_view text, std::size_t offset, Encoding encoding) const;
  /// A line behind the last gives the end of the text, a character behind the end of a line the end of that line; one
  /// in the middle of a character gives its beginning.
  std::size_t offset(std::string_view text, Position position, Encoding encoding) const;
  std::uint32_t line_of(std::size_t offset) const;
  std::size_t start(std::uint32_t line) const { return starts_[line]; }

 private:
  std::vector<std::uint32_t> starts_;
};

}  // namespace contra::lsp
