// See month_calendar.hpp. This file: the months as a grid, the runs in words and as JSON.
#include <algorithm>
#include <map>

#include "present/json_writer.hpp"
#include "present/month_calendar.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::present {

namespace {

constexpr unsigned month_columns = 35;  // seven days of five columns: a bracket, two digits, a mark, a bracket
constexpr unsigned between_months = 3;

struct Look {
  std::string_view mark, words;
  Tone tone;
};

Look look(DayState state) {
  switch (state) {
    case DayState::before_record:
      return {" ", "before the record", Tone::quiet};
    case DayState::go:
      return {"●", "GO", Tone::go};
    case DayState::go_later_better:
      return {"○", "GO, a later day is better", Tone::go};
    case DayState::go_once_renewed:
      return {"↻", "GO once renewed", Tone::heading};
    case DayState::unclear:
      return {"?", "unclear", Tone::wait};
    case DayState::wait:
      return {"×", "WAIT", Tone::quiet};
  }
  return {};
}

std::string_view state_name(DayState state) {
  switch (state) {
    case DayState::before_record:
      return "before_record";
    case DayState::go:
      return "go";
    case DayState::go_later_better:
      return "go_later_is_better";
    case DayState::go_once_renewed:
      return "go_once_renewed";
    case DayState::unclear:
      return "unclear";
    case DayState::wait:
      return "wait";
  }
  return {};
}

/// Monday is 0. 1970-01-01 was a Thursday.
unsigned weekday(Day day) { return static_cast<unsigned>(((day.number + 3) % 7 + 7) % 7); }

std::string month_title(Day first) {
  const std::string words = day_words(first);
  return words.substr(words.find(' ') + 1);  // without the day's number
}

class Grid {
 public:
  Grid(Page& page, const TreatmentCalendar& calendar, const eval::Decision& decision)
      : page_(page), asked_(decision.visit), t_(*calendar.treatment) {
    for (const CalendarRun& run : calendar.runs)
      for (Day day = run.first; day <= run.last; day = next(day)) states_[day.number] = run.state;
  }

  void put(time::DayInterval days) {
    std::vector<Day> firsts;
    for (Day day = days.first; day <= days.last; day = after(day, Step{1, 0}, Rounding::up)) firsts.push_back(day);
    const unsigned side_by_side = std::max(1u, (page_.width() + between_months) / (month_columns + between_months));
    for (std::size_t i = 0; i < firsts.size(); i += side_by_side) {
      if (i > 0) page_.gap();
      const std::size_t end = std::min<std::size_t>(firsts.size(), i + side_by_side);
      put_row(std::vector<Day>(firsts.begin() + static_cast<std::ptrdiff_t>(i),
                               firsts.begin() + static_cast<std::ptrdiff_t>(end)));
    }
  }

 private:
  using Line = std::vector<Run>;

  std::vector<Line> month(Day first) const {
    const YearMonthDay date = date_of(first);
    const unsigned length = days_in_month(date.year, date.month);
    std::vector<Line> lines;
    std::string title = month_title(first);
    const std::size_t left = (month_columns - title.size()) / 2;
    lines.push_back(
        {{std::string(left, ' ') + title + std::string(month_columns - left - title.size(), ' '), Tone::strong}});
    lines.push_back({{" Mo   Tu   We   Th   Fr   Sa   Su  ", Tone::quiet}});
    for (std::int32_t offset = -static_cast<std::int32_t>(weekday(first)); offset < static_cast<std::int32_t>(length);
         offset += 7)
      lines.push_back(week(first, offset, static_cast<std::int32_t>(length)));
    return lines;
  }

  Line week(Day first, std::int32_t offset, std::int32_t length) const {
    Line line;
    for (std::int32_t i = offset; i < offset + 7; ++i) {
      if (i < 0 || i >= length) {
        line.push_back({"     ", Tone::normal});
        continue;
      }
      const Day day{first.number + i};
      const auto [open, close] = brackets(day);
      const auto state = states_.find(day.number);
      const Look how = look(state == states_.end() ? DayState::before_record : state->second);
      const std::string number = std::to_string(i + 1);
      line.push_back({std::string(1, open), open == ' ' ? Tone::normal : Tone::strong});
      line.push_back({std::string(number.size() < 2 ? 1 : 0, ' ') + number + std::string(how.mark), how.tone});
      line.push_back({std::string(1, close), close == ' ' ? Tone::normal : Tone::strong});
    }
    return line;
  }

