// Our own X3 parsers: tokens as terminals, members of the tree as targets, and recovery clause by clause.
// Only grammar_*.cpp include this. Parsers build the tree by `set`, `add`, `act`: a value reaches the tree only when
// its parser has succeeded, so a failed alternative leaves nothing behind.
#pragma once

#include <boost/spirit/home/x3.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "syntax/state.hpp"
#include "syntax/values.hpp"
#include "text/limits.hpp"

namespace contra::syntax {

namespace x3 = boost::spirit::x3;

struct state_tag {};
using Context = x3::context<state_tag, State>;

template <typename C>
State& state_in(const C& context) {
  return x3::get<state_tag>(context);
}

// --- terminals ----------------------------------------------------------------------------------------------

/// One word or sign of the language.
struct KeywordParser : x3::parser<KeywordParser> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  constexpr explicit KeywordParser(WordId word_) : id(word_) {}
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R&, A&) const {
    if (first != last && first->word == id) {
      ++first;
      return true;
    }
    state_in(context).note(first, id);
    return false;
  }
  WordId id;
};
consteval KeywordParser kw(std::string_view text) { return KeywordParser(word(text)); }

/// A value that a plain function of values.hpp reads.
template <typename T, bool (*Read)(State&, Cursor&, T&)>
struct ValueParser : x3::parser<ValueParser<T, Read>> {
  using attribute_type = T;
  static constexpr bool has_attribute = true;
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R&, A& attribute) const {
    Cursor cursor{first, last};
    T value{};
    if (!Read(state_in(context), cursor, value)) return false;
    first = cursor.at;
    x3::traits::move_to(value, attribute);
    return true;
  }
};
inline constexpr ValueParser<Name, read_name> name{};
inline constexpr ValueParser<Name, read_declared_name> declared_name{};
inline constexpr ValueParser<Text, read_text> quoted{};
inline constexpr ValueParser<Length, read_length> length{};
inline constexpr ValueParser<Quantity, read_quantity> quantity{};
inline constexpr ValueParser<Value, read_value> value{};
inline constexpr ValueParser<DateLiteral, read_date> date{};
inline constexpr ValueParser<DateAnswer, read_date_point> date_point{};
inline constexpr ValueParser<std::int32_t, read_integer> integer{};
inline constexpr ValueParser<std::int64_t, read_decimal> decimal{};
inline constexpr ValueParser<Version, read_version> version{};
inline constexpr ValueParser<Name, read_or_name> or_name{};
inline constexpr ValueParser<Value, read_or_value> or_value{};
inline constexpr ValueParser<Name, read_row_label> row_label{};
inline constexpr ValueParser<Name, read_detail_name> detail_name{};
inline constexpr ValueParser<Name, read_entry_name> entry_name{};

// --- building the tree --------------------------------------------------------------------------------------

/// Parsers that act on the struct being built have no attribute of their own.
template <typename Subject, typename Derived>
struct Acting : x3::unary_parser<Subject, Derived> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  static constexpr bool has_action = true;
  constexpr explicit Acting(const Subject& subject_) : x3::unary_parser<Subject, Derived>(subject_) {}
};

template <typename Subject>
using attribute_in = typename x3::traits::attribute_of<Subject, Context>::type;

/// Calls `Action(state, target, value, span)` with the value of the subject.
template <auto Action, typename Subject>
struct ActParser : Acting<Subject, ActParser<Action, Subject>> {
  using Acting<Subject, ActParser>::Acting;
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R& target, A&) const {
    State& state = state_in(context);
    const It start = first;
    attribute_in<Subject> result{};
    if (!this->subject.parse(first, last, context, x3::unused, result)) return false;
    Action(state, target, std::move(result), state.span(start, first));
    return true;
  }
};
template <auto Action, typename P>
constexpr auto act(const P& parser) {
  const auto subject = x3::as_parser(parser);
  return ActParser<Action, std::decay_t<decltype(subject)>>(subject);
}

/// Calls `Action(state, target, span)` when the subject, which has no value, was read.
template <auto Action, typename Subject>
struct OnParser : Acting<Subject, OnParser<Action, Subject>> {
  using Acting<Subject, OnParser>::Acting;
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R& target, A&) const {
    State& state = state_in(context);
    const It start = first;
    if (!this->subject.parse(first, last, context, target, x3::unused)) return false;
    Action(state, target, state.span(start, first));
    return true;
  }
};
template <auto Action, typename P>
constexpr auto on(const P& parser) {
  return OnParser<Action, P>(parser);
}

