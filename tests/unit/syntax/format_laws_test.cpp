// What must hold of the layout of any rule text: nothing is lost or changed, and the same text, however it is broken
// into lines, comes out the same. Random layouts have fixed seeds; a failing one is named by file and seed.
#include <gtest/gtest.h>

#include <optional>
#include <random>

#include "dump.hpp"
#include "format_files.hpp"
#include "read.hpp"
#include "syntax/tokens.hpp"
#include "syntax/words.hpp"

namespace contra::syntax {
namespace {

/// All that can be formatted: also of the bad cases whatever has no syntax error.
std::vector<RuleText> all_texts() {
  std::vector<RuleText> texts = files_below({"rules", "samples", "tests"});
  for (RuleText& block : blocks_of("rules/README.md")) texts.push_back(std::move(block));
  texts.erase(std::remove_if(texts.begin(), texts.end(),
                             [](const RuleText& one) { return text::has_errors(read(one.text).diagnostics); }),
              texts.end());
  return texts;
}

/// The tree as text.
std::string tree_of(const std::string& text) {
  const Read done = read(text);
  std::string result = done.file.header ? dump(*done.file.header) : "no header";
  for (const Item& item : done.file.items) result += "\n" + dump(item);
  return result;
}

/// Tokens and comments in their order; found here by other means than the formatter's.
struct Piece {
  std::string text;
  bool comment = false, own_line = false;
};
std::vector<Piece> pieces_of(const std::string& text) {
  std::vector<Piece> pieces;
  bool line_begins = true;
  for (std::size_t i = text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0; i < text.size();) {
    const char c = text[i];
    std::size_t end = i + 1;
    if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
      line_begins = line_begins || c == '\n';
      ++i;
      continue;
    }
    if (c == '#') {
      end = std::min(text.find('\n', i), text.size());
      std::string comment = text.substr(i, end - i);
      comment.erase(comment.find_last_not_of(" \t\r") + 1);
      pieces.push_back({comment, true, line_begins});
    } else {
      if (c == '"') {
        while (text[end] != '"') end += text[end] == '\\' ? 2u : 1u;
        ++end;
      } else if (std::string_view(",:()").find(c) == std::string_view::npos) {
        end = text.find_first_of(" \t\r\n,:()\"#", i);
        // "1,5" is no number: a comma ends one.
        if (end == std::string::npos) end = text.size();
      }
      pieces.push_back({text.substr(i, end - i), false, false});
    }
    line_begins = false;
    i = end;
  }
  return pieces;
}
std::vector<std::string> comments_of(const std::string& text) {
  std::vector<std::string> comments;
  for (const Piece& piece : pieces_of(text))
    if (piece.comment) comments.push_back(piece.text);
  return comments;
}
/// The words without comments; of units and texts only that they are there.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string before;
  for (const Piece& piece : pieces_of(text)) {
    if (piece.comment) continue;
    std::string word = piece.text;
    if (word[0] == '"') word = "text";
    if (std::string_view(" hours days weeks months years ").find(" " + word + "s ") != std::string_view::npos)
      word += 's';
    if (word != "text" || before != "text") words.push_back(word);
    before = word;
  }
  return words;
}

void expect_good(const std::string& text) {
  const Made made = make(text);
  ASSERT_EQ(made.formatted.state, Formatted::State::good) << made.drawn << text;
  const std::string& out = made.formatted.text;
  EXPECT_EQ(tree_of(out), tree_of(text)) << out;
  EXPECT_EQ(comments_of(out), comments_of(text)) << out;
  EXPECT_EQ(words_of(out), words_of(text)) << out;
  EXPECT_EQ(make(out).formatted.text, out) << "formatted again:\n" << text;
  EXPECT_EQ(out.find(" \n"), std::string::npos) << out;
  EXPECT_EQ(out.find("\n\n\n"), std::string::npos) << out;
  EXPECT_TRUE(out.empty() || (out.back() == '\n' && out[0] != '\n')) << out;
}

