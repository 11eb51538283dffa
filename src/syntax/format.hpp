// The one layout of rule text. Comments are kept; laid-out text is left as it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::syntax {

struct Formatted {
  enum class State {
    good,
    syntax_error,  ///< the file has one, which is in the diagnostics; or it would be too large
    wrong,         ///< a fault of the formatter: what it made does not say the same
  } state = State::good;
  std::string text;  ///< empty unless `good`; a byte order mark is left out, line ends are those of the first line
};

/// The file in the one layout. What comes out has been read again: its tree, its comments and their order are those of
/// the file.
Formatted format(const text::SourceSet& sources, text::FileId file, std::vector<text::Diagnostic>& diagnostics);

}  // namespace contra::syntax
