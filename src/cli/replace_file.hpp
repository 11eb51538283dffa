// Gives a file that a person keeps new contents: all of them or none.
#pragma once

#include <string>
#include <string_view>

namespace contra::cli {

/// The file has the new contents, or, after a fault, still the old ones. Its mode stays; a link goes on pointing at the
/// file. False, and why, when it could not be written.
bool replace_file(const std::string& path, std::string_view text, std::string& why);

}  // namespace contra::cli
