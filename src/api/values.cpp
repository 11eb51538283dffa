// A decision as plain values. Nothing is decided and no sentence is made here: the engine decides, `present` speaks.
// The tests hold every value to what the JSON of the same decision says.
#include <algorithm>

#include "api/access.hpp"
#include "present/sentences.hpp"

namespace contra::api {

namespace {

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

template <class Items>
bool has(const Items& items, std::int32_t id) {
  return id >= 0 && at(id) < items.size();
}

Verdict verdict_of(eval::Verdict verdict) { return verdict == eval::Verdict::go ? Verdict::go : Verdict::wait; }

/// `forever` is no day to name.
std::optional<Day> named(const std::optional<Day>& day) {
  // In two steps: joined by `&&`, GCC 12 reads the day before it asks whether there is one, and valgrind says so.
  const Day last = day.value_or(forever);
  return last < forever ? std::optional<Day>(last) : std::nullopt;
}

Strength strength_of(syntax::Strength strength) {
  switch (strength) {
    case syntax::Strength::law:
      return Strength::law;
    case syntax::Strength::label:
      return Strength::label;
    case syntax::Strength::guideline:
      return Strength::guideline;
    case syntax::Strength::study:
      return Strength::study;
    case syntax::Strength::guidance:
      return Strength::guidance;
    case syntax::Strength::house:
      break;
  }
  return Strength::house;
}

std::vector<Source> sources_of(const std::vector<check::SourceRef>& sources) {
  std::vector<Source> out;
  for (const check::SourceRef& s : sources) out.push_back({s.id, s.part, s.title, s.at, strength_of(s.strength)});
  return out;
}

Question::About about_of(eval::Cause::What what) {
  using What = eval::Cause::What;
  switch (what) {
    case What::question:
      return Question::About::question;
    case What::list:
      return Question::About::list;
    case What::entry_term:
      return Question::About::entry_term;
    case What::entry_date:
      return Question::About::entry_date;
    case What::entry_detail:
      return Question::About::entry_detail;
    case What::entry_exists:
      return Question::About::entry_exists;
    case What::plan_area:
      return Question::About::plan_area;
    case What::plan_depth:
      return Question::About::plan_depth;
    case What::clearance:
      return Question::About::clearance;
  }
  return Question::About::question;
}

Edit::Kind kind_of(eval::Edit::What what) {
  using What = eval::Edit::What;
  switch (what) {
    case What::answer:
      return Edit::Kind::answer;
    case What::list_no:
      return Edit::Kind::list_no;
    case What::entry_date:
      return Edit::Kind::entry_date;
    case What::entry_ended:
      return Edit::Kind::entry_ended;
    case What::entry_detail:
      return Edit::Kind::entry_detail;
    case What::entry_other:
      return Edit::Kind::entry_other;
    case What::clearance:
      return Edit::Kind::clearance;
    case What::renewal:
      return Edit::Kind::renewal;
    case What::resolved:
      return Edit::Kind::resolved;
    case What::depth:
      return Edit::Kind::depth;
    case What::area:
      return Edit::Kind::area;
  }
  return Edit::Kind::answer;
}

CareLine::Verb verb_of(syntax::CareLine::Verb verb) {
  using From = syntax::CareLine::Verb;
  switch (verb) {
    case From::avoid:
      return CareLine::Verb::avoid;
    case From::do_:
      return CareLine::Verb::do_it;
    case From::watch_for:
      return CareLine::Verb::watch_for;
    case From::next_session:
      return CareLine::Verb::next_session;
  }
  return CareLine::Verb::avoid;
}

std::optional<Value> value_of(const check::ValueType& type, std::uint64_t options,
                              const std::vector<eval::Range>& numbers) {
  Value out;
  if (type.kind == check::ValueType::Kind::number && !numbers.empty()) {
    out.from = numbers.front().first;
    out.to = numbers.back().second;
    out.unit = type.unit;
    return out;
  }
  for (std::size_t i = 0; i < type.options.size(); ++i)
    if ((options >> i & 1u) != 0) out.options.push_back(type.options[i]);
  if (out.options.empty()) return std::nullopt;
  return out;
}

std::vector<Evidence> evidence_of(const std::vector<eval::Evidence>& items) {
  std::vector<Evidence> out;
  for (const eval::Evidence& e : items) out.push_back({e.pointer, e.value, to_ranges(e.days), e.vague});
  return out;
}

CareLine care_line_of(const present::Sentences& say, const eval::CareLine& l) {
  CareLine out;
  out.name = l.name;
  out.title = l.title;
  out.treatment = l.treatment;
  out.verb = verb_of(l.line->verb);
  out.what = out.verb == CareLine::Verb::next_session ? l.line->check : l.line->text;
  out.text = say.care_line(l);
  out.from = named(l.from);
  out.until = named(l.until);
  out.better_until = named(l.better_until);
  out.from_hours = l.from_hours;
  out.for_hours = l.for_hours;
  out.better_hours = l.better_hours;
  out.until_words = l.line->until;
  out.may = l.may;
  if (l.item != nullptr) {
    out.because = l.item->because;
    out.sources = sources_of(l.item->sources);
  }
  return out;
}

/// Makes the values of one treatment.
class Maker {
 public:
  Maker(const eval::Facts& facts, const eval::Decision& decision, const eval::TreatmentDecision& treatment)
      : of_(treatment), facts_(treatment.facts ? *treatment.facts : facts), say_(facts, decision, treatment) {}

