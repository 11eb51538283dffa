// Each form of a check as a formula. Over a complete intake everything is plain true or false, so this is the
// two-valued reading of src/eval; see encode.hpp.
//
// Where the language leaves something open even then (the depth of a term that has none, an area of a day question), a
// free variable stands for it: what is proved is proved for either value.
#include "prove/encode.hpp"

#include <algorithm>

namespace contra::prove {

using check::Check;
using check::Condition;
using check::Form;
using Turn = Calendar::Turn;
using TypeKind = check::ValueType::Kind;

namespace {

Int number(std::int64_t n) { return Int{-1, n}; }

}  // namespace

Encoder::Encoder(Formulas& formulas, Calendar& calendar, Intake& intake, const compile::Program& program)
    : f_(formulas), calendar_(calendar), intake_(intake), program_(program), vocabulary_(*program.vocabulary) {}

std::string Encoder::slot_name(const Slot& slot) const { return f_.name_of(slot.there); }

Bool Encoder::is_one_of(const Slot& slot, const check::IdSet& terms) const {
  const auto& kinds = intake_.kinds(slot.list);
  std::vector<Bool> out;
  for (std::size_t k = 0; k < kinds.size(); ++k)
    if (terms.has(kinds[k].shown)) out.push_back(slot.is[k]);
  return f_.any(std::move(out));
}

Bool Encoder::declared_by(const Slot& slot, const std::string& detail, std::int32_t declaration) const {
  const check::List& list = vocabulary_.lists[static_cast<std::size_t>(slot.list)];
  const auto& kinds = intake_.kinds(slot.list);
  std::vector<Bool> out;
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    std::int32_t first = -1;
    for (std::size_t d = 0; d < list.details.size() && first < 0; ++d)
      if (list.details[d].name == detail &&
          (list.details[d].for_terms.empty() || list.details[d].for_terms.has(kinds[k].shown)))
        first = static_cast<std::int32_t>(d);
    if (first == declaration) out.push_back(slot.is[k]);
  }
  return f_.any(std::move(out));
}

Bool Encoder::passes(const check::ValueType& type, const check::ValueTest& test, const Value& value) {
  std::vector<Bool> out;
  switch (type.kind) {
    case TypeKind::options:
      for (std::size_t o = 0; o < value.options.size(); ++o)
        if ((test.mask >> o & 1u) != 0) out.push_back(value.options[o]);
      break;
    case TypeKind::number:
      for (const auto& [from, to] : test.ranges)
        out.push_back(f_.both(f_.less_equal(number(from), value.number), f_.less_equal(value.number, number(to))));
      break;
    case TypeKind::area:
      for (std::size_t a = 0; a < value.areas.size(); ++a)
        if (vocabulary_.areas[a].touching.meets(test.areas)) out.push_back(value.areas[a]);
      break;
    default:
      break;
  }
  return f_.any(std::move(out));
}

Bool Encoder::passes(const check::WhereTest& where, const Slot& slot, check::ListId list) {
  const check::List& declared = vocabulary_.lists[static_cast<std::size_t>(list)];
  std::vector<Bool> out;
  for (std::size_t d = 0; d < declared.details.size(); ++d) {
    if (declared.details[d].name != where.detail) continue;
    const Bool here = declared_by(slot, where.detail, static_cast<std::int32_t>(d));
    Bool test = f_.no();
    for (const auto& one : where.cases)
      if (one.list == list && one.detail == static_cast<std::int32_t>(d))
        test = f_.either(test, passes(declared.details[d].type, one.test, slot.details[d]));
    out.push_back(f_.both(here, test));
  }
  const Bool none = declared_by(slot, where.detail, -1);
  if (!(none == f_.no())) out.push_back(f_.both(none, intake_.free(slot_name(slot) + " without " + where.detail)));
  return f_.any(std::move(out));
}

Bool Encoder::in_treated_area(const Slot& slot) {
  const check::List& list = vocabulary_.lists[static_cast<std::size_t>(slot.list)];
  std::vector<Bool> out;
  std::string name;
  for (std::size_t d = 0; d < list.details.size(); ++d) {
    const check::Detail& detail = list.details[d];
    if (detail.type.kind != TypeKind::area || (!name.empty() && detail.name != name)) continue;
    name = detail.name;
    std::vector<Bool> touching;
    for (std::size_t a = 0; a < slot.details[d].areas.size(); ++a)
      touching.push_back(f_.both(slot.details[d].areas[a], intake_.plan_touches(static_cast<check::AreaId>(a))));
    out.push_back(f_.both(declared_by(slot, name, static_cast<std::int32_t>(d)), f_.any(std::move(touching))));
  }
  // A term without an area may have been anywhere.
  const Bool none = name.empty() ? f_.yes() : declared_by(slot, name, -1);
  out.push_back(f_.both(none, intake_.free(slot_name(slot) + " without area")));
  return f_.any(std::move(out));
}

