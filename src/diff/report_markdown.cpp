// See report.hpp: for a review comment. What stands in the rules is text there, never markup.
#include <algorithm>

#include "diff/report.hpp"
#include "diff/report_words.hpp"
#include "present/words.hpp"

namespace contra::diff {

namespace {

std::string safe(std::string_view words) {
  std::string out;
  for (const char c : words) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\n' || c == '\r') {
      out += ' ';
    } else {
      if (std::string_view("\\`*_[]|#!~").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

/// A code span whose fence no backtick of the text can close.
std::string code(std::string_view words) {
  std::size_t longest = 0, run = 0;
  for (const char c : words) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool space = longest > 0;
  return fence + (space ? " " : "") + std::string(words) + (space ? " " : "") + fence;
}

/// A block that no line of the text can close.
std::string block(const std::string& text, const char* language) {
  std::string fence = "```";
  while (text.find(fence) != std::string::npos) fence += '`';
  return fence + language + "\n" + text + "\n" + fence + "\n";
}

void put_item(std::string& out, const Item& item) {
  const bool check = item.kind == Item::Kind::check || item.kind == Item::Kind::guarantee;
  out += "\n### " + (check ? "" : kind_word(item.kind) + " ") + code(item.name);
  if (!item.title.empty() && item.title != item.name) out += " " + safe(item.title);
  out += "\n\n";
  if (item.fate != Item::Fate::changed) out += "- **" + safe(fate_words(item)) + "**\n";
  if (item.fate == Item::Fate::changed)
    for (const Change& change : item.changes)
      out += "- " + std::string(change.words ? "words: " : "") + safe(change_words(change)) + "\n";
  if (!item.before.empty()) out += "- was: " + safe(item.before) + "\n";
  if (!item.after.empty()) out += "- is now: " + safe(item.after) + "\n";
  if (item.reach == Reach::not_found) out += "- **not found**: " + safe(present::sentence(item.open)) + "\n";
  if (item.reach != Reach::not_found && !item.open.empty())
    out += "- **proved**: " + safe(present::sentence(item.open)) + "\n";
  for (const Witness& w : item.witnesses) {
    out += "\n" + size_words(w) + (w.given.empty() ? ".\n\n" : ", and:\n\n");
    std::string lines;
    for (const auto& line : w.given) lines += (lines.empty() ? "" : "\n") + line;
    if (!lines.empty()) out += block(lines, "contra") + "\n";
    out += "| | visit " + to_iso(w.visit) + " | days |\n|---|---|---|\n";
    for (const auto& [name, answer] : {std::pair{"A", &w.a}, std::pair{"B", &w.b}}) {
      std::string more = days_of(*answer);
      if (item.reach == Reach::advice) {
        more.clear();
        for (const auto& line : advice_of(*answer, answer == &w.a ? w.b : w.a))
          more += (more.empty() ? "" : "; ") + line;
      }
      out += std::string("| ") + name + " | " + safe(answer_words(*answer, w.visit)) + " | " + safe(more) + " |\n";
    }
    out += "\n" + moves_sentence(w) +
           "\n\n<details><summary>The intake record, for <code>contra screen</code></summary>\n\n" +
           block(w.record, "json") + "\n</details>\n";
  }
}

}  // namespace

std::string report_markdown(const Report& report) {
  std::string out = "## " + safe(headline(report)) + "\n\nA is " + code(report.a) + ", B is " + code(report.b) + ".\n";
  const auto part = [&](const std::vector<Item>& items, bool words) {
    for (const Item& item : items)
      if ((item.reach == Reach::words) == words) put_item(out, item);
  };
  const auto has = [](const std::vector<Item>& items, bool words) {
    return std::any_of(items.begin(), items.end(), [&](const Item& i) { return (i.reach == Reach::words) == words; });
  };
  for (const auto& vocabulary : report.vocabularies)
    if (has(vocabulary.items, false)) {
      out += "\n## Vocabulary " + code(vocabulary.name) + "\n";
      part(vocabulary.items, false);
    }
  for (const auto& pack : report.packs)
    if (has(pack.items, false)) {
      out += "\n## Pack " + code(pack.name) + " (" + safe(identity_words(pack)) + "): " + counts(pack) + "\n";
      part(pack.items, false);
    }
  bool titled = false;
  const auto words = [&](const std::vector<Item>& items) {
    if (!has(items, true)) return;
    if (!titled) out += "\n## Words only: no decision moves, but what people read does\n";
    titled = true;
    part(items, true);
  };
  for (const auto& vocabulary : report.vocabularies) words(vocabulary.items);
  for (const auto& pack : report.packs) words(pack.items);
  for (const auto& [name, left_out] : {std::pair{"A", &report.left_out_a}, std::pair{"B", &report.left_out_b}})
    if (!left_out->empty())
      out += std::string("\nNot compared: ") + name + " also holds the policy " +
             safe(present::list_words(*left_out, "and")) + ".\n";
  return out;
}

}  // namespace contra::diff
