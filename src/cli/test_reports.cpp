// See test_reports.hpp.
#include "cli/test_reports.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "present/json_writer.hpp"
#include "present/words.hpp"

namespace contra::cli {

namespace {

using trial::Aim;

constexpr std::array<Aim, 4> aims{Aim::check, Aim::branch, Aim::boundary, Aim::unclear};
constexpr std::array<const char*, 4> aim_names{"check", "branch", "boundary", "unclear"};

std::string share(trial::Tally tally) {
  return tally.all == 0 ? std::string("-") : std::to_string(tally.shown) + "/" + std::to_string(tally.all);
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() > width) text = text.substr(0, width - 1) + "~";
  text.resize(width, ' ');
  return text;
}

std::string row(const std::string& name, const std::array<std::string, 4>& cells) {
  std::string out = padded(name, 38);
  for (const std::string& cell : cells) out += std::string(cell.size() < 10 ? 10 - cell.size() : 1, ' ') + cell;
  return out;
}

/// A statement a line: for a screen reader a table is read cell by cell, so each cell says what it is.
std::string spoken(const std::string& name, const std::array<std::string, 4>& cells) {
  std::string out = name + ":";
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (cells[i] != "-") out += std::string(i == 0 ? " " : ", ") + aim_names[i] + " " + cells[i];
  return out;
}

std::string place_words(const text::SourceSet& sources, text::Span span, bool column = false) {
  if (span.file < 0) return {};
  const text::Place place = sources.place(span.file, span.begin);
  return sources.file(span.file).name + ":" + std::to_string(place.line) +
         (column ? ":" + std::to_string(place.column) : "");
}

/// The author's line with a mark under the span, cut on both sides where it is too long for the page.
void marked_line(present::Page& page, const text::SourceSet& sources, text::Span span) {
  if (span.file < 0) return;
  const text::Place place = sources.place(span.file, span.begin);
  std::string_view line = sources.line(span.file, place.line);
  if (page.plain()) {
    page.paragraph(0, "at: " + std::string(sources.slice(span)));
    return;
  }
  const std::size_t start = span.begin - sources.file(span.file).line_starts[place.line - 1];
  const std::size_t end = std::min<std::size_t>(line.size(), start + (span.end - span.begin));
  const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
  std::size_t from = std::min(indent, start);
  const std::size_t room = page.width() - 8;
  std::string lead;
  while (present::display_width(line.substr(from, end - from)) > room && from < start) {
    // A whole expectation is dropped from the left at a time.
    const std::size_t comma = line.find(", ", from);
    from = comma == std::string_view::npos || comma + 2 > start ? start : comma + 2;
    lead = "… ";
  }
  std::string shown(line.substr(from, end - from));
  std::string tail(line.substr(end));
  if (present::display_width(lead + shown + tail) > room) tail = " …";
  page.row({{"    " + lead + shown + tail, present::Tone::quiet}});
  const std::size_t before = present::display_width(lead) + present::display_width(line.substr(from, start - from));
  page.row({{std::string(4 + before, ' ') +
                 std::string(std::max<std::size_t>(1, present::display_width(line.substr(start, end - start))), '^'),
             present::Tone::wait}});
}

/// "March 2026"
std::string month_of(Day day) {
  const std::string words = present::day_words(day);
  return words.substr(words.find(' ') + 1);
}

const char* state_words(trial::Strip::State state) {
  using State = trial::Strip::State;
  switch (state) {
    case State::undecided:
      return "before the form";
    case State::go:
      return "GO";
    case State::wait:
      return "WAIT";
    case State::renewed:
      return "GO once renewed";
  }
  return "";
}

/// Runs of days that are alike, each a sentence: a table of days says nothing to a screen reader.
void spoken_strip(present::Page& page, const trial::Strip& strip, bool named) {
  if (named) page.paragraph(0, strip.treatment);
  const auto closing = [&](std::size_t day) {
    std::string out;
    for (const auto& row : strip.rows)
      if (row.closes[day]) out += (out.empty() ? "" : " and ") + row.check;
    return out;
  };
  for (std::size_t i = 0; i < strip.days.size();) {
    std::size_t last = i;
    while (last + 1 < strip.days.size() && strip.days[last + 1] == strip.days[i] && closing(last + 1) == closing(i))
      ++last;
    const time::DayInterval days{Day{strip.first.number + static_cast<std::int32_t>(i)},
                                 Day{strip.first.number + static_cast<std::int32_t>(last)}};
    const std::string by = closing(i);
    page.paragraph(0, present::range_words(days) + ": " + state_words(strip.days[i]) + (by.empty() ? "" : ", " + by));
    i = last + 1;
  }
}

void strip_page(present::Page& page, const trial::Strip& strip, bool named) {
  if (page.plain()) return spoken_strip(page, strip, named);
  constexpr std::size_t label = 32, cell = 3;
  const auto named_row = [&](std::string name, const std::string& cells, present::Tone tone) {
    page.row({{"    " + padded(std::move(name), label - 4), present::Tone::quiet}, {cells, tone}});
  };
  const Day last{strip.first.number + static_cast<std::int32_t>(strip.days.size()) - 1};
  std::string numbers, states;
  for (std::size_t i = 0; i < strip.days.size(); ++i) {
    const Day day{strip.first.number + static_cast<std::int32_t>(i)};
    const std::string number = std::to_string(date_of(day).day);
    const bool marked = strip.marked == std::optional(day);
    // The marked day stands in brackets: the closing one takes the place of the next day's space.
    std::string text = std::string(cell - 1 - number.size(), ' ') + number;
    if (marked && number.size() == 1) text = "[" + number;
    const bool after_marked = i > 0 && strip.marked == std::optional(previous(day));
    numbers += (after_marked ? "]" : marked && number.size() == 2 ? "[" : " ") + text;
    using State = trial::Strip::State;
    const State state = strip.days[i];
    states += state == State::go ? " GO" : state == State::wait ? "  w" : state == State::renewed ? "  r" : "  .";
  }
  if (strip.marked == std::optional(last)) numbers += "]";
  named_row((named ? strip.treatment + ", " : "") + month_of(strip.first), numbers, present::Tone::normal);
  named_row("", states, present::Tone::strong);
  for (const auto& row : strip.rows) {
    std::string cells;
    for (const bool closes : row.closes) cells += closes ? "  x" : "   ";
    named_row(row.check, cells, present::Tone::wait);
  }
}

}  // namespace

