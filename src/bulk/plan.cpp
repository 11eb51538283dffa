// From a compiled program to the fast one: formulas, and the columns that they read. See plan.hpp.
#include "bulk/plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "bulk/plan_columns.hpp"

namespace contra::bulk {

using check::Condition;
using check::Form;
using check::ValueType;

namespace {

constexpr std::int32_t any_distance = farthest + 1;  // above every distance, below `nowhere`

class Builder {
 public:
  explicit Builder(Plan& plan) : plan_(plan), v_(*plan.layout->vocabulary), columns_(plan) {}

  void run();

 private:
  using Kids = std::vector<NodeId>;

  NodeId make(Op::Kind kind, std::uint32_t a, std::uint32_t b, std::int32_t value);
  NodeId join(Op::Kind kind, Kids kids);
  NodeId all(Kids kids) { return join(Op::Kind::and_, std::move(kids)); }
  NodeId some(Kids kids) { return join(Op::Kind::or_, std::move(kids)); }
  NodeId negate(NodeId node);
  NodeId flag(const Flag& flag);
  NodeId number_in(NumberSource low, NumberSource high, std::int64_t from, std::int64_t to);
  std::uint32_t number(NumberSource source);
  NodeId below(std::uint32_t column, const Threshold& threshold);
  NodeId below(std::uint32_t column, std::int32_t value) { return make(Op::Kind::below, column, 0, value); }

  /// The condition possibly holds; with `negated`, it possibly does not.
  NodeId possibly(const Condition& c, bool negated);
  NodeId question(const Condition& c, bool negated);
  NodeId age(const Condition& c, bool negated);
  NodeId entries(const Condition& c, bool negated);
  NodeId every_answer_no(bool negated);

  NodeId wait_after(const check::WaitAfter& form, bool then_cleared);
  NodeId wait_from(const check::WaitFrom& form, bool then_cleared);
  NodeId wait_while(const check::Check& check);
  NodeId part(const compile::Part& part);

