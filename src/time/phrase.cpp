// Matching of fixed phrases, numbers and lengths; see phrase.hpp.
#include "time/phrase.hpp"

#include <algorithm>
#include <array>

namespace contra::time {
namespace {

constexpr std::array<std::string_view, 20> small_numbers = {
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> tens = {"twenty", "thirty",  "forty",  "fifty",
                                                  "sixty",  "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 20> small_ordinals = {
    "",           "first",     "second",    "third",       "fourth",     "fifth",     "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};

template <std::size_t N>
int index_in(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  return found == words.end() || word.empty() ? -1 : static_cast<int>(found - words.begin());
}

constexpr int ceil_div(int a, int b) { return (a + b - 1) / b; }

Step sum(Step a, Step b) { return {a.months + b.months, a.days + b.days}; }

}  // namespace

bool Phrase::is(std::size_t i, std::string_view word) const {
  return i < tokens_.size() && tokens_[i].kind != Token::Kind::number && tokens_[i].text == word;
}

bool Phrase::is_one_of(std::size_t i, std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return is(i, w); });
}

const Token* Phrase::number(std::size_t i, int most_digits) const {
  const Token* token = at(i);
  if (token == nullptr || token->kind != Token::Kind::number || token->ordinal || token->plural) return nullptr;
  return token->digits <= most_digits ? token : nullptr;
}

std::optional<std::size_t> Phrase::sequence(std::size_t i, std::string_view words) const {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (!is(i, words.substr(0, space))) return std::nullopt;
    ++i;
    words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
  }
  return i;
}

Ends Phrase::any(std::size_t i, Words alternatives) const {
  Ends out;
  for (const std::string_view words : alternatives)
    if (const auto end = sequence(i, words)) out.push_back(*end);
  return out;
}

Ends Phrase::maybe(std::size_t i, std::initializer_list<std::string_view> alternatives) const {
  Ends out = any(i, alternatives);
  out.push_back(i);
  return out;
}

Reads<unsigned> Phrase::ordinals(std::size_t i) const {
  const Token* token = at(i);
  if (token == nullptr) return {};
  if (token->kind == Token::Kind::number) {
    if (!token->ordinal || token->value < 1 || token->value > 31) return {};
    return {{i + 1, static_cast<unsigned>(token->value)}};
  }
  if (const int small = index_in(small_ordinals, token->text); small > 0)
    return {{i + 1, static_cast<unsigned>(small)}};
  if (token->text == "twentieth") return {{i + 1, 20}};
  if (token->text == "thirtieth") return {{i + 1, 30}};
  const int ten = index_in(tens, token->text);
  if (ten != 0 && ten != 1) return {};
  const std::size_t next_token = is(i + 1, "-") ? i + 2 : i + 1;
  const Token* one = at(next_token);
  const int small = one == nullptr ? -1 : index_in(small_ordinals, one->text);
  const int value = 20 + ten * 10 + small;
  if (small < 1 || small > 9 || value > 31) return {};
  return {{next_token + 1, static_cast<unsigned>(value)}};
}

Reads<int> Phrase::cardinals(std::size_t i) const {
  Reads<int> out;
  const Token* token = at(i);
  if (token == nullptr) return out;
  if (const Token* digits = number(i, 4)) {
    out.push_back({i + 1, digits->value * 100});
    const Token* fraction = is(i + 1, ".") ? number(i + 2, 2) : nullptr;
    if (fraction != nullptr && at(i + 1)->glued && fraction->glued)
      out.push_back({i + 3, digits->value * 100 + fraction->value * (fraction->digits == 1 ? 10 : 1)});
    if (is(i + 1, "{")) out.push_back({i + 2, digits->value * 100 + 50});
  } else if (const int small = index_in(small_numbers, token->text); small >= 0) {
    out.push_back({i + 1, small * 100});
  } else if (const int ten = index_in(tens, token->text); ten >= 0) {
    const int value = 20 + ten * 10;
    out.push_back({i + 1, value * 100});
    const std::size_t next_token = is(i + 1, "-") ? i + 2 : i + 1;
    const Token* one = at(next_token);
    const int unit = one == nullptr ? -1 : index_in(small_numbers, one->text);
    if (unit >= 1 && unit <= 9) out.push_back({next_token + 1, (value + unit) * 100});
  } else if (token->text == "a" || token->text == "an") {
    out.push_back({i + 1, 100});
    if (is(i + 1, "dozen")) out.push_back({i + 2, 1200});
    if (is(i + 1, "hundred")) out.push_back({i + 2, 10000});
  } else if (token->text == "half") {
    if (is(i + 1, "a") && is(i + 2, "dozen")) out.push_back({i + 3, 600});
    if (is_one_of(i + 1, {"a", "an"})) out.push_back({i + 2, 50});
    out.push_back({i + 1, 50});
  } else if (token->text == "{") {
    out.push_back({i + 1, 50});
    if (is_one_of(i + 1, {"a", "an"})) out.push_back({i + 2, 50});
  }
  for (std::size_t n = out.size(), k = 0; k < n; ++k)
    if (const auto end = sequence(out[k].end, "and a half"); end && out[k].value % 100 == 0)
      out.push_back({*end, out[k].value + 50});
  return out;
}

