// A small world made by hand: a vocabulary, a pack, facts and decisions, so that these tests need no engine.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "eval/decide.hpp"

namespace contra::present::fixture {

inline Day day(const char* iso) { return *parse_iso_day(iso); }
inline time::DaySet days(const char* first, const char* last) { return time::DaySet::between(day(first), day(last)); }

enum Terms { tretinoin, isotretinoin, peel, apixaban, term_count };
enum Lists { products, medicines, procedures, to_come, list_count };
enum Questions { pregnant, skin_type, question_count };

struct World {
  std::shared_ptr<check::Vocabulary> vocabulary = std::make_shared<check::Vocabulary>();
  std::shared_ptr<check::Pack> pack = std::make_shared<check::Pack>();
  std::shared_ptr<compile::Program> program = std::make_shared<compile::Program>();
  eval::Facts facts;
  eval::Decision decision;

  World() {
    auto& v = *vocabulary;
    for (const auto& [name, title, prescribed] :
         {std::tuple{"tretinoin", "tretinoin", true}, std::tuple{"isotretinoin", "isotretinoin", true},
          std::tuple{"peel", "chemical peel", false}, std::tuple{"apixaban", "apixaban", true}}) {
      check::Term term;
      term.name = name;
      term.title = title;
      term.prescribed = prescribed;
      term.kinds.add(static_cast<check::TermId>(v.terms.size()));
      v.terms.push_back(term);
    }
    v.areas.push_back({"face", "the face", {}, {}, {}, {}});
    v.roles.push_back({"dermatologist", "a dermatologist", {}, {}, {}});
    v.roles.push_back({"prescriber", "prescriber", {}, {}, {}});
    const auto list = [&](const char* name, const char* question, syntax::ListRole role) {
      check::List l;
      l.name = name;
      l.question = question;
      l.role = role;
      for (int i = 0; i < term_count; ++i) l.terms.add(i);
      v.lists.push_back(std::move(l));
    };
    list("products", "Which of these have you put on your skin, and when last?", syntax::ListRole::exposures);
    list("medicines", "Which medicines do you take, or have you taken?", syntax::ListRole::exposures);
    list("procedures", "Which of these have you had, and when?", syntax::ListRole::exposures);
    list("planned", "Which of these are planned?", syntax::ListRole::to_come);
    check::Detail depth;
    depth.name = "depth";
    depth.type.options = {"superficial", "medium", "deep"};
    depth.type.labels = depth.type.options;
    depth.type.ordered = true;
    v.lists[procedures].details.push_back(depth);
    check::Question q;
    q.name = "pregnant";
    q.question = "Are you pregnant, or might you be?";
    q.type.yes_no = true;
    q.type.options = q.type.labels = {"yes", "no"};
    q.not_applicable_is_no = true;
    v.questions.push_back(q);
    q = {};
    q.name = "skin_type";
    q.question = "Fitzpatrick skin type";
    q.type.options = q.type.labels = {"I", "II", "III", "IV", "V", "VI"};
    q.answered_by = syntax::AnsweredBy::practitioner;
    v.questions.push_back(q);

    pack->name = "microneedling";
    pack->title = "Microneedling with a needling pen, not radiofrequency";
    pack->version = "1.0.0";
    pack->depth = check::DepthType{};
    pack->depth->type.kind = check::ValueType::Kind::number;
    pack->depth->type.unit = "mm";
    pack->depth->type.from = 100;
    pack->depth->type.to = 3000;

    add(wait("topical_retinoid", "Prescription retinoid on the skin", products, tretinoin, "prescription retinoid"));
    add(wait("isotretinoin", "Oral isotretinoin", medicines, isotretinoin, "isotretinoin"));
    add(wait("peel", "Chemical peel", procedures, peel, "peel"));
    check::Check pregnancy;
    pregnancy.name = "pregnancy";
    pregnancy.title = "Pregnancy";
    pregnancy.form = check::Form::wait_while;
    pregnancy.condition.kind = check::Condition::Kind::question;
    pregnancy.condition.question = pregnant;
    pregnancy.words = "after the pregnancy";
    add(pregnancy);
    program->vocabulary = vocabulary;
    program->pack = pack;
    program->identity = {"microneedling", "1.0.0", "0123456789abcdef", {}};

    facts.id = "c-0417";
    facts.visit = day("2026-03-16");
    facts.questions.resize(question_count);
    facts.lists.resize(list_count);
    decision.id = facts.id;
    decision.visit = facts.visit;
    decision.as_of = facts.visit;
    eval::TreatmentDecision t;
    t.treatment = "microneedling";
    t.plan.treatment = "microneedling";
    t.plan.area_known = true;
    t.plan.areas = {0};
    t.plan.depth_known = true;
    t.plan.depth_numbers = {{1000, 1000}};
    t.plan.origin = {"/plan/0", "{}"};
    t.program = program;
    t.first = facts.visit;
    decision.treatments.push_back(t);
  }

