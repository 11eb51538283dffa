// Named days of a date phrase: months, weekdays, seasons and holidays, with a year, a turn ("last", "next") or a
// period. Part of date_reader.hpp.
#include <algorithm>

#include "time/date_reader.hpp"

namespace contra::time {

// --- things that come round again ---------------------------------------------------------------------------

Reads<int> DateReader::month_names(std::size_t i) const {
  static constexpr std::string_view names[] = {"january", "february", "march",     "april",   "may",      "june",
                                               "july",    "august",   "september", "october", "november", "december"};
  const Token* token = phrase_.at(i);
  if (token == nullptr || token->kind != Token::Kind::word) return {};
  for (int k = 0; k < 12; ++k)
    if (token->text == names[k] || token->text == names[k].substr(0, 3) || (k == 8 && token->text == "sept"))
      return {{i + 1, k + 1}};
  return {};
}

Reads<Holiday> DateReader::holidays(std::size_t i) const {
  Reads<Holiday> out;
  const auto add = [&](Holiday holiday, std::initializer_list<std::string_view> words) {
    for (const std::size_t end : phrase_.any(i, words)) out.push_back({end, holiday});
  };
  add(Holiday::christmas_eve, {"christmas eve", "xmas eve"});
  add(Holiday::christmas_day, {"christmas day", "xmas day"});
  add(Holiday::christmas, {"christmas", "xmas"});
  add(Holiday::boxing_day, {"boxing day", "st stephens day"});
  add(Holiday::new_years_eve, {"new years eve", "new year eve", "new year s eve", "nye"});
  add(Holiday::new_years_day, {"new years day", "new year day"});
  add(Holiday::new_year, {"new year", "new years", "the new year"});
  add(Holiday::good_friday, {"good friday"});
  add(Holiday::easter_sunday, {"easter sunday", "easter day"});
  add(Holiday::easter_monday, {"easter monday"});
  add(Holiday::easter, {"easter", "easter weekend"});
  add(Holiday::halloween, {"halloween", "hallowe en"});
  add(Holiday::valentines_day, {"valentines day", "valentines", "valentine day", "valentine s day"});
  add(Holiday::thanksgiving, {"thanksgiving", "thanksgiving day"});
  add(Holiday::st_patricks_day, {"st patricks day", "saint patricks day", "paddys day", "st paddys day"});
  return out;
}

Reads<Recurring> DateReader::month_days(std::size_t i) const {
  Reads<Recurring> out;
  const auto day_numbers = [&](std::size_t at) {
    Reads<unsigned> found = phrase_.ordinals(at);
    if (const Token* token = phrase_.number(at, 2);
        token != nullptr && token->value >= 1 && token->value <= 31 && !token->apostrophe)
      found.push_back({at + 1, static_cast<unsigned>(token->value)});
    return found;
  };
  const auto add = [&](std::size_t end, int month_number, unsigned day) {
    Recurring found = every_year(static_cast<unsigned>(month_number), day, day, signed_);
    if (!found.occurrences.empty()) out.push_back({end, std::move(found)});
  };
  for (const std::size_t the : phrase_.maybe(i, {"the"}))
    for (const auto& [day_end, day] : day_numbers(the))
      for (const std::size_t of : phrase_.maybe(day_end, {"of", "day of", "-", "/"}))
        for (const auto& [end, month_number] : month_names(of)) add(end, month_number, day);
  for (const auto& [month_end, month_number] : month_names(i))
    for (const std::size_t the : phrase_.maybe(month_end, {"the", "-", "/"}))
      for (const auto& [end, day] : day_numbers(the)) add(end, month_number, day);
  // "5-7 March", "the 5th or 6th of March"
  for (const std::size_t the : phrase_.maybe(i, {"the", "between", "between the"}))
    for (const auto& [first_end, first] : day_numbers(the))
      for (const std::size_t joint :
           phrase_.any(first_end, {"-", "to", "or", "and", "/", "to the", "or the", "and the"}))
        for (const auto& [last_end, last] : day_numbers(joint))
          for (const std::size_t of : phrase_.maybe(last_end, {"of"}))
            for (const auto& [end, month_number] : month_names(of)) {
              if (first >= last) continue;
              Recurring found = every_year(static_cast<unsigned>(month_number), first, last, signed_);
              found.grain = Grain::day;
              if (!found.occurrences.empty()) out.push_back({end, std::move(found)});
            }
  // "the 20th" of some month
  for (const std::size_t the : phrase_.maybe(i, {"the"}))
    for (const auto& [end, day] : phrase_.ordinals(the))
      if (the != i || phrase_.at(i)->kind == Token::Kind::number)
        out.push_back({end, every_day_of_month(day, signed_)});
  return out;
}

Reads<Recurring> DateReader::recurring_names(std::size_t i) const {
  Reads<Recurring> out = month_days(i);
  const auto add_month = [&](std::size_t end, int number, int first, int last) {
    Recurring found =
        every_year(static_cast<unsigned>(number), static_cast<unsigned>(first), static_cast<unsigned>(last), signed_);
    found.grain = Grain::month;
    out.push_back({end, std::move(found)});
  };
  for (const auto& [end, number] : month_names(i)) add_month(end, number, 1, 31);
  for (const std::size_t of : phrase_.any(i, {"the month of"}))
    for (const auto& [end, number] : month_names(of)) add_month(end, number, 1, 31);
  for (const auto& [begin, part] : parts(i)) {
    for (const auto& [end, number] : month_names(begin)) {
      switch (part) {
        case Part::early:
          add_month(end, number, 1, 12);
          break;
        case Part::mid:
          add_month(end, number, 8, 22);
          break;
        case Part::late:
          add_month(end, number, 18, 31);
          break;
        case Part::first_half:
          add_month(end, number, 1, 16);
          break;
        case Part::second_half:
          add_month(end, number, 14, 31);
          break;
      }
    }
    // A part of a season is any day of it: where a season begins is itself vague.
    if (const Token* token = phrase_.at(begin); token != nullptr)
      for (Recurring& season : seasons_named(token->text, signed_)) out.push_back({begin + 1, std::move(season)});
  }
  // "the second week of March": calendar weeks or sevens of days
  for (const std::size_t the : phrase_.maybe(i, {"the"})) {
    Reads<unsigned> nths = phrase_.ordinals(the);
    if (phrase_.is(the, "last")) nths.push_back({the + 1, 5});
    for (const auto& [nth_end, nth] : nths)
      for (const std::size_t of : phrase_.any(nth_end, {"week of", "week in", "week"}))
        for (const auto& [end, number] : month_names(of)) {
          if (nth > 5) continue;
          const int n = static_cast<int>(nth);
          const bool last = phrase_.is(the, "last");
          add_month(end, number, last ? 16 : std::max(1, 7 * (n - 1) - 5), last ? 31 : 7 * n + 6);
        }
  }
  if (const Token* token = phrase_.at(i); token != nullptr && token->kind == Token::Kind::word) {
    for (Recurring& season : seasons_named(token->text, signed_)) out.push_back({i + 1, std::move(season)});
    static constexpr std::string_view weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
    static constexpr std::string_view shorter[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (int k = 0; k < 7; ++k) {
      const bool full = token->text == weekdays[k];
      // "sun" after "the" or "in" is the sun.
      const bool abbreviated = (token->text == shorter[k] && !(i > 0 && phrase_.is_one_of(i - 1, {"the", "in"}))) ||
                               (k == 1 && token->text == "tues") ||
                               (k == 3 && (token->text == "thur" || token->text == "thurs")) ||
                               (k == 2 && token->text == "weds");
      if (!full && !abbreviated) continue;
      const Recurring day = every_weekday(k, signed_);
      out.push_back({i + 1, day});
      for (const std::size_t end : phrase_.any(i + 1, {"morning", "afternoon", "evening", "lunchtime"}))
        out.push_back({end, day});
      for (const std::size_t end : phrase_.any(i + 1, {"night"})) {
        Recurring night = day;  // it ends on the next day
        for (Occurrence& o : night.occurrences) o.days = DaySet::between(*o.days.min(), next(*o.days.min()));
        out.push_back({end, night});
      }
    }
  }
  for (const std::size_t end : phrase_.any(i, {"weekend", "the weekend", "week end"}))
    out.push_back({end, every_weekend(signed_)});
  for (const auto& [holiday_end, holiday] : holidays(i))
    for (const Recurring& day : holidays_of(holiday, signed_)) {
      out.push_back({holiday_end, day});
      for (const std::size_t end :
           phrase_.any(holiday_end, {"time", "holidays", "holiday", "break", "period", "week", "weekend"})) {
        Recurring wide = day;
        wide.grain = Grain::month;
        for (Occurrence& o : wide.occurrences) o.days = widened(o.days, {0, 10});
        out.push_back({end, wide});
      }
    }
  return out;
}

Reads<Meaning> DateReader::recurring_dates(std::size_t i) const {
  Reads<Meaning> out;
  const auto sure = [&](std::size_t end, const DaySet& days, const Recurring& r) {
    out.push_back({end, certain(days, r.grain)});
  };
  const auto year_before = [&](std::size_t at) {  // "last year", "2025", then the name
    Reads<int> found = year_labels(at);
    append(found, years_counted(at));
    return found;
  };

  for (const auto& [end, r] : recurring_names(i)) {
    out.push_back({end, {DaySet(), r, slack_of(r.grain, tolerance_)}});
    for (const std::size_t gone : phrase_.any(end, {"just gone", "just past", "gone", "past"}))
      sure(gone, in_turn(r, 0, 0), r);
    for (const std::size_t before_last : phrase_.any(end, {"before last"})) sure(before_last, in_turn(r, 1, 2), r);
    for (const std::size_t of : phrase_.maybe(end, {"of", "in", "-", "/", "."})) {
      for (const auto& [year_end, number] : year_labels(of)) sure(year_end, labelled(r, number), r);
      for (const auto& [year_end, number] : years_counted(of)) sure(year_end, labelled(r, number), r);
      if (const Token* token = phrase_.number(of, 2);
          token != nullptr && token->digits == 2 && !r.weekday && !token->apostrophe)
        sure(of + 1, two_digit_year(r, token->value), r);
    }
    // "Tuesday last week", "the 20th of last month"
    for (const std::size_t of : phrase_.maybe(end, {"of", "in", "from"}))
      for (const auto& [period_end, period] : periods(of))
        if (r.weekday || r.grain == Grain::day || r.grain == Grain::week) {
          DaySet days;
          for (const Occurrence& o : r.occurrences)
            if (!(o.days & period.days).empty()) days |= o.days;
          if (!days.empty()) sure(period_end, days, r);
        }
    // "Sunday 15 March"
    if (r.weekday) {
      const auto keep = [&](const DaySet& days) {
        DaySet kept;
        for (const DayInterval& interval : days.intervals())
          for (Day day = interval.first; day <= interval.last && day <= last_day; day = next(day))
            if (weekday_of(day) == weekday_of(*r.occurrences.front().days.min())) kept |= DaySet::one(day);
        return kept;
      };
      for (const std::size_t the : phrase_.maybe(end, {"the"})) {
        for (const auto& [date_end, date] : numeric_dates(the)) {
          const DaySet kept = keep(days_of(date));
          if (!kept.empty()) sure(date_end, kept, r);
        }
        for (const auto& [date_end, date] : month_days(the)) {
          const DaySet kept = keep(days_of({DaySet(), date, {}}));
          if (!kept.empty()) sure(date_end, kept, r);
          for (const auto& [year_end, number] : year_labels(date_end)) {
            const DaySet in_year = keep(labelled(date, number));
            if (!in_year.empty()) sure(year_end, in_year, r);
          }
        }
      }
    }
  }

  for (const std::size_t begin : phrase_.any(i, {"last", "the last", "this last", "previous", "the previous"}))
    for (const auto& [end, r] : recurring_names(begin)) {
      // "last Tuesday" on a Tuesday is not today.
      const int skip = r.weekday && in_turn(r, 0, 0).contains(signed_) ? 1 : 0;
      sure(end, in_turn(r, skip, skip + 1), r);
    }
  for (const std::size_t begin : phrase_.any(i, {"this", "this past", "the past"}))
    for (const auto& [end, r] : recurring_names(begin)) {
      const DaySet days = tense_ == Tense::past ? in_turn(r, 0, 0) : days_of({DaySet(), r, {}});
      sure(end, days, r);
    }
  for (const std::size_t begin :
       phrase_.any(i, {"next", "this coming", "the coming", "coming", "the next", "this next"}))
    for (const auto& [end, r] : recurring_names(begin)) sure(end, coming(r, 0, 1), r);
  for (const auto& [year_end, number] : year_before(i))
    for (const std::size_t in : phrase_.maybe(year_end, {"in", "at", "on", "around", "during"}))
      for (const auto& [end, r] : recurring_names(in)) sure(end, labelled(r, number), r);
  for (const auto& [period_end, period] : periods(i))
    for (const std::size_t on : phrase_.maybe(period_end, {"on"}))
      for (const auto& [end, r] : recurring_names(on))
        if (r.weekday) {
          DaySet days;
          for (const Occurrence& o : r.occurrences)
            if (!(o.days & period.days).empty()) days |= o.days;
          if (!days.empty()) sure(end, days, r);
        }
  for (const auto& [end, r] : turns(i)) sure(end, r.occurrences.front().days, r);
  return out;
}

// "two Tuesdays ago", "three summers ago": counted back, with or without the one that has just been.
Reads<Recurring> DateReader::turns(std::size_t i) const {
  Reads<Recurring> out;
  for (const auto& [count_end, hundredths] : phrase_.cardinals(i)) {
    if (hundredths % 100 != 0 || hundredths < 100) continue;
    const int n = hundredths / 100;
    const Token* token = phrase_.at(count_end);
    if (token == nullptr || token->kind != Token::Kind::word) continue;
    std::string one = token->text;
    if (one == "christmases") one = "christmass";
    if (one.empty() || one.back() != 's') continue;
    one.pop_back();
    Token single = *token;
    single.text = one;
    const DateReader alone({single}, signed_, tense_, tolerance_);
    for (const auto& [end, r] : alone.recurring_names(0)) {
      if (end != 1) continue;
      const DaySet days = in_turn(r, n - 1, n);
      for (const std::size_t ago : phrase_.any(count_end + 1, {"ago", "back"}))
        if (!days.empty()) out.push_back({ago, {{{days, 0, 0}}, r.grain, r.weekday}});
    }
  }
  return out;
}

}  // namespace contra::time
