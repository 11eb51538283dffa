// Reads date phrases: near days, calendar periods, things that come round again, distances and anchors. See
// date_reader.hpp. Every function returns all readings; the caller keeps those that use up all the words.
#include "time/date_reader.hpp"

#include <algorithm>

namespace contra::time {
namespace {

constexpr Day plus(Day day, int days) { return Day{day.number + days}; }

std::optional<DaySet> day_set(int year, int month, int day) {
  if (month < 1 || day < 1) return std::nullopt;
  const auto found = day_of({year, static_cast<unsigned>(month), static_cast<unsigned>(day)});
  if (!found) return std::nullopt;
  return DaySet::one(*found);
}

}  // namespace

Step DateReader::slack_of(Unit unit) const {
  switch (unit) {
    case Unit::day:
      return tolerance_.days;
    case Unit::week:
      return tolerance_.weeks;
    case Unit::month:
      return tolerance_.months;
    case Unit::year:
      return tolerance_.years;
  }
  return {};
}

Step DateReader::slack_of(Grain grain, const Tolerance& tolerance) {
  switch (grain) {
    case Grain::day:
      return tolerance.weeks;  // "about 20 November" is off by days, not by one day
    case Grain::week:
      return {0, 7};
    case Grain::month:
      return tolerance.months;
    case Grain::year:
      return {12, 0};
  }
  return {};
}

DaySet DateReader::widened(const DaySet& days, Step slack) {
  DaySet out;
  for (const DayInterval& i : days.intervals())
    out |= DaySet::between(before(i.first, slack, Rounding::down), after(i.last, slack, Rounding::up));
  return out;
}

Meaning DateReader::certain(DaySet days, Grain grain) const {
  return {std::move(days), std::nullopt, slack_of(grain, tolerance_)};
}

// Both kinds of weeks: those that begin on Monday and those that begin on Sunday.
DaySet DateReader::week(int weeks_from_now) const {
  const int since_monday = weekday_of(signed_), since_sunday = (since_monday + 1) % 7;
  const Day monday = plus(signed_, 7 * weeks_from_now - since_monday);
  const Day sunday = plus(signed_, 7 * weeks_from_now - since_sunday);
  return DaySet::between(monday, plus(monday, 6)) | DaySet::between(sunday, plus(sunday, 6));
}

DaySet DateReader::month(int months_from_now) const {
  const YearMonthDay now = date_of(signed_);
  const int total = now.year * 12 + static_cast<int>(now.month) - 1 + months_from_now;
  const int in_year = total / 12;
  const auto number = static_cast<unsigned>(total % 12 + 1);
  const auto first = day_of({in_year, number, 1});
  return first ? DaySet::between(*first, *day_of({in_year, number, days_in_month(in_year, number)})) : DaySet();
}

DaySet DateReader::year(int number) const {
  const auto first = day_of({number, 1, 1});
  return first ? DaySet::between(*first, *day_of({number, 12, 31})) : DaySet();
}

// --- whose turn ---------------------------------------------------------------------------------------------

DaySet DateReader::in_turn(const Recurring& recurring, int from, int to) const {
  DaySet out;
  int turn = 0;
  for (auto o = recurring.occurrences.rbegin(); o != recurring.occurrences.rend(); ++o) {
    if (*o->days.min() > signed_) continue;
    if (turn >= from && turn <= to) out |= o->days;
    ++turn;
  }
  return out;
}

DaySet DateReader::coming(const Recurring& recurring, int from, int to) const {
  DaySet out;
  int turn = 0;
  for (const Occurrence& o : recurring.occurrences) {
    if (*o.days.min() <= signed_) continue;
    if (turn >= from && turn <= to) out |= o.days;
    ++turn;
  }
  return out;
}

DaySet DateReader::days_of(const Meaning& meaning) const {
  if (!meaning.recurring) return meaning.days;
  const Recurring& r = *meaning.recurring;
  const DaySet latest = in_turn(r, 0, 0);
  const bool within = !latest.empty() && *latest.max() >= signed_;
  // While it is going on, or on its day for weekdays, the one before or after may be meant too.
  const bool both = within && (r.grain != Grain::day || r.weekday);
  if (tense_ == Tense::past) return both ? in_turn(r, 0, 1) : latest;
  if (!within) return coming(r, 0, 0);
  return both ? latest | coming(r, 0, 0) : latest;
}

DaySet DateReader::labelled(const Recurring& recurring, int year_number) const {
  DaySet out;
  for (const Occurrence& o : recurring.occurrences)
    if (o.first_label <= year_number && year_number <= o.last_label) out |= o.days;
  return out;
}

DaySet DateReader::two_digit_year(const Recurring& recurring, int two_digits) const {
  const bool past = tense_ == Tense::past;
  for (const int century : {past ? 2000 : 2000, past ? 1900 : 2100}) {
    const DaySet days = labelled(recurring, century + two_digits);
    if (days.empty()) continue;
    if (past ? *days.min() <= signed_ : *days.max() >= signed_) return days;
  }
  return {};
}

// --- near days and calendar periods -------------------------------------------------------------------------

Reads<Meaning> DateReader::near_days(std::size_t i) const {
  Reads<Meaning> out;
  const auto add = [&](const Ends& ends, int from, int to) {
    for (const std::size_t end : ends)
      out.push_back({end, certain(DaySet::between(plus(signed_, from), plus(signed_, to)), Grain::day)});
  };
  add(phrase_.any(i,
                  {"today", "this morning", "this afternoon", "this evening", "tonight", "earlier today", "later today",
                   "earlier on today", "just now", "just today", "today at some point", "the same day", "same day"}),
      0, 0);
  add(phrase_.any(i,
                  {"yesterday", "yesterday morning", "yesterday afternoon", "yesterday evening", "yesterday lunchtime",
                   "just yesterday", "only yesterday", "the day before today", "the previous day"}),
      -1, -1);
  add(phrase_.any(
          i, {"last night", "yesterday night", "overnight", "during the night", "in the night", "the night just gone"}),
      -1, 0);
  add(phrase_.any(i, {"day before yesterday", "the day before yesterday"}), -2, -2);
  add(phrase_.any(i, {"night before last", "the night before last", "the night before yesterday"}), -2, -1);
  add(phrase_.any(i, {"tomorrow", "tomorrow morning", "tomorrow afternoon", "tomorrow evening", "the day after today"}),
      1, 1);
  add(phrase_.any(i, {"tomorrow night"}), 1, 2);
  add(phrase_.any(i, {"day after tomorrow", "the day after tomorrow"}), 2, 2);
  const auto time_ago = [&](std::string_view words, Unit unit) {
    if (const auto end = phrase_.sequence(i, words))
      out.push_back({*end, {about_ago(1, unit, signed_, tolerance_), std::nullopt, slack_of(unit)}});
  };
  time_ago("this time last year", Unit::year);
  time_ago("this time last month", Unit::month);
  time_ago("this time last week", Unit::week);
  return out;
}

Reads<DateReader::Part> DateReader::parts(std::size_t i) const {
  Reads<Part> out;
  const auto add = [&](Part part, std::initializer_list<std::string_view> words) {
    for (const std::size_t begin :
         phrase_.maybe(i, {"the", "in the", "at the", "in", "around the", "towards the", "toward the"}))
      for (const std::size_t end : phrase_.any(begin, words))
        for (const std::size_t of : phrase_.maybe(end, {"of", "in", "-", "part of", "on in"}))
          out.push_back({of, part});
  };
  add(Part::early, {"early", "beginning", "start", "very early", "very beginning", "very start", "first few days",
                    "first part", "earlier"});
  add(Part::mid, {"mid", "middle"});
  add(Part::late, {"late", "end", "very end", "very late", "last few days", "latter part", "tail end", "later"});
  add(Part::first_half, {"first half", "1st half"});
  add(Part::second_half, {"second half", "2nd half", "latter half", "last half"});
  return out;
}

Reads<int> DateReader::years_counted(std::size_t i) const {
  Reads<int> out;
  const int now = date_of(signed_).year;
  const auto add = [&](const Ends& ends, int number) {
    for (const std::size_t end : ends) out.push_back({end, number});
  };
  add(phrase_.any(i, {"this year", "the current year", "the year"}), now);
  add(phrase_.any(i, {"last year", "the previous year", "the last year", "the year"}), now - 1);
  add(phrase_.any(i, {"the year before last", "year before last"}), now - 2);
  add(phrase_.any(i, {"next year", "the coming year", "the following year"}), now + 1);
  return out;
}

Reads<int> DateReader::year_labels(std::size_t i) const {
  const Token* token = phrase_.number(i, 4);
  if (token == nullptr) return {};
  if (token->digits == 4 && token->value >= 1900 && token->value <= 2200) return {{i + 1, token->value}};
  if (token->digits != 2 || !token->apostrophe) return {};
  const int now = date_of(signed_).year;
  const int close = 2000 + token->value;
  return {{i + 1, tense_ == Tense::past && close > now ? close - 100 : close}};
}

Reads<Meaning> DateReader::years(std::size_t i) const {
  Reads<Meaning> out;
  const auto part_of_year = [&](int number, std::optional<Part> part) {
    if (!part) return year(number);
    const auto span = [&](unsigned from_month, unsigned from, unsigned to_month, unsigned to) {
      const auto first = day_of({number, from_month, from}), last = day_of({number, to_month, to});
      return first && last ? DaySet::between(*first, *last) : DaySet();
    };
    switch (*part) {
      case Part::early:
        return span(1, 1, 4, 30);
      case Part::mid:
        return span(4, 15, 9, 15);
      case Part::late:
        return span(9, 1, 12, 31);
      case Part::first_half:
        return span(1, 1, 7, 15);
      case Part::second_half:
        return span(6, 15, 12, 31);
    }
    return DaySet();
  };
  Reads<std::optional<Part>> begins{{i, std::nullopt}};
  for (const auto& [end, part] : parts(i)) begins.push_back({end, part});
  for (const auto& [begin, part] : begins) {
    for (const auto& [end, number] : year_labels(begin))
      out.push_back({end, certain(part_of_year(number, part), part ? Grain::month : Grain::year)});
    for (const auto& [end, number] : years_counted(begin)) {
      // "the year" stands for this one or the last, and only with a part: "the end of the year".
      if (!part && phrase_.is(begin, "the") && phrase_.is(begin + 1, "year") && end == begin + 2) continue;
      out.push_back({end, certain(part_of_year(number, part), part ? Grain::month : Grain::year)});
    }
  }
  // "the 90s", "the early 2000s", "the nineties"
  for (const std::size_t the : phrase_.maybe(i, {"the"}))
    for (const std::size_t begin : phrase_.maybe(the, {"early", "mid", "mid -", "late"})) {
      const Token* token = phrase_.at(begin);
      int first = 0;
      if (token != nullptr && token->kind == Token::Kind::number && token->plural && token->value % 10 == 0)
        first = token->digits == 4   ? token->value
                : token->digits == 2 ? (token->value <= 20 ? 2000 : 1900) + token->value
                                     : 0;
      static constexpr std::string_view names[] = {"twenties", "thirties",  "forties",  "fifties",
                                                   "sixties",  "seventies", "eighties", "nineties"};
      for (int k = 0; k < 8; ++k)
        if (phrase_.is(begin, names[k])) first = 1920 + 10 * k;
      if (first < 1900 || first > 2190) continue;
      DaySet days;
      const int last = first % 100 == 0 ? first + 99 : first + 9;  // "the 2000s": the decade or the century
      for (int number = first; number <= last; ++number) days |= year(number);
      out.push_back({begin + 1, certain(days, Grain::year)});
    }
  return out;
}

Reads<Meaning> DateReader::periods(std::size_t i) const {
  Reads<Meaning> out = years(i);
  Ends begins{i};
  for (const auto& read : parts(i)) begins.push_back(read.end);
  for (const std::size_t begin : begins) {
    const auto add = [&](std::initializer_list<std::string_view> words, const DaySet& days, Grain grain) {
      for (const std::size_t end : phrase_.any(begin, words)) out.push_back({end, certain(days, grain)});
    };
    // A part of a week is still any day of it.
    add({"this week", "the current week"}, week(0), Grain::week);
    add({"last week", "the previous week", "the week just gone"}, week(-1), Grain::week);
    add({"the last week", "the past week", "this past week", "this last week", "past week"},
        week(-1) | in_the_last({0, 7}, signed_), Grain::week);
    add({"week before last", "the week before last"}, week(-2), Grain::week);
    add({"next week", "the coming week", "the following week"}, week(1), Grain::week);
    add({"the week after next", "week after next"}, week(2), Grain::week);
  }
  const auto part_of_month = [&](const DaySet& whole, std::optional<Part> part) {
    if (!part || whole.empty()) return whole;
    const Day first = *whole.min(), last = *whole.max();
    switch (*part) {
      case Part::early:
        return DaySet::between(first, plus(first, 11));
      case Part::mid:
        return DaySet::between(plus(first, 7), plus(first, 21));
      case Part::late:
        return DaySet::between(plus(first, 17), last);
      case Part::first_half:
        return DaySet::between(first, plus(first, 15));
      case Part::second_half:
        return DaySet::between(plus(first, 13), last);
    }
    return whole;
  };
  const auto months = [&](std::size_t begin, std::optional<Part> part) {
    const auto add = [&](std::initializer_list<std::string_view> words, int from_now, bool rolling) {
      for (const std::size_t end : phrase_.any(begin, words)) {
        const DaySet days = part_of_month(month(from_now), part);
        out.push_back({end, certain(rolling && !part ? days | in_the_last({1, 0}, signed_) : days, Grain::month)});
      }
    };
    add({"this month", "the current month"}, 0, false);
    if (part) add({"the month"}, 0, false);
    if (part) add({"the month"}, -1, false);
    add({"last month", "the previous month"}, -1, false);
    add({"the last month", "the past month", "this past month", "this last month", "past month"}, -1, true);
    add({"month before last", "the month before last"}, -2, false);
    add({"next month", "the coming month", "the following month"}, 1, false);
  };
  months(i, std::nullopt);
  for (const auto& [end, part] : parts(i)) {
    // "earlier this month" is any day of it up to now.
    const bool comparative = phrase_.is_one_of(end - 1, {"earlier", "later"});
    months(end, comparative ? std::nullopt : std::optional(part));
  }
  for (const std::size_t begin : phrase_.any(i, {"earlier", "later", "earlier on", "later on"}))
    for (const std::size_t in : phrase_.maybe(begin, {"in"}))
      for (const auto& [end, number] : years_counted(in)) out.push_back({end, certain(year(number), Grain::year)});
  return out;
}

// --- numbers ------------------------------------------------------------------------------------------------

Reads<Meaning> DateReader::numeric_dates(std::size_t i) const {
  Reads<Meaning> out;
  const Token* a = phrase_.number(i, 4);
  if (a == nullptr) return out;
  const auto separator_at = [&](std::size_t k) { return phrase_.is_one_of(k, {"-", "/", "."}); };
  const bool signs = separator_at(i + 1);
  const std::size_t second = signs ? i + 2 : i + 1;
  const Token* b = phrase_.number(second, 4);
  if (b == nullptr) return out;
  const bool same_sign = signs && separator_at(second + 1) && phrase_.at(second + 1)->text == phrase_.at(i + 1)->text;
  const std::size_t third = signs ? second + 2 : second + 1;
  const Token* c = !signs || same_sign ? phrase_.number(third, 4) : nullptr;
  const auto is_short = [](const Token* t) { return t->digits <= 2; };

  if (c != nullptr) {
    DaySet days;
    const auto add = [&](const Token* year_token, const Token* month_token, const Token* day_token) {
      if (!is_short(month_token) || !is_short(day_token)) return;
      if (year_token->digits == 4) {
        if (const auto found = day_set(year_token->value, month_token->value, day_token->value)) days |= *found;
      } else if (year_token->digits == 2 && month_token->value >= 1 && month_token->value <= 12 &&
                 day_token->value >= 1) {
        const auto day = static_cast<unsigned>(day_token->value);
        days |=
            two_digit_year(every_year(static_cast<unsigned>(month_token->value), day, day, signed_), year_token->value);
      }
    };
    const bool year_first = a->digits == 4;
    if (!year_first) add(c, b, a);
    if (!year_first) add(c, a, b);
    add(a, b, c);
    out.push_back({third + 1, certain(days, Grain::day)});
  }
  if (!signs) return out;
  if (a->digits == 4 && is_short(b)) {
    if (b->value >= 1 && b->value <= 12) {
      const auto days = labelled(every_year(static_cast<unsigned>(b->value), 1, 31, signed_), a->value);
      out.push_back({second + 1, certain(days, Grain::month)});
    }
    return out;
  }
  if (!is_short(a)) return out;
  if (a->value >= 1 && a->value <= 12) {
    const Recurring whole_month = every_year(static_cast<unsigned>(a->value), 1, 31, signed_);
    if (b->digits == 4) out.push_back({second + 1, certain(labelled(whole_month, b->value), Grain::month)});
    if (b->digits == 2) out.push_back({second + 1, certain(two_digit_year(whole_month, b->value), Grain::month)});
  }
  if (is_short(b)) {
    const auto add = [&](const Token* month_token, const Token* day_token) {
      if (month_token->value < 1 || month_token->value > 12 || day_token->value < 1) return;
      const auto day = static_cast<unsigned>(day_token->value);
      const Recurring found = every_year(static_cast<unsigned>(month_token->value), day, day, signed_);
      if (found.occurrences.empty()) return;
      out.push_back({second + 1, {DaySet(), found, slack_of(Grain::day, tolerance_)}});
    };
    add(b, a);
    add(a, b);
  }
  return out;
}

}  // namespace contra::time
