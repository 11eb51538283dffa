// Finds which tests stand exactly at a bound, and would notice if it moved; see coverage.hpp for what counts.
//
// Where a bound lies on the calendar is read off the engine: the days that a window of one day more would change are
// those that lie at its end. Months, rounding and clearances need no second calculation here.
#include "trial/boundaries.hpp"

#include <algorithm>

#include "present/words.hpp"
#include "trial/variants.hpp"

namespace contra::trial {

std::string Points::slice(text::Span span) const {
  std::string out;
  if (span.file < 0) return out;
  for (const char c : sources_.slice(span)) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out.push_back(space ? ' ' : c);
  }
  return out;
}

namespace {

using check::Check;
using check::Condition;
using check::Form;
using eval::CheckFinding;
using time::DaySet;

DaySet difference(const DaySet& a, const DaySet& b) { return (a - b) | (b - a); }

Day moved(Day day, std::int32_t by) { return Day{day.number + by}; }

Step longer(Step step, std::int32_t days) { return Step{step.months, step.days + days}; }

/// The step between written values: 0.1 for 1.5, 1 for 60.
std::int64_t grain(std::initializer_list<std::int64_t> values) {
  for (const std::int64_t grain : {1000, 100, 10})
    if (std::all_of(values.begin(), values.end(), [&](std::int64_t v) { return v % grain == 0; })) return grain;
  return 1;
}

/// A bound of closed ranges of thousandths: as written, and whether values up to `last` are on its lower side.
struct NumberBound {
  std::int64_t written = 0, last = 0, grain = 1;
};

std::vector<NumberBound> bounds_of(const std::vector<std::pair<std::int64_t, std::int64_t>>& ranges,
                                   const check::ValueType& type) {
  std::vector<NumberBound> out;
  const auto add = [&](std::int64_t last) {
    if (std::any_of(out.begin(), out.end(), [&](const NumberBound& b) { return b.last == last; })) return;
    const std::int64_t by_last = grain({last, type.from, type.to}), by_next = grain({last + 1, type.from, type.to});
    out.push_back(by_last >= by_next ? NumberBound{last, last, by_last} : NumberBound{last + 1, last, by_next});
  };
  for (const auto& [from, to] : ranges) {
    if (from > type.from) add(from - 1);
    if (to < type.to) add(to);
  }
  return out;
}

/// Moves the bound at `last` so that `value` changes its side.
void flip(std::vector<std::pair<std::int64_t, std::int64_t>>& ranges, std::int64_t last, std::int64_t value) {
  const std::int64_t to = value <= last ? value - 1 : value;
  for (auto& range : ranges) {
    if (range.second == last) range.second = to;
    if (range.first == last + 1) range.first = to + 1;
  }
}

bool is_exactly(const std::vector<eval::Range>& numbers, std::int64_t value) {
  return numbers.size() == 1 && numbers.front().first == value && numbers.front().second == value;
}

class Boundaries {
 public:
  explicit Boundaries(Points& points) : points_(points), check_(points.check()) {}

  void run() {
    if (check_.form == Form::wait_after || (check_.form == Form::limit && check_.limit_by_window)) {
      windows_after();
      row_bounds();
      wheres(check_.after.subject, [](Check& c) -> check::Subject& { return c.after.subject; });
    }
    if (check_.form == Form::wait_from) {
      window_before();
      window_after_end();
      wheres(check_.from.subject, [](Check& c) -> check::Subject& { return c.from.subject; });
    }
    conditions();
    limit();
    own_time();
  }

 private:
  using Part = std::function<std::optional<Step>&(Check&)>;

  /// The three days around the end of a window that counts from a day.
  void around(text::Span span, const std::string& label, const std::string& bound,
              const DaySet& (*set)(const CheckFinding&), const std::function<Check(std::int32_t)>& by, bool shortest) {
    // What comes after the window would hide its end.
    const auto bare = [](Check c) {
      c.then_cleared_by.clear();
      return c;
    };
    Variant now(points_.target(), bare(by(0))), more(points_.target(), bare(by(1)));
    const auto at = [&](std::int32_t days) {
      return [&, days](const Candidate& c, const CheckFinding& f) {
        if (f.possibly.empty() && f.better.empty() && f.applies.empty() && check_.then_cleared_by.empty() &&
            check_.cleared_by.empty())
          return false;
        return difference(set(now.finding(c)), set(more.finding(c))).contains(moved(c.asked(), days));
      };
    };
    points_.show(Aim::boundary, span, label + ": N-1", "a visit on the day before " + bound, at(1),
                 shortest ? never(check_) : by(-1));
    points_.show(Aim::boundary, span, label + ": N", "a visit on the day " + bound, at(0), by(1));
    points_.show(Aim::boundary, span, label + ": N+1", "a visit on the day after " + bound, at(-1), by(2));
  }

