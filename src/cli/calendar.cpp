// contra calendar: the days of a client, month by month.
#include "cli/commands.hpp"
#include "cli/one_record.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "present/month_calendar.hpp"

namespace contra::cli {

int calendar(const Options& options) {
  std::optional<Day> from;
  if (options.from && !(from = read_day(*options.from, "--from"))) return exit_fault;
  const auto record = decide_record(options);
  if (!record) return exit_fault;
  const eval::Decision& decision = record->decision;
  const time::DayInterval days = present::months_from(from.value_or(decision.visit), options.months);
  const auto calendars = present::calendar_of(record->rules.programs, decision, record->facts, days.first, days.last);
  print(options.json
            ? present::calendar_json(calendars, decision, days, engine_name()) + "\n"
            : present::calendar_text(calendars, decision, record->facts, days, engine_name(), page_options(options)));
  return decision.verdict == eval::Verdict::go ? exit_go : exit_wait;
}

}  // namespace contra::cli
