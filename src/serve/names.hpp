// Names of users: when two are the same. What one may look like: name_fault() of users.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace contra::serve {

inline constexpr std::size_t name_characters_most = 64;

/// The same text in Unicode's form NFKC: letters with accents, full-width letters and the like are written in one way.
/// Nothing when it is not UTF-8 or holds a NUL.
std::optional<std::string> compatible(std::string_view text);

/// The name without regard to case, form and spelling with look-alike letters of other scripts: two users may not have
/// the same. What is not UTF-8 stays as it is.
std::string folded(std::string_view name);

}  // namespace contra::serve
