// Sets tokens into lines of at most `line_columns` columns: groups that stay on one line when they fit and are broken
// at their own places when they do not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/format_source.hpp"

namespace contra::syntax {

inline constexpr int line_columns = 120;

/// One step of a layout.
struct Step {
  enum class Kind : std::uint8_t {
    token,     // `first`
    quoted,    // neighbouring quoted texts, `count` from token `first` on
    space,     // `count` spaces
    line,      // a space, or a new line where the group round it is broken
    new_line,  // always
    comments,  // those before token `first`, and a new line
    open,      // a group; `indent` is that of its lines, -1 for the column where it begins
    close,
  };
  Kind kind = Kind::token;
  bool fill = false;  // open: only as many of the group's lines are broken as must be
  std::uint32_t first = 0, count = 0;
  int indent = 0;
};

/// A layout that is being made.
class Layout {
 public:
  explicit Layout(const WrittenFile& file) : file_(file) {}

  /// What goes before a token; the comments that stand there win over it. Signs take care of themselves.
  enum class Between { nothing, space, line, new_line };
  void before(std::size_t token, Between between);
  void token(std::size_t index) { steps_.push_back({Step::Kind::token, false, at(index), 1, 0}); }
  void quoted(std::size_t first, std::size_t count) {
    steps_.push_back({Step::Kind::quoted, false, at(first), at(count), 0});
  }
  void spaces(int count) { steps_.push_back({Step::Kind::space, false, 0, static_cast<std::uint32_t>(count), 0}); }
  void new_line() { steps_.push_back({Step::Kind::new_line, false, 0, 0, 0}); }
  static constexpr int here = -1;
  void open(bool fill, int indent) { steps_.push_back({Step::Kind::open, fill, 0, 0, indent}); }
  void close() { steps_.push_back({Step::Kind::close, false, 0, 0, 0}); }

  const WrittenFile& file() const { return file_; }
  const std::vector<Step>& steps() const { return steps_; }
  std::size_t size() const { return steps_.size(); }
  void clear() { steps_.clear(); }
  /// Changes a line that may be broken into a space, or a space into a new line.
  void replace(std::size_t step, Step::Kind kind) {
    steps_[step].kind = kind;
    steps_[step].count = 1;
  }
  /// Columns of the steps [from, to) on one line; a large number when they hold a new line of their own.
  int width(std::size_t from, std::size_t to) const;
  int width(const Step& step) const;

 private:
  static std::uint32_t at(std::size_t index) { return static_cast<std::uint32_t>(index); }
  const WrittenFile& file_;
  std::vector<Step> steps_;
};

/// The layout as lines, each with its end.
void print(const Layout& layout, std::string& out);

}  // namespace contra::syntax
