// The variables of an intake and what every complete intake fulfils. See intake.hpp; records are written in record.cpp.
#include "prove/intake.hpp"

#include <algorithm>

#include "eval/state_words.hpp"

namespace contra::prove {

using check::Condition;
using check::ListId;
using check::QuestionId;
using check::TermId;
using syntax::ListRole;
using TypeKind = check::ValueType::Kind;

namespace {

Int at(Day day) { return Int{-1, day.number}; }

/// A planned day may lie five years ahead of its form; five years have at least so many days.
constexpr std::int32_t ahead = 1825;

}  // namespace

Intake::Intake(Formulas& formulas, Calendar& calendar, const std::vector<const compile::Program*>& programs,
               const Entries& entries)
    : formulas_(formulas), calendar_(calendar), vocabulary_(programs.front()->vocabulary.get()) {
  const check::Vocabulary& v = *vocabulary_;
  make_kinds(programs);
  form_ = formulas_.integer("form signed on");
  seen_ = formulas_.integer("practitioner signed on");
  has_change_ = formulas_.variable("change form");
  change_ = formulas_.integer("change form signed on");
  is_birth_.resize(v.questions.size());
  if (const auto birth = v.question_ids.find("birth_date"); birth != v.question_ids.end())  // which `age` reads
    is_birth_[static_cast<std::size_t>(birth->second)] =
        v.questions[static_cast<std::size_t>(birth->second)].type.kind == TypeKind::past_day;
  for (const check::Question& question : v.questions) {
    questions_.push_back(make_value(question.type, question.name));
    practitioner_answers_ = practitioner_answers_ || question.answered_by == syntax::AnsweredBy::practitioner;
  }
  for (std::size_t l = 0; l < v.lists.size(); ++l) {
    const check::List& list = v.lists[l];
    practitioner_answers_ = practitioner_answers_ || list.answered_by == syntax::AnsweredBy::practitioner;
    for (int n = 0; n < entries.of(l); ++n) {
      const std::string name = list.name + " " + std::to_string(n + 1);
      Slot slot;
      slot.list = static_cast<ListId>(l);
      slot.there = formulas_.variable(name);
      for (const Kind& kind : kinds_[l])
        slot.is.push_back(formulas_.variable(name + " is " + v.terms[static_cast<std::size_t>(kind.shown)].name));
      slot.start = formulas_.integer(name + " start");
      slot.end = formulas_.integer(name + " end");
      slot.goes_on = list.role == ListRole::exposures ? formulas_.variable(name + " goes on") : formulas_.no();
      for (const check::Detail& detail : list.details)
        slot.details.push_back(make_value(detail.type, name + " " + detail.name));
      slots_.push_back(std::move(slot));
    }
  }
  make_plan(*programs.front());
  // Before any check is encoded: a clearance that one program names may count in another.
  for (const compile::Program* program : programs)
    for (const auto& joined : program->checks)
      for (const auto& part : joined.parts) {
        for (const auto* roles : {&part.check.cleared_by, &part.check.clearance_by, &part.check.then_cleared_by})
          for (const check::RoleId role : *roles) clearance(joined.name, role);
        if (part.check.form == check::Form::wait_while && !part.check.words.empty()) inspected(joined.name);
      }
}

void Intake::make_kinds(const std::vector<const compile::Program*>& programs) {
  const check::Vocabulary& v = *vocabulary_;
  std::vector<const check::IdSet*> told_apart;
  for (const compile::Program* program : programs)
    for (const auto& joined : program->checks)
      for (const auto& part : joined.parts)
        each_subject(part.check, [&](const check::Subject& s) { told_apart.push_back(&s.terms); });
  kinds_.resize(v.lists.size());
  for (std::size_t l = 0; l < v.lists.size(); ++l) {
    const check::List& list = v.lists[l];
    std::vector<const check::IdSet*> sets = told_apart;
    for (const check::Detail& detail : list.details)
      if (!detail.for_terms.empty()) sets.push_back(&detail.for_terms);
    std::map<std::vector<bool>, std::size_t> known;
    for (const TermId term : list.terms.ids()) {
      std::vector<bool> in;
      for (const check::IdSet* set : sets) in.push_back(set->has(term));
      const auto [it, added] = known.try_emplace(std::move(in), kinds_[l].size());
      if (added) kinds_[l].emplace_back();
      Kind& kind = kinds_[l][it->second];
      kind.terms.push_back(term);
      const bool exact = v.terms[static_cast<std::size_t>(term)].kinds.ids().size() == 1;
      if (kind.shown == check::none || (exact && !kind.exact)) kind.shown = term;
      kind.exact = kind.exact || exact;
    }
  }
}

void Intake::make_plan(const compile::Program& program) {
  const check::Vocabulary& v = *vocabulary_;
  for (const check::Area& area : v.areas) plan_areas_.push_back(formulas_.variable("planned in " + area.name));
  for (const check::Area& area : v.areas) {
    std::vector<Bool> touching;
    for (const check::AreaId id : area.touching.ids()) touching.push_back(plan_areas_[static_cast<std::size_t>(id)]);
    touched_.push_back(formulas_.any(std::move(touching)));
  }
  if (program.pack->depth) {
    has_depth_ = true;
    depth_type_ = program.pack->depth->type;
    depth_ = make_value(depth_type_, "planned depth");
  }
}

Value Intake::make_value(const check::ValueType& type, const std::string& name) {
  Value out;
  out.never = formulas_.no();
  switch (type.kind) {
    case TypeKind::options:
      if (type.options.size() == 2) {  // one variable says both
        const Bool first = formulas_.variable(name + " is " + type.options[0]);
        out.options = {first, formulas_.negation(first)};
      } else {
        for (const std::string& option : type.options)
          out.options.push_back(formulas_.variable(name + " is " + option));
      }
      break;
    case TypeKind::number:
      out.number = formulas_.integer(name);
      break;
    case TypeKind::past_day:
    case TypeKind::future_day:
      out.day = formulas_.integer(name);
      out.never = formulas_.variable(name + " never");
      break;
    case TypeKind::area:
      for (const check::Area& area : vocabulary_->areas)
        out.areas.push_back(formulas_.variable(name + " is " + area.name));
      break;
    case TypeKind::text:
      break;
  }
  return out;
}

Bool Intake::value_always(const check::ValueType& type, const Value& value) const {
  switch (type.kind) {
    case TypeKind::options:
      return formulas_.exactly_one(value.options);
    case TypeKind::number:
      return formulas_.both(formulas_.less_equal(Int{-1, type.from}, value.number),
                            formulas_.less_equal(value.number, Int{-1, type.to}));
    default:  // an area may be one that has no name
      return formulas_.yes();
  }
}

Bool Intake::clearance(const std::string& check, check::RoleId role) {
  for (const Clearance& known : clearances_)
    if (known.check == check && known.role == role) return known.there;
  const std::string& name = vocabulary_->roles[static_cast<std::size_t>(role)].name;
  clearances_.push_back({check, role, formulas_.variable("clearance of " + check + " by " + name)});
  return clearances_.back().there;
}

Bool Intake::cleared(const std::string& check, const std::vector<check::RoleId>& roles) {
  std::vector<Bool> out;
  for (const Clearance& known : clearances_) {
    if (known.check != check) continue;
    const check::IdSet& counts_as = vocabulary_->roles[static_cast<std::size_t>(known.role)].counts_as;
    if (std::any_of(roles.begin(), roles.end(), [&](check::RoleId r) { return counts_as.has(r); }))
      out.push_back(known.there);
  }
  return formulas_.any(std::move(out));
}

Bool Intake::inspected(const std::string& check) {
  const auto practitioner = vocabulary_->role_ids.find("practitioner");
  return practitioner == vocabulary_->role_ids.end() ? formulas_.no() : clearance(check, practitioner->second);
}

Bool Intake::free(const std::string& name) {
  const auto known = free_.find(name);
  if (known != free_.end()) return known->second;
  return free_[name] = formulas_.variable(name);
}

Int Intake::cleared_on(const std::string& check) {
  const auto known = cleared_on_.find(check);
  if (known != cleared_on_.end()) return known->second;
  return cleared_on_[check] = formulas_.integer("clearance of " + check + " on");
}

Bool Intake::not_asked(const std::optional<check::AskedOnlyWhen>& when) const {
  if (!when || when->question == check::none) return formulas_.no();
  const check::ValueType& type = vocabulary_->questions[static_cast<std::size_t>(when->question)].type;
  if (type.kind != TypeKind::options) return formulas_.no();
  std::vector<Bool> asked;
  for (std::size_t i = 0; i < type.options.size(); ++i)
    if ((when->options >> i & 1u) != 0) asked.push_back(question(when->question).options[i]);
  return formulas_.negation(formulas_.any(std::move(asked)));
}

Int Intake::told_before(const check::AskedOnlyWhen& when) const {
  return signed_on(vocabulary_->questions[static_cast<std::size_t>(when.question)].answered_by) + -1;
}

Bool Intake::says_no(const check::ValueType& type, const Value& value) const {
  switch (type.kind) {
    case TypeKind::options: {
      const std::uint64_t no = eval::reader::no_option(type);
      std::vector<Bool> out;
      for (std::size_t o = 0; o < value.options.size(); ++o)
        if ((no >> o & 1u) != 0) out.push_back(value.options[o]);
      return formulas_.any(std::move(out));
    }
    case TypeKind::past_day:
    case TypeKind::future_day:
      return value.never;
    default:
      return formulas_.no();
  }
}

Bool Intake::has_detail(const Slot& slot, std::size_t detail) const {
  const check::List& list = vocabulary_->lists[static_cast<std::size_t>(slot.list)];
  const check::IdSet& for_terms = list.details[detail].for_terms;
  if (for_terms.empty()) return formulas_.yes();
  std::vector<Bool> out;
  const auto& kinds = kinds_[static_cast<std::size_t>(slot.list)];
  for (std::size_t k = 0; k < kinds.size(); ++k)
    if (for_terms.has(kinds[k].shown)) out.push_back(slot.is[k]);
  return formulas_.any(std::move(out));
}

Bool Intake::slot_always(const Slot& slot) const {
  Formulas& f = formulas_;
  const check::List& list = vocabulary_->lists[static_cast<std::size_t>(slot.list)];
  std::vector<Bool> of{f.exactly_one(slot.is)};
  for (std::size_t d = 0; d < list.details.size(); ++d)
    of.push_back(value_always(list.details[d].type, slot.details[d]));
  if (list.role != ListRole::allergies) {
    of.push_back(f.less_equal(at(first_day), slot.start));
    of.push_back(f.less_equal(slot.start, at(last_day)));
    of.push_back(f.less_equal(slot.start, slot.end));
    of.push_back(f.less_equal(slot.end, at(forever)));
    // A past event lies on or before its signing. What is planned may be another treatment of the same plan, which
    // stands there on every day.
    if ((list.role == ListRole::exposures && !list.planned_too) || list.role == ListRole::states)
      of.push_back(f.less_equal(slot.start, signed_on(list.answered_by)));
    of.push_back(f.implies(slot.goes_on, f.equal(slot.start, slot.end)));
  } else {
    of.push_back(f.equal(slot.start, at(first_day)));
    of.push_back(f.equal(slot.end, at(forever)));
  }
  // What is not there has no kind: fewer solutions that say the same.
  std::vector<Bool> none;
  for (const Bool is : slot.is) none.push_back(f.negation(is));
  none.push_back(f.negation(slot.goes_on));
  return f.both(f.implies(slot.there, f.all(std::move(of))), f.either(slot.there, f.all(std::move(none))));
}

Bool Intake::always() const {
  Formulas& f = formulas_;
  const check::Vocabulary& v = *vocabulary_;
  std::vector<Bool> of;
  for (const Int signing : {form_, seen_, change_}) {
    of.push_back(f.less_equal(at(first_day), signing));
    of.push_back(f.less_equal(signing, calendar_.visit()));
  }
  of.push_back(f.less_equal(at(first_day), calendar_.visit()));
  of.push_back(f.less_equal(calendar_.visit(), at(last_day)));
  of.push_back(f.less_equal(form_, change_));
  for (std::size_t i = 0; i < v.questions.size(); ++i) {
    const check::Question& question = v.questions[i];
    const Value& value = questions_[i];
    of.push_back(value_always(question.type, value));
    if (question.type.kind == TypeKind::past_day || question.type.kind == TypeKind::future_day) {
      of.push_back(f.less_equal(at(first_day), value.day));
      of.push_back(f.less_equal(value.day, at(last_day)));
      // A day to come may have passed by now: it need not lie after the newest form, see statable().
      if (question.type.kind == TypeKind::past_day)
        of.push_back(f.less_equal(value.day, signed_on(question.answered_by)));
      if (is_birth_[i]) of.push_back(f.negation(value.never));  // everybody has been born
    }
    if (!question.box_for.empty() && question.type.yes_no) {
      std::vector<Bool> members;
      for (const QuestionId member : question.box_for)
        members.push_back(questions_[static_cast<std::size_t>(member)].options.at(0));
      of.push_back(f.same(value.options.at(0), f.any(std::move(members))));
    }
    // What is no longer asked may have been answered before: an older answer stands. So `asked only when` bounds
    // nothing.
  }
  for (const Slot& slot : slots_) of.push_back(slot_always(slot));
  if (has_depth_) of.push_back(value_always(depth_type_, depth_));
  for (const auto& [check, on] : cleared_on_) {
    of.push_back(f.less_equal(at(first_day), on));
    of.push_back(f.less_equal(on, calendar_.visit()));
  }
  return f.all(std::move(of));
}

Bool Intake::slot_statable(const Slot& slot) const {
  Formulas& f = formulas_;
  const check::List& list = vocabulary_->lists[static_cast<std::size_t>(slot.list)];
  const auto& kinds = kinds_[static_cast<std::size_t>(slot.list)];
  std::vector<Bool> exact;
  for (std::size_t k = 0; k < kinds.size(); ++k)
    if (kinds[k].exact) exact.push_back(slot.is[k]);
  std::vector<Bool> of{f.any(std::move(exact))};
  for (const Value& value : slot.details)
    if (!value.areas.empty()) of.push_back(f.any(value.areas));
  if (list.role != ListRole::allergies) {
    const Int signing = signed_on(list.answered_by);
    of.push_back(f.less_equal(slot.start, signing + ahead));
    // It ends within five years; or it goes on and has begun.
    const Bool open = f.equal(slot.end, at(forever));
    of.push_back(f.either(f.less_equal(slot.end, signing + ahead), f.both(open, f.less_equal(slot.start, signing))));
    if (list.role == ListRole::to_come) {
      of.push_back(f.less_equal(signing, slot.end));
      of.push_back(f.either(f.negation(f.equal(slot.start, slot.end)), f.less_equal(signing, slot.start)));
    }
    of.push_back(f.either(f.negation(slot.goes_on), f.less_equal(slot.start, signing)));
    if (list.asked_only) {
      const Bool by_then = f.less_equal(slot.start, told_before(*list.asked_only));
      of.push_back(f.implies(not_asked(list.asked_only),
                             list.role == ListRole::to_come ? f.either(f.negation(open), by_then) : by_then));
    }
  }
  return f.implies(slot.there, f.all(std::move(of)));
}

/// A term without kinds of its own; areas that have a name; days that the reader takes for the list; a plan of one
/// treatment.
Bool Intake::statable() const {
  Formulas& f = formulas_;
  std::vector<Bool> of{f.any(plan_areas_)};
  for (const Slot& slot : slots_) of.push_back(slot_statable(slot));
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    const check::Question& question = vocabulary_->questions[i];
    if (question.type.kind == TypeKind::future_day) {
      const Int signing = signed_on(question.answered_by);
      of.push_back(f.less_equal(signing, questions_[i].day));
      of.push_back(f.less_equal(questions_[i].day, signing + ahead));
    }
  }
  return f.all(std::move(of));
}

