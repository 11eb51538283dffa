// Reads files that a person names, with `-` for standard input.
#pragma once

#include <string>

namespace contra::cli {

/// The bytes of a file, or of standard input for `-`. False, and why, when it cannot be read or is over the limit.
bool read_file(const std::string& path, std::size_t limit, std::string& out, std::string& why);

}  // namespace contra::cli
