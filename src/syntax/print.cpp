// Sets a layout into lines. See print.hpp.
#include "syntax/print.hpp"

#include <algorithm>

#include "syntax/words.hpp"

namespace contra::syntax {
namespace {

constexpr int never_fits = 1 << 20;

std::string_view inside(std::string_view quoted) { return quoted.substr(1, quoted.size() - 2); }

/// A text is cut on purpose where a sentence or a part of one ends; other cuts come from filling lines.
bool ends_sentence(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return !text.empty() && std::string_view(".!?;:,").find(text.back()) != std::string_view::npos;
}

/// The parts of a text that begin lines of their own, from neighbouring pieces of it.
template <typename Pieces>
std::vector<std::string> parts_of(const Pieces& pieces) {
  std::vector<std::string> parts;
  for (const std::string_view text : pieces) {
    if (parts.empty() || ends_sentence(parts.back())) {
      parts.emplace_back(text);
    } else {
      parts.back() += ' ';
      parts.back() += text;
    }
  }
  return parts;
}

bool is_linking(std::string_view word) {
  for (const std::string_view link :
       {"and", "or", "but", "so", "because", "which", "who", "that", "when", "while", "until", "unless", "if"})
    if (word == link) return true;
  return false;
}

/// Where to cut a text that does not fit in `room` columns: at which space; 0 for nowhere. After a sentence before
/// after a comma, before a linking word before anywhere; late, but without a last line of a word or two.
std::size_t cut(std::string_view text, int room) {
  const int all = columns(text, 2 * room);
  std::size_t best = 0, first = 0;
  int best_cost = 0, column = 0;
  for (std::size_t i = 0; i < text.size() && column <= room; ++i) {
    if (text[i] == ' ' && i > 0) {
      if (first == 0) first = i;
      const std::string_view behind = text.substr(i + 1), ahead = text.substr(0, i);
      const char before = text[i - 1];
      const bool sentence = before == '.' || before == '!' || before == '?';
      int cost = 40 - column * 40 / room;
      if (before == ';' || before == ':') {
        cost += 15;
      } else if (before == ',') {
        cost += 20;
      } else if (!sentence) {
        const bool links = is_linking(behind.substr(0, behind.find(' ')));
        const std::size_t word_before = ahead.rfind(' ');
        const bool after_link = word_before != std::string_view::npos && is_linking(ahead.substr(word_before + 1));
        cost += links && !after_link ? 28 : 40;
      }
      if ((all - column) * 4 < room) cost += sentence ? 10 : 30;
      if (column * 5 >= room && (best == 0 || cost <= best_cost)) {
        best = i;
        best_cost = cost;
      }
    }
    if ((static_cast<unsigned char>(text[i]) & 0xC0u) == 0x80u) continue;  // the rest of a character
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
    column += columns(text.substr(i, end - i));
  }
  if (best != 0) return best;
  return first != 0 ? first : text.find(' ', 1) == std::string_view::npos ? 0 : text.find(' ', 1);
}

/// The lines of a text, each of at most `room` columns where it can be cut, the last one of at most `last_room`.
std::vector<std::string> lines_of(const std::vector<std::string>& parts, int room, int last_room) {
  std::vector<std::string> lines;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    std::string_view rest = parts[p];
    for (;;) {
      const int room_here = p + 1 == parts.size() ? last_room : room;
      const std::size_t end = columns(rest, room) <= room_here ? 0 : cut(rest, room);
      lines.emplace_back(rest.substr(0, end == 0 ? rest.size() : end));
      if (end == 0) break;
      rest.remove_prefix(end + 1);
    }
  }
  return lines;
}

class Printer {
 public:
  Printer(const Layout& layout, std::string& out)
      : layout_(layout), file_(layout.file()), steps_(layout.steps()), out_(out) {}

  void run() {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const Step& step = steps_[i];
      switch (step.kind) {
        case Step::Kind::token:
          put(file_.spelling[step.first]);
          break;
        case Step::Kind::quoted:
          quoted(step, i + 1);
          break;
        case Step::Kind::space:
          pending_ += static_cast<int>(step.count);
          break;
        case Step::Kind::line:
          if (groups_.empty() || groups_.back().flat || (groups_.back().fill && fits(i, -1, groups_.back().limit))) {
            ++pending_;
          } else {
            new_line();
          }
          break;
        case Step::Kind::new_line:
          new_line();
          break;
        case Step::Kind::comments:
          comments(file_.gap(step.first));
          break;
        case Step::Kind::open: {
          const int column = column_ + pending_;
          const bool flat = (!groups_.empty() && groups_.back().flat) || fits(i + 1, 1, line_columns);
          Group group{flat, step.fill, step.indent < 0 ? column : step.indent, line_columns};
          if (!flat && step.fill) group.limit = even_limit(i + 1, column, group.indent);
          groups_.push_back(group);
          break;
        }
        case Step::Kind::close:
          groups_.pop_back();
          break;
      }
    }
    if (!at_line_start_) out_ += '\n';
  }

 private:
  struct Group {
    bool flat, fill;
    int indent;
    int limit;  // columns of its lines
  };

  int indent() const { return groups_.empty() ? 0 : groups_.back().indent; }

  /// Whether the steps from `from` on fit on this line: those of the group that has just begun (`depth` 1) or up to the
  /// next place of the current one (0), and then all up to the next place where a line may end.
  bool fits(std::size_t from, int depth, int limit) const {
    int column = column_ + pending_;
    for (std::size_t i = from; i < steps_.size(); ++i) {
      const Step& step = steps_[i];
      switch (step.kind) {
        case Step::Kind::open:
          ++depth;
          break;
        case Step::Kind::close:
          --depth;
          break;
        case Step::Kind::line:
          if (depth <= 0 && i > from) return true;
          ++column;
          break;
        case Step::Kind::new_line:
        case Step::Kind::comments:
          return depth <= 0;
        default:
          column += layout_.width(step);
          break;
      }
      if (column > limit) return false;
    }
    return true;
  }

