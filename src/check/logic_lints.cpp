// Conditions that say less than they seem to: one answer read twice in one `and`, tests that cannot hold together,
// and (when asked for) conditions that more history can open.
#include <algorithm>

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
      if (leaves && is_range_test(a, v) && is_range_test(b, v)) continue;
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
