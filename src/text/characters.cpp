// Single characters of UTF-8, and the ones that mislead.
#include "text/characters.hpp"

#include <utf8proc.h>

#include <array>
#include <cstdio>

namespace contra::text {

CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = 0;
  char32_t value = 0;
  char32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, value = lead & 0x1Fu, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, value = lead & 0x0Fu, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, value = lead & 0x07u, least = 0x10000;
  } else {
    return {};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || (byte(at + i) & 0xC0u) != 0x80) return {0xFFFD, static_cast<std::uint8_t>(i), false};
    value = (value << 6) | (byte(at + i) & 0x3Fu);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return {0xFFFD, static_cast<std::uint8_t>(length), false};
  }
  return {value, static_cast<std::uint8_t>(length), true};
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (!point.good) return false;
    at += point.bytes;
  }
  return true;
}

int width(char32_t value) {
  const int columns = utf8proc_charwidth(static_cast<utf8proc_int32_t>(value));
  return columns < 0 ? 0 : columns;
}

bool is_letter_like(char32_t value) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(value))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

bool is_bidirectional(char32_t value) {
  return (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069) || value == 0x200E ||
         value == 0x200F || value == 0x061C;
}

bool is_invisible(char32_t value) {
  return value == 0x200B || value == 0x2060 || value == 0x00AD || value == 0xFEFF ||
         (value >= 0x2061 && value <= 0x2064) || (value >= 0xE0000 && value <= 0xE007F);
}

bool is_control(char32_t value) {
  return (value < 0x20 && value != '\t' && value != '\n') || (value >= 0x7F && value <= 0x9F) || value == 0x2028 ||
         value == 0x2029;
}

char lookalike(char32_t value) {
  struct Pair {
    char32_t from;
    char to;
  };
  // The letters of Cyrillic, Greek and Armenian that most fonts draw like a Latin one; full-width forms follow below.
  static constexpr std::array<Pair, 62> pairs{{
      {0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'}, {0x0445, 'x'},
      {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x04BB, 'h'}, {0x0501, 'd'}, {0x051B, 'q'}, {0x051D, 'w'},
      {0x0410, 'A'}, {0x0412, 'B'}, {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'}, {0x041D, 'H'}, {0x041E, 'O'},
      {0x0420, 'P'}, {0x0421, 'C'}, {0x0422, 'T'}, {0x0425, 'X'}, {0x0405, 'S'}, {0x0406, 'I'}, {0x0408, 'J'},
      {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'}, {0x039A, 'K'},
      {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'}, {0x03A1, 'P'}, {0x03A4, 'T'}, {0x03A5, 'Y'}, {0x03A7, 'X'},
      {0x03B1, 'a'}, {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C4, 't'},
      {0x03C5, 'u'}, {0x03C7, 'x'}, {0x03F2, 'c'}, {0x03F3, 'j'}, {0x0578, 'n'}, {0x057D, 'u'}, {0x0585, 'o'},
      {0x0566, 'q'}, {0x0570, 'h'}, {0x0131, 'i'}, {0x0251, 'a'}, {0x0261, 'g'}, {0x01C0, 'l'},
  }};
  for (const Pair& pair : pairs) {
    if (pair.from == value) return pair.to;
  }
  if ((value >= 0xFF10 && value <= 0xFF19) || (value >= 0xFF21 && value <= 0xFF3A) ||
      (value >= 0xFF41 && value <= 0xFF5A)) {
    return static_cast<char>(value - 0xFF00 + 0x20);
  }
  return 0;
}

std::string latin_spelling(std::string_view word) {
  std::string result;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode(word, at);
    const char latin = lookalike(point.value);
    result += latin != 0 ? std::string(1, latin) : std::string(word.substr(at, point.bytes));
    at += point.bytes;
  }
  return result;
}

std::string code_point_name(char32_t value) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "U+%04X", static_cast<unsigned>(value));
  return buffer.data();
}

std::string shortened(std::string_view written) {
  std::size_t at = 0;
  for (int count = 0; at < written.size() && count < 40; ++count) at += decode(written, at).bytes;
  return at < written.size() ? std::string(written.substr(0, at)) + "…" : std::string(written);
}

namespace {

bool is_ascii_letter(char32_t value) { return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z'); }

}  // namespace

void report_odd_characters(const SourceSet& sources, Span span, std::vector<Diagnostic>& diagnostics) {
  const std::string_view text = sources.slice(span);
  const auto at_bytes = [&](std::size_t begin, std::size_t end) {
    return Span{span.file, static_cast<std::uint32_t>(span.begin + begin),
                static_cast<std::uint32_t>(span.begin + end)};
  };
  bool latin = false;  // in the word that is being read
  std::size_t look_begin = 0, look_end = 0;
  char32_t look = 0;
  const auto end_word = [&] {
    if (latin && look != 0) {
      const Span where = at_bytes(look_begin, look_end);
      diagnostics.push_back({Kind::confusable_character,
                             where,
                             "`" + std::string(sources.slice(where)) + "` (" + code_point_name(look) +
                                 ") looks like the letter `" + lookalike(look) + "` and is another one",
                             {},
                             std::string("write the Latin letter `") + lookalike(look) + "`",
                             Fix{where, std::string(1, lookalike(look)), true},
                             {}});
    }
    latin = false;
    look = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    std::size_t end = at + point.bytes;
    if (!point.good) {
      while (end < text.size() && !decode(text, end).good) end += decode(text, end).bytes;
      diagnostics.push_back({Kind::bad_utf8,
                             at_bytes(at, end),
                             end - at == 1 ? "a byte here is not UTF-8" : "bytes here are not UTF-8",
                             {},
                             "save the file as UTF-8",
                             {},
                             {}});
      end_word();
    } else if (point.value < 0x80 && !is_control(point.value)) {
      if (is_ascii_letter(point.value)) {
        latin = true;
      } else {
        end_word();
      }
    } else if (is_bidirectional(point.value)) {
      diagnostics.push_back({Kind::bidirectional_character,
                             at_bytes(at, end),
                             "the character " + code_point_name(point.value) +
                                 " changes the reading direction: what is shown is not what is read",
                             {},
                             "take it out",
                             Fix{at_bytes(at, end), ""},
                             {}});
    } else if (is_control(point.value) || is_invisible(point.value)) {
      const bool cr_of_line_end = point.value == '\r' && end == text.size();
      if (!cr_of_line_end) {
        diagnostics.push_back(
            {Kind::control_character,
             at_bytes(at, end),
             "the character " + code_point_name(point.value) + " cannot be seen",
             {},
             "take it out",
             Fix{at_bytes(at, end), "", is_invisible(point.value) && point.value < 0xE0000},  // not of a flag
             {}});
      }
    } else if (lookalike(point.value) != 0) {
      if (look == 0) look = point.value, look_begin = at, look_end = end;
    } else if (!is_letter_like(point.value)) {
      end_word();
    }
    at = end;
  }
  end_word();
}

}  // namespace contra::text