  static const DaySet& closed(const CheckFinding& f) { return f.possibly; }
  static const DaySet& better(const CheckFinding& f) { return f.better; }
  static const DaySet& applies(const CheckFinding& f) { return f.applies; }

  void tier(text::Span span, const std::string& label, bool is_better, const Part& part) {
    Check copy = check_;
    if (!part(copy)) return;
    const Step step = *part(copy);
    const auto set = is_better                    ? &Boundaries::better
                     : check_.form == Form::limit ? &Boundaries::applies
                                                  : &Boundaries::closed;
    around(
        span, label, "`the event + " + present::step_words(step) + "`", set,
        [&, part, step](std::int32_t by) {
          Check out = check_;
          part(out) = longer(step, by);
          return out;
        },
        false);
  }

  void windows_after() {
    if (check_.after.rows.empty()) {
      tier(check_.span, "wait", false, [](Check& c) -> std::optional<Step>& { return c.after.window.must; });
      tier(check_.span, "better", true, [](Check& c) -> std::optional<Step>& { return c.after.window.better; });
    }
    for (std::size_t r = 0; r < check_.after.rows.size(); ++r) {
      const std::string label = "row " + check_.after.rows[r].words;
      tier(check_.after.rows[r].span, label, false,
           [r](Check& c) -> std::optional<Step>& { return c.after.rows[r].window.must; });
      tier(check_.after.rows[r].span, label + ", better", true,
           [r](Check& c) -> std::optional<Step>& { return c.after.rows[r].window.better; });
    }
  }

  void window_before() {
    const Step step = check_.from.before;
    const auto by = [&](std::int32_t days) {
      Check out = check_;
      out.from.before = longer(step, days);
      return out;
    };
    const auto bare = [](Check c) {
      c.then_cleared_by.clear();
      return c;
    };
    Variant now(points_.target(), bare(by(0))), more(points_.target(), bare(by(1)));
    const auto at = [&](std::int32_t days) {
      return [&, days](const Candidate& c, const CheckFinding& f) {
        return !f.possibly.empty() &&
               difference(now.finding(c).possibly, more.finding(c).possibly).contains(moved(c.asked(), days));
      };
    };
    const std::string bound =
        step == Step{} ? std::string("its start") : "`its start - " + present::step_words(step) + "`";
    points_.show(Aim::boundary, check_.span, "before its start: N+1", "a visit on the day before " + bound, at(0),
                 by(1));
    points_.show(Aim::boundary, check_.span, "before its start: N", "a visit on the day " + bound, at(-1), by(-1));
    if (!(step == Step{}))
      points_.show(Aim::boundary, check_.span, "before its start: N-1", "a visit on the day after " + bound, at(-2),
                   by(-2));
  }

  void window_after_end() {
    // `until its end` and `until 1 day after its end` are the same days.
    const Step step = check_.from.after == Step{} ? Step{0, 1} : check_.from.after;
    around(
        check_.span, "after its end",
        check_.from.after == Step{} ? "after its end" : "`its end + " + present::step_words(step) + "`",
        &Boundaries::closed,
        [&](std::int32_t by) {
          Check out = check_;
          out.from.after = longer(step, by);
          return out;
        },
        step == Step{0, 1});
  }

  /// The entries that a test names in a list.
  template <class Holds>
  static bool any_entry(const Candidate& c, check::ListId list, const Holds& holds) {
    const auto& entries = c.facts->lists.at(static_cast<std::size_t>(list)).entries;
    return std::any_of(entries.begin(), entries.end(), [&](const eval::Entry& e) { return e.named && holds(e); });
  }

