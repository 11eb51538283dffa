// Single characters of UTF-8: decoding that never fails, widths on a terminal, and the characters that mislead a
// reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::text {

struct CodePoint {
  char32_t value = 0xFFFD;
  std::uint8_t bytes = 1;  ///< at least 1, so that a loop always moves on
  bool good = false;       ///< false: these bytes are not UTF-8
};

/// The code point that begins at byte `at` (< text.size()). Overlong forms, surrogates and cut sequences are not good.
CodePoint decode(std::string_view text, std::size_t at);

/// True when the whole text is UTF-8.
bool is_utf8(std::string_view text);

/// Columns on a terminal: 0 for combining marks, 2 for wide characters.
int width(char32_t value);

/// Letters, marks and digits of any script.
bool is_letter_like(char32_t value);

/// Embeddings, overrides, isolates and marks of reading direction.
bool is_bidirectional(char32_t value);

/// Characters that print nothing: zero-width space, word joiner, soft hyphen, byte order mark.
bool is_invisible(char32_t value);

/// C0 and C1 controls except tab and line end.
bool is_control(char32_t value);

/// The ASCII letter that this letter of another script is easily taken for, or 0.
char lookalike(char32_t value);

/// The word with Latin letters in the place of those that only look like them.
std::string latin_spelling(std::string_view word);

/// "U+202E"
std::string code_point_name(char32_t value);

/// At most 40 characters of what was written, then `…`: a message quotes, it does not repeat.
std::string shortened(std::string_view written);

/// Messages quote what was written: nothing in them may steer a terminal. Tabs and line ends become spaces; characters
/// that control, hide or turn round are named, bytes that are not UTF-8 become `?`.
std::string printable(std::string_view text);

/// Reports what misleads inside a quoted text or a comment: bytes that are not UTF-8, control and invisible
/// characters, changes of reading direction, and words that mix Latin letters with look-alikes.
void report_odd_characters(const SourceSet& sources, Span span, std::vector<Diagnostic>& diagnostics);

}  // namespace contra::text
