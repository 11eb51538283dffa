// What differs between two versions of a text, line by line.
#pragma once

#include <string>
#include <string_view>

namespace contra::cli {

/// The difference as `diff -u` writes it, with three lines round each change; empty when there is none. `name` stands
/// for both versions, so that `patch` finds the file.
std::string unified_diff(const std::string& name, std::string_view before, std::string_view after, bool color);

}  // namespace contra::cli