TEST(FormatLaws, EveryFileKeepsItsWordsAndIsDoneAtOnce) {
  const std::vector<RuleText> texts = all_texts();
  EXPECT_GT(texts.size(), 80u);
  for (const RuleText& one : texts) {
    SCOPED_TRACE(one.name);
    expect_good(one.text);
  }
}

TEST(FormatLaws, AFileWithASyntaxErrorIsLeftAlone) {
  std::size_t count = 0;
  for (const RuleText& one : files_below({"tests/cases/bad", "tests/fuzz/corpus/rules"})) {
    if (!text::has_errors(read(one.text).diagnostics)) continue;
    SCOPED_TRACE(one.name);
    const Made made = make(one.text);
    EXPECT_EQ(made.formatted.state, Formatted::State::syntax_error);
    EXPECT_TRUE(text::has_errors(made.diagnostics));
    EXPECT_EQ(made.formatted.text, "");
    ++count;
  }
  EXPECT_GT(count, 15u);
}

// --- other layouts of the same text ---

/// A file as tokens with what stands between them.
class Relayout {
 public:
  Relayout(std::string text, unsigned seed) : text_(std::move(text)), random_(seed) {
    sources_.add("test.contra", text_);
    std::vector<text::Diagnostic> diagnostics;
    tokens_ = tokenize(sources_, 0, diagnostics);
    const File file = parse(sources_, 0, diagnostics);
    for (const Item& item : file.items) items_.push_back(item.span.begin);
    if (file.header) items_.push_back(file.header->span.begin);
  }

