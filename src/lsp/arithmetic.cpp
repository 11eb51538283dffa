// See arithmetic.hpp.
#include "lsp/arithmetic.hpp"

#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::lsp {

namespace {

using check::Form;
using present::day_words;
using present::step_words;

Day example_day(int year, unsigned month, unsigned day) { return *day_of({year, month, day}); }

std::string window_words(const check::Window& window) {
  std::string out = window.must ? step_words(*window.must) : std::string();
  if (window.better) out += (out.empty() ? "better " : ", better ") + step_words(*window.better);
  return out;
}

std::string had_on(const check::Check& check, const check::Vocabulary& vocabulary) {
  const auto& lists = check.after.subject.lists;
  if (lists.empty()) return "On ";
  const auto at = static_cast<std::size_t>(lists.front());
  if (at >= vocabulary.lists.size()) return "On ";
  switch (present::having(vocabulary.lists[at])) {
    case present::Having::used:
      return "Used on ";
    case present::Having::taken:
      return "Taken on ";
    case present::Having::had:
      break;
  }
  return "Had on ";
}

std::string opened(const check::Window& window, Day day) {
  std::string out;
  if (window.must) out = "first GO day " + day_words(after(day, *window.must, Rounding::up));
  if (window.better)
    out += (out.empty() ? "" : "; ") + std::string("without a note from ") +
           day_words(after(day, *window.better, Rounding::up));
  return out;
}

bool has_months(const check::Window& window) {
  return (window.must && window.must->months > 0) || (window.better && window.better->months > 0);
}

void after_examples(const check::Check& check, const check::Vocabulary& vocabulary, std::vector<std::string>& out) {
  const Day day = example_day(2026, 3, 14), last_of_month = example_day(2025, 8, 31);
  const std::string had = had_on(check, vocabulary);
  const auto add = [&](const check::Window& window, const std::string& row) {
    const std::string of = row.empty() ? std::string() : " (" + row + ")";
    if (window.must || window.better) out.push_back(had + day_words(day) + of + ": " + opened(window, day) + ".");
  };
  if (check.after.rows.empty()) {
    add(check.after.window, {});
    if (has_months(check.after.window))
      out.push_back(had + day_words(last_of_month) + ": " + opened(check.after.window, last_of_month) + ".");
  }
  for (const auto& row : check.after.rows) add(row.window, row.words);
}

void from_examples(const check::Check& check, std::vector<std::string>& out) {
  const Day start = example_day(2026, 3, 20), end = example_day(2026, 3, 27);
  const Day closed = before(start, check.from.before, Rounding::down);
  // The last day of the event is closed even when nothing is added to it.
  const Day open = check.from.after == Step{} ? next(end) : after(end, check.from.after, Rounding::up);
  out.push_back("From 20 to 27 March 2026: the last GO day before it is " + day_words(previous(closed)) +
                ", the first one after it " + day_words(open) + ".");
}

}  // namespace

std::vector<std::string> worked_example(const check::Check& check, const check::Vocabulary& vocabulary) {
  std::vector<std::string> out;
  if (check.form == Form::wait_after || (check.form == Form::limit && check.limit_by_window))
    after_examples(check, vocabulary, out);
  if (check.form == Form::wait_from) from_examples(check, out);
  if (check.form == Form::limit)
    for (std::string& line : out) line += " Until then at most " + check.limit.words + ".";
  return out;
}

std::optional<Opening> opening_after(const check::Check& check, Day day) {
  if (check.form != Form::wait_after) return std::nullopt;
  Opening out;
  const auto take = [&](const check::Window& window) {
    const auto later = [&](const std::optional<Step>& step, std::optional<Day>& known) {
      if (!step) return false;
      const Day opens = after(day, *step, Rounding::up);
      if (known && opens <= *known) return false;
      known = opens;
      return true;
    };
    if (later(window.must, out.first_go) || out.window.empty()) out.window = window_words(window);
    later(window.better, out.better);
  };
  if (check.after.rows.empty()) take(check.after.window);
  for (const auto& row : check.after.rows) take(row.window);
  if (!out.first_go && !out.better) return std::nullopt;
  return out;
}

}  // namespace contra::lsp
