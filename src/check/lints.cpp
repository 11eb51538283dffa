// What is well formed and still suspicious over a whole pack: what nothing reads or cites, windows longer than the
// question looks back, a check that another covers. A good pack gets none of these.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

// Comparing checks with one another is for packs that people write; a generated pack of many thousand is spared.
constexpr std::size_t checks_compared = 3000;

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

bool plain_wait(const Check& check) {
  return check.form == Form::wait_after && check.after.rows.empty() && check.after.window.must && !check.unless &&
         check.cleared_by.empty() && check.then_cleared_by.empty() && !check.effective_from && !check.effective_until &&
         check.after.subject.where.empty();
}

/// `other` waits at least as long as `check` for everything that `check` reads, and nothing lifts it.
bool covers(const Check& other, const Check& check) {
  const WaitAfter& a = other.after;
  const WaitAfter& b = check.after;
  if (a.in_treated_area && !b.in_treated_area) return false;
  if (!b.subject.terms.within(a.subject.terms)) return false;
  const auto holds = [](const auto& all, const auto& some) {
    return std::all_of(some.begin(), some.end(),
                       [&](const auto id) { return std::find(all.begin(), all.end(), id) != all.end(); });
  };
  if (!holds(a.subject.lists, b.subject.lists) || !holds(a.subject.days, b.subject.days)) return false;
  if (!surely_at_most(*b.window.must, *a.window.must)) return false;
  if (!b.window.better) return true;
  const Step reach = a.window.better && !a.better_while ? *a.window.better : *a.window.must;
  return surely_at_most(*b.window.better, reach);
}

void lint_shadowed(const Pack& pack, Context& context) {
  if (pack.checks.size() > checks_compared) return;
  std::vector<const Check*> waits;
  for (const auto& check : pack.checks)
    if (plain_wait(check)) waits.push_back(&check);
  for (std::size_t i = 0; i < waits.size(); ++i) {
    for (std::size_t j = 0; j < waits.size(); ++j) {
      if (i == j || !covers(*waits[j], *waits[i])) continue;
      if (covers(*waits[i], *waits[j]) && i < j) continue;  // equal ones: the later is too much
      context.report
          .add(Kind::shadowed_check, waits[i]->span,
               ticked(waits[i]->name) + " never waits longer than " + ticked(waits[j]->name) + " does")
          .label(waits[j]->span, "this check covers it")
          .help("take one of them out, or let it read something else");
      break;
    }
  }
}

void lint_within_beside_wait(const Pack& pack, Context& context) {
  if (pack.checks.size() > checks_compared) return;
  for (const auto& check : pack.checks) {
    for_each_condition(check, [&](const Condition& node) {
      if (!node.within || node.within->side != syntax::Side::before) return;
      for (const auto& other : pack.checks) {
        if (other.form != Form::wait_after || !other.after.subject.terms.meets(node.subject.terms)) continue;
        const bool one_list = std::any_of(node.subject.lists.begin(), node.subject.lists.end(), [&](ListId id) {
          return std::find(other.after.subject.lists.begin(), other.after.subject.lists.end(), id) !=
                 other.after.subject.lists.end();
        });
        if (!one_list) continue;
        context.report
            .add(Kind::within_beside_wait, node.span,
                 "this asks for " + node.subject.words + " to be recent, and " + ticked(other.name) + " waits after it")
            .label(other.span, "this check waits")
            .help("see that a day is left on which both are content");
        return;
      }
    });
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
