// The driver of the parser: cuts a file into blocks, one for each item, and has the grammar read each alone, so that a
// mistake in one item never reaches the next. Where an item ends is settled by first words of lines, before any
// grammar.
#include "syntax/parse.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "syntax/clauses.hpp"
#include "syntax/grammar.hpp"
#include "syntax/state.hpp"
#include "syntax/tokens.hpp"
#include "text/limits.hpp"

namespace contra::syntax {
namespace {

using text::Diagnostic;
using text::Fix;
using text::Kind;

constexpr Words vocabulary_items{"area", "role", "term", "list", "ask", "tolerance", "source"};
constexpr Words pack_items{"source", "check", "guarantee", "aftercare", "precare", "about", "example", "test"};
constexpr Words policy_items{"source", "check",   "guarantee", "aftercare", "precare",
                             "about",  "example", "test",      "tighten",   "loosen"};
constexpr Words part_items{"area",  "role",      "term",      "list",    "ask",   "tolerance", "source",
                           "check", "guarantee", "aftercare", "precare", "about", "example",   "test"};
constexpr Words test_items{"source", "example", "test"};

const Words& items_of(Header::Kind kind) {
  switch (kind) {
    case Header::Kind::vocabulary:
      return vocabulary_items;
    case Header::Kind::pack:
      return pack_items;
    case Header::Kind::policy:
      return policy_items;
    case Header::Kind::part:
      return part_items;
    case Header::Kind::tests:
      return test_items;
  }
  return part_items;
}

const char* noun_of(Header::Kind kind) {
  switch (kind) {
    case Header::Kind::vocabulary:
      return "a vocabulary";
    case Header::Kind::pack:
      return "a pack";
    case Header::Kind::policy:
      return "a policy";
    case Header::Kind::part:
      return "a part";
    case Header::Kind::tests:
      return "a file of tests";
  }
  return "a pack";
}

std::string item_noun(WordId id) {
  const std::string_view text = word_text(id);
  const std::string word(text);
  if (word == "tests") return "a file of tests";
  if (word == "aftercare" || word == "precare") return word;
  if (word == "tighten") return "a tightening";
  if (word == "loosen") return "a loosening";
  if (word == "ask") return "a question";
  if (word == "about") return "an `about`";
  const bool vowel = word.find_first_of("aeiou") == 0;
  return (vowel ? "an " : "a ") + word;
}

const char* home_of(WordId id) {
  if (policy_items.has(id) && !pack_items.has(id)) return "it belongs in a policy";
  if (vocabulary_items.has(id)) return "it belongs in a vocabulary";
  return "it belongs in a pack";
}

class Parser {
 public:
  Parser(const text::SourceSet& sources, text::FileId file, std::vector<Diagnostic>& diagnostics,
         std::vector<std::uint32_t>* clause_begins = nullptr)
      : sources_(sources),
        diagnostics_(diagnostics),
        state_(sources, file, diagnostics),
        tokens_(tokenize(sources, file, diagnostics)) {
    file_.id = file;
    state_.clause_begins = clause_begins;
  }

  /// Reads up to the end and a token more that fits nowhere. What would have fitted instead, and the items that may
  /// begin there.
  Words probe_end() {
    const Token end = tokens_.back();
    Token nothing = end;
    nothing.kind = Token::Kind::other;
    const std::string_view bytes = sources_.file(file_.id).text;
    const std::size_t line = bytes.rfind('\n') + 1;  // npos + 1 is 0
    nothing.first_on_line = bytes.find_first_not_of(" \t\r", line) == std::string_view::npos;
    tokens_.back() = nothing;
    tokens_.push_back(end);
    const TokenIter probe = tokens_.data() + tokens_.size() - 2;
    state_.probe(probe);
    run();
    if (probe == tokens_.data()) return header_words;
    Words out = state_.probed();
    if (probe->first_on_line) out |= file_.header ? items_of(file_.header->kind) : item_words;
    return out;
  }

  File run() {
    TokenIter at = tokens_.data();
    const TokenIter end = at + tokens_.size() - 1;
    if (at == end) {
      report(Kind::missing_header, {file_.id, 0, 0}, "this file is empty", first_line_help);
      return std::move(file_);
    }
    at = header(at, end);
    // A file with more faults than can be shown is not read to its end: nothing of it will be used.
    while (at < end && !state_.is_given_up()) at = block(at, end);
    return std::move(file_);
  }

