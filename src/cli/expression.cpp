// See expression.hpp. A small recursive descent over a list of tokens; `contra eval --help` has the grammar.
#include "cli/expression.hpp"

#include <algorithm>
#include <vector>

#include "text/limits.hpp"

namespace contra::cli {

namespace {

using time::DaySet;

struct Token {
  enum class Kind { word, number, date, text, sign, end } kind = Kind::end;
  std::string text;
  std::size_t column = 1;
};

struct Fault : ExpressionFault {};

[[noreturn]] void fail(std::string message, std::size_t column) { throw Fault{{std::move(message), column}}; }

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  std::size_t i = 0, column = 1;
  const auto advance = [&] {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++column;  // a character, not a byte
    ++i;
  };
  while (i < text.size()) {
    const char c = text[i];
    Token token;
    token.column = column;
    const std::size_t begin = i;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      advance();
      continue;
    }
    if (digit(c)) {
      while (i < text.size() && digit(text[i])) advance();
      token.kind = Token::Kind::number;
      // `2026-08-31` and `2026-08` are one word; `5 - 3` and `2026 - 1 year` are not.
      while (i + 2 < text.size() && text[i] == '-' && digit(text[i + 1]) && digit(text[i + 2]) && i - begin >= 4 &&
             i - begin <= 7) {
        advance();
        while (i < text.size() && digit(text[i])) advance();
        token.kind = Token::Kind::date;
      }
      if (token.kind == Token::Kind::number && i < text.size() && text[i] == '.')
        fail("lengths are whole numbers", token.column);
    } else if (letter(c)) {
      while (i < text.size() && (letter(text[i]) || digit(text[i]))) advance();
      token.kind = Token::Kind::word;
    } else if (c == '"') {
      advance();
      while (i < text.size() && text[i] != '"') advance();
      if (i == text.size()) fail("the quotation mark is not closed", token.column);
      token.kind = Token::Kind::text;
      token.text = std::string(text.substr(begin + 1, i - begin - 1));
      advance();
      out.push_back(std::move(token));
      continue;
    } else if (std::string_view("+-()").find(c) != std::string_view::npos) {
      advance();
      token.kind = Token::Kind::sign;
    } else {
      fail("this sign means nothing here", column);
    }
    token.text = std::string(text.substr(begin, i - begin));
    if (token.kind == Token::Kind::word)
      std::transform(token.text.begin(), token.text.end(), token.text.begin(),
                     [](char x) { return x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x; });
    out.push_back(std::move(token));
  }
  Token end;
  end.column = column;
  out.push_back(end);
  return out;
}

const char* kind_of(const Value& value) {
  switch (value.index()) {
    case 0:
      return "a day";
    case 1:
      return "a length";
    case 2:
      return "a number of days";
    case 3:
      return "a set of days";
    default:
      return "yes or no";
  }
}

class Parser {
 public:
  Parser(std::vector<Token> tokens, const ExpressionContext& context) : tokens_(std::move(tokens)), context_(context) {}

  Value all() {
    Value value = set();
    if (is("in")) {
      if (!is("the", 1)) ++next_;  // `DAY in the last 6 months`: the `in` belongs to both
      const std::size_t column = here().column;
      const Value in = set();
      if (!std::holds_alternative<Day>(value))
        fail("`in` asks whether a day is in a set, and this is " + std::string(kind_of(value)), 1);
      value = days_of(in, column).contains(std::get<Day>(value));
    }
    if (here().kind != Token::Kind::end) fail("`" + here().text + "` was not expected here", here().column);
    return value;
  }

 private:
  const Token& here() const { return tokens_[next_]; }
  bool is(std::string_view word, std::size_t ahead = 0) const {
    const std::size_t i = next_ + ahead;
    return i < tokens_.size() && tokens_[i].text == word &&
           (tokens_[i].kind == Token::Kind::word || tokens_[i].kind == Token::Kind::sign);
  }
  bool accept(std::string_view word) {
    if (!is(word)) return false;
    ++next_;
    return true;
  }
  void expect(std::string_view word) {
    if (!accept(word)) fail("expected `" + std::string(word) + "`", here().column);
  }

  DaySet days_of(const Value& value, std::size_t column) const {
    if (const auto* set = std::get_if<DaySet>(&value)) return *set;
    if (const auto* day = std::get_if<Day>(&value)) return DaySet::one(*day);
    fail("expected a day or a set of days, and this is " + std::string(kind_of(value)), column);
  }

  Value set() {
    const std::size_t column = here().column;
    Value left = one();
    std::string_view joint = is("and") ? "and" : is("or") ? "or" : "";
    if (joint.empty()) return left;
    DaySet out = days_of(left, column);
    while (is("and") || is("or")) {
      if (!is(joint)) fail("`and` and `or` need parentheses: which of them binds first?", here().column);
      ++next_;
      const std::size_t right_column = here().column;
      const DaySet right = days_of(one(), right_column);
      out = joint == "and" ? out & right : out | right;
    }
    return out;
  }

