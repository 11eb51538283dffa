// See report.hpp: words that the three forms share, and the text for a terminal.
#include "diff/report.hpp"

#include <algorithm>

#include "diff/report_words.hpp"
#include "present/words.hpp"

namespace contra::diff {

namespace {

using present::Page;
using present::Tone;

constexpr unsigned label_column = 10;
constexpr std::size_t most_ranges = 3;

std::string because(const Answer& answer) {
  std::vector<std::string> names;
  for (const auto& reason : answer.reasons) {
    std::string name = reason.check + (reason.sure ? "" : " (may be)");
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return present::list_words(names, "and");
}

}  // namespace

std::string kind_word(Item::Kind kind) {
  static const char* words[] = {"check",     "guarantee", "term",     "area",    "role", "list", "question",
                                "tolerance", "needs",     "validity", "setting", "care", "about"};
  return words[static_cast<int>(kind)];
}

std::string fate_word(Item::Fate fate) {
  static const char* words[] = {"added", "removed", "changed", "moved"};
  return words[static_cast<int>(fate)];
}

std::string way_word(Way way) {
  static const char* words[] = {"none", "earlier", "later", "both"};
  return words[static_cast<int>(way)];
}

std::string reach_word(Reach reach) {
  static const char* words[] = {"same", "proved", "words", "not proved", "advice", "days"};
  return words[static_cast<int>(reach)];
}

std::string fate_words(const Item& item) {
  if (item.fate == Item::Fate::moved) return "moved (" + present::spaced(item.moved) + " is the other pack)";
  return fate_word(item.fate);
}

std::string answer_words(const Answer& answer, Day visit) {
  if (answer.refused) {
    std::string out = "refuses the record";
    if (!answer.refusals.empty()) out += ": " + answer.refusals.front();
    return out;
  }
  std::string out;
  if (answer.verdict == eval::Verdict::go) {
    out = "GO";
    if (answer.preferred && answer.earliest && *answer.preferred != *answer.earliest)
      out += ", better from " + present::day_words(*answer.preferred);
  } else {
    out = "WAIT";
    if (answer.earliest && *answer.earliest == visit)
      out += " until it is renewed";
    else if (answer.earliest)
      out += " until " + present::day_words(*answer.earliest) + (answer.earliest_renewed ? ", then renewed" : "");
    else
      out += ", no day";
  }
  const std::string names = because(answer);
  if (!names.empty()) out += ", because of " + names;
  return out;
}

std::string days_of(const Answer& answer) {
  if (answer.refused) return {};
  std::string out = "GO days: " + present::days_words(answer.go, most_ranges);
  if (!answer.renewed.empty()) out += "; once renewed: " + present::days_words(answer.renewed, most_ranges);
  return out;
}

namespace {

std::vector<std::string> all_advice(const Answer& answer) {
  std::vector<std::string> out;
  for (const auto& reason : answer.reasons) {
    std::string line = reason.check + ": kind " + std::to_string(reason.kind);
    if (reason.until) line += ", until " + present::day_words(*reason.until);
    if (!reason.cleared_by.empty()) line += ", cleared by " + present::list_words(reason.cleared_by, "or");
    if (!reason.limit.empty()) line += ", at most " + reason.limit;
    out.push_back(std::move(line));
  }
  for (const auto& [check, words] : answer.conditions) out.push_back(check + ": only with " + present::quoted(words));
  for (const auto& [check, words] : answer.notes) out.push_back(check + ": note" + (words.empty() ? "" : ", " + words));
  if (!answer.questions.empty()) out.push_back("asks " + present::list_words(answer.questions, "and"));
  if (answer.preferred) out.push_back("best from " + present::day_words(*answer.preferred));
  return out;
}

}  // namespace

std::vector<std::string> advice_of(const Answer& answer, const Answer& other) {
  std::vector<std::string> out = all_advice(answer);
  const std::vector<std::string> theirs = all_advice(other);
  out.erase(std::remove_if(
                out.begin(), out.end(),
                [&](const std::string& line) { return std::find(theirs.begin(), theirs.end(), line) != theirs.end(); }),
            out.end());
  return out;
}

std::string change_words(const Change& change) {
  if (change.members) {
    std::string out = change.what + ":";
    if (!change.before.empty()) out += " no longer " + change.before;
    if (!change.after.empty()) out += (change.before.empty() ? " now also " : "; now also ") + change.after;
    return out;
  }
  const auto side = [](const std::string& words) { return words.empty() ? std::string("nothing") : words; };
  return change.what + ": " + side(change.before) + " → " + side(change.after);
}

std::string way_sentence(Way way) {
  switch (way) {
    case Way::earlier:
      return "lets this client come earlier";
    case Way::later:
      return "makes this client wait longer";
    case Way::both:
      return "opens some days and closes others";
    case Way::none:
      return "moves no day of this client, but what is said of the visit differs";
  }
  return {};
}

std::string moves_sentence(const Witness& w) {
  if (w.a.refused || w.b.refused) return "One version refuses the record.";
  return "B " + way_sentence(w.way) + ".";
}

std::string size_words(const Witness& w) {
  return std::string("Healthy, every ") + (w.answers == 0 ? "" : "other ") + "question answered no";
}

namespace {

/// Whether it is known of every change that it moves no day, or none but this way.
bool days_stand(const Report& report, Way but = Way::none) {
  const auto stand = [&](const std::vector<Item>& items) {
    return std::all_of(items.begin(), items.end(), [&](const Item& item) {
      if (item.reach <= Reach::words) return true;
      const bool this_way =
          item.reach == Reach::advice || (item.reach == Reach::days && item.witnesses.front().way == but);
      return this_way && !item.open.empty();
    });
  };
  return std::all_of(report.packs.begin(), report.packs.end(), [&](const auto& pack) { return stand(pack.items); }) &&
         std::all_of(report.vocabularies.begin(), report.vocabularies.end(),
                     [&](const auto& vocabulary) { return stand(vocabulary.items); });
}

}  // namespace

std::string headline(const Report& report) {
  switch (report.reach()) {
    case Reach::same:
      return "No client's answer changes: both versions are the same in meaning and in words.";
    case Reach::proved:
      return "No client's answer changes: proved for every client that the vocabulary admits.";
    case Reach::words:
      return "No client's answer changes: every rule is the same in meaning. Only words differ.";
    case Reach::not_found:
      return "No difference found, not proved: something changed, and no client was found whose answer moves.";
    case Reach::advice:
      return days_stand(report) ? "No client's day moves, proved; conditions, notes, reasons or questions differ."
                                : "No day moves in what was found: conditions, notes, reasons or questions differ.";
    case Reach::days:
      switch (report.way()) {
        case Way::earlier:
          return days_stand(report, Way::earlier)
                     ? "Clients move: some may come earlier, and nobody waits longer (proved)."
                     : "Clients move: some may come earlier.";
        case Way::later:
          return days_stand(report, Way::later) ? "Clients move: some wait longer, and nobody comes earlier (proved)."
                                                : "Clients move: some wait longer.";
        default:
          return "Clients move: some may come earlier, some wait longer.";
      }
  }
  return {};
}

std::string identity_words(const PackReport& pack) {
  const auto one = [](const compile::Identity& identity, bool there) {
    if (!there) return std::string("not there");
    return identity.version +
           (identity.policies.empty() ? "" : " with " + present::list_words(identity.policies, "and"));
  };
  const std::string a = one(pack.a, pack.in_a), b = one(pack.b, pack.in_b);
  return a == b ? a : a + " → " + b;
}

std::string counts(const PackReport& pack) {
  std::size_t checks = 0;
  for (const Item& item : pack.items)
    checks += item.kind == Item::Kind::check || item.kind == Item::Kind::guarantee ? 1u : 0u;
  return present::count_words(static_cast<std::int64_t>(checks), "check differs", "checks differ") + ", " +
         std::to_string(pack.same) + " the same";
}

namespace {

/// JSON over several lines, cut after commas that stand outside of texts.
std::string cut_json(const std::string& json, std::size_t width) {
  std::string out, line;
  std::size_t last_comma = std::string::npos;
  bool inside = false;
  const auto flush = [&](std::size_t until) {
    out += line.substr(0, until) + "\n";
    line.erase(0, until);
    last_comma = std::string::npos;
  };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"' && (i == 0 || json[i - 1] != '\\')) inside = !inside;
    line += c;
    if (c == ',' && !inside) {
      if (line.size() > width && last_comma != std::string::npos) flush(last_comma);
      last_comma = line.size();
    }
  }
  if (line.size() > width && last_comma != std::string::npos) flush(last_comma);
  return out + line + "\n";
}

/// Whether the verdicts and earliest days alone say how the two answers differ.
bool told_by_headline(const Witness& w) {
  return w.a.refused || w.b.refused || w.a.verdict != w.b.verdict || w.a.earliest != w.b.earliest;
}

void put_witness(Page& page, const Item& item, const Witness& w, bool full) {
  page.labelled(4, "client", label_column, size_words(w) + (w.given.empty() ? "." : ", and:"));
  for (const auto& line : w.given) {
    if (page.plain())
      page.paragraph(0, line);
    else
      page.labelled(6, "", label_column - 2, line);
  }
  if (w.given.empty() || w.given.front().rfind("visit ", 0) != 0)
    page.labelled(4, "visit", label_column, present::long_day(w.visit));
  for (const auto& [name, answer] : {std::pair{"A", &w.a}, std::pair{"B", &w.b}}) {
    const bool wait = answer->refused || answer->verdict == eval::Verdict::wait;
    page.labelled(4, name, label_column, answer_words(*answer, w.visit) + ".", wait ? Tone::wait : Tone::go);
    if (item.reach == Reach::advice) {
      for (const auto& line : advice_of(*answer, answer == &w.a ? w.b : w.a)) page.labelled(4, "", label_column, line);
    } else if (const std::string days = days_of(*answer); !days.empty() && (full || !told_by_headline(w))) {
      page.labelled(4, "", label_column, days + ".", Tone::quiet);
    }
  }
  page.labelled(4, "so", label_column, moves_sentence(w));
}

void put_item(Page& page, const Item& item, std::vector<std::string>& records, bool full) {
  page.gap();
  const bool check = item.kind == Item::Kind::check || item.kind == Item::Kind::guarantee;
  std::string title =
      check ? item.name
            : kind_word(item.kind) + (item.kind == Item::Kind::needs || item.kind == Item::Kind::validity ||
                                              item.kind == Item::Kind::setting || item.kind == Item::Kind::tolerance
                                          ? ""
                                          : " " + item.name);
  if (!item.title.empty() && item.title != item.name) title += (page.plain() ? ", " : "  ·  ") + item.title;
  page.paragraph(2, title, Tone::strong);
  if (item.fate != Item::Fate::changed) page.labelled(4, "change", label_column, fate_words(item));
  for (const Change& change : item.changes) {
    if (item.fate != Item::Fate::changed) break;
    page.labelled(4, change.words ? "words" : "change", label_column, change_words(change));
  }
  if (!item.before.empty()) page.labelled(4, "was", label_column, item.before);
  if (!item.after.empty()) page.labelled(4, "is now", label_column, item.after);
  for (const Witness& w : item.witnesses) {
    put_witness(page, item, w, full);
    if (full) records.push_back(w.record);
  }
  if (item.reach == Reach::not_found) page.labelled(4, "not found", label_column, present::sentence(item.open));
  if (item.reach != Reach::not_found && !item.open.empty())
    page.labelled(4, "proved", label_column, present::sentence(item.open));
}

}  // namespace

std::string report_text(const Report& report, const present::PageOptions& options) {
  Page page(options);
  page.paragraph(0, headline(report), Tone::strong);
  page.paragraph(0, "A is " + report.a + ", B is " + report.b + ".", Tone::quiet);
  std::vector<std::string> records;
  const auto part = [&](const std::vector<Item>& items, bool words) {
    for (const Item& item : items)
      if ((item.reach == Reach::words) == words) put_item(page, item, records, options.full);
  };
  const auto has = [](const std::vector<Item>& items, bool words) {
    return std::any_of(items.begin(), items.end(), [&](const Item& i) { return (i.reach == Reach::words) == words; });
  };
  for (const auto& vocabulary : report.vocabularies) {
    if (!has(vocabulary.items, false)) continue;
    page.heading("Vocabulary " + vocabulary.name);
    part(vocabulary.items, false);
  }
  for (const auto& pack : report.packs) {
    if (!has(pack.items, false)) continue;
    page.heading("Pack " + pack.name + " (" + identity_words(pack) + "): " + counts(pack));
    part(pack.items, false);
  }
  bool titled = false;
  const auto words_heading = [&] {
    if (!titled) page.heading("Words only: no decision moves, but what people read does");
    titled = true;
  };
  for (const auto& vocabulary : report.vocabularies)
    if (has(vocabulary.items, true)) words_heading(), part(vocabulary.items, true);
  for (const auto& pack : report.packs)
    if (has(pack.items, true)) words_heading(), part(pack.items, true);
  for (const auto& [name, left_out] : {std::pair{"A", &report.left_out_a}, std::pair{"B", &report.left_out_b}}) {
    if (left_out->empty()) continue;
    page.gap();
    page.paragraph(0, std::string("Not compared: ") + name + " also holds the policy " +
                          present::list_words(*left_out, "and") + ". Name its file to compare it.");
  }
  std::string out = page.take();
  for (const auto& record : records) out += "\n" + cut_json(record, 78);
  return out;
}

}  // namespace contra::diff
