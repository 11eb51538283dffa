// L4, faults: an error inside the engine makes the check it touches wait on every day, with that reason, and no other check.
#include "laws/engine.hpp"

namespace contra::laws {
namespace {

using check::Condition;
using check::Form;

/// A condition that no checker would let through: it reads what is not there.
Condition absurd(Tape& tape) {
  Condition c;
  switch (tape.below(6)) {
    case 0:
      c.kind = Condition::Kind::question;
      c.question = 999;
      c.test.mask = 1;
      break;
    case 1:
      c.kind = Condition::Kind::question;
      c.question = -7;
      c.test.mask = 1;
      break;
    case 2:
      c.kind = Condition::Kind::any;
      c.subject.lists = {99};
      c.subject.terms.add(0);
      break;
    case 3:
      c.kind = Condition::Kind::taking;
      c.subject.lists = {-3};
      c.subject.terms.add(0);
      break;
    case 4:
      c.kind = Condition::Kind::age;
      c.question = 77;
      c.age_months = {{0, 215}};
      break;
    default:
      c.kind = Condition::Kind::any;
      c.subject.days = {500};
      break;
  }
  return c;
}

Condition surely(bool value, const Case& c) {
  Condition out;
  out.kind = Condition::Kind::area;
  out.test.area = true;
  (void)c;
  if (value) {
    Condition no = out;
    out = Condition{};
    out.kind = Condition::Kind::not_;
    out.of.push_back(no);
  }
  return out;
}

TEST(L4, a_fault_makes_its_check_wait_on_every_day) {
  Scope scope;
  scope.ask_again = false;  // those that share an answer are judged together
  hold([scope](Tape& tape) {
    Case c = make_case(tape, scope);
    c.facts.plan.front().area_known = true;  // so that no planned area touches no area at all
    c.facts.plan.front().areas = {1};
    c.setting.plan = c.facts.plan.front();
    const eval::Findings before = eval::evaluate(*c.program, c.facts, c.setting);
    const auto at = static_cast<std::size_t>(tape.below(static_cast<int>(c.program->checks.size())));
    const auto program = std::make_shared<compile::Program>(*c.program);
    check::Check& check = program->checks[at].parts.front().check;
    const Condition fault = absurd(tape);
    std::string how;
    if (check.form == Form::wait_after || check.form == Form::wait_from || check.limit_by_window) {
      auto& subject = check.form == Form::wait_from ? check.from.subject : check.after.subject;
      switch (tape.below(3)) {
        case 0: subject.lists.push_back(99); how = "an unknown list"; break;
        case 1: subject.days.push_back(99); how = "an unknown question"; break;
        default: check.unless = fault; how = "unless what is not there"; break;
      }
    } else {
      Condition& was = check.condition;
      Condition joined;
      switch (tape.below(5)) {
        case 0: was = fault; how = "what is not there"; break;
        case 1: joined.kind = Condition::Kind::and_; joined.of = {surely(false, c), fault}; was = joined; how = "false and a fault"; break;
        case 2: joined.kind = Condition::Kind::and_; joined.of = {fault, surely(false, c)}; was = joined; how = "a fault and false"; break;
        case 3: joined.kind = Condition::Kind::or_; joined.of = {surely(true, c), fault}; was = joined; how = "true or a fault"; break;
        default: check.unless = fault; how = "unless what is not there"; break;
      }
    }
    c.program = program;
    program->checks[at].parts.front().counts_from.reset();
    program->checks[at].parts.front().counts_until.reset();
    const eval::Findings after = eval::evaluate(*program, c.facts, c.setting);
    const std::string what = how + " in check " + program->checks[at].name + ": ";
    const time::DaySet days = calendar_from(after.first);
    for (std::size_t i = 0; i < after.checks.size(); ++i) {
      if (i == at) {
        if (after.checks[i].fault.empty()) broken(c, what + "no fault is said");
        if (!days.subset_of(after.checks[i].possibly)) broken(c, what + "it passes on " + time::to_text(days - after.checks[i].possibly));
      } else if (!(after.checks[i].possibly == before.checks[i].possibly) || !(after.checks[i].surely == before.checks[i].surely)) {
        broken(c, what + "changes check " + program->checks[i].name);
      }
    }
    for (const bool promises : {false, true}) {
      if (promises && !tape.chance(20)) continue;
      const auto t = decide_one(c, c.setting.asked, promises);
      if (t.verdict != eval::Verdict::wait || t.earliest || !t.go.empty() || !t.renewed.empty()) broken(c, what + "some day is GO");
      if (std::none_of(t.reasons.begin(), t.reasons.end(), [&](const auto& r) { return r.check == program->checks[at].name; })) broken(c, what + "it is no reason");
      for (const auto& p : t.promises)
        if (p.verdict == eval::Verdict::go || p.earliest) broken(c, what + "something is promised");
    }
  });
}

TEST(L4, facts_without_their_answers_are_no_go) {
  Scope scope;
  scope.ask_again = false;  // those that share an answer are judged together
  hold([scope](Tape& tape) {
    Case c = make_case(tape, scope);
    Case cut = c;
    if (tape.chance(50)) cut.facts.questions.resize(static_cast<std::size_t>(tape.below(static_cast<int>(c.facts.questions.size()))));
    else cut.facts.lists.resize(static_cast<std::size_t>(tape.below(static_cast<int>(c.facts.lists.size()))));
    const eval::Findings before = eval::evaluate(*c.program, c.facts, c.setting), after = eval::evaluate(*c.program, cut.facts, cut.setting);
    const time::DaySet days = calendar_from(after.first);
    for (std::size_t i = 0; i < after.checks.size(); ++i) {
      const bool same = after.checks[i].possibly == before.checks[i].possibly;
      if (!same && !days.subset_of(after.checks[i].possibly)) broken(c, "without its answers check " + c.program->checks[i].name + " passes");
    }
  });
}

}  // namespace
}  // namespace contra::laws
