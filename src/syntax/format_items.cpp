// The layout of items: which words begin a line, and where a sentence that is too long for one is broken.
#include "syntax/format_items.hpp"

#include <algorithm>

#include "syntax/words.hpp"

namespace contra::syntax {
namespace {

using Between = Layout::Between;

constexpr int clause_indent = 2;
constexpr int joined_columns =
    110;                         // of a term with its first clauses: a list is hard to read at the end of a long line
constexpr int inner_indent = 4;  // rows of a table, what goes on from a clause

constexpr Words compact_items{"area", "role", "term", "source"};
constexpr Words joining_items{"area", "role", "term"};  // their first clauses go on the line of the name
constexpr Words outcome_words{"wait", "better", "limit", "not", "go", "note"};

class ItemLayout {
 public:
  ItemLayout(Layout& layout, std::size_t begin, std::size_t end)
      : layout_(layout), file_(layout.file()), begin_(begin), end_(end), kind_(word_at(begin)) {}

  void run() {
    layout_.open(true, clause_indent);
    std::size_t at = begin_;
    std::size_t stop = clause_end(at);
    head(at, stop);
    bool joining = joining_items.has(kind_);
    if (kind_ == word("tolerance")) {
      rows(stop, end_);
      stop = end_;
    }
    for (at = stop; at < end_; at = stop) {
      stop = clause_end(at);
      const std::size_t step = layout_.size();
      if (joining) {
        joining = word_at(at) != word("code") && word_at(at) != word("prescribed");
      }
      const bool changes = (kind_ == word("tighten") || kind_ == word("loosen")) && word_at(at - 1) == word(":") &&
                           outcome_words.has(word_at(at));
      const bool same_line = joining || changes || word_at(at) == word(",") || goes_on(at);
      layout_.before(at, same_line ? Between::space : Between::new_line);
      clause(at, stop);
      if (joining && !file_.has_comments(at) && layout_.width(0, layout_.size()) > joined_columns) {
        joining = false;
        layout_.replace(step, Step::Kind::new_line);
      }
      joining = joining && !file_.has_comments(at);
    }
    layout_.close();
  }

 private:
  WordId word_at(std::size_t token) const { return token < end_ ? file_.tokens[token].word : WordId{0}; }
  bool is_text(std::size_t token) const { return token < end_ && file_.tokens[token].kind == Token::Kind::text; }
  std::size_t clause_end(std::size_t at) const {
    for (++at; at < end_ && !file_.is(at, WrittenFile::begins_clause);) ++at;
    return at;
  }
  /// "from adult signed 2026-03-01" and "visit 2026-03-16 signed 2026-03-01" are one line.
  bool goes_on(std::size_t at) const {
    return word_at(at) == word("signed") && at >= begin_ + 2 &&
           (word_at(at - 2) == word("visit") || word_at(at - 2) == word("from"));
  }

  // --- pieces ---

  /// What stands before a token within a clause.
  void separate(std::size_t at, Between between) {
    layout_.before(at, word_at(at - 1) == word("(") ? Between::nothing : between);
  }
  /// The tokens [at, stop), the first without what stands before it; a line may begin where `breaks` says so.
  template <typename Breaks>
  void pieces(std::size_t at, std::size_t stop, const Breaks& breaks) {
    for (std::size_t i = at; i < stop;) {
      if (i != at) separate(i, breaks(i) ? Between::line : Between::space);
      if (!is_text(i)) {
        layout_.token(i++);
        continue;
      }
      std::size_t last = i + 1;
      while (last < stop && is_text(last) && !file_.has_comments(last)) ++last;
      layout_.quoted(i, last - i);
      i = last;
    }
  }
  static bool nowhere(std::size_t) { return false; }

  /// `lead` tokens, then the rest, with lines that begin where the rest does.
  template <typename Breaks>
  void hanging(std::size_t at, std::size_t stop, std::size_t lead, const Breaks& breaks) {
    const std::size_t rest = std::min(at + lead, stop);
    pieces(at, rest, nowhere);
    if (rest == stop) return;
    if (rest != at) separate(rest, Between::space);
    layout_.open(true, Layout::here);
    pieces(rest, stop, breaks);
    layout_.close();
  }

  // --- heads and clauses ---

  void head(std::size_t at, std::size_t stop) {
    layout_.open(true, inner_indent);
    std::size_t line = stop;
    if (kind_ == word("guarantee")) {  // the promise stands in the head, on a line of its own
      line = std::min(at + 2, stop);
      while (is_text(line)) ++line;
    }
    pieces(at, line, nowhere);
    layout_.close();
    if (line == stop) return;
    layout_.before(line, Between::new_line);
    outcome(line, stop);
  }

