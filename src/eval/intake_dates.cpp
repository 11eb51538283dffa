// Dates as people give them, read as the set of days that they may mean. What cannot be read is unsure, with the words
// kept; a day that cannot be (31 February, a past event after its signing) is a fault, never "long ago".
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "eval/intake_reader.hpp"
#include "time/words.hpp"

namespace contra::eval::reader {
namespace {

using text::Kind;

DateRead said(Said s) {
  DateRead read;
  read.said = s;
  return read;
}

DateRead fault(What what, std::string message) {
  DateRead read;
  read.said = Said::fault;
  read.what = what;
  read.message = std::move(message);
  return read;
}

DateRead value(DaySet days) {
  DateRead read;
  read.said = Said::value;
  read.days = std::move(days);
  return read;
}

DateRead no_such_day(std::string_view words) {
  return fault(What::no_such_day, "There is no such day as " + quoted(words) + ".");
}

/// Cuts to what the look allows; a fault when nothing is left.
DateRead cut(const Context& context, DateRead read, std::string_view words, Day signed_on, Look look) {
  if (read.said != Said::value || read.never || read.ongoing) return read;
  if (read.days.empty()) return no_such_day(words);
  if (look == Look::past) {
    DaySet days = read.days & DaySet::until(signed_on);
    if (days.empty())
      return fault(What::future_past_day,
                   quoted(words) + " lies after " + to_iso(signed_on) + ", the day the form was signed.");
    if (*days.min() > context.visit)
      return fault(What::future_past_day, quoted(words) + " lies after the visit on " + to_iso(context.visit) + ".");
    read.days = std::move(days);
  } else {
    const Day limit = after(signed_on, planned_ahead, Rounding::up);
    if (*read.days.min() > limit)
      return fault(What::future_past_day, quoted(words) + " lies more than five years after " + to_iso(signed_on) +
                                              ", the day the form was signed.");
    if (look == Look::future) {
      DaySet days = read.days & DaySet::between(signed_on, last_day);
      if (days.empty())
        return fault(What::future_past_day,
                     quoted(words) + " lies before " + to_iso(signed_on) + ", the day the form was signed.");
      read.days = std::move(days);
    }
  }
  return read;
}

/// Digits and hyphens, a year first: meant as 2026-11-20, 2026-11 or 2026. Single digits are filled up ("2026-3-5").
bool numeric_date(std::string_view words, std::string& normal) {
  std::vector<std::string> parts(1);
  for (char c : words) {
    if (c == '-')
      parts.emplace_back();
    else if (std::isdigit(static_cast<unsigned char>(c)))
      parts.back() += c;
    else
      return false;
  }
  if (parts.size() > 3 || parts[0].size() != 4) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && (parts[i].empty() || parts[i].size() > 2)) return false;
    if (i > 0 && parts[i].size() == 1) parts[i].insert(0, "0");
    normal += (i > 0 ? "-" : "") + parts[i];
  }
  return true;
}

