// Every promise is an edit of the intake that has been applied and decided again; what is not replayed is not said.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "eval/decider.hpp"
#include "eval/evaluator.hpp"
#include "text/limits.hpp"

namespace contra::eval {

using check::Form;

namespace {

DaySet half(const Edit& edit) { return edit.or_later ? DaySet::from(*edit.day) : DaySet::until(*edit.day); }

void edit_question(QuestionFact& fact, const Edit& edit) {
  // An option that was not possible before corrects the answer.
  if (edit.options != 0) fact.options = (fact.options & edit.options) != 0 ? fact.options & edit.options : edit.options;
  if (!edit.numbers.empty()) fact.numbers = edit.numbers;
  if (edit.never) {
    fact.days = {};
    fact.maybe_never = false;
    fact.surely_never = true;
  } else if (edit.day) {
    const DaySet days = fact.days & half(edit);
    if (days.empty()) return;
    fact.days = days;
    fact.maybe_never = false;
  }
  fact.state = State::value;
}

/// The client names nothing more: what the list left open is not there.
void close_list(ListFact& list, const IdSet& all) {
  list.entries.erase(std::remove_if(list.entries.begin(), list.entries.end(), [](const Entry& e) { return !e.named; }),
                     list.entries.end());
  list.covered |= all;
  if (list.state != State::value) list.state = State::no;
}

void collect_terms(const check::Condition& condition, IdSet& terms) {
  for (const check::Condition& operand : condition.of) collect_terms(operand, terms);
  terms |= condition.subject.terms;
}

/// Every term that the named checks read.
IdSet terms_read(const compile::Program& program, const std::vector<std::string>& checks) {
  IdSet terms;
  for (const auto& joined : program.checks) {
    if (std::find(checks.begin(), checks.end(), joined.name) == checks.end()) continue;
    for (const auto& part : joined.parts) {
      terms |= part.check.after.subject.terms;
      terms |= part.check.from.subject.terms;
      collect_terms(part.check.condition, terms);
      if (part.check.unless) collect_terms(*part.check.unless, terms);
    }
  }
  return terms;
}

void edit_entry(ListFact& list, const Edit& edit, const compile::Program& program) {
  if (edit.entry < 0 || static_cast<std::size_t>(edit.entry) >= list.entries.size()) return;
  Entry& entry = list.entries[static_cast<std::size_t>(edit.entry)];
  Timing& timing = entry.timing;
  switch (edit.what) {
    case Edit::What::entry_other:
      if (edit.never) {
        entry.terms = {};
      } else {
        // What was named stays what it is: a general term can only turn out to be one of its other kinds.
        IdSet others = entry.terms;
        others -= terms_read(program, edit.checks);
        if (!others.empty() || entry.term < 0) entry.terms = others;
      }
      break;
    case Edit::What::entry_date: {
      if (timing.kind == Timing::Kind::timeless) return;
      DaySet start = timing.start, end = timing.end;
      if (timing.kind == Timing::Kind::point) {
        start &= half(edit);
        if (start.empty()) return;
        timing.start = start;
      } else {
        // "ended on or before D", "begins on or after D"
        if (edit.or_later)
          start &= half(edit);
        else
          end &= half(edit);
        if (start.empty() || end.empty()) return;
        narrow(start, end);
        if (start.empty() || end.empty()) return;
        timing.start = start;
        timing.end = end;
        if (!edit.or_later) timing.surely_ended = true;
      }
      entry.surely_there = true;
      entry.dated = true;
      break;
    }
    case Edit::What::entry_ended: {
      if (timing.kind == Timing::Kind::timeless) return;
      DaySet start = timing.start & DaySet::until(*edit.day);
      if (start.empty()) return;
      timing.start = start;
      timing.end = DaySet::one(*edit.day);
      timing.kind = Timing::Kind::period;
      timing.surely_ended = true;
      entry.dated = true;
      break;
    }
    case Edit::What::entry_detail: {
      if (edit.detail < 0 || static_cast<std::size_t>(edit.detail) >= entry.details.size()) return;
      DetailFact& detail = entry.details[static_cast<std::size_t>(edit.detail)];
      detail.known = true;
      if (edit.options != 0) detail.options = edit.options;
      if (!edit.numbers.empty()) detail.numbers = edit.numbers;
      if (edit.options == 0 && edit.numbers.empty()) detail.areas = {};  // elsewhere than the treated area
      break;
    }
    default:
      break;
  }
}

}  // namespace

bool operator==(const Edit& a, const Edit& b) {
  return std::tie(a.what, a.id, a.entry, a.detail, a.options, a.numbers, a.day, a.or_later, a.never, a.check, a.role,
                  a.depth, a.checks, a.words) == std::tie(b.what, b.id, b.entry, b.detail, b.options, b.numbers, b.day,
                                                          b.or_later, b.never, b.check, b.role, b.depth, b.checks,
                                                          b.words);
}

Setting apply_setting(const Setting& setting, const std::vector<Edit>& edits, const compile::Program& program) {
  Setting out = setting;
  for (const Edit& edit : edits) {
    if (edit.what != Edit::What::depth || !program.pack->depth) continue;
    out.plan.depth_known = true;
    if (program.pack->depth->type.kind == check::ValueType::Kind::number)
      out.plan.depth_numbers = {{edit.depth, edit.depth}};
    else
      out.plan.depth_options = std::uint64_t{1} << static_cast<unsigned>(edit.depth);
  }
  return out;
}

namespace {

/// An answer that could not be is mended once its question, or its entry, is answered again.
void mend_faults(Facts& facts, const Edit& edit, const check::Vocabulary& vocabulary) {
  const bool question = edit.what == Edit::What::answer;
  const bool whole_list = edit.what == Edit::What::list_no;
  const bool entry = edit.what == Edit::What::entry_date || edit.what == Edit::What::entry_ended;
  if (edit.id < 0 || !(question || whole_list || entry)) return;
  const auto id = static_cast<std::size_t>(edit.id);
  const auto mended = [&](const AnswerFault& fault) {
    if (question) return fault.question == vocabulary.questions.at(id).name;
    if (fault.question != vocabulary.lists.at(id).name) return false;
    if (whole_list) return true;
    const std::vector<Entry>& entries = facts.lists.at(id).entries;
    return edit.entry >= 0 && static_cast<std::size_t>(edit.entry) < entries.size() &&
           belongs_to(fault, entries[static_cast<std::size_t>(edit.entry)].origin);
  };
  facts.faults.erase(std::remove_if(facts.faults.begin(), facts.faults.end(), mended), facts.faults.end());
}

}  // namespace

Facts apply(const Facts& facts, const std::vector<Edit>& edits, const compile::Program& program,
            const Setting& setting) {
  Facts out = facts;
  // Entries keep their indices until every edit is made: lists are closed last.
  for (const Edit& edit : edits) {
    mend_faults(out, edit, *program.vocabulary);
    switch (edit.what) {
      case Edit::What::answer:
        if (edit.id >= 0 && static_cast<std::size_t>(edit.id) < out.questions.size())
          edit_question(out.questions[static_cast<std::size_t>(edit.id)], edit);
        break;
      case Edit::What::entry_date:
      case Edit::What::entry_ended:
      case Edit::What::entry_detail:
      case Edit::What::entry_other:
        if (edit.id >= 0 && static_cast<std::size_t>(edit.id) < out.lists.size())
          edit_entry(out.lists[static_cast<std::size_t>(edit.id)], edit, program);
        break;
      case Edit::What::clearance:
      case Edit::What::resolved: {
        ClearanceFact clearance;
        clearance.check = edit.check;
        clearance.role = edit.role;
        clearance.on = edit.day;
        out.clearances.push_back(std::move(clearance));
        break;
      }
      case Edit::What::renewal: {
        FormFact form;
        form.kind = FormFact::Kind::change;
        form.nothing_changed = true;
        form.signed_on = edit.day.value_or(setting.asked);
        out.forms.push_back(form);
        // The practitioner looks again at what the practitioner answers.
        for (std::size_t i = 0; i < out.questions.size(); ++i) {
          if (program.vocabulary->questions.at(i).answered_by == syntax::AnsweredBy::practitioner)
            out.questions[i].signed_on = std::max(out.questions[i].signed_on, form.signed_on);
        }
        for (std::size_t i = 0; i < out.lists.size(); ++i) {
          if (program.vocabulary->lists.at(i).answered_by == syntax::AnsweredBy::practitioner)
            out.lists[i].signed_on = std::max(out.lists[i].signed_on, form.signed_on);
        }
        // Clearances that have run out are given again, for the same things.
        for (std::size_t i = 0, n = out.clearances.size(); i < n; ++i) {
          ClearanceFact again = out.clearances[i];
          if (again.unclear || !again.on) continue;
          again.until.reset();
          again.on = form.signed_on;
          out.clearances.push_back(std::move(again));
        }
        break;
      }
      case Edit::What::list_no:
      case Edit::What::depth:
      case Edit::What::area:
        break;
    }
  }
  for (const Edit& edit : edits) {
    if (edit.what == Edit::What::list_no && edit.id >= 0 && static_cast<std::size_t>(edit.id) < out.lists.size())
      close_list(out.lists[static_cast<std::size_t>(edit.id)],
                 program.vocabulary->lists[static_cast<std::size_t>(edit.id)].terms);
  }
  return out;
}

std::vector<check::DepthLimit> limits_of(const compile::Program& program) {
  std::vector<check::DepthLimit> out;
  for (const auto& joined : program.checks) {
    for (const auto& part : joined.parts) {
      if (part.check.form == Form::limit) out.push_back(part.check.limit);
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  out.erase(std::unique(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.value == b.value; }),
            out.end());
  return out;
}

namespace {

/// A birth date: nobody is never born.
bool reads_age(const check::Condition& condition, QuestionId question) {
  if (condition.kind == check::Condition::Kind::age && condition.question == question) return true;
  return std::any_of(condition.of.begin(), condition.of.end(),
                     [&](const check::Condition& c) { return reads_age(c, question); });
}
bool read_as_age(const compile::Program& program, QuestionId question) {
  for (const auto& joined : program.checks) {
    for (const auto& part : joined.parts) {
      if (reads_age(part.check.condition, question)) return true;
    }
  }
  return false;
}

/// What every check finds in the facts as they are, and what it reads: a rerun looks again at those checks only that
/// read what was edited.
class Base {
 public:
  Base(const compile::Program& program, const Facts& facts, const Setting& setting) {
    const Findings whole = evaluate(program, facts, setting);
    findings.first = whole.first;
    reads_.resize(program.checks.size());
    ask_again_.resize(program.checks.size());
    for (std::size_t i = 0; i < program.checks.size(); ++i) {
      // Outcomes need the days, not the evidence.
      CheckFinding light;
      light.check = i;
      light.possibly = whole.checks[i].possibly;
      light.possibly_renewed = whole.checks[i].possibly_renewed;
      light.better = whole.checks[i].better;
      light.at = whole.checks[i].at;
      findings.checks.push_back(std::move(light));
      for (const compile::Part& part : program.checks[i].parts) {
        const check::Check& check = part.check;
        if (check.form == Form::ask_again) ask_again_[i] = true;
        condition(*program.vocabulary, check.condition, i);
        if (check.unless) condition(*program.vocabulary, *check.unless, i);
        if (check.after.better_while) condition(*program.vocabulary, *check.after.better_while, i);
        for (const check::Subject* subject : {&check.after.subject, &check.from.subject}) {
          for (const QuestionId question : subject->days) reads_[i].insert(question);
          for (const ListId list : subject->lists) reads_[i].insert(-1 - list);
        }
      }
    }
  }

  /// The checks that may find something else once the edits are made. `ask again` checks look at one another.
  std::vector<bool> reading(const std::vector<Edit>& edits, const compile::Program& program) const {
    std::vector<bool> out = ask_again_;
    for (const Edit& edit : edits) {
      for (std::size_t i = 0; i < out.size(); ++i) {
        switch (edit.what) {
          case Edit::What::answer:
            out[i] = out[i] || reads_[i].count(edit.id) != 0;
            break;
          case Edit::What::list_no:
          case Edit::What::entry_date:
          case Edit::What::entry_ended:
          case Edit::What::entry_detail:
          case Edit::What::entry_other:
            out[i] = out[i] || reads_[i].count(-1 - edit.id) != 0;
            break;
          case Edit::What::clearance:
          case Edit::What::resolved:
            out[i] = out[i] || program.checks[i].name == edit.check;
            break;
          case Edit::What::renewal:
          case Edit::What::depth:
          case Edit::What::area:
            out[i] = true;
            break;
        }
      }
    }
    return out;
  }

  /// The indexes of checks that are each judged alone; absent when one of the names is another.
  std::optional<std::vector<std::size_t>> ordinary(const std::vector<std::string>& names,
                                                   const compile::Program& program) const {
    std::vector<std::size_t> out;
    for (const std::string& name : names) {
      if (name == "answers" || name == "needs" || name == "form_validity") return std::nullopt;  // the engine's own
      const auto found =
          std::lower_bound(program.checks.begin(), program.checks.end(), name,
                           [](const compile::JoinedCheck& c, const std::string& n) { return c.name < n; });
      if (found == program.checks.end() || found->name != name) return std::nullopt;
      out.push_back(static_cast<std::size_t>(found - program.checks.begin()));
      if (ask_again_[out.back()]) return std::nullopt;
    }
    return out;
  }

  Findings findings;  // the days alone

 private:
  void condition(const check::Vocabulary& vocabulary, const check::Condition& condition, std::size_t check) {
    std::map<std::int32_t, int> reads;
    check::count_reads(vocabulary, condition, reads);
    for (const auto& [read, times] : reads) reads_[check].insert(read);
  }

  std::vector<std::set<std::int32_t>> reads_;  // by check: a QuestionId, or -1 - a ListId
  std::vector<bool> ask_again_;
};

class Promiser {
 public:
  Promiser(TreatmentDecision& decision, const Facts& facts, const Setting& setting)
      : decision_(decision),
        facts_(facts),
        setting_(setting),
        program_(decision.program),
        base_(*decision.program, facts, setting) {
    for (const ListFact& list : facts.lists) entries_ += list.entries.size();
  }

  void run();

 private:
  using Edits = std::vector<Edit>;

  /// The promises of a huge record are cut short, never wrong: what was not rerun is not said.
  bool exhausted() const { return work_ >= limits::promise_work; }
  Outcome rerun(const Edits& edits) const {
    work_ += entries_;
    const Facts facts = apply(facts_, edits, *program_, setting_);
    const Setting setting = apply_setting(setting_, edits, *program_);
    return outcome_once(program_, facts, setting,
                        evaluate_some(*program_, facts, setting, base_.findings, base_.reading(edits, *program_)));
  }
  bool check_waits(const Edits& edits, const std::vector<std::string>& checks) const {
    if (exhausted()) return true;
    work_ += entries_;
    const Facts facts = apply(facts_, edits, *program_, setting_);
    const Setting setting = apply_setting(setting_, edits, *program_);
    if (const auto named = base_.ordinary(checks, *program_)) {
      const std::vector<bool> read = base_.reading(edits, *program_);
      Evaluator evaluator(*program_->vocabulary, facts, setting);
      return std::any_of(named->begin(), named->end(), [&](std::size_t check) {
        return read[check] ? waits(evaluator, check) : base_.findings.checks[check].at != Holding::never;
      });
    }
    const TreatmentDecision decision = decide_once(program_, facts, setting);
    return std::any_of(decision.reasons.begin(), decision.reasons.end(), [&](const Reason& r) {
      return std::find(checks.begin(), checks.end(), r.check) != checks.end();
    });
  }
  bool waits(Evaluator& evaluator, std::size_t check) const {
    try {
      return evaluate_check(evaluator, *program_, check).at != Holding::never;
    } catch (...) {
      return true;  // as evaluate() has it
    }
  }
  bool better(const Outcome& a, const Outcome& than) const {
    if (a.verdict != than.verdict) return a.verdict == Verdict::go;
    if (!a.earliest) return false;
    return !than.earliest || *a.earliest < *than.earliest;
  }
  bool promise(const Edits& edits, const std::string& about);

  std::optional<Edit> best_answer(const OpenQuestion& question) const;
  std::optional<Edit> date_edit(Edit edit, const DaySet& possible, bool past, Day signed_on,
                                const std::vector<std::string>& checks) const;
  std::optional<Edit> pick(const Edits& candidates, const std::vector<std::string>& checks) const;
  Edits numbers(Edit edit, const std::vector<Range>& possible, const std::vector<std::string>& checks) const;

  void ask_first();
  void ways_out(const Reason& reason);
  void smaller_setting();

  TreatmentDecision& decision_;
  const Facts& facts_;
  const Setting& setting_;
  std::shared_ptr<const compile::Program> program_;
  Base base_;
  std::map<Cause, std::optional<Edit>> answers_;
  std::size_t entries_ = 1;
  mutable std::size_t work_ = 0;
};

/// Keeps a promise when the rerun is better than the decision as it stands.
bool Promiser::promise(const Edits& edits, const std::string& about) {
  if (edits.empty() || exhausted()) return false;
  if (std::any_of(decision_.promises.begin(), decision_.promises.end(),
                  [&](const Promise& p) { return p.edits == edits; }))
    return true;
  const Outcome outcome = rerun(edits);
  if (!better(outcome, outcome_of(decision_))) return false;
  Promise promise;
  promise.edits = edits;
  promise.verdict = outcome.verdict;
  promise.earliest = outcome.earliest;
  promise.earliest_renewed = outcome.renewed;
  promise.about = about;
  decision_.promises.push_back(std::move(promise));
  return true;
}

/// The latest day D (or the soonest, for what is still to come) such that "on or before D" lets the checks pass. A
/// smaller set never waits more (L2), so halving is exact.
std::optional<Edit> Promiser::date_edit(Edit edit, const DaySet& possible, bool past, Day signed_on,
                                        const std::vector<std::string>& checks) const {
  if (possible.empty()) return std::nullopt;
  std::int32_t low = possible.min()->number, high = std::min(*possible.max(), last_day).number;
  // What has happened has happened by the signing: a later bound could not be written into that form.
  if (past) high = std::max(low, std::min(high, signed_on.number));
  const auto passes = [&](std::int32_t day) {
    edit.day = Day{day};
    return !check_waits({edit}, checks);
  };
  edit.or_later = false;
  if (passes(low)) {
    while (low < high) {
      const std::int32_t middle = low + (high - low + 1) / 2;
      if (passes(middle))
        low = middle;
      else
        high = middle - 1;
    }
    edit.day = Day{low};
    return edit;
  }
  if (past) return std::nullopt;
  edit.or_later = true;
  low = possible.min()->number;
  high = std::min(*possible.max(), last_day).number;
  if (!passes(high)) return std::nullopt;
  while (low < high) {
    const std::int32_t middle = low + (high - low) / 2;
    if (passes(middle))
      high = middle;
    else
      low = middle + 1;
  }
  edit.day = Day{low};
  return edit;
}

/// The first candidate with which none of the checks waits.
std::optional<Edit> Promiser::pick(const Edits& candidates, const std::vector<std::string>& checks) const {
  for (const Edit& edit : candidates) {
    if (!check_waits({edit}, checks)) return edit;
  }
  return std::nullopt;
}

/// "up to N": the largest N with which the checks pass, by halving (L2).
std::vector<Edit> Promiser::numbers(Edit edit, const std::vector<Range>& possible,
                                    const std::vector<std::string>& checks) const {
  if (possible.empty()) return {};
  std::int64_t low = possible.front().first, high = possible.back().second;
  const std::int64_t lowest = low, highest = high;
  edit.numbers = {{low, low}};
  if (!check_waits({edit}, checks)) {
    while (low < high) {
      const std::int64_t middle = low + (high - low + 1) / 2;
      edit.numbers = {{lowest, middle}};
      if (!check_waits({edit}, checks))
        low = middle;
      else
        high = middle - 1;
    }
    edit.numbers = {{lowest, low}};
    return {edit};
  }
  edit.numbers = {{highest, highest}};
  if (check_waits({edit}, checks)) return {};
  return {edit};
}

/// The answer to an open question with which none of the checks that ask it waits any more.
std::optional<Edit> Promiser::best_answer(const OpenQuestion& open) const {
  const Cause& cause = open.cause;
  Edit edit;
  edit.id = cause.id;
  edit.entry = cause.entry;
  edit.detail = cause.detail;
  switch (cause.what) {
    case Cause::What::question: {
      edit.what = Edit::What::answer;
      const QuestionFact& fact = facts_.questions.at(static_cast<std::size_t>(cause.id));
      const check::ValueType& type = program_->vocabulary->questions.at(static_cast<std::size_t>(cause.id)).type;
      if (type.kind == check::ValueType::Kind::options) {
        Edits candidates;
        const bool settled = (fact.options & (fact.options - 1)) == 0;  // one answer only: it may be the one to correct
        for (std::size_t i = type.options.size(); i-- > 0;) {           // `no` stands last and is the likeliest way out
          if (((fact.options >> i & 1u) == 0) != settled) continue;
          edit.options = std::uint64_t{1} << i;
          edit.words = type.labels.at(i);
          candidates.push_back(edit);
        }
        return pick(candidates, open.checks);
      }
      if (type.kind == check::ValueType::Kind::number) {
        const Edits found = numbers(edit, fact.numbers, open.checks);
        return found.empty() ? std::nullopt : std::optional<Edit>(found.front());
      }
      if (fact.maybe_never && !read_as_age(*program_, cause.id)) {
        Edit never = edit;
        never.never = true;
        if (!check_waits({never}, open.checks)) return never;
      }
      return date_edit(edit, fact.days, type.kind == check::ValueType::Kind::past_day,
                       fact.state == State::value ? fact.signed_on : facts_.latest_signing, open.checks);
    }
    case Cause::What::list:
      edit.what = Edit::What::list_no;
      return pick({edit}, open.checks);
    case Cause::What::entry_term:
      edit.what = Edit::What::entry_other;
      for (const std::string& check : open.checks) {
        if (check != "answers" && check != "needs") edit.checks.push_back(check);
      }
      return pick({edit}, open.checks);
    case Cause::What::entry_exists:
      edit.what = Edit::What::entry_other;
      edit.never = true;
      return pick({edit}, open.checks);
    case Cause::What::entry_date: {
      edit.what = Edit::What::entry_date;
      const Entry& entry =
          facts_.lists.at(static_cast<std::size_t>(cause.id)).entries.at(static_cast<std::size_t>(cause.entry));
      const DaySet& possible = entry.timing.kind == Timing::Kind::period ? entry.timing.end : entry.timing.start;
      const check::List& list = program_->vocabulary->lists.at(static_cast<std::size_t>(cause.id));
      const bool past = list.role != syntax::ListRole::to_come &&
                        !(list.planned_too && entry.timing.start.max() && *entry.timing.start.max() > entry.signed_on);
      std::optional<Edit> found = date_edit(edit, possible, past, entry.signed_on, open.checks);
      if (!found && entry.timing.kind == Timing::Kind::period)
        found = date_edit(edit, entry.timing.start, past, entry.signed_on, open.checks);
      return found;
    }
    case Cause::What::entry_detail: {
      edit.what = Edit::What::entry_detail;
      const check::List& list = program_->vocabulary->lists.at(static_cast<std::size_t>(cause.id));
      if (cause.detail < 0) return std::nullopt;
      const check::ValueType& type = list.details.at(static_cast<std::size_t>(cause.detail)).type;
      const Entry& entry =
          facts_.lists.at(static_cast<std::size_t>(cause.id)).entries.at(static_cast<std::size_t>(cause.entry));
      const DetailFact& fact = entry.details.at(static_cast<std::size_t>(cause.detail));
      Edits candidates;
      if (type.kind == check::ValueType::Kind::options) {
        for (std::size_t i = 0; i < type.options.size(); ++i) {
          if (fact.known && (fact.options >> i & 1u) == 0) continue;
          edit.options = std::uint64_t{1} << i;
          edit.words = type.labels.at(i);
          candidates.push_back(edit);
        }
      } else if (type.kind == check::ValueType::Kind::number) {
        candidates = numbers(edit, fact.known ? fact.numbers : std::vector<Range>{{type.from, type.to}}, open.checks);
      } else {
        candidates.push_back(edit);
      }
      return pick(candidates, open.checks);
    }
    case Cause::What::plan_depth: {
      edit = Edit{};
      edit.what = Edit::What::depth;
      Edits candidates;
      for (const check::DepthLimit& limit : limits_of(*program_)) {
        edit.depth = limit.value;
        edit.words = limit.words;
        candidates.insert(candidates.begin(), edit);
      }
      return pick(candidates, open.checks);
    }
    case Cause::What::plan_area:
    case Cause::What::clearance:
      return std::nullopt;
  }
  return std::nullopt;
}

/// A fewest-questions set whose answers make the asked day GO: every reason needs one of its questions answered, so
/// only sets that hit every reason are rerun. Exact up to a limit; above it, from all of them one after another is left
/// out.
void Promiser::ask_first() {
  if (decision_.questions.empty()) return;
  for (const Reason& reason : decision_.reasons) {
    if (reason.kind != 4 || reason.causes.empty()) return;  // no question helps on the asked day
  }
  const std::size_t n = decision_.questions.size();
  std::vector<std::size_t> usable;
  for (std::size_t i = 0; i < n; ++i) {
    if (answers_[decision_.questions[i].cause]) usable.push_back(i);
  }
  const auto hits_all = [&](const std::vector<std::size_t>& chosen) {
    return std::all_of(decision_.reasons.begin(), decision_.reasons.end(), [&](const Reason& reason) {
      return std::any_of(chosen.begin(), chosen.end(), [&](std::size_t i) {
        const Cause& cause = decision_.questions[i].cause;
        return std::find(reason.causes.begin(), reason.causes.end(), cause) != reason.causes.end();
      });
    });
  };
  const auto edits_of = [&](const std::vector<std::size_t>& chosen) {
    Edits edits;
    for (const std::size_t i : chosen) edits.push_back(*answers_[decision_.questions[i].cause]);
    return edits;
  };
  const auto go = [&](const std::vector<std::size_t>& chosen) {
    return hits_all(chosen) && !exhausted() && rerun(edits_of(chosen)).verdict == Verdict::go;
  };
  std::vector<std::size_t> best;
  if (usable.size() <= limits::exact_ask_first) {
    std::vector<std::vector<std::size_t>> sets;
    for (std::size_t bits = 1; bits < (std::size_t{1} << usable.size()); ++bits) {
      std::vector<std::size_t> chosen;
      for (std::size_t i = 0; i < usable.size(); ++i) {
        if ((bits >> i & 1u) != 0) chosen.push_back(usable[i]);
      }
      sets.push_back(std::move(chosen));
    }
    std::stable_sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    for (const auto& chosen : sets) {
      if (go(chosen)) {
        best = chosen;
        break;
      }
    }
  } else if (go(usable)) {
    best = usable;
    for (std::size_t i = best.size(); i-- > 0;) {
      std::vector<std::size_t> fewer = best;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (go(fewer)) best = fewer;
    }
  }
  for (const std::size_t i : best) decision_.ask_first.push_back(decision_.questions[i].cause);
  decision_.ask_first_answers = edits_of(best);
  if (best.size() > 1) promise(decision_.ask_first_answers, {});
}

/// What would lift a reason other than an answer: the exposure ends, somebody clears it, it is seen to have resolved.
void Promiser::ways_out(const Reason& reason) {
  const Day today = std::max(setting_.as_of, decision_.first);
  Edits ended;
  // Where only a clearance lifts the check, nobody is to think of ending a medicine instead.
  const bool only_cleared = reason.source_check != nullptr && reason.source_check->form == Form::wait_clearance;
  for (const Evidence& evidence : reason.evidence) {
    if (only_cleared) break;
    if (evidence.list < 0 || evidence.entry < 0) continue;
    const Entry& entry =
        facts_.lists.at(static_cast<std::size_t>(evidence.list)).entries.at(static_cast<std::size_t>(evidence.entry));
    const auto role = program_->vocabulary->lists.at(static_cast<std::size_t>(evidence.list)).role;
    const bool may_go_on = entry.timing.kind == Timing::Kind::period && entry.timing.end.contains(forever) &&
                           role == syntax::ListRole::exposures;
    if (!may_go_on) continue;
    Edit edit;
    edit.what = Edit::What::entry_ended;
    edit.id = evidence.list;
    edit.entry = evidence.entry;
    edit.day = today;
    ended.push_back(std::move(edit));
  }
  promise(ended, reason.check);
  if (!reason.cleared_by.empty()) {
    Edit edit;
    edit.what = Edit::What::clearance;
    edit.check = reason.check;
    edit.role = reason.cleared_by.front();
    edit.day = today;
    promise({edit}, reason.check);
  }
  if (reason.kind == 2 && !reason.resolved_when.empty()) {
    const auto practitioner = program_->vocabulary->role_ids.find("practitioner");
    if (practitioner != program_->vocabulary->role_ids.end()) {
      Edit edit;
      edit.what = Edit::What::resolved;
      edit.check = reason.check;
      edit.role = practitioner->second;
      edit.day = setting_.asked;
      edit.words = reason.resolved_when;
      promise({edit}, reason.check);
    }
  }
}

/// The highest listed limit at which, and at every listed limit below, the rerun says GO.
void Promiser::smaller_setting() {
  const bool limited = std::any_of(decision_.reasons.begin(), decision_.reasons.end(),
                                   [](const Reason& r) { return !r.limit_words.empty(); });
  if (!limited) return;
  std::optional<Edit> best;
  for (const check::DepthLimit& limit : limits_of(*program_)) {
    Edit edit;
    edit.what = Edit::What::depth;
    edit.depth = limit.value;
    edit.words = limit.words;
    if (exhausted() || rerun({edit}).verdict != Verdict::go) break;
    best = edit;
  }
  if (best) promise({*best}, {});
}

void Promiser::run() {
  for (const OpenQuestion& open : decision_.questions) answers_[open.cause] = best_answer(open);
  ask_first();
  for (const OpenQuestion& open : decision_.questions) {
    if (answers_[open.cause])
      promise({*answers_[open.cause]}, open.checks.size() == 1 ? open.checks.front() : std::string{});
  }
  for (const Reason& reason : decision_.reasons) ways_out(reason);
  smaller_setting();
  if (decision_.first <= setting_.asked && decision_.renewed.contains(setting_.asked)) {
    Edit edit;
    edit.what = Edit::What::renewal;
    edit.day = setting_.asked;
    promise({edit}, "form_validity");
  }
}

}  // namespace

void add_promises(TreatmentDecision& decision, const Facts& facts, const Setting& setting) {
  if (decision.verdict == Verdict::wait) Promiser(decision, facts, setting).run();
}

}  // namespace contra::eval
