// L5: one more check, or one more clause, makes no day GO and drops no condition. L8: one more event makes no day GO, but through
// a condition that reads it under `no`, `not` or `unless`. L10: GO at a depth is GO at every smaller one.
#include "laws/engine.hpp"

namespace contra::laws {
namespace {

using eval::DaySet;

void only_waits_more(const Case& c, const eval::TreatmentDecision& before, const eval::TreatmentDecision& after, const std::string& what) {
  const DaySet gained = after.go - before.go;
  if (!gained.empty()) broken(c, what + ": GO on " + time::to_text(gained));
  const DaySet renewed = after.renewed - (before.renewed | before.go);
  if (!renewed.empty()) broken(c, what + ": GO once renewed on " + time::to_text(renewed));
  if (after.earliest && (!before.earliest || *after.earliest < *before.earliest)) broken(c, what + ": an earlier earliest day");
  if (after.verdict == eval::Verdict::go)
    for (const auto& line : before.conditions)
      if (std::none_of(after.conditions.begin(), after.conditions.end(), [&](const auto& l) { return l.check == line.check; }))
        broken(c, what + ": drops the condition of " + line.check);
}

TEST(L5, one_more_check_makes_no_day_go) {
  hold([](Tape& tape) {
    const Case c = make_case(tape, Scope{});
    Case more = deep_copy(c);
    const auto program = std::make_shared<compile::Program>(*more.program);
    Scope scope;
    check::Check further = make_check(tape, scope, *c.vocabulary, *c.pack, "a_further_check");
    compile::Part part;
    part.check = further;
    if (tape.chance(50)) {
      auto& joined = program->checks[static_cast<std::size_t>(tape.below(static_cast<int>(program->checks.size())))];
      part.check.name = joined.name;
      joined.parts.push_back(part);
    } else {
      compile::JoinedCheck joined;
      joined.name = further.name;
      joined.parts.push_back(part);
      program->checks.insert(program->checks.begin(), joined);
    }
    more.program = program;
    only_waits_more(more, decide_one(c), decide_one(more), "one more check\n" + check_text(*c.vocabulary, *c.pack, further));
  });
}

TEST(L5, a_policy_of_shorter_validity_makes_no_day_go) {
  hold([](Tape& tape) {
    Scope scope;
    scope.clearances = true;
    const Case c = make_case(tape, scope);
    Case more = deep_copy(c);
    const auto program = std::make_shared<compile::Program>(*more.program);
    check::Validity v;
    if (tape.chance(70)) v.form_holds = Step{tape.below(3), tape.between(0, 30)};
    if (tape.chance(30)) v.clearance_holds = Step{0, tape.between(1, 20)};
    if (tape.chance(30)) {
      v.change_check_after = Step{0, tape.between(1, 20)};
      v.change_check_within = Step{0, tape.between(1, 20)};
    }
    program->validities.push_back(v);
    more.program = program;
    only_waits_more(more, decide_one(c), decide_one(more), "a policy");
  });
}

TEST(L8, one_more_event_makes_no_day_go) {
  Scope scope;
  scope.negatives = false;
  hold([scope](Tape& tape) {
    const Case c = make_case(tape, scope);
    Case more = c;
    const auto l = static_cast<std::size_t>(tape.below(static_cast<int>(c.vocabulary->lists.size())));
    auto& list = more.facts.lists[l];
    const Day signed_on = c.facts.forms.front().signed_on;
    eval::Entry e = make_entry(tape, scope, *c.program, static_cast<int>(l), signed_on, c.facts.visit);
    e.origin = {"/forms/0/answers/" + c.vocabulary->lists[l].name + "/9", "{…}"};
    list.entries.insert(list.entries.begin(), e);
    if (list.state == eval::State::no) list.state = eval::State::value;
    const auto a = eval::evaluate(*c.program, c.facts, c.setting), b = eval::evaluate(*c.program, more.facts, more.setting);
    const DaySet days = calendar_from(a.first);
    for (std::size_t i = 0; i < a.checks.size(); ++i) {
      const DaySet gained = (a.checks[i].possibly - b.checks[i].possibly) & days;
      // `ask again` checks are judged together by what they share.
      bool asks = false;
      for (const auto& part : c.program->checks[i].parts) asks = asks || part.check.form == check::Form::ask_again;
      if (!asks && !gained.empty()) broken(more, "one more event, and check " + c.program->checks[i].name + " no longer waits on " + time::to_text(gained));
      const DaySet dropped = (a.checks[i].applies - b.checks[i].applies) & days;
      if (!dropped.empty()) broken(more, "one more event, and the condition of " + c.program->checks[i].name + " no longer holds on " + time::to_text(dropped));
    }
    // With needs: naming an event answers the list no better than before, since `covered` is as it was.
    if (asks_again(*c.program)) return;
    only_waits_more(more, decide_one(c), decide_one(more), "one more event");
  });
}

TEST(L10, go_at_a_depth_is_go_at_every_smaller_one) {
  hold([](Tape& tape) {
    Case c = make_case(tape, Scope{});
    if (!c.pack->depth) return;
    const auto& type = c.pack->depth->type;
    const auto at = [&](std::int64_t value) {
      Case out = c;
      auto& plan = out.facts.plan.front();
      plan.depth_known = true;
      plan.depth_options = 0;
      plan.depth_numbers.clear();
      if (type.kind == check::ValueType::Kind::options) plan.depth_options = std::uint64_t{1} << value;
      else plan.depth_numbers = {{value, value}};
      out.setting.plan = plan;
      return out;
    };
    const bool options = type.kind == check::ValueType::Kind::options;
    const std::int64_t deep = options ? tape.between(1, 2) : 500 + 100 * tape.between(1, 25);
    const std::int64_t shallow = options ? tape.below(static_cast<int>(deep)) : 500 + 100 * tape.below(static_cast<int>((deep - 500) / 100));
    const auto x = decide_one(at(deep)), y = decide_one(at(shallow));
    const DaySet lost = x.go - y.go;
    if (!lost.empty()) broken(at(deep), "GO, and at the smaller depth " + std::to_string(shallow) + " WAIT on " + time::to_text(lost));
    // And not knowing the depth is no better than any depth.
    Case unknown = c;
    unknown.facts.plan.front().depth_known = false;
    unknown.facts.plan.front().depth_options = 0;
    unknown.facts.plan.front().depth_numbers.clear();
    const DaySet guessed = decide_one(unknown).go - x.go;
    if (!guessed.empty()) broken(unknown, "GO with the depth unknown, and WAIT at " + std::to_string(deep) + " on " + time::to_text(guessed));
  });
}

}  // namespace
}  // namespace contra::laws