  Plan& plan_;
  const check::Vocabulary& v_;
  Columns columns_;
  std::map<std::tuple<int, std::uint32_t, std::uint32_t, std::int32_t>, NodeId> made_;
  std::map<std::pair<int, Kids>, NodeId> joined_;
  std::vector<Op> pending_;
  Kids doubts_;
  std::map<std::int32_t, int> asked_again_;  // how often `ask again` checks read a question, or a list (below zero)
  std::map<std::tuple<int, std::int32_t, std::int32_t, int>, std::uint32_t> thresholds_;
  std::map<std::pair<int, std::uint32_t>, std::uint32_t> numbers_;
  std::map<std::tuple<int, std::uint64_t, std::uint64_t, std::int32_t>, std::uint32_t> flags_;
};

[[noreturn]] void cannot(const std::string& why) { throw Unsupported(why); }

void check_step(const Step& step) {
  if (step.months > 960 || step.days > 29000) cannot("a step of more than 80 years");
}

// --- nodes ----------------------------------------------------------------------------------------------------
// Node ids are given while flags are still being found, so operations get ids of their own space first and are moved
// behind the flags at the end (see run).
constexpr NodeId op_space = 0x40000000, flag_space = 0x20000000, nothing_id = 0x1FFFFFFE, everything_id = 0x1FFFFFFF;

NodeId Builder::make(Op::Kind kind, std::uint32_t a, std::uint32_t b, std::int32_t value) {
  const auto [found, fresh] = made_.try_emplace({static_cast<int>(kind), a, b, value}, 0);
  if (fresh) {
    found->second = op_space + static_cast<NodeId>(plan_.ops.size());
    plan_.ops.push_back({kind, 0, a, b, value});
  }
  return found->second;
}

NodeId Builder::join(Op::Kind kind, Kids kids) {
  const bool conjunction = kind == Op::Kind::and_;
  const NodeId neutral = conjunction ? everything_id : nothing_id, decides = conjunction ? nothing_id : everything_id;
  std::sort(kids.begin(), kids.end());
  kids.erase(std::unique(kids.begin(), kids.end()), kids.end());
  kids.erase(std::remove(kids.begin(), kids.end(), neutral), kids.end());
  if (std::find(kids.begin(), kids.end(), decides) != kids.end()) return decides;
  if (kids.empty()) return neutral;
  if (kids.size() == 1) return kids.front();
  const auto [found, fresh] = joined_.try_emplace({static_cast<int>(kind), kids}, 0);
  if (fresh) {
    const auto begin = static_cast<std::uint32_t>(plan_.children.size());
    plan_.children.insert(plan_.children.end(), kids.begin(), kids.end());
    found->second = op_space + static_cast<NodeId>(plan_.ops.size());
    plan_.ops.push_back({kind, 0, begin, static_cast<std::uint32_t>(plan_.children.size()), 0});
  }
  return found->second;
}

NodeId Builder::negate(NodeId node) {
  if (node == everything_id) return nothing_id;
  if (node == nothing_id) return everything_id;
  return make(Op::Kind::not_, 0, node, 0);
}

NodeId Builder::flag(const Flag& f) {
  const auto [found, fresh] = flags_.try_emplace({static_cast<int>(f.kind), f.areas.low, f.areas.high, f.list},
                                                 static_cast<std::uint32_t>(plan_.flags.size()));
  if (fresh) plan_.flags.push_back(f);
  return flag_space + found->second;
}

std::uint32_t Builder::number(NumberSource source) {
  const auto [found, fresh] = numbers_.try_emplace({static_cast<int>(source.kind), source.index},
                                                   static_cast<std::uint32_t>(plan_.numbers.size()));
  if (fresh) plan_.numbers.push_back(source);
  return found->second;
}

/// A value between low and high possibly lies in [from, to]. The columns hold 32 bits, saturated; so do the bounds, and
/// none may lie where saturated values meet.
NodeId Builder::number_in(NumberSource low, NumberSource high, std::int64_t from, std::int64_t to) {
  constexpr std::int64_t most = INT32_MAX - 1;
  if (from > to) return nothing_id;
  if (from > most || to < -most) cannot("a number beyond what a column holds");
  Kids kids;
  if (from > -most) kids.push_back(make(Op::Kind::at_least, number(high), 0, static_cast<std::int32_t>(from)));
  if (to < most) kids.push_back(make(Op::Kind::at_most, number(low), 0, static_cast<std::int32_t>(to)));
  return all(std::move(kids));
}

NodeId Builder::below(std::uint32_t column, const Threshold& t) {
  check_step(t.step);
  if (t.step.months == 0) {
    // v < e + n: a distance below n. v <= e + n and v >= e - n: below n + 1.
    return below(column, t.step.days + (t.kind == Threshold::Kind::before_end ? 0 : 1));
  }
  const auto [found, fresh] =
      thresholds_.try_emplace({static_cast<int>(t.kind), t.step.months, t.step.days, static_cast<int>(t.rounding)},
                              static_cast<std::uint32_t>(plan_.thresholds.size()));
  if (fresh) plan_.thresholds.push_back(t);
  return make(Op::Kind::below_step, column, found->second, 0);
}

// --- conditions -----------------------------------------------------------------------------------------------

NodeId Builder::question(const Condition& c, bool negated) {
  const check::Question& q = v_.questions.at(static_cast<std::size_t>(c.question));
  const auto id = static_cast<std::size_t>(c.question);
  if (q.type.kind == ValueType::Kind::options) {
    Kids kids;
    for (std::size_t i = 0; i < q.type.options.size(); ++i)
      if (((c.test.mask >> i & 1u) != 0) != negated) kids.push_back(plan_.layout->bit[id] + static_cast<NodeId>(i));
    return some(std::move(kids));
  }
  if (q.type.kind != ValueType::Kind::number) cannot("a test on an answer that is no option and no number");
  const auto index = static_cast<std::uint32_t>(plan_.layout->number[id]);
  const NumberSource low{NumberSource::Kind::low, index}, high{NumberSource::Kind::high, index};
  auto ranges = c.test.ranges;
  std::sort(ranges.begin(), ranges.end());
  Kids kids;
  std::int64_t next = INT64_MIN;
  for (const auto& [from, to] : ranges) {
    if (from > to) continue;
    if (!negated) kids.push_back(number_in(low, high, from, to));
    if (negated && from > next) kids.push_back(number_in(low, high, next, from - 1));
    next = std::max(next, to == INT64_MAX ? to : to + 1);
  }
  if (negated) kids.push_back(number_in(low, high, next, INT64_MAX));
  return some(std::move(kids));
}

NodeId Builder::age(const Condition& c, bool negated) {
  const std::int32_t day = plan_.layout->day.at(static_cast<std::size_t>(c.question));
  if (day < 0) cannot("an age from an answer that is no day");
  const auto index = static_cast<std::uint32_t>(day);
  const NumberSource low{NumberSource::Kind::age_low, index}, high{NumberSource::Kind::age_high, index};
  const auto within = [&](std::int64_t from, std::int64_t to) {
    return number_in(low, high, from <= 0 ? INT64_MIN : from, to < 0 ? INT64_MAX : to);
  };
  // As in the general evaluator: what fails in some world is the ranges between the wanted ones.
  Kids holds, fails;
  std::int32_t next = 0;
  for (const auto& [from, to] : c.age_months) {
    holds.push_back(within(from, to));
    if (next >= 0 && from > next) fails.push_back(within(next, from - 1));
    next = to < 0 ? -1 : to + 1;
  }
  if (next >= 0) fails.push_back(within(next, -1));
  return some(negated ? std::move(fails) : std::move(holds));
}

NodeId Builder::entries(const Condition& c, bool negated) {
  using Kind = Condition::Kind;
  const bool use = c.kind == Kind::taking || c.kind == Kind::present;
  const bool timed = c.within || c.started_by_visit;
  bool allergies = false;
  for (const check::ListId list : c.subject.lists)
    allergies = allergies || v_.lists.at(static_cast<std::size_t>(list)).role == syntax::ListRole::allergies;
  if (allergies && (c.kind == Kind::planned || ((use || c.kind == Kind::allergic) && timed)))
    cannot("a time of something that has none");

  Source source = Source::exists;
  std::optional<Threshold> threshold;
  if (use) {
    source = Source::going;
  } else if (c.kind == Kind::any || c.kind == Kind::planned) {
    if (c.within) {
      const bool wide = c.towards_waiting;
      if (c.within->side == syntax::Side::before) {
        if (c.kind == Kind::planned) cannot("something planned before the visit");
        source = Source::since;
        threshold = {Threshold::Kind::up_to_end, c.within->step, wide ? Rounding::up : Rounding::down};
      } else {
        if (c.started_by_visit) cannot("something that started before and lies after the visit");
        source = Source::ahead;
        threshold = {Threshold::Kind::from_begin, c.within->step, wide ? Rounding::down : Rounding::up};
      }
    } else if (c.started_by_visit) {
      if (c.kind == Kind::planned) cannot("something planned that has started");
      source = Source::since;
    } else if (c.kind == Kind::planned) {
      source = Source::ahead;
    }
  }
  const FilterId filter = columns_.filter({{}, nullptr, 0, c.in_treated_area}, c.subject.where);
  const auto test = [&](std::uint32_t column) {
    return threshold ? below(column, *threshold) : below(column, any_distance);
  };
  if (negated) {
    const auto sure = static_cast<Source>(static_cast<int>(source) + static_cast<int>(Source::surely_since));
    return negate(test(columns_.sure(c.subject, filter, sure)));
  }
  Kids kids;
  for (const std::uint32_t column : columns_.possible(c.subject, filter, source)) kids.push_back(test(column));
  return some(std::move(kids));
}

NodeId Builder::every_answer_no(bool negated) {
  Kids kids;
  for (std::size_t i = 0; i < v_.questions.size(); ++i) {
    const check::Question& q = v_.questions[i];
    if (q.answered_by != syntax::AnsweredBy::client || !q.type.yes_no) continue;
    kids.push_back(plan_.layout->bit[i] + (negated ? 0u : 1u));
  }
  for (std::size_t i = 0; i < v_.lists.size(); ++i) {
    if (v_.lists[i].answered_by != syntax::AnsweredBy::client) continue;
    const auto list = static_cast<check::ListId>(i);
    // Possibly none: nothing in it is surely there. Possibly some: there is an entry at all.
    kids.push_back(negated ? flag({Flag::Kind::list_some, {}, list})
                           : negate(flag({Flag::Kind::list_surely, {}, list})));
  }
  return negated ? some(std::move(kids)) : all(std::move(kids));
}

NodeId Builder::possibly(const Condition& c, bool negated) {
  using Kind = Condition::Kind;
  switch (c.kind) {
    case Kind::and_:
    case Kind::or_: {
      if (c.of.empty()) cannot("an `and` or `or` without operands");
      Kids kids;
      for (const Condition& operand : c.of) kids.push_back(possibly(operand, negated));
      return (c.kind == Kind::and_) != negated ? all(std::move(kids)) : some(std::move(kids));
    }
    case Kind::not_:
      return possibly(c.of.at(0), !negated);
    case Kind::question:
      return question(c, negated);
    case Kind::age:
      return age(c, negated);
    case Kind::any:
    case Kind::taking:
    case Kind::present:
    case Kind::allergic:
    case Kind::planned:
      return entries(c, negated != c.no);
    case Kind::area: {
      Flag f;
      f.kind = negated ? Flag::Kind::area_touches_not : Flag::Kind::area_touches;
      for (std::size_t a = 0; a < v_.areas.size(); ++a)
        if (v_.areas[a].touching.meets(c.test.areas)) f.areas.add(static_cast<check::AreaId>(a));
      return flag(f);
    }
    case Kind::every_answer_no:
      return every_answer_no(negated);
  }
  cannot("a condition of no kind");
}

// --- checks ---------------------------------------------------------------------------------------------------

NodeId Builder::wait_after(const check::WaitAfter& form, bool then_cleared) {
  Kids kids;
  const auto add = [&](const check::Window& window, const check::WaitAfter* table, std::uint32_t row) {
    if (!window.must) return;
    if (*window.must == Step{}) cannot("a wait of no days");
    check_step(*window.must);
    const FilterId filter = columns_.filter({{}, table, row, form.in_treated_area}, form.subject.where);
    for (const std::uint32_t column : columns_.possible(form.subject, filter, Source::since))
      kids.push_back(then_cleared ? below(column, any_distance)
                                  : below(column, {Threshold::Kind::before_end, *window.must, Rounding::up}));
  };
  if (form.rows.empty()) add(form.window, nullptr, 0);
  for (std::size_t i = 0; i < form.rows.size(); ++i) add(form.rows[i].window, &form, static_cast<std::uint32_t>(i));
  return some(std::move(kids));
}

NodeId Builder::wait_from(const check::WaitFrom& form, bool then_cleared) {
  check_step(form.before);
  check_step(form.after);
  const FilterId filter = columns_.filter({{}, nullptr, 0, form.in_treated_area}, form.subject.where);
  Kids kids;
  for (const std::uint32_t column : columns_.possible(form.subject, filter, Source::ahead))
    kids.push_back(below(column, {Threshold::Kind::from_begin, form.before, Rounding::down}));
  for (const std::uint32_t column : columns_.possible(form.subject, filter, Source::since)) {
    if (then_cleared)
      kids.push_back(below(column, any_distance));
    else if (form.after == Step{})
      kids.push_back(below(column, 1));
    else
      kids.push_back(below(column, {Threshold::Kind::before_end, form.after, Rounding::up}));
  }
  return some(std::move(kids));
}

/// Holds on every day or on none, whatever the answers are.
bool timeless(const Condition& c) {
  using Kind = Condition::Kind;
  switch (c.kind) {
    case Kind::and_:
    case Kind::or_:
    case Kind::not_:
      return std::all_of(c.of.begin(), c.of.end(), timeless);
    case Kind::question:
    case Kind::area:
    case Kind::every_answer_no:
    case Kind::allergic:
      return true;
    case Kind::any:
      return !c.within && !c.started_by_visit;
    default:
      return false;
  }
}

NodeId Builder::wait_while(const check::Check& check) {
  if (!check.then_cleared_by.empty() && !timeless(check.condition))
    cannot("a clearance after a condition that depends on the day");
  return possibly(check.condition, false);
}

NodeId Builder::part(const compile::Part& part) {
  const check::Check& check = part.check;
  if (check.form == Form::go_only || check.form == Form::note) return nothing_id;
  const bool then_cleared = !check.then_cleared_by.empty();
  const NodeId not_lifted = check.unless ? possibly(*check.unless, true) : everything_id;
  NodeId node = nothing_id;
  switch (check.form) {
    case Form::wait_after:
      node = wait_after(check.after, then_cleared);
      break;
    case Form::wait_from:
      node = wait_from(check.from, then_cleared);
      break;
    case Form::limit:
      node = check.limit_by_window ? wait_after(check.after, then_cleared) : wait_while(check);
      break;
    default:
      node = wait_while(check);
      break;
  }
  Kids kids{node, not_lifted};
  if (check.form == Form::ask_again) {
    if (then_cleared) cannot("an `ask again` with a clearance");
    const NodeId surely =
        negate(some({possibly(check.condition, true), check.unless ? possibly(*check.unless, false) : nothing_id}));
    doubts_.push_back(all({node, not_lifted, negate(surely)}));
    check::count_reads(v_, check.condition, asked_again_);
    if (check.unless) check::count_reads(v_, *check.unless, asked_again_);
    kids = {surely};
  }
  if (check.form == Form::limit) {
    if (!plan_.program->pack->depth) cannot("a limit in a pack without depths");
    kids.push_back(number_in({NumberSource::Kind::depth_low, 0}, {NumberSource::Kind::depth_high, 0},
                             check.limit.value + 1, INT64_MAX));
  }
  if (part.counts_from)
    kids.push_back(
        number_in({NumberSource::Kind::visit, 0}, {NumberSource::Kind::visit, 0}, part.counts_from->number, INT64_MAX));
  if (part.counts_until && *part.counts_until < forever)
    kids.push_back(number_in({NumberSource::Kind::visit, 0}, {NumberSource::Kind::visit, 0}, INT64_MIN,
                             part.counts_until->number));
  return all(std::move(kids));
}

void Builder::run() {
  if (!plan_.layout->fits) cannot("more than 128 areas");
  for (std::size_t a = 0; a < v_.areas.size(); ++a) {
    AreaSet set;
    for (std::size_t b = 0; b < v_.areas.size(); ++b)
      if (v_.areas[b].touching.has(static_cast<check::AreaId>(a))) set.add(static_cast<check::AreaId>(b));
    plan_.touching.push_back(set);
  }
  for (const compile::JoinedCheck& check : plan_.program->checks) {
    if (check.name == "answers" || check.name == "needs" || check.name == "form_validity")
      cannot("a check with a name of the engine's own");
    for (const compile::Part& p : check.parts) columns_.read(p.check);
  }
  columns_.classify();
  for (const compile::JoinedCheck& check : plan_.program->checks) {
    Kids kids;
    for (const compile::Part& p : check.parts) kids.push_back(part(p));
    plan_.waits.push_back(some(std::move(kids)));
  }
  // Answers that several of them read, or one reads twice, can be excluded altogether.
  const bool shared = std::any_of(asked_again_.begin(), asked_again_.end(), [](const auto& r) { return r.second > 1; });
  plan_.doubt = shared ? some(doubts_) : nothing_id;
  columns_.finish();

  // Now that all flags are known, every node gets its place.
  plan_.first_flag = static_cast<NodeId>(plan_.layout->words * 64);
  plan_.nothing = plan_.first_flag + static_cast<NodeId>(plan_.flags.size());
  plan_.everything = plan_.nothing + 1;
  plan_.first_op = plan_.everything + 1;
  plan_.nodes = plan_.first_op + plan_.ops.size();
  const auto place = [&](NodeId& id) {
    if (id >= op_space)
      id = plan_.first_op + (id - op_space);
    else if (id >= flag_space)
      id = plan_.first_flag + (id - flag_space);
    else if (id == nothing_id)
      id = plan_.nothing;
    else if (id == everything_id)
      id = plan_.everything;
  };
  for (NodeId& id : plan_.children) place(id);
  for (std::size_t i = 0; i < plan_.ops.size(); ++i) {
    plan_.ops[i].to = plan_.first_op + static_cast<NodeId>(i);
    if (plan_.ops[i].kind == Op::Kind::not_) place(plan_.ops[i].b);
  }
  for (NodeId& id : plan_.waits) place(id);
  place(plan_.doubt);
}

}  // namespace

std::unique_ptr<const Plan> Plan::make(std::shared_ptr<const compile::Program> program, const Layout& layout,
                                       std::string& why) {
  auto plan = std::make_unique<Plan>();
  plan->program = std::move(program);
  plan->layout = &layout;
  try {
    Builder(*plan).run();
  } catch (const Unsupported& error) {
    why = error.what();
    return nullptr;
  } catch (const std::logic_error& error) {
    why = error.what();
    return nullptr;
  }
  return plan;
}

}  // namespace contra::bulk
