// From findings to a decision. GO on a day is the absence of every possible wait on it; nothing else makes a GO.
#include "eval/decide.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "eval/decider.hpp"
#include "eval/evaluator.hpp"

namespace contra::eval {

using check::Form;

Validity form_validity(const compile::Program& program, const Facts& facts) {
  Validity out;
  std::optional<Day> full, base;
  for (const FormFact& form : facts.forms) {
    if (form.kind == FormFact::Kind::full && (!full || *full < form.signed_on)) full = form.signed_on;
  }
  if (!full) {
    out.no_form = true;
    return out;
  }
  // The oldest answer in use, of the client or of the practitioner. Unsure, declined and not asked say nothing and date
  // nothing.
  const check::Vocabulary& vocabulary = *program.vocabulary;
  const auto oldest_of = [&](syntax::AnsweredBy by) {
    std::optional<Day> oldest;
    const auto take = [&](const auto& fact, syntax::AnsweredBy answered_by) {
      const bool answered = (fact.state == State::value || fact.state == State::no) && !fact.origin.pointer.empty();
      if (answered && answered_by == by && (!oldest || fact.signed_on < *oldest)) oldest = fact.signed_on;
    };
    for (std::size_t i = 0; i < facts.questions.size(); ++i)
      take(facts.questions[i], vocabulary.questions.at(i).answered_by);
    for (std::size_t i = 0; i < facts.lists.size(); ++i) take(facts.lists[i], vocabulary.lists.at(i).answered_by);
    return oldest;
  };
  // A form renews what it answers. While an answer of an older form is still in use, that form's day decides.
  if (const auto oldest = oldest_of(syntax::AnsweredBy::client); oldest && *oldest < *full) full = oldest;
  base = full;
  for (const FormFact& form : facts.forms) {
    if (form.is_change_check() && form.signed_on >= *full && form.signed_on > *base) base = form.signed_on;
  }
  // What a practitioner has seen ages like a form; no word of the client renews it.
  const std::optional<Day> seen = oldest_of(syntax::AnsweredBy::practitioner);
  out.valid = DaySet::all();
  for (const check::Validity& layer : program.validities) {
    if (layer.form_holds) out.valid &= DaySet::until(after(*base, *layer.form_holds, Rounding::down));
    if (layer.form_holds && seen) out.valid &= DaySet::until(after(*seen, *layer.form_holds, Rounding::down));
    if (layer.change_check_after && layer.change_check_within) {
      DaySet checked = DaySet::until(after(*full, *layer.change_check_after, Rounding::down));
      for (const FormFact& form : facts.forms) {
        if (form.signed_on < *full || (form.signed_on > *full && !form.is_change_check())) continue;
        checked |= DaySet::between(form.signed_on, after(form.signed_on, *layer.change_check_within, Rounding::down));
      }
      out.valid &= checked;
    }
  }
  return out;
}

bool belongs_to(const AnswerFault& fault, const Origin& origin) {
  const std::string& inner = fault.origin.pointer;
  return inner == origin.pointer ||
         (inner.size() > origin.pointer.size() && inner.compare(0, origin.pointer.size(), origin.pointer) == 0 &&
          inner[origin.pointer.size()] == '/');
}

Outcome outcome_of(const TreatmentDecision& decision) {
  return Outcome{decision.verdict, decision.earliest, decision.earliest_renewed};
}

std::vector<RoleId> clearing_roles(const check::Check& check) {
  std::vector<RoleId> out;
  for (const auto* roles : {&check.cleared_by, &check.then_cleared_by, &check.clearance_by})
    for (const RoleId role : *roles)
      if (std::find(out.begin(), out.end(), role) == out.end()) out.push_back(role);
  return out;
}

std::int32_t reason_kind(const check::Check& check, bool ends, bool only_clearance_left) {
  if (only_clearance_left) return 3;
  switch (check.form) {
    case Form::wait_after:
    case Form::wait_from:
      return ends ? 1 : 2;
    case Form::wait_clearance:
      return 3;
    case Form::limit:
    case Form::not_device:
      return 6;
    case Form::ask_again:
      return 4;
    default:
      return 2;
  }
}

std::string need_message(const check::Need& need, const check::Vocabulary& vocabulary) {
  std::string message = "This answer must be there before any GO: " +
                        (need.question >= 0 ? vocabulary.questions[static_cast<std::size_t>(need.question)].question
                                            : vocabulary.lists[static_cast<std::size_t>(need.list)].question);
  if (need.term >= 0) message += " (" + vocabulary.terms[static_cast<std::size_t>(need.term)].title + ")";
  return message;
}

namespace {

/// Does a fact satisfy `needs`? A refusal or a "not sure" does not.
bool need_is_met(const check::Need& need, const check::Vocabulary& vocabulary, const Facts& facts) {
  if (need.question >= 0) {
    const State state = facts.questions.at(static_cast<std::size_t>(need.question)).state;
    return state == State::value || state == State::no;
  }
  const ListFact& list = facts.lists.at(static_cast<std::size_t>(need.list));
  if (need.term < 0) return vocabulary.lists.at(static_cast<std::size_t>(need.list)).terms.within(list.covered);
  return vocabulary.terms.at(static_cast<std::size_t>(need.term)).kinds.within(list.covered);
}

bool reason_before(const Reason& a, const Reason& b) {
  if (a.check != b.check) return a.check < b.check;
  const std::string& va = a.evidence.empty() ? a.message : a.evidence.front().value;
  const std::string& vb = b.evidence.empty() ? b.message : b.evidence.front().value;
  return va != vb ? va < vb : a.message < b.message;
}

class Treatment {
 public:
  Treatment(const std::shared_ptr<const compile::Program>& program, const Facts& facts, const Setting& setting)
      : program_(program), facts_(facts), setting_(setting) {}

