// A set of calendar days, exact, as sorted disjoint intervals. The universe is first_day … forever, so that
// "still going on" is a day like any other and complement is total.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contra/date.hpp"

namespace contra::time {

struct DayInterval {
  Day first;
  Day last;  // inclusive, first <= last

  friend bool operator==(DayInterval a, DayInterval b) { return a.first == b.first && a.last == b.last; }
};

class DaySet {
 public:
  DaySet() = default;   ///< no day
  static DaySet all();  ///< first_day … forever
  static DaySet one(Day day);
  static DaySet between(Day first, Day last);  ///< inclusive; empty when first > last; cut to the universe
  static DaySet from(Day first);               ///< first … forever
  static DaySet until(Day last);               ///< first_day … last

  bool empty() const { return intervals_.empty(); }
  bool contains(Day day) const;
  std::optional<Day> min() const;
  std::optional<Day> max() const;
  bool is_one() const;  ///< exactly one day
  std::optional<Day> first_on_or_after(Day day) const;
  std::optional<Day> last_on_or_before(Day day) const;
  std::optional<DayInterval> run_at(Day day) const;  ///< the interval that holds `day`
  const std::vector<DayInterval>& intervals() const { return intervals_; }

  DaySet complement() const;
  bool subset_of(const DaySet& other) const;

  friend DaySet operator|(const DaySet& a, const DaySet& b);
  friend DaySet operator&(const DaySet& a, const DaySet& b);
  friend DaySet operator-(const DaySet& a, const DaySet& b);  ///< a without b
  friend bool operator==(const DaySet& a, const DaySet& b) { return a.intervals_ == b.intervals_; }
  DaySet& operator|=(const DaySet& other);
  DaySet& operator&=(const DaySet& other);

 private:
  std::vector<DayInterval> intervals_;  // INVARIANT: sorted, disjoint, not adjacent, inside the universe
};

/// "2026-03-16 to 2026-03-20, from 2026-05-01"; for messages and tests.
std::string to_text(const DaySet& days);

/// Every window [begin(e), end(e)] for e in `events`, united. `begin` and `end` are monotone in e and
/// begin(e) <= end(e) + 1 for all e; neighbouring e give touching windows, so whole intervals map to intervals.
template <class Begin, class End>
DaySet windows_union(const DaySet& events, Begin begin, End end) {
  DaySet out;
  for (const DayInterval& i : events.intervals()) out |= DaySet::between(begin(i.first), end(i.last));
  return out;
}

/// The days in every window [begin(e), end(e)] for e in `events`; no day when `events` is empty.
template <class Begin, class End>
DaySet windows_intersection(const DaySet& events, Begin begin, End end) {
  if (events.empty()) return {};
  return DaySet::between(begin(*events.max()), end(*events.min()));
}

}  // namespace contra::time
