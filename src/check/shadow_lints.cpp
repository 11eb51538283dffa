// Checks that another one always covers: they are never the reason for anything, and whoever changes one of them
// believes that it counts.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

template <class T>
bool holds(const std::vector<T>& all, const std::vector<T>& some) {
  return std::all_of(some.begin(), some.end(),
                     [&](const T& id) { return std::find(all.begin(), all.end(), id) != all.end(); });
}

bool reads_more(const Subject& a, const Subject& b) {
  return a.where.empty() && b.terms.within(a.terms) && holds(a.lists, b.lists) && holds(a.days, b.days);
}

/// Whenever `a` holds `b` does, as far as their words show it: never a guess.
bool implies(const Condition& a, const Condition& b) {
  const auto part = [](const Condition& c, auto test) { return std::any_of(c.of.begin(), c.of.end(), test); };
  const auto parts = [](const Condition& c, auto test) { return std::all_of(c.of.begin(), c.of.end(), test); };
  if (a.kind == Condition::Kind::or_) return parts(a, [&](const auto& x) { return implies(x, b); });
  if (b.kind == Condition::Kind::and_) return parts(b, [&](const auto& y) { return implies(a, y); });
  if (b.kind == Condition::Kind::or_ && part(b, [&](const auto& y) { return implies(a, y); })) return true;
  if (a.kind == Condition::Kind::and_) return part(a, [&](const auto& x) { return implies(x, b); });
  if (a.kind != b.kind) return false;
  const auto lies_within = [](const auto& some, const auto& all) {
    return std::all_of(some.begin(), some.end(), [&](const auto& x) {
      return std::any_of(all.begin(), all.end(), [&](const auto& y) {
        return y.first <= x.first && (y.second == -1 || (x.second != -1 && x.second <= y.second));
      });
    });
  };
  switch (a.kind) {
    case Condition::Kind::question:
      if (a.question != b.question || a.test.area || b.test.area) return false;
      return a.test.ranges.empty() && b.test.ranges.empty() ? (a.test.mask & ~b.test.mask) == 0
                                                            : lies_within(a.test.ranges, b.test.ranges);
    case Condition::Kind::age:
      return a.question == b.question && lies_within(a.age_months, b.age_months);
    case Condition::Kind::any:
    case Condition::Kind::taking:
    case Condition::Kind::present:
    case Condition::Kind::allergic:
    case Condition::Kind::planned:
      return !a.no && !b.no && !b.within && !b.started_by_visit && (a.in_treated_area || !b.in_treated_area) &&
             reads_more(b.subject, a.subject);
    default:
      return false;
  }
}

bool never_lifted(const Check& check) {
  return !check.unless && check.cleared_by.empty() && check.then_cleared_by.empty() && !check.effective_from &&
         !check.effective_until && check.words.empty();
}

bool longer(const Window& a, bool a_better, const Window& b) {
  if (!b.must || !surely_at_most(*b.must, *a.must)) return false;
  if (!b.better) return true;
  return surely_at_most(*b.better, a.better && a_better ? *a.better : *a.must);
}

/// `other` keeps everybody waiting whom `check` does, at least as long, and nothing lifts it.
bool covers(const Check& other, const Check& check) {
  if (other.form != check.form || !never_lifted(other) || !check.then_cleared_by.empty()) return false;
  switch (check.form) {
    case Form::wait_after: {
      const WaitAfter &a = other.after, &b = check.after;
      if (!a.rows.empty() || !a.window.must || (a.in_treated_area && !b.in_treated_area)) return false;
      if (!reads_more(a.subject, b.subject)) return false;
      const auto shorter = [&](const Window& window) { return longer(a.window, !a.better_while, window); };
      return b.rows.empty()
                 ? shorter(b.window)
                 : std::all_of(b.rows.begin(), b.rows.end(), [&](const TableRow& row) { return shorter(row.window); });
    }
    case Form::wait_from: {
      const WaitFrom &a = other.from, &b = check.from;
      return (!a.in_treated_area || b.in_treated_area) && reads_more(a.subject, b.subject) &&
             surely_at_most(b.before, a.before) && surely_at_most(b.after, a.after);
    }
    case Form::wait_while:
      return implies(check.condition, other.condition);
    case Form::limit:
      return !check.limit_by_window && !other.limit_by_window && other.limit.value <= check.limit.value &&
             implies(check.condition, other.condition);
    default:
      return false;
  }
}

std::string in_words(const Check& check, const Check& other) {
  if (check.form == Form::wait_while) return ticked(other.name) + " waits whenever " + ticked(check.name) + " does";
  if (check.form == Form::limit) return ticked(other.name) + " limits as far whenever " + ticked(check.name) + " does";
  return ticked(check.name) + " never waits longer than " + ticked(other.name) + " does";
}

}  // namespace

void lint_shadowed(const Pack& pack, Context& context) {
  if (pack.checks.size() > checks_compared) return;
  const std::vector<Check>& all = pack.checks;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (i == j || !covers(all[j], all[i])) continue;
      if (covers(all[i], all[j]) && i < j) continue;  // equal ones: the later is too much
      context.report.add(Kind::shadowed_check, all[i].span, in_words(all[i], all[j]))
          .label(all[j].span, "this check covers it")
          .help("take one of them out, or let it read something else");
      break;
    }
  }
}

}  // namespace contra::check