/// Whether the words name a day that no calendar has: "31 February", "30/02/2026", "20 Nov 2262".
bool names_no_such_day(std::string_view words) {
  static constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                              "jul", "aug", "sep", "oct", "nov", "dec"};
  struct Token {
    unsigned number = 0;
    unsigned month = 0;
    bool separator_before = false;
  };  // separator: / . -
  std::vector<Token> tokens;
  bool separator = false;
  for (std::size_t i = 0; i < words.size();) {
    const auto c = static_cast<unsigned char>(words[i]);
    std::string token;
    if (std::isdigit(c)) {
      while (i < words.size() && std::isdigit(static_cast<unsigned char>(words[i])) && token.size() < 9)
        token += words[i++];
      // 31st, 2nd
      while (i < words.size() && std::isalpha(static_cast<unsigned char>(words[i]))) ++i;
      tokens.push_back({static_cast<unsigned>(std::stoul(token)), 0, separator});
      separator = false;
    } else if (std::isalpha(c)) {
      while (i < words.size() && std::isalpha(static_cast<unsigned char>(words[i])))
        token += static_cast<char>(std::tolower(static_cast<unsigned char>(words[i++])));
      Token t;
      for (std::size_t m = 0; m < months.size(); ++m)
        if (token.substr(0, 3) == months[m]) t.month = static_cast<unsigned>(m) + 1;
      if (token != "of" && token != "the") tokens.push_back(t);
      separator = false;
    } else {
      separator = separator || c == '/' || c == '.' || c == '-';
      ++i;
    }
  }
  const auto year_at = [&](std::size_t k) {
    return k < tokens.size() && tokens[k].number >= 1000 ? static_cast<int>(tokens[k].number) : 0;
  };
  const auto cannot_be = [&](unsigned day, unsigned month, int year) {
    if (year != 0) return !day_of({year, month, day});
    return day < 1 || day > days_in_month(2000, month);  // a leap year: 29 February may be
  };
  for (std::size_t k = 0; k < tokens.size(); ++k) {
    const Token& t = tokens[k];
    const bool day_like = t.number >= 1 && t.number < 100;
    if (day_like && k + 1 < tokens.size() && tokens[k + 1].month != 0 &&
        cannot_be(t.number, tokens[k + 1].month, year_at(k + 2)))
      return true;
    if (t.month != 0 && k + 1 < tokens.size() && tokens[k + 1].number >= 1 && tokens[k + 1].number < 100 &&
        !(k > 0 && tokens[k - 1].number >= 1) && tokens[k + 1].number > 31)
      return true;
    if (t.month != 0 && k + 1 < tokens.size() && tokens[k + 1].number >= 1 && tokens[k + 1].number <= 31 &&
        !(k > 0 && tokens[k - 1].number >= 1 && tokens[k - 1].number <= 31) &&
        cannot_be(tokens[k + 1].number, t.month, year_at(k + 2)))
      return true;
    if (k + 2 < tokens.size() && tokens[k + 1].separator_before && tokens[k + 2].separator_before && day_like &&
        year_at(k + 2) != 0) {
      const unsigned a = t.number, b = tokens[k + 1].number;
      const int year = year_at(k + 2);
      if (!day_of({year, a, b}) && !day_of({year, b, a})) return true;
    }
  }
  return false;
}

/// What is wrong with the amounts of time in words. An amount that is not above zero is none, and one that leads out of
/// the calendar is a slip of the pen ("1000 years ago"), never "long ago".
enum class Amount { fine, zero, negative, outside };

Amount amount_of(Step step, Day signed_on, Look look) {
  const YearMonthDay from = date_of(signed_on);
  const std::int64_t month = std::int64_t{from.year} * 12 + from.month - 1;
  const bool left = look == Look::future
                        ? month + step.months > 2200 * 12 + 11 || step.days > last_day.number - signed_on.number
                        : month - step.months < 1900 * 12 || step.days > signed_on.number - first_day.number;
  return left ? Amount::outside : Amount::fine;
}

/// Lower case, and the typographic minus and dash as plain ones.
std::string plain_signs(std::string_view words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view rest = words.substr(i, 3);
    if (rest == "\u2212" || rest == "\u2013") {
      out += '-';
      i += 2;
    } else {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(words[i])));
    }
  }
  return out;
}

/// Whether the words end in a minus: "-", "about -", "minus ". Not "2-" (a range) and not "cream - " (a dash).
bool ends_in_minus(std::string_view words) {
  std::size_t end = words.size();
  while (end > 0 && words[end - 1] == ' ') --end;
  const bool adjacent = end == words.size();
  constexpr std::string_view word = "minus";
  if (end >= word.size() && words.substr(end - word.size(), word.size()) == word) return true;
  if (end == 0 || words[end - 1] != '-') return false;
  const std::string_view before = words.substr(0, end - 1);
  const bool nothing_before = before.find_first_not_of(' ') == std::string_view::npos;
  return nothing_before || (adjacent && before.back() == ' ');
}