  void clause(std::size_t at, std::size_t stop) {
    layout_.open(true, inner_indent);
    if (word_at(at) == word(",")) {
      layout_.token(at++);
      separate(at, Between::space);
    }
    const WordId first = word_at(at);
    const bool decides = kind_ == word("check") || kind_ == word("tighten") || kind_ == word("loosen");
    if (decides && (outcome_words.has(first) || first == word("ask"))) {
      outcome(at, stop);
    } else if (first == word("unless") || first == word("while")) {
      layout_.token(at);
      separate(at + 1, Between::space);
      condition(at + 1, stop);
    } else if (first == word("avoid") || first == word("do")) {
      const std::size_t table = table_begin(at, stop);
      pieces(at, table, [&](std::size_t i) {
        const WordId id = word_at(i);
        return id == word("from") || id == word("for") || id == word("until") || id == word("by");
      });
      rows(table, stop);
    } else if (first == word("expect")) {
      elements(at, stop, 1, [&](std::size_t i) { return word_at(i) == word("and"); });
    } else if (first == word("given") && lead(at, stop) > 1) {
      elements(at, stop, lead(at, stop), [&](std::size_t i) { return begins_detail(i); });
    } else {
      hanging(at, stop, lead(at, stop), [&](std::size_t i) { return breaks_list(at, i); });
    }
    layout_.close();
  }
  /// `lead` tokens, then what stands between commas: broken there, and within one of them only where it is too long for
  /// a line by itself.
  template <typename Breaks>
  void elements(std::size_t at, std::size_t stop, std::size_t lead, const Breaks& breaks) {
    pieces(at, at + lead, nowhere);
    at += lead;
    separate(at, Between::space);
    layout_.open(true, Layout::here);
    for (std::size_t begin = at, i = at + 1; i <= stop; ++i) {
      if (i < stop && word_at(i - 1) != word(",")) continue;
      if (begin != at) separate(begin, Between::line);
      layout_.open(true, Layout::here);
      pieces(begin, i, breaks);
      layout_.close();
      begin = i;
    }
    layout_.close();
  }
  /// "last 2026-03", "in face"; not the words of "in the last 3 months".
  bool begins_detail(std::size_t i) const {
    switch (word_at(i)) {
      case word("last"):
        return word_at(i - 1) != word("the");
      case word("in"):
        return word_at(i + 1) != word("the");
      case word("on"):
      case word("start"):
      case word("end"):
      case word("ongoing"):
        return true;
      default:
        return false;
    }
  }

  /// How many words of a clause its further lines stand behind.
  std::size_t lead(std::size_t at, std::size_t stop) const {
    switch (word_at(at)) {
      case word("is"):
      case word("part"):
      case word("one"):
      case word("cleared"):
      case word("approved"):
      case word("detail"):
        return 2;
      case word("then"):
        return 3;
      case word("given"): {
        std::size_t colon = at;
        while (colon < stop && word_at(colon) != word(":")) ++colon;
        // Not behind a list of its own: "given medicines asked a, b, c: …".
        return colon < std::min(at + 6, stop) ? colon + 1 - at : 1;
      }
      default:
        return 1;
    }
  }
  bool breaks_list(std::size_t at, std::size_t i) const {
    if (word_at(i - 1) == word(",")) return true;
    const WordId id = word_at(i);
    switch (word_at(at)) {
      case word("given"):
        return id == word("or") || (word_at(at + 1) == word("clearance") &&
                                    (id == word("by") || id == word("on") || id == word("until") || id == word("for")));
      default:
        return id == word("or");
    }
  }

  // --- outcomes ---

  /// `by depth` and what follows it: where the rows begin, or `stop`.
  std::size_t table_begin(std::size_t at, std::size_t stop) const {
    for (std::size_t i = at + 1; i + 1 < stop; ++i) {
      if (word_at(i) == word("by") && word_at(i - 1) != word("clearance") && word_at(i - 1) != word("session"))
        return i + 2;
    }
    return stop;
  }

  void outcome(std::size_t at, std::size_t stop) {
    const std::size_t table = word_at(at) == word("wait") ? table_begin(at, stop) : stop;
    layout_.open(false, inner_indent);
    std::size_t begin = at;
    int depth = 0;
    for (std::size_t i = at + 1; i <= table; ++i) {
      if (i < table) {
        if (word_at(i) == word("(")) ++depth;
        if (word_at(i) == word(")")) --depth;
        if (depth != 0 || !begins_part(at, begin, i)) continue;
      }
      if (begin != at) separate(begin, Between::line);
      part(begin, i);
      begin = i;
    }
    layout_.close();
    rows(table, stop);
  }
  /// Whether the outcome that begins at `at` may be broken before `i`; the part that `i` would end begins at `begin`.
  bool begins_part(std::size_t at, std::size_t begin, std::size_t i) const {
    const WordId before = word_at(i - 1);
    if (before == word(",")) return true;
    switch (word_at(i)) {
      case word("while"):
        return before != word("wait") && before != word("again") && before != word("go") &&
               (begin == at || word_at(begin) != word("better"));
      case word("until"):
        return word_at(at + 1) == word("from");
      case word("for"):
        return word_at(at) == word("limit");
      default:
        return false;
    }
  }
  void part(std::size_t at, std::size_t stop) {
    std::size_t end = stop;
    if (word_at(end - 1) == word(",")) --end;
    std::size_t lead = end;
    bool is_condition = false;
    for (std::size_t i = at; i < end; ++i) {
      if (word_at(i) == word("while")) {
        lead = i + 1;
        is_condition = true;
        break;
      }
      if (word_at(i) == word("last") || (word_at(i) == word("of") && i > at && word_at(i - 1) == word("start"))) {
        lead = i + 1;
        break;
      }
    }
    const auto or_words = [&](std::size_t i) { return word_at(i) == word("or"); };
    if (lead == end) {
      layout_.open(true, inner_indent + clause_indent);
      pieces(at, end, or_words);
      layout_.close();
    } else if (is_condition) {
      pieces(at, lead, nowhere);
      separate(lead, Between::space);
      condition(lead, end);
    } else {
      hanging(at, end, lead - at, [&](std::size_t i) { return breaks_subject(i); });
    }
    if (end != stop) {
      separate(end, Between::nothing);
      layout_.token(end);
    }
  }

