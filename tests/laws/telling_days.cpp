// Days near the edges of windows; see oracle.hpp.
#include <algorithm>
#include <set>

#include "laws/naive_calendar.hpp"
#include "laws/oracle.hpp"

namespace contra::laws {

std::vector<Day> telling_days(const compile::Program& program, const eval::Facts& facts, const eval::Setting& setting) {
  std::set<int> events;
  const auto add_set = [&events](const time::DaySet& days) {
    for (const auto& i : days.intervals()) {
      events.insert(i.first.number);
      events.insert(i.last.number);
    }
  };
  for (const auto& q : facts.questions) add_set(q.days);
  for (const auto& l : facts.lists)
    for (const auto& e : l.entries) {
      add_set(e.timing.start);
      add_set(e.timing.end);
    }
  std::vector<Step> forward, backward;
  const auto window = [&](const check::Window& w) {
    if (w.must) forward.push_back(*w.must);
    if (w.better) forward.push_back(*w.better);
  };
  const auto condition = [&](const auto& self, const check::Condition& c) -> void {
    if (c.within) (c.within->side == syntax::Side::after ? backward : forward).push_back(c.within->step);
    for (const auto& [from, to] : c.age_months) {
      forward.push_back(Step{from, 0});
      if (to >= 0) forward.push_back(Step{to + 1, 0});
    }
    for (const auto& k : c.of) self(self, k);
  };
  for (const auto& joined : program.checks)
    for (const auto& part : joined.parts) {
      window(part.check.after.window);
      for (const auto& row : part.check.after.rows) window(row.window);
      backward.push_back(part.check.from.before);
      forward.push_back(part.check.from.after);
      condition(condition, part.check.condition);
      if (part.check.unless) condition(condition, *part.check.unless);
    }
  const int first = std::max(facts.latest_signing, setting.as_of).number;
  std::set<int> near{first, first + 1, setting.asked.number, setting.asked.number + 1};
  std::set<int> out;
  const auto edge = [&](int day) {
    for (int d : {day - 1, day, day + 1}) near.insert(d);
  };
  for (int e : events) {
    edge(e);
    for (Step s : forward)
      for (bool up : {true, false}) edge(naive::later(e, s.months, s.days, up));
    for (Step s : backward)
      for (bool up : {true, false}) edge(naive::earlier(e, s.months, s.days, up));
  }
  for (const auto& c : facts.clearances) {
    if (c.on) edge(c.on->number);
    if (c.until) edge(c.until->number);
    for (const auto& v : program.validities)
      if (c.on && v.clearance_holds) edge(naive::later(c.on->number, v.clearance_holds->months, v.clearance_holds->days, false));
  }
  for (const auto& f : facts.forms)
    for (const auto& v : program.validities)
      for (const auto& s : {v.form_holds, v.change_check_after, v.change_check_within})
        if (s) edge(naive::later(f.signed_on.number, s->months, s->days, false));
  std::vector<Day> days;
  for (int d : near)
    if (d >= first && d <= naive::last_number) days.push_back(Day{d});
  return days;
}

}  // namespace contra::laws
