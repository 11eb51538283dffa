// See calendar.hpp.
#include "prove/calendar.hpp"

#include <algorithm>
#include <set>

namespace contra::prove {

namespace {

constexpr std::int32_t all_days = last_day.number - first_day.number + 1;

std::string step_name(Step step) {
  std::string out;
  if (step.months != 0) out = std::to_string(step.months) + " months";
  if (step.days != 0) out += (out.empty() ? "" : " ") + std::to_string(step.days) + " days";
  return out;
}

/// The longest that a step can be, in days.
std::int32_t span(Step step) { return step.months * 31 + step.days + 2; }

}  // namespace

Calendar::Calendar(Formulas& formulas) : formulas_(formulas), visit_(formulas.integer("visit")) {}

Int Calendar::turn(Turn turn, Step step, Rounding rounding) {
  if (step.months == 0) {
    switch (turn) {
      case Turn::passes:
        return visit_ - step.days + 1;
      case Turn::reaches:
        return visit_ - step.days;
      case Turn::has_reached:
        return visit_ + step.days;
    }
  }
  for (const Kept& kept : kept_)
    if (kept.turn == turn && kept.step == step && kept.rounding == rounding) return kept.day;
  const char* said = turn == Turn::passes    ? "first day that passes the visit by "
                     : turn == Turn::reaches ? "first day that reaches the visit by "
                                             : "last day from which the visit is reached by ";
  const Int day = formulas_.integer(said + step_name(step) + (rounding == Rounding::up ? " up" : " down"));
  kept_.push_back({turn, step, rounding, day});
  distances_.clear();
  return day;
}

Bool Calendar::counts(const std::optional<Day>& from, const std::optional<Day>& until) {
  Bool out = formulas_.yes();
  if (from && *from > first_day) {
    bounds_.push_back(*from);
    out = formulas_.less_equal(Int{-1, from->number}, visit_);
  }
  if (until && *until < last_day) {
    bounds_.push_back(next(*until));
    out = formulas_.both(out, formulas_.less_equal(visit_, Int{-1, until->number}));
  }
  return out;
}

Day Calendar::turn_on(const Kept& kept, Day visit) {
  const auto holds = [&](std::int32_t d) {
    switch (kept.turn) {
      case Turn::passes:
        return after(Day{d}, kept.step, kept.rounding) > visit;
      case Turn::reaches:
        return after(Day{d}, kept.step, kept.rounding) >= visit;
      case Turn::has_reached:
        return before(Day{d}, kept.step, kept.rounding) > visit;
    }
    return true;
  };
  std::int32_t low = visit.number - span(kept.step), high = visit.number + span(kept.step);
  while (low < high) {  // the first for which it holds
    const std::int32_t middle = low + (high - low) / 2;
    if (holds(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return Day{kept.turn == Turn::has_reached ? low - 1 : low};
}

std::vector<std::int32_t> Calendar::distances(const Kept& kept) {
  // The turn moves with the visit, so each is looked for from the one before.
  std::vector<std::int32_t> out;
  out.reserve(static_cast<std::size_t>(all_days));
  Day at = turn_on(kept, first_day);
  for (Day v = first_day; v <= last_day; v = next(v)) {
    switch (kept.turn) {
      case Turn::passes:
        while (!(after(at, kept.step, kept.rounding) > v)) at = next(at);
        break;
      case Turn::reaches:
        while (!(after(at, kept.step, kept.rounding) >= v)) at = next(at);
        break;
      case Turn::has_reached:
        while (before(next(at), kept.step, kept.rounding) <= v) at = next(at);
        break;
    }
    out.push_back(v.number - at.number);
  }
  return out;
}

void Calendar::sweep() const {
  while (distances_.size() < kept_.size()) distances_.push_back(distances(kept_[distances_.size()]));
}

Bool Calendar::lemmas() {
  sweep();
  std::vector<Bool> of{formulas_.less_equal(Int{-1, first_day.number}, visit_),
                       formulas_.less_equal(visit_, Int{-1, last_day.number})};
  // Near the end of the calendar `has_reached` is cut at its last day. There every day up to the end lies before it, as
  // it does before the day that the step would give if the calendar went on; and that one keeps the distances found
  // elsewhere, since the leap years round 2200 fall as those round 2100 do. So the cut ones are left out. The same
  // holds of `reaches` on the very first day.
  const auto whole = [&](std::size_t i, std::int32_t v) {
    return v > 0 && (kept_[i].turn != Turn::has_reached || v + span(kept_[i].step) < all_days);
  };
  const auto bounds = [&](std::size_t i, std::optional<std::size_t> less) {
    std::int32_t low = INT32_MAX, high = INT32_MIN;
    for (std::int32_t v = 0; v < all_days; ++v) {
      if (!whole(i, v) || (less && !whole(*less, v))) continue;
      const auto at = static_cast<std::size_t>(v);
      const std::int32_t distance = distances_[i][at] - (less ? distances_[*less][at] : 0);
      low = std::min(low, distance);
      high = std::max(high, distance);
    }
    return std::pair(low, high);
  };
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    const auto [low, high] = bounds(i, std::nullopt);
    of.push_back(formulas_.less_equal(kept_[i].day + low, visit_));
    of.push_back(formulas_.less_equal(visit_, kept_[i].day + high));
    for (std::size_t j = i + 1; j < kept_.size(); ++j) {
      // (v - ti) - (v - tj) = tj - ti
      const auto [least, most] = bounds(i, j);
      of.push_back(formulas_.less_equal(kept_[i].day + least, kept_[j].day));
      of.push_back(formulas_.less_equal(kept_[j].day, kept_[i].day + most));
    }
  }
  return formulas_.all(std::move(of));
}

Bool Calendar::on(Day visit) {
  std::vector<Bool> of{formulas_.equal(visit_, Int{-1, visit.number})};
  for (const Kept& kept : kept_) of.push_back(formulas_.equal(kept.day, Int{-1, turn_on(kept, visit).number}));
  return formulas_.all(std::move(of));
}

std::vector<Day> Calendar::days(Day near) const {
  sweep();
  std::vector<Day> bounds = bounds_;
  std::sort(bounds.begin(), bounds.end());
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  std::set<std::vector<std::int32_t>> seen;
  std::set<std::int32_t> stretches;
  std::vector<Day> first, rest;
  const auto look = [&](Day v) {
    if (v < first_day || v > last_day) return;
    const auto stretch = static_cast<std::int32_t>(std::upper_bound(bounds.begin(), bounds.end(), v) - bounds.begin());
    std::vector<std::int32_t> key{stretch};
    for (const auto& d : distances_) key.push_back(d[static_cast<std::size_t>(v.number - first_day.number)]);
    if (!seen.insert(std::move(key)).second) return;
    (stretches.insert(stretch).second ? first : rest).push_back(v);
  };
  for (std::int32_t i = 0; i < all_days; ++i) {
    look(Day{near.number + i});
    if (i > 0) look(Day{near.number - i});
  }
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

}  // namespace contra::prove