namespace {

/// Born on 4 May 1988, unless the rules ask otherwise.
const Day usual_birth = *day_of({1988, 5, 4});

}  // namespace

Bool Intake::unusual(QuestionId id) const {
  const check::ValueType& type = vocabulary_->questions[static_cast<std::size_t>(id)].type;
  const Value& value = question(id);
  switch (type.kind) {
    case TypeKind::options: {
      const std::uint64_t no = eval::reader::no_option(type);
      for (std::size_t o = 0; o < value.options.size(); ++o)
        if ((no >> o & 1u) != 0) return formulas_.negation(value.options[o]);
      return formulas_.negation(value.options.at(0));
    }
    case TypeKind::past_day:
    case TypeKind::future_day:
      return is_birth_[static_cast<std::size_t>(id)] ? formulas_.negation(formulas_.equal(value.day, at(usual_birth)))
                                                     : formulas_.negation(value.never);
    default:
      return formulas_.no();
  }
}

std::vector<Bool> Intake::deviations() const {
  Formulas& f = formulas_;
  std::vector<Bool> out;
  for (std::size_t i = 0; i < questions_.size(); ++i)
    if (vocabulary_->questions[i].box_for.empty()) out.push_back(unusual(static_cast<QuestionId>(i)));
  for (const Slot& slot : slots_) {
    out.push_back(slot.there);
    out.push_back(slot.goes_on);
  }
  for (const Clearance& clearance : clearances_) out.push_back(clearance.there);
  out.push_back(f.negation(f.equal(form_, calendar_.visit())));
  if (practitioner_answers_) out.push_back(f.negation(f.equal(seen_, calendar_.visit())));
  out.push_back(has_change_);
  return out;
}

