// The one door of the syntax room: bytes of rule text in, a tree and diagnostics out. Boost.Spirit X3 stays behind it.
#pragma once

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

}  // namespace contra::syntax