/// The worst of the amounts in digits before a unit of time.
Amount amount_in(std::string_view words, Day signed_on, Look look) {
  struct Unit {
    std::string_view word;  // or its beginning
    Step step;
  };
  static constexpr std::array<Unit, 9> units = {{{"day", {0, 1}},
                                                 {"week", {0, 7}},
                                                 {"wk", {0, 7}},
                                                 {"fortnight", {0, 14}},
                                                 {"month", {1, 0}},
                                                 {"year", {12, 0}},
                                                 {"yr", {12, 0}},
                                                 {"decade", {120, 0}},
                                                 {"centur", {1200, 0}}}};
  constexpr std::int32_t most = 1'000'000;  // of whatever unit: outside
  const std::string plain = plain_signs(words);
  const auto digit = [&](std::size_t i) {
    return i < plain.size() && std::isdigit(static_cast<unsigned char>(plain[i])) != 0;
  };
  Amount worst = Amount::fine;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (!digit(i)) continue;
    const std::size_t begin = i;
    std::int32_t amount = 0;
    bool fraction = false;
    for (; digit(i); ++i) amount = std::min(most, amount * 10 + (plain[i] - '0'));
    if (i < plain.size() && plain[i] == '.' && digit(i + 1))
      for (++i; digit(i); ++i) fraction = fraction || plain[i] != '0';
    const std::size_t at = plain.find_first_not_of(" -", i);
    --i;
    if (at == std::string::npos) break;
    for (const Unit& unit : units) {
      if (plain.compare(at, unit.word.size(), unit.word) != 0) continue;
      const Step step{unit.step.months * amount, unit.step.days * amount};
      const Amount found = ends_in_minus(std::string_view(plain).substr(0, begin)) ? Amount::negative
                           : amount == 0 && !fraction                              ? Amount::zero
                                                                                   : amount_of(step, signed_on, look);
      worst = std::max(worst, found);
    }
  }
  return worst;
}

DateRead bad_amount(Amount amount, std::string_view words) {
  if (amount == Amount::outside)
    return fault(What::no_such_day, quoted(words) + " leads out of the years 1900 to 2200.");
  return fault(What::unreadable, quoted(words) + " is no amount of time: it has to be above zero.");
}

DateRead from_worded(const time::WordedDate& worded) {
  if (worded.unsure) return said(Said::unsure);
  DateRead read = value(worded.days);
  read.never = worded.never;
  read.ongoing = worded.ongoing;
  read.maybe_never = worded.maybe_never;
  return read;
}

DateRead read_words(const Context& context, const std::string& words, Day signed_on, Look look) {
  switch (word_of(words)) {
    case Word::blank:
      return said(Said::not_given);
    case Word::unsure:
      return said(Said::unsure);
    case Word::declined:
      return said(Said::declined);
    case Word::never: {
      DateRead read = value({});
      read.never = true;
      return read;
    }
    case Word::ongoing: {
      DateRead read = value({});
      read.ongoing = true;
      return read;
    }
    default:
      break;
  }
  std::size_t first = 0, last = words.size();
  while (first < last && std::isspace(static_cast<unsigned char>(words[first]))) ++first;
  while (last > first && std::isspace(static_cast<unsigned char>(words[last - 1]))) --last;
  const std::string trimmed = words.substr(first, last - first);

  std::string normal;
  if (numeric_date(trimmed, normal)) {
    auto days = time::parse_partial_date(normal);
    return days ? cut(context, value(std::move(*days)), trimmed, signed_on, look) : no_such_day(trimmed);
  }

  // "0 days ago" is today.
  if (const Amount amount = amount_in(trimmed, signed_on, look);
      amount == Amount::negative || amount == Amount::outside)
    return bad_amount(amount, trimmed);

  const auto read_as = [&](time::Tense tense) {
    return time::read_worded_date(trimmed, signed_on, tense, context.vocabulary.tolerance);
  };
  if (look == Look::either) {
    const auto past = read_as(time::Tense::past), future = read_as(time::Tense::future);
    if (past && future && !past->never && !past->ongoing && !past->unsure && !future->never && !future->ongoing &&
        !future->unsure) {
      DateRead both = from_worded(*past);
      both.days |= future->days;
      both.maybe_never = past->maybe_never || future->maybe_never;
      return cut(context, std::move(both), trimmed, signed_on, look);
    }
    if (past) return cut(context, from_worded(*past), trimmed, signed_on, look);
    if (future) return cut(context, from_worded(*future), trimmed, signed_on, look);
  } else {
    const time::Tense tense = look == Look::past ? time::Tense::past : time::Tense::future;
    if (const auto read = read_as(tense)) return cut(context, from_worded(*read), trimmed, signed_on, look);
    if (names_no_such_day(trimmed)) return no_such_day(trimmed);
    // A day that only the other tense can read is a day that cannot be, not one that we do not know.
    const auto other = read_as(look == Look::past ? time::Tense::future : time::Tense::past);
    if (other && !other->unsure && !other->never && !other->ongoing && !other->days.empty())
      return fault(What::future_past_day, quoted(trimmed) + " lies " + (look == Look::past ? "after " : "before ") +
                                              to_iso(signed_on) + ", the day the form was signed.");
  }
  if (names_no_such_day(trimmed)) return no_such_day(trimmed);
  return said(Said::unsure);
}