  TreatmentDecision run();
  Outcome outcome(const Findings& findings);

 private:
  void needs();
  void calendar(const Findings& findings);
  void reasons(const Findings& findings);
  std::vector<Cause> asked_again(const AnswerFault& fault) const;
  std::string why_idle(const ClearanceFact& clearance, const std::vector<RoleId>& roles) const;
  void own_reason(std::string check, std::string message, std::vector<Cause> causes, Origin origin);
  void questions();
  void conditions(const Findings& findings);
  void passed(const Findings& findings);

  std::shared_ptr<const compile::Program> program_;
  const Facts& facts_;
  const Setting& setting_;
  TreatmentDecision out_;
  std::vector<check::Need> unmet_;
  DaySet renewable_;  // days that only a renewal keeps from GO, given that nothing else closes them
};

/// The question that an answer which cannot be belongs to: its entry's date where it is in an entry.
std::vector<Cause> Treatment::asked_again(const AnswerFault& fault) const {
  const check::Vocabulary& vocabulary = *program_->vocabulary;
  if (const auto q = vocabulary.question_ids.find(fault.question); q != vocabulary.question_ids.end())
    return {Cause{Cause::What::question, q->second}};
  const auto l = vocabulary.list_ids.find(fault.question);
  if (l == vocabulary.list_ids.end()) return {};
  const std::vector<Entry>& entries = facts_.lists.at(static_cast<std::size_t>(l->second)).entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].named && !entries[i].origin.pointer.empty() && belongs_to(fault, entries[i].origin)) {
      return {Cause{Cause::What::entry_date, l->second, static_cast<std::int32_t>(i)}};
    }
  }
  return {Cause{Cause::What::list, l->second}};
}

/// Why a clearance that is recorded for a check does not lift it on the asked day.
std::string Treatment::why_idle(const ClearanceFact& clearance, const std::vector<RoleId>& roles) const {
  const check::Vocabulary& vocabulary = *program_->vocabulary;
  if (clearance.unclear || !clearance.on || clearance.role < 0)
    return "It could not be read as a clearance: say who gave it, on which day and for what.";
  const check::Role& role = vocabulary.roles.at(static_cast<std::size_t>(clearance.role));
  const bool may = std::any_of(roles.begin(), roles.end(), [&](RoleId r) { return role.counts_as.has(r); });
  if (!may) return "This check is not for " + role.title + " to clear.";
  if (*clearance.on > setting_.asked) return "It counts from " + to_iso(*clearance.on) + " on only.";
  std::optional<Day> last = clearance.until;
  for (const check::Validity& layer : program_->validities) {
    if (clearance.until || !layer.clearance_holds) continue;
    const Day end = after(*clearance.on, *layer.clearance_holds, Rounding::down);
    if (!last || end < *last) last = end;
  }
  if (last && *last < setting_.asked) return "It ran out on " + to_iso(*last) + ".";
  if (clearance.for_given)
    return "It is for something else, or what it is for may have begun after " + to_iso(*clearance.on) + ".";
  return "What it is for may have begun after " + to_iso(*clearance.on) +
         ", or was first told in a form signed after it.";
}