std::vector<Encoder::Event> Encoder::events(const check::Subject& subject, bool treated_area) {
  std::vector<Event> out;
  for (const Slot& slot : intake_.slots()) {
    if (std::find(subject.lists.begin(), subject.lists.end(), slot.list) == subject.lists.end()) continue;
    std::vector<Bool> of{slot.there, is_one_of(slot, subject.terms)};
    for (const check::WhereTest& where : subject.where) of.push_back(passes(where, slot, slot.list));
    if (treated_area) of.push_back(in_treated_area(slot));
    Event event;
    event.slot = &slot;
    event.matches = f_.all(std::move(of));
    event.start = slot.start;
    event.end = slot.end;
    event.goes_on = slot.goes_on;
    event.timeless = vocabulary_.lists[static_cast<std::size_t>(slot.list)].role == syntax::ListRole::allergies;
    if (!(event.matches == f_.no())) out.push_back(std::move(event));
  }
  for (const check::QuestionId id : subject.days) {
    const Value& value = intake_.question(id);
    Event event;
    event.question = id;
    event.matches = f_.negation(value.never);
    if (treated_area)
      event.matches =
          f_.both(event.matches, intake_.free("area of " + vocabulary_.questions[static_cast<std::size_t>(id)].name));
    event.start = event.end = value.day;
    event.goes_on = f_.no();
    out.push_back(std::move(event));
  }
  return out;
}

Bool Encoder::of_days(const Condition& c, const Event& e) {
  const Int visit = calendar_.visit();
  if (e.timeless) {
    // Of what has no time, a day cannot be said: it may be so or not.
    return c.within || c.started_by_visit ? intake_.free("days of what has none") : f_.yes();
  }
  std::vector<Bool> of;
  switch (c.kind) {
    case Condition::Kind::taking:
    case Condition::Kind::present:
      return f_.both(f_.less_equal(e.start, visit), f_.either(f_.less_equal(visit, e.end), e.goes_on));
    case Condition::Kind::planned:
      of.push_back(f_.less_equal(visit, e.end));
      break;
    case Condition::Kind::any:
      break;
    default:
      return f_.yes();
  }
  if (c.started_by_visit) of.push_back(f_.less_equal(e.start, visit));
  if (c.within) {
    const bool wide = c.towards_waiting;
    if (c.within->side == syntax::Side::before) {
      of.push_back(f_.less_equal(e.start, visit));
      of.push_back(
          f_.less_equal(calendar_.turn(Turn::reaches, c.within->step, wide ? Rounding::up : Rounding::down), e.end));
    } else {
      of.push_back(f_.less_equal(
          e.start, calendar_.turn(Turn::has_reached, c.within->step, wide ? Rounding::down : Rounding::up)));
      of.push_back(f_.less_equal(visit, e.end));
    }
  }
  return f_.all(std::move(of));
}

Bool Encoder::element(const Condition& c) {
  std::vector<Bool> out;
  for (const Event& event : events(c.subject, c.in_treated_area))
    out.push_back(f_.both(event.matches, of_days(c, event)));
  const Bool some = f_.any(std::move(out));
  return c.no ? f_.negation(some) : some;
}