  Value one() {
    if (++depth_ > limits::condition_depth)
      fail("nested over the limit of " + std::to_string(limits::condition_depth), here().column);
    Value value = one_inner();
    --depth_;
    return value;
  }
  Value one_inner() {
    const std::size_t column = here().column;
    if (is("not") && !(is("in", 1) && is("the", 2))) {
      ++next_;
      const std::size_t inner = here().column;
      return days_of(one(), inner).complement();
    }
    if (accept("from")) {
      const Day first = day_of_value(sum(), column);
      if (accept("to")) return interval(first, sum(), column);
      return DaySet::from(first);
    }
    if (accept("until")) return DaySet::until(day_of_value(sum(), column));
    Value value = sum();
    if (is("to")) {
      ++next_;
      const DaySet first = days_of(value, column);
      if (first.empty()) fail("this interval begins nowhere", column);
      return interval(*first.min(), sum(), column);
    }
    return value;
  }
  DaySet interval(Day first, const Value& end, std::size_t column) {
    const DaySet last = days_of(end, column);
    if (last.empty() || *last.max() < first) fail("this interval ends before it begins", column);
    return DaySet::between(first, *last.max());
  }
  Day day_of_value(const Value& value, std::size_t column) const {
    if (const auto* day = std::get_if<Day>(&value)) return *day;
    fail("expected a day, and this is " + std::string(kind_of(value)), column);
  }

  /// Lengths that follow one another with the same sign are one step, months before days, as the rules take them.
  Value sum() {
    const std::size_t column = here().column;
    Value value = atom();
    while (is("+") || is("-")) {
      const bool plus = is("+");
      const std::size_t sign_column = here().column;
      ++next_;
      Value right = atom();
      if (const auto* day = std::get_if<Day>(&right)) {
        const auto* left = std::get_if<Day>(&value);
        if (plus || left == nullptr)
          fail(plus ? "days cannot be added; add a length to a day" : "only a day can be taken from a day",
               sign_column);
        value = Difference{left->number - day->number};
        continue;
      }
      const auto* length = std::get_if<Length>(&right);
      if (length == nullptr)
        fail("expected a length or a day, and this is " + std::string(kind_of(right)), sign_column);
      if (auto* left = std::get_if<Length>(&value)) {
        add_to(left->step, length->step, plus, sign_column);
        continue;
      }
      if (!std::holds_alternative<Day>(value) && !std::holds_alternative<DaySet>(value))
        fail("nothing can be added to " + std::string(kind_of(value)), sign_column);
      Step step = length->step;
      while (is(plus ? "+" : "-")) {
        const std::size_t more_column = here().column;
        const std::size_t before_sign = next_;
        ++next_;
        const Value more = atom();
        const auto* next_length = std::get_if<Length>(&more);
        if (next_length == nullptr) {
          next_ = before_sign;
          break;
        }
        add_to(step, next_length->step, true, more_column);
      }
      value = moved(value, step, plus, sign_column);
    }
    if (std::holds_alternative<Length>(value) && is("rounded"))
      fail("rounding belongs to a day: `DAY + 6 months rounded down`", here().column);
    if (accept("rounded")) {  // without a month step nothing is rounded, and saying so does no harm
      if (!accept("up") && !accept("down")) fail("expected `up` or `down`", here().column);
    }
    (void)column;
    return value;
  }
  void add_to(Step& step, Step more, bool plus, std::size_t column) const {
    const std::int64_t months = std::int64_t{step.months} + (plus ? more.months : -more.months),
                       days = std::int64_t{step.days} + (plus ? more.days : -more.days);
    if (months < 0 || days < 0) fail("a length cannot be less than nothing", column);
    if (months > 12 * 1000 || days > 400'000) fail("a length over the limit", column);
    step = {static_cast<std::int32_t>(months), static_cast<std::int32_t>(days)};
  }
  Value moved(const Value& value, Step step, bool plus, std::size_t column) {
    Rounding rounding = plus ? Rounding::up : Rounding::down;
    // `rounded` stands behind the whole sum and is looked for now, since the step is taken now.
    if (is("rounded")) rounding = is("down", 1) ? Rounding::down : is("up", 1) ? Rounding::up : rounding;
    const auto move = [&](Day day) { return plus ? after(day, step, rounding) : before(day, step, rounding); };
    if (const auto* day = std::get_if<Day>(&value)) {
      const Day out = move(*day);
      if (out > last_day || (!plus && out == first_day)) fail("days run from 1900-01-01 to 2200-12-31", column);
      return out;
    }
    DaySet out;
    for (const auto& i : std::get<DaySet>(value).intervals()) out |= DaySet::between(move(i.first), move(i.last));
    return out;
  }

  Day on(std::size_t column) const {
    if (!context_.on) fail("this counts from a day: give it with `--on 2026-03-16`", column);
    return *context_.on;
  }

  std::optional<time::Unit> unit(std::string_view word) const {
    if (word == "day" || word == "days") return time::Unit::day;
    if (word == "week" || word == "weeks") return time::Unit::week;
    if (word == "month" || word == "months") return time::Unit::month;
    if (word == "year" || word == "years") return time::Unit::year;
    return std::nullopt;
  }

  time::WordedStep length() {
    const Token number = here();
    if (number.kind != Token::Kind::number) fail("expected a length such as `6 months`", number.column);
    if (number.text.size() > 6) fail("a length over the limit", number.column);
    ++next_;
    const Token name = here();
    if (name.kind == Token::Kind::word && (name.text == "hour" || name.text == "hours"))
      fail("hours are counted only in aftercare", name.column);
    const auto found = name.kind == Token::Kind::word ? unit(name.text) : std::nullopt;
    if (!found) fail("a number needs a unit: days, weeks, months or years", number.column);
    ++next_;
    time::WordedStep out;
    out.amount = std::stoi(number.text);
    out.unit = *found;
    if (out.amount > 400'000 || (out.unit != time::Unit::day && out.amount > 12'000))
      fail("a length over the limit", number.column);
    return out;
  }