  const check::Detail& detail_of(const check::WhereTest::Case& one) const {
    return points_.vocabulary()
        .lists.at(static_cast<std::size_t>(one.list))
        .details.at(static_cast<std::size_t>(one.detail));
  }

  static bool entry_is(const Candidate& c, const check::WhereTest::Case& one, std::int64_t value, bool number) {
    return any_entry(c, one.list, [&](const eval::Entry& e) {
      const auto d = static_cast<std::size_t>(one.detail);
      if (d >= e.details.size() || !e.details[d].known) return false;
      return number ? is_exactly(e.details[d].numbers, value) : e.details[d].options == std::uint64_t{1} << value;
    });
  }

  std::vector<std::int64_t> around_number(const NumberBound& bound, const check::ValueType& type) const {
    std::vector<std::int64_t> out;
    for (const std::int64_t by : {-1, 0, 1}) {
      const std::int64_t value = bound.written + by * bound.grain;
      if (value >= type.from && value <= type.to) out.push_back(value);
    }
    return out;
  }

  /// `up to 0.5 mm`: the value and its neighbours.
  void row_bounds() {
    const auto& rows = check_.after.rows;
    for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
      const auto number = std::find_if(rows[r].match.cases.begin(), rows[r].match.cases.end(), [&](const auto& one) {
        return detail_of(one).type.kind == check::ValueType::Kind::number && !one.test.ranges.empty();
      });
      if (number == rows[r].match.cases.end()) continue;
      const check::ValueType& type = detail_of(*number).type;
      const std::int64_t last = number->test.ranges.back().second;
      if (last >= type.to) continue;
      const NumberBound bound{last, last, grain({last, type.from, type.to})};
      for (const std::int64_t value : around_number(bound, type)) {
        Check variant = check_;
        for (auto& row : variant.after.rows)
          for (auto& one : row.match.cases) {
            const std::int64_t to = value <= last ? value - 1 : value;
            for (auto& range : one.test.ranges) {
              if (range.second == last) range.second = to;
              if (range.first == last + 1) range.first = to + 1;
            }
          }
        const std::string words = present::number_words(value) + " " + type.unit;
        points_.show(
            Aim::boundary, rows[r].span, "row " + rows[r].words + ": " + words,
            "an event with " + check_.after.property + " " + words + ", on a day that this row decides",
            [&](const Candidate& c, const CheckFinding&) {
              return std::any_of(rows[r].match.cases.begin(), rows[r].match.cases.end(),
                                 [&](const auto& one) { return entry_is(c, one, value, true); });
            },
            variant);
      }
    }
  }

  /// The options around a threshold of an ordered answer; none when the test is no threshold.
  static std::vector<std::int64_t> around_option(std::uint64_t mask, const check::ValueType& type) {
    std::vector<std::int64_t> out;
    const auto count = static_cast<std::int64_t>(type.options.size());
    if (!type.ordered || count < 3 || count >= 64) return out;
    const std::uint64_t all = (std::uint64_t{1} << count) - 1;
    if (mask == 0 || mask == all) return out;
    std::int64_t lowest = 0, highest = count - 1;
    while ((mask >> lowest & 1U) == 0) ++lowest;
    while ((mask >> highest & 1U) == 0) --highest;
    for (std::int64_t i = lowest; i <= highest; ++i)
      if ((mask >> i & 1U) == 0) return out;
    if (lowest > 0 && highest < count - 1) return out;
    const std::int64_t value = lowest > 0 ? lowest : highest;
    for (const std::int64_t by : {-1, 0, 1})
      if (value + by >= 0 && value + by < count) out.push_back(value + by);
    return out;
  }