/// One end of `between`: not cut, the other end may still bring it back.
DateRead read_bound(Context& context, const Node& node, Day signed_on) {
  if (!node.is(Node::Kind::string)) {
    context.wrong_type(node, "a date as a text");
    return said(Said::refused);
  }
  return read_words(context, node.text, signed_on, Look::either);
}

DateRead read_between(Context& context, const Node& node, Day signed_on, Look look) {
  if (!node.is(Node::Kind::array)) {
    context.wrong_type(node, "an array of two dates");
    return said(Said::refused);
  }
  if (node.items.size() != 2) {
    if (!node.cut)
      context.refuse(Kind::unknown_value, node,
                     "`between` takes two dates, here are " + std::to_string(node.items.size()));
    return said(Said::refused);
  }
  DateRead from = read_bound(context, node.items[0], signed_on), to = read_bound(context, node.items[1], signed_on);
  for (DateRead* bound : {&from, &to})
    if (bound->said == Said::refused) return std::move(*bound);
  for (DateRead* bound : {&from, &to})
    if (bound->said == Said::fault) return std::move(*bound);
  if (from.said != Said::value || to.said != Said::value || from.days.empty() || to.days.empty())
    return said(Said::unsure);
  const Day first = *from.days.min(), last = *to.days.max();
  const std::string words = node.items[0].text + " to " + node.items[1].text;
  if (last < first) return fault(What::impossible_order, "The dates " + quoted(words) + " end before they begin.");
  return cut(context, value(DaySet::between(first, last)), words, signed_on, look);
}

/// The words of a form that takes one text.
const std::string* words_of(Context& context, const Node& node, std::string_view expected) {
  if (node.is(Node::Kind::string)) return &node.text;
  context.wrong_type(node, expected);
  return nullptr;
}

DateRead read_one_of(Context& context, const Node& node, Day signed_on, Look look) {
  if (!node.is(Node::Kind::array)) {
    context.wrong_type(node, "an array of dates");
    return said(Said::refused);
  }
  if (node.items.empty()) {
    context.refuse(Kind::unknown_value, node, "`one of` without a date", "write \"unsure\" when it may be any day");
    return said(Said::refused);
  }
  DateRead all = value({});
  bool refused = false, open = false;
  std::optional<DateRead> wrong;
  for (const Node& item : node.items) {
    DateRead one = read_date(context, item, signed_on, look);
    if (one.said == Said::refused)
      refused = true;
    else if (one.said == Said::fault)
      wrong = std::move(one);
    else if (one.said != Said::value || one.ongoing)
      open = true;
    else if (one.never)
      all.maybe_never = true;
    else {
      all.days |= one.days;
      all.maybe_never = all.maybe_never || one.maybe_never;
    }
  }
  if (refused) return said(Said::refused);
  if (wrong) return std::move(*wrong);
  if (open) return said(Said::unsure);
  if (all.days.empty()) all.never = true;
  return all;
}