  TreatmentDecision make() const {
    TreatmentDecision out;
    out.treatment = of_.treatment;
    out.title = say_.title();
    setting(out);
    out.verdict = verdict_of(of_.verdict);
    out.headline = say_.headline();
    for (const auto& l : of_.loosened) out.loosened.push_back({l.check, l.words});
    out.earliest = named(of_.earliest);
    out.earliest_renewed = of_.earliest && of_.earliest_renewed;
    out.preferred = named(of_.preferred);
    out.holds_until = named(of_.holds_until);
    out.recheck_by = named(of_.recheck_by);
    out.closed_between = of_.closed_between;
    out.go = to_ranges(of_.go);
    out.renewed = to_ranges(of_.renewed);
    for (const auto& r : of_.reasons) out.reasons.push_back(reason(r));
    for (const auto& c : of_.conditions) out.conditions.push_back(condition(c));
    for (const auto& c : of_.notes) out.notes.push_back(condition(c));
    for (const auto& q : of_.questions) out.questions.push_back(question(q.cause, q.checks));
    for (const auto& q : of_.better_questions) out.better_questions.push_back(question(q.cause, q.checks));
    for (const auto& c : of_.ask_first) out.ask_first.push_back(question(c, checks_of(c)));
    out.ask_first_answers = edits(of_.ask_first_answers);
    for (const auto& p : of_.promises) out.promises.push_back(promise(p));
    for (const auto& name : of_.alternatives) out.alternatives.push_back(alternative(name, false));
    for (const auto& name : of_.alternatives_if_cleared) out.alternatives.push_back(alternative(name, true));
    for (const auto& p : of_.passed) out.passed.push_back({p.check, p.margin_days, p.vague});
    for (const auto& p : of_.pre_care)
      out.pre_care.push_back({p.check, p.what, named(p.last_day), p.better, p.for_day, say_.pre_care(p)});
    for (const auto& l : of_.care_before) out.care_before.push_back(care_line_of(say_, l));
    for (const auto& l : of_.aftercare) out.aftercare.push_back(care_line_of(say_, l));
    return out;
  }

 private:
  const check::Vocabulary* vocabulary() const { return of_.program ? of_.program->vocabulary.get() : nullptr; }
  std::string role(eval::RoleId id) const {
    return vocabulary() != nullptr && has(vocabulary()->roles, id) ? vocabulary()->roles[at(id)].name : std::string();
  }

  void setting(TreatmentDecision& out) const {
    const eval::PlanItem& plan = of_.plan;
    out.device = plan.device;
    if (!of_.program) return;
    if (plan.area_known) {
      out.area.emplace();
      for (const auto id : plan.areas)
        if (has(vocabulary()->areas, id)) out.area->push_back(vocabulary()->areas[at(id)].name);
    }
    const auto& depth = of_.program->pack->depth;
    if (plan.depth_known && depth) out.depth = value_of(depth->type, plan.depth_options, plan.depth_numbers);
  }

  std::vector<std::string> checks_of(const eval::Cause& cause) const {
    for (const auto& q : of_.questions)
      if (q.cause == cause) return q.checks;
    return {};
  }

  Question question(const eval::Cause& cause, const std::vector<std::string>& checks) const {
    return {about_of(cause.what),         say_.pointer(cause),        say_.question_name(cause),
            say_.question(cause, checks), say_.question_state(cause), checks};
  }
  std::vector<Question> questions(const std::vector<eval::Cause>& causes, const std::string& check) const {
    std::vector<Question> out;
    for (const eval::Cause& cause : causes) out.push_back(question(cause, {check}));
    return out;
  }

  Reason reason(const eval::Reason& r) const {
    Reason out;
    out.check = r.check;
    out.title = say_.reason_title(r);
    out.kind = static_cast<Reason::Kind>(r.kind);
    out.sure = r.sure;
    out.text = say_.reason(r);
    out.client_text = say_.client_reason(r);
    out.evidence = evidence_of(r.evidence);
    out.windows = r.windows;
    out.until = named(r.until);
    out.not_before = named(r.not_before);
    for (const eval::RoleId id : r.cleared_by) out.cleared_by.push_back(role(id));
    if (r.source_check != nullptr) {
      out.because = r.source_check->because;
      out.sources = sources_of(r.source_check->sources);
      out.spread = r.source_check->spread;
    }
    for (const auto& c : r.idle_clearances) out.idle_clearances.push_back({c.pointer, c.given, c.why});
    out.changed_by = r.changed_by;
    out.resolved_when = r.resolved_when;
    out.limit = r.limit_words;
    out.instead = r.instead;
    out.questions = questions(r.causes, r.check);
    return out;
  }