std::vector<Bool> Intake::wishes(Solver& solver) const {
  Formulas& f = formulas_;
  std::vector<Bool> out;
  out.push_back(f.at_most(plan_areas_, 1));
  const auto face = vocabulary_->area_ids.find("face");
  if (face != vocabulary_->area_ids.end())
    out.push_back(planned_area(face->second));
  else if (!plan_areas_.empty())
    out.push_back(plan_areas_.front());
  if (has_depth_) {
    if (!depth_.options.empty())
      for (const Bool option : depth_.options) out.push_back(option);
    else
      for (const std::int64_t low : {std::int64_t{500}, std::int64_t{1000}, std::int64_t{2000}})
        out.push_back(f.less_equal(depth_.number, Int{-1, std::max(low, depth_type_.from)}));
  }
  for (const auto& [check, on] : cleared_on_) out.push_back(f.equal(on, calendar_.visit()));
  for (const Slot& slot : slots_) {
    if (!solver.value(slot.there)) continue;
    const check::List& list = vocabulary_->lists[static_cast<std::size_t>(slot.list)];
    out.push_back(f.equal(slot.start, slot.end));  // one day rather than a period
    out.push_back(f.less_equal(slot.end, at(last_day)));
    for (std::size_t d = 0; d < list.details.size(); ++d) {
      if (list.details[d].type.kind == TypeKind::area) {
        out.push_back(f.at_most(slot.details[d].areas, 1));
        if (face != vocabulary_->area_ids.end())
          out.push_back(slot.details[d].areas[static_cast<std::size_t>(face->second)]);
      }
      if (!slot.details[d].options.empty()) out.push_back(slot.details[d].options.front());
    }
  }
  return out;
}

