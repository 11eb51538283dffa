// What is well formed and still suspicious over a whole pack: what nothing reads or cites, windows longer than the
// question looks back, a check that another covers. A good pack gets none of these.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

std::string in_words(Step step) {
  if (step.months != 0) return written(syntax::Length{step.months, syntax::Unit::month, {}});
  return written(syntax::Length{step.days, syntax::Unit::day, {}});
}

void lint_unused_sources(const Sources& sources, Context& context) {
  for (const auto& source : sources) {
    if (source.second.used) continue;
    context.report.add(Kind::unused_source, source.second.span, "nothing cites source " + ticked(source.first))
        .help("cite it where it is the reason, or take it out");
  }
}

std::vector<Step> windows_of(const WaitAfter& after) {
  std::vector<Step> out;
  const auto add = [&](const Window& window) {
    if (window.must) out.push_back(*window.must);
    if (window.better) out.push_back(*window.better);
  };
  if (after.rows.empty()) add(after.window);
  for (const auto& row : after.rows) add(row.window);
  return out;
}

void lint_look_back(const Check& check, const Vocabulary& v, Context& context) {
  const auto judge = [&](const Subject& subject, Step window) {
    for (const ListId id : subject.lists) {
      const List& list = v.lists[static_cast<std::size_t>(id)];
      if (!list.looks_back || surely_at_most(window, *list.looks_back)) continue;
      context.report
          .add(Kind::looks_back_too_far, check.span,
               ticked(check.name) + " looks back " + in_words(window) + ", and list " + ticked(list.name) +
                   " asks only for the last " + in_words(*list.looks_back))
          .label(list.span, "declared here")
          .help("a `no` to this list leaves older days open, so everybody would wait; let the list look back further");
      return true;
    }
    return false;
  };
  if (check.form == Form::wait_after || (check.form == Form::limit && check.limit_by_window)) {
    for (const Step window : windows_of(check.after))
      if (judge(check.after.subject, window)) return;
  }
  if (check.form == Form::wait_from && judge(check.from.subject, check.from.after)) return;
  bool said = false;
  for_each_condition(check, [&](const Condition& node) {
    if (said || node.kind != Condition::Kind::any || !node.towards_waiting) return;
    if (node.within) return;  // `within … after visit` looks ahead
    for (const ListId id : node.subject.lists) {
      const List& list = v.lists[static_cast<std::size_t>(id)];
      if (!list.looks_back || said) continue;
      said = true;
      context.report
          .add(Kind::looks_back_too_far, node.span,
               "this reads all of life, and list " + ticked(list.name) + " asks only for the last " +
                   in_words(*list.looks_back))
          .label(list.span, "declared here")
          .help(
              "a `no` to this list leaves older days open, so the condition may always hold; count from the day with "
              "`wait … after last …`");
    }
  });
}

/// The longest time that a client has to wait after one event.
Step longest_wait(const WaitAfter& after) {
  Step longest = after.rows.empty() && after.window.must ? *after.window.must : Step{};
  for (const auto& row : after.rows)
    if (row.window.must && !surely_at_most(*row.window.must, longest)) longest = *row.window.must;
  return longest;
}

void lint_within_beside_wait(const Pack& pack, Context& context) {
  if (pack.checks.size() > checks_compared) return;
  for (const auto& check : pack.checks) {
    // Asked to be recent, and waited after: content on the days from the one length to the other. An exception beside
    // the wait is a contradiction at any length.
    const auto judge = [&](const Condition& node, bool exception) {
      if (!node.within || node.within->side != syntax::Side::before) return;
      for (const auto& other : pack.checks) {
        if (other.form != Form::wait_after || !other.after.subject.terms.meets(node.subject.terms)) continue;
        const bool one_list = std::any_of(node.subject.lists.begin(), node.subject.lists.end(), [&](ListId id) {
          return std::find(other.after.subject.lists.begin(), other.after.subject.lists.end(), id) !=
                 other.after.subject.lists.end();
        });
        if (!one_list || (!exception && surely_at_most(longest_wait(other.after), node.within->step))) continue;
        context.report
            .add(Kind::within_beside_wait, node.span,
                 "this asks for " + node.subject.words + " to be recent, and " + ticked(other.name) + " waits after it")
            .label(other.span, "this check waits")
            .help("see that a day is left on which both are content");
        return;
      }
    };
    const bool by_wait = check.form == Form::wait_after || check.form == Form::wait_from ||
                         (check.form == Form::limit && check.limit_by_window);
    if (!by_wait) for_each_node(check.condition, [&](const Condition& node) { judge(node, false); });
    if (check.after.better_while)
      for_each_node(*check.after.better_while, [&](const Condition& node) { judge(node, false); });
    if (check.unless) for_each_node(*check.unless, [&](const Condition& node) { judge(node, true); });
  }
}

}  // namespace

