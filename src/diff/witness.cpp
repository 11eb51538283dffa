// See witness.hpp.
#include "diff/witness.hpp"

#include <algorithm>
#include <optional>

namespace contra::diff {

namespace {

// A search ends here whatever it has found. Sizes are tried in order, so what is left out is larger than what is kept.
constexpr std::size_t most_tries = 2500;
// Once one way is shown by a verdict that turns round, nothing that follows is better; so many more are tried for the
// other way.
constexpr std::size_t most_after = 300;

struct Candidate {
  Edits edits;
  std::size_t size = 0;
  std::size_t vague = 0;
  std::int64_t gap = 0;
  std::int64_t far = 0;
  std::string text;  // the last word on order, so that equal rules give equal reports
};

Candidate made(Edits edits) {
  Candidate out;
  out.size = edits.size();
  for (const Edit& edit : edits) {
    out.vague += edit.vague ? 1u : 0u;
    out.gap += edit.gap;
    out.far += edit.far;
    out.text += std::to_string(static_cast<int>(edit.what)) + edit.name +
                edit.value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  out.edits = std::move(edits);
  return out;
}

bool before(const Candidate& a, const Candidate& b) {
  if (a.size != b.size) return a.size < b.size;
  if (a.vague != b.vague) return a.vague < b.vague;
  if (a.gap != b.gap) return a.gap < b.gap;
  if (a.far != b.far) return a.far < b.far;
  return a.text < b.text;
}

/// The best of one way so far.
struct Best {
  const Candidate* candidate = nullptr;
  Witness witness;
  bool flips = false;  // the answer on the asked day itself is another

  bool better_than(bool new_flips, const Candidate& c) const {
    if (candidate == nullptr) return false;
    if (candidate->size != c.size) return candidate->size < c.size;
    if (flips != new_flips) return flips;
    return true;  // candidates come in order
  }
};

}  // namespace

Search::Seen Search::look_at(const std::string& check, const Answer& a, const Answer& b) {
  Seen seen;
  seen.way = way_of(check, a, b);
  if (seen.way != Way::none)
    seen.reach = Reach::days;
  else if (!a.refused && !b.refused && differs_in(check, a, b))
    seen.reach = Reach::advice;
  return seen;
}

Found Search::of_check(std::vector<Edits> candidates, const std::string& check) const {
  return smallest(std::move(candidates), [&](const Answer& a, const Answer& b) { return look_at(check, a, b); });
}

Found Search::replay(const std::string& record, const std::string& check) const {
  Found out;
  Witness w;
  w.record = Json::parse(record).dump(-1, ' ', false, Json::error_handler_t::replace);
  w.treatment = composer_.healthy().treatment;
  w.a = a_.answer(w.record, w.treatment);
  w.b = b_.answer(w.record, w.treatment);
  const Seen seen = check.empty() ? Seen{difference(w.a, w.b), way_of(w.a, w.b)} : look_at(check, w.a, w.b);
  out.reach = seen.reach;
  w.way = seen.way;
  if (out.reach != Reach::same) out.witnesses.push_back(std::move(w));
  return out;
}

Found Search::of_origin(std::vector<Edits> candidates, const std::set<std::string>& wanted) const {
  return smallest(std::move(candidates), [&](const Answer& a, const Answer& b) {
    for (const auto& origin : origins(a, b))
      if (wanted.count(origin) != 0) return Seen{difference(a, b), way_of(a, b)};
    return Seen{};
  });
}

Found Search::of_others(std::vector<Edits> candidates, const std::set<std::string>& known) const {
  return smallest(std::move(candidates), [&](const Answer& a, const Answer& b) {
    for (const auto& origin : origins(a, b))
      if (known.count(origin) == 0) return Seen{difference(a, b), way_of(a, b)};
    return Seen{};
  });
}

Found Search::of_any(std::vector<Edits> candidates) const {
  const std::string base = composer_.record({}, "difference");
  const std::string& treatment = composer_.healthy().treatment;
  const Answer base_a = a_.answer(base, treatment), base_b = b_.answer(base, treatment);
  const std::set<std::string> everybody = origins(base_a, base_b);
  const bool all_differ = difference(base_a, base_b) != Reach::same;
  return smallest(std::move(candidates), [&](const Answer& a, const Answer& b) {
    const std::set<std::string> now = origins(a, b);
    const bool more =
        std::any_of(now.begin(), now.end(), [&](const auto& origin) { return everybody.count(origin) == 0; });
    if (!more && all_differ) return Seen{};
    return Seen{difference(a, b), way_of(a, b)};
  });
}

Found Search::smallest(std::vector<Edits> ways_to_meet,
                       const std::function<Seen(const Answer&, const Answer&)>& look) const {
  std::vector<Candidate> candidates;
  candidates.reserve(ways_to_meet.size());
  for (auto& one : ways_to_meet) candidates.push_back(made(composer_.needed(std::move(one))));
  std::sort(candidates.begin(), candidates.end(), before);
  candidates.erase(std::unique(candidates.begin(), candidates.end(),
                               [](const Candidate& x, const Candidate& y) { return x.text == y.text; }),
                   candidates.end());

  const std::string& treatment = composer_.healthy().treatment;
  Found out;
  // By way: earlier, later, both, refused by one; and one for what moves no day.
  enum { earlier, later, both, refused, advice, ways };
  Best best[ways];
  std::size_t size = 0, settled_at = 0;
  for (const Candidate& candidate : candidates) {
    if (candidate.size != size) {
      // Everything of a size has been tried. The next one is larger; it is worth a look only for the other way.
      const bool found =
          best[earlier].candidate != nullptr || best[later].candidate != nullptr || best[both].candidate != nullptr;
      const bool two = best[earlier].candidate != nullptr && best[later].candidate != nullptr;
      if (two || (found && (candidate.size > size + 1 || out.tried > most_tries / 4))) break;
      size = candidate.size;
    }
    if (out.tried >= most_tries || (settled_at > 0 && out.tried > settled_at + most_after)) break;
    ++out.tried;
    Witness w;
    w.record = composer_.record(candidate.edits, "difference");
    w.a = a_.answer(w.record, treatment);
    w.b = b_.answer(w.record, treatment);
    const Seen seen = look(w.a, w.b);
    if (seen.reach == Reach::same) continue;
    const Reach reach = seen.reach;
    const bool refusal = w.a.refused || w.b.refused;
    w.way = seen.way;
    const int slot = reach == Reach::advice  ? advice
                     : refusal               ? refused
                     : w.way == Way::earlier ? earlier
                     : w.way == Way::later   ? later
                                             : both;
    const bool flips = !refusal && w.a.verdict != w.b.verdict;
    if (best[slot].better_than(flips, candidate)) continue;
    best[slot] = {&candidate, std::move(w), flips};
    if (flips && slot != advice && settled_at == 0) settled_at = out.tried;
  }
  const bool days =
      best[earlier].candidate != nullptr || best[later].candidate != nullptr || best[both].candidate != nullptr;
  // A way to meet a rule may say more than it takes.
  const auto shrink = [&](Edits edits, Witness& w, int slot) {
    for (std::size_t i = 0; i < edits.size();) {
      Edits fewer = edits;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      Witness smaller;
      smaller.record = composer_.record(fewer, "difference");
      smaller.a = a_.answer(smaller.record, treatment);
      smaller.b = b_.answer(smaller.record, treatment);
      const Seen seen = look(smaller.a, smaller.b);
      smaller.way = seen.way;
      const bool as_before = seen.reach == (slot == advice ? Reach::advice : Reach::days) && seen.way == w.way &&
                             smaller.a.refused == w.a.refused && smaller.b.refused == w.b.refused &&
                             (w.a.verdict == w.b.verdict) == (smaller.a.verdict == smaller.b.verdict);
      if (as_before) {
        edits = std::move(fewer);
        w = std::move(smaller);
      } else {
        ++i;
      }
    }
    return edits;
  };
  const auto take = [&](int slot) {
    if (best[slot].candidate == nullptr) return;
    Witness& w = best[slot].witness;
    const Edits edits = shrink(best[slot].candidate->edits, w, slot);
    w.treatment = treatment;
    w.visit = composer_.visit(edits);
    w.given = composer_.given(edits);
    w.test = composer_.test(edits);
    w.answers = edits.size();
    out.witnesses.push_back(std::move(w));
  };
  take(earlier);
  take(later);
  if (out.witnesses.empty()) take(both);
  if (!days) take(refused);
  if (out.witnesses.empty()) take(advice);
  if (days || best[refused].candidate != nullptr)
    out.reach = Reach::days;
  else if (best[advice].candidate != nullptr)
    out.reach = Reach::advice;
  std::stable_sort(out.witnesses.begin(), out.witnesses.end(),
                   [](const Witness& x, const Witness& y) { return x.answers < y.answers; });
  return out;
}

}  // namespace contra::diff
