// `file:` addresses and paths.
#pragma once

#include <string>
#include <string_view>

namespace contra::lsp {

/// The absolute path of a `file:` address, without `.` and `..`; empty for any other address.
std::string path_of(std::string_view uri);
/// The `file:` address of an absolute path; what an address may not hold is percent-encoded.
std::string uri_of(std::string_view path);

/// Addresses of the rules that are built in: `contra:///skin/skin.contra`.
inline constexpr std::string_view built_in_scheme = "contra:";
std::string built_in_uri(std::string_view name);
/// The name in such an address, however many slashes an editor leaves in it; empty for any other.
std::string built_in_name(std::string_view uri);

}  // namespace contra::lsp