  void wheres(const check::Subject& subject, const std::function<check::Subject&(Check&)>& of) {
    for (std::size_t w = 0; w < subject.where.size(); ++w) {
      const auto& where = subject.where[w];
      if (where.cases.empty()) continue;
      const check::ValueType& type = detail_of(where.cases.front()).type;
      const bool number = type.kind == check::ValueType::Kind::number;
      std::vector<std::pair<std::int64_t, std::int64_t>> values;  // value and the last one below the bound
      if (number)
        for (const NumberBound& bound : bounds_of(where.cases.front().test.ranges, type))
          for (const std::int64_t value : around_number(bound, type)) values.emplace_back(value, bound.last);
      else if (type.kind == check::ValueType::Kind::options)
        for (const std::int64_t value : around_option(where.cases.front().test.mask, type))
          values.emplace_back(value, 0);
      for (const auto& [value, last] : values) {
        Check variant = check_;
        for (auto& one : of(variant).where[w].cases) {
          if (number)
            flip(one.test.ranges, last, value);
          else
            one.test.mask ^= std::uint64_t{1} << value;
        }
        const std::string words =
            number ? present::number_words(value) + " " + type.unit : type.options[static_cast<std::size_t>(value)];
        points_.show(
            Aim::boundary, subject.span, "where " + where.detail + ": " + words,
            "an entry with " + where.detail + " " + words,
            [&, v = value](const Candidate& c, const CheckFinding&) {
              return std::any_of(where.cases.begin(), where.cases.end(),
                                 [&](const auto& one) { return entry_is(c, one, v, number); });
            },
            variant);
      }
    }
  }