  Condition condition(const eval::ConditionLine& c) const {
    Condition out;
    out.check = c.check;
    out.text = say_.condition(c);
    out.sure = c.sure;
    out.better_until = named(c.better_until);
    out.evidence = evidence_of(c.evidence);
    if (c.source_check != nullptr) {
      out.client_text = c.source_check->tell;
      out.sources = sources_of(c.source_check->sources);
      out.spread = c.source_check->spread;
    }
    out.changed_by = c.changed_by;
    out.questions = questions(c.causes, c.check);
    return out;
  }

  void edit_of_list(const eval::Edit& e, Edit& out, const check::ValueType*& type) const {
    if (!has(vocabulary()->lists, e.id)) return;
    const check::List& list = vocabulary()->lists[at(e.id)];
    out.list = list.name;
    if (has(facts_.lists, e.id) && has(facts_.lists[at(e.id)].entries, e.entry)) {
      out.entry = at(e.entry);
      out.pointer = facts_.lists[at(e.id)].entries[at(e.entry)].origin.pointer;
      out.term = say_.entry_name(e.id, e.entry);
    }
    if (e.what == eval::Edit::What::entry_detail && has(list.details, e.detail)) {
      out.detail = list.details[at(e.detail)].name;
      type = &list.details[at(e.detail)].type;
    }
  }

  Edit edit(const eval::Edit& e) const {
    using What = eval::Edit::What;
    Edit out;
    out.kind = kind_of(e.what);
    if (e.what == What::list_no && has(facts_.lists, e.id)) {
      const auto& entries = facts_.lists[at(e.id)].entries;
      if (std::any_of(entries.begin(), entries.end(), [](const eval::Entry& entry) { return entry.named; }))
        out.kind = Edit::Kind::no_more;
    }
    const check::ValueType* type = nullptr;
    if (vocabulary() != nullptr && e.what == What::answer && has(vocabulary()->questions, e.id)) {
      out.question = vocabulary()->questions[at(e.id)].name;
      type = &vocabulary()->questions[at(e.id)].type;
    }
    if (vocabulary() != nullptr && e.what >= What::list_no && e.what <= What::entry_other) edit_of_list(e, out, type);
    if (type != nullptr && (e.options != 0 || !e.numbers.empty())) out.is = value_of(*type, e.options, e.numbers);
    out.never = e.never;
    out.day = named(e.day);
    if (e.day && (e.what == What::entry_date || e.what == What::answer))
      out.bound = e.or_later ? Edit::Bound::on_or_after : Edit::Bound::on_or_before;
    out.check = e.check;
    out.not_read_by = e.checks;
    out.by = role(e.role);
    if (e.what == What::depth) out.up_to = e.words;
    if (e.what == What::area) out.area = e.words;
    return out;
  }
  std::vector<Edit> edits(const std::vector<eval::Edit>& of) const {
    std::vector<Edit> out;
    for (const eval::Edit& e : of) out.push_back(edit(e));
    return out;
  }

  Promise promise(const eval::Promise& p) const {
    return {edits(p.edits), say_.promise(p), verdict_of(p.verdict), named(p.earliest), p.earliest && p.earliest_renewed,
            p.about};
  }

  static Alternative alternative(const std::string& words, bool if_cleared) {
    return {words.substr(0, words.find(' ')), words, if_cleared};
  }

  const eval::TreatmentDecision& of_;
  const eval::Facts& facts_;  // what evidence and edits of this treatment index
  present::Sentences say_;
};

}  // namespace

std::vector<DayRange> to_ranges(const time::DaySet& days) {
  std::vector<DayRange> out;
  for (const time::DayInterval& i : days.intervals()) out.push_back({i.first, i.last >= last_day ? forever : i.last});
  return out;
}

void make_values(const DecisionImpl& impl) {
  const eval::Decision& decision = impl.decision;
  const eval::Facts& facts = Access::of(impl.intake).facts;
  // Built aside: when memory runs out half way, the next caller begins anew.
  std::vector<TreatmentDecision> treatments;
  for (const eval::TreatmentDecision& t : decision.treatments) treatments.push_back(Maker(facts, decision, t).make());
  std::vector<CareLine> aftercare;
  for (const eval::CareLine& line : decision.aftercare) {
    const eval::TreatmentDecision* of = decision.treatments.empty() ? nullptr : &decision.treatments.front();
    for (const eval::TreatmentDecision& t : decision.treatments)
      if (t.treatment == line.treatment) of = &t;
    if (of != nullptr) aftercare.push_back(care_line_of(present::Sentences(facts, decision, *of), line));
  }
  impl.treatments = std::move(treatments);
  impl.aftercare = std::move(aftercare);
}

}  // namespace contra::api