  /// The same tokens and comments, broken into lines elsewhere. What the layout goes by stays: that a comment has a
  /// line of its own, that it begins in the first column, where an empty line is between items.
  std::string other_lines() {
    std::string out;
    std::size_t from = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      between(std::string_view(text_).substr(from, token.begin - from), i, out);
      std::string word = text_.substr(token.begin, token.end - token.begin);
      if (token.kind == Token::Kind::text && chance(30)) word = torn(word);
      out += word;
      from = token.end;
    }
    return out;
  }

  /// Comments at random places.
  std::string with_comments() {
    std::string out;
    std::size_t from = 0;
    int count = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      out += text_.substr(from, token.begin - from);
      if (chance(4) && may_begin_line(i)) {
        const bool own_line = chance(50);
        out += own_line ? "\n" + spaces(5) : spaces(2);
        out += "# comment " + std::to_string(++count) + ", \"quoted\": of all kinds" + (chance(20) ? "  \n" : "\n");
        if (chance(30)) out += "\n";
      }
      out += text_.substr(token.begin, token.end - token.begin);
      from = token.end;
    }
    return out;
  }

 private:
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  std::string spaces(unsigned most) { return std::string(random_() % (most + 1), ' '); }
  bool begins_item(std::size_t i) const {
    return i + 1 < tokens_.size() && std::find(items_.begin(), items_.end(), tokens_[i].begin) != items_.end();
  }
  /// Words that begin an item or a clause at the beginning of a line may not get there; a unit stays with its number.
  bool may_begin_line(std::size_t i) const {
    const Token& token = tokens_[i];
    if (token.first_on_line) return true;
    if (i == 0 || token.kind == Token::Kind::end) return true;
    if (tokens_[i - 1].kind == Token::Kind::number && token.kind == Token::Kind::word) return false;
    // `ask` and `area` mean something else when they stand alone on a line.
    if (tokens_[i - 1].word == word("ask") || tokens_[i - 1].word == word("area")) return false;
    return !item_words.has(token.word) && !header_words.has(token.word) && !line_words.has(token.word);
  }
  bool must_begin_line(std::size_t i) const {
    const Token& token = tokens_[i];
    return token.first_on_line && (item_words.has(token.word) || header_words.has(token.word) ||
                                   line_words.has(token.word) || token.word == 0 || token.kind == Token::Kind::word);
  }

  /// "a b" as "a" "b".
  std::string torn(const std::string& word) {
    const std::size_t at = word.find(' ', 1 + random_() % word.size());
    if (at == std::string::npos || at + 2 >= word.size()) return word;
    if (!std::isalpha(static_cast<unsigned char>(word[at - 1])) || word[at + 1] == ' ') return word;
    return word.substr(0, at) + "\"" + (chance(50) ? " " : "\n  ") + "\"" + word.substr(at + 1);
  }

  void between(std::string_view gap, std::size_t i, std::string& out) {
    const bool at_item = begins_item(i) || i + 1 == tokens_.size();
    const bool commented = gap.find('#') != std::string_view::npos;
    if (!commented && !at_item) {
      const WordId sign = tokens_[i].word;
      const bool sticks =
          sign == word(",") || sign == word(":") || sign == word(")") || (i > 0 && tokens_[i - 1].word == word("("));
      if (must_begin_line(i) || (may_begin_line(i) && chance(25))) {
        out += chance(10) ? "\n\n" : "\n";
        out += spaces(9);
      } else if (!sticks || chance(20)) {
        out += chance(10) ? "\t" : " " + spaces(3);
      }
      return;
    }
    if (!commented) {
      const auto lines = std::count(gap.begin(), gap.end(), '\n');
      out += lines > 1 ? (chance(50) ? "\n\n\n" : "\n  \n") : lines == 1 ? "  \n" : "";
      return;
    }
    // Line by line.
    std::size_t at = 0;
    while (at < gap.size()) {
      const std::size_t end = std::min(gap.find('\n', at), gap.size());
      const std::string_view line = gap.substr(at, end - at);
      const std::size_t hash = line.find('#');
      if (hash == std::string_view::npos) {
        if (!(at_item && end == gap.size())) out += at_item ? std::string(line) : spaces(4);
      } else {
        const bool first = at == 0 && i > 0;  // behind the token before
        if (first) {
          out += spaces(6);
        } else if (!at_item) {
          out += spaces(6);
        } else if (hash > 0) {
          out += " " + spaces(6);
        }
        out += line.substr(hash);
        if (chance(20)) out += "  ";
      }
      if (end < gap.size()) out += "\n";
      at = end + 1;
    }
  }

  std::string text_;
  text::SourceSet sources_;
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> items_;
  std::mt19937 random_;
};

TEST(FormatLaws, AnyOtherLayoutOfATextComesOutTheSame) {
  unsigned seed = 1;
  for (const RuleText& one : all_texts()) {
    const std::string expected = make(one.text).formatted.text;
    for (int round = 0; round < 4; ++round, ++seed) {
      SCOPED_TRACE(one.name + ", seed " + std::to_string(seed));
      const std::string other = Relayout(one.text, seed).other_lines();
      const Made made = make(other);
      ASSERT_EQ(made.formatted.state, Formatted::State::good) << made.drawn;
      ASSERT_EQ(made.formatted.text, expected) << other;
    }
  }
}

TEST(FormatLaws, CommentsAnywhereSurviveOnceAndInOrder) {
  unsigned seed = 1000;
  for (const RuleText& one : all_texts()) {
    for (int round = 0; round < 3; ++round, ++seed) {
      SCOPED_TRACE(one.name + ", seed " + std::to_string(seed));
      const std::string commented = Relayout(one.text, seed).with_comments();
      expect_good(commented);
      if (HasFatalFailure() || HasNonfatalFailure()) return;
      const std::string other = Relayout(commented, seed).other_lines();
      const Made made = make(other);
      ASSERT_EQ(made.formatted.state, Formatted::State::good) << made.drawn;
      ASSERT_EQ(made.formatted.text, make(commented).formatted.text) << other;
    }
  }
}

}  // namespace
}  // namespace contra::syntax
