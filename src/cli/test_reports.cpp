// See test_reports.hpp.
#include "cli/test_reports.hpp"

#include <algorithm>
#include <array>

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

}  // namespace

std::string place_words(const text::SourceSet& sources, text::Span span, bool column) {
  if (span.file < 0) return {};
  const text::Place place = sources.place(span.file, span.begin);
  return sources.file(span.file).name + ":" + std::to_string(place.line) +
         (column ? ":" + std::to_string(place.column) : "");
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
  for (const auto& check : coverage.checks)
    for (std::size_t i = 0; i < aims.size(); ++i)
      for (const auto& point : check.points) {
        if (point.aim != aims[i] || !point.shown_by.empty() || !point.accepted.empty()) continue;
        page.paragraph(0, "not shown: " + place_words(sources, point.span) + " " + trial::key_of(check, point));
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
    if (!mutant.noticed_by.empty()) {
      ++noticed;
      continue;
    }
    accepted += mutant.accepted.empty() ? 0U : 1U;
    page.paragraph(0, (mutant.accepted.empty() ? "not noticed: " : "accepted: ") +
                          place_words(sources, mutant.span, true) + " " + trial::key_of(mutant));
    if (!mutant.accepted.empty()) page.paragraph(2, mutant.accepted, present::Tone::quiet);
  }
  page.gap();
  const std::size_t all = mutation.mutants.size();
  page.paragraph(0, present::count_words(static_cast<std::int64_t>(all), "change", "changes") + " of the rules: " +
                        std::to_string(noticed) + " noticed, " + std::to_string(all - noticed - accepted) +
                        " not noticed, " + std::to_string(accepted) + " accepted with a reason");
  return page.take();
}

}  // namespace contra::cli
