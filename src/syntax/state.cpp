// Turns "this is how far the grammar got" into one diagnostic with its remedy.
#include "syntax/state.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/characters.hpp"
#include "text/limits.hpp"

namespace contra::syntax {

using text::Diagnostic;
using text::Fix;
using text::Kind;

namespace {

// Clause words that hardly ever stand anywhere else: a clause may be found again at them in the middle of a line.
constexpr Words strong_words{"because", "tell", "cite", "spread", "given", "expect"};

constexpr std::size_t longest_list = 6;

std::string thing_text(unsigned id) {
  switch (static_cast<Thing>(id)) {
    case Thing::name:
      return "a name";
    case Thing::text:
      return "a quoted text";
    case Thing::length:
      return "a length such as `5 days`";
    case Thing::unit_of_time:
      return "`hours`, `days`, `weeks`, `months` or `years`";
    case Thing::quantity:
      return "a number with its unit";
    case Thing::unit:
      return "a unit";
    case Thing::date:
      return "a date such as `2026-03-16`";
    case Thing::date_answer:
      return "a date";
    case Thing::value:
      return "an answer";
    case Thing::integer:
      return "a whole number";
    case Thing::decimal:
      return "a number";
    case Thing::version:
      return "a version such as `1.0.0`";
    case Thing::condition:
      return "a condition";
    case Thing::answer_type:
      return "a type of answer such as `yes or no`";
  }
  return "`" + std::string(word_text(static_cast<WordId>(id))) + "`";
}

/// What people write who come from another language.
std::pair<std::string_view, std::string_view> remedy_for_sign(std::string_view written) {
  static constexpr std::array<std::array<std::string_view, 3>, 20> signs{{
      {"=", "is", ""},
      {"==", "is", ""},
      {"!=", "is not", ""},
      {"<", "is under", ""},
      {"<=", "is at most", ""},
      {">", "is above", ""},
      {">=", "is at least", ""},
      {"&&", "and", ""},
      {"&", "and", ""},
      {"||", "or", ""},
      {"|", "or", ""},
      {"!", "not", ""},
      {";", "", "clauses end by themselves: take the `;` out"},
      {"{", "", "an item has no braces: its clauses follow until the next item begins"},
      {"}", "", "an item has no braces: it ends where the next one begins"},
      {"'", "", "texts stand in double quotes: `\"`"},
      {"/", "", "a comment begins with `#`"},
      {"-", "", "names are joined with `_`, and numbers have no sign"},
      {".", "", "a sentence of the language has no full stop"},
      {"`", "", "texts stand in double quotes: `\"`"},
  }};
  for (const auto& sign : signs) {
    if (sign[0] == written) return {sign[1], sign[2]};
  }
  return {};
}

}  // namespace

std::vector<std::string> spellings(const Words& expected) {
  std::vector<std::string> result;
  for (unsigned id = 1; id <= all_words.size(); ++id) {
    if (expected.has(id) && word_text(static_cast<WordId>(id)).size() > 1)
      result.emplace_back(word_text(static_cast<WordId>(id)));
  }
  return result;
}

std::string list_of(const Words& expected, const char* conjunction, std::size_t most) {
  std::vector<std::string> parts;
  // Words first and signs last among them read best: "`and`, `or` or `)`".
  for (int pass = 0; pass < 3; ++pass) {
    for (unsigned id = 1; id < 256; ++id) {
      if (!expected.has(id)) continue;
      const bool is_thing = id >= static_cast<unsigned>(Thing::name);
      const bool is_sign = !is_thing && id <= all_words.size() && word_text(static_cast<WordId>(id)).size() == 1 &&
                           word_text(static_cast<WordId>(id)) != "a";
      const int order = is_thing ? 0 : is_sign ? 2 : 1;
      if (order == pass) parts.push_back(thing_text(id));
    }
  }
  if (parts.size() > most) {
    parts.resize(most - 1);
    parts.emplace_back("another clause");
  }
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += i + 1 == parts.size() ? std::string(" ") + conjunction + " " : std::string(", ");
    result += parts[i];
  }
  return result;
}

void State::begin_block(TokenIter begin, TokenIter end, std::string noun) {
  block_begin_ = begin;
  block_end_ = end;
  cut_ = nullptr;
  cut_word_ = 0;
  noun_ = std::move(noun);
  mark_ = {begin, {}};
  depth = 0;
  fatal = false;
  broken = false;
  overfull = false;
  lost_head = false;
  faults = 0;
  clause_begin_ = begin;
  behind_broken_ = nullptr;
  lost_.clear();
}

