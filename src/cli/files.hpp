// Reads files that a person names, with `-` for standard input, and writes files whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace contra::cli {

/// The bytes of a file, or of standard input for `-`. False, and why, when it cannot be read or is over the limit.
bool read_file(const std::string& path, std::size_t limit, std::string& out, std::string& why);

/// The file holds `text` afterwards, or what it held before: it is written beside and takes the old one's place, with
/// the old one's permissions. A link stays a link; the file that it leads to is replaced. False, and why, when it
/// cannot be written. A new file is made when there is none, its folder must be there. What is no file on disk (a pipe,
/// `/dev/stdout`) is written into.
bool write_file(const std::string& path, std::string_view text, std::string& why);

}  // namespace contra::cli
