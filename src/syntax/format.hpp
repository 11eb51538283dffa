// The one layout of rule text. Comments are kept; laid-out text is left as it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::syntax {

/// The file in the one layout. Nothing when it has a syntax error, which is then in `diagnostics`. What comes out has
/// been read again and its tree compared with the first: a difference is a fault of the formatter, told as one, and
/// nothing comes out.
std::optional<std::string> format(const text::SourceSet& sources, text::FileId file,
                                  std::vector<text::Diagnostic>& diagnostics);

}  // namespace contra::syntax
