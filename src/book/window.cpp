// See window.hpp.
#include "book/window.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "present/words.hpp"

namespace contra::book {

namespace {

constexpr double month_days = 30.44, year_days = 365.25;
constexpr double axis_from = 0.5, axis_to = 800;  // days, on a logarithmic axis

struct Tick {
  double days;
  std::string_view words;
};
constexpr std::array<Tick, 5> ticks = {
    {{1, "1 day"}, {7, "1 week"}, {month_days, "1 month"}, {3 * month_days, "3 mo."}, {year_days, "1 year"}}};

double in_days(Step step) { return step.months * month_days + step.days; }

/// 0 to 1 along the axis.
double along(double days) {
  const double clamped = std::clamp(days, axis_from, axis_to);
  return std::log10(clamped / axis_from) / std::log10(axis_to / axis_from);
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f%%", share * 100);
  return text;
}

/// "12 hours" as days, taken off the front of `words`.
std::optional<double> take_length(std::string_view& words) {
  std::size_t i = 0;
  double amount = 0;
  for (; i < words.size() && words[i] >= '0' && words[i] <= '9'; ++i) amount = amount * 10 + (words[i] - '0');
  if (i == 0 || i >= words.size() || words[i] != ' ') return std::nullopt;
  words.remove_prefix(i + 1);
  constexpr std::array<std::pair<std::string_view, double>, 5> units = {
      {{"hour", 1.0 / 24}, {"day", 1}, {"week", 7}, {"month", month_days}, {"year", year_days}}};
  for (const auto& [unit, days] : units) {
    if (words.substr(0, unit.size()) != unit) continue;
    words.remove_prefix(unit.size());
    if (!words.empty() && words.front() == 's') words.remove_prefix(1);
    return amount * days;
  }
  return std::nullopt;
}

std::optional<Spread> whole_spread(std::string_view words) {
  const auto from = take_length(words);
  if (!from) return std::nullopt;
  if (words == " and more") return Spread{*from, axis_to, true};
  if (words.substr(0, 4) != " to ") return std::nullopt;
  words.remove_prefix(4);
  const auto to = take_length(words);
  if (!to || !words.empty() || *to < *from) return std::nullopt;
  return Spread{*from, *to, false};
}

std::string window_words(const check::Window& window) {
  std::string out;
  if (window.must) out = "must " + present::step_words(*window.must);
  if (window.better) out += (out.empty() ? "better " : ", better ") + present::step_words(*window.better);
  return out;
}

/// One line of the drawing.
struct Bar {
  std::string label;  // of a row of a table
  std::optional<double> must, better;
  std::optional<Spread> spread;
};

constexpr int label_height = 17, bar_height = 28, axis_height = 20;

std::string pixels(int value) { return std::to_string(value); }

void line(Html& html, std::string_view kind, const std::string& x1, int y1, const std::string& x2, int y2) {
  html.svg("line", {{"class", std::string(kind)}, {"x1", x1}, {"y1", pixels(y1)}, {"x2", x2}, {"y2", pixels(y2)}});
}

void box(Html& html, std::string_view kind, double from, double to, int y, int height) {
  html.svg("rect", {{"class", std::string(kind)},
                    {"x", percent(from)},
                    {"y", pixels(y)},
                    {"width", percent(std::max(to - from, 0.004))},
                    {"height", pixels(height)}});
}

void whisker(Html& html, const Spread& spread, int y) {
  const std::string from = percent(along(spread.from)), to = percent(along(spread.to));
  line(html, "spread", from, y, to, y);
  line(html, "spread", from, y - 4, from, y + 4);
  if (!spread.open) line(html, "spread", to, y - 4, to, y + 4);
}

void begin_svg(Html& html, const std::string& id, int height, const std::string& words) {
  html.open(
      "svg",
      {{"class", "window"}, {"role", "img"}, {"aria-labelledby", id}, {"width", "100%"}, {"height", pixels(height)}});
  html.element("title", {{"id", id}}, words);
}

void draw(Html& html, const std::vector<Bar>& bars, const std::string& id, const std::string& words) {
  int height = axis_height;
  for (const Bar& bar : bars) height += bar_height + (bar.label.empty() ? 0 : label_height);
  const int foot = height - axis_height;
  begin_svg(html, id, height, words);
  for (const Tick& tick : ticks) {
    const std::string x = percent(along(tick.days));
    line(html, "grid", x, 0, x, foot);
    html.element("text", {{"class", "tick"}, {"x", x}, {"y", pixels(height - 5)}, {"text-anchor", "middle"}},
                 tick.words);
  }
  line(html, "axis", "0%", foot, "100%", foot);
  int y = 0;
  for (const Bar& bar : bars) {
    if (!bar.label.empty()) {
      html.element("text", {{"class", "row"}, {"x", "0"}, {"y", pixels(y + 13)}}, bar.label);
      y += label_height;
    }
    const double must = bar.must ? along(*bar.must) : 0;
    if (bar.better) box(html, "better", must, along(*bar.better), y + 3, 10);
    if (bar.must) box(html, "must", 0, must, y + 2, 12);
    if (bar.spread) whisker(html, *bar.spread, y + (bar.must || bar.better ? 21 : 8));
    y += bar_height;
  }
  html.close();
}

/// What lies before the start of an event to the left of it, what follows its end to the right.
void draw_around(Html& html, const check::WaitFrom& form, const std::optional<Spread>& spread, const std::string& id,
                 const std::string& words) {
  constexpr double left = 0.43, right = 0.57, side = 0.42;
  constexpr int height = 66, y = 21;
  begin_svg(html, id, height, words);
  const double before = in_days(form.before), after = in_days(form.after);
  if (before > 0) box(html, "must", left - side * along(before), left, y, 12);
  if (after > 0) box(html, "must", right, right + side * along(after), y, 12);
  box(html, "event", left, right, y - 3, 18);
  line(html, "axis", "0%", y + 28, "100%", y + 28);
  const auto label = [&](double x, std::string_view anchor, const std::string& text) {
    html.element("text", {{"class", "row"}, {"x", percent(x)}, {"y", "12"}, {"text-anchor", std::string(anchor)}},
                 text);
  };
  label(left - 0.01, "end", before > 0 ? present::step_words(form.before) + " before" : "from its start");
  label(right + 0.01, "start", after > 0 ? present::step_words(form.after) + " after" : "until its end");
  html.element("text", {{"class", "tick"}, {"x", "50%"}, {"y", pixels(height - 4)}, {"text-anchor", "middle"}},
               "start to end");
  if (spread && (before > 0) != (after > 0)) {
    const auto at = [&](double days) {
      return percent(before > 0 ? left - side * along(days) : right + side * along(days));
    };
    const int under = y + 20;
    line(html, "spread", at(spread->from), under, at(spread->to), under);
    line(html, "spread", at(spread->from), under - 3, at(spread->from), under + 3);
    line(html, "spread", at(spread->to), under - 3, at(spread->to), under + 3);
  }
  html.close();
}

}  // namespace

std::optional<Spread> read_spread(std::string_view words, std::string_view row) {
  if (row.empty()) return whole_spread(words);
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = words.find(", ", begin);
    if (end == std::string_view::npos) end = words.size();
    std::string_view part = words.substr(begin, end - begin);
    if (part.size() > row.size() + 1 && part.substr(0, row.size()) == row && part[row.size()] == ' ')
      return whole_spread(part.substr(row.size() + 1));
    begin = end + 2;
  }
  return std::nullopt;
}