 private:
  static constexpr const char* first_line_help =
      "begin with a line such as `pack NAME 1.0.0 \"…\"`, `part of NAME` or `tests for NAME`";

  void report(Kind kind, Span span, std::string message, std::string help, std::optional<Fix> fix = {}) {
    state_.report(kind, span, std::move(message), std::move(help), std::move(fix));
  }

  /// A line that begins an item (or a second header). Some first words also begin clauses.
  static bool begins_block(TokenIter token, TokenIter end) {
    if (!token->first_on_line) return false;
    const TokenIter behind = token + 1;
    const bool alone = behind >= end || behind->first_on_line;
    if (token->word == word("ask")) {
      // `ask again while` is a clause, however `again` is spelt.
      return alone || (behind->word != word("again") && (behind + 1 >= end || behind[1].word != word("while")));
    }
    if (token->word == word("area")) return !alone;  // the type of a question, on a line of its own
    if (token->word == word("part"))
      return false;  // `part of` is a clause of areas; as a header it is first in its file
    return item_words.has(token->word) || header_words.has(token->word);
  }
  static TokenIter block_end(TokenIter begin, TokenIter end) {
    TokenIter at = begin + 1;
    while (at < end && !begins_block(at, end)) ++at;
    return at;
  }

  /// The first block. Whatever is wrong with it is told once, and the items are read all the same.
  TokenIter header(TokenIter at, TokenIter end) {
    if (header_words.has(at->word)) return read_header(at, end);
    if (begins_block(at, end)) {
      report(Kind::missing_header, state_.span(at), "this file does not say what it is", first_line_help);
      return at;
    }
    const TokenIter stop = block_end(at, end);
    const std::string written(state_.written(at));
    const std::string meant =
        at->kind == Token::Kind::word ? text::nearest(written, spellings(header_words)) : std::string();
    if (!meant.empty()) {
      report(Kind::unknown_item, state_.span(at), "`" + written + "` is no kind of file",
             "did you mean `" + meant + "`?", Fix{state_.span(at), meant});
      return read_header(respell(at, word_id(meant)), end);
    }
    const std::string item =
        at->kind == Token::Kind::word ? text::nearest(written, spellings(item_words)) : std::string();
    if (!at->faulty) {
      report(Kind::missing_header, state_.span(at), "this file does not say what it is", first_line_help);
    }
    if (!item.empty()) {
      report(Kind::unknown_item, state_.span(at), "`" + written + "` begins no item", "did you mean `" + item + "`?",
             Fix{state_.span(at), item});
      return respell(at, word_id(item));
    }
    return stop;
  }

  TokenIter read_header(TokenIter at, TokenIter end) {
    const TokenIter stop = block_end(at, end);
    state_.begin_block(at, stop, item_noun(at->word));
    Header header;
    parse_header(state_, header);
    header.span = state_.span(at, stop);
    // The kind is known by its first word, whatever else is broken.
    file_.header = std::move(header);
    return state_.cut() != nullptr ? respell(state_.cut(), state_.cut_word()) : stop;
  }

  /// A misspelt first word is taken for what it probably means, so that its item is read.
  TokenIter respell(TokenIter token, WordId id) {
    tokens_[static_cast<std::size_t>(token - tokens_.data())].word = id;
    guessed_ = token;
    return token;
  }

  /// False when a word of the language was found that begins no clause of the item: it is of another kind.
  bool is_likely(std::size_t told) const {
    return std::none_of(
        diagnostics_.begin() + static_cast<std::ptrdiff_t>(told), diagnostics_.end(),
        [&](const Diagnostic& d) { return d.kind == Kind::unknown_clause && word_id(state_.slice(d.span)) != 0; });
  }

  TokenIter block(TokenIter at, TokenIter end) {
    const TokenIter stop = block_end(at, end);
    if (header_words.has(at->word)) {
      Diagnostic fault{Kind::misplaced_item,
                       state_.span(at),
                       "`" + std::string(state_.written(at)) + "` can only begin a file",
                       {},
                       "give it a file of its own",
                       {},
                       {}};
      if (file_.header)
        fault.labels.push_back({file_.header->span, "this file is " + std::string(noun_of(file_.header->kind))});
      state_.report(std::move(fault));
      return stop;
    }
    if (file_.header && !items_of(file_.header->kind).has(at->word)) {
      report(Kind::misplaced_item, state_.span(at),
             "`" + std::string(word_text(at->word)) + "` does not belong in " + noun_of(file_.header->kind),
             home_of(at->word));
    }
    state_.begin_block(at, stop, item_noun(at->word));
    Item item;
    const std::size_t told = diagnostics_.size();
    parse_item(state_, item);
    if (at == guessed_ && !is_likely(told)) {
      // The first word was misspelt, and this was not what it meant: nothing more is known about the item.
      diagnostics_.resize(told);
      item.node = Broken{};
    }
    file_.items.push_back(std::move(item));
    return state_.cut() != nullptr ? respell(state_.cut(), state_.cut_word()) : stop;
  }