  eval::TreatmentDecision& treatment() { return decision.treatments.front(); }
  const check::Check* check(const char* name) const {
    for (const auto& joined : program->checks)
      if (joined.name == name) return &joined.parts.front().check;
    return nullptr;
  }

  /// Adds an entry to a list and gives its index.
  int entry(int list, int term, const char* words, eval::Timing timing, const char* given_date) {
    eval::Entry e;
    e.term = term;
    if (term >= 0) e.terms.add(term);
    e.words = words;
    e.timing = std::move(timing);
    e.dated = given_date != nullptr;
    e.signed_on = facts.visit;
    e.details.resize(vocabulary->lists[static_cast<std::size_t>(list)].details.size());
    const std::string pointer = "/forms/0/answers/" + vocabulary->lists[static_cast<std::size_t>(list)].name + "/0";
    e.origin = {pointer, "{}"};
    if (given_date != nullptr) e.date_origin = {pointer + "/last", given_date};
    auto& fact = facts.lists[static_cast<std::size_t>(list)];
    fact.state = eval::State::value;
    fact.entries.push_back(std::move(e));
    return static_cast<int>(fact.entries.size()) - 1;
  }
  static eval::Timing point(time::DaySet when, bool last_use) {
    eval::Timing t;
    t.kind = eval::Timing::Kind::point;
    t.start = std::move(when);
    t.last_use = last_use;
    return t;
  }
  static eval::Timing period(time::DaySet start, time::DaySet end) {
    eval::Timing t;
    t.start = std::move(start);
    t.end = std::move(end);
    return t;
  }

  eval::Reason reason(const char* name, std::int32_t kind, bool sure) const {
    eval::Reason r;
    r.check = name;
    r.kind = kind;
    r.sure = sure;
    r.source_check = check(name);
    return r;
  }
  eval::Evidence evidence(int list, int entry) const {
    eval::Evidence e;
    e.list = list;
    e.entry = entry;
    if (entry >= 0) {
      const auto& found = facts.lists[static_cast<std::size_t>(list)].entries[static_cast<std::size_t>(entry)];
      e.pointer = found.origin.pointer;
      e.value = found.origin.given;
      e.days = found.timing.start;
    }
    return e;
  }

 private:
  check::Check wait(const char* name, const char* title, int list, int term, const char* words) const {
    check::Check c;
    c.name = name;
    c.title = title;
    c.form = check::Form::wait_after;
    c.after.subject.terms.add(term);
    c.after.subject.lists = {list};
    c.after.subject.words = words;
    c.because = "retinoids thin the outer layer of the skin";
    c.tell = "Please let us know when you last used it.";
    c.sources.push_back(
        {"care", "Pre- and post-treatment care article", "Skincare Products", syntax::Strength::guidance, ""});
    c.spread = "12 hours to 30 days";
    c.touches_prescribed = vocabulary->terms[static_cast<std::size_t>(term)].prescribed;
    return c;
  }
  void add(check::Check c) {
    compile::JoinedCheck joined;
    joined.name = c.name;
    joined.parts.push_back({std::move(c), {}, {}, {}});
    program->checks.push_back(std::move(joined));
  }
};

}  // namespace contra::present::fixture
