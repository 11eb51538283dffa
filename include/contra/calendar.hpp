// A range of days instead of one: which are GO, which are GO once renewed, which are WAIT.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contra/decision.hpp"

namespace contra {

enum class Door {
  wait = 0,
  renewed = 1,  ///< GO once forms and clearances that have run out are renewed, and only then
  go = 2
};

struct CalendarSpan {
  Day first, last;  ///< both included
  Door door = Door::wait;
};

/// Spans cover every day asked for, in order, each once; neighbours differ.
struct TreatmentCalendar {
  std::string treatment;
  std::vector<CalendarSpan> spans;
  std::optional<Day> earliest;          ///< first GO day of the range
  std::optional<Day> earliest_renewed;  ///< first day that is GO or GO once renewed
};

/// A plain value.
struct Calendar {
  Day first, last, as_of;
  std::vector<CalendarSpan> spans;  ///< of the whole plan: GO where every treatment is
  std::optional<Day> earliest, earliest_renewed;
  std::vector<TreatmentCalendar> treatments;
};

/// The days `first` to `last`, both included, exactly as single decisions with this `as_of` would say (`door` is `go`
/// where the verdict is GO). Without `as_of`: the record's own, else the earlier of the visit and `first`. Days outside
/// 1900 to 2200 are left off; no span when `first` is after `last`. One evaluation, whatever the length. Throws
/// std::bad_alloc, and std::invalid_argument for an `as_of` outside 1900 to 2200; any number of threads may call it.
CONTRA_EXPORT Calendar calendar(const Intake& intake, Day first, Day last, std::optional<Day> as_of = std::nullopt);

/// The door of one day; WAIT for a day outside the range.
CONTRA_EXPORT Door door_on(const Calendar& calendar, Day day);

}  // namespace contra

/* Example:
#include "contra/contra.hpp"

int main() {
  const auto rules = contra::load_built_in();
  if (!rules) return 1;
  const auto intake = contra::read_intake(*rules, R"({"record": "contra.intake/1", "visit": "2026-03-16",
                                                      "plan": [{"treatment": "microneedling"}]})");
  if (!intake) return 1;
  const contra::Day from = *contra::parse_iso_day("2026-03-16"), to = *contra::parse_iso_day("2026-06-30");
  const contra::Calendar days = contra::calendar(*intake, from, to);
  // Nothing was answered: every day waits, in one span.
  const bool waits = days.spans.size() == 1 && days.spans.front().door == contra::Door::wait;
  return waits && !days.earliest && contra::door_on(days, from) == contra::Door::wait ? 0 : 1;
}
*/
