// Works out what the tests show; see coverage.hpp. Here: running, and the points of checks, branches and unclear
// answers. The boundaries are in boundaries.cpp.
#include "trial/coverage.hpp"

#include <algorithm>
#include <set>

#include "trial/boundaries.hpp"
#include "trial/candidates.hpp"
#include "trial/points.hpp"
#include "trial/variants.hpp"

namespace contra::trial {

using check::Check;
using check::Condition;
using check::Form;
using eval::CheckFinding;
using eval::Holding;

void Points::show(Aim aim, text::Span span, std::string what, std::string test_words, const When& when,
                  const Check& variant) {
  Point point;
  point.aim = aim;
  point.span = span;
  point.what = std::move(what);
  point.test_words = std::move(test_words);
  Variant changed(target_, variant);
  for (std::size_t i = 0; i < target_.candidates.size(); ++i) {
    const Candidate& candidate = *target_.candidates[i];
    if (when && !when(candidate, target_.base[i])) continue;
    if (!when && !differ(target_.base[i], changed.finding(candidate))) continue;
    if (!changed.fails(candidate)) continue;
    point.shown_by = candidate.test->test->name;
    point.shown_at = candidate.test->test->span;
    break;
  }
  out_.push_back(std::move(point));
}

namespace {

/// A role that nobody has: a clearance by it is never there.
constexpr check::RoleId nobody = -1;

struct Answers {
  std::set<std::int32_t> ids;  // QuestionId, or -1 - ListId
  bool every = false;          // `every answer is no`
  void add(const check::Subject& subject) {
    for (const auto list : subject.lists) ids.insert(-1 - list);
    for (const auto question : subject.days) ids.insert(question);
  }
  void add(const Condition& condition) {
    for (const Condition& operand : condition.of) add(operand);
    switch (condition.kind) {
      case Condition::Kind::question:
      case Condition::Kind::age:
        ids.insert(condition.question);
        break;
      case Condition::Kind::every_answer_no:
        every = true;
        break;
      case Condition::Kind::and_:
      case Condition::Kind::or_:
      case Condition::Kind::not_:
      case Condition::Kind::area:
        break;
      default:
        add(condition.subject);
    }
  }
};

bool by_window(const Check& check) {
  return check.form == Form::wait_after || (check.form == Form::limit && check.limit_by_window);
}

Answers read_by(const Check& check) {
  Answers out;
  if (by_window(check))
    out.add(check.after.subject);
  else if (check.form == Form::wait_from)
    out.add(check.from.subject);
  else
    out.add(check.condition);
  if (check.unless) out.add(*check.unless);
  return out;
}

bool answered(const eval::Facts& facts, std::int32_t id) {
  const eval::State state = id >= 0 ? facts.questions.at(static_cast<std::size_t>(id)).state
                                    : facts.lists.at(static_cast<std::size_t>(-1 - id)).state;
  return state == eval::State::value || state == eval::State::no;
}

bool unclear(const eval::Entry& entry) {
  if (!entry.named || !entry.surely_there || entry.term < 0) return true;
  if (entry.timing.kind == eval::Timing::Kind::timeless) return false;
  if (!entry.timing.start.is_one() && !entry.dated) return true;
  if (entry.timing.kind == eval::Timing::Kind::point && !entry.timing.start.is_one()) return true;
  return false;
}

bool unclear(const eval::Facts& facts, std::int32_t id) {
  if (!answered(facts, id)) return true;
  if (id >= 0) {
    const eval::QuestionFact& fact = facts.questions.at(static_cast<std::size_t>(id));
    const bool many_options = (fact.options & (fact.options - 1)) != 0;
    const bool many_numbers = fact.numbers.size() > 1 ||
                              (fact.numbers.size() == 1 && fact.numbers.front().first != fact.numbers.front().second);
    return many_options || many_numbers || (!fact.days.empty() && !fact.days.is_one()) || fact.maybe_never;
  }
  const auto& entries = facts.lists.at(static_cast<std::size_t>(-1 - id)).entries;
  return std::any_of(entries.begin(), entries.end(), [](const eval::Entry& e) { return unclear(e); });
}

bool is_about(const eval::Cause& cause, std::int32_t id) {
  using What = eval::Cause::What;
  switch (cause.what) {
    case What::question:
      return cause.id == id;
    case What::list:
    case What::entry_term:
    case What::entry_date:
    case What::entry_detail:
    case What::entry_exists:
      return -1 - cause.id == id;
    default:
      return false;
  }
}

bool applies_only(const Check& check) { return check.form == Form::go_only || check.form == Form::note; }

/// Waits, applies, or advises on the asked day.
bool holds_at(const CheckFinding& finding, Day asked) {
  return finding.at != Holding::never || finding.applies_at != Holding::never || finding.better.contains(asked);
}

class Coverer {
 public:
  Coverer(const Target& target, const check::Vocabulary& vocabulary, const text::SourceSet& sources,
          std::vector<Point>& out)
      : target_(target),
        check_(target.check()),
        vocabulary_(vocabulary),
        sources_(sources),
        points_(target, vocabulary, sources, out) {}

