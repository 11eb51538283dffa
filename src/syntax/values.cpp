// Reads lengths, dates, numbers and texts from tokens.
#include "syntax/values.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "text/characters.hpp"
#include "text/limits.hpp"

namespace contra::syntax {

using text::Fix;
using text::Kind;

namespace {

bool has_more(const Cursor& cursor) { return cursor.at < cursor.end; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Nothing when the number is over `most`.
std::optional<std::int64_t> digits_value(std::string_view digits, std::int64_t most) {
  std::int64_t value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
    if (value > most) return std::nullopt;
  }
  return value;
}

std::optional<Unit> unit_of(WordId id) {
  switch (id) {
    case word("hour"):
    case word("hours"):
      return Unit::hour;
    case word("day"):
    case word("days"):
      return Unit::day;
    case word("week"):
    case word("weeks"):
      return Unit::week;
    case word("month"):
    case word("months"):
      return Unit::month;
    case word("year"):
    case word("years"):
      return Unit::year;
    default:
      return std::nullopt;
  }
}

constexpr Words units_of_time{"hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"};
constexpr Words clause_words{"because", "tell",     "cite",  "spread", "review", "effective", "cleared",
                             "then",    "approved", "avoid", "do",     "watch",  "next"};
constexpr Words record_words{"given", "expect", "signed", "plan", "as", "form"};

/// A sign of another language where the unit should stand is part of that slip.
void skip_sign(Cursor& cursor) {
  if (has_more(cursor) && cursor.at->kind == Token::Kind::other && !cursor.at->first_on_line) ++cursor.at;
}

/// So is a number that stands there twice.
void skip_length(Cursor& cursor) {
  if (!has_more(cursor) || cursor.at->kind != Token::Kind::number || cursor.at->first_on_line) return;
  ++cursor.at;
  if (has_more(cursor) && unit_of(cursor.at->word) && !cursor.at->first_on_line) ++cursor.at;
}

bool is_number(const Cursor& cursor) { return has_more(cursor) && cursor.at->kind == Token::Kind::number; }

/// "1.5" as 1500. Reports what it cannot hold; -1 then.
std::int64_t thousandths_of(State& state, TokenIter token) {
  const std::string_view written = state.written(token);
  const std::size_t point = written.find('.');
  const std::string_view whole = written.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view() : written.substr(point + 1);
  const auto broken = [&](Kind kind, std::string message, std::string help) {
    if (!token->faulty) state.report(kind, state.span(token), std::move(message), std::move(help));
    state.broken = true;
    return std::int64_t{-1};
  };
  const std::string quoted = "`" + text::shortened(written) + "`";
  if (!all_digits(whole) || (point != std::string_view::npos && !all_digits(fraction))) {
    return broken(Kind::unexpected, quoted + " is not a number",
                  "write digits, and a point where there are parts: `1.5`");
  }
  if (fraction.size() > 3)
    return broken(Kind::number_too_large, quoted + " has more than three digits after the point",
                  "three digits are kept");
  const auto value = digits_value(whole, limits::number_thousandths / 1000 - 1);
  if (!value) return broken(Kind::number_too_large, quoted + " is too large a number", "");
  std::int64_t result = *value * 1000;
  std::int64_t place = 100;
  for (const char c : fraction) {
    result += (c - '0') * place;
    place /= 10;
  }
  return result;
}

std::string two_digits(std::string_view text) { return text.size() == 1 ? "0" + std::string(text) : std::string(text); }

/// What was probably meant by a date that is not written as YYYY-MM-DD, or empty.
std::string iso_spelling(std::string_view written) {
  std::string_view parts[3];
  std::size_t count = 0;
  std::size_t from = 0;
  while (count < 3) {
    const std::size_t to = written.find_first_of("-./", from);
    parts[count++] = written.substr(from, to == std::string_view::npos ? to : to - from);
    if (to == std::string_view::npos) break;
    from = to + 1;
  }
  if (count != 3) return {};
  if (parts[0].size() == 4 && parts[1].size() <= 2 && parts[2].size() <= 2) {
    return std::string(parts[0]) + "-" + two_digits(parts[1]) + "-" + two_digits(parts[2]);
  }
  // Day first or month first is told apart only when one of them is over 12.
  if (parts[2].size() == 4 && parts[0].size() <= 2 && parts[1].size() <= 2) {
    const auto first = digits_value(parts[0], 99), second = digits_value(parts[1], 99);
    if (*first > 12 && *second <= 12)
      return std::string(parts[2]) + "-" + two_digits(parts[1]) + "-" + two_digits(parts[0]);
    if (*second > 12 && *first <= 12)
      return std::string(parts[2]) + "-" + two_digits(parts[0]) + "-" + two_digits(parts[1]);
  }
  return {};
}

/// Three groups of digits: somebody meant a day.
bool looks_like_a_day(std::string_view written) {
  std::size_t groups = 1;
  bool four = false;
  std::size_t run = 0;
  for (const char c : written) {
    if (c == '-' || c == '.' || c == '/') {
      ++groups;
      run = 0;
    } else if (++run == 4) {
      four = true;
    }
  }
  return groups == 3 && four;
}

bool is_iso_shape(std::string_view written) {
  return written.size() == 10 && written[4] == '-' && written[7] == '-' && all_digits(written.substr(0, 4)) &&
         all_digits(written.substr(5, 2)) && all_digits(written.substr(8, 2));
}

/// The token is a day, or was meant as one (then reported, and `no_day`). False: it is something else.
bool day_token(State& state, TokenIter token, Day& day) {
  const std::string_view written = state.written(token);
  if (!looks_like_a_day(written)) return false;
  if (const auto read = parse_iso_day(written)) {
    day = *read;
    return true;
  }
  day = no_day;
  state.broken = true;
  if (token->faulty) return true;
  const Span where = state.span(token);
  const std::string quoted = "`" + text::shortened(written) + "`";
  if (!is_iso_shape(written)) {
    const std::string meant = iso_spelling(written);
    const bool sure = !meant.empty() && parse_iso_day(meant).has_value();
    state.report(Kind::no_such_day, where, quoted + " is not written as year-month-day",
                 sure ? "write `" + meant + "`" : "write a date as `2026-03-16`",
                 sure ? std::optional(Fix{where, meant}) : std::nullopt);
    return true;
  }
  const int year = static_cast<int>(*digits_value(written.substr(0, 4), 9999));
  const auto month = static_cast<unsigned>(*digits_value(written.substr(5, 2), 99));
  if (year < 1900 || year > 2200) {
    state.report(Kind::no_such_day, where, quoted + " lies outside the years 1900 to 2200",
                 "the calendar of the rules has these years only");
  } else if (month < 1 || month > 12) {
    state.report(Kind::no_such_day, where, quoted + " has no such month", "a date is year-month-day: `2026-03-16`");
  } else {
    state.report(Kind::no_such_day, where, "there is no day " + quoted,
                 "that month has " + std::to_string(days_in_month(year, month)) + " days");
  }
  return true;
}

}  // namespace

bool read_name(State& state, Cursor& cursor, Name& name) {
  if (!has_more(cursor) || !state.is_name(cursor.at)) {
    state.note(cursor.at, Thing::name);
    return false;
  }
  // Letters that only look Latin have been told: the name that was meant is not unknown on top of it.
  name.text =
      cursor.at->faulty ? text::latin_spelling(state.written(cursor.at)) : std::string(state.written(cursor.at));
  name.span = state.span(cursor.at);
  ++cursor.at;
  return true;
}

bool read_declared_name(State& state, Cursor& cursor, Name& name) {
  if (has_more(cursor) && reserved_words.has(cursor.at->word) && !cursor.at->first_on_line) {
    // Sure only when the name's place is followed by what follows a name; else the name was forgotten.
    const TokenIter behind = cursor.at + 1;
    if (behind >= cursor.end || behind->first_on_line || behind->kind == Token::Kind::text) {
      const std::string spelt(state.written(cursor.at));
      state.report(Kind::reserved_word, state.span(cursor.at),
                   "`" + spelt + "` is a word of the language and cannot be a name",
                   "choose another name, such as `" + spelt + "_`");
      name.text = spelt;
      name.span = state.span(cursor.at);
      ++cursor.at;
      return true;
    }
  }
  return read_name(state, cursor, name);
}

bool read_text(State& state, Cursor& cursor, Text& text) {
  if (!has_more(cursor) || cursor.at->kind != Token::Kind::text) {
    state.note(cursor.at, Thing::text);
    return false;
  }
  const TokenIter first = cursor.at;
  text.text.clear();
  while (has_more(cursor) && cursor.at->kind == Token::Kind::text) {
    if (cursor.at != first) text.text += ' ';
    text.text += unquote(state.written(cursor.at));
    ++cursor.at;
  }
  text.span = state.span(first, cursor.at);
  if (text.text.find_first_not_of(' ') == std::string::npos) {
    state.report(Kind::empty_text, text.span, "this quoted text says nothing", "write the words, or take the line out");
    state.broken = true;
  }
  return true;
}

bool read_integer(State& state, Cursor& cursor, std::int32_t& value) {
  if (!is_number(cursor) || !all_digits(state.written(cursor.at))) {
    state.note(cursor.at, Thing::integer);
    return false;
  }
  const auto read = digits_value(state.written(cursor.at), limits::length_amount);
  if (!read) {
    state.report(Kind::number_too_large, state.span(cursor.at),
                 "`" + text::shortened(state.written(cursor.at)) + "` is too large a number",
                 "numbers go up to " + std::to_string(limits::length_amount));
    state.broken = true;
  }
  value = static_cast<std::int32_t>(read.value_or(0));
  ++cursor.at;
  return true;
}

bool read_length(State& state, Cursor& cursor, Length& length) {
  if (!is_number(cursor)) {
    state.note(cursor.at, Thing::length);
    return false;
  }
  const TokenIter number = cursor.at;
  if (looks_like_a_day(state.written(number))) {
    state.note(number, Thing::length);
    return false;
  }
  ++cursor.at;
  const std::string_view written = state.written(number);
  length = {};
  const auto broken = [&] {
    length.amount = -1;
    length.span = state.span(number, cursor.at);
    state.broken_at(cursor.at);
    return true;
  };
  const bool word_follows = has_more(cursor) && cursor.at->kind == Token::Kind::word && !cursor.at->first_on_line;
  const std::optional<Unit> unit = has_more(cursor) ? unit_of(cursor.at->word) : std::nullopt;
  if (!unit) {
    state.fits_alone(cursor.at, Thing::unit_of_time);
    if (number->faulty) return broken();
    if (word_follows) {
      const std::string spelt(state.written(cursor.at));
      const std::string meant = text::nearest(spelt, spellings(units_of_time));
      if (!meant.empty() || (cursor.at->word == 0 && !cursor.at->faulty)) {
        state.report(Kind::unexpected, state.span(cursor.at),
                     "expected `hours`, `days`, `weeks`, `months` or `years`, found `" + text::shortened(spelt) + "`",
                     meant.empty() ? "" : "did you mean `" + meant + "`?",
                     meant.empty() ? std::nullopt : std::optional(Fix{state.span(cursor.at), meant}));
        ++cursor.at;
        return broken();
      }
    }
    state.report(Kind::bare_number, state.span(number), "`" + text::shortened(written) + "` has no unit",
                 "say what it counts, as in `" +
                     std::string(all_digits(written) && written.size() < 8 ? written : "5") + " days`");
    skip_sign(cursor);
    skip_length(cursor);
    return broken();
  }
  ++cursor.at;
  if (number->faulty) return broken();
  if (!all_digits(written)) {
    state.report(Kind::unexpected, state.span(number), "`" + text::shortened(written) + "` is not a whole number",
                 "take a smaller unit: `36 hours` for one day and a half");
    return broken();
  }
  const auto amount = digits_value(written, limits::length_amount);
  if (!amount) {
    state.report(Kind::number_too_large, state.span(number), "`" + text::shortened(written) + "` is too large a number",
                 "numbers go up to " + std::to_string(limits::length_amount));
    return broken();
  }
  length.amount = static_cast<std::int32_t>(*amount);
  length.unit = *unit;
  length.span = state.span(number, cursor.at);
  return true;
}

bool read_quantity(State& state, Cursor& cursor, Quantity& quantity) {
  if (!is_number(cursor) || looks_like_a_day(state.written(cursor.at))) {
    state.note(cursor.at, Thing::quantity);
    return false;
  }
  const TokenIter number = cursor.at++;
  quantity = {};
  quantity.thousandths = thousandths_of(state, number);
  // The unit stands on the number's own line: a word on the next one begins a clause.
  const bool has_unit = has_more(cursor) && cursor.at->kind == Token::Kind::word && !cursor.at->first_on_line &&
                        (cursor.at->word == 0 || units_of_time.has(cursor.at->word));
  if (has_unit) {
    quantity.unit.text = state.written(cursor.at);
    quantity.unit.span = state.span(cursor.at);
    ++cursor.at;
  } else if (quantity.thousandths >= 0) {
    if (!number->faulty) {
      state.report(Kind::bare_number, state.span(number),
                   "`" + text::shortened(state.written(number)) + "` has no unit",
                   "say what it counts, as in `1.5 mm` or `18 years`");
    }
    skip_sign(cursor);
    state.broken_at(cursor.at);
    quantity.thousandths = -1;
  }
  quantity.span = state.span(number, cursor.at);
  return true;
}

bool read_value(State& state, Cursor& cursor, Value& value) {
  if (is_number(cursor) && !looks_like_a_day(state.written(cursor.at))) {
    Quantity quantity;
    if (!read_quantity(state, cursor, quantity)) return false;
    value = std::move(quantity);
    return true;
  }
  const bool is_no = has_more(cursor) && cursor.at->word == word("no");
  if (!has_more(cursor) || !(is_no || state.is_name(cursor.at))) {
    state.note(cursor.at, Thing::value);
    return false;
  }
  value = Name{std::string(state.written(cursor.at)), state.span(cursor.at)};
  ++cursor.at;
  return true;
}

bool read_date(State& state, Cursor& cursor, DateLiteral& date) {
  if (!is_number(cursor) || !day_token(state, cursor.at, date.day)) {
    state.note(cursor.at, Thing::date);
    return false;
  }
  date.span = state.span(cursor.at);
  ++cursor.at;
  return true;
}

bool read_date_point(State& state, Cursor& cursor, DateAnswer& date) {
  if (!is_number(cursor)) {
    state.note(cursor.at, Thing::date_answer);
    return false;
  }
  const TokenIter token = cursor.at;
  const std::string_view written = state.written(token);
  const auto take = [&] {
    date.span = state.span(token);
    ++cursor.at;
    return true;
  };
  if (day_token(state, token, date.first)) {
    date.form = DateAnswer::Form::day;
    date.last = date.first;
    return take();
  }
  const bool is_year = written.size() == 4 && all_digits(written);
  const bool is_month =
      written.size() == 7 && written[4] == '-' && all_digits(written.substr(0, 4)) && all_digits(written.substr(5));
  // `1988 mm` is a number with a unit.
  const TokenIter behind = token + 1;
  const bool unit_follows =
      behind < cursor.end && behind->kind == Token::Kind::word && !behind->first_on_line && behind->word == 0;
  if (!(is_month || (is_year && !unit_follows))) {
    state.note(token, Thing::date_answer);
    return false;
  }
  const int year = static_cast<int>(*digits_value(written.substr(0, 4), 9999));
  const unsigned month = is_month ? static_cast<unsigned>(*digits_value(written.substr(5), 99)) : 1;
  const unsigned last_month = is_month ? month : 12;
  if (year < 1900 || year > 2200 || month < 1 || month > 12) {
    state.report(Kind::no_such_day, state.span(token),
                 month < 1 || month > 12 ? "`" + std::string(written) + "` has no such month"
                                         : "`" + std::string(written) + "` lies outside the years 1900 to 2200");
    date.first = date.last = no_day;
    state.broken = true;
    return take();
  }
  date.form = is_month ? DateAnswer::Form::month : DateAnswer::Form::year;
  date.first = day_of({year, month, 1}).value_or(no_day);
  date.last = day_of({year, last_month, days_in_month(year, last_month)}).value_or(no_day);
  return take();
}

bool read_decimal(State& state, Cursor& cursor, std::int64_t& thousandths) {
  if (!is_number(cursor)) {
    state.note(cursor.at, Thing::decimal);
    return false;
  }
  thousandths = thousandths_of(state, cursor.at);
  ++cursor.at;
  return true;
}

bool read_version(State& state, Cursor& cursor, Version& version) {
  const std::string_view written = is_number(cursor) ? state.written(cursor.at) : std::string_view();
  const std::size_t first = written.find('.');
  const std::size_t second = first == std::string_view::npos ? first : written.find('.', first + 1);
  if (second == std::string_view::npos || !all_digits(written.substr(0, first)) ||
      !all_digits(written.substr(first + 1, second - first - 1)) || !all_digits(written.substr(second + 1))) {
    state.note(cursor.at, Thing::version);
    return false;
  }
  const auto major = digits_value(written.substr(0, first), limits::length_amount);
  const auto minor = digits_value(written.substr(first + 1, second - first - 1), limits::length_amount);
  const auto patch = digits_value(written.substr(second + 1), limits::length_amount);
  version.span = state.span(cursor.at);
  if (!major || !minor || !patch) {
    state.report(Kind::number_too_large, version.span, "`" + text::shortened(written) + "` is too large a version",
                 "numbers go up to " + std::to_string(limits::length_amount));
  }
  version.major = static_cast<std::int32_t>(major.value_or(0));
  version.minor = static_cast<std::int32_t>(minor.value_or(0));
  version.patch = static_cast<std::int32_t>(patch.value_or(0));
  ++cursor.at;
  return true;
}

bool read_or_name(State& state, Cursor& cursor, Name& name) {
  if (!has_more(cursor) || cursor.at->word != word("or")) {
    state.note(cursor.at, word("or"));
    return false;
  }
  const TokenIter behind = cursor.at + 2;
  if (behind < cursor.end && behind->word == word("is")) return false;
  Cursor ahead{cursor.at + 1, cursor.end};
  if (!read_name(state, ahead, name)) return false;
  cursor = ahead;
  return true;
}

bool read_or_value(State& state, Cursor& cursor, Value& value) {
  if (!has_more(cursor) || cursor.at->word != word("or")) {
    state.note(cursor.at, word("or"));
    return false;
  }
  const TokenIter behind = cursor.at + 2;
  if (behind < cursor.end && behind->word == word("is")) return false;
  Cursor ahead{cursor.at + 1, cursor.end};
  if (ahead.at < ahead.end && ahead.at->word == word("no") && behind < cursor.end &&
      behind->kind == Token::Kind::word && behind->word == 0 && !behind->first_on_line) {
    return false;  // `or no TERM` is a condition
  }
  if (!read_value(state, ahead, value)) return false;
  cursor = ahead;
  return true;
}

bool read_row_label(State& state, Cursor& cursor, Name& name) {
  if (has_more(cursor) && clause_words.has(cursor.at->word)) {
    state.note(cursor.at, Thing::name);
    return false;
  }
  return read_name(state, cursor, name);
}

bool read_detail_name(State& state, Cursor& cursor, Name& name) {
  if (has_more(cursor) && record_words.has(cursor.at->word)) return false;
  return read_name(state, cursor, name);
}

bool read_entry_name(State& state, Cursor& cursor, Name& name) {
  if (has_more(cursor) && (record_words.has(cursor.at->word) || cursor.at->word == word("depth"))) {
    state.note(cursor.at, Thing::name);
    return false;
  }
  return read_name(state, cursor, name);
}

}  // namespace contra::syntax