  std::pair<char, char> brackets(Day day) const {
    if (day == asked_) return {'[', ']'};
    if (t_.earliest == day) return {'(', ')'};
    if (t_.preferred == day) return {'<', '>'};
    return {' ', ' '};
  }

  void put_row(const std::vector<Day>& firsts) {
    std::vector<std::vector<Line>> months;
    std::size_t lines = 0;
    for (const Day first : firsts) {
      months.push_back(month(first));
      lines = std::max(lines, months.back().size());
    }
    for (std::size_t i = 0; i < lines; ++i) {
      Line line;
      for (std::size_t m = 0; m < months.size(); ++m) {
        if (m > 0) line.push_back({std::string(between_months, ' '), Tone::normal});
        if (i < months[m].size())
          line.insert(line.end(), months[m][i].begin(), months[m][i].end());
        else
          line.push_back({std::string(month_columns, ' '), Tone::normal});
      }
      page_.row(line);
    }
  }

  Page& page_;
  const Day asked_;
  const eval::TreatmentDecision& t_;
  std::map<std::int32_t, DayState> states_;
};

class Text {
 public:
  Text(const eval::Decision& decision, const eval::Facts& facts, time::DayInterval days, const PageOptions& options)
      : decision_(decision), facts_(facts), days_(days), page_(options) {}

  std::string take(const std::vector<TreatmentCalendar>& calendars, const std::string& engine) {
    const std::string joint = page_.plain() ? ", " : "  ·  ";
    page_.paragraph(0, (decision_.id.empty() ? "" : decision_.id + joint) + long_day(decision_.visit), Tone::strong);
    for (const TreatmentCalendar& calendar : calendars) {
      const Sentences say(facts_, decision_, *calendar.treatment);
      page_.gap();
      std::string title = say.title();
      for (const auto& part : say.setting()) title += joint + part;
      page_.paragraph(0, title, Tone::strong);
      page_.gap();
      if (!page_.plain()) {
        Grid(page_, calendar, decision_).put(days_);
        page_.gap();
        legend(calendar);
        page_.gap();
      }
      days(calendar, say);
      page_.gap();
      for (const CalendarRun& run : calendar.runs) runs(run);
    }
    page_.gap();
    page_.paragraph(0, engine + joint + "as of " + to_iso(decision_.as_of), Tone::quiet);
    page_.paragraph(0, "Decision support for the practitioner; not medical advice.", Tone::quiet);
    return page_.take();
  }

 private:
  bool shown(std::optional<Day> day) const { return day && *day >= days_.first && *day <= days_.last; }

  void legend(const TreatmentCalendar& calendar) {
    std::vector<Run> line;
    for (const DayState state :
         {DayState::go, DayState::go_later_better, DayState::go_once_renewed, DayState::unclear, DayState::wait}) {
      const bool there = std::any_of(calendar.runs.begin(), calendar.runs.end(),
                                     [&](const CalendarRun& run) { return run.state == state; });
      if (!there) continue;
      if (!line.empty()) line.push_back({"   ", Tone::normal});
      line.push_back({std::string(look(state).mark), look(state).tone});
      line.push_back({" " + std::string(look(state).words), Tone::normal});
    }
    page_.row(line);
  }

  void day(std::string_view label, std::string_view brackets, std::optional<Day> which, const std::string& words) {
    const std::string name = shown(which) && !page_.plain() ? std::string(brackets) + " " + std::string(label)
                                                            : (page_.plain() ? "" : "    ") + std::string(label);
    page_.labelled(0, name, 14, words);
  }