  void conditions() {
    const std::vector<const Condition*> all = conditions_of(check_);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Condition& condition = *all[i];
      if (condition.kind == Condition::Kind::question) answer(i, condition);
      if (condition.kind == Condition::Kind::age) age(i, condition);
      if (condition.within) within(i, condition);
      if (!condition.subject.where.empty())
        wheres(condition.subject, [i](Check& c) -> check::Subject& {
          return const_cast<Condition*>(conditions_of(c).at(i))->subject;  // the caller's own copy
        });
    }
  }

  void answer(std::size_t index, const Condition& condition) {
    const auto id = static_cast<std::size_t>(condition.question);
    const check::Question& question = points_.vocabulary().questions.at(id);
    if (question.type.kind == check::ValueType::Kind::options) {
      for (const std::int64_t value : around_option(condition.test.mask, question.type)) {
        const std::uint64_t bit = std::uint64_t{1} << value;
        const std::string& option = question.type.options[static_cast<std::size_t>(value)];
        points_.show(
            Aim::boundary, condition.span, question.name + " is " + option,
            question.name + " is " + option + ", in a test that expects something of it",
            [&](const Candidate& c, const CheckFinding&) { return c.facts->questions.at(id).options == bit; },
            with_condition(check_, index, [&](Condition& c) { c.test.mask ^= bit; }));
      }
    } else if (question.type.kind == check::ValueType::Kind::number) {
      for (const NumberBound& bound : bounds_of(condition.test.ranges, question.type))
        for (const std::int64_t value : around_number(bound, question.type)) {
          const std::string words = present::number_words(value) + " " + question.type.unit;
          points_.show(
              Aim::boundary, condition.span, question.name + " is " + words,
              question.name + " is " + words + ", in a test that expects something of it",
              [&](const Candidate& c, const CheckFinding&) {
                return is_exactly(c.facts->questions.at(id).numbers, value);
              },
              with_condition(check_, index, [&](Condition& c) { flip(c.test.ranges, bound.last, value); }));
        }
    }
  }

  void age(std::size_t index, const Condition& condition) {
    const auto id = static_cast<std::size_t>(condition.question);
    const auto bound = [&](std::int32_t months, const std::function<void(Condition&, std::int32_t)>& by) {
      const auto at = [&, months](std::int32_t days) {
        return [id, months, days](const Candidate& c, const CheckFinding&) {
          const auto& births = c.facts->questions.at(id).days;
          return births.is_one() && moved(after(*births.min(), Step{months, 0}, Rounding::up), days) == c.asked();
        };
      };
      const auto changed = [&](std::int32_t months_more) {
        return with_condition(check_, index, [&](Condition& c) { by(c, months_more); });
      };
      const std::string label = "age " + std::to_string(months / 12);
      const std::string day = "the birthday that makes " + std::to_string(months / 12);
      points_.show(Aim::boundary, condition.span, label + ": N-1", "a visit on the day before " + day, at(-1),
                   changed(-1));
      points_.show(Aim::boundary, condition.span, label + ": N", "a visit on " + day, at(0), changed(1));
      points_.show(Aim::boundary, condition.span, label + ": N+1", "a visit on the day after " + day, at(1),
                   changed(1));
    };
    for (std::size_t r = 0; r < condition.age_months.size(); ++r) {
      const auto [from, to] = condition.age_months[r];
      if (from > 0) bound(from, [r](Condition& c, std::int32_t more) { c.age_months[r].first += more; });
      if (to >= 0) bound(to + 1, [r](Condition& c, std::int32_t more) { c.age_months[r].second += more; });
    }
  }

  void within(std::size_t index, const Condition& condition) {
    const bool before = condition.within->side == syntax::Side::before;
    const auto by = [index](const Check& check, std::int32_t days) {
      return with_condition(check, index, [&](Condition& c) { c.within->step = longer(c.within->step, days); });
    };
    const auto at = [&](std::int32_t days) {
      return [&, days](const Candidate& c, const CheckFinding&) {
        Condition more = condition;
        more.within->step = longer(more.within->step, 1);
        const auto& vocabulary = points_.vocabulary();
        const DaySet now = eval::evaluate_condition(vocabulary, condition, *c.facts, c.setting).possibly;
        const DaySet then = eval::evaluate_condition(vocabulary, more, *c.facts, c.setting).possibly;
        return difference(now, then).contains(moved(c.asked(), before ? days : -days));
      };
    };
    const std::string label = "within " + present::step_words(condition.within->step);
    const std::string side = before ? " before the visit" : " after the visit";
    points_.show(Aim::boundary, condition.span, label + ": N-1", "an event one day nearer than " + label + side, at(2),
                 by(check_, -2));
    points_.show(Aim::boundary, condition.span, label + ": N", "an event just " + label + side, at(1), by(check_, -1));
    points_.show(Aim::boundary, condition.span, label + ": N+1", "an event one day further than " + label + side, at(0),
                 by(check_, 1));
  }

  void limit() {
    if (check_.form != Form::limit) return;
    const auto& candidates = points_.target().candidates;
    const check::Pack* pack = candidates.empty() ? nullptr : candidates.front()->program->pack.get();
    if (pack == nullptr || !pack->depth) return;
    const check::ValueType& type = pack->depth->type;
    const bool number = type.kind == check::ValueType::Kind::number;
    const std::int64_t step = number ? grain({check_.limit.value, type.from, type.to}) : 1;
    const std::int64_t first = number ? type.from : 0;
    const std::int64_t last = number ? type.to : static_cast<std::int64_t>(type.options.size()) - 1;
    for (const std::int64_t by : {-1, 0, 1}) {
      const std::int64_t value = check_.limit.value + by * step;
      if (value < first || value > last) continue;
      Check variant = check_;
      variant.limit.value = value <= check_.limit.value ? value - 1 : value;
      const std::string words =
          number ? present::number_words(value) + " " + type.unit : type.options[static_cast<std::size_t>(value)];
      points_.show(
          Aim::boundary, check_.span, "limit: " + words, "a plan with depth " + words + " for a client whom it limits",
          [&](const Candidate& c, const CheckFinding& f) {
            const auto& plan = c.setting.plan;
            return f.applies.contains(c.asked()) && plan.depth_known &&
                   (number ? is_exactly(plan.depth_numbers, value) : plan.depth_options == std::uint64_t{1} << value);
          },
          variant);
    }
  }

  void own_time() {
    const auto bound = [&](const char* label, std::optional<Day> Check::*member, bool from) {
      const std::optional<Day> day = check_.*member;
      if (!day) return;
      const Day first = from ? *day : next(*day);  // the first day on the other side
      for (const std::int32_t by : {-1, 0}) {
        Check variant = check_;
        variant.*member = moved(*day, by < 0 ? -1 : 1);
        points_.show(
            Aim::boundary, check_.span, std::string(label) + (by < 0 ? ": the day before" : ": the day"),
            "a visit on " + to_iso(moved(first, by)),
            [first, by](const Candidate& c, const CheckFinding&) { return c.asked() == moved(first, by); }, variant);
      }
    };
    bound("effective from", &Check::effective_from, true);
    bound("effective until", &Check::effective_until, false);
  }

  Points& points_;
  const Check& check_;
};

}  // namespace

void add_boundaries(Points& points) { Boundaries(points).run(); }

}  // namespace contra::trial
