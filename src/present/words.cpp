// See words.hpp.
#include "present/words.hpp"

#include <array>

namespace contra::present {

namespace {

constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
// 1970-01-01 was a Thursday.
constexpr std::array<std::string_view, 7> weekdays = {"Thursday", "Friday",  "Saturday", "Sunday",
                                                      "Monday",   "Tuesday", "Wednesday"};

std::string month_of(const YearMonthDay& date) { return std::string(months[date.month - 1]); }

/// "1 and 30 November 2025": the part that both days share is said once.
std::string pair_words(Day first, Day last, std::string_view joint) {
  const YearMonthDay a = date_of(first), b = date_of(last);
  std::string out = std::to_string(a.day);
  if (a.year != b.year || a.month != b.month) out += " " + month_of(a);
  if (a.year != b.year) out += " " + std::to_string(a.year);
  return out + " " + std::string(joint) + " " + day_words(last);
}

bool vowel(char c) { return std::string_view("aeiouAEIOU").find(c) != std::string_view::npos; }

}  // namespace

std::string day_words(Day day) {
  if (day >= forever) return "no end";
  const YearMonthDay date = date_of(day);
  return std::to_string(date.day) + " " + month_of(date) + " " + std::to_string(date.year);
}

std::string long_day(Day day) {
  if (day >= forever) return "no end";
  const std::int32_t index = ((day.number % 7) + 7) % 7;
  return std::string(weekdays[static_cast<std::size_t>(index)]) + " " + day_words(day);
}

std::string range_words(time::DayInterval days) {
  const bool open_start = days.first <= first_day, open_end = days.last >= last_day;
  if (open_start && open_end) return "any day";
  if (open_end) return "from " + day_words(days.first) + " on";
  if (open_start) return "until " + day_words(days.last);
  if (days.first == days.last) return day_words(days.first);
  return pair_words(days.first, days.last, "to");
}

std::string days_words(const time::DaySet& days, std::size_t at_most) {
  const auto& intervals = days.intervals();
  if (intervals.empty()) return "none";
  std::string out;
  for (std::size_t i = 0; i < intervals.size() && i < at_most; ++i) {
    if (i > 0) out += ", then ";
    out += range_words(intervals[i]);
  }
  if (intervals.size() > at_most) out += ", and " + std::to_string(intervals.size() - at_most) + " more";
  return out;
}

std::string when_words(const time::DaySet& days) {
  if (days.empty()) return "on no day";
  const Day from = *days.min(), to = *days.max();
  const bool open_start = from <= first_day, open_end = to >= last_day;
  if (open_start && open_end) return "on a day that is not known";
  if (open_start) return "on or before " + day_words(to);
  if (open_end) return "on or after " + day_words(from);
  const auto& parts = days.intervals();
  bool single_days = parts.size() <= 3;
  for (const auto& part : parts) single_days = single_days && part.first == part.last;
  if (single_days) {
    std::vector<std::string> names;
    for (const auto& part : parts) names.push_back(day_words(part.first));
    return "on " + list_words(names, "or");
  }
  return "between " + pair_words(from, to, "and");
}

std::string count_words(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string step_words(Step step) {
  std::vector<std::string> parts;
  if (step.months != 0 && step.months % 12 == 0) {
    parts.push_back(count_words(step.months / 12, "year", "years"));
  } else if (step.months != 0) {
    parts.push_back(count_words(step.months, "month", "months"));
  }
  if (step.days != 0) parts.push_back(count_words(step.days, "day", "days"));
  return parts.empty() ? "no time" : list_words(parts, "and");
}

std::string hours_words(std::int32_t hours) { return count_words(hours, "hour", "hours"); }

std::string number_words(std::int64_t thousandths) {
  const bool negative = thousandths < 0;
  const std::int64_t size = negative ? -thousandths : thousandths;
  std::string out = (negative ? "-" : "") + std::to_string(size / 1000);
  std::int64_t rest = size % 1000;
  if (rest == 0) return out;
  std::string digits = std::to_string(1000 + rest).substr(1);
  while (digits.back() == '0') digits.pop_back();
  return out + "." + digits;
}

std::string list_words(const std::vector<std::string>& items, std::string_view last_joint) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " " + std::string(last_joint) + " " : ", ";
    out += items[i];
  }
  return out;
}

std::string quoted(std::string_view text) { return "“" + std::string(text) + "”"; }

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string sentence(std::string text) {
  const std::string whole = closed(std::move(text));
  return capitalised(whole);
}

std::string closed(std::string text) {
  if (text.empty()) return text;
  const char last = text.back();
  if (last != '.' && last != '?' && last != '!' && last != ':') text += '.';
  return text;
}

std::string with_article(std::string_view noun) {
  if (noun.empty()) return {};
  for (const std::string_view article : {"a ", "an ", "the "})
    if (noun.substr(0, article.size()) == article) return std::string(noun);
  return (vowel(noun.front()) ? "an " : "a ") + std::string(noun);
}

std::string without_article(std::string_view noun) {
  for (const std::string_view article : {"a ", "an ", "the "})
    if (noun.size() > article.size() && noun.substr(0, article.size()) == article)
      return std::string(noun.substr(article.size()));
  return std::string(noun);
}

std::string spaced(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c == '_') c = ' ';
  return out;
}

}  // namespace contra::present