std::string failure_text(const present::PageOptions& options, const trial::Result& result,
                         const text::SourceSet& sources) {
  present::Page page(options);
  page.paragraph(0,
                 "fails: " + present::quoted(result.name) + (result.pack.empty() ? "" : " of " + result.pack) + "  " +
                     place_words(sources, result.span),
                 present::Tone::wait);
  for (const trial::Failure& failure : result.failures) {
    marked_line(page, sources, failure.span);
    page.paragraph(2, failure.message + "  " + place_words(sources, failure.span));
  }
  bool renewed = false, undecided = false;
  const bool several = std::any_of(result.strips.begin(), result.strips.end(), [&](const trial::Strip& strip) {
    return strip.treatment != result.strips.front().treatment;
  });
  for (const trial::Strip& strip : result.strips) {
    page.gap();
    strip_page(page, strip, several);
    using State = trial::Strip::State;
    renewed = renewed || std::count(strip.days.begin(), strip.days.end(), State::renewed) > 0;
    undecided = undecided || std::count(strip.days.begin(), strip.days.end(), State::undecided) > 0;
  }
  if (!result.strips.empty() && !options.plain)
    page.paragraph(4,
                   std::string("w WAIT, ") + (renewed ? "r GO once renewed, " : "") +
                       (undecided ? ". before the form, " : "") +
                       "x closed by this check, [ ] the day asked for or found",
                   present::Tone::quiet);
  return page.take();
}