Bool Encoder::condition(const Condition& c) {
  switch (c.kind) {
    case Condition::Kind::and_:
    case Condition::Kind::or_: {
      std::vector<Bool> of;
      for (const Condition& operand : c.of) of.push_back(condition(operand));
      return c.kind == Condition::Kind::and_ ? f_.all(std::move(of)) : f_.any(std::move(of));
    }
    case Condition::Kind::not_:
      return f_.negation(condition(c.of.at(0)));
    case Condition::Kind::question:
      return passes(vocabulary_.questions[static_cast<std::size_t>(c.question)].type, c.test,
                    intake_.question(c.question));
    case Condition::Kind::age: {
      const Int birth = intake_.question(c.question).day;
      std::vector<Bool> out;
      for (const auto& [from, to] : c.age_months) {
        // m months old on the visit: the day m months after the birth does not lie after it.
        const Bool old =
            from <= 0 ? f_.yes() : f_.less_equal(birth + 1, calendar_.turn(Turn::passes, Step{from, 0}, Rounding::up));
        const Bool young =
            to < 0 ? f_.yes() : f_.less_equal(calendar_.turn(Turn::passes, Step{to + 1, 0}, Rounding::up), birth);
        out.push_back(f_.both(old, young));
      }
      return f_.any(std::move(out));
    }
    case Condition::Kind::area: {
      std::vector<Bool> out;
      for (std::size_t a = 0; a < vocabulary_.areas.size(); ++a)
        if (vocabulary_.areas[a].touching.meets(c.test.areas))
          out.push_back(intake_.planned_area(static_cast<check::AreaId>(a)));
      return f_.any(std::move(out));
    }
    case Condition::Kind::every_answer_no: {
      std::vector<Bool> of;
      for (std::size_t q = 0; q < vocabulary_.questions.size(); ++q) {
        const check::Question& question = vocabulary_.questions[q];
        if (question.answered_by == syntax::AnsweredBy::client && question.type.yes_no)
          of.push_back(intake_.question(static_cast<check::QuestionId>(q)).options.at(1));
      }
      for (const Slot& slot : intake_.slots())
        if (vocabulary_.lists[static_cast<std::size_t>(slot.list)].answered_by == syntax::AnsweredBy::client)
          of.push_back(f_.negation(slot.there));
      return f_.all(std::move(of));
    }
    default:
      return element(c);
  }
}

/// From its first day until the step after its last: the visit lies before the day that the step gives.
Bool Encoder::within_window(const Event& e, Step step) {
  return f_.both(f_.less_equal(e.start, calendar_.visit()),
                 f_.less_equal(calendar_.turn(Turn::passes, step, Rounding::up), e.end));
}

Bool Encoder::has_clearance(const std::string& name, const std::vector<check::RoleId>& roles) {
  if (roles.empty()) return f_.no();
  const Int on = intake_.cleared_on(name);
  std::vector<Bool> of{intake_.cleared(name, roles), f_.less_equal(on, calendar_.visit())};
  for (const check::Validity& layer : program_.validities)
    if (layer.clearance_holds)
      of.push_back(f_.less_equal(calendar_.turn(Turn::reaches, *layer.clearance_holds, Rounding::down), on));
  return f_.all(std::move(of));
}

/// Never for what has begun after the clearance's own day.
Bool Encoder::event_cleared(const std::string& name, const std::vector<check::RoleId>& roles, const Event& event) {
  if (roles.empty()) return f_.no();
  return f_.both(has_clearance(name, roles), f_.less_equal(event.start, intake_.cleared_on(name)));
}

Bool Encoder::row_taken(const check::WaitAfter& form, std::size_t row, const Event& event, const std::string& name) {
  const auto row_test = [&](const check::TableRow& of, check::ListId list, std::size_t d) {
    Bool test = f_.no();
    const check::ValueType& type = vocabulary_.lists[static_cast<std::size_t>(list)].details[d].type;
    for (const auto& one : of.match.cases)
      if (one.list == list && one.detail == static_cast<std::int32_t>(d))
        test = f_.either(test, passes(type, one.test, event.slot->details[d]));
    return test;
  };
  const auto any_row = [&](const std::string& of) {
    // One of them: the first that is chosen, or the last.
    std::vector<Bool> chosen;
    for (std::size_t i = 0; i < row; ++i)
      chosen.push_back(f_.negation(intake_.free(of + " takes row " + std::to_string(i + 1))));
    if (row + 1 < form.rows.size()) chosen.push_back(intake_.free(of + " takes row " + std::to_string(row + 1)));
    return f_.all(std::move(chosen));
  };
  if (event.slot == nullptr)
    return any_row(name + ", " + vocabulary_.questions[static_cast<std::size_t>(event.question)].name);
  const Slot& slot = *event.slot;
  const check::List& list = vocabulary_.lists[static_cast<std::size_t>(slot.list)];
  std::vector<Bool> out, no_row{f_.yes()};
  for (std::size_t d = 0; d < list.details.size(); ++d) {
    if (list.details[d].name != form.property) continue;
    const Bool here = declared_by(slot, form.property, static_cast<std::int32_t>(d));
    std::vector<Bool> of{here, row_test(form.rows[row], slot.list, d)}, none;
    for (std::size_t i = 0; i < form.rows.size(); ++i) {
      const Bool other = row_test(form.rows[i], slot.list, d);
      if (i < row) of.push_back(f_.negation(other));
      none.push_back(f_.negation(other));
    }
    out.push_back(f_.all(std::move(of)));
    no_row.push_back(f_.either(f_.negation(here), f_.all(std::move(none))));
  }
  // Without the property, or with a value that no row has, it may take any.
  out.push_back(f_.both(f_.all(std::move(no_row)), any_row(name + ", " + slot_name(slot))));
  return f_.any(std::move(out));
}

