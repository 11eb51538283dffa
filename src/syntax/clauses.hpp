// Reading that also says where the clauses are, for the formatter. Not a door.
#pragma once

#include <cstdint>
#include <vector>

#include "syntax/tree.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::syntax {

/// As `parse`; `begins` becomes the byte offsets at which the grammar began the header, an item or a clause, sorted.
/// Meaningful only when no error was reported.
File parse_noting_clauses(const text::SourceSet& sources, text::FileId file, std::vector<text::Diagnostic>& diagnostics,
                          std::vector<std::uint32_t>& begins);

}  // namespace contra::syntax
