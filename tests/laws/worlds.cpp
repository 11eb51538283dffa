// Worlds of single answers; see worlds.hpp.
#include "laws/worlds.hpp"

#include <algorithm>
#include <functional>

#include "laws/naive_calendar.hpp"

namespace contra::laws {

using check::Check;
using check::Condition;
using Mask = WorldReader::Mask;
using SKind = Sentence::Kind;

namespace {

Mask bit(std::size_t i) { return Mask{1} << i; }

bool passes_options(const check::ValueTest& test, int option) { return (test.mask >> option & 1u) != 0; }

bool passes_number(const check::ValueTest& test, std::int64_t value) {
  for (const auto& [from, to] : test.ranges)
    if (from <= value && value <= to) return true;
  return false;
}

/// Values of possible ranges that stand for all where only the bounds of `tests` matter.
std::vector<std::int64_t> numbers_of(const std::vector<eval::Range>& possible, const std::vector<const check::ValueTest*>& tests,
                                     const std::vector<std::int64_t>& bounds = {}) {
  std::set<std::int64_t> out;
  for (const auto& [from, to] : possible) {
    const auto take = [&out, low = from, high = to](std::int64_t v) {
      if (low <= v && v <= high) out.insert(v);
    };
    take(from);
    take(to);
    for (const auto* t : tests)
      for (const auto& [a, b] : t->ranges)
        for (std::int64_t v : {a - 1, a, b, b + 1}) take(v);
    for (std::int64_t b : bounds)
      for (std::int64_t v : {b - 1, b, b + 1}) take(v);
  }
  return {out.begin(), out.end()};
}

/// The smallest day from which on `later_than` is true; it is monotone.
int turning_point(const std::function<bool(int)>& later_than) {
  int low = naive::first_number, high = naive::no_end + 1;
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (later_than(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/// Days of a set that stand for all: of each stretch between turning points the first and the last.
std::vector<int> days_of(const time::DaySet& set, const std::set<int>& turns, bool all) {
  std::set<int> out;
  for (const auto& i : set.intervals()) {
    const int first = i.first.number, last = i.last.number;
    if (all || last - first < 2) {
      for (int d = first; d <= last; ++d) out.insert(d);
      continue;
    }
    out.insert(first);
    out.insert(last);
    for (auto t = turns.upper_bound(first); t != turns.end() && *t <= last; ++t) {
      out.insert(*t - 1);
      out.insert(*t);
    }
  }
  return {out.begin(), out.end()};
}

// --- one event in one world ---------------------------------------------------------------------------------

struct Value {
  enum class Kind { option, number, areas, everywhere, elsewhere, absent } kind = Kind::absent;
  std::int64_t value = 0;           // option, number; absent: whether tests of it pass (lowest bit) and which row it takes (the rest)
  std::vector<std::int32_t> areas;
  int declared = check::none;       // index into List::details
};

struct Event {
  int list = check::none;
  const eval::Entry* entry = nullptr;  // null: a day question
  int term = check::none;
  bool timeless = false;
  int start = 0, end = 0;              // a point: the same day
  int taken_until = 0;                 // a last day of use does not prove that it has ended
  std::vector<std::string> names;
  std::vector<Value> values;           // by name

  const Value* value(const std::string& name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return &values[i];
    return nullptr;
  }
};

bool overlap(const check::Vocabulary& v, std::int32_t a, std::int32_t b) { return v.areas.at(static_cast<std::size_t>(a)).touching.has(b); }

bool passes(const check::Vocabulary& vocabulary, const check::WhereTest& where, const Event& event) {
  const Value* v = event.value(where.detail);
  if (v == nullptr) return true;
  if (v->kind == Value::Kind::absent) return (v->value & 1) != 0;
  if (v->kind == Value::Kind::everywhere) return true;
  if (v->kind == Value::Kind::elsewhere) return false;
  for (const auto& c : where.cases) {
    if (c.list != event.list || c.detail != v->declared) continue;
    if (v->kind == Value::Kind::option) return passes_options(c.test, static_cast<int>(v->value));
    if (v->kind == Value::Kind::number) return passes_number(c.test, v->value);
    for (auto a : v->areas)
      for (auto b : c.test.areas.ids())
        if (overlap(vocabulary, a, b)) return true;
    return false;
  }
  return false;
}

bool overlaps_plan(const check::Vocabulary& vocabulary, const Event& event, const PlanArea& plan) {
  const Value* v = event.value("area");
  const bool nowhere = plan.kind == PlanArea::Kind::elsewhere || v == nullptr || v->kind == Value::Kind::elsewhere;
  if (nowhere) return false;
  if (plan.kind == PlanArea::Kind::everywhere || v->kind == Value::Kind::everywhere) return true;
  for (auto a : v->areas)
    for (auto p : plan.areas)
      if (overlap(vocabulary, a, p)) return true;
  return false;
}

bool matches(const WorldReader& r, const check::Subject& subject, bool treated_area, const Event& event, const PlanArea& plan) {
  if (event.list != check::none && !subject.terms.has(event.term)) return false;
  for (const auto& w : subject.where)
    if (!passes(*r.program.vocabulary, w, event)) return false;
  return !treated_area || overlaps_plan(*r.program.vocabulary, event, plan);
}

/// The row that an event takes; none when the table has no row for its value.
const check::TableRow* row_of(const check::WaitAfter& after, const Event& event) {
  const Value* v = event.value(after.property);
  if (v == nullptr) return nullptr;
  if (v->kind == Value::Kind::absent) return &after.rows.at(static_cast<std::size_t>(v->value >> 1) % after.rows.size());
  for (const auto& row : after.rows)
    for (const auto& c : row.match.cases) {
      if (c.list != event.list || c.detail != v->declared) continue;
      if (v->kind == Value::Kind::option ? passes_options(c.test, static_cast<int>(v->value)) : passes_number(c.test, v->value)) return &row;
    }
  return nullptr;
}

/// On a wait of N after the event: from its first day until N after its last.
bool in_window(const Event& event, const std::optional<Step>& step, int day) {
  return step && event.start <= day && day < naive::later(event.end, step->months, step->days, true);
}

bool cleared(const Clearing& clearing, const Sentence& s, const std::vector<check::RoleId>& roles, const Event& event, const eval::QuestionFact* fact, int day) {
  if (roles.empty()) return false;
  const Clearing::Occurrence occurrence{event.term, event.start};
  if (event.entry != nullptr) return clearing.clears_entry(s.joined->name, roles, *event.entry, occurrence, day);
  return clearing.clears_day_answer(s.joined->name, roles, *fact, occurrence, day);
}

bool says_of_days(const Condition& c, const Event& e, int day) {
  switch (c.kind) {
    case Condition::Kind::taking:
    case Condition::Kind::present: return e.start <= day && day <= e.taken_until;
    case Condition::Kind::planned:
      if (day > e.end) return false;  // it is over
      break;
    default: break;
  }
  if (c.started_by_visit && !(e.start <= day)) return false;
  if (c.within) {
    const Step& n = c.within->step;
    if (c.within->side == syntax::Side::before) {
      // It happened in the days visit − N … visit: the visit is at most N after it; no such day counts as fewer days.
      return e.start <= day && day <= naive::later(e.end, n.months, n.days, false);
    }
    return naive::earlier(e.start, n.months, n.days, !c.towards_waiting) <= day && day <= e.end;
  }
  return true;
}

bool says(const WorldReader& r, const Sentence& s, const Event& event, const eval::QuestionFact* fact, const PlanArea& plan, const Clearing& clearing, int day) {
  if (!matches(r, *subject_of(s), in_treated_area(s), event, plan)) return false;
  if (s.kind == SKind::element) {
    const Condition& c = *s.condition;
    if (c.kind == Condition::Kind::allergic) return true;
    // What has no time at all: true where no day is spoken of; there the maker of the case sees to it.
    return says_of_days(c, event, day);
  }
  const Check& check = *s.check;
  if (cleared(clearing, s, check.cleared_by, event, fact, day)) return false;
  if (s.kind == SKind::from_window) {
    const auto& f = check.from;
    const int first = naive::earlier(event.start, f.before.months, f.before.days, false);
    if (day < first) return false;
    const bool no_after = f.after.months == 0 && f.after.days == 0;
    if (no_after ? day <= event.end : day < naive::later(event.end, f.after.months, f.after.days, true)) return true;
    return !check.then_cleared_by.empty() && !cleared(clearing, s, check.then_cleared_by, event, fact, day);
  }
  check::Window window = check.after.window;
  if (!check.after.rows.empty()) {
    const auto* row = row_of(check.after, event);
    if (row == nullptr) return s.kind == SKind::must_window;  // no row at all: never open
    window = row->window;
  }
  if (s.kind == SKind::better_window) return in_window(event, window.better, day);
  if (in_window(event, window.must, day)) return true;
  return window.must && !check.then_cleared_by.empty() && event.start <= day && !cleared(clearing, s, check.then_cleared_by, event, fact, day);
}

/// Where the sentences about days turn, as functions of the day of an event.
std::set<int> turns_of(const std::vector<const Sentence*>& sentences, const eval::Facts& facts, int day) {
  std::set<int> out{day, day + 1, naive::no_end};
  for (const auto& c : facts.clearances)
    if (c.on) out.insert(c.on->number + 1);
  const auto later_turns = [&](const Step& n, bool up) {
    out.insert(turning_point([&](int x) { return naive::later(x, n.months, n.days, up) > day; }));
    out.insert(turning_point([&](int x) { return naive::later(x, n.months, n.days, up) >= day; }));
  };
  const auto earlier_turns = [&](const Step& n, bool up) {
    out.insert(turning_point([&](int x) { return naive::earlier(x, n.months, n.days, up) > day; }));
  };
  for (const Sentence* s : sentences) {
    if (s->kind == SKind::element) {
      if (!s->condition->within) continue;
      later_turns(s->condition->within->step, false);
      earlier_turns(s->condition->within->step, true);
      earlier_turns(s->condition->within->step, false);
    } else if (s->kind == SKind::from_window) {
      earlier_turns(s->check->from.before, false);
      later_turns(s->check->from.after, true);
    } else if (s->kind == SKind::must_window || s->kind == SKind::better_window) {
      std::vector<check::Window> windows{s->check->after.window};
      for (const auto& row : s->check->after.rows) windows.push_back(row.window);
      for (const auto& w : windows) {
        if (w.must) later_turns(*w.must, true);
        if (w.better) later_turns(*w.better, true);
      }
    }
  }
  return out;
}

bool reads_taking(const std::vector<const Sentence*>& sentences) {
  for (const Sentence* s : sentences)
    if (s->kind == SKind::element && (s->condition->kind == Condition::Kind::taking || s->condition->kind == Condition::Kind::present)) return true;
  return false;
}

}  // namespace

const check::Subject* subject_of(const Sentence& s) {
  switch (s.kind) {
    case SKind::element: return &s.condition->subject;
    case SKind::must_window:
    case SKind::better_window: return &s.check->after.subject;
    case SKind::from_window: return &s.check->from.subject;
    default: return nullptr;
  }
}

bool in_treated_area(const Sentence& s) {
  switch (s.kind) {
    case SKind::element: return s.condition->in_treated_area;
    case SKind::must_window:
    case SKind::better_window: return s.check->after.in_treated_area;
    case SKind::from_window: return s.check->from.in_treated_area;
    default: return false;
  }
}

std::vector<PlanArea> WorldReader::plan_areas(bool matters) const {
  if (setting.plan.area_known) return {PlanArea{PlanArea::Kind::known, setting.plan.areas}};
  std::vector<PlanArea> out{PlanArea{PlanArea::Kind::elsewhere, {}}};
  if (!matters) return out;
  out.push_back(PlanArea{PlanArea::Kind::everywhere, {}});
  for (std::size_t a = 0; a < program.vocabulary->areas.size(); ++a) out.push_back(PlanArea{PlanArea::Kind::known, {static_cast<std::int32_t>(a)}});
  return out;
}

bool WorldReader::touches(const PlanArea& plan, const check::IdSet& areas) const {
  if (plan.kind == PlanArea::Kind::everywhere) return true;
  if (plan.kind == PlanArea::Kind::elsewhere) return false;
  for (auto p : plan.areas)
    for (auto a : areas.ids())
      if (overlap(*program.vocabulary, p, a)) return true;
  return false;
}

std::set<Mask> WorldReader::depths(const std::vector<Sentence>& sentences) const {
  std::vector<std::int64_t> bounds, values;
  for (const Sentence& s : sentences)
    if (s.kind == SKind::depth_above) bounds.push_back(s.limit);
  if (program.pack->depth) {
    const check::ValueType& type = program.pack->depth->type;
    if (type.kind == check::ValueType::Kind::options) {
      for (int i = 0; i < static_cast<int>(type.options.size()); ++i)
        if (!setting.plan.depth_known || (setting.plan.depth_options >> i & 1u) != 0) values.push_back(i);
    } else {
      const std::vector<eval::Range> whole{{type.from, type.to}};
      values = numbers_of(setting.plan.depth_known ? setting.plan.depth_numbers : whole, {}, bounds);
    }
  }
  std::set<Mask> out;
  for (std::int64_t v : values) {
    Mask m = 0;
    for (std::size_t i = 0; i < sentences.size(); ++i)
      if (sentences[i].kind == SKind::depth_above && v > sentences[i].limit) m |= bit(i);
    out.insert(m);
  }
  if (out.empty()) {  // a pack without depths: nothing is known of it
    Mask m = 0;
    for (std::size_t i = 0; i < sentences.size(); ++i)
      if (sentences[i].kind == SKind::depth_above) m |= bit(i);
    out = {0, m};
  }
  return out;
}

std::set<Mask> WorldReader::question(int id, const std::vector<Sentence>& sentences, const Clearing& clearing, int day) const {
  const auto& question = program.vocabulary->questions.at(static_cast<std::size_t>(id));
  const auto& fact = facts.questions.at(static_cast<std::size_t>(id));
  std::set<Mask> out;
  const auto mine = [&](const Sentence& s) { return (s.kind == SKind::question || s.kind == SKind::age) && s.condition->question == id; };
  switch (question.type.kind) {
    case check::ValueType::Kind::options:
      for (int o = 0; o < static_cast<int>(question.type.options.size()); ++o) {
        if ((fact.options >> o & 1u) == 0) continue;
        Mask m = 0;
        for (std::size_t i = 0; i < sentences.size(); ++i) {
          if (mine(sentences[i]) && passes_options(sentences[i].condition->test, o)) m |= bit(i);
          if (sentences[i].kind == SKind::some_answer_not_no && question.type.yes_no && o != 1) m |= bit(i);
        }
        out.insert(m);
      }
      break;
    case check::ValueType::Kind::number: {
      std::vector<const check::ValueTest*> tests;
      for (const Sentence& s : sentences)
        if (mine(s)) tests.push_back(&s.condition->test);
      for (std::int64_t v : numbers_of(fact.numbers, tests)) {
        Mask m = 0;
        for (std::size_t i = 0; i < sentences.size(); ++i)
          if (mine(sentences[i]) && passes_number(sentences[i].condition->test, v)) m |= bit(i);
        out.insert(m);
      }
      break;
    }
    case check::ValueType::Kind::past_day:
    case check::ValueType::Kind::future_day: {
      std::vector<const Sentence*> reading;
      std::set<int> ages;
      for (const Sentence& s : sentences) {
        const check::Subject* subject = subject_of(s);
        if (subject != nullptr && std::find(subject->days.begin(), subject->days.end(), id) != subject->days.end()) reading.push_back(&s);
        if (s.kind == SKind::age && mine(s))
          for (const auto& [from, to] : s.condition->age_months)
            for (int months : {from, to + 1})
              ages.insert(turning_point([&, n = months](int x) { return naive::later(x, n, 0, true) > day; }));
      }
      std::set<int> turns = turns_of(reading, facts, day);
      turns.insert(ages.begin(), ages.end());
      for (int x : days_of(fact.days, turns, all_days)) {
        Mask m = 0;
        Event event;
        event.start = event.end = event.taken_until = x;
        // A day question has no area and no details: whatever is asked of them may be so or not.
        for (int free = 0; free < 2; ++free) {
          m = 0;
          for (std::size_t i = 0; i < sentences.size(); ++i) {
            const Sentence& s = sentences[i];
            if (s.kind == SKind::age && mine(s)) {
              for (const auto& [from, to] : s.condition->age_months)
                if (naive::later(x, from, 0, true) <= day && (to < 0 || day < naive::later(x, to + 1, 0, true))) m |= bit(i);
            }
            if (std::find(reading.begin(), reading.end(), &s) == reading.end()) continue;
            const check::Subject& subject = *subject_of(s);
            if ((in_treated_area(s) || !subject.where.empty()) && free == 0) continue;
            Sentence plain = s;
            Condition condition;
            Check check;
            if (s.condition != nullptr) {
              condition = *s.condition;
              condition.in_treated_area = false;
              condition.subject.where.clear();
              plain.condition = &condition;
            } else {
              check = *s.check;
              check.after.in_treated_area = check.from.in_treated_area = false;
              check.after.subject.where.clear();
              check.from.subject.where.clear();
              plain.check = &check;
            }
            if (says(*this, plain, event, &fact, PlanArea{}, clearing, day)) m |= bit(i);
          }
          out.insert(m);
        }
      }
      if (fact.maybe_never || fact.surely_never || fact.days.empty()) {
        // Never: no event. Everybody has been born, so where days of birth are possible "never" is none; an age without any
        // may be any.
        Mask m = 0;
        for (std::size_t i = 0; i < sentences.size(); ++i)
          if (sentences[i].kind == SKind::age && mine(sentences[i])) m |= bit(i);
        if (m == 0 || fact.days.empty()) out.insert(0);
        if (fact.days.empty()) out.insert(m);
      }
      break;
    }
    default: out.insert(0); break;
  }
  if (out.empty()) out.insert(0);
  return out;
}

namespace {

/// The values that a detail may have for a term in a list.
std::vector<Value> values_of(const WorldReader& r, int list_id, const eval::Entry& entry, int term, const std::string& name,
                             const std::vector<const check::ValueTest*>& tests, std::size_t rows) {
  const auto& vocabulary = *r.program.vocabulary;
  const auto& list = vocabulary.lists.at(static_cast<std::size_t>(list_id));
  std::vector<Value> out;
  int declared = check::none;
  for (std::size_t d = 0; d < list.details.size() && declared == check::none; ++d)
    if (list.details[d].name == name && (list.details[d].for_terms.empty() || list.details[d].for_terms.has(term))) declared = static_cast<int>(d);
  if (declared == check::none) {
    if (name == "area") return {Value{Value::Kind::everywhere}, Value{Value::Kind::elsewhere}};
    for (std::size_t k = 0; k < 2 * std::max<std::size_t>(rows, 1); ++k) out.push_back(Value{Value::Kind::absent, static_cast<std::int64_t>(k)});
    return out;
  }
  const auto& type = list.details[static_cast<std::size_t>(declared)].type;
  static const eval::DetailFact not_given{};
  const eval::DetailFact& fact =
      static_cast<std::size_t>(declared) < entry.details.size() ? entry.details[static_cast<std::size_t>(declared)] : not_given;
  const auto add = [&](Value v) {
    v.declared = declared;
    out.push_back(std::move(v));
  };
  switch (type.kind) {
    case check::ValueType::Kind::options:
      for (int o = 0; o < static_cast<int>(type.options.size()); ++o)
        if (!fact.known || (fact.options >> o & 1u) != 0) add(Value{Value::Kind::option, o});
      break;
    case check::ValueType::Kind::number: {
      const std::vector<eval::Range> whole{{type.from, type.to}};
      for (std::int64_t v : numbers_of(fact.known ? fact.numbers : whole, tests)) add(Value{Value::Kind::number, v});
      break;
    }
    case check::ValueType::Kind::area:
      if (fact.known) {
        add(Value{Value::Kind::areas, 0, fact.areas.ids()});
      } else {
        add(Value{Value::Kind::everywhere});
        add(Value{Value::Kind::elsewhere});
        for (std::size_t a = 0; a < vocabulary.areas.size(); ++a) add(Value{Value::Kind::areas, 0, {static_cast<std::int32_t>(a)}});
      }
      break;
    default: add(Value{Value::Kind::absent, 0}); add(Value{Value::Kind::absent, 1}); break;
  }
  return out;
}

}  // namespace

std::set<Mask> WorldReader::entry(int list_id, int index, const PlanArea& plan, const std::vector<Sentence>& sentences, const Clearing& clearing, int day) const {
  const eval::Entry& entry = facts.lists.at(static_cast<std::size_t>(list_id)).entries.at(static_cast<std::size_t>(index));
  std::set<Mask> out;
  Mask is_there = 0;
  std::vector<const Sentence*> reading;
  std::vector<std::string> names;
  std::vector<const check::ValueTest*> tests;
  std::size_t rows = 0;
  const auto name = [&](const std::string& n) {
    if (std::find(names.begin(), names.end(), n) == names.end()) names.push_back(n);
  };
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Sentence& s = sentences[i];
    if (s.kind == SKind::some_answer_not_no) is_there |= bit(i);
    const check::Subject* subject = subject_of(s);
    if (subject == nullptr || std::find(subject->lists.begin(), subject->lists.end(), list_id) == subject->lists.end()) continue;
    reading.push_back(&s);
    for (const auto& w : subject->where) {
      name(w.detail);
      for (const auto& c : w.cases) tests.push_back(&c.test);
    }
    if (in_treated_area(s)) name("area");
    if ((s.kind == SKind::must_window || s.kind == SKind::better_window) && !s.check->after.rows.empty()) {
      name(s.check->after.property);
      rows = std::max(rows, s.check->after.rows.size());
      for (const auto& row : s.check->after.rows)
        for (const auto& c : row.match.cases) tests.push_back(&c.test);
    }
  }
  if (!entry.surely_there) out.insert(0);
  if (reading.empty()) {
    out.insert(is_there);
    return out;
  }
  const std::set<int> turns = turns_of(reading, facts, day);
  const bool timeless = entry.timing.kind == eval::Timing::Kind::timeless;
  const bool point = entry.timing.kind == eval::Timing::Kind::point;
  struct When { int start, end, taken_until; };
  std::vector<When> whens;
  if (timeless) {
    whens.push_back({naive::first_number, naive::no_end, naive::no_end});
  } else if (point) {
    for (int x : days_of(entry.timing.start, turns, all_days)) {
      whens.push_back({x, x, x});
      if (!entry.timing.surely_ended && reads_taking(reading)) whens.push_back({x, x, naive::no_end});
    }
  } else {
    const auto ends = days_of(entry.timing.end, turns, all_days);
    for (int s : days_of(entry.timing.start, turns, all_days))
      for (int e : ends)
        if (s <= e) whens.push_back({s, e, e});
  }
  Event event;
  event.list = list_id;
  event.entry = &entry;
  event.timeless = timeless;
  event.names = names;
  for (int term : entry.terms.ids()) {
    bool matters = false;
    for (const Sentence* s : reading) matters = matters || subject_of(*s)->terms.has(term);
    if (!matters) {
      out.insert(is_there);
      continue;
    }
    event.term = term;
    std::vector<std::vector<Value>> choices;
    for (const std::string& n : names) choices.push_back(values_of(*this, list_id, entry, term, n, tests, rows));
    std::vector<std::size_t> at(names.size(), 0);
    for (bool more = true; more;) {
      event.values.clear();
      for (std::size_t i = 0; i < names.size(); ++i) event.values.push_back(choices[i][at[i]]);
      for (const When& w : whens) {
        event.start = w.start;
        event.end = w.end;
        event.taken_until = w.taken_until;
        Mask m = is_there;
        for (const Sentence* s : reading)
          if (says(*this, *s, event, nullptr, plan, clearing, day)) m |= bit(static_cast<std::size_t>(s - sentences.data()));
        out.insert(m);
      }
      more = false;
      for (std::size_t i = 0; i < names.size() && !more; ++i) {
        if (++at[i] < choices[i].size()) more = true;
        else at[i] = 0;
      }
    }
  }
  if (out.empty()) out.insert(0);
  return out;
}

}  // namespace contra::laws
