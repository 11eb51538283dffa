// Conditions that say less than they seem to: one answer read twice in one `and`, tests that cannot hold together,
// and (when asked for) conditions that more history can open.
#include <algorithm>
#include <map>

#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

/// One operand of an `and`, after `not` has been pushed in: a node with its sign.
struct Operand {
  const Condition* node = nullptr;
  bool negated = false;
};

/// The operands that must all hold: `and` under no `not`, `or` under one.
void conjuncts(const Condition& c, bool negated, std::vector<Operand>& out) {
  if (c.kind == Condition::Kind::not_) return conjuncts(c.of.front(), !negated, out);
  const auto joins = negated ? Condition::Kind::or_ : Condition::Kind::and_;
  if (c.kind != joins) {
    out.push_back({&c, negated});
    return;
  }
  for (const auto& operand : c.of) conjuncts(operand, negated, out);
}

bool is_leaf(const Condition& c) { return c.of.empty(); }

bool reads_entries(const Condition& c) { return !c.subject.lists.empty(); }

/// Ages and numbers have no single test for a range between two bounds, so two tests are the only way to say it.
bool is_range_test(const Operand& o, const Vocabulary& v) {
  if (o.node->kind == Condition::Kind::age) return true;
  return o.node->kind == Condition::Kind::question &&
         v.questions[static_cast<std::size_t>(o.node->question)].type.kind == ValueType::Kind::number;
}

/// Whether one age, or one number, can pass both tests.
bool ranges_meet(const Condition& a, const Condition& b) {
  const auto meet = [](const auto& some, const auto& others) {
    for (const auto& x : some)
      for (const auto& y : others)
        if ((y.second == -1 || x.first <= y.second) && (x.second == -1 || y.first <= x.second)) return true;
    return false;
  };
  return a.kind == Condition::Kind::age ? meet(a.age_months, b.age_months) : meet(a.test.ranges, b.test.ranges);
}

/// What both read: the name of a question, or of a list by terms that meet.
std::string shared_answer(const Operand& a, const Operand& b, const Vocabulary& v) {
  std::string shared;
  for_each_node(*a.node, [&](const Condition& x) {
    if (!shared.empty() || !is_leaf(x)) return;
    for_each_node(*b.node, [&](const Condition& y) {
      if (!shared.empty() || !is_leaf(y)) return;
      if (x.question != none && x.question == y.question) {
        shared = v.questions[static_cast<std::size_t>(x.question)].name;
        return;
      }
      if (!reads_entries(x) || !reads_entries(y) || !x.subject.terms.meets(y.subject.terms)) return;
      for (const ListId id : x.subject.lists) {
        if (std::find(y.subject.lists.begin(), y.subject.lists.end(), id) == y.subject.lists.end()) continue;
        IdSet common = x.subject.terms;
        common &= y.subject.terms;
        if (!common.meets(v.lists[static_cast<std::size_t>(id)].terms)) continue;
        shared = v.lists[static_cast<std::size_t>(id)].name;
        return;
      }
    });
  });
  return shared;
}

std::uint64_t mask_of(const Operand& o, const ValueType& type) {
  const std::uint64_t all =
      type.options.size() >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << type.options.size()) - 1;
  return o.negated ? all & ~o.node->test.mask : o.node->test.mask;
}