Bool Encoder::after_window(const std::string& name, const Check& check, const check::WaitAfter& form, bool better) {
  std::vector<Bool> out;
  const auto window = [&](const Event& event, const check::Window& w) {
    const std::optional<Step>& step = better ? w.better : w.must;
    if (!step) return f_.no();
    const Bool instead = event_cleared(name, check.cleared_by, event);
    Bool inside = f_.both(within_window(event, *step), f_.negation(instead));
    if (!check.then_cleared_by.empty()) {
      const Bool afterwards = f_.both(f_.less_equal(event.start, calendar_.visit()),
                                      f_.negation(event_cleared(name, check.then_cleared_by, event)));
      inside = f_.either(inside, afterwards);
    }
    return inside;
  };
  for (const Event& event : events(form.subject, form.in_treated_area)) {
    if (form.rows.empty()) {
      out.push_back(f_.both(event.matches, window(event, form.window)));
      continue;
    }
    for (std::size_t row = 0; row < form.rows.size(); ++row)
      out.push_back(f_.all({event.matches, row_taken(form, row, event, name), window(event, form.rows[row].window)}));
  }
  Bool open = f_.any(std::move(out));
  if (better && form.better_while) open = f_.both(open, condition(*form.better_while));
  return open;
}

Bool Encoder::from_window(const std::string& name, const Check& check) {
  const check::WaitFrom& form = check.from;
  std::vector<Bool> out;
  for (const Event& event : events(form.subject, form.in_treated_area)) {
    const Int latest =
        form.before == Step{} ? calendar_.visit() : calendar_.turn(Turn::has_reached, form.before, Rounding::down);
    const Bool begun = f_.less_equal(event.start, latest);
    const Bool not_over = f_.less_equal(
        form.after == Step{} ? calendar_.visit() : calendar_.turn(Turn::passes, form.after, Rounding::up), event.end);
    Bool inside = f_.all({begun, not_over, f_.negation(event_cleared(name, check.cleared_by, event))});
    if (!check.then_cleared_by.empty())
      inside = f_.either(inside, f_.both(begun, f_.negation(event_cleared(name, check.then_cleared_by, event))));
    out.push_back(f_.both(event.matches, inside));
  }
  return f_.any(std::move(out));
}

/// Everything that the condition reads had begun, and was known, by that day.
Bool Encoder::covered(const Condition& c, Int on) {
  std::vector<Bool> of;
  for (const Condition& operand : c.of) of.push_back(covered(operand, on));
  switch (c.kind) {
    case Condition::Kind::and_:
    case Condition::Kind::or_:
    case Condition::Kind::not_:
    case Condition::Kind::area:
    case Condition::Kind::every_answer_no:
      break;
    case Condition::Kind::question:
    case Condition::Kind::age:
      of.push_back(f_.less_equal(
          intake_.signed_on(vocabulary_.questions[static_cast<std::size_t>(c.question)].answered_by), on));
      break;
    default:
      for (const Event& event : events(c.subject, c.in_treated_area)) {
        const Int known =
            event.timeless && event.slot != nullptr
                ? intake_.signed_on(vocabulary_.lists[static_cast<std::size_t>(event.slot->list)].answered_by)
                : event.start;
        of.push_back(f_.implies(event.matches, f_.less_equal(known, on)));
      }
      break;
  }
  return f_.all(std::move(of));
}

Bool Encoder::lifted(const std::string& name, const Check& check) {
  std::vector<check::RoleId> roles = check.cleared_by;
  if (check.form == Form::wait_clearance)
    roles.insert(roles.end(), check.clearance_by.begin(), check.clearance_by.end());
  const bool inspections = check.form == Form::wait_while && !check.words.empty();
  if (roles.empty() && !inspections) return f_.no();
  Bool counts = has_clearance(name, roles);
  // Seen by the practitioner: for that visit only.
  if (inspections)
    counts = f_.either(counts, f_.both(intake_.inspected(name), f_.equal(intake_.cleared_on(name), calendar_.visit())));
  return f_.both(counts, covered(check.condition, intake_.cleared_on(name)));
}