  // --- conditions ---

  /// Each `and` and `or` between conditions begins a line when they do not fit on one.
  void condition(std::size_t at, std::size_t stop) {
    layout_.open(false, Layout::here);
    std::size_t begin = at;
    int depth = 0;
    for (std::size_t i = at; i <= stop; ++i) {
      if (i < stop) {
        if (word_at(i) == word("(")) ++depth;
        if (word_at(i) == word(")")) --depth;
        if (depth != 0 || !file_.is(i, WrittenFile::joins_conditions)) continue;
      }
      operand(begin, i);
      if (i == stop) break;
      separate(i, Between::line);
      layout_.token(i);
      separate(i + 1, Between::space);
      begin = i + 1;
    }
    layout_.close();
  }
  void operand(std::size_t at, std::size_t stop) {
    const WordId first = word_at(at);
    if (first == word("not")) {
      layout_.token(at);
      separate(at + 1, Between::space);
      operand(at + 1, stop);
    } else if (first == word("(")) {
      layout_.token(at);
      separate(at + 1, Between::nothing);
      condition(at + 1, stop - 1);
      separate(stop - 1, Between::nothing);
      layout_.token(stop - 1);
    } else {
      std::size_t lead = 0;
      if (first == word("any") || first == word("no") || first == word("taking") || first == word("planned")) lead = 1;
      if (first == word("allergic")) lead = 2;
      if (first == word("treated")) lead = 3;
      hanging(at, stop, lead, [&](std::size_t i) { return breaks_subject(i); });
    }
  }
  bool breaks_subject(std::size_t i) const {
    switch (word_at(i)) {
      case word("or"):
        return word_at(i - 1) != word("on");  // "on or before visit"
      case word("in"):
      case word("within"):
      case word("where"):
      case word("started"):
        return true;
      default:
        return false;
    }
  }

  // --- tables ---

  struct RowPlace {
    std::size_t begin, length, end;  // the label, the length, the end
  };
  RowPlace row_at(std::size_t at, std::size_t stop) const {
    std::size_t length = at;
    if (word_at(at) == word("up")) length += 4;  // "up to 1.5 mm"
    while (length < stop && file_.tokens[length].kind != Token::Kind::number) ++length;
    std::size_t end = length + 2;
    if (end < stop && word_at(end) == word(",")) end += 4;
    return {at, length, std::min(end, stop)};
  }
  void rows(std::size_t at, std::size_t stop) {
    if (at == stop) return;
    int widest = 0;
    const auto label_width = [&](const RowPlace& row) {
      int result = -1;
      for (std::size_t i = row.begin; i < row.length; ++i) result += 1 + columns(file_.spelling[i]);
      return result;
    };
    for (std::size_t i = at; i < stop;) {
      const RowPlace row = row_at(i, stop);
      widest = std::max(widest, std::min(label_width(row), widest_label));
      i = row.end;
    }
    for (std::size_t i = at; i < stop;) {
      const RowPlace row = row_at(i, stop);
      layout_.before(row.begin, Between::new_line);
      pieces(row.begin, row.length, [&](std::size_t k) { return word_at(k) == word("or"); });
      if (row.length < stop) {
        separate(row.length, Between::space);
        if (!file_.has_comments(row.length)) layout_.spaces(std::max(widest - label_width(row), 0) + 1);
        pieces(row.length, row.end, nowhere);
      }
      i = row.end;
    }
  }
  static constexpr int widest_label = 60;

  Layout& layout_;
  const WrittenFile& file_;
  std::size_t begin_, end_;
  WordId kind_;
};

}  // namespace

void lay_out_item(Layout& layout, std::size_t begin, std::size_t end) { ItemLayout(layout, begin, end).run(); }

bool is_compact(const WrittenFile& file, std::size_t begin) { return compact_items.has(file.tokens[begin].word); }

}  // namespace contra::syntax