std::vector<Intake::Near> Intake::nearest(Solver& solver) const {
  std::vector<Near> out;
  const std::int64_t visit = solver.value(calendar_.visit());
  if (solver.value(form_) != visit) out.push_back({form_, true});
  if (solver.value(has_change_)) out.push_back({change_, true});
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    const TypeKind kind = vocabulary_->questions[i].type.kind;
    if ((kind == TypeKind::past_day || kind == TypeKind::future_day) && !solver.value(questions_[i].never) &&
        solver.value(unusual(static_cast<QuestionId>(i))))
      out.push_back({questions_[i].day, kind == TypeKind::past_day});
  }
  for (const Slot& slot : slots_) {
    if (!solver.value(slot.there)) continue;
    const check::List& list = vocabulary_->lists[static_cast<std::size_t>(slot.list)];
    if (list.role == ListRole::allergies) continue;
    out.push_back({slot.start, solver.value(slot.start) <= visit});
    if (solver.value(slot.end) < forever.number) out.push_back({slot.end, solver.value(slot.end) <= visit});
  }
  return out;
}

Intake::Kept Intake::keep(Solver& solver) const {
  Formulas& f = formulas_;
  std::vector<Bool> history, answers, plan;
  const auto keep = [&](std::vector<Bool>& of, Bool b) { of.push_back(solver.value(b) ? b : f.negation(b)); };
  const auto keep_number = [&](std::vector<Bool>& of, Int n) {
    if (n.base >= 0) of.push_back(f.equal(n, Int{-1, solver.value(n)}));
  };
  const auto keep_value = [&](std::vector<Bool>& of, const Value& value) {
    for (const Bool option : value.options) keep(of, option);
    for (const Bool area : value.areas) keep(of, area);
    keep_number(of, value.number);
    keep_number(of, value.day);
    keep(of, value.never);
  };
  for (const Int signing : {form_, seen_, change_}) keep_number(history, signing);
  keep(history, has_change_);
  for (std::size_t i = 0; i < questions_.size(); ++i)
    keep_value(vocabulary_->questions[i].type.kind == TypeKind::past_day ? history : answers, questions_[i]);
  for (const Slot& slot : slots_) {
    const ListRole role = vocabulary_->lists[static_cast<std::size_t>(slot.list)].role;
    auto& of = role == ListRole::exposures || role == ListRole::allergies ? history : answers;
    keep(of, slot.there);
    for (const Bool is : slot.is) keep(of, is);
    keep_number(of, slot.start);
    keep_number(of, slot.end);
    keep(of, slot.goes_on);
    for (const Value& value : slot.details) keep_value(of, value);
  }
  for (const auto& [name, open] : free_) keep(history, open);
  for (const Bool area : plan_areas_) keep(plan, area);
  if (has_depth_) keep_value(plan, depth_);
  return {f.all(std::move(history)), f.all(std::move(answers)), f.all(std::move(plan))};
}

}  // namespace contra::prove
