// Reads the values of the language (lengths, dates, numbers, texts) from tokens. Plain functions: the X3 parsers in
// primitives.hpp call them. A value that is nearly right is reported here, taken, and marked as broken, so that one
// slip is one fault and the rest of its clause is still read.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>

#include "syntax/state.hpp"
#include "syntax/tree.hpp"

namespace contra::syntax {

struct Cursor {
  TokenIter at;
  TokenIter end;
};

// Each takes its tokens and gives true, or takes none, notes what it wanted, and gives false.
bool read_name(State& state, Cursor& cursor, Name& name);
bool read_declared_name(State& state, Cursor& cursor, Name& name);  ///< a reserved word here is told as such
bool read_text(State& state, Cursor& cursor, Text& text);           ///< joins neighbours
bool read_length(State& state, Cursor& cursor, Length& length);
bool read_quantity(State& state, Cursor& cursor, Quantity& quantity);
bool read_value(State& state, Cursor& cursor, Value& value);
bool read_date(State& state, Cursor& cursor, DateLiteral& date);
bool read_date_point(State& state, Cursor& cursor, DateAnswer& date);  ///< a day, a month or a year
bool read_integer(State& state, Cursor& cursor, std::int32_t& value);
bool read_decimal(State& state, Cursor& cursor, std::int64_t& thousandths);
bool read_version(State& state, Cursor& cursor, Version& version);
/// `or NAME`, unless that name begins a condition of its own (`or NAME is …`).
bool read_or_name(State& state, Cursor& cursor, Name& name);
bool read_or_value(State& state, Cursor& cursor, Value& value);
/// A label of a table row: a name that begins no clause.
bool read_row_label(State& state, Cursor& cursor, Name& name);
/// The name of a detail within an entry: a name that begins no line of a record.
bool read_detail_name(State& state, Cursor& cursor, Name& name);
/// The name of a treatment after `plan`, or of an entry: likewise.
bool read_entry_name(State& state, Cursor& cursor, Name& name);

// Broken values: reported, without meaning.
constexpr Day no_day{std::numeric_limits<std::int32_t>::min()};
inline bool is_broken(const Length& length) { return length.amount < 0; }
inline bool is_broken(const Quantity& quantity) { return quantity.thousandths < 0; }
inline bool is_broken(const DateLiteral& date) { return date.day == no_day; }
inline bool is_broken(const Value& value) {
  const auto* quantity = std::get_if<Quantity>(&value);
  return quantity != nullptr && is_broken(*quantity);
}
inline bool is_broken(const Better& better) { return is_broken(better.length); }
inline bool is_broken(const Within& within) { return is_broken(within.length); }
inline bool is_broken(const ChangeCheck& check) {
  return is_broken(check.older_than) || is_broken(check.not_older_than);
}
inline bool is_broken(const DateAnswer& date) {
  return date.first == no_day || date.last == no_day || (date.length && is_broken(*date.length));
}
inline bool is_broken(const NumberIn& range) { return range.from < 0 || range.to < 0; }
inline bool is_broken(const Test& test) { return test.values.empty(); }
inline bool is_broken(const Where& where) { return is_broken(where.test); }
template <typename T>
bool is_broken(const T&) {
  return false;
}

}  // namespace contra::syntax
