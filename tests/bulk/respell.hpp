// Changes of the text of a record: other spellings of the same record, and members dropped, doubled or given another
// value. Works on valid JSON; on anything else it changes what it can find.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "random.hpp"

namespace contra::bulk_tests {

/// A member of an object: `"key": value`, as places in the text.
struct Member {
  std::size_t key = 0, key_end = 0;      // with its quotes
  std::size_t value = 0, value_end = 0;  // without white space
  bool first = false;                    // of its object
};
std::vector<Member> members_of(std::string_view text);

/// The same record otherwise written: spaces, tabs and returns between tokens, escapes in texts, other spellings of
/// numbers. Never a line end.
void respell(std::string& text, Random& random);

/// One member a second time, with the same value or another one.
void double_member(std::string& text, Random& random);

/// One change that may make it no record of the schema: a member dropped, under another key, of another type, moved.
void break_member(std::string& text, Random& random);

}  // namespace contra::bulk_tests
