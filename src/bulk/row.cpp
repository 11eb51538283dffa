// See row.hpp.
#include "bulk/row.hpp"

#include <algorithm>
#include <string_view>

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
  origins.assign(v.questions.size() + v.lists.size(), RowOrigin{});
  origins_known = origins.size() <= UINT16_MAX;
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
      seen.kind = timing.surely_ended ? Seen::Kind::ended_point : Seen::Kind::point;
      seen.gaps = s.intervals().size() != 1;
      seen.start_first = min;
      seen.start_last = max;
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
      seen.kind = Seen::Kind::period;
      seen.start_first = start;
      seen.start_last = *start_latest;
      seen.end_first = *end_soonest;
      seen.end_last = end;
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

/// "/forms/0/answers/", then the name, read back.
class Origins {
 public:
  Origins(const check::Vocabulary& v, Row& row) : v_(v), row_(row) {}

  void answer(std::size_t at, const std::string& pointer) {
    if (pointer.empty()) return;
    std::string_view rest = pointer;
    std::uint32_t form = 0;
    if (!drop(rest, "/forms/") || !number(rest, form) || form > 65000 || !drop(rest, "/answers/")) return unknown();
    RowOrigin& out = row_.origins[at];
    out.form = static_cast<std::uint16_t>(form + 1);
    if (const auto q = v_.question_ids.find(rest); q != v_.question_ids.end())
      out.key = static_cast<std::uint16_t>(q->second);
    else if (const auto l = v_.list_ids.find(rest); l != v_.list_ids.end())
      out.key = static_cast<std::uint16_t>(v_.questions.size() + static_cast<std::size_t>(l->second));
    else
      unknown();
  }
  void entry(const std::string& list, const std::string& pointer, RowEntry& out) {
    std::string_view rest = pointer;
    std::uint32_t index = 0;
    if (list.empty() || !drop(rest, list)) return unknown();
    out.within = drop(rest, "/entries");
    if (!drop(rest, "/") || !number(rest, index) || !rest.empty()) return unknown();
    out.index = static_cast<std::int32_t>(index);
  }
  void unknown() { row_.origins_known = false; }

 private:
  static bool drop(std::string_view& text, std::string_view start) {
    if (text.substr(0, start.size()) != start) return false;
    text.remove_prefix(start.size());
    return true;
  }
  static bool number(std::string_view& text, std::uint32_t& out) {
    std::size_t n = 0;
    for (; n < text.size() && n < 8 && text[n] >= '0' && text[n] <= '9'; ++n)
      out = out * 10 + static_cast<std::uint32_t>(text[n] - '0');
    text.remove_prefix(n);
    return n > 0;
  }

  const check::Vocabulary& v_;
  Row& row_;
};

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
  Origins origins(v, row);
  for (std::size_t i = 0; i < v.questions.size(); ++i) {
    origins.answer(i, facts.questions[i].origin.pointer);
    note_age(facts.questions[i], v.questions[i].answered_by);
    if (!add_question(layout, i, facts.questions[i], row)) return false;
  }
  for (std::size_t i = 0; i < v.lists.size(); ++i) {
    const eval::ListFact& list = facts.lists[i];
    note_age(list, v.lists[i].answered_by);
    row.covered[i].terms = &list.covered;
    origins.answer(v.questions.size() + i, list.origin.pointer);
    for (const eval::Entry& entry : list.entries) {
      RowEntry out;
      out.list = static_cast<check::ListId>(i);
      // A term stands for itself and its kinds; anything else is a set of its own.
      if (entry.term >= 0 && entry.terms == v.terms[static_cast<std::size_t>(entry.term)].kinds)
        out.term = entry.term;
      else
        out.terms = &entry.terms;
      out.surely_there = entry.surely_there;
      if (entry.named)
        origins.entry(list.origin.pointer, entry.origin.pointer, out);
      else if (entry.origin.pointer != list.origin.pointer)
        origins.unknown();
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
    out.change_check = form.is_change_check();
    row.forms.push_back(out);
  }
  return true;
}

}  // namespace contra::bulk
