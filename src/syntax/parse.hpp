// The one door of the syntax room: bytes of rule text in, a tree and diagnostics out. Boost.Spirit X3 stays behind it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::syntax {

/// Reads one file of `sources`. Never throws on bad text; every independent mistake gives one diagnostic, and the
/// healthy rest of the file is in the tree.
File parse(const text::SourceSet& sources, text::FileId file, std::vector<text::Diagnostic>& diagnostics);

/// Reads one condition standing alone (`contra eval`, tests). Nothing when it cannot be read.
std::optional<Condition> parse_condition(const text::SourceSet& sources, text::FileId file,
                                         std::vector<text::Diagnostic>& diagnostics);

/// What could stand behind a text, for who completes words while they are typed.
struct Expected {
  std::vector<std::string> words;  ///< of the language
  bool name = false;               ///< a name that somebody declared
  bool value = false;              ///< an answer: a name or a number
};

/// What the grammar would take at the end of the file, whose last item may be half written. At the beginning of a line
/// the words that begin an item are among it.
Expected expected_at_end(const text::SourceSet& sources, text::FileId file);

/// Whether a word cannot be a name everywhere: `wait`, or `because`, which begins a clause.
bool is_reserved(std::string_view word);

}  // namespace contra::syntax
