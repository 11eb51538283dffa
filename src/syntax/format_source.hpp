// A file of rule text as the formatter takes it apart: tokens, the comments between them, and what the tree says about
// single tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "syntax/tokens.hpp"
#include "syntax/tree.hpp"
#include "text/source.hpp"

namespace contra::syntax {

struct Comment {
  std::string_view text;      ///< from `#` on, without spaces at its end
  bool own_line = false;      ///< nothing but spaces before it
  bool indented = false;      ///< an own-line comment that does not begin in the first column
  bool blank_before = false;  ///< an empty line between it and what is before it
};

/// What stands between a token and the one before it (or the beginning of the file).
struct Gap {
  std::vector<Comment> comments;
  bool blank_after = false;  ///< an empty line before the token, after the last comment
};

struct WrittenFile {
  std::vector<Token> tokens;               ///< without the end
  std::vector<std::string_view> spelling;  ///< of each token, as it is to be written
  std::vector<std::uint8_t> marks;         ///< bits of `Mark`, for each token
  std::vector<std::uint32_t> gap_of;       ///< for each token and the end: 0, or an index in `gaps`
  std::vector<Gap> gaps;                   ///< the first stands for a gap with nothing in it

  enum Mark : std::uint8_t {
    begins_item = 1,
    begins_clause = 2,
    joins_conditions = 4,  ///< `and` or `or` between two conditions, not between names
    keeps_line = 8,        ///< would be read otherwise if it did not begin a line
  };
  bool is(std::size_t token, Mark mark) const { return (marks[token] & mark) != 0; }
  const Gap& gap(std::size_t token) const { return gaps[gap_of[token]]; }
  bool has_comments(std::size_t token) const { return gap_of[token] != 0 && !gap(token).comments.empty(); }
};

/// Takes apart a file that was read without an error. `begins` are those of parse_noting_clauses.
WrittenFile take_apart(std::string_view bytes, std::vector<Token> tokens, const File& tree,
                       const std::vector<std::uint32_t>& begins);

/// Columns on a terminal; counted no further than it takes to say that they are more than `most`.
int columns(std::string_view text, int most = std::numeric_limits<int>::max());

}  // namespace contra::syntax