void Treatment::own_reason(std::string check, std::string message, std::vector<Cause> causes, Origin origin) {
  Reason reason;
  reason.check = std::move(check);
  reason.kind = 4;
  reason.sure = true;
  reason.message = std::move(message);
  reason.causes = std::move(causes);
  if (!origin.pointer.empty()) {
    Evidence evidence;
    evidence.pointer = origin.pointer;
    evidence.value = origin.given;
    reason.evidence.push_back(std::move(evidence));
  }
  out_.reasons.push_back(std::move(reason));
}

void Treatment::calendar(const Findings& findings) {
  const Day asked = setting_.asked;
  const Validity forms = form_validity(*program_, facts_);
  DaySet closed, closed_renewed, better;
  for (const CheckFinding& finding : findings.checks) {
    closed |= finding.possibly;
    closed_renewed |= finding.possibly_renewed;
    better |= finding.better;
  }
  const bool never = !facts_.faults.empty() || !unmet_.empty() || forms.no_form;
  if (never) closed = closed_renewed = DaySet::all();
  const DaySet days = DaySet::between(findings.first, last_day);
  out_.first = findings.first;
  out_.go = (days - closed) & forms.valid;
  out_.renewed = (days - closed_renewed) - out_.go;
  renewable_ = (closed - closed_renewed) | forms.valid.complement();

  out_.verdict = out_.go.contains(asked) ? Verdict::go : Verdict::wait;
  const DaySet open = out_.go | out_.renewed;
  out_.earliest = open.first_on_or_after(asked);
  out_.earliest_renewed = out_.earliest && out_.renewed.contains(*out_.earliest);
  out_.preferred = (open - better).first_on_or_after(asked);
  if (out_.verdict == Verdict::go) {
    const Day end = out_.go.run_at(asked)->last;
    if (end < last_day) out_.holds_until = end;
  }
  if (out_.earliest) {
    if (out_.earliest_renewed) {
      out_.recheck_by = out_.earliest;
    } else if (const auto first = renewable_.first_on_or_after(*out_.earliest); first && *first <= last_day) {
      out_.recheck_by = previous(*first);
    }
  }
  // Validity is a reason of its own on a day that has run out of it.
  if (forms.no_form) {
    own_reason("form_validity", no_form_message, {}, {});
  } else if (!forms.valid.contains(asked) && asked >= findings.first) {
    const auto last = forms.valid.last_on_or_before(asked);
    std::string message = old_form_message;
    if (last) message += old_form_until + to_iso(*last);
    own_reason("form_validity", message + old_form_end, {}, {});
  }
  if (asked < findings.first) {
    own_reason(
        "answers",
        "The record is from " + to_iso(findings.first) + "; it cannot speak for the earlier day " + to_iso(asked) + ".",
        {}, {});
  }
}

