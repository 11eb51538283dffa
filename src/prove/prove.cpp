// What is asked about a program, and what the answers come to. See prove.hpp.
#include "prove/prove.hpp"

#include <algorithm>
#include <set>

#include "eval/findings.hpp"
#include "prove/session.hpp"

namespace contra::prove {

using check::Check;
using check::Form;

bool Finding::good() const {
  switch (asked) {
    case Asked::guarantee:
    case Asked::tightens:
      return state == State::proved;
    case Asked::alone:
    case Asked::loosens:
      return state != State::not_decided;
    default:
      return state == State::found;
  }
}

bool Report::good() const {
  return std::all_of(findings.begin(), findings.end(), [](const Finding& f) { return f.good(); });
}

namespace {

using Program = std::shared_ptr<const compile::Program>;

bool is_guarantee(const compile::JoinedCheck& joined) { return joined.parts.front().check.form == Form::guarantee; }

bool advises(const compile::JoinedCheck& joined) {
  const Check& check = joined.parts.front().check;
  return check.form == Form::go_only || check.form == Form::note ||
         (check.form == Form::wait_after && check.after.rows.empty() && !check.after.window.must);
}

/// The check as it would be without that loosening.
compile::JoinedCheck tight(const compile::JoinedCheck& joined, std::size_t loosening) {
  compile::JoinedCheck out = joined;
  compile::Part& own = out.parts.front();
  own.counts_from = own.check.effective_from;
  own.counts_until = own.check.effective_until;
  out.parts.erase(out.parts.begin() + static_cast<std::ptrdiff_t>(loosening));
  return out;
}

class Prover {
 public:
  Prover(const Program& program, const Options& options)
      : program_(program), options_(options), session_({program}, most_entries(*program), options) {
    Formulas& f = session_.formulas();
    for (const Encoded& check : session_.checks(0)) passing_.push_back(f.negation(check.said.waits));
    for (std::size_t i = 0; i < program->checks.size(); ++i) {
      own_.emplace_back();
      const compile::JoinedCheck& joined = program->checks[i];
      uncleared_.push_back(f.no());
      for (const compile::Part& part : joined.parts)
        uncleared_.back() = f.either(uncleared_.back(), session_.encoder(0).waits_uncleared(part));
      for (std::size_t p = 0; p < joined.parts.size(); ++p) {
        if (!joined.parts[p].loosens) continue;
        const compile::JoinedCheck before = tight(joined, p);
        Bool waits = f.no();
        for (const compile::Part& part : before.parts)
          waits = f.either(waits, session_.encoder(0).part(joined.name, part).waits);
        own_.back().push_back({p, waits});
      }
    }
    unguarded_ = without(program, is_guarantee);
    session_.begin();
  }

  Report run(bool only_guarantees);

 private:
  double now() const { return options_.seconds ? options_.seconds() : 0; }
  std::string file(const char* asked, const std::string& name) const {
    return program_->identity.name + "-" + asked + (name.empty() ? "" : "-" + name);
  }
  Finding ask(Asked asked, const std::string& name, const Question& question, std::vector<Bool>* core = nullptr);
  std::vector<std::string> names_of(const std::vector<Bool>& core) const;
  std::vector<Bool> all_pass(std::size_t but, bool guarantees) const;

  void guarantee(std::size_t index);
  void reachable();
  void alive(std::size_t index);
  void alone(std::size_t index);
  void clears(std::size_t index);
  void policy(std::size_t index);
  std::string way_out(std::size_t index, const Replayed& replayed, const Intake::Kept& kept, Day visit);