  void run() {
    whole();
    operands();
    clauses();
    add_boundaries(points_);
    unclear_answers();
  }

 private:
  std::string name_of(std::int32_t id) const {
    return id >= 0 ? vocabulary_.questions.at(static_cast<std::size_t>(id)).name
                   : vocabulary_.lists.at(static_cast<std::size_t>(-1 - id)).name;
  }

  /// A better tier and nothing else.
  bool advice() const { return by_window(check_) && check_.after.rows.empty() && !check_.after.window.must; }

  void whole() {
    const std::string verb = applies_only(check_) || check_.form == Form::limit || advice() ? "applies" : "waits";
    points_.show(
        Aim::check, check_.span, verb, "a client for whom it " + verb,
        [](const Candidate& c, const CheckFinding& f) {
          return f.at == Holding::surely || f.applies_at == Holding::surely || f.better.contains(c.asked());
        },
        never(check_));
    const Answers answers = read_by(check_);
    points_.show(
        Aim::check, check_.span, "passes",
        applies_only(check_) ? "a client who has answered what it reads, with `not with " + check_.name + "`"
                             : "a client who has answered what it reads, and passes",
        [&](const Candidate& c, const CheckFinding& f) {
          return !holds_at(f, c.asked()) &&
                 std::all_of(answers.ids.begin(), answers.ids.end(), [&](auto id) { return answered(*c.facts, id); });
        },
        always(check_));
  }

  void operands() {
    const std::vector<const Condition*> all = conditions_of(check_);
    std::set<const Condition*> roots;
    if (!all.empty() && all.front() == &check_.condition) roots.insert(all.front());
    if (check_.unless) roots.insert(&*check_.unless);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (roots.count(all[i]) != 0) continue;
      const std::string words = "`" + points_.slice(all[i]->span) + "`";
      const auto value = [&, i](bool wanted) {
        return [&, i, wanted](const Candidate& c, const CheckFinding&) {
          const auto held = eval::evaluate_condition(vocabulary_, *all[i], *c.facts, c.setting);
          return wanted ? held.surely.contains(c.asked()) : !held.possibly.contains(c.asked());
        };
      };
      points_.show(Aim::branch, all[i]->span, words + " true", "a client for whom only this decides, and it is so",
                   value(true), with_condition(check_, i, [](Condition& c) { c = never_condition(); }));
      points_.show(Aim::branch, all[i]->span, words + " false", "a client for whom only this decides, and it is not so",
                   value(false), with_condition(check_, i, [](Condition& c) { c = always_condition(); }));
    }
  }

  void branch(std::string what, std::string test_words, const std::function<void(Check&)>& change,
              std::optional<text::Span> span = std::nullopt) {
    Check variant = check_;
    change(variant);
    points_.show(Aim::branch, span.value_or(check_.span), std::move(what), std::move(test_words), {}, variant);
  }

  void clauses() {
    if (check_.unless) {
      const text::Span span = check_.unless->span;
      branch(
          "`unless` opens", "a client whom `unless` lets through", [](Check& c) { c.unless.reset(); }, span);
      branch(
          "`unless` stays shut", "a client who waits because `unless` does not hold",
          [](Check& c) { c.unless = always_condition(); }, span);
    }
    if (by_window(check_)) {
      for (std::size_t r = 0; r < check_.after.rows.size(); ++r)
        branch(
            "row " + check_.after.rows[r].words, "an event of this row", [r](Check& c) { c.after.rows[r].window = {}; },
            check_.after.rows[r].span);
      const bool better = check_.after.window.better ||
                          std::any_of(check_.after.rows.begin(), check_.after.rows.end(),
                                      [](const check::TableRow& row) { return row.window.better.has_value(); });
      if (better)
        branch("the better tier", "`better` with a day", [](Check& c) {
          c.after.window.better.reset();
          for (auto& row : c.after.rows) row.window.better.reset();
        });
    }
    if (!check_.cleared_by.empty())
      branch("is cleared", "a client with a clearance, who is GO", [](Check& c) { c.cleared_by = {nobody}; });
    if (check_.form == Form::wait_clearance)
      branch("is cleared", "a client with a clearance, who is GO", [](Check& c) { c.clearance_by = {nobody}; });
    if (!check_.then_cleared_by.empty()) {
      branch("waits after its window", "a client after the window, without a clearance",
             [](Check& c) { c.then_cleared_by.clear(); });
      branch("is cleared after its window", "a client after the window, with a clearance",
             [](Check& c) { c.then_cleared_by = {nobody}; });
    }
    if (check_.form == Form::wait_while && !check_.words.empty())
      branch("is over once seen", "a clearance by practitioner on the day of the visit, and GO",
             [](Check& c) { c.words.clear(); });
  }

