// Lays out a whole file: items, the empty lines and comments between them; then reads the result again.
#include "syntax/format.hpp"

#include "syntax/clauses.hpp"
#include "syntax/format_items.hpp"
#include "syntax/format_source.hpp"
#include "syntax/format_tree.hpp"
#include "syntax/print.hpp"
#include "syntax/tokens.hpp"
#include "text/limits.hpp"

namespace contra::syntax {
namespace {

class FileLayout {
 public:
  explicit FileLayout(const WrittenFile& file) : file_(file), layout_(file) {}

  std::string run() {
    const std::size_t end = file_.tokens.size();
    std::size_t before = end;
    for (std::size_t at = 0; at < end;) {
      between_items(before, at);
      std::size_t stop = at + 1;
      while (stop < end && !file_.is(stop, WrittenFile::begins_item)) ++stop;
      layout_.clear();
      lay_out_item(layout_, at, stop);
      print(layout_, out_);
      before = at;
      at = stop;
    }
    between_items(before, end);
    return std::move(out_);
  }

 private:
  /// The comments between two items, and whether an empty line stands there. `before` and `at`: where the items begin;
  /// the number of tokens for none.
  void between_items(std::size_t before, std::size_t at) {
    const std::size_t none = file_.tokens.size();
    const bool is_first = before == none, is_last = at == none;
    // The header and whatever may take several lines stand apart; a list of short items is as close as its author
    // wrote it.
    const bool apart = !is_first && (before == 0 || !is_compact(file_, before) || (!is_last && !is_compact(file_, at)));
    const Gap& gap = file_.gap(at);
    bool inside = !is_first;  // still in the item before
    bool any = false;         // a comment of what follows has been written
    for (const Comment& comment : gap.comments) {
      if (!comment.own_line) {
        out_.insert(out_.size() - 1, "  " + std::string(comment.text));
        continue;
      }
      inside = inside && comment.indented && !comment.blank_before;
      if (inside) {
        out_ += "  ";
      } else {
        if (any ? comment.blank_before : (!is_first && (apart || comment.blank_before))) out_ += '\n';
        any = true;
      }
      out_ += comment.text;
      out_ += '\n';
    }
    if (!is_last && (any ? gap.blank_after : (!is_first && (apart || gap.blank_after)))) out_ += '\n';
  }

  const WrittenFile& file_;
  Layout layout_;
  std::string out_;
};

std::vector<std::string_view> comments_of(const WrittenFile& file) {
  std::vector<std::string_view> result;
  for (const Gap& gap : file.gaps)
    for (const Comment& comment : gap.comments) result.push_back(comment.text);
  return result;
}

struct ReadFile {
  File tree;
  WrittenFile written;
};
/// Nothing when there is an error.
std::optional<ReadFile> read(const text::SourceSet& sources, text::FileId file,
                             std::vector<text::Diagnostic>& diagnostics) {
  std::vector<std::uint32_t> begins;
  std::vector<text::Diagnostic> found;
  ReadFile result;
  result.tree = parse_noting_clauses(sources, file, found, begins);
  const bool good = !text::has_errors(found);
  diagnostics.insert(diagnostics.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  if (!good) return std::nullopt;
  std::vector<text::Diagnostic> told_already;
  result.written = take_apart(sources.file(file).text, tokenize(sources, file, told_already), result.tree, begins);
  return result;
}

/// Whether `text` says what was read, with the same comments.
bool says_the_same(const ReadFile& before, const std::string& text) {
  text::SourceSet sources;
  const text::FileId file = sources.add("formatted", text);
  std::vector<text::Diagnostic> diagnostics;
  std::optional<ReadFile> after = read(sources, file, diagnostics);
  if (!after) return false;
  after->tree.id = before.tree.id;
  return same(before.tree, after->tree) && comments_of(before.written) == comments_of(after->written);
}

/// Line ends as in the first line.
std::string with_line_ends(std::string text, std::string_view original) {
  const std::size_t first = original.find('\n');
  if (first == std::string_view::npos || first == 0 || original[first - 1] != '\r') return text;
  std::string result;
  result.reserve(text.size() + text.size() / 20);
  for (const char c : text) {
    if (c == '\n') result += '\r';
    result += c;
  }
  return result;
}

}  // namespace

Formatted format(const text::SourceSet& sources, text::FileId file, std::vector<text::Diagnostic>& diagnostics) {
  Formatted result;
  const std::optional<ReadFile> original = read(sources, file, diagnostics);
  if (!original) {
    result.state = Formatted::State::syntax_error;
    return result;
  }
  std::string text = with_line_ends(FileLayout(original->written).run(), sources.file(file).text);
  if (text.size() > limits::rule_file_bytes) {
    diagnostics.push_back({text::Kind::file_too_large,
                           {file, 0, 0},
                           "laid out, this file would have " + std::to_string(text.size()) + " bytes; the limit is " +
                               std::to_string(limits::rule_file_bytes),
                           {},
                           "split it: `part of NAME` begins a further file of a pack",
                           {},
                           {}});
    result.state = Formatted::State::syntax_error;
  } else if (says_the_same(*original, text)) {
    result.text = std::move(text);
  } else {
    result.state = Formatted::State::wrong;
  }
  return result;
}

}  // namespace contra::syntax