void Treatment::reasons(const Findings& findings) {
  const Day asked = setting_.asked;
  for (const CheckFinding& finding : findings.checks) {
    if (finding.at == Holding::never) continue;
    const compile::JoinedCheck& joined = program_->checks[finding.check];
    const compile::Part& part = joined.parts.at(finding.part);
    const check::Check& check = part.check;
    Reason reason;
    reason.check = joined.name;
    reason.source_check = &check;
    reason.changed_by = part.changed_by;
    if (!finding.fault.empty()) {
      reason.kind = 4;
      reason.sure = true;
      reason.message = "This check could not be worked out (" + finding.fault + "), so it waits.";
      out_.reasons.push_back(std::move(reason));
      continue;
    }
    reason.sure = finding.at == Holding::surely;
    reason.evidence = finding.evidence;
    reason.causes = finding.causes;
    if (check.form == Form::ask_again && reason.sure) {
      // Two answers that cannot both be right: either may be the one to correct.
      for (const Evidence& e : finding.evidence) {
        reason.causes.push_back(e.question >= 0 ? Cause{Cause::What::question, e.question}
                                                : Cause{Cause::What::list, e.list});
      }
      sort_causes(reason.causes);
    }
    reason.windows = finding.windows;
    const auto open = finding.possibly.complement().first_on_or_after(asked);
    if (open && *open <= last_day) reason.until = open;
    const auto bound = finding.surely.complement().first_on_or_after(asked);
    if (bound && *bound <= last_day && *bound > asked && (!reason.until || *bound != *reason.until))
      reason.not_before = bound;
    const bool window_ends = finding.window_until && *finding.window_until <= last_day;
    if (window_ends && !reason.until && (!reason.not_before || *reason.not_before < *finding.window_until) &&
        reason.sure)
      reason.not_before = finding.window_until;
    reason.cleared_by = clearing_roles(check);
    reason.kind =
        reason.sure ? reason_kind(check, (bound && *bound <= last_day) || window_ends, finding.clearance_only) : 4;
    for (const ClearanceFact& clearance : facts_.clearances) {
      if (clearance.check == joined.name)
        reason.idle_clearances.push_back(
            {clearance.origin.pointer, clearance.origin.given, why_idle(clearance, reason.cleared_by)});
    }
    std::sort(reason.idle_clearances.begin(), reason.idle_clearances.end(), [](const auto& a, const auto& b) {
      return a.given != b.given ? a.given < b.given : a.pointer < b.pointer;
    });
    // What waits because of another treatment of the day waits on every day that has both.
    reason.same_day = reason.sure && !reason.evidence.empty() &&
                      std::all_of(reason.evidence.begin(), reason.evidence.end(), [&](const Evidence& e) {
                        return e.list >= 0 && e.entry >= 0 &&
                               facts_.lists.at(static_cast<std::size_t>(e.list))
                                   .entries.at(static_cast<std::size_t>(e.entry))
                                   .same_day;
                      });
    if (reason.same_day) reason.kind = 6;
    if (check.form == Form::wait_while) reason.resolved_when = check.words;
    if (check.form == Form::limit) reason.limit_words = check.limit.words;
    if (check.form == Form::not_device) reason.instead = check.instead;
    out_.reasons.push_back(std::move(reason));
  }
  std::stable_sort(out_.reasons.begin(), out_.reasons.end(), reason_before);

  // With doors that close again, `earliest` can lie after every single `until`.
  if (out_.verdict == Verdict::wait && out_.earliest) {
    Day last_until = asked;
    for (const Reason& reason : out_.reasons) {
      if (reason.until && *reason.until > last_until) last_until = *reason.until;
    }
    const DaySet between = DaySet::between(last_until, previous(*out_.earliest));
    if (!between.empty()) {
      for (const CheckFinding& finding : findings.checks) {
        if (!(finding.possibly & between).empty()) out_.closed_between.push_back(program_->checks[finding.check].name);
      }
    }
  }
}

using ByCause = std::map<Cause, std::vector<std::string>>;

void add_questions(ByCause& into, const std::vector<Cause>& causes, const std::string& check) {
  for (const Cause& cause : causes) {
    std::vector<std::string>& checks = into[cause];
    if (std::find(checks.begin(), checks.end(), check) == checks.end()) checks.push_back(check);
  }
}

std::vector<OpenQuestion> open_questions(ByCause by_cause) {
  std::vector<OpenQuestion> out;
  for (auto& [cause, checks] : by_cause) out.push_back(OpenQuestion{cause, std::move(checks)});
  return out;
}

void Treatment::questions() {
  ByCause waiting, better;
  for (const Reason& reason : out_.reasons) {
    if (reason.kind == 4) add_questions(waiting, reason.causes, reason.check);
  }
  for (const auto* lines : {&out_.conditions, &out_.notes}) {
    for (const ConditionLine& line : *lines) {
      if (!line.sure) add_questions(better, line.causes, line.check);
    }
  }
  out_.questions = open_questions(std::move(waiting));
  out_.better_questions = open_questions(std::move(better));
}