void lint_pack(const PackWork& work, Context& context) {
  if (context.report.faults() != 0) return;
  const Vocabulary& v = *work.vocabulary->vocabulary;
  lint_unused_sources(work.sources, context);
  for (const auto& check : work.pack->checks) {
    lint_look_back(check, v, context);
    lint_logic(check, v, context);
  }
  for (const auto& care : work.pack->care)
    if (care.condition) lint_condition(*care.condition, v, context);
  lint_shadowed(*work.pack, context);
  lint_within_beside_wait(*work.pack, context);
}

void lint_policy(const PolicyWork& work, Context& context) {
  if (context.report.faults() != 0) return;
  const Vocabulary& v = *work.on->vocabulary->vocabulary;
  lint_unused_sources(work.sources, context);
  for (const auto& check : work.policy->checks) {
    lint_look_back(check, v, context);
    lint_logic(check, v, context);
  }
  for (const auto& change : work.policy->changes) {
    lint_look_back(change.replacement, v, context);
    lint_logic(change.replacement, v, context);
  }
}

void lint_unread(Context& context) {
  if (context.report.faults() != 0) return;
  for (const auto& work : context.vocabularies) {
    const Vocabulary& v = *work->vocabulary;
    bool used = false;
    std::vector<bool> questions(v.questions.size(), false), lists(v.lists.size(), false);
    const auto subject = [&](const Subject& s) {
      for (const ListId id : s.lists) lists[static_cast<std::size_t>(id)] = true;
      for (const QuestionId id : s.days) questions[static_cast<std::size_t>(id)] = true;
    };
    const auto node = [&](const Condition& c) {
      if (c.question != none) questions[static_cast<std::size_t>(c.question)] = true;
      subject(c.subject);
    };
    const auto check = [&](const Check& c) {
      for_each_subject(c, subject);
      for_each_condition(c, node);
    };
    const auto need = [&](const std::vector<Need>& needs) {
      for (const auto& n : needs) {
        if (n.question != none) questions[static_cast<std::size_t>(n.question)] = true;
        if (n.list != none) lists[static_cast<std::size_t>(n.list)] = true;
      }
    };
    for (const auto& pack : context.packs) {
      if (pack->vocabulary != work.get()) continue;
      used = true;
      for (const auto& c : pack->pack->checks) check(c);
      for (const auto& c : pack->pack->care)
        if (c.condition) for_each_node(*c.condition, node);
      need(pack->pack->needs);
    }
    for (const auto& policy : context.policies) {
      if (policy->on->vocabulary != work.get()) continue;
      for (const auto& c : policy->policy->checks) check(c);
      for (const auto& c : policy->policy->changes) check(c.replacement);
      need(policy->policy->needs);
    }
    if (!used) continue;
    // A box is read with its questions and they with it; a question that decides whether another is asked is read with
    // it.
    for (bool changed = true; changed;) {
      changed = false;
      const auto mark = [&](QuestionId id) {
        if (questions[static_cast<std::size_t>(id)]) return;
        questions[static_cast<std::size_t>(id)] = true;
        changed = true;
      };
      for (std::size_t i = 0; i < v.questions.size(); ++i) {
        const Question& q = v.questions[i];
        if (questions[i] && q.asked_only) mark(q.asked_only->question);
        for (const QuestionId id : q.box_for) {
          if (questions[i]) mark(id);
          if (questions[static_cast<std::size_t>(id)]) mark(static_cast<QuestionId>(i));
        }
      }
      for (std::size_t i = 0; i < v.lists.size(); ++i)
        if (lists[i] && v.lists[i].asked_only) mark(v.lists[i].asked_only->question);
    }
    for (std::size_t i = 0; i < v.questions.size(); ++i) {
      if (questions[i] || v.questions[i].type.kind == ValueType::Kind::text) continue;  // free text is for people
      context.report
          .add(Kind::unread_question, v.questions[i].span, "no check reads question " + ticked(v.questions[i].name))
          .help("do not ask what nobody reads: take it out, or write its check");
    }
    for (std::size_t i = 0; i < v.lists.size(); ++i) {
      if (lists[i]) continue;
      context.report.add(Kind::unread_question, v.lists[i].span, "no check reads list " + ticked(v.lists[i].name))
          .help("do not ask what nobody reads: take it out, or write its check");
    }
  }
}

}  // namespace contra::check
