// The days of a client, month by month: what each day is, and what closes each run of days.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/decide.hpp"
#include "present/page.hpp"

namespace contra::present {

enum class DayState {
  before_record,  ///< before the record or the day that it is looked at: it cannot speak for the day
  go,
  go_later_better,  ///< GO, and within a preferred interval
  go_once_renewed,  ///< GO once forms and clearances are renewed
  unclear,          ///< waits, because an answer is missing or vague
  wait              ///< waits whatever is answered
};

/// Something that closes days of a run, or makes a later day better.
struct Closing {
  std::string check, title;  ///< name and title of the check; the engine's own reasons too
  std::string message;       ///< of the engine's own reasons; else empty
  std::optional<Day> until;  ///< the first day of GO again by it alone; none: no day can be named
};

struct CalendarRun {
  Day first, last;
  DayState state = DayState::wait;
  std::vector<Closing> closings;       ///< sorted by `until`
  std::vector<std::string> questions;  ///< unclear: what would settle it
};

struct TreatmentCalendar {
  const eval::TreatmentDecision* treatment = nullptr;
  std::vector<CalendarRun> runs;  ///< every day of `from` to `to`, in order
};

/// The days from `from` to `to` for each treatment of the plan. `programs`, `facts` and the decision belong together.
std::vector<TreatmentCalendar> calendar_of(const std::vector<std::shared_ptr<const compile::Program>>& programs,
                                           const eval::Decision& decision, const eval::Facts& facts, Day from, Day to);

/// The first day of the month of `from`, and the last day of the `months`-th month from there on.
time::DayInterval months_from(Day from, unsigned months);

/// Months side by side where they fit, beneath them the runs in words; plain: the runs in words alone. Weeks begin on
/// Monday. `days` is what months_from() gives. Ends in a newline.
std::string calendar_text(const std::vector<TreatmentCalendar>& calendars, const eval::Decision& decision,
                          const eval::Facts& facts, time::DayInterval days, const std::string& engine,
                          const PageOptions& options);

/// One JSON object, `contra.calendar/1`, on one line.
std::string calendar_json(const std::vector<TreatmentCalendar>& calendars, const eval::Decision& decision,
                          time::DayInterval days, const std::string& engine);

}  // namespace contra::present
