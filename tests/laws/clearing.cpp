// When a clearance counts and what it covers, for the oracle; see worlds.hpp.
#include <algorithm>

#include "laws/naive_calendar.hpp"
#include "laws/worlds.hpp"

namespace contra::laws {

using check::Condition;

namespace {

int latest(const time::DaySet& days) { return days.intervals().empty() ? naive::first_number : days.intervals().back().last.number; }

int earliest(const time::DaySet& days) { return days.intervals().empty() ? naive::first_number : days.intervals().front().first.number; }

bool meets(const check::IdSet& a, const check::IdSet& b) {
  for (auto id : a.ids())
    if (b.has(id)) return true;
  return false;
}

bool inside(const check::IdSet& a, const check::IdSet& b) {
  for (auto id : a.ids())
    if (!b.has(id)) return false;
  return true;
}

bool given(eval::State s) { return s == eval::State::value || s == eval::State::no; }

}  // namespace

/// The right check and role, and the day lies from its own day to its end.
bool Clearing::counts(const eval::ClearanceFact& c, const std::string& check, const std::vector<check::RoleId>& roles, int day) const {
  if (c.unclear || !c.on || c.check != check || c.role < 0) return false;
  bool right = false;
  for (auto r : roles) right = right || program.vocabulary->roles.at(static_cast<std::size_t>(c.role)).counts_as.has(r);
  if (!right || day < c.on->number) return false;
  if (renewed) return true;
  if (c.until) return day <= c.until->number;
  for (const auto& v : program.validities)
    if (v.clearance_holds && day > naive::later(c.on->number, v.clearance_holds->months, v.clearance_holds->days, false)) return false;
  return true;
}

/// Never for an event or state begun after its own day, and only for what it was given for. Narrow: nothing that it may be lies
/// outside; wide: what the event is in the world at hand does not.
bool Clearing::covers_entry(const eval::ClearanceFact& c, const eval::Entry& entry, const Occurrence* event) const {
  const bool narrow = reading == Reading::narrow || event == nullptr;
  if (c.for_given) {
    const bool meant = reading == Reading::widest && event == nullptr ? meets(entry.terms, c.for_terms) : narrow ? inside(entry.terms, c.for_terms) : c.for_terms.has(event->term);
    if (!meant) return false;
  }
  const bool known = entry.known_since.number <= c.on->number;
  if (entry.timing.kind == eval::Timing::Kind::timeless)
    return reading == Reading::narrow && !entry.named ? facts.latest_signing.number <= c.on->number : known;
  int start = narrow ? latest(entry.timing.start) : event->start;
  if (entry.timing.kind == eval::Timing::Kind::period) start = std::min(start, latest(entry.timing.end));
  if (reading == Reading::widest && event == nullptr) start = earliest(entry.timing.start);
  // An entry without a date or without a start, or one that goes on, may also be known since before the clearance.
  const bool goes_on = entry.timing.kind == eval::Timing::Kind::period && latest(entry.timing.end) >= naive::no_end;
  const bool start_given = entry.timing.kind == eval::Timing::Kind::point || earliest(entry.timing.start) > naive::first_number;
  return start <= c.on->number || (reading != Reading::narrow && known && (!entry.named || !entry.dated || goes_on || !start_given));
}

bool Clearing::covers_day_answer(const eval::ClearanceFact& c, const eval::QuestionFact& fact, const Occurrence* event) const {
  if (fact.surely_never) return true;
  if (c.for_given) return false;  // not what it was given for
  const bool known = fact.known_since.number <= c.on->number;
  const int at = reading == Reading::narrow ? latest(fact.days) : event != nullptr ? event->start : reading == Reading::widest ? earliest(fact.days) : latest(fact.days);
  const bool begun = at <= c.on->number;
  return begun || (reading != Reading::narrow && known && !given(fact.state));
}

bool Clearing::clears_entry(const std::string& check, const std::vector<check::RoleId>& roles, const eval::Entry& entry, const Occurrence& event, int day) const {
  for (const auto& c : facts.clearances)
    if (counts(c, check, roles, day) && covers_entry(c, entry, &event)) return true;
  return false;
}

bool Clearing::clears_day_answer(const std::string& check, const std::vector<check::RoleId>& roles, const eval::QuestionFact& fact, const Occurrence& event, int day) const {
  for (const auto& c : facts.clearances)
    if (counts(c, check, roles, day) && covers_day_answer(c, fact, &event)) return true;
  return false;
}

/// Each of the things that the condition reads is covered by one of the clearances.
bool Clearing::covers_condition(const std::vector<const eval::ClearanceFact*>& clearances, const Condition& condition, bool negated, bool only_given) const {
  const bool wide = reading != Reading::narrow;
  const auto one = [&](auto covers) { return std::any_of(clearances.begin(), clearances.end(), [&](const auto* c) { return covers(*c); }); };
  switch (condition.kind) {
    case Condition::Kind::and_:
    case Condition::Kind::or_:
    case Condition::Kind::not_:
      for (const Condition& k : condition.of)
        if (!covers_condition(clearances, k, negated != (condition.kind == Condition::Kind::not_), only_given)) return false;
      return true;
    case Condition::Kind::area: return true;
    case Condition::Kind::every_answer_no: return wide;
    case Condition::Kind::age:
    case Condition::Kind::question: {
      const auto& fact = facts.questions.at(static_cast<std::size_t>(condition.question));
      if (wide) {
        // Only an answer that may make it hold need be covered.
        if (one([](const auto& c) { return c.for_given; })) return true;
        if (condition.kind == Condition::Kind::question && fact.numbers.empty()) {
          const bool may_be = (fact.options & condition.test.mask) != 0, may_not = (fact.options & ~condition.test.mask) != 0;
          if (!(negated ? may_not : may_be)) return true;
        }
      }
      // What nobody has answered is still unanswered on the last signing day.
      return one([&](const auto& c) {
        if (!wide && c.for_given) return false;
        if (!wide && !given(fact.state)) return !only_given && facts.latest_signing.number <= c.on->number;
        return fact.known_since.number <= c.on->number;
      });
    }
    default: break;
  }
  const bool negative = negated != condition.no;
  if (wide && negative) return true;
  for (auto q : condition.subject.days)
    if (!one([&](const auto& c) { return covers_day_answer(c, facts.questions.at(static_cast<std::size_t>(q)), nullptr); })) return false;
  for (auto l : condition.subject.lists)
    for (const auto& e : facts.lists.at(static_cast<std::size_t>(l)).entries) {
      if (!meets(e.terms, condition.subject.terms)) continue;
      if (wide && (!condition.subject.where.empty() || condition.in_treated_area)) continue;  // may not match at all
      if (reading == Reading::widest && (!e.surely_there || !inside(e.terms, condition.subject.terms))) continue;
      if (!wide && only_given && !e.named) return false;
      if (!one([&](const auto& c) { return covers_entry(c, e, nullptr); })) return false;
    }
  return true;
}

bool Clearing::lifts_condition(const std::string& name, const check::Check& check, int day) const {
  std::vector<const eval::ClearanceFact*> all;
  for (const auto& c : facts.clearances) {
    const bool instead = counts(c, name, check.cleared_by, day), only = counts(c, name, check.clearance_by, day);
    if (instead && covers_condition({&c}, check.condition, false, false)) return true;
    // A declined answer can be cleared only through a check that has `cleared by`.
    if (only && covers_condition({&c}, check.condition, false, true)) return true;
    if (instead || only) all.push_back(&c);
  }
  // Two uses may be cleared by two clearances, each for its own. Narrow asks for one that covers them all.
  if (reading != Reading::narrow && covers_condition(all, check.condition, false, false)) return true;
  // `until "…"`: the practitioner's inspection lifts it for that visit only.
  if (check.form == check::Form::wait_while && !check.words.empty()) {
    const auto practitioner = program.vocabulary->role_ids.find("practitioner");
    if (practitioner != program.vocabulary->role_ids.end()) {
      const std::vector<check::RoleId> inspects{practitioner->second};
      for (const auto& c : facts.clearances)
        if (c.on && c.on->number == day && counts(c, name, inspects, day) && (reading != Reading::narrow || covers_condition({&c}, check.condition, false, false))) return true;
    }
  }
  return false;
}

}  // namespace contra::laws