std::optional<Phrase::UnitWord> Phrase::unit_at(std::size_t i) const {
  struct Known {
    std::string_view word;
    UnitWord unit;
  };
  static const Known known[] = {{"day", {Unit::day, 1, false, false}},
                                {"days", {Unit::day, 1, false, true}},
                                {"d", {Unit::day, 1, false, false}},
                                {"night", {Unit::day, 1, false, false}},
                                {"nights", {Unit::day, 1, false, true}},
                                {"week", {Unit::week, 1, false, false}},
                                {"weeks", {Unit::week, 1, false, true}},
                                {"wk", {Unit::week, 1, false, false}},
                                {"wks", {Unit::week, 1, false, true}},
                                {"w", {Unit::week, 1, false, false}},
                                {"fortnight", {Unit::week, 2, false, false}},
                                {"fortnights", {Unit::week, 2, false, true}},
                                {"month", {Unit::month, 1, false, false}},
                                {"months", {Unit::month, 1, false, true}},
                                {"mth", {Unit::month, 1, false, false}},
                                {"mths", {Unit::month, 1, false, true}},
                                // No "m": "5m ago" may be minutes.
                                {"mo", {Unit::month, 1, false, false}},
                                {"mos", {Unit::month, 1, false, true}},
                                {"year", {Unit::year, 1, false, false}},
                                {"years", {Unit::year, 1, false, true}},
                                {"yr", {Unit::year, 1, false, false}},
                                {"yrs", {Unit::year, 1, false, true}},
                                {"y", {Unit::year, 1, false, false}},
                                {"decade", {Unit::year, 10, false, false}},
                                {"decades", {Unit::year, 10, false, true}},
                                {"hour", {Unit::day, 1, true, false}},
                                {"hours", {Unit::day, 1, true, true}},
                                {"hr", {Unit::day, 1, true, false}},
                                {"hrs", {Unit::day, 1, true, true}},
                                {"h", {Unit::day, 1, true, false}}};
  for (const Known& k : known)
    if (is(i, k.word)) return k.unit;
  return std::nullopt;
}

Reads<Phrase::Amount> Phrase::amounts(std::size_t i) const {
  Reads<Amount> out;
  const auto add = [&](const Ends& ends, Amount amount) {
    for (const std::size_t end : ends) out.push_back({end, amount});
  };
  add(any(i, {"a couple of", "a couple", "couple of", "couple", "the couple of"}), {200, 300, false, true});
  add(any(i, {"a few", "few", "a handful of"}), {200, 500, false, true});
  add(any(i, {"several", "quite a few"}), {300, 1000, false, true});
  add(any(i, {"some", "a number of"}), {200, 1000, false, true});
  add(any(i, {"many", "a lot of", "lots of", "loads of", "so many", "a good many"}), {300, 300, true, true});
  for (const auto& [end, low] : cardinals(i)) {
    const bool article = is_one_of(i, {"a", "an"}) && end == i + 1;
    const Amount one{low, low, false, false, article};
    out.push_back({end, one});
    for (const std::size_t after_sign : any(end, {"+", "plus", "or more", "odd"})) {
      Amount more = one;
      more.open = true;
      out.push_back({after_sign, more});
    }
    for (const std::size_t after_ish : any(end, {"ish", "- ish", "or so"})) {
      Amount ish = one;
      ish.loose = true;
      out.push_back({after_ish, ish});
    }
    for (const std::size_t after_sign : any(end, {"-", "to", "or", "/"}))
      for (const auto& [second_end, high] : cardinals(after_sign))
        if (low < high) out.push_back({second_end, {low, high}});
  }
  if (is(i, "between"))
    for (const auto& [end, low] : cardinals(i + 1))
      for (const std::size_t after_and : any(end, {"and", "to", "-"}))
        for (const auto& [second_end, high] : cardinals(after_and))
          if (low < high) out.push_back({second_end, {low, high}});
  return out;
}

