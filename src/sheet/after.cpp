// "After your treatment": day by day, everything with its times, warning signs and whom to call, and from when the next
// session is possible. For the client, for the fridge door.
#include <algorithm>
#include <map>

#include "present/words.hpp"
#include "sheet/client_words.hpp"
#include "sheet/model.hpp"

namespace contra::sheet {

namespace {

using present::capitalised;
using present::hours_words;
using present::sentence;
using Verb = Care::Verb;

/// When something ends or begins: a moment, a day, or hours that nobody can place yet.
struct Time {
  std::optional<Moment> at;
  std::optional<Day> day;
  std::optional<std::int32_t> hours;

  bool known() const { return at || day || hours; }
  /// Minutes from the beginning of the session's day: for the order. `whole`: a day counts to its end.
  std::int64_t order(Day session, bool whole) const {
    if (at) return std::int64_t{at->day.number - session.number} * 1440 + at->minute;
    if (day) return std::int64_t{day->number - session.number + (whole ? 1 : 0)} * 1440;
    if (hours) return 720 + std::int64_t{*hours} * 60;  // as if it ended at noon
    return 0;
  }
};

Time from_of(const Care& care) { return {care.from_at, care.from, care.from_hours}; }
Time until_of(const Care& care) { return {care.until_at, care.until, care.hours}; }
Time better_of(const Care& care) { return {care.better_at, care.better, care.better_hours}; }

Cell time_cell(const Time& time, Day session) {
  if (time.at) return cell(moment_name(*time.at, session), to_iso(*time.at));
  if (time.day) return cell(day_name(*time.day, session), to_iso(*time.day));
  Cell out;
  if (!time.hours) return out;
  out = cell(hours_words(*time.hours) + " after the end:");
  out.blank = true;
  return out;
}

class After {
 public:
  After(const Made& made, const Context& context)
      : made_(made),
        context_(context),
        occasion_(occasion_of(made, context)),
        cares_(care_after(made, context, occasion_)) {
    hours_ = std::any_of(cares_.begin(), cares_.end(),
                         [](const Care& c) { return c.from_hours || c.hours || c.better_hours; });
  }

  Sheet sheet() {
    Sheet sheet = client_sheet(Kind::after, "After your treatment", made_, context_, occasion_);
    opening(sheet);
    if (cares_.empty()) {
      sheet.sections.push_back(
          {"care", "Care", {paragraph("Your practitioner will tell you what your skin needs now.")}, {}});
    } else {
      day_by_day(sheet);
      warnings(sheet);
      next_session(sheet);
      avoid(sheet);
      doing(sheet);
      counting(sheet);
    }
    sheet.sections.push_back(medicines_section());
    return sheet;
  }

 private:
  void opening(Sheet& sheet) const {
    Block box;
    box.what = Block::What::notice;
    box.texts.push_back({"Your skin does the rest now. These days help it to heal calmly.", {}});
    if (occasion_.state == Occasion::Day_::later || occasion_.state == Occasion::Day_::open ||
        occasion_.state == Occasion::Day_::renewed)
      box.texts.push_back({"The days on this page are for a session on " + present::long_day(occasion_.day) +
                               ". When your day is another one, please ask for a new page.",
                           to_iso(occasion_.day)});
    sheet.lead.push_back(std::move(box));
    if (occasion_.end || !hours_) return;
    Block blanks;
    blanks.what = Block::What::blanks;
    blanks.rows.push_back({{cell("Your session ended at (clock time)")}, false});
    sheet.lead.push_back(std::move(blanks));
  }

  // --- day by day
  /// Lines of one time stand together: "Make-up; hard exercise, sauna and steam (from 15:10)".
  struct Lines {
    std::vector<std::pair<std::string, std::string>> by_time;  // "from 15:10", the lines

    void add(const std::string& words, const std::string& first, const std::string& second) {
      std::string time;
      for (const auto* part : {&first, &second})
        if (!part->empty()) time += (time.empty() ? "" : ", ") + *part;
      const auto same = std::find_if(by_time.begin(), by_time.end(), [&](const auto& l) { return l.first == time; });
      if (same == by_time.end()) {
        by_time.emplace_back(time, capitalised(words));
      } else {
        same->second += "; " + words;
      }
    }
    Cell cell() const {
      Cell out;
      for (const auto& [time, words] : by_time)
        out.lines.push_back({time.empty() ? words : words + " (" + time + ")", {}});
      return out;
    }
  };
  struct OneDay {
    Lines over, begin;
  };

