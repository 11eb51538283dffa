// See page.hpp.
#include "present/page.hpp"

#include <algorithm>
#include <cstdint>

namespace contra::present {

namespace {

struct Character {
  char32_t point = 0;
  std::size_t length = 1;
};

Character character_at(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char c = byte(i);
  const std::size_t length = c < 0x80             ? 1
                             : (c & 0xE0) == 0xC0 ? 2
                             : (c & 0xF0) == 0xE0 ? 3
                             : (c & 0xF8) == 0xF0 ? 4
                                                  : 0;
  if (length == 0 || i + length > text.size()) return {0xFFFD, 1};
  char32_t point = length == 1 ? c : static_cast<char32_t>(c & (0xFF >> (length + 1)));
  for (std::size_t k = 1; k < length; ++k) point = (point << 6) | (byte(i + k) & 0x3F);
  return {point, length};
}

bool control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::size_t width_of(char32_t c) {
  if ((c >= 0x300 && c <= 0x36F) || c == 0x200B || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
      (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
      (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD))
    return 2;
  return 1;
}

std::string_view code(Tone tone) {
  switch (tone) {
    case Tone::strong:
      return "\x1b[1m";
    case Tone::quiet:
      return "\x1b[2m";
    case Tone::go:
      return "\x1b[1;32m";
    case Tone::wait:
      return "\x1b[1;33m";
    case Tone::heading:
      return "\x1b[1;36m";
    case Tone::normal:
      return {};
  }
  return {};
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    width += width_of(c.point);
    i += c.length;
  }
  return width;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  if (width == 0) width = 1;
  std::vector<std::string> lines;
  std::string line, word;
  std::size_t line_width = 0, word_width = 0;
  const auto end_line = [&] {
    lines.push_back(std::move(line));
    line.clear();
    line_width = 0;
  };
  const auto end_word = [&] {
    if (word.empty()) return;
    if (line_width > 0 && line_width + 1 + word_width > width) end_line();
    if (line_width > 0) {
      line += ' ';
      ++line_width;
    }
    line += word;
    line_width += word_width;
    word.clear();
    word_width = 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    if (c.point == ' ' || control(c.point)) {
      end_word();
    } else {
      const std::size_t w = width_of(c.point);
      if (word_width + w > width) {  // a word longer than the line
        end_word();
      }
      if (c.point == 0xFFFD && c.length == 1) {
        word += "\xEF\xBF\xBD";
      } else {
        word += text.substr(i, c.length);
      }
      word_width += w;
    }
    i += c.length;
  }
  end_word();
  if (line_width > 0 || lines.empty()) end_line();
  return lines;
}

void Page::put(std::string_view text, Tone tone) {
  if (options_.color && tone != Tone::normal && !text.empty()) {
    out_ += code(tone);
    out_ += text;
    out_ += "\x1b[0m";
  } else {
    out_ += text;
  }
}

void Page::line(std::string_view prefix, std::string_view text, Tone tone, Tone prefix_tone) {
  put(prefix, prefix_tone);
  put(text, tone);
  while (!out_.empty() && out_.back() == ' ') out_.pop_back();
  out_ += '\n';
}

void Page::gap() {
  if (out_.empty() || (out_.size() >= 2 && out_[out_.size() - 1] == '\n' && out_[out_.size() - 2] == '\n')) return;
  out_ += '\n';
}

void Page::rule() {
  if (options_.plain) return;
  std::string dashes;
  for (unsigned i = 0; i < options_.width; ++i) dashes += "─";
  line("", dashes, Tone::quiet, Tone::normal);
}

void Page::heading(std::string_view text) {
  gap();
  for (const auto& l : wrap(text, options_.width)) line("", l, Tone::heading, Tone::normal);
}

void Page::paragraph(unsigned indent, std::string_view text, Tone tone) {
  if (options_.plain) indent = 0;
  const std::string space(indent, ' ');
  for (const auto& l : wrap(text, options_.width - indent)) line(space, l, tone, Tone::normal);
}

void Page::hang(unsigned indent, std::string_view mark, unsigned column, std::string_view text, Tone tone,
                Tone mark_tone, unsigned further) {
  // On a narrow page a wide column would leave no room: the mark then stands on its own line.
  const unsigned left = indent + column;
  if (left + 20 > options_.width) {
    if (!mark.empty()) line(std::string(indent, ' '), mark, mark_tone, Tone::normal);
    paragraph(indent + 2, text, tone);
    return;
  }
  const std::vector<std::string> lines = wrap(text, options_.width - left - further);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out_ += std::string(indent, ' ');
    if (i == 0) {
      put(mark, mark_tone);
      const std::size_t used = display_width(mark);
      out_ += std::string(used < column ? column - used : 1, ' ');
    } else {
      out_ += std::string(column + further, ' ');
    }
    line("", lines[i], tone, Tone::normal);
  }
}

void Page::labelled(unsigned indent, std::string_view label, unsigned column, std::string_view text, Tone tone,
                    Tone label_tone) {
  if (options_.plain) {
    paragraph(0, std::string(label) + ": " + std::string(text));
    return;
  }
  hang(indent, label, column, text, tone, label_tone);
}

void Page::entry(unsigned indent, std::string_view label, unsigned column, std::string_view text) {
  hang(indent, label, column, text, Tone::normal, Tone::quiet, 2);
}

void Page::bullet(unsigned indent, std::string_view text, Tone tone) {
  if (options_.plain) {
    paragraph(0, text);
    return;
  }
  hang(indent, "•", 2, text, tone, Tone::quiet);
}

void Page::numbered(unsigned indent, std::size_t number, std::string_view text, Tone tone) {
  const std::string mark = std::to_string(number) + ".";
  if (options_.plain) {
    paragraph(0, mark + " " + std::string(text));
    return;
  }
  // Numbers end in one column, so that the text stands in one whether there are nine or ninety.
  const unsigned size = static_cast<unsigned>(mark.size());
  hang(indent + (size < 4 ? 4 - size : 0), mark, (size < 4 ? size : 4) + 1, text, tone, Tone::quiet);
}

void Page::row(const std::vector<Run>& runs) {
  for (const Run& run : runs) put(run.text, run.tone);
  while (!out_.empty() && out_.back() == ' ') out_.pop_back();
  out_ += '\n';
}

void Page::branch(std::string_view first, std::string_view further, std::string_view text, Tone tone) {
  const auto used = static_cast<unsigned>(std::max(display_width(first), display_width(further)));
  const unsigned room = used + 20 > options_.width ? 20 : options_.width - used;
  bool begun = false;
  for (const auto& l : wrap(text, room)) {
    line(begun ? further : first, l, tone, Tone::quiet);
    begun = true;
  }
}

}  // namespace contra::present
