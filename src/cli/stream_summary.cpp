// See stream_summary.hpp.
#include "cli/stream_summary.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>
#include <vector>

#include "cli/stream_progress.hpp"
#include "present/json_writer.hpp"
#include "present/page.hpp"
#include "present/words.hpp"

namespace contra::cli {

namespace {

constexpr std::size_t name_columns = 34, number_columns = 12, bar_columns = 28, most_rows = 15, most_days = 5;

struct Row {
  std::string name;
  std::uint64_t count = 0;
};

std::string padded_left(const std::string& text, std::size_t columns) {
  return text.size() < columns ? std::string(columns - text.size(), ' ') + text : text;
}

std::string cut_to(std::string name, std::size_t columns) {
  if (present::display_width(name) > columns) name = present::wrap(name, columns - 1).front() + "…";
  return name + std::string(columns - std::min(columns, present::display_width(name)), ' ');
}

/// `count` beside `largest`, to an eighth of a column.
std::string bar(std::uint64_t count, std::uint64_t largest) {
  if (count == 0 || largest == 0) return {};
  static constexpr std::array<const char*, 8> eighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double share = static_cast<double>(count) / static_cast<double>(largest);
  const auto cells = std::max<std::size_t>(1, static_cast<std::size_t>(share * bar_columns * 8));
  std::string out;
  for (std::size_t i = 0; i < cells / 8; ++i) out += "█";
  return out + eighths[cells % 8];
}

void rows(const std::vector<Row>& all, std::string& out) {
  std::uint64_t largest = 0;
  for (const Row& row : all) largest = std::max(largest, row.count);
  for (const Row& row : all) {
    const std::string picture = bar(row.count, largest);
    out += "  " + cut_to(row.name, name_columns) + padded_left(grouped(row.count), number_columns) +
           (picture.empty() ? "" : "  " + picture) + "\n";
  }
}

std::vector<Row> by_count(const std::map<std::string, std::uint64_t>& counts) {
  std::vector<Row> out;
  for (const auto& [name, count] : counts) out.push_back({name, count});
  std::stable_sort(out.begin(), out.end(), [](const Row& a, const Row& b) { return a.count > b.count; });
  return out;
}

/// The largest of them; how many more there are is said.
void largest_rows(std::vector<Row> all, const char* one, const char* many, std::string& out) {
  const std::size_t more = all.size() > most_rows ? all.size() - most_rows : 0;
  all.resize(all.size() - more);
  rows(all, out);
  if (more > 0)
    out += "  and " + present::count_words(static_cast<std::int64_t>(more), one, many) + " with fewer records\n";
}

struct Span {
  std::int32_t last;
  const char* words;
};
constexpr std::array<Span, 7> spans = {{{0, "the day asked for"},
                                        {7, "1 to 7 days later"},
                                        {14, "8 to 14 days later"},
                                        {30, "15 to 30 days later"},
                                        {90, "31 to 90 days later"},
                                        {365, "91 to 365 days later"},
                                        {2147483647, "more than a year later"}}};

std::vector<Row> histogram(const bulk::Counts& counts) {
  std::vector<Row> out;
  for (const Span& span : spans) out.push_back({span.words, 0});
  for (const auto& [days, count] : counts.days_to_go) {
    const auto span = std::find_if(spans.begin(), spans.end(), [&](const Span& s) { return days <= s.last; });
    out[static_cast<std::size_t>(span - spans.begin())].count += count;
  }
  out.push_back({"no such day yet", counts.no_day});
  return out;
}

std::string percent(std::uint64_t part, std::uint64_t all) {
  char text[16];
  std::snprintf(text, sizeof text, "%5.1f %%",
                all == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(all));
  return text;
}

}  // namespace

std::string summary_text(const bulk::Counts& counts, bool complete) {
  std::string out = grouped(counts.records) + (counts.records == 1 ? " record" : " records") +
                    (complete ? "" : " until the run was ended") + "\n\n";
  const std::array<Row, 3> verdicts = {
      {{"GO", counts.go}, {"WAIT recommended", counts.wait}, {"refused: could not be read", counts.refused}}};
  for (const Row& row : verdicts)
    out += "  " + cut_to(row.name, name_columns) + padded_left(grouped(row.count), number_columns) + "  " +
           percent(row.count, counts.records) + "\n";
  if (!counts.by_check.empty()) {
    out += "\nChecks that wait (a record may wait for several)\n";
    largest_rows(by_count(counts.by_check), "check", "checks", out);
  }
  if (!counts.by_question.empty()) {
    out += "\nQuestions whose answer would settle something\n";
    largest_rows(by_count(counts.by_question), "question", "questions", out);
  }
  if (counts.go + counts.wait > 0) {
    out += "\nFirst day that is GO\n";
    rows(histogram(counts), out);
  }
  if (!counts.soonest.empty()) {
    out += "\nSoonest days on which those that wait are GO\n";
    std::vector<Row> days;
    std::size_t later_days = 0;
    std::uint64_t later = 0;
    for (const auto& [day, count] : counts.soonest) {
      if (days.size() < most_days) {
        days.push_back({present::long_day(day), count});
      } else {
        ++later_days;
        later += count;
      }
    }
    if (later_days > 0)
      days.push_back(
          {"on " + present::count_words(static_cast<std::int64_t>(later_days), "later day", "later days"), later});
    for (const Row& row : days)
      out += "  " + cut_to(row.name, name_columns) + padded_left(grouped(row.count), number_columns) + "\n";
  }
  return out;
}

std::string summary_json(const bulk::Counts& counts, bool complete) {
  std::string out;
  present::JsonWriter json(out);
  const auto number = [&](const char* key, std::uint64_t value) {
    json.key(key).number(static_cast<std::int64_t>(value));
  };
  const auto names = [&](const char* key, const std::map<std::string, std::uint64_t>& values) {
    json.key(key).open('{');
    for (const auto& [name, count] : values) json.key(name).number(static_cast<std::int64_t>(count));
    json.close('}');
  };
  json.open('{').key("record").text("contra.summary/1");
  json.key("complete").truth(complete);
  number("records", counts.records);
  number("go", counts.go);
  number("wait", counts.wait);
  number("refused", counts.refused);
  names("checks", counts.by_check);
  names("questions", counts.by_question);
  json.key("days_to_go").open('{');
  for (const auto& [days, count] : counts.days_to_go) number(std::to_string(days).c_str(), count);
  json.close('}');
  number("no_day", counts.no_day);
  json.key("soonest").open('{');
  for (const auto& [day, count] : counts.soonest) number(to_iso(day).c_str(), count);
  json.close('}').close('}');
  return out + "\n";
}

}  // namespace contra::cli