  void unclear_answers() {
    if (check_.form == Form::ask_again) return;  // it waits when it surely holds, and never otherwise
    const Answers answers = read_by(check_);
    const Check without = never(check_);
    const std::string kind = applies_only(check_) ? "`with " + check_.name + "`"
                             : advice()           ? std::string("`no better`")
                                                  : "`because " + check_.name + " kind 4`";
    for (const std::int32_t id : answers.ids) {
      points_.show(
          Aim::unclear, check_.span, "unclear " + name_of(id), name_of(id) + " alone unclear, and " + kind,
          [&](const Candidate& c, const CheckFinding& f) {
            if (f.at == Holding::possibly || (applies_only(check_) && f.applies_at == Holding::possibly))
              return !f.causes.empty() && std::all_of(f.causes.begin(), f.causes.end(),
                                                      [&](const auto& cause) { return is_about(cause, id); });
            // The better tier alone makes nobody wait, and tells no cause.
            return f.at == Holding::never && f.applies_at == Holding::never && f.better.contains(c.asked()) &&
                   unclear(*c.facts, id) && std::none_of(answers.ids.begin(), answers.ids.end(), [&](auto other) {
                     return other != id && unclear(*c.facts, other);
                   });
          },
          without);
    }
    if (answers.every)
      points_.show(
          Aim::unclear, check_.span, "unclear answer", "one answer unclear, the others no, and " + kind,
          [](const Candidate&, const CheckFinding& f) {
            return f.at == Holding::possibly || f.applies_at == Holding::possibly;
          },
          without);
    if (!by_window(check_) || !check_.after.better_while) return;
    Answers better;
    better.add(*check_.after.better_while);
    Check no_better = check_;
    no_better.after.better_while = never_condition();
    for (const std::int32_t id : better.ids)
      if (answers.ids.count(id) == 0)
        points_.show(
            Aim::unclear, check_.after.better_while->span, "unclear " + name_of(id) + " of the better tier",
            name_of(id) + " unclear, between the wait and the better day",
            [&](const Candidate& c, const CheckFinding& f) {
              return f.better.contains(c.asked()) && unclear(*c.facts, id);
            },
            no_better);
  }

  const Target& target_;
  const Check& check_;
  const check::Vocabulary& vocabulary_;
  const text::SourceSet& sources_;
  Points points_;
};

}  // namespace

void cover(const Target& target, const check::Vocabulary& vocabulary, const text::SourceSet& sources,
           std::vector<Point>& out) {
  Coverer(target, vocabulary, sources, out).run();
}

Tally tally(const CheckCoverage& check, Aim aim) {
  Tally out;
  for (const Point& point : check.points) {
    if (point.aim != aim || !point.accepted.empty()) continue;
    ++out.all;
    out.shown += point.shown_by.empty() ? 0U : 1U;
  }
  return out;
}

std::string key_of(const CheckCoverage& check, const Point& point) { return check.check + ": " + point.what; }

Coverage cover(const check::CheckedRules& rules, const text::SourceSet& sources, const std::string& only) {
  Coverage out;
  Bench bench(rules, sources);
  const std::vector<Prepared> tests = bench.prepare_all();
  const std::vector<Candidate> candidates = candidates_of(bench, tests);
  for (const Target& target : targets_of(bench, candidates)) {
    if (!is_meant(rules, only, target)) continue;
    CheckCoverage one;
    one.pack = target.pack;
    one.check = target.check().name;
    one.policy = target.policy;
    one.span = target.check().span;
    const check::Pack* pack = rules.pack(target.pack);
    const check::Vocabulary* vocabulary = pack == nullptr ? nullptr : rules.vocabulary(pack->vocabulary);
    if (vocabulary == nullptr) continue;
    cover(target, *vocabulary, sources, one.points);
    out.checks.push_back(std::move(one));
  }
  return out;
}

}  // namespace contra::trial
