// Reads our own result lines back: which verdict a line carries.
#pragma once

#include <string_view>

#include "stream/stream.hpp"

namespace contra::stream {

/// Counts whole result lines by verdict. A line that carries none is counted as refused: it is no GO.
Tally tally(std::string_view lines);

/// `lines` without its first `count` lines.
std::string_view without_lines(std::string_view lines, std::uint64_t count);

}  // namespace contra::stream
