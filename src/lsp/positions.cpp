// See positions.hpp.
#include "lsp/positions.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace contra::lsp {

namespace {

std::uint32_t units(const text::CodePoint& point, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return point.bytes;
    case Encoding::utf16:
      return point.good && point.value > 0xFFFF ? 2 : 1;
    case Encoding::utf32:
      return 1;
  }
  return 1;
}

bool ends_line(char c) { return c == '\n' || c == '\r'; }

}  // namespace

Lines::Lines(std::string_view text) : starts_{0} {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (ends_line(text[i])) starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

std::uint32_t Lines::line_of(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<std::uint32_t>(after - starts_.begin() - 1);
}

Position Lines::position(std::string_view text, std::size_t offset, Encoding encoding) const {
  offset = std::min(offset, text.size());
  Position out{line_of(offset), 0};
  std::size_t at = starts_[out.line];
  if (encoding == Encoding::utf8) {
    out.character = static_cast<std::uint32_t>(offset - at);
    return out;
  }
  while (at < offset) {
    const text::CodePoint point = text::decode(text, at);
    if (at + point.bytes > offset) break;
    out.character += units(point, encoding);
    at += point.bytes;
  }
  return out;
}

std::size_t Lines::offset(std::string_view text, Position position, Encoding encoding) const {
  if (position.line >= starts_.size()) return text.size();
  std::size_t at = starts_[position.line];
  std::uint32_t gone = 0;
  while (at < text.size() && !ends_line(text[at]) && gone < position.character) {
    const text::CodePoint point = text::decode(text, at);
    gone += units(point, encoding);
    if (gone > position.character) break;
    at += point.bytes;
  }
  return at;
}

}  // namespace contra::lsp
