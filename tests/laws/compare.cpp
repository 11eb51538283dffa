// Engine against oracle; see compare.hpp.
#include "laws/compare.hpp"

#include <algorithm>

namespace contra::laws {

namespace {

std::string at(const Case& c, std::size_t check, Day day) { return "check " + c.program->checks[check].name + " on " + to_iso(day) + ": "; }

bool has_ask_again(const compile::Program& program, std::size_t check) {
  for (const auto& part : program.checks[check].parts)
    if (part.check.form == check::Form::ask_again) return true;
  return false;
}

std::string reasons(const eval::TreatmentDecision& t) {
  std::string out = "; reasons on the asked day:";
  for (const auto& r : t.reasons) out += " " + r.check + " (" + r.message + ")";
  return out;
}

}  // namespace

std::vector<Day> edges_of(const eval::Findings& found, Day first) {
  std::vector<Day> out;
  const auto add = [&](const time::DaySet& days) {
    std::size_t n = 0;
    for (const auto& i : days.intervals()) {
      if (++n > 3) break;
      for (int d : {i.first.number - 1, i.first.number, i.last.number, i.last.number + 1})
        if (d >= first.number && d <= last_day.number) out.push_back(Day{d});
    }
  };
  for (const auto& f : found.checks) {
    add(f.surely);
    add(f.possibly);
    add(f.better);
    add(f.applies);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void compare_checks(const Case& c, const eval::Findings& found, const Oracle& oracle, const std::vector<Day>& days) {
  for (std::size_t i = 0; i < c.program->checks.size(); ++i) {
    Exactness exact = oracle.exactness(i);
    // Where `ask again` checks share an answer they are judged together, and may wait where no single one surely does.
    const bool together = has_ask_again(*c.program, i) && oracle.asks_share();
    if (together) exact = {false, false};
    const eval::CheckFinding& f = found.checks.at(i);
    if (!f.fault.empty()) broken(c, "check " + c.program->checks[i].name + " is a fault: " + f.fault);
    for (Day d : days) {
      const CheckOnDay o = oracle.check(i, d);
      const bool possibly = f.possibly.contains(d), surely = f.surely.contains(d);
      if (surely && !possibly) broken(c, at(c, i, d) + "surely but not possibly");
      const bool asks_loosely = together || (!exact.surely && has_ask_again(*c.program, i));
      if (!possibly && o.some_world_waits_at_least && !asks_loosely) broken(c, at(c, i, d) + "passes, and some world waits");
      if (surely && !o.every_world_waits && !together) broken(c, at(c, i, d) + "surely waits, and some world does not");
      if (exact.possibly && possibly && !o.some_world_waits) broken(c, at(c, i, d) + "possibly waits, and no world does");
      if (exact.surely && !surely && o.every_world_waits_at_least) broken(c, at(c, i, d) + "does not surely wait, and every world does");
      const bool better = f.better.contains(d);
      if (better && possibly && !together) broken(c, at(c, i, d) + "both in a must window and only in a better one");
      if (!possibly && !better && o.better_in_some_world_at_least) broken(c, at(c, i, d) + "a better window may be open and is not said");
      if (exact.possibly && better && !o.better_in_some_world) broken(c, at(c, i, d) + "no better window is open in any world");
      if (!f.applies.contains(d) && o.applies_in_some_world_at_least) broken(c, at(c, i, d) + "its condition may hold and is not said");
      const auto form = c.program->checks[i].parts.front().check.form;
      const bool line = c.program->checks[i].parts.size() == 1 && (form == check::Form::go_only || form == check::Form::note);
      if (line && exact.possibly && f.applies.contains(d) && !o.applies_in_some_world) broken(c, at(c, i, d) + "its condition holds in no world");
      if (line && f.applies_surely.contains(d) && !o.applies_in_every_world) broken(c, at(c, i, d) + "its condition is said to hold surely and does not");
      if (line && exact.surely && !f.applies_surely.contains(d) && o.applies_in_every_world) broken(c, at(c, i, d) + "its condition surely holds and is not said to");
    }
  }
}

void compare_whole(const Case& c, const eval::TreatmentDecision& t, const Oracle& oracle, const std::vector<Day>& days) {
  const bool exact_asks = !oracle.asks_share();
  const bool inspected = [&] {
    for (const auto& k : c.facts.clearances)
      if (k.role == 0) return true;
    return false;
  }();
  for (Day d : days) {
    const Oracle::Whole o = oracle.whole(d);
    const bool go = t.go.contains(d), renewed = t.renewed.contains(d);
    if (go && o.must_wait) broken(c, "GO on " + to_iso(d) + ", and a consistent world waits or there is none");
    if (!go && o.exact && exact_asks && o.may_go) broken(c, "WAIT on " + to_iso(d) + ", and no world waits" + reasons(t));
    if (go && renewed) broken(c, to_iso(d) + " is GO, and GO once renewed");
    if (renewed && !o.may_go_renewed) broken(c, to_iso(d) + " is not GO when forms and clearances are renewed");
    if (!go && !renewed && o.exact && exact_asks && o.go_renewed && oracle.has_full_form() && !inspected) broken(c, to_iso(d) + " is GO once renewed, and that is not said");
    if (d == c.setting.asked && go)
      for (std::size_t i = 0; i < c.program->checks.size(); ++i) {
        const std::string& name = c.program->checks[i].name;
        const auto is = [&](const eval::ConditionLine& l) { return l.check == name; };
        if (oracle.check(i, d).applies_in_some_consistent_world && std::none_of(t.conditions.begin(), t.conditions.end(), is) && std::none_of(t.notes.begin(), t.notes.end(), is))
          broken(c, "GO on " + to_iso(d) + " without the condition of " + name + ", which some consistent world brings");
      }
    if (d == c.setting.asked && (t.verdict == eval::Verdict::go) != go) broken(c, "the verdict is not what the calendar says of the asked day");
  }
}

}  // namespace contra::laws
