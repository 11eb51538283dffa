// A range of days through the C++ surface. See contra/calendar.hpp.
#include "contra/calendar.hpp"

#include <algorithm>

#include "api/access.hpp"

namespace contra {

namespace {

using time::DaySet;

/// Days by door; `renewed` and `go` share no day.
struct Doors {
  DaySet go, renewed;
};

std::vector<CalendarSpan> spans_of(const Doors& doors, Day first, Day last) {
  std::vector<CalendarSpan> out;
  const DaySet range = DaySet::between(first, last);
  const auto take = [&](const DaySet& days, Door door) {
    const DaySet inside = days & range;
    for (const time::DayInterval& i : inside.intervals()) out.push_back({i.first, i.last, door});
  };
  take(doors.go, Door::go);
  take(doors.renewed, Door::renewed);
  take((doors.go | doors.renewed).complement(), Door::wait);
  std::sort(out.begin(), out.end(), [](const CalendarSpan& a, const CalendarSpan& b) { return a.first < b.first; });
  return out;
}

template <class Out>
void fill(const Doors& doors, Day first, Day last, Out& out) {
  out.spans = spans_of(doors, first, last);
  for (const CalendarSpan& span : out.spans) {
    if (span.door == Door::wait) continue;
    if (!out.earliest_renewed) out.earliest_renewed = span.first;
    if (span.door == Door::go && !out.earliest) out.earliest = span.first;
  }
}

}  // namespace

Calendar calendar(const Intake& intake, Day first, Day last, std::optional<Day> as_of) {
  api::require_day(as_of);
  first = std::max(first, first_day);
  last = std::min(last, last_day);
  const api::IntakeImpl& record = api::Access::of(intake);
  eval::DecideOptions options;
  options.on = std::min(first, last_day);  // a range past the end is empty, and still has an as-of
  options.as_of = as_of;
  options.promises = false;
  const eval::Decision decision = eval::decide(api::Access::of(record.rules).loaded.programs, record.facts, options);

  Calendar out;
  out.first = first;
  out.last = last;
  out.as_of = decision.as_of;
  Doors all{decision.treatments.empty() ? DaySet() : DaySet::all(), {}};
  DaySet possible = all.go;
  for (const eval::TreatmentDecision& treatment : decision.treatments) {
    const Doors doors{treatment.go, treatment.renewed - treatment.go};
    all.go &= doors.go;
    possible &= doors.go | doors.renewed;
    TreatmentCalendar& own = out.treatments.emplace_back();
    own.treatment = treatment.treatment;
    fill(doors, first, last, own);
  }
  all.renewed = possible - all.go;
  fill(all, first, last, out);
  return out;
}

Door door_on(const Calendar& calendar, Day day) {
  for (const CalendarSpan& span : calendar.spans)
    if (span.first <= day && day <= span.last) return span.door;
  return Door::wait;
}

}  // namespace contra