  Day day_of(const Time& time) const {
    if (time.at) return time.at->day;
    if (time.day) return *time.day;
    return Day{occasion_.day.number + (time.hours.value_or(0) + 12) / 24};
  }
  /// "from 15:10", "24 hours after the end"; empty when the day says it all.
  static std::string clock_words(const Time& time) {
    if (time.at) return "from " + clock(time.at->minute);
    if (time.hours) return hours_words(*time.hours) + " after the end";
    return {};
  }
  std::string better_words(const Care& care) const {
    const Time better = better_of(care);
    if (better.at) return "better from " + moment_name(*better.at, occasion_.day);
    if (better.day) return "better after " + day_name(*better.day, occasion_.day);
    if (better.hours) return "better " + hours_words(*better.hours);
    return {};
  }
  std::string until_words(const Care& care) const {
    const Time until = until_of(care);
    std::string out;
    if (until.at) {
      out = "until " + moment_name(*until.at, occasion_.day);
    } else if (until.day) {
      out = "until " + day_name(*until.day, occasion_.day);
    } else if (until.hours) {
      out = "until " + hours_words(*until.hours) + " after the end";
    }
    if (!care.until_words.empty()) out += (out.empty() ? "until " : " and until ") + care.until_words;
    return out;
  }
  std::string better_until(const Care& care) const {
    const Time better = better_of(care);
    if (better.at) return "better until " + moment_name(*better.at, occasion_.day);
    if (better.day) return "better until " + day_name(*better.day, occasion_.day);
    if (better.hours) return "better " + hours_words(*better.hours);
    return {};
  }

  void day_by_day(Sheet& sheet) {
    std::map<std::int32_t, OneDay> days;
    std::vector<const Care*> sorted;
    for (const Care& care : cares_) sorted.push_back(&care);
    std::stable_sort(sorted.begin(), sorted.end(), [&](const Care* a, const Care* b) {
      const auto key = [&](const Care& c) {
        return c.verb == Verb::avoid ? until_of(c).order(occasion_.day, true) : from_of(c).order(occasion_.day, false);
      };
      return key(*a) < key(*b);
    });
    for (const Care* care : sorted) {
      if (care->verb == Verb::avoid) {
        const Time until = until_of(*care);
        // A day that is named is kept to its end: what it holds is over on the next.
        if (until.known())
          days[day_of(until).number + (until.day && !until.at ? 1 : 0)].over.add(care->text, clock_words(until),
                                                                                 better_words(*care));
      } else if (care->verb == Verb::do_) {
        const Time from = from_of(*care), until = until_of(*care);
        if (from.known() || until.known())
          days[from.known() ? day_of(from).number : occasion_.day.number].begin.add(care->text, clock_words(from),
                                                                                    until_words(*care));
      }
    }
    if (days.empty()) return;
    Section section{"day_by_day", "Day by day", {}, {}};
    Block table;
    table.what = Block::What::table;
    table.title = "What changes on which day";
    table.head = {"Day", "Allowed again", "Please begin"};
    for (auto& [number, day] : days) {
      const Day d{number};
      Cell first = cell(day_name(d, occasion_.day), to_iso(d));
      first.lines.front().strong = true;
      if (d == occasion_.day) first.lines.push_back({"the day of your session", {}});
      table.rows.push_back({{std::move(first), day.over.cell(), day.begin.cell()}, false});
    }
    section.blocks.push_back(std::move(table));
    sheet.sections.push_back(std::move(section));
  }

  // --- everything
  void avoid(Sheet& sheet) const {
    std::vector<const Care*> lines;
    for (const Care& care : cares_)
      if (care.verb == Verb::avoid) lines.push_back(&care);
    if (lines.empty()) return;
    std::stable_sort(lines.begin(), lines.end(), [&](const Care* a, const Care* b) {
      const Time x = until_of(*a), y = until_of(*b);
      if (x.known() != y.known()) return x.known();
      return x.order(occasion_.day, true) < y.order(occasion_.day, true);
    });
    Block table;
    table.what = Block::What::table;
    table.title = "Please avoid";
    table.head = {"What", "At least until", "Better until"};
    for (const Care* care : lines) {
      Cell until = time_cell(until_of(*care), occasion_.day);
      if (!care->until_words.empty()) until.lines.push_back({care->until_words, {}});
      Cell what = cell(capitalised(care->text));
      if (from_of(*care).known()) what.lines.push_back({"from " + from_words(*care), {}});
      table.rows.push_back({{std::move(what), std::move(until), time_cell(better_of(*care), occasion_.day)}, false});
    }
    sheet.sections.push_back({"avoid", "What to avoid, and how long", {std::move(table)}, {}});
  }

