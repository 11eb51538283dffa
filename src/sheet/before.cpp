// "Before your treatment": what to leave out and to do from which day, what to bring and to tell. For the client.
#include <algorithm>
#include <map>
#include <set>

#include "present/sentences.hpp"
#include "present/words.hpp"
#include "sheet/care.hpp"
#include "sheet/client_words.hpp"
#include "sheet/model.hpp"

namespace contra::sheet {

namespace {

using present::capitalised;
using present::sentence;

/// A day of the session, in words that belong into a sentence.
std::string day_words(const Occasion& occasion) { return present::long_day(occasion.day); }

std::vector<Text> opening(const Occasion& occasion) {
  switch (occasion.state) {
    case Occasion::Day_::stands:
      if (occasion.day < occasion.today) return {{"This is what was asked of you before your treatment.", {}}};
      if (occasion.day == occasion.today)
        return {{"Your treatment is today. Please tell us if something on this page was different.", {}}};
      return {{"We look forward to seeing you. This page helps your skin to be ready for the day.", {}}};
    case Occasion::Day_::held:
      return {{"This is what was asked of you before your treatment.", {}}};
    case Occasion::Day_::renewed:
      return {{"Before the day we would like to go through your form with you once more.", {}}};
    case Occasion::Day_::later:
      return {{"A later day suits your skin better: " + day_words(occasion) +
                   " or after. We will gladly find one with you.",
               to_iso(occasion.day)},
              {"The days on this page are counted from then. They move along when your day is another one.", {}}};
    case Occasion::Day_::open:
      break;
  }
  return {{"We would like to talk with you before we fix the day.", {}},
          {"The days on this page are counted from " + day_words(occasion) +
               ", the day that you asked for. They move along when your day is another one.",
           to_iso(occasion.day)}};
}

/// "avoid" and "do" of one day.
struct FromDay {
  std::vector<Text> avoid, doing;
};

Text with_until(const Care& care, Day beside) {
  std::string words = care.text;
  if (!care.until_words.empty()) words += ", until " + care.until_words;
  // A line may also end on a day of its own before the session.
  if (care.until) words += ", until " + day_name(*care.until, beside);
  if (care.better) words += ", better from " + day_name(*care.better, beside);
  return {capitalised(words), {}};
}

Section by_date(const std::vector<Care>& cares, const Occasion& occasion) {
  Section section{"from_when", "What to leave out and what to do", {}, {}};
  std::map<std::int32_t, FromDay> days;
  std::vector<Text> any_time;
  const Day now = occasion.today;
  // What began already begins now; on the day itself the days are told as they were.
  const bool ahead = occasion.day > now && occasion.state != Occasion::Day_::held;
  for (const Care& care : cares) {
    if (!care.from) {
      Text text = with_until(care, occasion.day);
      if (care.verb == Care::Verb::avoid) text.words = "Avoid " + care.text;
      text.words = sentence(text.words);
      any_time.push_back(std::move(text));
      continue;
    }
    const Day from = ahead ? std::max(*care.from, now) : *care.from;
    FromDay& day = days[from.number];
    (care.verb == Care::Verb::avoid ? day.avoid : day.doing).push_back(with_until(care, occasion.day));
  }
  if (!days.empty()) {
    Block table;
    table.what = Block::What::table;
    table.title = "Your treatment: " + present::long_day(occasion.day);
    table.head = {"When", "Please avoid", "Please do"};
    for (auto& [number, day] : days) {
      const Day from{number};
      Cell first = cell(ahead && from == now ? "From now on" : "From " + day_name(from, occasion.day), to_iso(from));
      first.lines.front().strong = true;
      table.rows.push_back({{std::move(first), {std::move(day.avoid), false}, {std::move(day.doing), false}}, false});
    }
    section.blocks.push_back(std::move(table));
  }
  if (!any_time.empty()) {
    section.blocks.push_back(list(std::move(any_time)));
    section.blocks.back().title = "And also";
  }
  return section;
}

Section last_day_section(const std::vector<LastDay>& lines, const Occasion& occasion) {
  Section section{"last_days", "Give your skin time after these", {}, {}};
  section.blocks.push_back(
      paragraph("If you have or use one of these before your treatment, this is the last day that leaves your skin "
                "enough time."));
  Block table;
  table.what = Block::What::table;
  table.title = "The last day for it";
  table.head = {"Last day", "For"};
  for (const LastDay& line : lines) {
    const std::string day = day_name(line.day, occasion.day);
    if (table.rows.empty() || table.rows.back().cells.front().lines.front().words != day) {
      Cell first = cell(day, to_iso(line.day));
      first.lines.front().strong = true;
      table.rows.push_back({{std::move(first), Cell()}, false});
    }
    std::string words = line.what;
    if (line.better && *line.better >= occasion.today)
      words += " (better " + day_name(*line.better, occasion.day) + ")";
    Cell& all = table.rows.back().cells.back();
    if (all.lines.empty()) {
      all = cell(capitalised(words));
    } else {
      all.lines.front().words += "; " + words;
    }
  }
  section.blocks.push_back(std::move(table));
  return section;
}

}  // namespace

Sheet before_sheet(const Made& made, const Context& context) {
  const Occasion occasion = occasion_of(made, context);
  Sheet sheet = client_sheet(Kind::before, "Before your treatment", made, context, occasion);
  Block opening_box;
  opening_box.what = Block::What::notice;
  opening_box.texts = opening(occasion);
  sheet.lead.push_back(std::move(opening_box));

  const std::vector<Care> cares = care_before(made, context, occasion);
  if (!cares.empty()) sheet.sections.push_back(by_date(cares, occasion));

  // The packs' own words. A question that is still open is asked below; its answer may well be that all is fine.
  TextList tell, ask;
  for (const auto& t : made.decision.treatments) {
    const present::Sentences say(made.facts, made.decision, t);
    for (const auto& r : t.reasons)
      if (!present::only_unanswered(r)) tell.add(say.client_reason(r));
    for (const auto* lines : {&t.conditions, &t.notes})
      for (const auto& c : *lines)
        if (c.sure && c.source_check != nullptr) tell.add(c.source_check->tell);
  }
  for (const auto& t : made.decision.treatments) {
    const present::Sentences say(made.facts, made.decision, t);
    for (const auto& q : t.questions) ask.add(say.client_question(q.cause));
  }
  if (!tell.items.empty()) sheet.sections.push_back({"good_to_know", "Good to know for you", {list(tell.items)}, {}});
  if (!ask.items.empty()) {
    Section section{"please_tell_us", "Please tell us", {}, {}};
    section.blocks.push_back(paragraph("A few answers would help us to plan your day."));
    section.blocks.push_back(list(ask.items));
    sheet.sections.push_back(std::move(section));
  }
  if (const auto lines = last_days(made, occasion); !lines.empty())
    sheet.sections.push_back(last_day_section(lines, occasion));
  sheet.sections.push_back(medicines_section());
  sheet.sections.push_back(contact_section(
      "Is something different, or are you not sure? Please call us before the day; we are glad to help.", false));
  return sheet;
}

}  // namespace contra::sheet
