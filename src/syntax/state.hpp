// What one run of the grammar remembers: how far it got and what it would have taken there, and from that the one
// diagnostic for a mistake.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tokens.hpp"
#include "syntax/tree.hpp"
#include "syntax/words.hpp"
#include "text/diagnostic.hpp"
#include "text/limits.hpp"

namespace contra::syntax {

/// What a place may hold besides words of the language. Numbered after the words, so that one set holds both.
enum class Thing : std::uint8_t {
  name = 230,
  text,
  length,
  unit_of_time,
  quantity,
  unit,
  date,
  date_answer,
  value,
  integer,
  decimal,
  version,
  condition,
  answer_type,
};
static_assert(all_words.size() < static_cast<std::size_t>(Thing::name));

class State {
 public:
  State(const text::SourceSet& sources, text::FileId file, std::vector<text::Diagnostic>& diagnostics)
      : sources_(sources), file_(file), bytes_(sources.file(file).text), diagnostics_(diagnostics) {}

  // --- the block that is being read ---
  void begin_block(TokenIter begin, TokenIter end, std::string noun);
  TokenIter block_begin() const { return block_begin_; }
  TokenIter block_end() const { return block_end_; }
  /// Where a new block must begin although its first word is misspelt; null for none.
  TokenIter cut() const { return cut_; }
  WordId cut_word() const { return cut_word_; }

  // --- what tokens say ---
  std::string_view written(TokenIter token) const { return bytes_.substr(token->begin, token->end - token->begin); }
  Span span(TokenIter token) const { return {file_, token->begin, token->end}; }
  Span span(TokenIter begin, TokenIter end) const {
    return begin == end ? Span{file_, begin->begin, begin->begin} : Span{file_, begin->begin, (end - 1)->end};
  }
  bool is_name(TokenIter token) const {
    if (token->kind != Token::Kind::word || reserved_words.has(token->word)) return false;
    // Where a name is missing at the end of a line, the next clause is not taken for it.
    return !(token->first_on_line && line_words.has(token->word));
  }
  std::string_view slice(Span span) const { return sources_.slice(span); }
  const std::string& noun() const { return noun_; }

  // --- how far the grammar got ---
  struct Mark {
    TokenIter furthest = nullptr;
    Words expected;
  };
  void note(TokenIter at, unsigned what) {
    if (at < mark_.furthest) return;
    if (at > mark_.furthest) {
      mark_.furthest = at;
      mark_.expected.clear();
    }
    mark_.expected.add(what);
  }
  void note(TokenIter at, Thing what) { note(at, static_cast<unsigned>(what)); }
  const Mark& mark() const { return mark_; }
  void set_mark(const Mark& mark) { mark_ = mark; }

  // --- faults ---
  /// Adds a diagnostic unless the same fault was already told (an alternative that was tried again).
  void report(text::Diagnostic diagnostic);
  void report(text::Kind kind, Span span, std::string message, std::string help = {},
              std::optional<text::Fix> fix = {}) {
    report({kind, span, std::move(message), {}, std::move(help), std::move(fix), {}});
  }
  /// Reports why the clause that begins at `start` could not be read. `starters`: the words that begin a clause here.
  /// `before`: what the clause before it could have gone on with. Gives the token from which to look for the next
  /// clause.
  TokenIter fail(TokenIter start, bool is_head, const Words& starters, const Words& before);
  /// The first token from `from` on that begins a clause.
  TokenIter next_clause(TokenIter from, const Words& starters);

  void begin_clause(TokenIter start) {
    clause_begin_ = start;
    if (clause_begins != nullptr) clause_begins->push_back(start->begin);
    depth = 0;
    fatal = false;
    broken = false;
    overfull = false;
  }
  TokenIter clause_begin() const { return clause_begin_; }
  /// A value that ends before `behind` was reported: when nothing fits there, that has the same cause.
  void broken_at(TokenIter behind) {
    broken = true;
    behind_broken_ = behind;
  }
  /// A clause that began with this word has no meaning; it has been told.
  void lose(WordId first) { lost_.push_back(first); }
  /// A clause that begins with none of `plain` could not be read: it may have been the one that the item needs.
  bool may_have_lost(const Words& plain) const;

  // --- what could stand in a place ---
  /// What fits where this token stands is gathered when the grammar fails at it.
  void probe(TokenIter token) { probe_ = token; }
  /// Nothing but this fits where the token stands.
  void fits_alone(TokenIter at, Thing what) {
    if (at != probe_) return;
    probed_.clear();
    probed_.add(static_cast<unsigned>(what));
    probe_ = nullptr;
  }
  const Words& probed() const { return probed_; }

  /// More faults in this file than can be shown: nothing is said about the rest of it.
  bool is_given_up() const { return all_faults_ > limits::diagnostics; }

  std::vector<std::uint32_t>* clause_begins = nullptr;  // where clauses begin, for whoever asks (clauses.hpp)

  int depth = 0;           // parentheses and `not` round the current place
  bool fatal = false;      // reported; nothing in this clause can be read any more
  bool broken = false;     // a value in this clause was reported and has no meaning
  bool overfull = false;   // the list that is too long has been told
  bool lost_head = false;  // the item's first words could not be read
  std::size_t faults = 0;  // reported in this block

 private:
  void fail_at(TokenIter at, const Words& expected, const Words& starters);
  bool on_faulty_line(TokenIter start, TokenIter at) const;
  std::string found(TokenIter at) const;
  bool is_outdented(TokenIter line) const;
  std::uint32_t column(TokenIter token) const;

  const text::SourceSet& sources_;
  text::FileId file_;
  std::string_view bytes_;
  std::vector<text::Diagnostic>& diagnostics_;
  TokenIter block_begin_ = nullptr, block_end_ = nullptr, clause_begin_ = nullptr, behind_broken_ = nullptr;
  std::size_t all_faults_ = 0;
  std::size_t guesses_left_ = 1000;
  std::vector<WordId> lost_;  // first words of the clauses that could not be read
  TokenIter probe_ = nullptr;
  Words probed_;
  TokenIter cut_ = nullptr;
  WordId cut_word_ = 0;
  std::string noun_;
  Mark mark_;
};

/// "`and`, `or` or a name"
std::string list_of(const Words& expected, const char* conjunction, std::size_t most);

/// The words among `expected`, as candidates for "did you mean".
std::vector<std::string> spellings(const Words& expected);

}  // namespace contra::syntax