void Treatment::conditions(const Findings& findings) {
  for (const CheckFinding& finding : findings.checks) {
    const compile::JoinedCheck& joined = program_->checks[finding.check];
    if (finding.fault.empty() && finding.better.contains(setting_.asked)) {
      // Between the two tiers: may be treated, with a note that later would be better.
      ConditionLine line;
      line.check = joined.name;
      line.source_check = &joined.parts.at(finding.better_part).check;
      line.changed_by = joined.parts.at(finding.better_part).changed_by;
      line.evidence = finding.evidence;
      line.sure = !finding.vague;
      const auto until = (finding.better | finding.possibly).complement().first_on_or_after(setting_.asked);
      if (until && *until <= last_day) line.better_until = until;
      out_.notes.push_back(std::move(line));
    }
    if (!finding.loosened.empty()) out_.loosened.push_back({joined.name, finding.loosened});
    for (const CheckFinding::Applies& applies : finding.lines) {
      const compile::Part& part = joined.parts.at(applies.part);
      ConditionLine line;
      line.check = joined.name;
      line.source_check = &part.check;
      line.changed_by = part.changed_by;
      line.sure = applies.at == Holding::surely;
      line.causes = applies.causes;
      line.evidence = finding.evidence;
      (part.check.form == Form::go_only ? out_.conditions : out_.notes).push_back(std::move(line));
    }
  }
}

void Treatment::passed(const Findings& findings) {
  const Day asked = setting_.asked;
  for (const CheckFinding& finding : findings.checks) {
    const compile::JoinedCheck& joined = program_->checks[finding.check];
    const Form form = joined.parts.front().check.form;
    if (finding.at != Holding::never || form == Form::go_only || form == Form::note) continue;
    Passed passed;
    passed.check = joined.name;
    passed.vague = finding.vague;
    const auto before_it = finding.possibly.last_on_or_before(asked);
    const auto after_it = finding.possibly.first_on_or_after(asked);
    if (before_it) passed.margin_days = asked.number - before_it->number - 1;
    if (after_it && *after_it <= last_day) {
      const std::int32_t left = after_it->number - asked.number - 1;
      passed.margin_days = passed.margin_days ? std::min(*passed.margin_days, left) : left;
    }
    out_.passed.push_back(std::move(passed));
  }
}

void Treatment::needs() {
  for (const check::Need& need : program_->needs) {
    if (!need_is_met(need, *program_->vocabulary, facts_)) unmet_.push_back(need);
  }
}

Outcome Treatment::outcome(const Findings& findings) {
  needs();
  calendar(findings);
  return outcome_of(out_);
}

TreatmentDecision Treatment::run() {
  out_.treatment = setting_.plan.treatment;
  out_.plan = setting_.plan;
  out_.program = program_;
  const Findings findings = evaluate(*program_, facts_, setting_);
  needs();
  calendar(findings);
  for (const AnswerFault& fault : facts_.faults) own_reason("answers", fault.message, asked_again(fault), fault.origin);
  for (const check::Need& need : unmet_) {
    const bool question = need.question >= 0;
    const Cause cause{question ? Cause::What::question : Cause::What::list, question ? need.question : need.list};
    own_reason("needs", need_message(need, *program_->vocabulary), {cause},
               question ? facts_.questions[static_cast<std::size_t>(need.question)].origin
                        : facts_.lists[static_cast<std::size_t>(need.list)].origin);
  }
  reasons(findings);
  conditions(findings);
  questions();
  passed(findings);
  return std::move(out_);
}