std::string summary_text(const present::PageOptions& options, std::size_t all, std::size_t failed) {
  std::string summary = present::count_words(static_cast<std::int64_t>(all), "test", "tests") + ": " +
                        std::to_string(all - failed) + " pass";
  if (failed > 0) summary += ", " + std::to_string(failed) + (failed == 1 ? " fails" : " fail");
  present::Page page(options);
  page.paragraph(0, summary, failed > 0 ? present::Tone::wait : present::Tone::go);
  return page.take();
}

std::string coverage_text(const present::PageOptions& options, const trial::Coverage& coverage,
                          const text::SourceSet& sources) {
  std::array<trial::Tally, 4> total{};
  std::size_t accepted = 0;
  std::string pack, out;
  const auto line = [&](const std::string& name, const std::array<std::string, 4>& cells) {
    out += (options.plain ? spoken(name, cells) : row(name, cells)) + "\n";
  };
  for (const auto& check : coverage.checks) {
    if (check.pack != pack) {
      out += (out.empty() ? "" : "\n");
      pack = check.pack;
      if (options.plain)
        out += pack + "\n";
      else
        line(pack, {"check", "branch", "boundary", "unclear"});
    }
    std::array<std::string, 4> cells;
    for (std::size_t i = 0; i < aims.size(); ++i) {
      const trial::Tally tally = trial::tally(check, aims[i]);
      cells[i] = share(tally);
      total[i].shown += tally.shown;
      total[i].all += tally.all;
    }
    for (const auto& point : check.points) accepted += point.accepted.empty() ? 0U : 1U;
    line(check.check + (check.policy.empty() ? "" : " (" + check.policy + ")"), cells);
  }
  std::array<std::string, 4> cells;
  for (std::size_t i = 0; i < total.size(); ++i) cells[i] = share(total[i]);
  out += "\n";
  line("all", cells);

  present::Page page(options);
  bool first = true;
  for (const auto& check : coverage.checks)
    for (const Aim aim : aims)
      for (const auto& point : check.points) {
        if (point.aim != aim || !point.shown_by.empty() || !point.accepted.empty()) continue;
        if (first) page.heading("Not shown by any test");
        first = false;
        page.paragraph(0, place_words(sources, point.span) + ": " + trial::key_of(check, point));
        page.paragraph(2, "test: " + point.test_words, present::Tone::quiet);
      }
  if (accepted > 0) {
    page.gap();
    page.paragraph(0, present::count_words(static_cast<std::int64_t>(accepted), "point is", "points are") +
                          " accepted with a reason");
  }
  const std::string rest = page.take();
  return out + (rest.empty() ? "" : "\n" + rest);
}

std::string mutation_text(const present::PageOptions& options, const trial::Mutation& mutation,
                          const text::SourceSet& sources) {
  present::Page page(options);
  std::size_t noticed = 0, accepted = 0;
  for (const auto& mutant : mutation.mutants) {
    noticed += mutant.noticed_by.empty() ? 0U : 1U;
    accepted += mutant.noticed_by.empty() && !mutant.accepted.empty() ? 1U : 0U;
  }
  const auto list = [&](const char* heading, bool with_reason) {
    bool first = true;
    for (const auto& mutant : mutation.mutants) {
      if (!mutant.noticed_by.empty() || mutant.accepted.empty() == with_reason) continue;
      if (first) page.heading(heading);
      first = false;
      page.paragraph(0, place_words(sources, mutant.span, true) + ": " + trial::key_of(mutant));
      if (with_reason) page.paragraph(2, mutant.accepted, present::Tone::quiet);
    }
  };
  list("Not noticed by any test", false);
  list("Not noticed, accepted with a reason", true);
  page.gap();
  const std::size_t all = mutation.mutants.size();
  page.paragraph(0, present::count_words(static_cast<std::int64_t>(all), "change", "changes") + " of the rules: " +
                        std::to_string(noticed) + " noticed, " + std::to_string(all - noticed - accepted) +
                        " not noticed, " + std::to_string(accepted) + " accepted with a reason");
  return page.take();
}