  const text::SourceSet& sources_;
  std::vector<Diagnostic>& diagnostics_;
  State state_;
  std::vector<Token> tokens_;
  TokenIter guessed_ = nullptr;
  File file_;
};

/// Too large to be rule text: told, and not read.
bool too_large(const text::SourceSet& sources, text::FileId file, std::vector<Diagnostic>& diagnostics) {
  const std::size_t bytes = sources.file(file).text.size();
  if (bytes <= limits::rule_file_bytes) return false;
  diagnostics.push_back(
      {Kind::file_too_large,
       Span{file, 0, 0},
       "a file of " + std::to_string(bytes) + " bytes; the limit is " + std::to_string(limits::rule_file_bytes),
       {},
       "split it: `part of NAME` begins a further file of a pack",
       {},
       {}});
  return true;
}

}  // namespace

File parse(const text::SourceSet& sources, text::FileId file, std::vector<Diagnostic>& diagnostics) {
  if (too_large(sources, file, diagnostics)) {
    File nothing;
    nothing.id = file;
    return nothing;
  }
  return Parser(sources, file, diagnostics).run();
}

File parse_noting_clauses(const text::SourceSet& sources, text::FileId file, std::vector<Diagnostic>& diagnostics,
                          std::vector<std::uint32_t>& begins) {
  begins.clear();
  if (too_large(sources, file, diagnostics)) {
    File nothing;
    nothing.id = file;
    return nothing;
  }
  File read = Parser(sources, file, diagnostics, &begins).run();
  // Alternatives of the grammar try the same place again.
  std::sort(begins.begin(), begins.end());
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  return read;
}

Expected expected_at_end(const text::SourceSet& sources, text::FileId file) {
  std::vector<Diagnostic> untold;
  if (too_large(sources, file, untold)) return {};
  const Words words = Parser(sources, file, untold).probe_end();
  const auto has = [&](Thing thing) { return words.has(static_cast<unsigned>(thing)); };
  Expected out;
  out.words = spellings(words);
  out.name = has(Thing::name) || has(Thing::condition);
  out.value = has(Thing::value);
  if (has(Thing::condition))
    for (const char* first : {"age", "allergic", "any", "every", "no", "not", "planned", "taking", "treated"})
      out.words.emplace_back(first);
  if (has(Thing::answer_type))
    for (const char* first : {"area", "future", "number", "one", "past", "text", "yes"}) out.words.emplace_back(first);
  if (has(Thing::unit_of_time))
    for (const char* unit : {"days", "hours", "months", "weeks", "years"}) out.words.emplace_back(unit);
  if (has(Thing::date_answer))
    for (const char* first : {"about", "between", "in", "never", "not", "unsure", "words"})
      out.words.emplace_back(first);
  std::sort(out.words.begin(), out.words.end());
  out.words.erase(std::unique(out.words.begin(), out.words.end()), out.words.end());
  return out;
}

bool is_reserved(std::string_view word) {
  const WordId id = word_id(word);
  return reserved_words.has(id) || line_words.has(id);
}

std::optional<Condition> parse_condition(const text::SourceSet& sources, text::FileId file,
                                         std::vector<Diagnostic>& diagnostics) {
  if (too_large(sources, file, diagnostics)) return std::nullopt;
  const std::size_t before = diagnostics.size();
  const std::vector<Token> tokens = tokenize(sources, file, diagnostics);
  State state(sources, file, diagnostics);
  state.begin_block(tokens.data(), tokens.data() + tokens.size() - 1, "a condition");
  Condition condition;
  if (!parse_whole_condition(state, condition)) return std::nullopt;
  for (std::size_t i = before; i < diagnostics.size(); ++i) {
    if (text::info(diagnostics[i].kind).severity == text::Severity::error) return std::nullopt;
  }
  return condition;
}

}  // namespace contra::syntax
