// See row.hpp.
#include "bulk/row.hpp"

#include <algorithm>

#include "bulk/months.hpp"

namespace contra::bulk {

using check::ValueType;

Layout::Layout(const check::Vocabulary& v) : vocabulary(&v) {
  std::uint32_t bits = 0;
  for (const check::Question& question : v.questions) {
    bit.push_back(bits);
    number.push_back(check::none);
    day.push_back(check::none);
    switch (question.type.kind) {
      case ValueType::Kind::options:
        bits += static_cast<std::uint32_t>(question.type.options.size());
        break;
      case ValueType::Kind::number:
        number.back() = static_cast<std::int32_t>(numbers++);
        break;
      case ValueType::Kind::past_day:
      case ValueType::Kind::future_day:
        day.back() = static_cast<std::int32_t>(days++);
        break;
      default:
        break;
    }
  }
  words = (bits + 63) / 64;
  fits = v.areas.size() <= 128;
}

void Row::clear(const Layout& layout) {
  const check::Vocabulary& v = *layout.vocabulary;
  faulty = false;
  possible.assign(layout.words, 0);
  answered.assign((v.questions.size() + 63) / 64, 0);
  low.assign(layout.numbers, 0);
  high.assign(layout.numbers, 0);
  days.assign(layout.days, RowDay{});
  age_low.assign(layout.days, 0);
  age_high.assign(layout.days, 0);
  entries.clear();
  details.clear();
  covered.assign(v.lists.size(), Covered{});
  area_known = depth_known = false;
  areas = AreaSet{};
  depth_low = depth_high = 0;
  forms.clear();
  oldest_client_known = oldest_seen_known = false;
}

bool see(const eval::Timing& timing, Day v, Seen& seen) {
  using Kind = eval::Timing::Kind;
  const auto back = [v](Day d) { return distance(v.number - d.number); };
  const auto on = [v](Day d) { return distance(d.number - v.number); };
  seen = Seen{};
  switch (timing.kind) {
    case Kind::timeless:
      seen.since = seen.ahead = -farthest;
      seen.going = seen.surely_going = true;
      return true;
    case Kind::point: {
      const time::DaySet& s = timing.start;
      if (s.empty()) return false;
      const Day min = *s.min(), max = *s.max();
      if (const auto d = s.last_on_or_before(v)) seen.since = back(*d);
      if (const auto d = s.first_on_or_after(v)) seen.ahead = on(*d);
      if (max <= v) seen.surely_since = back(min);
      if (min >= v) seen.surely_ahead = on(max);
      // A day of use does not prove an end.
      seen.going = timing.surely_ended ? s.contains(v) : min <= v;
      seen.surely_going = min == v && max == v;
      return true;
    }
    case Kind::period: {
      if (timing.start.empty() || timing.end.empty()) return false;
      const Day start = *timing.start.min(), end = *timing.end.max();
      const auto start_latest = timing.start.last_on_or_before(end);
      const auto end_soonest = timing.end.first_on_or_after(start);
      if (!start_latest || !end_soonest) return false;
      if (start <= v) seen.since = back(end);
      if (end >= v) seen.ahead = on(start);
      if (*start_latest <= v) seen.surely_since = back(*end_soonest);
      if (v <= *end_soonest) seen.surely_ahead = on(*start_latest);
      seen.going = start <= v && v <= end;
      seen.surely_going = *start_latest <= v && v <= *end_soonest;
      return true;
    }
  }
  return false;
}

namespace {

/// One range without a gap.
bool one_range(std::vector<eval::Range> ranges, std::int64_t& low, std::int64_t& high) {
  if (ranges.empty()) return false;
  if (ranges.size() > 1) std::sort(ranges.begin(), ranges.end());
  low = ranges.front().first;
  high = ranges.front().second;
  for (const eval::Range& range : ranges) {
    if (range.first > high + 1) return false;
    high = std::max(high, range.second);
  }
  return true;
}

AreaSet area_set(const check::IdSet& ids) {
  AreaSet out;
  for (const check::AreaId id : ids.ids()) out.add(id);
  return out;
}

bool add_detail(const check::Detail& detail, const eval::DetailFact* fact, Row& row) {
  RowDetail out;
  if (fact != nullptr && fact->known) {
    out.known = true;
    switch (detail.type.kind) {
      case ValueType::Kind::options:
        if (fact->options == 0) return false;
        out.options = fact->options;
        break;
      case ValueType::Kind::number:
        if (!one_range(fact->numbers, out.low, out.high)) return false;
        break;
      case ValueType::Kind::area:
        out.areas = area_set(fact->areas);
        break;
      default:
        break;
    }
  }
  row.details.push_back(out);
  return true;
}

bool add_question(const Layout& layout, std::size_t id, const eval::QuestionFact& fact, Row& row) {
  const check::Question& question = layout.vocabulary->questions[id];
  using eval::State;
  if (fact.state == State::value || fact.state == State::no) row.answered[id / 64] |= std::uint64_t{1} << (id % 64);
  switch (question.type.kind) {
    case ValueType::Kind::options: {
      if (fact.options == 0) return false;
      const std::size_t n = question.type.options.size();
      if (n < 64 && (fact.options >> n) != 0) return false;
      const std::uint32_t at = layout.bit[id];
      row.possible[at / 64] |= fact.options << (at % 64);
      if (at % 64 != 0 && at % 64 + n > 64) row.possible[at / 64 + 1] |= fact.options >> (64 - at % 64);
      return true;
    }
    case ValueType::Kind::number: {
      const auto i = static_cast<std::size_t>(layout.number[id]);
      return one_range(fact.numbers, row.low[i], row.high[i]);
    }
    case ValueType::Kind::past_day:
    case ValueType::Kind::future_day: {
      const auto i = static_cast<std::size_t>(layout.day[id]);
      RowDay& day = row.days[i];
      // As a date of birth: whoever gave none was born on any day up to now.
      const time::DaySet births = fact.days.empty() ? time::DaySet::until(row.visit) : fact.days;
      if (births.intervals().size() != 1) return false;
      row.age_low[i] = completed_months(*births.max(), row.visit);
      row.age_high[i] = completed_months(*births.min(), row.visit);
      day.any = !fact.days.empty();
      day.surely_there = !fact.maybe_never && !fact.surely_never;
      eval::Timing timing;
      timing.kind = eval::Timing::Kind::point;
      timing.start = fact.days;
      return !day.any || see(timing, row.visit, day.seen);
    }
    default:
      return true;
  }
}

}  // namespace

bool to_row(const Layout& layout, const eval::Facts& facts, const eval::Setting& setting, Row& row) {
  const check::Vocabulary& v = *layout.vocabulary;
  row.clear(layout);
  row.visit = setting.asked;
  row.as_of = setting.as_of;
  row.latest_signing = facts.latest_signing;
  row.faulty = !facts.faults.empty() || setting.asked < std::max(facts.latest_signing, setting.as_of);
  if (!facts.clearances.empty()) return false;
  if (facts.questions.size() != v.questions.size() || facts.lists.size() != v.lists.size()) return false;

  using eval::State;
  const auto oldest = [](const auto& fact, bool& known, Day& day) {
    const bool answered = (fact.state == State::value || fact.state == State::no) && !fact.origin.pointer.empty();
    if (!answered || (known && day <= fact.signed_on)) return;
    known = true;
    day = fact.signed_on;
  };
  const auto note_age = [&](const auto& fact, syntax::AnsweredBy by) {
    if (by == syntax::AnsweredBy::client)
      oldest(fact, row.oldest_client_known, row.oldest_client);
    else
      oldest(fact, row.oldest_seen_known, row.oldest_seen);
  };
  for (std::size_t i = 0; i < v.questions.size(); ++i) {
    note_age(facts.questions[i], v.questions[i].answered_by);
    if (!add_question(layout, i, facts.questions[i], row)) return false;
  }
  for (std::size_t i = 0; i < v.lists.size(); ++i) {
    const eval::ListFact& list = facts.lists[i];
    note_age(list, v.lists[i].answered_by);
    row.covered[i].terms = &list.covered;
    for (const eval::Entry& entry : list.entries) {
      RowEntry out;
      out.list = static_cast<check::ListId>(i);
      // A term stands for itself and its kinds; anything else is a set of its own.
      if (entry.term >= 0 && entry.terms == v.terms[static_cast<std::size_t>(entry.term)].kinds)
        out.term = entry.term;
      else
        out.terms = &entry.terms;
      out.surely_there = entry.surely_there;
      out.details = static_cast<std::uint32_t>(row.details.size());
      if (!see(entry.timing, row.visit, out.seen)) return false;
      for (std::size_t d = 0; d < v.lists[i].details.size(); ++d) {
        if (!add_detail(v.lists[i].details[d], d < entry.details.size() ? &entry.details[d] : nullptr, row))
          return false;
      }
      row.entries.push_back(out);
    }
  }

  const eval::PlanItem& plan = setting.plan;
  row.area_known = plan.area_known;
  for (const check::AreaId area : plan.areas) {
    if (area >= 128) return false;
    row.areas.add(area);
  }
  row.depth_known = plan.depth_known;
  if (plan.depth_known) {
    if (!plan.depth_numbers.empty()) {
      row.depth_low = plan.depth_numbers.front().first;
      row.depth_high = plan.depth_numbers.front().second;
      for (const eval::Range& range : plan.depth_numbers) {
        row.depth_low = std::min(row.depth_low, range.first);
        row.depth_high = std::max(row.depth_high, range.second);
      }
    } else if (plan.depth_options != 0) {
      while ((plan.depth_options >> row.depth_low & 1u) == 0) ++row.depth_low;
      row.depth_high = 63;
      while ((plan.depth_options >> row.depth_high & 1u) == 0) --row.depth_high;
    } else {
      return false;
    }
  }

  for (const eval::FormFact& form : facts.forms) {
    Row::Form out;
    out.signed_on = form.signed_on;
    out.full = form.kind == eval::FormFact::Kind::full;
    out.change_check = form.kind == eval::FormFact::Kind::change && form.nothing_changed &&
                       (*form.nothing_changed || form.has_answers);
    row.forms.push_back(out);
  }
  return true;
}

}  // namespace contra::bulk