  Value atom() {
    const Token token = here();
    if (accept("(")) {
      Value value = set();
      expect(")");
      return value;
    }
    if (token.kind == Token::Kind::date ||
        (token.kind == Token::Kind::number && token.text.size() == 4 && !unit_follows())) {
      ++next_;
      if (const auto day = parse_iso_day(token.text)) return *day;
      if (const auto days = time::parse_partial_date(token.text)) return *days;
      fail("there is no such day as `" + token.text + "`", token.column);
    }
    if (token.kind == Token::Kind::number) return Length{length().step()};
    if (token.kind == Token::Kind::text) return words(token);
    if (accept("today")) return on(token.column);
    if (accept("about")) {
      const time::WordedStep amount = length();
      expect("ago");
      return time::about_ago(amount.amount, amount.unit, on(token.column), context_.tolerance);
    }
    const bool not_in = is("not") && is("in", 1) && is("the", 2);
    if (not_in || (is("in") && is("the", 1))) {
      next_ += not_in ? 2 : 1;
      expect("the");
      expect("last");
      const Step step = length().step();
      return not_in ? time::not_in_the_last(step, on(token.column)) : time::in_the_last(step, on(token.column));
    }
    if (token.kind == Token::Kind::end) fail("something is missing at the end", token.column);
    fail("`" + token.text + "` is no day, length or set of days", token.column);
  }
  bool unit_follows() const {
    return next_ + 1 < tokens_.size() && tokens_[next_ + 1].kind == Token::Kind::word &&
           (unit(tokens_[next_ + 1].text) || tokens_[next_ + 1].text.rfind("hour", 0) == 0);
  }

  Value words(const Token& token) {
    ++next_;
    const Day day = on(token.column);
    const auto past = time::read_worded_date(token.text, day, time::Tense::past, context_.tolerance);
    if (past && !past->unsure && !past->never && !past->ongoing) return past->days;
    const auto future = time::read_worded_date(token.text, day, time::Tense::future, context_.tolerance);
    if (future && !future->unsure && !future->never && !future->ongoing) return future->days;
    if (past || future) fail("these words name no day", token.column);
    fail("these words are not understood, so an answer like this counts as unsure", token.column);
  }

  std::vector<Token> tokens_;
  const ExpressionContext& context_;
  std::size_t next_ = 0, depth_ = 0;
};

}  // namespace

Evaluation evaluate_expression(std::string_view text, const ExpressionContext& context) {
  Evaluation out;
  try {
    if (text.size() > limits::text_bytes)
      fail("an expression over the limit of " + std::to_string(limits::text_bytes) + " bytes", 1);
    out.value = Parser(tokens_of(text), context).all();
  } catch (const Fault& fault) {
    out.fault = fault;
  }
  return out;
}

bool looks_like_days(std::string_view text) {
  std::vector<Token> tokens;
  try {
    tokens = tokens_of(text);
  } catch (const Fault&) {
    return std::any_of(text.begin(), text.end(), digit);
  }
  for (const Token& token : tokens) {
    if (token.text == "(" || token.text == "not") continue;
    if (token.kind != Token::Kind::word) return true;
    return token.text == "from" || token.text == "until" || token.text == "about" || token.text == "in" ||
           token.text == "today";
  }
  return true;
}

}  // namespace contra::cli