bool has_window(const check::Check& check) {
  return check.form == check::Form::wait_after || check.form == check::Form::wait_from ||
         (check.form == check::Form::limit && check.limit_by_window);
}

void draw_window(Html& html, const check::Check& check, const std::string& id) {
  const std::string said = check.spread.empty() ? std::string() : " The sources say " + present::closed(check.spread);
  html.open("figure");
  std::string caption;
  if (check.form == check::Form::wait_from) {
    const check::WaitFrom& form = check.from;
    caption = "Closed from " +
              (form.before == Step{} ? "its start" : present::step_words(form.before) + " before its start") +
              " until " + (form.after == Step{} ? "its end" : present::step_words(form.after) + " after its end") + ".";
    draw_around(html, form, read_spread(check.spread, {}), id, caption + said);
  } else {
    std::vector<Bar> bars;
    const auto bar = [&](const check::Window& window, const std::string& row) {
      Bar out;
      out.label = row.empty() ? std::string() : row + ": " + window_words(window);
      if (window.must) out.must = in_days(*window.must);
      if (window.better) out.better = in_days(*window.better);
      out.spread = read_spread(check.spread, row);
      bars.push_back(std::move(out));
      caption += (caption.empty() ? "" : "; ") + (row.empty() ? std::string() : row + ": ") + window_words(window);
    };
    if (check.after.rows.empty()) bar(check.after.window, {});
    for (const check::TableRow& row : check.after.rows) bar(row.window, row.words);
    // A spread that is said of the whole table stands on a line of its own.
    if (const auto whole = read_spread(check.spread, {}); whole && !check.after.rows.empty())
      bars.push_back({"the sources, all rows", {}, {}, whole});
    caption = present::sentence(caption);
    draw(html, bars, id, "On an axis of days: " + caption + said);
  }
  html.element("figcaption", caption + said);
  html.close().line();
}

void draw_key(Html& html) {
  html.open("figure", {{"class", "key"}});
  draw(html, {{"An example", 14, 28, Spread{7, 91, false}}}, "key-window",
       "An example: must 14 days, better 28 days; the sources say 7 days to 3 months.");
  html.element("figcaption",
               "The full bar is the time that must pass: here 14 days. The outlined bar after it is the time that is "
               "better: here 28 days. The line beneath, between two ends, is what the sources say: here 7 days to 3 "
               "months. The axis is logarithmic, and the same in every drawing.");
  html.close().line();
}

}  // namespace contra::book