DateRead read_length_form(Context& context, const Node& only, Day signed_on, Look look) {
  const std::string* words = words_of(context, only, "a length such as \"6 months\"");
  if (words == nullptr) return said(Said::refused);
  if (word_of(*words) == Word::blank) return said(Said::unsure);
  if (look == Look::future)
    return fault(What::future_past_day, "A planned day cannot lie " + std::string(only.key) + " " + *words + ".");
  if (const Amount amount = amount_in(*words, signed_on, Look::past); amount != Amount::fine)
    return bad_amount(amount, *words);
  std::string folded = fold_words(*words);
  constexpr std::string_view ago = " ago", zero = "zero ";
  if (folded.substr(0, zero.size()) == zero) return bad_amount(Amount::zero, *words);
  const bool said_ago = folded.size() > ago.size() && folded.substr(folded.size() - ago.size()) == ago;
  if (said_ago && only.key == "about") folded.resize(folded.size() - ago.size());
  const auto length = time::read_worded_step(only.key == "about" ? folded : *words);
  if (!length) return said(Said::unsure);
  if (const Amount amount = amount_of(length->step(), signed_on, Look::past); amount != Amount::fine)
    return bad_amount(amount, *words);
  if (only.key == "about")
    return cut(context, value(time::about_ago(length->amount, length->unit, signed_on, context.vocabulary.tolerance)),
               *words, signed_on, Look::past);
  if (only.key == "in the last")
    return cut(context, value(time::in_the_last(length->step(), signed_on)), *words, signed_on, Look::past);
  DateRead read = value(time::not_in_the_last(length->step(), signed_on));
  read.maybe_never = true;
  return read;
}

}  // namespace

DateRead read_date(Context& context, const Node& node, Day signed_on, Look look) {
  if (node.is(Node::Kind::null)) return said(Said::not_given);
  if (node.is(Node::Kind::string)) return read_words(context, node.text, signed_on, look);
  if (!node.is(Node::Kind::object)) {
    std::string help;
    if (node.is(Node::Kind::number)) help = "write \"" + node.text + "\"";
    context.wrong_type(node, "a date as a text", std::move(help));
    return said(Said::refused);
  }
  context.check_fields(node, {"between", "about", "in the last", "not in the last", "words", "unsure", "one of"},
                       "a date");
  if (node.items.size() != 1) {
    if (node.items.empty() && !node.cut)
      context.refuse(Kind::missing_field, node, "a date without a value", "write \"unsure\" when it is not known");
    if (node.items.size() > 1)
      context.refuse(Kind::unknown_value, node, "a date given in two ways", "keep one of them");
    return said(Said::refused);
  }
  const Node& only = node.items.front();
  if (only.key == "between") return read_between(context, only, signed_on, look);
  if (only.key == "one of") return read_one_of(context, only, signed_on, look);
  if (only.key == "about" || only.key == "in the last" || only.key == "not in the last")
    return read_length_form(context, only, signed_on, look);
  if (only.key == "words") {
    const std::string* words = words_of(context, only, "the client's words");
    if (words == nullptr) return said(Said::refused);
    DateRead read = read_words(context, *words, signed_on, look);
    if (read.said == Said::not_given) read.said = Said::unsure;
    return read;
  }
  if (only.key == "unsure") {
    if (!only.is(Node::Kind::string) && !only.is(Node::Kind::null)) {
      context.wrong_type(only, "the client's words");
      return said(Said::refused);
    }
    return said(Said::unsure);
  }
  return said(Said::refused);
}

std::optional<Day> read_full_day(const Node& node) {
  if (!node.is(Node::Kind::string)) return std::nullopt;
  return parse_iso_day(node.text);
}

}  // namespace contra::eval::reader
