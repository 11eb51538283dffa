// See records.hpp: what came out over many records, for people and programs.
#include <algorithm>

#include "diff/records.hpp"
#include "present/json_writer.hpp"
#include "present/words.hpp"

namespace contra::diff {

namespace {

using present::count_words;
using present::Page;
using present::Tone;

constexpr std::size_t most_shown = 50;     // moves in a text; the JSON has all that were kept
constexpr std::size_t most_bars = 24;      // rows of the table of days
constexpr std::uint64_t longest_bar = 40;  // characters

std::string outcome_words(const Outcome& o) {
  if (o.refused) return "refused";
  if (o.verdict == eval::Verdict::go) return "GO";
  if (!o.earliest) return "WAIT, no day";
  return "WAIT until " + present::day_words(*o.earliest) + (o.renewed ? ", renewed" : "");
}

std::string days_words(std::int32_t days) {
  if (days == 0) return "the same day";
  return count_words(std::abs(days), "day", "days") + (days < 0 ? " earlier" : " later");
}

std::vector<std::pair<std::uint64_t, std::string>> lines_of(const RecordsReport& r) {
  std::vector<std::pair<std::uint64_t, std::string>> out = {
      {r.wait_to_go, "WAIT → GO"},
      {r.go_to_wait, "GO → WAIT"},
      {r.earlier, "WAIT, on an earlier day"},
      {r.later, "WAIT, on a later day"},
      {r.renewal, "WAIT, the same day, a renewal more or less"},
      {r.lost, "WAIT, no day any more"},
      {r.gained, "WAIT, a day where there was none"},
      {r.refused_by_a, "refused by A alone"},
      {r.refused_by_b, "refused by B alone"},
      {r.refused_by_both, "refused by both"},
  };
  out.erase(std::remove_if(out.begin(), out.end(), [](const auto& line) { return line.first == 0; }), out.end());
  return out;
}

std::string title_of(const RecordsReport& r) {
  return count_words(static_cast<std::int64_t>(r.records), "intake record", "intake records") + ": " +
         (r.moved() == 0 ? std::string("none moves")
                         : count_words(static_cast<std::int64_t>(r.moved()), "moves", "move"));
}

std::string move_words(const Move& move) {
  std::string out = outcome_words(move.a) + " → " + outcome_words(move.b);
  if (move.days && *move.days != 0) out += " (" + days_words(*move.days) + ")";
  if (!move.checks.empty()) out += ", by " + present::list_words(move.checks, "and");
  return out;
}

/// How many, by days; when there are too many different ones, the rest stands in one line.
std::vector<std::pair<std::string, std::uint64_t>> by_days(const RecordsReport& r) {
  std::vector<std::pair<std::string, std::uint64_t>> out;
  std::uint64_t rest = 0;
  for (const auto& [days, count] : r.days) {
    if (out.size() < most_bars)
      out.emplace_back(days_words(days), count);
    else
      rest += count;
  }
  if (rest > 0) out.emplace_back("more days later", rest);
  return out;
}

void put_outcome(present::JsonWriter& out, std::string_view key, const Outcome& o) {
  out.key(key).open('{');
  out.key("verdict").text(o.refused ? "refused" : o.verdict == eval::Verdict::go ? "GO" : "WAIT");
  out.key("earliest");
  if (o.earliest)
    out.text(to_iso(*o.earliest));
  else
    out.null();
  out.key("earliest_kind");
  if (o.earliest)
    out.text(o.renewed ? "renewed" : "go");
  else
    out.null();
  out.close('}');
}

}  // namespace

std::string records_text(const RecordsReport& r, const present::PageOptions& options) {
  Page page(options);
  page.heading(title_of(r));
  for (const auto& [count, words] : lines_of(r)) page.labelled(2, std::to_string(count), 10, words);
  if (!r.days.empty()) {
    page.gap();
    std::uint64_t most = 1;
    const auto rows = by_days(r);
    for (const auto& [words, count] : rows) most = std::max(most, count);
    for (const auto& [words, count] : rows) {
      const std::uint64_t bar = page.plain() ? 0 : std::max<std::uint64_t>(1, count * longest_bar / most);
      page.labelled(2, words, 18, std::string(bar, '#') + (bar > 0 ? " " : "") + std::to_string(count));
    }
  }
  if (!r.checks.empty()) {
    page.gap();
    for (const auto& [check, count] : r.checks) page.labelled(2, std::to_string(count), 10, "by " + check);
  }
  page.gap();
  for (std::size_t i = 0; i < r.moves.size() && i < most_shown; ++i) {
    const Move& move = r.moves[i];
    const std::string name = move.id.empty() ? "line " + std::to_string(move.line) : move.id;
    page.paragraph(2,
                   name + (page.plain() ? ", line " : "  ·  line ") + std::to_string(move.line) + ", " + move.treatment,
                   Tone::strong);
    page.paragraph(4, move_words(move));
  }
  if (r.moves.size() > most_shown)
    page.paragraph(2, "and " + std::to_string(r.moved() - most_shown) + " more; --json tells the " +
                          std::to_string(most_moves) + " that move farthest");
  return page.take();
}

std::string records_json(const RecordsReport& r) {
  std::string bytes;
  present::JsonWriter out(bytes);
  const auto count = [&](std::string_view key, std::uint64_t value) {
    out.key(key).number(static_cast<std::int64_t>(value));
  };
  out.open('{');
  count("records", r.records);
  count("moved", r.moved());
  count("wait_to_go", r.wait_to_go);
  count("go_to_wait", r.go_to_wait);
  count("earlier", r.earlier);
  count("later", r.later);
  count("renewal", r.renewal);
  count("lost", r.lost);
  count("gained", r.gained);
  count("refused_by_a", r.refused_by_a);
  count("refused_by_b", r.refused_by_b);
  count("refused_by_both", r.refused_by_both);
  out.key("days").open('[');
  for (const auto& [days, number] : r.days) {
    out.open('{').key("days").number(days);
    count("records", number);
    out.close('}');
  }
  out.close(']').key("checks").open('{');
  for (const auto& [check, number] : r.checks) count(check, number);
  out.close('}').key("moves").open('[');
  for (const Move& move : r.moves) {
    out.open('{').key("line").number(static_cast<std::int64_t>(move.line));
    out.key("id").text(move.id);
    out.key("treatment").text(move.treatment);
    out.key("days");
    if (move.days)
      out.number(*move.days);
    else
      out.null();
    put_outcome(out, "a", move.a);
    put_outcome(out, "b", move.b);
    out.key("checks").open('[');
    for (const auto& check : move.checks) out.text(check);
    out.close(']').close('}');
  }
  out.close(']').close('}');
  return bytes;
}

std::string records_markdown(const RecordsReport& r) {
  std::string out = "\n## " + title_of(r) + "\n\n";
  for (const auto& [count, words] : lines_of(r)) out += "- " + std::to_string(count) + " " + words + "\n";
  if (!r.days.empty()) {
    out += "\n| moves by | records |\n|---|---|\n";
    for (const auto& [words, count] : by_days(r)) out += "| " + words + " | " + std::to_string(count) + " |\n";
  }
  // A review is read by more people than may know who the clients are: no ids here.
  return out;
}

}  // namespace contra::diff