bool State::may_have_lost(const Words& plain) const {
  return std::any_of(lost_.begin(), lost_.end(), [&](WordId id) { return !plain.has(id); });
}

void State::report(Diagnostic diagnostic) {
  // Only this block's faults can repeat; they are the last ones.
  const std::size_t look_back = std::min(faults, diagnostics_.size());
  for (std::size_t i = diagnostics_.size() - look_back; i < diagnostics_.size(); ++i) {
    if (diagnostics_[i].kind == diagnostic.kind && diagnostics_[i].span == diagnostic.span) return;
  }
  // A file cannot usefully show more than a whole run does.
  if (is_given_up()) return;
  ++faults;
  ++all_faults_;
  diagnostics_.push_back(std::move(diagnostic));
}

std::string State::found(TokenIter at) const {
  switch (at->kind) {
    case Token::Kind::text:
      return "a quoted text";
    case Token::Kind::end:
      return "the end of the file";
    default:
      return "`" + text::shortened(written(at)) + "`";
  }
}

std::uint32_t State::column(TokenIter token) const { return sources_.place(file_, token->begin).column; }

bool State::on_faulty_line(TokenIter start, TokenIter at) const {
  for (TokenIter token = start; token < at && token < block_end_; ++token) {
    if (token->faulty) return true;
  }
  return at < block_end_ && at->faulty_after;
}

bool State::is_outdented(TokenIter line) const {
  const std::uint32_t here = column(line), item = column(block_begin_);
  for (TokenIter token = block_begin_ + 1; token < line; ++token) {
    if (!token->first_on_line) continue;
    const std::uint32_t clause = column(token);  // of the item's first line below its head
    return here < clause || (here <= item && clause > item);
  }
  return here <= item;
}

TokenIter State::next_clause(TokenIter from, const Words& starters) {
  const std::vector<std::string> clauses = spellings(starters);
  const std::vector<std::string> items = spellings(item_words);
  for (; from < block_end_; ++from) {
    if (strong_words.has(from->word) && starters.has(from->word)) break;
    if (!from->first_on_line || from->kind != Token::Kind::word) continue;
    if (starters.has(from->word)) break;
    if (from->word != 0) continue;
    // A misspelt first word begins a clause or an item too, and so does any word as far left as the item itself.
    // Looking for what was meant is dear: a file of nothing but such lines is not worth it.
    if (guesses_left_ == 0) continue;
    --guesses_left_;
    const std::string_view spelt = written(from);
    if (is_outdented(from) || !text::nearest(spelt, clauses).empty() || !text::nearest(spelt, items).empty()) break;
  }
  return from;
}