/// No rules for this treatment: nothing can be said, so it waits.
TreatmentDecision no_rules(const PlanItem& plan, const Setting& setting,
                           const std::vector<std::shared_ptr<const compile::Program>>& programs) {
  TreatmentDecision out;
  out.treatment = plan.treatment;
  out.plan = plan;
  out.first = setting.as_of;
  Reason reason;
  reason.check = "rules";
  reason.sure = true;
  reason.message = "There are no rules for the treatment \"" + plan.treatment + "\".";
  if (!programs.empty()) {
    reason.message += " Rules are loaded for:";
    for (std::size_t i = 0; i < programs.size(); ++i)
      reason.message += (i == 0 ? " " : ", ") + programs[i]->identity.name;
    reason.message += ".";
  }
  Evidence evidence;
  evidence.pointer = plan.origin.pointer;
  evidence.value = plan.origin.given;
  reason.evidence.push_back(std::move(evidence));
  out.reasons.push_back(std::move(reason));
  return out;
}

/// Clearances for checks that no loaded program has: nothing is ignored, so they are asked about.
std::vector<AnswerFault> unknown_clearances(const std::vector<std::shared_ptr<const compile::Program>>& programs,
                                            const Facts& facts) {
  std::set<std::string> known;
  for (const auto& program : programs) {
    for (const auto& joined : program->checks) known.insert(joined.name);
  }
  std::vector<AnswerFault> out;
  for (const ClearanceFact& clearance : facts.clearances) {
    if (known.count(clearance.check) != 0) continue;
    AnswerFault fault;
    fault.what = AnswerFault::What::unclear_clearance;
    fault.origin = clearance.origin;
    fault.message = "A clearance names the check \"" + clearance.check + "\", which no loaded rule has.";
    out.push_back(std::move(fault));
  }
  return out;
}

bool only_waits_for_clearance(const TreatmentDecision& decision) {
  return !decision.reasons.empty() &&
         std::all_of(decision.reasons.begin(), decision.reasons.end(), [](const Reason& r) { return r.kind == 3; });
}

/// Other treatments on the same area that are GO on the asked day, at the smallest depth that they offer.
void add_alternatives(TreatmentDecision& decision, const std::vector<std::shared_ptr<const compile::Program>>& programs,
                      const Facts& facts, const Setting& setting) {
  for (const auto& program : programs) {
    const bool planned = std::any_of(facts.plan.begin(), facts.plan.end(),
                                     [&](const PlanItem& p) { return p.treatment == program->identity.name; });
    if (planned || program->vocabulary != decision.program->vocabulary) continue;
    Setting other = setting;
    other.plan.treatment = program->identity.name;
    other.plan.depth_known = false;
    other.plan.depth_options = 0;
    other.plan.depth_numbers.clear();
    std::string words = program->identity.name;
    if (program->pack->depth) {
      const check::ValueType& type = program->pack->depth->type;
      other.plan.depth_known = true;
      if (type.kind == check::ValueType::Kind::number) {
        other.plan.depth_numbers = {{type.from, type.from}};
      } else {
        other.plan.depth_options = 1;
        words += " (" + type.labels.at(0) + ")";
      }
    }
    const TreatmentDecision answer = decide_once(program, facts, other);
    if (answer.verdict == Verdict::go)
      decision.alternatives.push_back(words);
    else if (only_waits_for_clearance(answer))
      decision.alternatives_if_cleared.push_back(words);
  }
}

}  // namespace

TreatmentDecision decide_once(const std::shared_ptr<const compile::Program>& program, const Facts& facts,
                              const Setting& setting) {
  return Treatment(program, facts, setting).run();
}

Outcome outcome_once(const std::shared_ptr<const compile::Program>& program, const Facts& facts, const Setting& setting,
                     const Findings& findings) {
  return Treatment(program, facts, setting).outcome(findings);
}