/// `one_place`: the operands are all there is in one `and` as written, so an edit can put one test in their place.
bool judge_and(const std::vector<Operand>& operands, bool one_place, const Vocabulary& v, Reporter& report) {
  for (std::size_t i = 0; i < operands.size(); ++i) {
    for (std::size_t j = i + 1; j < operands.size(); ++j) {
      const Operand &a = operands[i], &b = operands[j];
      const bool leaves = is_leaf(*a.node) && is_leaf(*b.node);
      if (leaves && is_range_test(a, v) && is_range_test(b, v)) {
        if (a.node->question != b.node->question || a.node->kind != b.node->kind || a.negated || b.negated ||
            ranges_meet(*a.node, *b.node))
          continue;
        report.add(Kind::dead_check, b.node->span, "nothing passes both tests, so this never holds")
            .label(a.node->span, "the other test");
        return true;
      }
      const std::string shared = shared_answer(a, b, v);
      if (shared.empty()) continue;
      const bool options =
          leaves && a.node->kind == Condition::Kind::question && b.node->kind == Condition::Kind::question;
      if (options) {
        const Question& asked = v.questions[static_cast<std::size_t>(a.node->question)];
        const std::uint64_t mask = mask_of(a, asked.type) & mask_of(b, asked.type);
        if (mask == 0) {
          report
              .add(Kind::dead_check, b.node->span,
                   "no answer to " + ticked(shared) + " passes both tests, so this never holds")
              .label(a.node->span, "the other test");
          return true;
        }
        std::vector<std::string> answers;
        for (std::size_t o = 0; o < asked.type.options.size(); ++o)
          if ((mask >> o & 1u) != 0) answers.push_back(asked.type.options[o]);
        std::string listed = shared + " is ";
        for (std::size_t o = 0; o < answers.size(); ++o) listed += (o == 0 ? "" : " or ") + answers[o];
        auto added = report.add(Kind::one_answer_twice, b.node->span,
                                "this `and` reads the answer to " + ticked(shared) + " twice");
        added.label(a.node->span, "first here").help("write `" + listed + "`: an unclear answer is then judged once");
        if (one_place && !a.negated && !b.negated && operands.size() == 2)
          added.fix(text::join(a.node->span, b.node->span), listed);
        return true;
      }
      report
          .add(Kind::one_answer_twice, b.node->span,
               "this `and` reads answers of " + ticked(shared) + " twice, so an unclear one may wait where it need not")
          .label(a.node->span, "first here")
          .help("say it in one condition, with `where`, or in two checks");
      return true;
    }
  }
  return false;
}

/// Every `and` in the tree, each once, with `not` pushed in.
void each_and(const Condition& c, bool negated, const Vocabulary& v, Reporter& report) {
  if (c.kind == Condition::Kind::not_) return each_and(c.of.front(), !negated, v, report);
  const auto joins = negated ? Condition::Kind::or_ : Condition::Kind::and_;
  if (c.kind == joins) {
    std::vector<Operand> operands;
    conjuncts(c, negated, operands);
    judge_and(operands, !negated, v, report);
    for (const auto& operand : operands)
      if (!is_leaf(*operand.node)) each_and(*operand.node, operand.negated, v, report);
    return;
  }
  for (const auto& operand : c.of) each_and(operand, negated, v, report);
}

/// Once it holds it holds for ever, whatever is done and however long is waited: an age that is reached, something that
/// has happened.
bool stays(const Condition& c, bool negated, const Vocabulary& v) {
  const auto every = [&] {
    return std::all_of(c.of.begin(), c.of.end(), [&](const auto& part) { return stays(part, negated, v); });
  };
  const auto some = [&] {
    return std::any_of(c.of.begin(), c.of.end(), [&](const auto& part) { return stays(part, negated, v); });
  };
  switch (c.kind) {
    case Condition::Kind::not_:
      return stays(c.of.front(), !negated, v);
    case Condition::Kind::and_:
      return negated ? some() : every();
    case Condition::Kind::or_:
      return negated ? every() : some();
    case Condition::Kind::age:
      return negated
                 ? std::all_of(c.age_months.begin(), c.age_months.end(), [](const auto& r) { return r.second != -1; })
                 : std::any_of(c.age_months.begin(), c.age_months.end(), [](const auto& r) { return r.second == -1; });
    case Condition::Kind::any: {
      bool happened = false;
      for (const ListId id : c.subject.lists) {
        const List& list = v.lists[static_cast<std::size_t>(id)];
        if (list.looks_back) return false;  // lint_look_back tells it
        happened = happened || list.role == syntax::ListRole::exposures;
      }
      return happened && negated == c.no && !c.within;
    }
    default:
      return false;
  }
}

