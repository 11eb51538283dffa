// Interval arithmetic on days; the door is day_set.hpp. Every operation is one pass over sorted intervals.
#include "time/day_set.hpp"

#include <algorithm>

namespace contra::time {
namespace {

// Adds an interval that begins no earlier than the last one, joining it where they meet or touch.
void append(std::vector<DayInterval>& out, DayInterval next_interval) {
  if (!out.empty() && next_interval.first.number <= out.back().last.number + 1) {
    out.back().last = std::max(out.back().last, next_interval.last);
  } else {
    out.push_back(next_interval);
  }
}

// The first interval that ends on or after `day`.
std::vector<DayInterval>::const_iterator reaching(const std::vector<DayInterval>& intervals, Day day) {
  return std::lower_bound(intervals.begin(), intervals.end(), day,
                          [](const DayInterval& i, Day d) { return i.last < d; });
}

}  // namespace

DaySet DaySet::all() { return between(first_day, forever); }
DaySet DaySet::one(Day day) { return between(day, day); }
DaySet DaySet::from(Day first) { return between(first, forever); }
DaySet DaySet::until(Day last) { return between(first_day, last); }

DaySet DaySet::between(Day first, Day last) {
  DaySet out;
  first = std::max(first, first_day);
  last = std::min(last, forever);
  if (first <= last) out.intervals_.push_back({first, last});
  return out;
}

bool DaySet::contains(Day day) const { return run_at(day).has_value(); }

std::optional<Day> DaySet::min() const {
  if (empty()) return std::nullopt;
  return intervals_.front().first;
}

std::optional<Day> DaySet::max() const {
  if (empty()) return std::nullopt;
  return intervals_.back().last;
}

bool DaySet::is_one() const { return intervals_.size() == 1 && intervals_[0].first == intervals_[0].last; }

std::optional<Day> DaySet::first_on_or_after(Day day) const {
  const auto i = reaching(intervals_, day);
  if (i == intervals_.end()) return std::nullopt;
  return std::max(day, i->first);
}

std::optional<Day> DaySet::last_on_or_before(Day day) const {
  auto i = reaching(intervals_, day);
  if (i != intervals_.end() && i->first <= day) return day;
  if (i == intervals_.begin()) return std::nullopt;
  return (--i)->last;
}

std::optional<DayInterval> DaySet::run_at(Day day) const {
  const auto i = reaching(intervals_, day);
  if (i == intervals_.end() || day < i->first) return std::nullopt;
  return *i;
}

DaySet DaySet::complement() const {
  DaySet out;
  Day open = first_day;
  for (const DayInterval& i : intervals_) {
    if (open < i.first) out.intervals_.push_back({open, previous(i.first)});
    open = next(i.last);
  }
  if (open <= forever) out.intervals_.push_back({open, forever});
  return out;
}

bool DaySet::subset_of(const DaySet& other) const {
  for (const DayInterval& i : intervals_) {
    const auto run = other.run_at(i.first);
    if (!run || run->last < i.last) return false;
  }
  return true;
}

DaySet operator|(const DaySet& a, const DaySet& b) {
  DaySet out;
  out.intervals_.reserve(a.intervals_.size() + b.intervals_.size());
  auto i = a.intervals_.begin();
  auto j = b.intervals_.begin();
  while (i != a.intervals_.end() || j != b.intervals_.end()) {
    const bool take_a = j == b.intervals_.end() || (i != a.intervals_.end() && i->first <= j->first);
    append(out.intervals_, take_a ? *i++ : *j++);
  }
  return out;
}

DaySet operator&(const DaySet& a, const DaySet& b) {
  DaySet out;
  auto i = a.intervals_.begin();
  auto j = b.intervals_.begin();
  while (i != a.intervals_.end() && j != b.intervals_.end()) {
    const Day first = std::max(i->first, j->first);
    const Day last = std::min(i->last, j->last);
    // Parts of disjoint, not adjacent intervals stay so: no joining is needed.
    if (first <= last) out.intervals_.push_back({first, last});
    if (i->last < j->last) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

DaySet operator-(const DaySet& a, const DaySet& b) { return a & b.complement(); }

DaySet& DaySet::operator|=(const DaySet& other) { return *this = *this | other; }
DaySet& DaySet::operator&=(const DaySet& other) { return *this = *this & other; }

std::string to_text(const DaySet& days) {
  if (days.empty()) return "no day";
  std::string out;
  for (const DayInterval& i : days.intervals()) {
    if (!out.empty()) out += ", ";
    if (i.first == i.last) {
      out += to_iso(i.first);
    } else if (i.first == first_day && i.last == forever) {
      out += "any day";
    } else if (i.last == forever) {
      out += "from " + to_iso(i.first);
    } else if (i.first == first_day) {
      out += "until " + to_iso(i.last);
    } else {
      out += to_iso(i.first) + " to " + to_iso(i.last);
    }
  }
  return out;
}

}  // namespace contra::time