Bool Encoder::above_limit(const Check& check) {
  if (!program_.pack->depth) return f_.yes();
  const Value& depth = intake_.depth();
  if (program_.pack->depth->type.kind == TypeKind::number)
    return f_.less_equal(number(check.limit.value + 1), depth.number);
  std::vector<Bool> out;
  for (std::size_t o = 0; o < depth.options.size(); ++o)
    if (static_cast<std::int64_t>(o) > check.limit.value) out.push_back(depth.options[o]);
  return f_.any(std::move(out));
}

Said Encoder::part_always(const std::string& name, const Check& check) {
  Said out{f_.no(), f_.no(), f_.no()};
  const auto holds = [&] { return f_.both(condition(check.condition), f_.negation(lifted(name, check))); };
  switch (check.form) {
    case Form::wait_after:
      out.waits = after_window(name, check, check.after, false);
      out.better = after_window(name, check, check.after, true);
      break;
    case Form::wait_from:
      out.waits = from_window(name, check);
      break;
    case Form::limit:
      out.waits =
          f_.both(check.limit_by_window ? after_window(name, check, check.after, false) : holds(), above_limit(check));
      break;
    case Form::go_only:
    case Form::note:
      out.applies = holds();
      break;
    case Form::wait_while:
      out.waits = holds();
      if (!check.then_cleared_by.empty()) {
        // From the first day on which it holds until it has been cleared. Whether it held on an earlier day is left
        // open.
        const Bool now = condition(check.condition);
        const Bool earlier = intake_.free("held on an earlier day: " + std::to_string(now.id));
        const Int on = intake_.cleared_on(name);
        const Bool then = f_.both(has_clearance(name, check.then_cleared_by), covered(check.condition, on));
        out.waits = f_.either(out.waits, f_.both(f_.either(now, earlier), f_.negation(then)));
      }
      break;
    default:  // an `ask again` that holds in a complete intake surely holds
      out.waits = holds();
      break;
  }
  if (check.unless) {
    const Bool passes = f_.negation(condition(*check.unless));
    out.waits = f_.both(out.waits, passes);
    out.applies = f_.both(out.applies, passes);
    out.better = f_.both(out.better, passes);
  }
  out.better = f_.both(out.better, f_.negation(out.waits));
  return out;
}

Bool Encoder::waits_uncleared(const compile::Part& part) {
  compile::Part bare = part;
  bare.check.cleared_by.clear();
  bare.check.clearance_by.clear();
  bare.check.words.clear();  // of `until "seen healed"`, which an inspection fulfils
  // The check of no name, which no clearance is for.
  return this->part(std::string(), bare).waits;
}

Said Encoder::part(const std::string& name, const compile::Part& part) {
  Said out = part_always(name, part.check);
  const Bool counts = calendar_.counts(part.counts_from, part.counts_until);
  out.waits = f_.both(out.waits, counts);
  out.applies = f_.both(out.applies, counts);
  out.better = f_.both(out.better, counts);
  return out;
}

Bool Encoder::forms_hold() {
  std::vector<Bool> of;
  const Int form = intake_.form(), change = intake_.change_form(), visit = calendar_.visit();
  const Bool changed = intake_.has_change_form();
  for (const check::Validity& layer : program_.validities) {
    if (layer.form_holds) {
      const Int oldest = calendar_.turn(Turn::reaches, *layer.form_holds, Rounding::down);
      of.push_back(f_.either(f_.less_equal(oldest, form), f_.both(changed, f_.less_equal(oldest, change))));
      if (intake_.practitioner_answers()) of.push_back(f_.less_equal(oldest, intake_.seen()));
    }
    if (layer.change_check_after && layer.change_check_within) {
      const Int young = calendar_.turn(Turn::reaches, *layer.change_check_after, Rounding::down);
      const Int oldest = calendar_.turn(Turn::reaches, *layer.change_check_within, Rounding::down);
      of.push_back(f_.any({f_.less_equal(young, form), f_.less_equal(oldest, form),
                           f_.all({changed, f_.less_equal(change, visit), f_.less_equal(oldest, change)})}));
    }
  }
  return f_.all(std::move(of));
}

}  // namespace contra::prove