TokenIter State::fail(TokenIter start, bool is_head, const Words& starters, const Words& before) {
  const TokenIter at = std::max(mark_.furthest, start);
  if (at == probe_) {
    if (mark_.furthest == at) probed_ |= mark_.expected;
    if (start == at) probed_ |= before;
    if (start == at || at->first_on_line) probed_ |= starters;
  }
  if (!is_head) lost_.push_back(start->word);
  if (is_given_up()) return block_end_;
  if (fatal) return next_clause(start + (start < block_end_ ? 1 : 0), starters);
  if (behind_broken_ == at || on_faulty_line(start, at)) return next_clause(std::max(at, start + 1), starters);

  // A line as far left as the item itself begins no clause of it, unless everything is written that far left.
  const bool outdented =
      !is_head && start > block_begin_ && start < block_end_ && start->first_on_line && is_outdented(start);
  const bool known = is_head || starters.has(start->word) || start >= block_end_;
  if (!known && start->kind == Token::Kind::word) {
    const std::string spelt(written(start));
    const std::string clause = text::nearest(spelt, spellings(at == start ? starters : starters.without(Words{})));
    const std::string item = start->first_on_line ? text::nearest(spelt, spellings(item_words)) : std::string();
    const std::string rest = at == start ? text::nearest(spelt, spellings(before)) : std::string();
    if (!clause.empty()) {
      report(Kind::unknown_clause, span(start), "`" + text::shortened(spelt) + "` begins no clause of " + noun_,
             "did you mean `" + clause + "`?", Fix{span(start), clause});
      return next_clause(start + 1, starters);
    }
    if (!item.empty()) {
      report(Kind::unknown_item, span(start), "`" + text::shortened(spelt) + "` begins no item",
             "did you mean `" + item + "`?", Fix{span(start), item});
      cut_ = start;
      cut_word_ = word_id(item);
      return block_end_;
    }
    if (!rest.empty()) {
      report(Kind::unexpected, span(start),
             "expected " + list_of(before, "or", longest_list) + ", found `" + text::shortened(spelt) + "`",
             "did you mean `" + rest + "`?", Fix{span(start), rest});
      return next_clause(start + 1, starters);
    }
    if (outdented) {
      report(Kind::unknown_item, span(start), "`" + text::shortened(spelt) + "` begins no item",
             "an item begins with " + list_of(item_words, "or", 20));
      return block_end_;
    }
    if (at == start && start->first_on_line) {
      report(Kind::unknown_clause, span(start), "`" + text::shortened(spelt) + "` begins no clause of " + noun_,
             starters.empty() ? noun_ + " has no clauses" : "here may stand " + list_of(starters, "or", 20));
      return next_clause(start + 1, starters);
    }
  }
  if (outdented) {
    fail_at(at, Words(), starters);
    return block_end_;
  }
  if (at == start && !before.empty()) {
    fail_at(at, before, starters);
  } else if (at == start && !known) {
    Words nothing;
    fail_at(at, nothing, starters);
  } else {
    fail_at(at, mark_.expected, starters);
  }
  const bool at_next = at > start && at < block_end_ && at->first_on_line && starters.has(at->word);
  return next_clause(at_next ? at : std::max(at, start + 1), starters);
}

void State::fail_at(TokenIter at, const Words& expected, const Words& starters) {
  const bool has_name = expected.has(static_cast<unsigned>(Thing::name));
  // Something is missing at the end of a clause or of the item: the place is right behind what is there.
  const bool missing =
      at >= block_end_ || at->kind == Token::Kind::end || (at->first_on_line && starters.has(at->word));
  const std::string wanted = list_of(expected, "or", longest_list);
  if (missing && at > block_begin_) {
    const TokenIter last = at - 1;
    const Span gap{file_, last->end, last->end};
    std::optional<Fix> fix;
    std::string help;
    if (expected.has(word(")"))) {
      fix = Fix{gap, ")"};
      help = "close the parenthesis with `)`";
    }
    report(Kind::unexpected, gap, "expected " + (wanted.empty() ? "more" : wanted) + " after " + found(last),
           std::move(help), std::move(fix));
    return;
  }
  const std::string spelt(written(at));
  if (at->kind == Token::Kind::word) {
    const std::string meant = text::nearest(spelt, spellings(expected));
    if (!meant.empty()) {
      report(Kind::unexpected, span(at), "expected " + wanted + ", found " + found(at), "did you mean `" + meant + "`?",
             Fix{span(at), meant});
      return;
    }
    if (has_name && reserved_words.has(at->word) && spellings(expected).empty()) {
      report(Kind::reserved_word, span(at),
             "`" + text::shortened(spelt) + "` is a word of the language and cannot be a name",
             "expected " + wanted + " here");
      return;
    }
  }
  std::string message =
      wanted.empty() ? "did not expect " + found(at) + " here" : "expected " + wanted + ", found " + found(at);
  std::string help;
  std::optional<Fix> fix;
  if (at->kind == Token::Kind::other) {
    const auto [instead, advice] = remedy_for_sign(spelt);
    if (!instead.empty()) {
      help = "write `" + std::string(instead) + "`";
      fix = Fix{span(at), std::string(instead)};
    } else {
      help = advice;
    }
  } else if (expected.has(word(":")) && expected.without(Words{":"}).empty()) {
    help = "put a `:` before " + found(at);
    const std::uint32_t end = at > block_begin_ ? (at - 1)->end : at->begin;
    fix = Fix{{file_, end, end}, ":", true};
  } else if (expected.has(static_cast<unsigned>(Thing::text)) && at->kind == Token::Kind::word) {
    help = "texts stand in double quotes: `\"…\"`";
  } else if (at > block_begin_ && (at - 1)->kind == Token::Kind::text && (at - 1)->end == at->begin) {
    help = "a quote within a text is written `\\\"`";
  }
  report(Kind::unexpected, span(at), std::move(message), std::move(help), std::move(fix));
}

}  // namespace contra::syntax
