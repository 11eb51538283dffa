// See block.hpp.
#include "bulk/block.hpp"

#include <algorithm>
#include <cstring>

namespace contra::bulk {

using check::ValueType;

Block::Block(const Plan& plan, const Kernels& with)
    : plan_(plan),
      kernels_(with),
      distances_(plan.columns * block_size),
      numbers_(plan.numbers.size() * block_size),
      thresholds_(plan.thresholds.size() * block_size),
      options_(plan.layout->words * block_size),
      masks_(plan.nodes),
      own_(block_size),
      offsets_(block_size + 1),
      tests_(plan),
      known_(plan.thresholds.size()) {
  std::memset(masks_.data() + plan.nothing, 0, sizeof(Mask));
  std::memset(masks_.data() + plan.everything, 0xFF, sizeof(Mask));
  clear();
}

void Block::clear() {
  size_ = 0;
  static_assert(nowhere == 0x7F7F);
  if (!distances_.empty()) std::memset(distances_.data(), 0x7F, distances_.size() * sizeof(Distance));
  if (!plan_.flags.empty()) std::memset(masks_.data() + plan_.first_flag, 0, plan_.flags.size() * sizeof(Mask));
}

// --- adding ---------------------------------------------------------------------------------------------------

void Block::write(const std::vector<Write>& writes, const Seen& seen, bool surely) {
  const auto if_so = [](bool so) { return so ? Distance{0} : nowhere; };
  for (const Write& one : writes) {
    Distance value = nowhere;
    switch (one.source) {
      case Source::since:
        value = seen.since;
        break;
      case Source::ahead:
        value = seen.ahead;
        break;
      case Source::going:
        value = if_so(seen.going);
        break;
      case Source::exists:
        value = 0;
        break;
      case Source::surely_since:
        value = surely ? seen.surely_since : nowhere;
        break;
      case Source::surely_ahead:
        value = surely ? seen.surely_ahead : nowhere;
        break;
      case Source::surely_going:
        value = if_so(surely && seen.surely_going);
        break;
      case Source::surely_exists:
        value = if_so(surely);
        break;
    }
    Distance& cell = distances_[one.column * block_size + size_];
    cell = std::min(cell, value);
  }
}

/// The entry's term is uniform (see TermTouches): what its own details say does not depend on the subject.
Truth Block::truth_of(const Filter& filter, const RowEntry& entry) {
  const check::IdSet& kinds = tests_.terms_of(entry);
  Truth truth = 2;
  for (const check::WhereTest* where : filter.where) truth = std::min(truth, tests_.where(*where, entry, kinds));
  if (filter.area) truth = std::min(truth, tests_.in_treated_area(entry, kinds));
  if (filter.table != nullptr && truth != 0) {
    const auto& rows = tests_.possible_rows(*filter.table, entry, kinds);
    if (!std::binary_search(rows.begin(), rows.end(), filter.row)) return 0;
  }
  return truth;
}

/// What a filter says of an entry that may be several terms. False when that depends on the term: a detail that it
/// reads is known, and is no area that every term of the list has.
bool Block::truth_for_sets(const Filter& filter, const Row& row, const RowEntry& entry, Truth& truth) const {
  const check::List& list = plan_.layout->vocabulary->lists[static_cast<std::size_t>(entry.list)];
  const auto reads_known = [&](const check::WhereTest& where) {
    return std::any_of(where.cases.begin(), where.cases.end(), [&](const auto& one) {
      return one.list == entry.list && row.details[entry.details + static_cast<std::size_t>(one.detail)].known;
    });
  };
  truth = filter.where.empty() && filter.table == nullptr ? 2 : 1;
  for (const check::WhereTest* where : filter.where)
    if (reads_known(*where)) return false;
  if (filter.table != nullptr)
    for (const auto& one : filter.table->rows)
      if (reads_known(one.match)) return false;
  if (!filter.area) return true;
  Truth all = 2, some = 0;
  for (std::size_t i = 0; i < list.details.size(); ++i) {
    if (list.details[i].type.kind != ValueType::Kind::area) continue;
    const RowDetail& fact = row.details[entry.details + i];
    if (!list.details[i].for_terms.empty() && fact.known) return false;
    const Truth area = !fact.known || !row.area_known ? 1 : fact.areas.meets(tests_.touched()) ? 2 : 0;
    all = std::min(all, area);
    some = std::max(some, area);
  }
  truth = std::min(truth, all == some ? all : 1);
  return true;
}

bool Block::add_set(const Row& row, const RowEntry& entry, const ListTouches& list) {
  if (!list.sets) return false;
  const check::List& declared = plan_.layout->vocabulary->lists[static_cast<std::size_t>(entry.list)];
  bool details = false;
  for (std::size_t i = 0; i < declared.details.size(); ++i) details = details || row.details[entry.details + i].known;
  const check::IdSet& terms = tests_.terms_of(entry);
  for (const Class& one : list.classes) {
    if (!one.terms.meets(terms)) continue;
    for (const Touch& touch : one.touches) {
      Truth truth = 1;
      if (touch.filter != 0 && details && !truth_for_sets(plan_.filters[touch.filter], row, entry, truth)) return false;
      if (truth != 0) write(touch.writes, entry.seen, false);
    }
  }
  for (const SureSlot& one : list.sure) {
    if (!terms.within(one.terms)) continue;
    Truth truth = one.touch.filter == 0 ? 2 : 1;
    if (one.touch.filter != 0 && details && !truth_for_sets(plan_.filters[one.touch.filter], row, entry, truth))
      return false;
    write(one.touch.writes, entry.seen, entry.surely_there && truth == 2);
  }
  return true;
}

bool Block::add_entry(const Row& row, const RowEntry& entry) {
  const ListTouches& list = plan_.lists[static_cast<std::size_t>(entry.list)];
  if (entry.term < 0) return add_set(row, entry, list);
  const std::int32_t index = list.by_term[static_cast<std::size_t>(entry.term)];
  if (index < 0) return true;  // nothing reads it
  const TermTouches& touches = plan_.term_touches[static_cast<std::size_t>(index)];
  if (!touches.uniform) return add_set(row, entry, list);
  for (std::uint32_t i = touches.since_first; i != touches.since_last; ++i) {
    Distance& cell = distances_[plan_.since_columns[i] * block_size + size_];
    cell = std::min(cell, entry.seen.since);
  }
  for (const Touch& touch : touches.touches) {
    Truth truth = 2;
    if (touch.detail >= 0) {
      const RowDetail& fact = row.details[entry.details + static_cast<std::size_t>(touch.detail)];
      if (!fact.known)
        truth = 1;
      else if (touch.rows == 0)
        truth = test_options(fact.options, touch.options);
      else
        truth = (fact.options & touch.options) != 0 || (fact.options & touch.rows) == 0 ? 1 : 0;
    } else if (touch.filter != 0) {
      truth = truth_of(plan_.filters[touch.filter], entry);
    }
    if (truth != 0) write(touch.writes, entry.seen, truth == 2 && entry.surely_there);
  }
  return true;
}

bool need_met(const Plan& plan, const check::Need& need, const Row& row) {
  const check::Vocabulary& v = *plan.layout->vocabulary;
  if (need.question >= 0) {
    const auto q = static_cast<std::size_t>(need.question);
    return (row.answered[q / 64] >> (q % 64) & 1u) != 0;
  }
  const auto l = static_cast<std::size_t>(need.list);
  const check::IdSet& wanted = need.term < 0 ? v.lists[l].terms : v.terms[static_cast<std::size_t>(need.term)].kinds;
  const Row::Covered& covered = row.covered[l];
  return covered.all ? wanted.within(v.lists[l].terms) : covered.terms != nullptr && wanted.within(*covered.terms);
}

bool Block::needs_met(const Row& row) const {
  for (const check::Need& need : plan_.program->needs)
    if (!need_met(plan_, need, row)) return false;
  return true;
}

std::optional<Day> forms_held_until(const Plan& plan, const Row& row) {
  std::optional<Day> full;
  for (const Row::Form& form : row.forms)
    if (form.full && (!full || *full < form.signed_on)) full = form.signed_on;
  if (!full) return std::nullopt;
  if (row.oldest_client_known && row.oldest_client < *full) full = row.oldest_client;
  Day base = *full;
  for (const Row::Form& form : row.forms)
    if (form.change_check && form.signed_on >= *full && form.signed_on > base) base = form.signed_on;
  Day last = row.visit;
  const auto holds_until = [&last](Day from, const Step& step) {
    // A month has 28 days at least: most forms are much younger than they may be.
    if (last.number - from.number <= step.months * 28 + step.days) return last;
    return std::min(last, after(from, step, Rounding::down));
  };
  // The latest day that every layer allows: each moves it back until none does.
  for (bool moved = true; moved;) {
    const Day before = last;
    for (const check::Validity& layer : plan.program->validities) {
      if (layer.form_holds) last = holds_until(base, *layer.form_holds);
      if (layer.form_holds && row.oldest_seen_known) last = holds_until(row.oldest_seen, *layer.form_holds);
      if (!layer.change_check_after || !layer.change_check_within) continue;
      Day checked = holds_until(*full, *layer.change_check_after);
      for (const Row::Form& form : row.forms) {
        if (form.signed_on < *full || (form.signed_on > *full && !form.change_check) || form.signed_on > last) continue;
        checked = std::max(checked, holds_until(form.signed_on, *layer.change_check_within));
      }
      last = checked;
    }
    moved = last != before;
  }
  return last;
}

/// The smallest distance that lies outside the window, seen from `visit`. Windows are monotone in the event's day, so
/// it is found by bisection over the days of the calendar, once for each visit day.
Distance Block::threshold(std::size_t index, Day visit) {
  Known& known = known_[index][static_cast<std::uint32_t>(visit.number) % 64];
  if (known.visit == visit.number) return known.value;
  const Threshold& t = plan_.thresholds[index];
  const auto inside = [&](std::int32_t days) {
    if (t.kind == Threshold::Kind::from_begin) {
      const std::int32_t event = visit.number + days;
      return event <= last_day.number && before(Day{event}, t.step, t.rounding) <= visit;
    }
    const std::int32_t event = visit.number - days;
    if (event < first_day.number) return false;
    const Day end = after(Day{event}, t.step, t.rounding);
    return t.kind == Threshold::Kind::before_end ? visit < end : visit <= end;
  };
  std::int32_t low = 0, high = farthest;  // inside(low) holds: a step has at least a month
  if (!inside(low)) high = 0;
  while (high - low > 1) {
    const std::int32_t middle = low + (high - low) / 2;
    (inside(middle) ? low : high) = middle;
  }
  known.visit = visit.number;
  return known.value = static_cast<Distance>(high);
}

bool Block::add(const Row& row) {
  const std::size_t at = size_;
  tests_.take(row);
  bool said = true;
  for (const RowEntry& entry : row.entries) said = said && add_entry(row, entry);
  if (!said) {
    // Nothing of it may stay in the columns.
    for (std::size_t c = 0; c < plan_.columns; ++c) distances_[c * block_size + at] = nowhere;
    return false;
  }
  for (std::size_t d = 0; d < plan_.day_writes.size(); ++d) {
    const RowDay& day = row.days[d];
    if (!day.any || plan_.day_writes[d].empty()) continue;
    write(plan_.day_writes[d], day.seen, day.surely_there);
  }
  for (std::size_t w = 0; w < plan_.layout->words; ++w) options_[at * plan_.layout->words + w] = row.possible[w];
  const std::int64_t visit = row.visit.number;
  const std::int64_t depth_low = row.depth_known ? row.depth_low : -INT32_MAX;
  const std::int64_t depth_high = row.depth_known ? row.depth_high : INT32_MAX;
  const std::int64_t* const sources[] = {row.low.data(), row.high.data(), row.age_low.data(), row.age_high.data(),
                                         &visit,         &depth_low,      &depth_high};
  for (std::size_t i = 0; i < plan_.numbers.size(); ++i) {
    const NumberSource& source = plan_.numbers[i];
    const std::int64_t value = sources[static_cast<std::size_t>(source.kind)][source.index];
    numbers_[i * block_size + at] = static_cast<std::int32_t>(std::clamp<std::int64_t>(value, -INT32_MAX, INT32_MAX));
  }
  for (std::size_t i = 0; i < plan_.thresholds.size(); ++i) thresholds_[i * block_size + at] = threshold(i, row.visit);
  for (std::size_t i = 0; i < plan_.flags.size(); ++i) {
    const Flag& flag = plan_.flags[i];
    bool holds = false;
    switch (flag.kind) {
      case Flag::Kind::area_touches:
        holds = !row.area_known || row.areas.meets(flag.areas);
        break;
      case Flag::Kind::area_touches_not:
        holds = !row.area_known || !row.areas.meets(flag.areas);
        break;
      case Flag::Kind::list_some:
      case Flag::Kind::list_surely:
        for (const RowEntry& entry : row.entries)
          holds = holds || (entry.list == flag.list && (flag.kind == Flag::Kind::list_some || entry.surely_there));
        break;
    }
    if (holds) masks_[plan_.first_flag + i].words[at / 64] |= std::uint64_t{1} << (at % 64);
  }
  OwnReasons& own = own_[at];
  own.answers = row.faulty;
  own.needs = !needs_met(row);
  const bool speaks_for = row.visit >= row.latest_signing && row.visit >= row.as_of;
  const auto held = forms_held_until(plan_, row);
  own.form_validity = !held || (speaks_for && *held < row.visit);
  ++size_;
  return true;
}

// --- running --------------------------------------------------------------------------------------------------

void Block::run() {
  const std::size_t words = plan_.layout->words;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t part = 0; part * 64 < size_; ++part) {
      std::uint64_t square[64] = {};
      const std::size_t n = std::min<std::size_t>(64, size_ - part * 64);
      for (std::size_t i = 0; i < n; ++i) square[i] = options_[(part * 64 + i) * words + w];
      transpose64(square);
      for (std::size_t bit = 0; bit < 64; ++bit) masks_[w * 64 + bit].words[part] = square[bit];
    }
  }
  for (const Op& op : plan_.ops) {
    Mask& to = masks_[op.to];
    switch (op.kind) {
      case Op::Kind::below:
        kernels_.below(&distances_[op.a * block_size], static_cast<Distance>(op.value), to);
        break;
      case Op::Kind::below_step:
        kernels_.below_each(&distances_[op.a * block_size], &thresholds_[op.b * block_size], to);
        break;
      case Op::Kind::at_least:
        kernels_.at_least(&numbers_[op.a * block_size], op.value, to);
        break;
      case Op::Kind::at_most:
        kernels_.at_most(&numbers_[op.a * block_size], op.value, to);
        break;
      case Op::Kind::and_:
        kernels_.all(masks_.data(), &plan_.children[op.a], &plan_.children[op.a] + (op.b - op.a), to);
        break;
      case Op::Kind::or_:
        kernels_.some(masks_.data(), &plan_.children[op.a], &plan_.children[op.a] + (op.b - op.a), to);
        break;
      case Op::Kind::not_:
        for (std::size_t w = 0; w < mask_words; ++w) to.words[w] = ~masks_[op.b].words[w];
        break;
    }
  }

  // The checks that wait, record by record: counted, then put where they belong.
  pairs_.clear();
  std::fill(offsets_.begin(), offsets_.end(), 0u);
  for (std::size_t c = 0; c < plan_.waits.size(); ++c) {
    const Mask& mask = masks_[plan_.waits[c]];
    for (std::size_t w = 0; w * 64 < size_; ++w) {
      std::uint64_t bits = mask.words[w];
      if (size_ - w * 64 < 64) bits &= (std::uint64_t{1} << (size_ - w * 64)) - 1;
      for (; bits != 0; bits &= bits - 1) {
        const auto row = w * 64 + static_cast<std::size_t>(__builtin_ctzll(bits));
        pairs_.push_back(static_cast<std::uint64_t>(row) << 32 | c);
        ++offsets_[row + 1];
      }
    }
  }
  for (std::size_t i = 0; i < size_; ++i) offsets_[i + 1] += offsets_[i];
  fired_.resize(pairs_.size());
  std::array<std::uint32_t, block_size> next;
  std::copy_n(offsets_.begin(), block_size, next.begin());
  for (const std::uint64_t pair : pairs_) fired_[next[pair >> 32]++] = static_cast<std::uint32_t>(pair);
}

}  // namespace contra::bulk