  /// How wide the lines of a group that begins before step `from` must be at least for as few lines as can be: then
  /// they are about equally long, and no word stands alone on the last one.
  int even_limit(std::size_t from, int column, int indent) const {
    std::vector<int> pieces{0};  // between the places where a line may end
    int depth = 1;
    for (std::size_t i = from; i < steps_.size(); ++i) {
      const Step& step = steps_[i];
      if (step.kind == Step::Kind::open) {
        ++depth;
      } else if (step.kind == Step::Kind::close) {
        --depth;
      } else if (step.kind == Step::Kind::line) {
        if (depth <= 0) break;
        if (depth == 1) {
          pieces.push_back(0);
        } else {
          ++pieces.back();
        }
      } else if (step.kind == Step::Kind::new_line || step.kind == Step::Kind::comments) {
        if (depth > 0) return line_columns;
        break;
      } else {
        pieces.back() += layout_.width(step);
      }
    }
    const auto lines = [&](int limit) {
      int result = 1, at = column;
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0 && at + 1 + pieces[i] > limit) {
          ++result;
          at = indent + pieces[i];
        } else {
          at += pieces[i] + (i > 0 ? 1 : 0);
        }
        if (at > limit) return 1 << 20;
      }
      return result;
    };
    const int fewest = lines(line_columns);
    int limit = line_columns;
    while (limit > indent + 1 && lines(limit - 1) == fewest && fewest < 1 << 20) --limit;
    return limit;
  }

  void put(std::string_view text) {
    out_.append(static_cast<std::size_t>(pending_), ' ');
    column_ += pending_;
    pending_ = 0;
    at_line_start_ = false;
    out_ += text;
    column_ += columns(text);
  }

  void new_line() {
    if (!at_line_start_) out_ += '\n';
    at_line_start_ = true;
    pending_ = indent();  // of the group that breaks the line, whatever is opened before the next token
    column_ = 0;
  }

  void comments(const Gap& gap) {
    for (const Comment& comment : gap.comments) {
      if (comment.own_line) {
        new_line();
      } else {
        pending_ = 2;
      }
      put(comment.text);
      new_line();
    }
  }

  void quoted(const Step& step, std::size_t next) {
    put({});
    const int column = column_;
    // What is stuck to the text, such as a comma, goes on its last line.
    const int stuck = next < steps_.size() && steps_[next].kind == Step::Kind::token
                          ? columns(file_.spelling[steps_[next].first])
                          : 0;
    const int room = std::max(line_columns - column - 2, 20);
    std::vector<std::string_view> pieces;
    for (std::size_t i = step.first; i < step.first + step.count; ++i) pieces.push_back(inside(file_.spelling[i]));
    std::vector<std::string> lines = lines_of(parts_of(pieces), room, room - stuck);
    // A cut that happens to be after a comma will be taken for the author's. Each round can only add such cuts.
    for (;;) {
      std::vector<std::string> again = lines_of(parts_of(lines), room, room - stuck);
      if (again == lines) break;
      lines = std::move(again);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) out_ += '\n' + std::string(static_cast<std::size_t>(column), ' ');
      out_ += '"' + lines[i] + '"';
    }
    column_ = column + columns(lines.back()) + 2;
  }

  const Layout& layout_;
  const WrittenFile& file_;
  const std::vector<Step>& steps_;
  std::string& out_;
  std::vector<Group> groups_;
  int column_ = 0, pending_ = 0;
  bool at_line_start_ = true;
};

}  // namespace

void Layout::before(std::size_t token, Between between) {
  if (file_.has_comments(token)) {
    steps_.push_back({Step::Kind::comments, false, at(token), 0, 0});
    return;
  }
  const WordId sign = file_.tokens[token].word;
  if (sign == word(",") || sign == word(":") || sign == word(")")) {
    if (between != Between::new_line) return;
  }
  // A word that begins an item or a clause where it begins a line may not come to do so.
  const bool may_begin = !item_words.has(sign) && !header_words.has(sign) && !line_words.has(sign);
  if (between == Between::new_line || file_.is(token, WrittenFile::keeps_line)) {
    new_line();
  } else if (between == Between::line && may_begin) {
    steps_.push_back({Step::Kind::line, false, 0, 1, 0});
  } else if (between != Between::nothing) {
    spaces(1);
  }
}

int Layout::width(const Step& step) const {
  switch (step.kind) {
    case Step::Kind::token:
      return columns(file_.spelling[step.first]);
    case Step::Kind::quoted: {
      int result = 2;
      for (std::size_t i = step.first; i < step.first + step.count; ++i) {
        const std::string_view text = inside(file_.spelling[i]);
        result += columns(text, line_columns) + (i > step.first ? 1 : 0);
        if (result > line_columns || (i + 1 < step.first + step.count && ends_sentence(text))) return never_fits;
      }
      return result;
    }
    case Step::Kind::space:
      return static_cast<int>(step.count);
    case Step::Kind::line:
      return 1;
    case Step::Kind::new_line:
    case Step::Kind::comments:
      return never_fits;
    default:
      return 0;
  }
}

int Layout::width(std::size_t from, std::size_t to) const {
  int result = 0;
  for (std::size_t i = from; i < to && result < never_fits; ++i) result += width(steps_[i]);
  return result;
}

void print(const Layout& layout, std::string& out) { Printer(layout, out).run(); }

}  // namespace contra::syntax