Length Phrase::length_of(const Amount& amount, const UnitWord& unit) {
  Length out;
  out.unit = unit.unit;
  out.open = amount.open;
  out.loose = amount.loose;
  const auto step = [&](int hundredths, bool up) -> Step {
    const int n = hundredths * unit.times;
    const auto whole = [&](int value, int per) { return up ? ceil_div(value, per) : value / per; };
    if (unit.hours) return {0, whole(n, 2400)};
    switch (unit.unit) {
      case Unit::day:
        return {0, whole(n, 100)};
      case Unit::week:
        return {0, whole(n * 7, 100)};
      case Unit::month:
        return {n / 100, whole(n % 100 * (up ? 31 : 28), 100)};
      case Unit::year:
        return {n * 12 / 100, whole(n * 12 % 100 * (up ? 31 : 28), 100)};
    }
    return {};
  };
  out.low = step(amount.low, false);
  out.high = step(amount.high, true);
  return out;
}

Reads<Length> Phrase::lengths(std::size_t i) const {
  Reads<Length> out;
  for (const auto& [end, amount] : amounts(i)) {
    const auto unit = unit_at(end);
    if (!unit) continue;
    const std::size_t next_token = end + 1;
    out.push_back({next_token, length_of(amount, *unit)});
    for (const std::size_t so : any(next_token, {"or so", "ish", "- ish", "or thereabouts", "give or take"})) {
      Amount loose = amount;
      loose.loose = true;
      out.push_back({so, length_of(loose, *unit)});
    }
    for (const std::size_t more : any(next_token, {"or more", "plus", "+", "or longer"})) {
      Amount open = amount;
      open.open = true;
      out.push_back({more, length_of(open, *unit)});
    }
    if (amount.low == 100 && amount.high == 100) {
      for (const std::size_t two : any(next_token, {"or two", "or 2", "or so or two"}))
        out.push_back({two, length_of({100, 200, false, true}, *unit)});
      if (at(next_token + 1) != nullptr && is(next_token, "or"))
        if (const Token* two = number(next_token + 1, 1); two != nullptr && two->value == 2)
          out.push_back({next_token + 2, length_of({100, 200, false, true}, *unit)});
    }
    if (amount.low == amount.high && amount.low % 100 == 0) {
      for (const std::size_t half : any(next_token, {"and a half", "and half"}))
        out.push_back({half, length_of({amount.low + 50, amount.low + 50}, *unit)});
      // "1 year and 2 months": the second unit is smaller and is the one that says how exact it is.
      for (const std::size_t joint : maybe(next_token, {"and"}))
        for (const auto& [second_end, second] : cardinals(joint)) {
          const auto smaller = unit_at(second_end);
          if (!smaller || smaller->hours || static_cast<int>(smaller->unit) >= static_cast<int>(unit->unit)) continue;
          const Length a = length_of(amount, *unit);
          Length both = length_of({second, second}, *smaller);
          both.low = sum(a.low, both.low);
          both.high = sum(a.high, both.high);
          out.push_back({second_end + 1, both});
        }
    }
  }
  return out;
}

Reads<Length> Phrase::bare_plurals(std::size_t i) const {
  const auto unit = unit_at(i);
  if (!unit || !unit->plural) return {};
  return {{i + 1, length_of({100, 100, true, true}, *unit)}};
}

}  // namespace contra::time
