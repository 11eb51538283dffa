// Engine = oracle = calendar over all small packs and all small intakes: one check of each form over a grid of parameters,
// each answer that the check reads in each of its forms, every day of a short horizon. Nothing here is random.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "laws/compare.hpp"
#include "laws/engine.hpp"
#include "laws/naive_calendar.hpp"

namespace contra::laws {
namespace {

using check::Check;
using check::Condition;
using check::Form;
using eval::DaySet;
using eval::Entry;
using eval::Timing;

constexpr int horizon = 36;  // days: over a month of any length

// --- one vocabulary -----------------------------------------------------------------------------------------
// general, its kind special, other; uses (exposures of all), marks (states), plans (to come), allergies; q, birth_date.

enum { general = 0, special = 1, other = 2 };
enum { uses = 0, marks = 1, plans = 2, allergies = 3 };
enum { q = 0, birth_date = 1 };

std::shared_ptr<check::Vocabulary> small_vocabulary() {
  Tape plain;
  auto v = std::make_shared<check::Vocabulary>(*make_vocabulary(plain, Scope{}));  // for its areas and roles
  v->terms.clear();
  v->lists.clear();
  v->questions.clear();
  v->term_ids.clear();
  v->list_ids.clear();
  v->question_ids.clear();
  for (const std::string name : {"general", "special", "other"}) {
    check::Term t;
    t.name = t.title = name;
    t.kinds.add(static_cast<int>(v->terms.size()));
    v->term_ids[name] = static_cast<int>(v->terms.size());
    v->terms.push_back(t);
  }
  v->terms[special].parents = {general};
  v->terms[general].kinds.add(special);
  const std::vector<std::pair<std::string, syntax::ListRole>> lists{{"uses", syntax::ListRole::exposures},
                                                                    {"marks", syntax::ListRole::states},
                                                                    {"plans", syntax::ListRole::to_come},
                                                                    {"allergies", syntax::ListRole::allergies}};
  for (const auto& [name, role] : lists) {
    check::List l;
    l.name = l.question = name;
    l.role = role;
    l.roots = {general, other};
    for (int t : {general, special, other}) l.terms.add(t);
    if (name == "uses") {
      check::Detail depth;
      depth.name = "depth";
      depth.type.ordered = true;
      depth.type.options = depth.type.labels = {"low", "medium", "high"};
      check::Detail area;
      area.name = "area";
      area.type.kind = check::ValueType::Kind::area;
      l.details = {depth, area};
    }
    v->list_ids[name] = static_cast<int>(v->lists.size());
    v->lists.push_back(l);
  }
  check::Question yes;
  yes.name = yes.question = "q";
  yes.type.yes_no = true;
  yes.type.options = yes.type.labels = {"yes", "no"};
  check::Question birth;
  birth.name = birth.question = "birth_date";
  birth.type.kind = check::ValueType::Kind::past_day;
  v->questions = {yes, birth};
  v->question_ids = {{"q", q}, {"birth_date", birth_date}};
  return v;
}

// --- the checks ---------------------------------------------------------------------------------------------

struct Given {
  Check check;
  std::vector<int> lists, questions;  // what it reads
};

check::Subject subject(const check::Vocabulary& v, int term, std::vector<int> lists) {
  check::Subject s;
  s.terms = v.terms[static_cast<std::size_t>(term)].kinds;
  s.words = v.terms[static_cast<std::size_t>(term)].name;
  for (int l : lists) s.lists.push_back(l);
  return s;
}

Condition atom(Condition::Kind kind, check::Subject s) {
  Condition c;
  c.kind = kind;
  c.subject = std::move(s);
  return c;
}

Condition joined(Condition::Kind kind, std::vector<Condition> of) {
  Condition c;
  c.kind = kind;
  c.of = std::move(of);
  return c;
}

struct GivenCondition {
  Condition condition;
  std::vector<int> lists, questions;
};

std::vector<GivenCondition> conditions(const check::Vocabulary& v) {
  std::vector<GivenCondition> out;
  Condition yes;
  yes.kind = Condition::Kind::question;
  yes.question = q;
  yes.test.mask = 1;
  Condition minor;
  minor.kind = Condition::Kind::age;
  minor.question = birth_date;
  minor.age_months = {{0, 18 * 12 - 1}};
  Condition face;
  face.kind = Condition::Kind::area;
  face.test.area = true;
  face.test.areas.add(1);
  Condition any = atom(Condition::Kind::any, subject(v, special, {uses}));
  Condition taking = atom(Condition::Kind::taking, subject(v, special, {uses}));
  Condition present = atom(Condition::Kind::present, subject(v, special, {marks}));
  Condition planned = atom(Condition::Kind::planned, subject(v, special, {plans}));
  Condition allergic = atom(Condition::Kind::allergic, subject(v, special, {allergies}));
  Condition started = any;
  started.started_by_visit = true;
  Condition soon = atom(Condition::Kind::any, subject(v, special, {plans}));
  soon.within = check::WithinVisit{Step{0, 3}, syntax::Side::after};
  Condition soon_month = soon;
  soon_month.within->step = Step{1, 0};
  Condition in_area = any;
  in_area.in_treated_area = true;
  Condition deep = any;
  check::WhereTest where;
  where.detail = "depth";
  check::ValueTest high;
  high.mask = 4;
  where.cases.push_back({uses, 0, high});
  deep.subject.where.push_back(where);
  Condition none = any;
  none.no = true;
  none.towards_waiting = false;
  Condition not_lately = none;
  not_lately.within = check::WithinVisit{Step{0, 3}, syntax::Side::before};
  Condition not_this_month = none;
  not_this_month.within = check::WithinVisit{Step{1, 0}, syntax::Side::before};

  out.push_back({yes, {}, {q}});
  out.push_back({joined(Condition::Kind::not_, {yes}), {}, {q}});
  out.push_back({minor, {}, {birth_date}});
  out.push_back({face, {}, {}});
  for (const auto& c : {any, taking, started, in_area, deep, none, not_lately, not_this_month}) out.push_back({c, {uses}, {}});
  out.push_back({present, {marks}, {}});
  out.push_back({allergic, {allergies}, {}});
  for (const auto& c : {planned, soon, soon_month}) out.push_back({c, {plans}, {}});
  out.push_back({joined(Condition::Kind::not_, {taking}), {uses}, {}});
  out.push_back({joined(Condition::Kind::and_, {yes, taking}), {uses}, {q}});
  out.push_back({joined(Condition::Kind::or_, {yes, taking}), {uses}, {q}});
  out.push_back({joined(Condition::Kind::not_, {joined(Condition::Kind::and_, {yes, present})}), {marks}, {q}});
  out.push_back({joined(Condition::Kind::and_, {face, joined(Condition::Kind::or_, {present, allergic})}), {marks, allergies}, {}});
  return out;
}

std::vector<Given> checks(const check::Vocabulary& v) {
  std::vector<Given> out;
  const std::vector<Step> steps{{0, 1}, {0, 3}, {1, 0}};
  for (const Step must : steps)
    for (const int term : {special, general})
      for (const int shape : {0, 1, 2, 3})  // plain, better, in treated area, a table
        for (const int clause : {0, 1, 2, 3}) {  // none, cleared by, then cleared by, unless
          Check c;
          c.form = Form::wait_after;
          c.after.subject = subject(v, term, {uses});
          c.after.window.must = must;
          if (shape == 1) c.after.window.better = Step{must.months, must.days + 2};
          c.after.in_treated_area = shape == 2;
          if (shape == 3) {
            c.after.property = "depth";
            for (const auto& [mask, step] : std::vector<std::pair<std::uint64_t, Step>>{{1, Step{0, 1}}, {6, must}}) {
              check::TableRow row;
              row.match.detail = "depth";
              check::ValueTest test;
              test.mask = mask;
              row.match.cases.push_back({uses, 0, test});
              row.window.must = step;
              c.after.rows.push_back(row);
            }
            c.after.window = {};
          }
          std::vector<int> questions;
          if (clause == 1) c.cleared_by = {1};
          if (clause == 2) c.then_cleared_by = {1};
          if (clause == 3) {
            c.unless = Condition{};
            c.unless->kind = Condition::Kind::question;
            c.unless->question = q;
            c.unless->test.mask = 1;
            questions.push_back(q);
          }
          out.push_back({c, {uses}, questions});
        }
  for (const Step before : {Step{0, 0}, Step{0, 2}, Step{1, 0}})
    for (const Step after : {Step{0, 0}, Step{0, 1}, Step{1, 0}})
      for (const int list : {uses, plans})
        for (const bool then : {false, true}) {
          Check c;
          c.form = Form::wait_from;
          c.from.subject = subject(v, special, {list});
          c.from.before = before;
          c.from.after = after;
          if (then) c.then_cleared_by = {1};
          out.push_back({c, {list}, {}});
        }
  for (const auto& given : conditions(v))
    for (const Form form : {Form::wait_while, Form::wait_clearance, Form::limit, Form::not_device, Form::go_only, Form::note, Form::ask_again, Form::guarantee}) {
      Check c;
      c.form = form;
      c.condition = given.condition;
      if (form == Form::wait_clearance) c.clearance_by = {1};
      if (form == Form::wait_while) c.words = "seen healed";
      if (form == Form::limit) c.limit = {1000, "1 mm"};
      out.push_back({c, given.lists, given.questions});
    }
  return out;
}

// --- the intakes --------------------------------------------------------------------------------------------

/// Every answer of a list, about one entry of it at most.
std::vector<eval::ListFact> list_answers(const check::Vocabulary& v, int list, Day signed_on, bool details, bool few) {
  std::vector<eval::ListFact> out;
  const check::List& l = v.lists[static_cast<std::size_t>(list)];
  eval::ListFact none;
  none.state = eval::State::no;
  none.covered = l.terms;
  none.signed_on = none.known_since = signed_on;
  none.origin = {"/forms/0/answers/" + l.name, "\"no\""};
  out.push_back(none);
  eval::ListFact open = none;
  open.state = eval::State::not_asked;
  open.covered = {};
  open.origin = {};
  open.entries = {unnamed_entry(v, list, signed_on)};
  out.push_back(open);
  std::vector<std::pair<Timing, bool>> timings;  // and whether it has a date
  const auto point = [](DaySet days) {
    Timing t;
    t.kind = Timing::Kind::point;
    t.start = std::move(days);
    return t;
  };
  const auto period = [](DaySet start, DaySet end) {
    Timing t;
    t.start = std::move(start);
    t.end = std::move(end);
    return t;
  };
  const auto day = [&](int away) { return Day{signed_on.number + away}; };
  const int past = l.role == syntax::ListRole::to_come ? 1 : -1;
  if (l.role == syntax::ListRole::allergies) {
    Timing t;
    t.kind = Timing::Kind::timeless;
    timings.emplace_back(t, false);
  } else {
    if (l.role != syntax::ListRole::states) {
      for (const int away : {0, 1, 2, 3}) timings.emplace_back(point(DaySet::one(day(past * away))), true);
      timings.emplace_back(point(DaySet::one(day(0)) | DaySet::one(day(past * 2))), true);
      timings.emplace_back(point(DaySet::between(day(std::min(0, past * 2)), day(std::max(0, past * 2)))), true);
    }
    timings.emplace_back(period(DaySet::one(day(-2)), DaySet::one(day(1))), true);
    timings.back().first.surely_ended = true;
    timings.emplace_back(period(DaySet::between(day(-3), day(0)), DaySet::between(day(-1), day(2))), true);
    timings.emplace_back(period(DaySet::one(day(-1)), DaySet::from(day(-1))), true);
    timings.emplace_back(period(DaySet::until(signed_on), DaySet::one(forever)), false);
    if (l.role == syntax::ListRole::exposures) timings.emplace_back(period(DaySet::until(signed_on), DaySet::all()), false);
    if (l.role == syntax::ListRole::to_come) timings.emplace_back(period(DaySet::one(day(2)), DaySet::between(day(3), day(5))), true);
  }
  for (const int term : few ? std::vector<int>{special, general} : std::vector<int>{special, general, other})
    for (const auto& [timing, dated] : timings)
      for (const int detail : details ? std::vector<int>{0, 1, 2} : std::vector<int>{0}) {
        Entry e;
        e.term = term;
        e.terms = v.terms[static_cast<std::size_t>(term)].kinds;
        e.timing = timing;
        e.dated = dated;
        e.signed_on = e.known_since = signed_on;
        e.details.resize(l.details.size());
        if (detail > 0 && !l.details.empty()) {
          e.details[0].known = e.details[1].known = true;
          e.details[0].options = detail == 1 ? 1 : 4;
          e.details[1].areas.add(detail == 1 ? 2 : 3);  // cheek; arm
        }
        e.origin = {"/forms/0/answers/" + l.name + "/0", "{…}"};
        eval::ListFact f = none;
        f.state = eval::State::value;
        f.entries = {e};
        out.push_back(f);
        if (term == special && detail == 0) {
          f.entries[0].surely_there = false;
          out.push_back(f);
        }
      }
  return out;
}

std::vector<eval::QuestionFact> question_answers(const check::Vocabulary& v, int id, Day signed_on, Day visit) {
  std::vector<eval::QuestionFact> out{unanswered(v, id, eval::State::not_asked, signed_on)};
  eval::QuestionFact f = out.front();
  f.origin = {"/forms/0/answers/" + v.questions[static_cast<std::size_t>(id)].name, "…"};
  if (id == q) {
    f.state = eval::State::value;
    f.options = 1;
    out.push_back(f);
    f.state = eval::State::no;
    f.options = 2;
    out.push_back(f);
  } else {
    f.state = eval::State::value;
    f.maybe_never = false;
    const int at = naive::earlier(visit.number, 18 * 12, 0, false);
    for (const int away : {-1, 0, 1, 2}) {
      f.days = DaySet::one(Day{at + away});
      out.push_back(f);
    }
    f.days = DaySet::between(Day{at - 2}, Day{at + 3});
    out.push_back(f);
  }
  return out;
}

struct Counted {
  std::size_t cases = 0, days = 0;
};

void agree(Case& c, Counted& counted) {
  const Oracle oracle(*c.program, c.facts, c.setting);
  const Day first = oracle.first();
  std::vector<Day> days;
  for (int d = 0; d < horizon; ++d) days.push_back(Day{first.number + d});
  const eval::Findings found = eval::evaluate(*c.program, c.facts, c.setting);
  compare_checks(c, found, oracle, days);
  const auto decided = decide_one(c);
  std::vector<Day> some;
  for (std::size_t d = counted.cases % 3; d < days.size(); d += 3) some.push_back(days[d]);
  compare_whole(c, decided, oracle, some);
  for (std::size_t d = 0; d < days.size(); d += 5 + counted.cases % 5) {
    const auto on = decide_one(c, days[d]);
    if ((on.verdict == eval::Verdict::go) != decided.go.contains(days[d])) broken(c, "deciding for " + to_iso(days[d]) + " is not what the calendar says");
  }
  ++counted.cases;
  counted.days += days.size();
}

/// Every intake of one check, signed on `signed_on`.
void all_intakes(const Given& given, const std::shared_ptr<check::Vocabulary>& v, Day signed_on, Counted& counted) {
  Case c;
  c.vocabulary = v;
  c.pack = std::make_shared<check::Pack>();
  c.pack->name = "needling";
  if (given.check.form == Form::limit) {
    check::DepthType depth;
    depth.type.kind = check::ValueType::Kind::number;
    depth.type.unit = "mm";
    depth.type.from = 500;
    depth.type.to = 3000;
    c.pack->depth = depth;
  }
  c.program = std::make_shared<compile::Program>();
  c.program->vocabulary = v;
  c.program->pack = c.pack;
  c.program->validities.emplace_back();
  c.program->identity.name = "needling";
  compile::JoinedCheck one;
  one.name = "c";
  one.parts.emplace_back();
  one.parts[0].check = given.check;
  one.parts[0].check.name = one.parts[0].check.title = "c";
  c.program->checks = {one};
  c.pack->checks = {one.parts[0].check};

  const Day visit = signed_on;
  c.facts.visit = visit;
  c.facts.latest_signing = signed_on;
  c.facts.forms.push_back({eval::FormFact::Kind::full, signed_on, std::nullopt, true, {"/forms/0", ""}});
  for (std::size_t i = 0; i < v->questions.size(); ++i) c.facts.questions.push_back(unanswered(*v, static_cast<int>(i), eval::State::not_asked, signed_on));
  for (std::size_t i = 0; i < v->lists.size(); ++i) c.facts.lists.push_back(list_answers(*v, static_cast<int>(i), signed_on, false, true).front());
  c.facts.id = "case";

  const bool area = given.check.after.in_treated_area || given.check.form != Form::wait_after;
  const bool details = area || !given.check.after.rows.empty();
  const bool few = given.lists.size() + given.questions.size() > 1;
  std::vector<std::vector<eval::ListFact>> lists;
  for (int l : given.lists) lists.push_back(list_answers(*v, l, signed_on, details && !few, few));
  std::vector<std::vector<eval::QuestionFact>> questions;
  for (int id : given.questions) questions.push_back(question_answers(*v, id, signed_on, visit));
  const bool clearable = !given.check.cleared_by.empty() || !given.check.then_cleared_by.empty() || !given.check.clearance_by.empty();

  std::vector<std::size_t> at(lists.size() + questions.size(), 0);
  for (bool more = true; more;) {
    for (std::size_t i = 0; i < lists.size(); ++i) c.facts.lists[static_cast<std::size_t>(given.lists[i])] = lists[i][at[i]];
    for (std::size_t i = 0; i < questions.size(); ++i) c.facts.questions[static_cast<std::size_t>(given.questions[i])] = questions[i][at[lists.size() + i]];
    for (const int plan : area ? std::vector<int>{-1, 1} : std::vector<int>{1})
      for (const int depth : given.check.form == Form::limit ? std::vector<int>{-1, 1000, 1001} : std::vector<int>{-1})
        for (const int clearance : clearable ? std::vector<int>{-100, 0, -2, 2} : std::vector<int>{-100}) {
          eval::PlanItem item;
          item.treatment = "needling";
          item.origin = {"/plan/0", "{…}"};
          item.area_known = plan >= 0;
          if (plan >= 0) item.areas = {plan};
          item.depth_known = depth >= 0;
          if (depth >= 0) item.depth_numbers = {{depth, depth}};
          c.facts.plan = {item};
          c.facts.clearances.clear();
          if (clearance > -100) {
            eval::ClearanceFact k;
            k.check = "c";
            k.role = 1;
            k.on = Day{signed_on.number + clearance};
            k.until = Day{k.on->number + 20};
            k.origin = {"/clearances/0", "{…}"};
            c.facts.clearances = {k};
          }
          c.setting = {item, visit, visit};
          c.facts.as_of = visit;
          agree(c, counted);
        }
    more = false;
    for (std::size_t i = 0; i < at.size() && !more; ++i) {
      const std::size_t size = i < lists.size() ? lists[i].size() : questions[i - lists.size()].size();
      if (++at[i] < size) more = true;
      else at[i] = 0;
    }
  }
}

TEST(Agreement, all_small_packs_on_all_small_intakes) {
  const auto v = small_vocabulary();
  const auto given = checks(*v);
  Counted counted;
  // Ends of months that a month's step rounds, and a plain one.
  const std::vector<std::vector<int>> days{{2026, 1, 30}, {2024, 1, 31}, {2025, 8, 31}};
  std::size_t n = 0;
  try {
    for (const auto& g : given) {
      const auto& d = days[n++ % days.size()];
      all_intakes(g, v, Day{naive::number(d[0], d[1], d[2])}, counted);
    }
  } catch (const Broken& how) {
    FAIL() << how.what();
  }
  std::cout << given.size() << " packs, " << counted.cases << " intakes, " << counted.days << " days\n";
  EXPECT_GT(counted.cases, 10000u);
}

}  // namespace
}  // namespace contra::laws