/// target.*Member = value; a broken value leaves the member as it is.
template <auto Member, typename P>
constexpr auto set(const P& parser) {
  return act<[](State&, auto& target, auto&& result, Span) {
    if (!is_broken(result)) target.*Member = std::move(result);
  }>(parser);
}

/// As `set`, for what may stand once in an item.
template <auto Member, typename P>
constexpr auto once(const P& parser) {
  return act<[](State& state, auto& target, auto&& result, Span span) {
    auto& member = target.*Member;
    if (member) {
      text::Diagnostic fault{text::Kind::repeated_clause,
                             span,
                             "this clause stands twice in " + state.noun(),
                             {},
                             "keep one of the two",
                             {},
                             {}};
      fault.labels.push_back({member->span, "it stands here first"});
      state.report(std::move(fault));
    } else if (!is_broken(result)) {
      member = std::move(result);
    }
  }>(parser);
}

/// Appends to a list, up to the limit.
template <typename List, typename T>
void append(State& state, List& list, T&& item, Span span) {
  if (list.size() >= limits::condition_terms) {
    // INVARIANT: no list of the tree is longer than the limit; the first item too many is told.
    if (list.size() == limits::condition_terms && !state.overfull) {
      state.overfull = true;
      state.report(text::Kind::too_many_operands, span,
                   "more than " + std::to_string(limits::condition_terms) + " in one list",
                   "split it; a term, an area or a check can stand for many");
    }
    return;
  }
  if (!is_broken(item)) list.push_back(std::forward<T>(item));
}
template <auto Member, typename P>
constexpr auto add(const P& parser) {
  return act<[](State& state, auto& target, auto&& result, Span span) {
    append(state, target.*Member, std::move(result), span);
  }>(parser);
}

/// target.*Member = Constant when the subject, which has no value, was read.
template <auto Member, auto Constant, typename P>
constexpr auto put(const P& parser) {
  return on<[](State&, auto& target, Span) { target.*Member = Constant; }>(parser);
}
template <auto Member, typename P>
constexpr auto flag(const P& parser) {
  return put<Member, true>(parser);
}

/// Lets the subject, a rule, build a member of the target.
template <auto Member, typename Subject>
struct IntoParser : Acting<Subject, IntoParser<Member, Subject>> {
  using Acting<Subject, IntoParser>::Acting;
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R& target, A&) const {
    return this->subject.parse(first, last, context, x3::unused, target.*Member);
  }
};
template <auto Member, typename P>
constexpr auto into(const P& parser) {
  return IntoParser<Member, P>(parser);
}

/// Lets the subject, a rule for the target's own type, go on building the target. Without this a rule inside a sequence
/// builds a value of its own, which is lost.
template <typename Subject>
struct SelfParser : Acting<Subject, SelfParser<Subject>> {
  using Acting<Subject, SelfParser>::Acting;
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R& target, A&) const {
    return this->subject.parse(first, last, context, x3::unused, target);
  }
};
template <typename P>
constexpr auto self(const P& parser) {
  return SelfParser<P>(parser);
}

/// target.span = where the subject stands.
template <typename P>
constexpr auto spanned(const P& parser) {
  return on<[](State&, auto& target, Span span) { target.span = span; }>(parser);
}

template <typename P>
constexpr auto comma_list(const P& parser) {
  return parser >> *(kw(",") >> parser);
}

// --- limits and recovery ------------------------------------------------------------------------------------

/// Counts nesting; past the limit the clause is given up, before the stack is.
template <typename Subject>
struct DeeperParser : Acting<Subject, DeeperParser<Subject>> {
  using Acting<Subject, DeeperParser>::Acting;
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R& target, A&) const {
    State& state = state_in(context);
    if (state.fatal) return false;
    if (state.depth >= static_cast<int>(limits::condition_depth)) {
      const It opener = first - 1;
      state.report(text::Kind::nested_too_deep, state.span(opener),
                   "a condition nested more than " + std::to_string(limits::condition_depth) + " deep",
                   "parentheses and `not` count; say the inner part in a check of its own");
      state.fatal = true;
      return false;
    }
    ++state.depth;
    const bool read = this->subject.parse(first, last, context, target, x3::unused);
    --state.depth;
    return read;
  }
};
template <typename P>
constexpr auto deeper(const P& parser) {
  return DeeperParser<P>(parser);
}