namespace {

/// The other treatments of the plan are done on the same day, whatever day that is: each stands in a list of events to
/// come as the term that its pack performs, on every visit day.
Facts with_neighbours(const std::vector<std::shared_ptr<const compile::Program>>& programs, const Facts& facts,
                      const PlanItem& own) {
  Facts out = facts;
  for (const PlanItem& other : facts.plan) {
    if (&other == &own) continue;
    const auto program = std::find_if(programs.begin(), programs.end(),
                                      [&](const auto& p) { return p->identity.name == other.treatment; });
    if (program == programs.end() || (*program)->pack->performs < 0) continue;
    const check::Vocabulary& vocabulary = *(*program)->vocabulary;
    const TermId term = (*program)->pack->performs;
    for (std::size_t i = 0; i < vocabulary.lists.size() && i < out.lists.size(); ++i) {
      const check::List& list = vocabulary.lists[i];
      if (list.role != syntax::ListRole::to_come || !list.terms.has(term)) continue;
      Entry entry;
      entry.term = term;
      entry.terms.add(term);  // exactly this one: what is planned is known
      entry.words = vocabulary.terms[static_cast<std::size_t>(term)].title;
      entry.timing.kind = Timing::Kind::period;
      entry.timing.start = DaySet::one(first_day);
      entry.timing.end = DaySet::one(forever);
      entry.dated = true;
      entry.same_day = true;
      entry.origin = entry.date_origin = other.origin;
      entry.signed_on = entry.known_since = facts.latest_signing;
      entry.details.resize(list.details.size());
      for (std::size_t d = 0; d < list.details.size(); ++d) {
        const check::Detail& detail = list.details[d];
        if (!detail.for_terms.empty() && !detail.for_terms.has(term)) continue;
        if (detail.type.kind == check::ValueType::Kind::area && other.area_known) {
          entry.details[d].known = true;
          for (const AreaId area : other.areas) entry.details[d].areas.add(area);
        } else if (detail.name == "depth" && other.depth_known && detail.type.kind == check::ValueType::Kind::number &&
                   !other.depth_numbers.empty()) {
          entry.details[d].known = true;
          entry.details[d].numbers = other.depth_numbers;
        } else if (detail.name == "depth" && other.depth_known && detail.type.kind == check::ValueType::Kind::options &&
                   other.depth_options != 0 && (*program)->pack->depth &&
                   (*program)->pack->depth->type.options == detail.type.options) {
          entry.details[d].known = true;
          entry.details[d].options = other.depth_options;
        }
      }
      // Named entries stand first: promises count on it.
      auto& entries = out.lists[i].entries;
      entries.insert(std::find_if(entries.begin(), entries.end(), [](const Entry& e) { return !e.named; }),
                     std::move(entry));
      break;
    }
  }
  return out;
}

}  // namespace

Decision decide(const std::vector<std::shared_ptr<const compile::Program>>& programs, const Facts& given,
                const DecideOptions& options) {
  Facts facts = given;
  for (AnswerFault& fault : unknown_clearances(programs, facts)) facts.faults.push_back(std::move(fault));
  Decision out;
  out.id = facts.id;
  out.visit = options.on.value_or(facts.visit);
  out.as_of = options.as_of ? *options.as_of : facts.as_of ? *facts.as_of : std::min(facts.visit, out.visit);
  bool all_go = !facts.plan.empty();
  for (const PlanItem& plan : facts.plan) {
    Setting setting{plan, out.visit, out.as_of};
    const auto program = std::find_if(programs.begin(), programs.end(),
                                      [&](const auto& p) { return p->identity.name == plan.treatment; });
    // Facts are indexed by the vocabulary that they were read with: a pack over another one cannot judge them.
    if (program == programs.end() || (*program)->vocabulary->questions.size() != facts.questions.size() ||
        (*program)->vocabulary->lists.size() != facts.lists.size()) {
      out.treatments.push_back(no_rules(plan, setting, programs));
      all_go = false;
      continue;
    }
    std::shared_ptr<const Facts> neighbours;
    if (facts.plan.size() > 1) neighbours = std::make_shared<const Facts>(with_neighbours(programs, facts, plan));
    const Facts& with_plan = neighbours ? *neighbours : facts;
    TreatmentDecision decision = decide_once(*program, with_plan, setting);
    decision.facts = neighbours;
    if (options.promises) {
      add_promises(decision, with_plan, setting);
      if (decision.verdict == Verdict::wait) add_alternatives(decision, programs, facts, setting);
      add_care(decision, with_plan, setting);
    }
    all_go = all_go && decision.verdict == Verdict::go;
    out.treatments.push_back(std::move(decision));
  }
  out.verdict = all_go ? Verdict::go : Verdict::wait;
  merge_aftercare(out);
  return out;
}

}  // namespace contra::eval
