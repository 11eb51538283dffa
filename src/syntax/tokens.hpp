// Rule text cut into tokens: words, numbers, quoted texts, signs. The grammar reads tokens, so that comments, spaces
// and line ends are settled once and parsing never looks at a byte twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/words.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::syntax {

struct Token {
  enum class Kind : std::uint8_t {
    word,    // letters, digits, `_`
    number,  // 7, 1.5, 1.0.0, 2026-03-16: whatever begins with a digit
    text,    // "…", with its quotes
    sign,    // `,` `:` `(` `)`
    other,   // a character that the language does not use
    end,     // one past the last token of a file
  };
  std::uint32_t begin = 0, end = 0;
  Kind kind = Kind::end;
  WordId word = 0;
  bool first_on_line = false;
  bool faulty = false;        // a diagnostic has been given: nothing more is said about what follows from it
  bool faulty_after = false;  // this token or a later one on its line is faulty
};
using TokenIter = const Token*;

/// Cuts the file; the last token is `end`. Faults in the bytes are reported and passed over.
std::vector<Token> tokenize(const text::SourceSet& sources, text::FileId file,
                            std::vector<text::Diagnostic>& diagnostics);

/// What a text token says: without quotes, `\"` and `\\` resolved.
std::string unquote(std::string_view written);

}  // namespace contra::syntax