/// When the subject fails at its first token, one plain word says what was wanted instead of a long list.
template <typename Subject>
struct NamedParser : x3::unary_parser<Subject, NamedParser<Subject>> {
  using base = x3::unary_parser<Subject, NamedParser<Subject>>;
  static constexpr bool has_action = Subject::has_action;
  static constexpr bool is_pass_through_unary = true;
  constexpr NamedParser(const Subject& subject_, Thing thing_) : base(subject_), thing(thing_) {}
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R& target, A& attribute) const {
    State& state = state_in(context);
    const State::Mark before = state.mark();
    if (this->subject.parse(first, last, context, target, attribute)) return true;
    if (state.mark().furthest == first) {
      state.set_mark(before);
      state.note(first, thing);
    }
    return false;
  }
  Thing thing;
};
template <typename P>
constexpr auto named(const P& parser, Thing thing) {
  return NamedParser<P>(parser, thing);
}

/// What is broken in the subject stays there: the clause round it is whole.
template <typename Subject>
struct ContainedParser : x3::unary_parser<Subject, ContainedParser<Subject>> {
  using base = x3::unary_parser<Subject, ContainedParser<Subject>>;
  static constexpr bool has_action = Subject::has_action;
  static constexpr bool is_pass_through_unary = true;
  constexpr explicit ContainedParser(const Subject& subject_) : base(subject_) {}
  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R& target, A& attribute) const {
    State& state = state_in(context);
    const bool before = std::exchange(state.broken, false);
    const bool read = this->subject.parse(first, last, context, target, attribute);
    state.broken = before;
    return read;
  }
};
template <typename P>
constexpr auto contained(const P& parser) {
  return ContainedParser<P>(parser);
}

/// A head, then clauses to the end of the block. What cannot be read is reported once and passed over up to the next
/// clause. Always succeeds once its first word was read.
template <typename Head, typename Clause>
struct BodyParser : x3::binary_parser<Head, Clause, BodyParser<Head, Clause>> {
  using base = x3::binary_parser<Head, Clause, BodyParser<Head, Clause>>;
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  static constexpr bool has_action = true;
  constexpr BodyParser(const Head& head, const Clause& clause) : base(head, clause) {}

  template <typename It, typename C, typename R, typename A>
  bool parse(It& first, const It& last, const C& context, R& target, A&) const {
    State& state = state_in(context);
    state.begin_clause(first);
    if (!this->left.parse(first, last, context, target, x3::unused)) {
      if (state.mark().furthest <= first && !state.fatal) return false;  // not this item
      first = recover(state, first, true, last, context, target, Words());
      state.lost_head = true;
    }
    while (first != last) {
      // What the clause before could have gone on with belongs to what may stand here.
      const Words before = state.mark().furthest == first ? state.mark().expected : Words();
      if (state.mark().furthest <= first) state.set_mark({first, {}});
      state.begin_clause(first);
      const It start = first;
      if (!this->right.parse(first, last, context, target, x3::unused)) {
        first = recover(state, start, false, last, context, target, before);
      }
    }
    return true;
  }

 private:
  /// The words that begin a clause: those that the clause parser wants where nothing fits.
  template <typename It, typename C, typename R>
  It recover(State& state, It start, bool is_head, const It& last, const C& context, R& target,
             const Words& before) const {
    const State::Mark reached = state.mark();
    const bool fatal = state.fatal;
    state.set_mark({nullptr, {}});
    static const Token nothing{};
    const Token* probe = &nothing;
    this->right.parse(probe, &nothing + 1, context, target, x3::unused);
    const Words starters = state.mark().furthest == &nothing ? state.mark().expected : Words();
    state.set_mark(reached);
    state.fatal = fatal;
    const It next = state.fail(start, is_head, starters, before);
    state.set_mark({next, {}});
    return next < last ? next : last;
  }
};
template <typename H, typename C>
constexpr auto body(const H& head, const C& clause) {
  return BodyParser<H, C>(head, clause);
}

/// For a body without clauses.
struct NothingParser : x3::parser<NothingParser> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  template <typename It, typename C, typename R, typename A>
  bool parse(It&, const It&, const C&, R&, A&) const {
    return false;
  }
};
inline constexpr NothingParser nothing_more{};

}  // namespace contra::syntax