/// The question whose every answer makes one of the operands hold; empty when there is none.
std::string always(const Condition& c, const Vocabulary& v) {
  std::map<QuestionId, std::uint64_t> passes;
  const auto take = [&](const Condition& node, bool negated) {
    if (node.kind != Condition::Kind::question) return;
    const ValueType& type = v.questions[static_cast<std::size_t>(node.question)].type;
    if (type.kind == ValueType::Kind::options) passes[node.question] |= mask_of({&node, negated}, type);
  };
  const auto operand = [&](const Condition& node) {
    node.kind == Condition::Kind::not_ ? take(node.of.front(), true) : take(node, false);
  };
  if (c.kind == Condition::Kind::or_)
    std::for_each(c.of.begin(), c.of.end(), operand);
  else
    operand(c);
  for (const auto& [id, mask] : passes) {
    const Question& q = v.questions[static_cast<std::size_t>(id)];
    const std::size_t options = q.type.options.size();
    if (mask == (options >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << options) - 1)) return q.name;
  }
  return {};
}

/// A wait on a state that no day, no answer, nobody's look and no role can end.
void lint_end(const Check& check, const Vocabulary& v, Reporter& report) {
  const bool can_be_lifted = !check.words.empty() || !check.cleared_by.empty() || check.unless.has_value();
  if (check.form != Form::wait_while || can_be_lifted) return;
  const std::string question = always(check.condition, v);
  if (!question.empty()) {
    report.add(Kind::never_ends, check.condition.span, "every answer to " + ticked(question) + " makes this wait")
        .help("leave out the answer that may pass");
  } else if (stays(check.condition, false, v)) {
    report.add(Kind::never_ends, check.condition.span, "once this holds, no later day and no answer ends it")
        .help("count from the day with `wait … after last …`, or say who may lift it with `cleared by`");
  }
}

void list_openings(const Condition& condition, const Vocabulary& v, Context& context) {
  if (!context.options.list_history_openings) return;
  for_each_node(condition, [&](const Condition& node) {
    if (!reads_entries(node) || node.towards_waiting) return;
    std::vector<std::string> lists;
    for (const ListId id : node.subject.lists) lists.push_back(ticked(v.lists[static_cast<std::size_t>(id)].name));
    context.report.add(Kind::history_opens, node.span,
                       "more entries in " + joined(lists, " or ") + " can let the client pass here");
  });
}

}  // namespace

void lint_condition(const Condition& condition, const Vocabulary& vocabulary, Context& context) {
  each_and(condition, false, vocabulary, context.report);
  list_openings(condition, vocabulary, context);
}

void lint_logic(const Check& check, const Vocabulary& vocabulary, Context& context) {
  const bool by_condition = check.form != Form::wait_after && check.form != Form::wait_from &&
                            !(check.form == Form::limit && check.limit_by_window);
  if (by_condition) lint_condition(check.condition, vocabulary, context);
  lint_end(check, vocabulary, context.report);
  if (check.effective_until && context.options.today && *check.effective_until < *context.options.today)
    context.report
        .add(Kind::dead_check, check.span,
             ticked(check.name) + " ended on " + to_iso(*check.effective_until) + ", so it holds for no visit to come")
        .help("take it out, or set a new end");
  if (check.after.better_while) lint_condition(*check.after.better_while, vocabulary, context);
  if (check.unless) {
    list_openings(*check.unless, vocabulary, context);
    // It holds while the condition holds and the exception does not: one `and` more.
    std::vector<Operand> own, exception;
    if (by_condition) conjuncts(check.condition, false, own);
    conjuncts(*check.unless, true, exception);
    bool said = false;
    for (const auto& a : own)
      for (const auto& b : exception) said = said || judge_and({a, b}, false, vocabulary, context.report);
    each_and(*check.unless, true, vocabulary, context.report);
  }
}

}  // namespace contra::check
