// See variants.hpp.
#include "trial/variants.hpp"

namespace contra::trial {

using check::Check;
using check::Condition;
using check::Form;

Condition never_condition() {
  Condition out;
  out.kind = Condition::Kind::any;  // of nothing: no entry can be one
  return out;
}

Condition always_condition() {
  Condition out;
  out.kind = Condition::Kind::not_;
  out.of.push_back(never_condition());
  return out;
}

namespace {

Check of_condition(const Check& check, Condition condition) {
  Check out = check;
  const bool keeps_form = check.form == Form::go_only || check.form == Form::note || check.form == Form::ask_again ||
                          check.form == Form::guarantee || check.form == Form::wait_clearance;
  if (!keeps_form) out.form = Form::wait_while;
  out.words.clear();
  out.unless.reset();
  out.cleared_by.clear();
  out.then_cleared_by.clear();
  out.condition = std::move(condition);
  return out;
}

void add(const Condition& condition, std::vector<const Condition*>& out) {
  out.push_back(&condition);
  for (const Condition& operand : condition.of) add(operand, out);
}

bool has_condition(const Check& check) {
  return check.form != Form::wait_after && check.form != Form::wait_from &&
         !(check.form == Form::limit && check.limit_by_window);
}

}  // namespace

Check never(const Check& check) { return of_condition(check, never_condition()); }
Check always(const Check& check) { return of_condition(check, always_condition()); }

std::vector<const Condition*> conditions_of(const Check& check) {
  std::vector<const Condition*> out;
  if (has_condition(check)) add(check.condition, out);
  if (check.unless) add(*check.unless, out);
  if (!has_condition(check) && check.after.better_while) add(*check.after.better_while, out);
  return out;
}

Check with_condition(const Check& check, std::size_t index, const std::function<void(Condition&)>& change) {
  Check out = check;
  const std::vector<const Condition*> all = conditions_of(out);
  // The copy is ours to change.
  change(const_cast<Condition&>(*all.at(index)));
  return out;
}

}  // namespace contra::trial
