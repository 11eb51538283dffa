// The layout of one header or item. Not a door.
#pragma once

#include <cstddef>

#include "syntax/print.hpp"

namespace contra::syntax {

/// Lays out the header or item of the tokens [begin, end). The comments before its first token are not part of it.
void lay_out_item(Layout& layout, std::size_t begin, std::size_t end);

/// Items of one line each may stand below one another without an empty line: areas, roles, terms, sources.
bool is_compact(const WrittenFile& file, std::size_t begin);

}  // namespace contra::syntax