  Program program_, unguarded_;
  const Options& options_;
  Session session_;
  std::vector<Bool> passing_;    // by check: it does not wait
  std::vector<Bool> uncleared_;  // by check: it waits when there is no clearance
  struct Own {
    std::size_t part;
    Bool waits;  // without that loosening
  };
  std::vector<std::vector<Own>> own_;
  Report report_;
};

Finding Prover::ask(Asked asked, const std::string& name, const Question& question, std::vector<Bool>* core) {
  const double begun = now();
  Decided decided = session_.decide(question);
  Finding out;
  out.asked = asked;
  out.name = name;
  out.state = decided.state;
  out.why = std::move(decided.why);
  out.witness = std::move(decided.witness);
  if (core != nullptr) *core = std::move(decided.core);
  out.seconds = now() - begun;
  return out;
}

std::vector<std::string> Prover::names_of(const std::vector<Bool>& core) const {
  std::vector<std::string> out;
  for (const Bool b : core)
    for (std::size_t i = 0; i < passing_.size(); ++i)
      if (passing_[i] == b && !is_guarantee(program_->checks[i])) {
        out.push_back(program_->checks[i].name);
        break;
      }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<Bool> Prover::all_pass(std::size_t but, bool guarantees) const {
  std::vector<Bool> out;
  for (std::size_t i = 0; i < passing_.size(); ++i)
    if (i != but && (guarantees || !is_guarantee(program_->checks[i]))) out.push_back(passing_[i]);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void Prover::guarantee(std::size_t index) {
  const compile::JoinedCheck& joined = program_->checks[index];
  const Bool holds = session_.checks(0)[index].said.waits;
  const auto may_hold = [this, index](const Replayed& r) {
    return eval::evaluate(*program_, r.facts, r.setting).checks[index].at != eval::Holding::never;
  };
  Question question;
  question.name = file("guarantee", joined.name);
  question.sentence = "a complete intake and a day on which no check of " + program_->identity.name +
                      " waits, its guarantees left aside,\nwhile the condition of the guarantee " + joined.name +
                      " holds";
  question.asked = all_pass(index, false);
  question.asked.push_back(holds);
  question.of_clients = {session_.forms_hold(0)};
  question.expect_none = question.smallest = true;
  question.confirms = [this, may_hold](const Replayed& r) {
    return verdict(unguarded_, r) == eval::Verdict::go && may_hold(r);
  };
  std::vector<Bool> core;
  Finding finding = ask(Asked::guarantee, joined.name, question, &core);
  if (finding.state == State::proved && !core.empty()) {
    core.erase(std::remove(core.begin(), core.end(), holds), core.end());
    finding.by = names_of(session_.smallest_core(std::move(core), {holds, session_.lemmas()}));
  }
  report_.findings.push_back(std::move(finding));

  Question guarded;
  guarded.name = file("guarded", joined.name);
  guarded.sentence = "a complete intake and a day on which the condition of the guarantee " + joined.name + " holds";
  guarded.asked = {holds};
  guarded.confirms = may_hold;
  report_.findings.push_back(ask(Asked::guarded, joined.name, guarded));
}

void Prover::reachable() {
  Question question;
  question.name = file("reachable", "");
  question.sentence = "a complete intake and a day on which " + program_->identity.name + " says GO";
  question.asked = all_pass(passing_.size(), true);
  question.of_clients = {session_.forms_hold(0)};
  question.smallest = true;
  question.confirms = [this](const Replayed& r) { return verdict(program_, r) == eval::Verdict::go; };
  report_.findings.push_back(ask(Asked::reachable, "", question));
}

void Prover::alive(std::size_t index) {
  const Said& said = session_.checks(0)[index].said;
  Question question;
  question.name = file("alive", program_->checks[index].name);
  question.sentence =
      "a complete intake and a day on which the check " + program_->checks[index].name + " says something";
  question.asked = {session_.formulas().any({said.waits, said.applies, said.better})};
  question.confirms = [this, index](const Replayed& r) {
    const eval::CheckFinding found = eval::evaluate(*program_, r.facts, r.setting).checks[index];
    return found.at != eval::Holding::never || found.applies_at != eval::Holding::never ||
           found.better.contains(r.setting.asked);
  };
  report_.findings.push_back(ask(Asked::alive, program_->checks[index].name, question));
}

void Prover::alone(std::size_t index) {
  const Bool waits = session_.checks(0)[index].said.waits;
  Question question;
  question.name = file("alone", program_->checks[index].name);
  question.sentence = "a complete intake and a day on which the check " + program_->checks[index].name +
                      " waits and no other, guarantees left aside";
  question.asked = all_pass(index, false);
  question.asked.push_back(waits);
  question.of_clients = {session_.forms_hold(0)};
  question.confirms = [this, index](const Replayed& r) {
    const Program rest = without(
        unguarded_, [&](const compile::JoinedCheck& joined) { return joined.name == program_->checks[index].name; });
    Replayed others = r;  // a clearance of a check that is not there would be asked about
    others.facts.clearances.erase(std::remove_if(others.facts.clearances.begin(), others.facts.clearances.end(),
                                                 [&](const eval::ClearanceFact& clearance) {
                                                   return clearance.check == program_->checks[index].name;
                                                 }),
                                  others.facts.clearances.end());
    return verdict(unguarded_, r) == eval::Verdict::wait && verdict(rest, others) == eval::Verdict::go;
  };
  std::vector<Bool> core;
  Finding finding = ask(Asked::alone, program_->checks[index].name, question, &core);
  if (finding.state == State::proved && !core.empty()) {
    core.erase(std::remove(core.begin(), core.end(), waits), core.end());
    finding.by = names_of(session_.smallest_core(std::move(core), {waits, session_.lemmas()}));
  }
  report_.findings.push_back(std::move(finding));
}

std::string Prover::way_out(std::size_t index, const Replayed& replayed, const Intake::Kept& kept, Day visit) {
  const eval::CheckFinding found = eval::evaluate(*program_, replayed.facts, replayed.setting).checks[index];
  const auto open = found.possibly.complement().first_on_or_after(visit);
  if (open && *open <= last_day) return "a later day";
  const auto can = [&](std::initializer_list<Bool> further) {
    std::vector<Bool> of{passing_[index], session_.on(visit), session_.statable()};
    of.insert(of.end(), further.begin(), further.end());
    return session_.check(of) == Answer::satisfiable;
  };
  if (can({uncleared_[index]})) {
    const Check& check = program_->checks[index].parts.front().check;
    const bool roles = !check.cleared_by.empty() || !check.clearance_by.empty() || !check.then_cleared_by.empty();
    return roles ? "a clearance" : "the practitioner's inspection";
  }
  if (can({kept.history, kept.plan})) return "another answer, or a plan that changes";
  if (can({kept.history, kept.answers})) return "another area or depth";
  for (const compile::Part& part : program_->checks[index].parts)
    if (!part.check.instead.empty()) return "another treatment";
  return {};
}

void Prover::clears(std::size_t index) {
  const Bool waits = session_.checks(0)[index].said.waits;
  Formulas& f = session_.formulas();
  std::vector<Bool> finite, no_history;
  for (const Slot& slot : session_.intake().slots()) {
    finite.push_back(
        f.implies(slot.there, f.both(f.less_equal(slot.end, Int{-1, last_day.number}), f.negation(slot.goes_on))));
    const check::List& list = program_->vocabulary->lists[static_cast<std::size_t>(slot.list)];
    if (list.role == syntax::ListRole::exposures || list.role == syntax::ListRole::allergies)
      no_history.push_back(f.negation(slot.there));
  }
  Finding finding;
  finding.asked = Asked::clears;
  finding.name = program_->checks[index].name;
  const double begun = now();
  bool somebody = false;
  // A client for whom everything ends; one who has had nothing; anybody who waits.
  for (const Bool further : {f.all(finite), f.all(no_history), f.yes()}) {
    Question question;
    question.name = file("clears", finding.name);
    question.sentence = "a complete intake and a day on which the check " + finding.name + " waits";
    question.asked = {waits, further};
    std::optional<Replayed> replayed;
    question.confirms = [&](const Replayed& r) {
      replayed = r;
      return eval::evaluate(*program_, r.facts, r.setting).checks[index].at != eval::Holding::never;
    };
    Decided decided = session_.decide(question);
    if (decided.state == State::not_decided) finding.why = decided.why;
    somebody = somebody || decided.state != State::proved;
    if (decided.state != State::found) continue;
    const Intake::Kept kept = session_.intake().keep(session_.solver());
    finding.way_out = way_out(index, *replayed, kept, decided.witness->visit);
    if (!finding.way_out.empty()) {
      finding.state = State::found;
      finding.why.clear();
      break;
    }
    finding.state = State::proved;
    finding.witness = std::move(decided.witness);
  }
  finding.seconds = now() - begun;
  if (somebody) report_.findings.push_back(std::move(finding));  // nobody waits: a dead check, and told as one
}

void Prover::policy(std::size_t index) {
  const compile::JoinedCheck& joined = program_->checks[index];
  Formulas& f = session_.formulas();
  for (const Own& own : own_[index]) {
    auto before = std::make_shared<compile::Program>(*program_);
    before->checks[index] = tight(joined, own.part);
    Question question;
    question.name = file("loosens", joined.name);
    question.sentence = "a complete intake and a day on which " + program_->identity.name +
                        " says GO, and would not if the check " + joined.name + " were not loosened";
    question.asked = all_pass(passing_.size(), true);
    question.asked.push_back(own.waits);
    question.of_clients = {session_.forms_hold(0)};
    question.smallest = true;
    question.confirms = [this, before](const Replayed& r) {
      return verdict(program_, r) == eval::Verdict::go && verdict(before, r) == eval::Verdict::wait;
    };
    report_.findings.push_back(ask(Asked::loosens, joined.name, question));
  }
  const auto tightens = [](const compile::Part& part) { return part.changed_by.rfind("tightened by", 0) == 0; };
  if (std::none_of(joined.parts.begin(), joined.parts.end(), tightens)) return;
  Bool others = f.no();
  for (std::size_t p = 0; p < joined.parts.size(); ++p)
    if (!tightens(joined.parts[p])) others = f.either(others, session_.checks(0)[index].parts[p].waits);
  Question question;
  question.name = file("tightens", joined.name);
  question.sentence = "a complete intake and a day on which the tightened check " + joined.name +
                      " passes and the one before would wait";
  question.asked = {passing_[index], others};
  question.expect_none = true;
  question.confirms = [this](const Replayed& r) { return verdict(program_, r) == eval::Verdict::go; };
  report_.findings.push_back(ask(Asked::tightens, joined.name, question));
}

Report Prover::run(bool only_guarantees) {
  const double begun = now();
  report_.pack = program_->identity.name;
  report_.version = program_->identity.version;
  report_.policies = program_->identity.policies;
  const std::vector<compile::JoinedCheck>& checks = program_->checks;
  for (std::size_t i = 0; i < checks.size(); ++i)
    if (is_guarantee(checks[i])) guarantee(i);
  reachable();
  if (!only_guarantees) {
    for (std::size_t i = 0; i < checks.size(); ++i) {
      if (is_guarantee(checks[i])) continue;
      const bool waits = !advises(checks[i]);
      if (waits) alone(i);
      if (waits && report_.findings.back().state == State::found) {  // who waits for it alone waits for it
        report_.findings.push_back(report_.findings.back());
        report_.findings.back().asked = Asked::alive;
        report_.findings.back().seconds = 0;
      } else {
        alive(i);
      }
      if (waits) clears(i);
    }
    for (std::size_t i = 0; i < checks.size(); ++i) policy(i);
    report_.cautious = cautious_checks(*program_);
  }
  const auto order = [](const Finding& a, const Finding& b) { return a.asked < b.asked; };
  std::stable_sort(report_.findings.begin(), report_.findings.end(), order);
  report_.seconds = now() - begun;
  return std::move(report_);
}

}  // namespace

Report prove(const Program& program, const Options& options) { return Prover(program, options).run(false); }

Report prove_guarantees(const Program& program, const Options& options) { return Prover(program, options).run(true); }

}  // namespace contra::prove
