// Distances and anchors of a date phrase, and two dates put together. Part of date_reader.hpp.
#include <algorithm>

#include "time/date_reader.hpp"

namespace contra::time {
namespace {

constexpr Day plus(Day day, int days) { return Day{day.number + days}; }

// How far "just before" reaches.
constexpr int just_days = 14;
// "before Christmas" may mean the coming one only when that is near.
constexpr int near_days_ahead = 31;

}  // namespace

// --- distances ----------------------------------------------------------------------------------------------

Reads<DateReader::Bound> DateReader::bounds(std::size_t i) const {
  Reads<Bound> out{{i, Bound::around}};
  const auto add = [&](Bound bound, std::initializer_list<std::string_view> words) {
    for (const std::size_t end : phrase_.any(i, words)) {
      out.push_back({end, bound});
      for (const std::size_t about : phrase_.any(end, {"about", "around", "roughly"})) out.push_back({about, bound});
    }
  };
  add(Bound::around, {"about",
                      "around",
                      "roughly",
                      "approx",
                      "approximately",
                      "circa",
                      "ca",
                      "c",
                      "~",
                      "some",
                      "nearly",
                      "almost",
                      "just under",
                      "just over",
                      "just about",
                      "a bit over",
                      "a little over",
                      "a bit under",
                      "a little under",
                      "a bit more than",
                      "a little more than",
                      "a bit less than",
                      "slightly over",
                      "slightly under",
                      "slightly more than",
                      "slightly less than",
                      "just less than",
                      "just more than",
                      "close to",
                      "a good",
                      "maybe about",
                      "not quite",
                      "barely",
                      "getting on for",
                      "coming up to",
                      "coming up for",
                      "in the region of",
                      "somewhere around"});
  add(Bound::exact, {"exactly", "precisely", "just exactly"});
  add(Bound::at_least,
      {"over", "more than", "at least", "longer than", "well over", "not less than", "no less than", "upwards of",
       "greater than", "> ", ">", "much more than", "far more than", "way over", "way more than", "a minimum of"});
  add(Bound::at_most, {"less than", "under", "within", "no more than", "not more than", "at most", "fewer than",
                       "inside", "<", "well under", "up to", "no longer than", "not longer than", "in under",
                       "in less than", "within the last", "much less than"});
  return out;
}

DaySet DateReader::distance(Day first, Day last, const Length& length, Bound bound, Side side) const {
  const Step slack = slack_of(length.unit);
  const bool back = side == Side::before;
  // The near end of the window (the shortest way) and the far end (the longest), each rounded outwards.
  const auto far_end = [&](Step step) {
    return back ? before(first, step, Rounding::down) : after(last, step, Rounding::up);
  };
  const auto near_end = [&](Step step) {
    return back ? before(last, step, Rounding::up) : after(first, step, Rounding::down);
  };
  const auto loosen_far = [&](Day day) {
    return back ? before(day, slack, Rounding::down) : after(day, slack, Rounding::up);
  };
  const auto loosen_near = [&](Day day) {
    return back ? std::min(last, after(day, slack, Rounding::up)) : std::max(first, before(day, slack, Rounding::down));
  };
  const auto window = [&](Day far_day, Day near_day) {
    return back ? DaySet::between(far_day, near_day) : DaySet::between(near_day, far_day);
  };
  const Day endless = back ? first_day : last_day;
  switch (bound) {
    case Bound::exact:
      return window(length.open ? endless : far_end(length.high), near_end(length.low));
    case Bound::at_least:
      return window(endless, length.loose ? loosen_near(near_end(length.low)) : near_end(length.low));
    case Bound::at_most: {
      if (length.open) return window(endless, back ? last : first);
      const Day far_day = length.loose ? loosen_far(far_end(length.high)) : far_end(length.high);
      return window(far_day, back ? last : first);
    }
    case Bound::around:
      break;
  }
  const Day near_day = loosen_near(near_end(length.low));
  return window(length.open ? endless : loosen_far(far_end(length.high)), near_day);
}

Reads<Meaning> DateReader::distances(std::size_t i) const {
  Reads<Meaning> out;
  const auto add = [&](std::size_t end, const Length& length, Bound bound, Side side) {
    const bool bounded = bound != Bound::at_least && !length.open;
    out.push_back(
        {end, {distance(signed_, signed_, length, bound, side), std::nullopt, slack_of(length.unit), bounded}});
  };
  for (const auto& [begin, bound] : bounds(i)) {
    Reads<Length> lengths = phrase_.lengths(begin);
    const std::size_t with_number = lengths.size();
    append(lengths, phrase_.bare_plurals(begin));
    for (std::size_t k = 0; k < lengths.size(); ++k) {
      const auto& [end, length] = lengths[k];
      for (const std::size_t ago : phrase_.any(end, {"ago", "back", "ago now", "or so ago", "previously", "earlier"})) {
        add(ago, length, bound, Side::before);
        for (const std::size_t sharp : phrase_.any(ago, {"today", "to the day", "exactly", "tonight"}))
          add(sharp, length, bound == Bound::around ? Bound::exact : bound, Side::before);
      }
      for (const std::size_t sharp : phrase_.any(end, {"to the day ago"}))
        add(sharp, length, Bound::exact, Side::before);
      for (const std::size_t hence :
           phrase_.any(end, {"from now", "from today", "hence", "time", "later", "to go", "away", "into the future"}))
        add(hence, length, bound, Side::after);
      // A bare "6 months" answers "when": back for a past day, ahead for one to come.
      if (k < with_number) {
        add(end, length, bound, tense_ == Tense::past ? Side::before : Side::after);
        out.back().value.bare = true;
      }
    }
  }
  // "in the last 6 months", "over the past few weeks", "within the last year"
  for (const std::size_t in : phrase_.maybe(i, {"in", "within", "during", "over", "sometime in", "sometime within",
                                                "some time in", "at some point in", "inside", "throughout"}))
    for (const std::size_t last_word : phrase_.any(in, {"the last", "the past", "the previous", "last", "past",
                                                        "these last", "these past", "this last", "this past"}))
      for (const std::size_t about : phrase_.maybe(last_word, {"about", "around", "approximately", "roughly"})) {
        Reads<Length> lengths = phrase_.lengths(about);
        // "the last year" has no number: one of it. Without "the" it is the calendar's.
        if (phrase_.is_one_of(last_word - 2, {"the", "these", "this"}) || phrase_.is(last_word - 1, "past")) {
          static const std::pair<std::string_view, Length> ones[] = {
              {"day", {{0, 1}, {0, 1}, false, false, Unit::day}},
              {"night", {{0, 1}, {0, 1}, false, false, Unit::day}},
              {"week", {{0, 7}, {0, 7}, false, false, Unit::week}},
              {"fortnight", {{0, 14}, {0, 14}, false, false, Unit::week}},
              {"month", {{1, 0}, {1, 0}, false, false, Unit::month}},
              {"year", {{12, 0}, {12, 0}, false, false, Unit::year}},
              {"decade", {{120, 0}, {120, 0}, false, false, Unit::year}},
              {"hour", {{0, 0}, {0, 1}, false, false, Unit::day}}};
          for (const auto& [word, length] : ones)
            if (phrase_.is(about, word)) {
              lengths.push_back({about + 1, length});
              Length loose = length;
              loose.loose = true;
              for (const std::size_t so : phrase_.any(about + 1, {"or so"})) lengths.push_back({so, loose});
              Length two = loose;
              two.high = {length.high.months * 2, length.high.days * 2};
              for (const std::size_t or_two : phrase_.any(about + 1, {"or two"})) lengths.push_back({or_two, two});
            }
        }
        for (auto [end, length] : lengths) {
          length.loose = length.loose || about != last_word;
          // "in the last year" may be this calendar year and the last; it is kept to the stretch of days it names.
          add(end, length, Bound::at_most, Side::before);
        }
      }
  // "in 3 weeks", "in about a month", "within the next 2 weeks"
  for (const std::size_t in : phrase_.any(i, {"in"}))
    for (const auto& [begin, bound] : bounds(in))
      for (const auto& [end, length] : phrase_.lengths(begin)) {
        add(end, length, bound, Side::after);
        for (const std::size_t time : phrase_.any(end, {"time"})) add(time, length, bound, Side::after);
      }
  for (const std::size_t in : phrase_.any(i, {"in the next", "within the next", "over the next", "during the next",
                                              "the next", "next", "in the coming", "within the coming"})) {
    Reads<Length> lengths = phrase_.lengths(in);
    for (const auto& [end, length] : lengths) add(end, length, Bound::at_most, Side::after);
  }
  return out;
}

// --- before and after another day ---------------------------------------------------------------------------

std::vector<DayInterval> DateReader::anchors_of(const Meaning& meaning, bool near_only) const {
  DaySet days = days_of(meaning);
  if (meaning.recurring) {
    const bool past = tense_ == Tense::past;
    const DaySet other = past ? coming(*meaning.recurring, 0, 0) : in_turn(*meaning.recurring, 0, 0);
    const bool near_by = !other.empty() && (past ? other.min()->number - signed_.number <= near_days_ahead
                                                 : signed_.number - other.max()->number <= near_days_ahead);
    if (!other.empty() && (!near_only || near_by)) {
      std::vector<DayInterval> out = days.intervals();
      out.insert(out.end(), other.intervals().begin(), other.intervals().end());
      return out;
    }
  }
  return days.intervals();
}

Reads<Meaning> DateReader::anchored(std::size_t i, int depth) const {
  Reads<Meaning> out;
  if (depth <= 0) return out;
  const auto sides = [&](std::size_t at) {
    Reads<Side> found;
    for (const std::size_t end : phrase_.any(at, {"before", "prior to", "ahead of", "previous to", "preceding"}))
      found.push_back({end, Side::before});
    for (const std::size_t end : phrase_.any(at, {"after", "following", "from"})) found.push_back({end, Side::after});
    return found;
  };
  // `window` makes the days from one anchor; `bounded` says that it reaches only so far from it.
  const auto add = [&](std::size_t anchor_at, bool bounded, auto&& window) {
    for (const auto& [end, anchor] : plain_dates(anchor_at, depth - 1)) {
      if (!anchor.bounded) continue;
      DaySet days;
      for (const DayInterval& interval : anchors_of(anchor, !bounded)) days |= window(interval);
      out.push_back({end, {days, std::nullopt, tolerance_.weeks, bounded}});
    }
  };
  for (const auto& [begin, bound] : bounds(i)) {
    Reads<Length> lengths = phrase_.lengths(begin);
    append(lengths, phrase_.bare_plurals(begin));
    for (const auto& read : lengths) {
      const Length length = read.value;
      const Bound how = bound;
      for (const auto& [anchor_at, side] : sides(read.end)) {
        const bool bounded = how != Bound::at_least && !length.open;
        const Side where = side;
        add(anchor_at, bounded, [&, where, how, length](DayInterval a) {
          // The anchor itself is not before or after itself.
          return distance(a.first, a.last, length, how, where) -
                 DaySet::between(where == Side::before ? a.last : first_day, where == Side::before ? forever : a.first);
        });
      }
    }
  }
  const auto stretch = [&](std::initializer_list<std::string_view> words, int days_far, Step far_step) {
    for (const std::size_t lead : phrase_.any(i, words))
      for (const auto& [anchor_at, side] : sides(lead)) {
        if (phrase_.is(anchor_at - 1, "from")) continue;
        const Side where = side;
        add(anchor_at, true, [=](DayInterval a) {
          const Day first =
              where == Side::before ? before(plus(a.first, -days_far), far_step, Rounding::down) : plus(a.first, 1);
          const Day last =
              where == Side::before ? previous(a.last) : after(plus(a.last, days_far), far_step, Rounding::up);
          return DaySet::between(first, last);
        });
      }
  };
  stretch({"just", "right", "shortly", "soon", "immediately", "a little", "a little while", "a bit", "not long",
           "shortly and"},
          just_days, {});
  stretch({"the day", "day", "the very day", "the morning", "the evening"}, 1, {});
  stretch({"the night", "night"}, 1, {});
  stretch({"the week", "week", "the days", "days", "the weekend", "weekend"}, 14, {});
  stretch({"the month", "month"}, 0, {2, 0});
  // The night before a day reaches into it.
  for (const std::size_t lead : phrase_.any(i, {"the night before", "night before"}))
    add(lead, true, [](DayInterval a) { return DaySet::between(previous(a.first), a.last); });
  for (const std::size_t the : phrase_.maybe(i, {"the"}))
    for (const auto& read : recurring_names(the)) {
      if (!read.value.weekday) continue;
      const Recurring weekday = read.value;
      for (const auto& [anchor_at, side] : sides(read.end)) {
        const Side where = side;
        add(anchor_at, true, [&, where](DayInterval a) {
          const DaySet near_by = where == Side::before ? DaySet::between(plus(a.first, -7), previous(a.last))
                                                       : DaySet::between(next(a.first), plus(a.last, 7));
          DaySet days;
          for (const Occurrence& o : weekday.occurrences) days |= o.days & near_by;
          return days;
        });
      }
    }
  for (const std::size_t some :
       phrase_.maybe(i, {"sometime", "some time", "a while", "any time", "well", "long", "at some point"}))
    for (const auto& [anchor_at, side] : sides(some)) {
      if (phrase_.is(anchor_at - 1, "from")) continue;
      const Side where = side;
      add(anchor_at, false, [where](DayInterval a) {
        return where == Side::before ? DaySet::until(previous(a.last)) : DaySet::between(next(a.first), last_day);
      });
    }
  return out;
}

// --- putting together ---------------------------------------------------------------------------------------

Reads<Meaning> DateReader::plain_dates(std::size_t i, int depth) const {
  Reads<Meaning> out;
  if (depth < 0 || i >= phrase_.size()) return out;
  const Ends begins = phrase_.maybe(i, {"on",
                                        "in",
                                        "at",
                                        "during",
                                        "over",
                                        "on the",
                                        "in the",
                                        "at the",
                                        "over the",
                                        "during the",
                                        "back in",
                                        "way back in",
                                        "back on",
                                        "sometime in",
                                        "sometime on",
                                        "sometime over",
                                        "sometime",
                                        "sometime during",
                                        "sometime around",
                                        "some time in",
                                        "some time on",
                                        "some time",
                                        "some time during",
                                        "at some point in",
                                        "at some point during",
                                        "at some point",
                                        "at some point on",
                                        "somewhere in",
                                        "as of",
                                        "in about",
                                        "on about",
                                        "as recently as",
                                        "in or around",
                                        "date",
                                        "as long ago as"});
  for (const std::size_t begin : begins) {
    append(out, near_days(begin));
    append(out, numeric_dates(begin));
    append(out, periods(begin));
    append(out, recurring_dates(begin));
    append(out, anchored(begin, depth));
    // "over a year ago" is a bound, not a preposition: distances begin where the phrase does.
    if (begin == i || phrase_.is_one_of(begin - 1, {"sometime", "time", "point"})) append(out, distances(begin));
  }
  // "around", "about" and "circa" before a named day
  for (const std::size_t begin : phrase_.any(i, {"around",
                                                 "about",
                                                 "approximately",
                                                 "approx",
                                                 "roughly",
                                                 "circa",
                                                 "ca",
                                                 "c",
                                                 "~",
                                                 "sometime around",
                                                 "somewhere around",
                                                 "around about",
                                                 "round about",
                                                 "near",
                                                 "close to",
                                                 "in around",
                                                 "on or around",
                                                 "some time around",
                                                 "on about",
                                                 "in about",
                                                 "on or about",
                                                 "on around",
                                                 "maybe around",
                                                 "over around"}))
    for (const std::size_t the : phrase_.maybe(begin, {"the", "the time of", "in", "on"})) {
      Reads<Meaning> around = near_days(the);
      append(around, numeric_dates(the));
      append(around, periods(the));
      append(around, recurring_dates(the));
      for (auto& [end, meaning] : around) {
        Step slack = meaning.slack;
        if (!holidays(the).empty()) slack = {0, 10};
        out.push_back({end, {widened(days_of(meaning), slack), std::nullopt, slack, meaning.bounded}});
      }
    }
  return out;
}

Reads<Meaning> DateReader::joined(const Reads<Meaning>& firsts, bool between, int depth) const {
  Reads<Meaning> out;
  for (const auto& [end, first] : firsts) {
    const auto second = [&](std::initializer_list<std::string_view> words, bool span) {
      for (const std::size_t joint : phrase_.any(end, words)) {
        // A sign between two numbers is inside one date: "3/4/2026".
        const bool sign = phrase_.is_one_of(joint - 1, {"/", "-"});
        const auto digits = [&](std::size_t i) {
          return phrase_.at(i) != nullptr && phrase_.at(i)->kind == Token::Kind::number;
        };
        if (sign && phrase_.at(joint - 1)->glued && digits(joint - 2) && digits(joint)) continue;
        for (const auto& [second_end, last] : plain_dates(joint, depth - 1)) {
          const DaySet until = days_of(last);
          DaySet from = days_of(first);
          if (until.empty() || (from.empty() && !first.recurring)) continue;
          if (first.recurring && span) {
            // "December to January 2025": the December that comes before.
            for (auto o = first.recurring->occurrences.rbegin(); o != first.recurring->occurrences.rend(); ++o)
              if (*o->days.min() <= *until.min()) {
                from = o->days;
                break;
              }
          } else if (first.recurring && !last.recurring && last.slack == first.slack) {
            // "March or April 2025": the year may belong to both.
            const int year_number = date_of(*until.min()).year;
            from |= labelled(*first.recurring, year_number);
          }
          if (from.empty()) continue;
          if (span && *from.min() > *until.max()) continue;
          // A span of almost a year between two days that come every year is the wrong turn of one of them.
          if (span && first.recurring && last.recurring && until.max()->number - from.min()->number > 340) continue;
          const DaySet days = span ? DaySet::between(*from.min(), *until.max()) : from | until;
          out.push_back({second_end, {days, std::nullopt, last.slack, first.bounded && last.bounded}});
        }
      }
    };
    if (between) {
      second({"and", "to", "-"}, true);
    } else {
      second({"or", "/", "or maybe", "or possibly", "or perhaps"}, false);
      second({"to", "-", "until", "through", "till"}, true);
    }
  }
  return out;
}

Reads<Meaning> DateReader::dates(std::size_t i, int depth) const {
  Reads<Meaning> out = plain_dates(i, depth);
  append(out, joined(out, false, depth));
  for (const std::size_t begin : phrase_.any(i, {"between", "sometime between", "some time between",
                                                 "somewhere between", "any time between", "anywhere between"}))
    append(out, joined(plain_dates(begin, depth), true, depth));
  for (const std::size_t begin : phrase_.any(i, {"from"})) append(out, joined(plain_dates(begin, depth), false, depth));
  // "until March" as a last day may be the end of February.
  for (const std::size_t begin : phrase_.any(i, {"until", "till", "up to", "up until", "up till", "til"}))
    for (auto& [end, meaning] : plain_dates(begin, depth)) {
      const DaySet days = days_of(meaning);
      if (days.empty() || !meaning.bounded) continue;
      out.push_back({end, {DaySet::between(previous(*days.min()), *days.max()), std::nullopt, meaning.slack}});
    }
  return out;
}

Reads<DaySet> DateReader::not_since(std::size_t i) const {
  Reads<DaySet> out;
  const auto add = [&](std::size_t end, const DaySet& days) {
    if (!days.empty()) out.push_back({end, DaySet::until(*days.max())});
  };
  for (const std::size_t begin : phrase_.any(i, {"since", "not since", "after"}))
    for (const auto& [end, meaning] : plain_dates(begin, 2)) add(end, days_of(meaning));
  const auto lengths_at = [&](std::size_t at) {
    for (const auto& [begin, bound] : bounds(at)) {
      if (bound == Bound::at_most) continue;
      Reads<Length> lengths = phrase_.lengths(begin);
      append(lengths, phrase_.bare_plurals(begin));
      for (const auto& [end, length] : lengths) {
        // "not for about 6 months" may be a little less; "not for 6 months" says six.
        const bool loose = length.loose || (bound == Bound::around && begin != at);
        Length firm = length;
        firm.loose = loose;
        add(end, distance(signed_, signed_, firm, Bound::at_least, Side::before));
        for (const std::size_t now : phrase_.any(end, {"now", "or more", "at least"}))
          add(now, distance(signed_, signed_, firm, Bound::at_least, Side::before));
      }
    }
  };
  for (const std::size_t begin :
       phrase_.any(i, {"for", "in", "within", "in the last", "in the past", "within the last", "within the past",
                       "for the last", "for the past", "during the last", "during the past", "over the last",
                       "over the past", "for at least"})) {
    lengths_at(begin);
    static const std::pair<std::string_view, Step> ones[] = {
        {"week", {0, 7}}, {"fortnight", {0, 14}}, {"month", {1, 0}}, {"year", {12, 0}}};
    if (phrase_.is_one_of(begin - 1, {"last", "past"}))
      for (const auto& [word, step] : ones)
        if (phrase_.is(begin, word)) add(begin + 1, not_in_the_last(step, signed_));
  }
  const auto calendar = [&](std::initializer_list<std::string_view> words, const DaySet& period) {
    for (const std::size_t end : phrase_.any(i, words))
      if (!period.empty()) out.push_back({end, DaySet::until(previous(*period.min()))});
  };
  calendar({"this year", "so far this year"}, year(date_of(signed_).year));
  calendar({"this month", "so far this month"}, month(0));
  // The week may have begun on Monday or on Sunday: only what is before the later start is sure to be named.
  const int since_monday = weekday_of(signed_), since_sunday = (since_monday + 1) % 7;
  calendar({"this week", "so far this week"}, DaySet::one(plus(signed_, -std::min(since_monday, since_sunday))));
  calendar({"today"}, DaySet::one(signed_));
  return out;
}

}  // namespace contra::time