std::string suggestions_text(const std::vector<trial::Suggestion>& suggestions) {
  std::map<std::string, std::string> by_pack;
  for (const auto& one : suggestions) {
    std::string& text = by_pack[one.pack];
    text += "\n";
    for (const auto& key : one.closes) text += "# " + key + "\n";
    text += one.text;
  }
  std::string out;
  for (const auto& [pack, text] : by_pack)
    out += (out.empty() ? "" : "\n") +
           std::string(
               "# Suggested: each test expects what the engine answers now. Read it as if\n"
               "# somebody else had written it, give it a name, and keep it only when the\n"
               "# answer is right.\ntests for ") +
           pack + "\n" + text;
  return out;
}

std::string results_json(const std::vector<trial::Result>& results, const trial::Coverage* coverage,
                         const trial::Mutation* mutation, const text::SourceSet& sources) {
  std::string out;
  present::JsonWriter json(out);
  const auto place = [&](text::Span span) {
    if (span.file < 0) return;
    const text::Place at = sources.place(span.file, span.begin);
    json.key("file").text(sources.file(span.file).name);
    json.key("line").number(at.line);
    json.key("column").number(at.column);
  };
  const auto optional = [&](const char* key, const std::string& value) {
    json.key(key);
    if (value.empty())
      json.null();
    else
      json.text(value);
  };
  json.open('{').key("tests").open('[');
  for (const auto& result : results) {
    json.open('{').key("name").text(result.name);
    json.key("pack").text(result.pack);
    place(result.span);
    json.key("passed").truth(result.passed);
    json.key("failures").open('[');
    for (const auto& failure : result.failures) {
      json.open('{').key("message").text(failure.message);
      place(failure.span);
      json.close('}');
    }
    json.close(']').close('}');
  }
  json.close(']');
  if (coverage != nullptr) {
    json.key("coverage").open('[');
    for (const auto& check : coverage->checks)
      for (const auto& point : check.points) {
        json.open('{').key("pack").text(check.pack);
        json.key("check").text(check.check);
        optional("policy", check.policy);
        json.key("aim").text(aim_names[static_cast<std::size_t>(point.aim)]);
        json.key("what").text(point.what);
        place(point.span);
        optional("shown_by", point.shown_by);
        optional("accepted", point.accepted);
        json.key("test").text(point.test_words);
        json.close('}');
      }
    json.close(']');
  }
  if (mutation != nullptr) {
    json.key("changes").open('[');
    for (const auto& mutant : mutation->mutants) {
      json.open('{').key("pack").text(mutant.pack);
      json.key("check").text(mutant.check);
      optional("policy", mutant.policy);
      place(mutant.span);
      json.key("before").text(mutant.before);
      json.key("after").text(mutant.after);
      optional("noticed_by", mutant.noticed_by);
      optional("accepted", mutant.accepted);
      json.close('}');
    }
    json.close(']');
  }
  json.close('}');
  return out + "\n";
}

bool is_missing(const trial::Coverage& coverage) {
  for (const auto& check : coverage.checks)
    for (const auto& point : check.points)
      if (point.shown_by.empty() && point.accepted.empty()) return true;
  return false;
}

bool is_missing(const trial::Mutation& mutation, double allow) {
  std::size_t missing = 0;
  for (const auto& mutant : mutation.mutants) missing += mutant.noticed_by.empty() && mutant.accepted.empty() ? 1U : 0U;
  return static_cast<double>(missing) * 100.0 > allow * static_cast<double>(mutation.mutants.size());
}

}  // namespace contra::cli
