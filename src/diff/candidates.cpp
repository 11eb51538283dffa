// See candidates.hpp.
#include "diff/candidates.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "present/words.hpp"

namespace contra::diff {

namespace {

using check::Condition;
using check::Form;
using check::List;
using check::Question;
using check::ValueType;

constexpr std::size_t most_ways = 600;   // of one condition
constexpr std::size_t most_terms = 4;    // of one subject, beside those in focus
constexpr std::size_t most_options = 8;  // of one question

template <class Things>
const auto& at(const Things& things, std::int32_t id) {
  return things.at(static_cast<std::size_t>(id));
}

void append(std::vector<Edits>& to, std::vector<Edits>&& from) {
  for (auto& edits : from) to.push_back(std::move(edits));
}

Json number(std::int64_t thousandths, const std::string& unit) {
  return {{unit, static_cast<double>(thousandths) / 1000.0}};
}

/// A value, and how far it is from one that a person would choose.
struct Value {
  Json json;
  std::int32_t far = 0;
};

/// Values on both sides of each bound, inside what the question takes.
std::vector<Value> bounds(const std::vector<std::pair<std::int64_t, std::int64_t>>& ranges, const ValueType& type) {
  std::map<std::int64_t, std::int32_t> numbers;
  for (const auto& [from, to] : ranges)
    for (const std::int64_t edge : {from, to})
      for (const std::int64_t step : {0, -100, 100, -1, 1}) {
        const std::int32_t far = step == 0 ? 0 : step == 100 || step == -100 ? 1 : 2;
        if (edge + step < type.from || edge + step > type.to) continue;
        const auto [at, added] = numbers.emplace(edge + step, far);
        if (!added) at->second = std::min(at->second, far);
      }
  std::vector<Value> out;
  for (const auto& [n, far] : numbers) out.push_back({number(n, type.unit), far});
  return out;
}

std::vector<Value> options(std::uint64_t mask, const ValueType& type) {
  std::vector<Value> out;
  for (std::size_t i = 0; i < type.options.size() && i < 64 && out.size() < most_options; ++i)
    if ((mask >> i & 1u) != 0) out.push_back({type.options[i], 0});
  return out;
}

std::vector<Value> values(const check::ValueTest& test, const ValueType& type) {
  return type.kind == ValueType::Kind::options ? options(test.mask, type) : bounds(test.ranges, type);
}

}  // namespace

std::vector<Edits> product(const std::vector<Edits>& a, const std::vector<Edits>& b, std::size_t at_most) {
  std::vector<Edits> out;
  for (const Edits& one : a) {
    for (const Edits& two : b) {
      if (out.size() >= at_most) return out;
      Edits both = one;
      for (const Edit& edit : two) {
        // What both say once is said once.
        const bool again = std::any_of(both.begin(), both.end(), [&](const Edit& e) {
          return e.what == edit.what && e.name == edit.name && e.value == edit.value;
        });
        if (!again) both.push_back(edit);
      }
      out.push_back(std::move(both));
    }
  }
  return out;
}

// --- dates ----------------------------------------------------------------------------------------------------

std::vector<Candidates::When> Candidates::days_after(const std::vector<Step>& steps, bool to_come) const {
  std::set<std::int32_t> days = {scene_.visit.number, scene_.visit.number - 1};
  for (const Step step : steps)
    for (const Rounding rounding : {Rounding::down, Rounding::up})
      for (const std::int32_t off : {-1, 0, 1}) days.insert(before(scene_.visit, step, rounding).number + off);
  std::vector<When> out;
  for (const std::int32_t number : days) {
    const Day day{number};
    if (day > scene_.visit || day < first_day) continue;
    When when;
    when.gap = scene_.visit.number - number;
    if (to_come) {
      // Planned for a day before the visit: the form is older than that day.
      when.fields = {{"start", iso(day)}, {"end", iso(day)}};
      when.signed_on = previous(day);
    } else {
      when.fields = {{"on", iso(day)}};
    }
    out.push_back(std::move(when));
  }
  if (!to_come && focus_.vague_dates) {
    for (const Step step : steps) {
      const std::int32_t amount = step.months != 0 ? step.months : step.days;
      for (std::int32_t n = std::max(1, amount - 3); n <= amount + 4 && amount < 60; ++n) {
        const std::string unit = step.months != 0 ? "month" : "day";
        out.push_back(
            {{{"on", {{"about", std::to_string(n) + " " + unit + (n == 1 ? "" : "s") + " ago"}}}}, n, true, {}});
        if (step.months == 0 && n % 7 == 0)
          out.push_back(
              {{{"on", {{"about", std::to_string(n / 7) + (n == 7 ? " week ago" : " weeks ago")}}}}, n, true, {}});
      }
    }
    for (const char* about : {"1 week ago", "2 weeks ago", "3 weeks ago", "1 month ago", "2 months ago", "6 months ago",
                              "1 year ago", "2 years ago"})
      out.push_back({{{"on", {{"about", about}}}}, 1, true, {}});
  }
  return out;
}

std::vector<Candidates::When> Candidates::any_days(syntax::ListRole role, bool planned_too) const {
  const Day visit = scene_.visit;
  std::vector<When> out;
  if (role != syntax::ListRole::to_come) out.push_back({Json::object(), 0, false, {}});
  if (role == syntax::ListRole::exposures) {
    out.push_back({{{"ongoing", "yes"}}, 0, false, {}});
    for (const std::int32_t gap : {1, 365, 3650})
      out.push_back({{{"on", iso(Day{visit.number - gap})}}, gap, false, {}});
  }
  if (role == syntax::ListRole::states)
    out.push_back({{{"start", iso(Day{visit.number - 30})}, {"end", iso(previous(visit))}}, 1, false, {}});
  if (role == syntax::ListRole::to_come || planned_too)
    for (const std::int32_t gap : {1, 30})
      out.push_back(
          {{{"start", iso(Day{visit.number + gap})}, {"end", iso(Day{visit.number + gap + 6})}}, gap, false, {}});
  return out;
}

std::vector<Candidates::When> Candidates::periods(Step early, Step late) const {
  const Day visit = scene_.visit;
  std::vector<When> out;
  const auto add = [&](Day start, Day end, std::int32_t gap) {
    if (start < first_day || end < start) return;
    When when{{{"start", iso(start)}, {"end", iso(end)}}, std::abs(gap), false, {}};
    // A list of events to come takes nothing that began before its form.
    if (start < visit) when.signed_on = previous(start);
    out.push_back(when);
    if (when.signed_on) {
      when.signed_on.reset();
      out.push_back(std::move(when));
    }
  };
  for (const Rounding rounding : {Rounding::down, Rounding::up}) {
    for (const std::int32_t off : {-1, 0, 1}) {
      const Day start{after(visit, early, rounding).number + off};
      add(start, Day{start.number + 6}, start.number - visit.number);
      const Day end{before(visit, late, rounding).number + off};
      add(Day{end.number - 6}, end, visit.number - end.number);
    }
  }
  return out;
}

/// An area that does not touch the planned one.
std::string Candidates::elsewhere() const {
  const auto here = v_.area_ids.find(scene_.area);
  if (here == v_.area_ids.end()) return {};
  for (const auto& [name, id] : v_.area_ids)
    if (!at(v_.areas, here->second).touching.has(id)) return name;
  return {};
}

// --- entries --------------------------------------------------------------------------------------------------

std::vector<std::pair<std::string, std::int32_t>> Candidates::terms(const check::Subject& subject,
                                                                    const List& list) const {
  check::IdSet read = subject.terms;
  read &= list.terms;
  if (read.empty()) read = list.terms;  // a list named whole
  std::vector<std::string> roots, focused, leaves;
  for (const auto id : read.ids()) {
    const check::Term& term = at(v_.terms, id);
    const bool root =
        std::none_of(term.parents.begin(), term.parents.end(), [&](check::TermId p) { return read.has(p); });
    if (focus_.terms.count(term.name) != 0)
      focused.push_back(term.name);
    else if (root)
      roots.push_back(term.name);
    else if (term.kinds.ids().size() == 1)
      leaves.push_back(term.name);
  }
  for (auto* names : {&roots, &focused, &leaves}) std::sort(names->begin(), names->end());
  if (roots.size() > most_terms) roots.resize(most_terms);
  if (leaves.size() > 1) leaves.resize(1);
  std::vector<std::pair<std::string, std::int32_t>> out;
  for (const auto& name : roots) out.emplace_back(name, 0);
  for (const auto& name : focused) out.emplace_back(name, 0);
  for (const auto& name : leaves) out.emplace_back(name, 1);
  return out;
}

/// A question or list that is asked only when another has some answer needs that answer too.
Edits Candidates::needed_first(const std::optional<check::AskedOnlyWhen>& when) const {
  if (!when) return {};
  const Question& question = at(v_.questions, when->question);
  Edits out = needed_first(question.asked_only);
  for (std::size_t i = 0; i < question.type.options.size() && i < 64; ++i) {
    if ((when->options >> i & 1u) == 0) continue;
    out.push_back({Edit::What::answer, question.name, question.type.options[i], 0, false});
    break;
  }
  return out;
}

void Candidates::entries(const check::Subject& subject, bool in_area, const std::vector<When>& whens,
                         const std::vector<std::pair<std::string, Json>>& details, std::vector<Edits>& out,
                         std::int32_t farther) const {
  for (const auto id : subject.lists) {
    const List& list = at(v_.lists, id);
    const bool has_area = std::any_of(list.details.begin(), list.details.end(),
                                      [](const check::Detail& d) { return d.type.kind == ValueType::Kind::area; });
    std::vector<Json> places = {Json::object()};
    if (in_area && has_area) {
      places.clear();
      if (!scene_.area.empty()) places.push_back({{"area", Json::array({scene_.area})}});
      if (const auto other = elsewhere(); !other.empty()) places.push_back({{"area", Json::array({other})}});
      for (const auto& area : focus_.areas) places.push_back({{"area", Json::array({area})}});
      places.push_back(Json::object());
    }
    // One value of each detail that the subject asks for, and the detail left open.
    std::vector<Json> wheres = {Json::object()};
    for (const auto& where : subject.where) {
      std::vector<Json> more;
      for (const auto& c : where.cases) {
        if (c.list != id) continue;
        for (const Value& value : values(c.test, at(list.details, c.detail).type))
          for (const Json& so_far : wheres) {
            Json with = so_far;
            with[where.detail] = value.json;
            if (more.size() < 12) more.push_back(std::move(with));
          }
      }
      if (!more.empty()) {
        more.push_back(Json::object());
        wheres = std::move(more);
      }
    }
    for (const auto& [term, far] : terms(subject, list)) {
      for (const When& when : whens) {
        for (const Json& place : places) {
          for (const Json& where : wheres) {
            Json entry = {{"term", term}};
            for (const auto* part : {&when.fields, &place, &where})
              for (const auto& [key, value] : part->items()) entry[key] = value;
            for (const auto& [key, value] : details) entry[key] = value;
            Edits edits = needed_first(list.asked_only);
            if (when.signed_on) edits.push_back({Edit::What::signed_on, {}, iso(*when.signed_on), 0, false});
            const bool open = (in_area && has_area && place.empty()) || (!subject.where.empty() && where.empty());
            edits.push_back(
                {Edit::What::entry, list.name, std::move(entry), when.gap, when.vague || open, far + farther});
            out.push_back(std::move(edits));
          }
        }
      }
    }
    for (const char* word : {"unsure", "yes"}) out.push_back({{Edit::What::answer, list.name, word, 0, true}});
  }
  for (const auto id : subject.days) {
    const Question& question = at(v_.questions, id);
    for (const When& when : whens)
      for (const char* key : {"on", "start"})
        if (when.fields.contains(key)) {
          Edits edits = needed_first(question.asked_only);
          edits.push_back({Edit::What::answer, question.name, when.fields[key], when.gap, when.vague});
          out.push_back(std::move(edits));
          break;
        }
  }
}

void Candidates::window(const check::WaitAfter& form, std::vector<Edits>& out) const {
  const auto dated = [&](const check::Window& window, const std::vector<std::pair<std::string, Json>>& details,
                         std::int32_t far) {
    std::vector<Step> steps;
    for (const auto& step : {window.must, window.better})
      if (step) steps.push_back(*step);
    for (const auto id : form.subject.lists) {
      const List& list = at(v_.lists, id);
      check::Subject one = form.subject;
      one.lists = {id};
      one.days.clear();
      std::vector<When> whens = days_after(steps, list.role == syntax::ListRole::to_come);
      if (list.role != syntax::ListRole::to_come) {
        whens.push_back({{{"ongoing", "yes"}}, 0, false, {}});
        whens.push_back({Json::object(), 0, true, {}});
      }
      entries(one, form.in_treated_area, whens, details, out, far);
    }
    check::Subject days = form.subject;
    days.lists.clear();
    if (!days.days.empty()) entries(days, false, days_after(steps, false), {}, out);
  };
  if (form.rows.empty()) {
    dated(form.window, {}, 0);
    return;
  }
  for (const auto& row : form.rows) {
    for (const auto& c : row.match.cases) {
      const List& list = at(v_.lists, c.list);
      const check::Detail& detail = at(list.details, c.detail);
      for (const Value& value : values(c.test, detail.type))
        dated(row.window, {{form.property, value.json}}, value.far);
    }
    dated(row.window, {}, 0);
  }
}

// --- conditions -----------------------------------------------------------------------------------------------

std::vector<Edits> Candidates::answers(const Question& question, const check::ValueTest& test, bool holds) const {
  std::vector<Edits> out;
  std::vector<Value> given;
  if (question.type.kind == ValueType::Kind::options) {
    given = options(holds ? test.mask : ~test.mask, question.type);
  } else if (question.type.kind == ValueType::Kind::number) {
    given = bounds(test.ranges, question.type);
  } else if (question.type.kind == ValueType::Kind::area) {
    for (const auto id : test.areas.ids()) given.push_back({at(v_.areas, id).name, 0});
  }
  const Edits first = needed_first(question.asked_only);
  for (const Value& value : given) {
    Edits edits = first;
    edits.push_back({Edit::What::answer, question.name, value.json, 0, false, value.far});
    out.push_back(std::move(edits));
  }
  Edits unsure = first;
  unsure.push_back({Edit::What::answer, question.name, "unsure", 0, true});
  out.push_back(std::move(unsure));
  return out;
}

std::vector<Edits> Candidates::ages(const Condition& condition) const {
  std::set<std::int32_t> days;
  for (const auto& [from, to] : condition.age_months)
    for (const std::int32_t months : {from, to + 1})
      if (months > 0)
        for (const std::int32_t off : {-1, 0, 1})
          days.insert(before(scene_.visit, Step{months, 0}, Rounding::down).number + off);
  std::vector<Edits> out;
  const std::string& name = at(v_.questions, condition.question).name;
  for (const auto day : days)
    if (Day{day} >= first_day && Day{day} <= scene_.visit)
      out.push_back({{Edit::What::answer, name, iso(Day{day}), 0, false}});
  out.push_back({{Edit::What::answer, name, "unsure", 0, true}});
  return out;
}

std::vector<Edits> Candidates::of(const Condition& c, bool holds) const {
  using Kind = Condition::Kind;
  std::vector<Edits> out;
  switch (c.kind) {
    case Kind::and_:
    case Kind::or_: {
      const bool all = (c.kind == Kind::and_) == holds;
      if (!all) {
        for (const Condition& part : c.of) append(out, of(part, holds));
        return out;
      }
      out.push_back({});
      for (const Condition& part : c.of) out = product(out, of(part, holds), most_ways);
      return out;
    }
    case Kind::not_:
      return of(c.of.at(0), !holds);
    case Kind::question:
      return answers(at(v_.questions, c.question), c.test, holds);
    case Kind::age:
      return ages(c);
    case Kind::area: {
      const auto areas = holds ? c.test.areas.ids() : std::vector<std::int32_t>{};
      for (const auto id : areas) out.push_back({{Edit::What::area, {}, at(v_.areas, id).name, 0, false}});
      if (!holds) out.push_back({});
      return out;
    }
    case Kind::every_answer_no: {
      if (holds) return {{}};
      for (const Question& question : v_.questions)
        if (question.type.yes_no && question.answered_by == syntax::AnsweredBy::client && out.size() < 3)
          out.push_back({{Edit::What::answer, question.name, "yes", 0, false}});
      return out;
    }
    case Kind::any:
      if (holds == c.no) out.push_back({});
      [[fallthrough]];
    default:
      break;
  }
  if (!holds && c.kind != Kind::any) out.push_back({});
  for (const auto id : c.subject.lists) {
    const List& list = at(v_.lists, id);
    check::Subject one = c.subject;
    one.lists = {id};
    one.days.clear();
    std::vector<When> whens = any_days(list.role, list.planned_too);
    if (c.within) {
      if (c.within->side == syntax::Side::before) {
        for (auto& when : days_after({c.within->step}, list.role == syntax::ListRole::to_come))
          whens.push_back(std::move(when));
      } else {
        for (auto& when : periods(c.within->step, Step{})) whens.push_back(std::move(when));
      }
    }
    entries(one, c.in_treated_area, whens, {}, out);
  }
  check::Subject days = c.subject;
  days.lists.clear();
  if (!days.days.empty()) {
    std::vector<When> whens = days_after({c.within ? c.within->step : Step{0, 1}}, false);
    for (auto& when : periods(c.within ? c.within->step : Step{0, 1}, Step{})) whens.push_back(std::move(when));
    entries(days, false, whens, {}, out);
  }
  return out;
}

// --- checks ---------------------------------------------------------------------------------------------------

Edits Candidates::clearance(const std::string& check, check::RoleId role) const {
  return {{Edit::What::clearance,
           {},
           {{"check", check}, {"by", at(v_.roles, role).name}, {"on", iso(scene_.visit)}},
           0,
           false}};
}

std::vector<Edits> Candidates::depths() const {
  std::vector<Edits> out;
  if (!program_.pack->depth) return out;
  const ValueType& type = program_.pack->depth->type;
  std::set<std::int64_t> numbers;
  const auto add = [&](const Json& value) { out.push_back({{Edit::What::depth, {}, value, 0, false}}); };
  if (type.kind != ValueType::Kind::number) {
    for (const auto& option : type.options) add(option);
    return out;
  }
  numbers = {type.from, type.to};
  for (const auto& joined : program_.checks)
    for (const auto& part : joined.parts)
      if (part.check.form == Form::limit)
        for (const std::int64_t step : {0, 1, 100})
          if (part.check.limit.value + step >= type.from && part.check.limit.value + step <= type.to)
            numbers.insert(part.check.limit.value + step);
  for (const auto n : numbers) add(number(n, type.unit));
  return out;
}

std::vector<Edits> Candidates::of(const check::Check& check) const {
  std::vector<Edits> out;
  switch (check.form) {
    case Form::wait_after:
      window(check.after, out);
      break;
    case Form::wait_from: {
      const std::vector<When> whens = periods(check.from.before, check.from.after);
      entries(check.from.subject, check.from.in_treated_area, whens, {}, out);
      break;
    }
    case Form::limit:
      if (check.limit_by_window)
        window(check.after, out);
      else
        out = of(check.condition, true);
      out = product(out, depths(), 4 * most_ways);
      break;
    default:
      out = of(check.condition, true);
  }
  const auto also = [&](const std::vector<Edits>& more) {
    std::vector<Edits> with = product(out, more, 4 * most_ways);
    append(out, std::move(with));
  };
  if (check.unless) {
    append(out, {{}});
    also(of(*check.unless, true));
    also(of(*check.unless, false));
  }
  if (check.form == Form::wait_after && check.after.better_while) also(of(*check.after.better_while, true));
  std::vector<Edits> clearances;
  std::set<check::RoleId> roles;
  for (const auto* named : {&check.cleared_by, &check.then_cleared_by, &check.clearance_by})
    roles.insert(named->begin(), named->end());
  // The inspection that `until "…"` speaks of.
  if (const auto practitioner = v_.role_ids.find("practitioner");
      check.form == Form::wait_while && !check.words.empty() && practitioner != v_.role_ids.end())
    roles.insert(practitioner->second);
  // Somebody who is a kind of a role that may clear, too.
  for (std::size_t i = 0; i < v_.roles.size(); ++i)
    if (focus_.roles.count(v_.roles[i].name) != 0) roles.insert(static_cast<check::RoleId>(i));
  for (const auto role : roles) clearances.push_back(clearance(check.name, role));
  if (!clearances.empty()) also(clearances);
  return out;
}

// --- packs ----------------------------------------------------------------------------------------------------

std::vector<Edits> Candidates::of(const check::Validity& validity) const {
  const Day visit = scene_.visit;
  std::vector<Edits> out;
  const auto days = [&](const std::optional<Step>& step) {
    std::vector<Day> at_bounds;
    if (!step) return at_bounds;
    for (const Rounding rounding : {Rounding::down, Rounding::up})
      for (const std::int32_t off : {1, 0, -1}) {
        const Day day{before(visit, *step, rounding).number + off};
        if (day <= visit && day >= first_day) at_bounds.push_back(day);
      }
    return at_bounds;
  };
  const auto signed_on = [](Day day, std::int32_t gap) {
    return Edit{Edit::What::signed_on, {}, iso(day), gap, false};
  };
  std::set<std::int32_t> forms, checks;
  for (const auto& step : {validity.form_holds, validity.change_check_after})
    for (const Day day : days(step)) forms.insert(day.number);
  for (const Day day : days(validity.change_check_within)) checks.insert(day.number);
  for (const auto form : forms) {
    out.push_back({signed_on(Day{form}, visit.number - form)});
    for (const auto change : checks)
      if (change > form)
        out.push_back({signed_on(Day{form}, visit.number - form),
                       {Edit::What::change_form, {}, iso(Day{change}), visit.number - change, false}});
  }
  // What the practitioner has seen ages by itself.
  for (const Day day : days(validity.form_holds))
    out.push_back({{Edit::What::seen_on, {}, iso(day), visit.number - day.number, false}});
  // A clearance at the end of what it holds, for something that goes on: everything was told on its day.
  for (const Day day : days(validity.clearance_holds)) {
    const Candidates then(program_, {day, scene_.area}, focus_);
    std::size_t cleared = 0;
    for (const auto& joined : program_.checks) {
      const check::Check& check = joined.parts.front().check;
      if (check.form != Form::wait_clearance || cleared >= 3) continue;
      ++cleared;
      std::vector<Edits> fires = then.of(check.condition, true);
      if (fires.size() > 60) fires.resize(60);
      Edits edits = clearance(check.name, eval::clearing_roles(check).front());
      edits.front().value["on"] = iso(day);
      edits.push_back(signed_on(day, visit.number - day.number));
      edits.push_back({Edit::What::change_form, {}, iso(visit), 0, false});
      append(out, product(fires, {edits}, most_ways));
    }
  }
  return out;
}

std::vector<Edits> Candidates::of_question(const Question& question) const {
  std::vector<Edits> out;
  std::vector<Json> given = {"yes", "no", "unsure", "not applicable", Json()};
  if (question.type.kind == ValueType::Kind::options) {
    for (const auto& option : question.type.options) given.emplace_back(option);
    for (const auto& label : question.type.labels) given.emplace_back(label);
  } else if (question.type.kind == ValueType::Kind::number) {
    for (const Value& value : bounds({{question.type.from, question.type.to}}, question.type))
      given.push_back(value.json);
  } else {
    for (const std::int32_t gap : {0, 1, 30, -1, -30}) given.push_back(iso(Day{scene_.visit.number - gap}));
    given.emplace_back("never");
  }
  const Edits first = needed_first(question.asked_only);
  for (const Json& value : given) {
    out.push_back({{Edit::What::answer, question.name, value, 0, false}});
    if (first.empty()) continue;
    Edits edits = first;
    edits.push_back(out.back().front());
    out.push_back(std::move(edits));
  }
  return out;
}

std::vector<Edits> Candidates::of_list(const List& list) const {
  std::vector<Edits> out;
  check::Subject subject;
  subject.lists = {v_.list_ids.at(list.name)};
  for (const auto root : list.roots) subject.terms |= at(v_.terms, root).kinds;
  const std::vector<When> whens = any_days(list.role, list.planned_too);
  entries(subject, true, whens, {}, out);
  for (const auto& detail : list.details)
    for (const Value& value : values({~std::uint64_t{0}, {{detail.type.from, detail.type.to}}, false, {}}, detail.type))
      entries(subject, true, whens, {{detail.name, value.json}}, out, value.far);
  for (const char* word : {"no", "unsure"}) out.push_back({{Edit::What::answer, list.name, word, 0, false}});
  out.push_back({{Edit::What::answer, list.name, Json(), 0, false}});
  return out;
}

std::vector<Edits> Candidates::of_term(const std::string& name, const std::vector<std::string>& words) const {
  std::vector<Edits> out;
  const auto found = v_.term_ids.find(name);
  for (const List& list : v_.lists) {
    if (found != v_.term_ids.end() && !list.terms.has(found->second)) continue;
    for (const When& when : any_days(list.role, list.planned_too))
      for (const std::string& word : words) {
        Json entry = {{"term", word}};
        for (const auto& [key, value] : when.fields.items()) entry[key] = value;
        out.push_back({{Edit::What::entry, list.name, entry, when.gap, false, word == name ? 0 : 1}});
        if (scene_.area.empty()) continue;
        entry["area"] = Json::array({scene_.area});
        out.push_back({{Edit::What::entry, list.name, std::move(entry), when.gap, false}});
      }
  }
  return out;
}

std::vector<Edits> Candidates::of_area(const std::string& area) const {
  std::vector<Edits> out = {{{Edit::What::area, {}, area, 0, false}}};
  // An entry of that area under a plan for another one, and the other way round.
  Candidates there(program_, {scene_.visit, area}, focus_);
  for (const auto& joined : program_.checks) {
    for (const auto& part : joined.parts) {
      const check::Check& check = part.check;
      if (!(check.form == Form::wait_after && check.after.in_treated_area) &&
          !(check.form == Form::wait_from && check.from.in_treated_area))
        continue;
      std::vector<Edits> entry = there.of(check);
      if (entry.size() > 200) entry.resize(200);
      for (const auto& other : v_.areas) {
        if (out.size() > 6000) return out;
        const bool near = at(v_.areas, v_.area_ids.at(other.name)).name == scene_.area || other.name == area ||
                          (v_.area_ids.count(area) != 0 &&
                           at(v_.areas, v_.area_ids.find(area)->second).touching.has(v_.area_ids.at(other.name)));
        if (near) append(out, product(entry, {{{Edit::What::area, {}, other.name, 0, false}}}, 200));
      }
      append(out, std::move(entry));
    }
  }
  return out;
}

std::vector<Edits> Candidates::singles() const {
  std::vector<Edits> out;
  for (const Question& question : v_.questions) append(out, of_question(question));
  for (const List& list : v_.lists) {
    for (const auto id : list.terms.ids())
      for (const When& when : any_days(list.role, list.planned_too)) {
        Json entry = {{"term", at(v_.terms, id).name}};
        for (const auto& [key, value] : when.fields.items()) entry[key] = value;
        out.push_back({{Edit::What::entry, list.name, std::move(entry), when.gap, false}});
      }
    for (const char* word : {"yes", "unsure"}) out.push_back({{Edit::What::answer, list.name, word, 0, true}});
  }
  append(out, depths());
  return out;
}

}  // namespace contra::diff