  std::string from_words(const Care& care) const {
    const Time from = from_of(care);
    if (from.at) return moment_name(*from.at, occasion_.day);
    if (from.day) return day_name(*from.day, occasion_.day);
    return hours_words(from.hours.value_or(0)) + " after the end";
  }

  void doing(Sheet& sheet) const {
    Block table;
    table.what = Block::What::table;
    table.title = "Please do";
    table.head = {"What", "From", "Until"};
    std::vector<Text> always;
    for (const Care& care : cares_) {
      if (care.verb != Verb::do_) continue;
      if (!from_of(care).known() && !until_of(care).known() && care.until_words.empty()) {
        always.push_back({sentence(care.text), {}});
        continue;
      }
      Cell from = from_of(care).known() ? time_cell(from_of(care), occasion_.day) : cell("Now");
      Cell until = time_cell(until_of(care), occasion_.day);
      if (!care.until_words.empty()) until.lines.push_back({care.until_words, {}});
      if (const std::string better = better_until(care); !better.empty()) until.lines.push_back({better, {}});
      table.rows.push_back({{cell(capitalised(care.text)), std::move(from), std::move(until)}, false});
    }
    std::vector<Block> blocks;
    if (!table.rows.empty()) blocks.push_back(std::move(table));
    if (!always.empty()) {
      blocks.push_back(list(std::move(always)));
      blocks.back().title = "All along";
    }
    if (!blocks.empty()) sheet.sections.push_back({"do", "What helps your skin", std::move(blocks), {}});
  }

  void warnings(Sheet& sheet) const {
    TextList signs;
    for (const Care& care : cares_)
      if (care.verb == Verb::watch_for) signs.add(capitalised(care.text));
    if (signs.items.empty()) {
      sheet.sections.push_back(contact_section("Please call us if something about your skin worries you.", true));
      return;
    }
    Section section{"call_us", "When to call us", {}, {}};
    section.blocks.push_back(paragraph(
        "Please call us when you see one of these. We would like to hear from you, also when you are not sure."));
    section.blocks.push_back(list(std::move(signs.items)));
    Section contact = contact_section({}, true);
    for (auto& block : contact.blocks)
      if (block.what != Block::What::paragraph || !block.texts.front().words.empty())
        section.blocks.push_back(std::move(block));
    sheet.sections.push_back(std::move(section));
  }

  void next_session(Sheet& sheet) const {
    std::vector<Text> lines;
    for (const Care& care : cares_) {
      if (care.verb != Verb::next_session || !care.from) continue;
      std::string words = "Not before " + present::long_day(*care.from) + ".";
      if (made_.decision.treatments.size() > 1)
        words = care.treatment + ": not before " + present::long_day(*care.from) + ".";
      lines.push_back({std::move(words), to_iso(*care.from), true});
    }
    if (lines.empty()) return;
    Section section{"next_session", "Your next session", {}, {}};
    if (lines.size() == 1) {
      section.blocks.push_back(paragraph({}));
      section.blocks.back().texts = std::move(lines);
    } else {
      section.blocks.push_back(list(std::move(lines)));
    }
    sheet.sections.push_back(std::move(section));
  }

  void counting(Sheet& sheet) const {
    std::string words = "A day that is named is included: “until” a day means to the end of that day.";
    if (hours_)
      words +=
          " Hours are counted from the end of your session, by the clock on the wall: 24 hours later it is the same "
          "time on the next day, also when the clocks change in that night.";
    sheet.sections.push_back(
        {"counting", "How days and hours are counted", {paragraph(std::move(words), Block::Tone::quiet)}, {}});
  }

  const Made& made_;
  const Context& context_;
  Occasion occasion_;
  std::vector<Care> cares_;
  bool hours_ = false;
};

}  // namespace

Sheet after_sheet(const Made& made, const Context& context) { return After(made, context).sheet(); }

}  // namespace contra::sheet