  void days(const TreatmentCalendar& calendar, const Sentences& say) {
    const eval::TreatmentDecision& t = *calendar.treatment;
    day("asked", "[ ]", decision_.visit, long_day(decision_.visit) + ": " + say.headline());
    if (t.earliest != decision_.visit) day("earliest", "( )", t.earliest, say.earliest());
    if (t.preferred && t.preferred != decision_.visit && t.preferred != t.earliest)
      day("better", "< >", t.preferred, "from " + long_day(*t.preferred) + " on");
  }

  void runs(const CalendarRun& run) {
    const Look how = look(run.state);
    const std::string when = range_words({run.first, run.last});
    if (page_.plain()) {
      page_.paragraph(0, when + ": " + std::string(how.words) + ".");
      for (const Closing& closing : run.closings) page_.paragraph(0, closing_words(run, closing));
      for (const std::string& question : run.questions) page_.paragraph(0, "Ask: " + question);
      return;
    }
    if (run.state == DayState::before_record) return;
    page_.row(
        {{std::string(how.mark), how.tone}, {" " + when, Tone::strong}, {"  " + std::string(how.words), how.tone}});
    for (const Closing& closing : run.closings) page_.branch("    ", "      ", closing_words(run, closing));
    for (const std::string& question : run.questions) page_.branch("    Ask: ", "      ", question);
  }

  static std::string closing_words(const CalendarRun& run, const Closing& closing) {
    if (!closing.message.empty()) return sentence(closing.message);
    std::string out = closing.title + " (" + closing.check + ")";
    if (run.state == DayState::go_later_better)
      return out + (closing.until ? ", better from " + day_words(*closing.until) + " on." : ", later is better.");
    if (run.state == DayState::go_once_renewed) return out + ", its clearance has run out by then.";
    if (closing.until) return out + ", until " + day_words(*closing.until) + ".";
    return out + (run.state == DayState::unclear ? ", until it is answered." : ", no day can be named.");
  }

  const eval::Decision& decision_;
  const eval::Facts& facts_;
  const time::DayInterval days_;
  Page page_;
};

}  // namespace

std::string calendar_text(const std::vector<TreatmentCalendar>& calendars, const eval::Decision& decision,
                          const eval::Facts& facts, time::DayInterval days, const std::string& engine,
                          const PageOptions& options) {
  return Text(decision, facts, days, options).take(calendars, engine);
}

std::string calendar_json(const std::vector<TreatmentCalendar>& calendars, const eval::Decision& decision,
                          time::DayInterval days, const std::string& engine) {
  std::string out;
  JsonWriter json(out);
  const auto day = [&](std::string_view key, std::optional<Day> which) {
    json.key(key);
    which ? json.text(to_iso(*which)) : json.null();
  };
  json.open('{').key("calendar").text("contra.calendar/1");
  json.key("engine").text(engine);
  json.key("id").text(decision.id);
  day("visit", decision.visit);
  day("as_of", decision.as_of);
  day("from", days.first);
  day("to", days.last);
  json.key("treatments").open('[');
  for (const TreatmentCalendar& calendar : calendars) {
    const eval::TreatmentDecision& t = *calendar.treatment;
    json.open('{').key("treatment").text(t.treatment);
    json.key("verdict").text(t.verdict == eval::Verdict::go ? "GO" : "WAIT");
    day("earliest", t.earliest);
    json.key("earliest_renewed").truth(t.earliest_renewed);
    day("preferred", t.preferred);
    json.key("runs").open('[');
    for (const CalendarRun& run : calendar.runs) {
      json.open('{').key("from").text(to_iso(run.first));
      json.key("to").text(to_iso(run.last));
      json.key("state").text(state_name(run.state));
      if (!run.closings.empty()) {
        json.key("closed_by").open('[');
        for (const Closing& closing : run.closings) {
          json.open('{').key("check").text(closing.check);
          json.key("title").text(closing.title);
          if (!closing.message.empty())
            json.key("message").text(closing.message);
          else
            day("until", closing.until);
          json.close('}');
        }
        json.close(']');
      }
      if (!run.questions.empty()) {
        json.key("ask").open('[');
        for (const auto& question : run.questions) json.text(question);
        json.close(']');
      }
      json.close('}');
    }
    json.close(']').close('}');
  }
  json.close(']').close('}');
  return out;
}

}  // namespace contra::present
