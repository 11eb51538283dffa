// What kind of name belongs where the cursor is, judged by the words before it: what is there may be half a sentence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lsp/index.hpp"

namespace contra::lsp {

/// Names that would fit in a place: of these kinds, and the options of `options_of` (scopes of options).
struct Wanted {
  std::vector<NameKind> kinds;
  std::vector<std::string> options_of;  ///< names of questions, details, or "depth"
  bool in_text = false;                 ///< within quotes or a comment: nothing fits
};

/// `before` is the text of the file up to the word that is being written.
Wanted wanted_at(std::string_view before);

}  // namespace contra::lsp
