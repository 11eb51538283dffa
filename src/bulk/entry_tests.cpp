// See entry_tests.hpp.
#include "bulk/entry_tests.hpp"

#include <algorithm>

namespace contra::bulk {

using check::IdSet;
using check::ValueType;

Truth test_options(std::uint64_t possible, std::uint64_t wanted) {
  return (possible & ~wanted) == 0 ? 2 : (possible & wanted) != 0 ? 1 : 0;
}

Truth test_range(std::int64_t low, std::int64_t high,
                 const std::vector<std::pair<std::int64_t, std::int64_t>>& wanted) {
  // Walked from the lowest value that none covers yet.
  std::int64_t at = low;
  bool meets = false, moved = true;
  while (moved && at <= high) {
    moved = false;
    for (const auto& [from, to] : wanted) {
      meets = meets || (low <= to && from <= high);
      if (from <= at && at <= to) {
        at = to + 1;
        moved = true;
      }
    }
  }
  return at > high ? 2 : meets ? 1 : 0;
}

EntryTests::EntryTests(const Plan& plan)
    : plan_(plan), v_(*plan.layout->vocabulary), declared_terms_(v_.terms.size()) {}

void EntryTests::take(const Row& row) {
  row_ = &row;
  table_ = nullptr;
  entry_ = nullptr;
  touched_ = AreaSet{};
  const auto touch = [&](std::uint64_t bits, std::size_t from) {
    for (std::size_t i = 0; bits != 0; ++i, bits >>= 1) {
      if ((bits & 1u) == 0) continue;
      const AreaSet& more = plan_.touching[from + i];
      touched_.low |= more.low;
      touched_.high |= more.high;
    }
  };
  touch(row.areas.low, 0);
  touch(row.areas.high, 64);
}

const IdSet& EntryTests::terms_of(const RowEntry& entry) const {
  if (entry.term >= 0) return v_.terms[static_cast<std::size_t>(entry.term)].kinds;
  return entry.terms != nullptr ? *entry.terms : v_.lists[static_cast<std::size_t>(entry.list)].terms;
}

Truth EntryTests::where(const check::WhereTest& where, const RowEntry& entry, const IdSet& terms) {
  return test(where, entry, terms, nullptr);
}

Truth EntryTests::test(const check::WhereTest& where, const RowEntry& entry, const IdSet& terms, Declared* declared) {
  const check::List& list = v_.lists[static_cast<std::size_t>(entry.list)];
  Truth all = 2, some = 0;
  bool found = false;
  for (const auto& one : where.cases) {
    if (one.list != entry.list) continue;
    const check::Detail& detail = list.details[static_cast<std::size_t>(one.detail)];
    if (!detail.for_terms.empty() && !terms.meets(detail.for_terms)) continue;
    found = true;
    if (declared != nullptr) {
      declared->any = true;
      declared->every_term = declared->every_term || detail.for_terms.empty();
      declared_terms_ |= detail.for_terms;
    }
    const RowDetail& fact = row_->details[entry.details + static_cast<std::size_t>(one.detail)];
    Truth truth = 1;
    if (fact.known) {
      switch (detail.type.kind) {
        case ValueType::Kind::options:
          truth = test_options(fact.options, one.test.mask);
          break;
        case ValueType::Kind::number:
          truth = test_range(fact.low, fact.high, one.test.ranges);
          break;
        case ValueType::Kind::area: {
          truth = 0;
          for (std::size_t a = 0; a < plan_.touching.size() && truth == 0; ++a)
            if (one.test.areas.has(static_cast<check::AreaId>(a)) && fact.areas.meets(plan_.touching[a])) truth = 2;
          break;
        }
        default:
          break;
      }
    }
    // A test that nothing satisfies is false whatever the detail is.
    if (one.test.mask == 0 && one.test.ranges.empty() && !one.test.area) truth = 0;
    // One whose terms reach beyond those that have the detail may have none: unknown, never false.
    if (!detail.for_terms.empty() && !terms.within(detail.for_terms)) truth = 1;
    all = std::min(all, truth);
    some = std::max(some, truth);
  }
  return !found ? 1 : all == some ? all : 1;
}

Truth EntryTests::in_treated_area(const RowEntry& entry, const IdSet& terms) {
  const check::List& list = v_.lists[static_cast<std::size_t>(entry.list)];
  Truth all = 2, some = 0;
  bool found = false, every_term = false;
  declared_terms_ &= no_terms_;
  for (std::size_t i = 0; i < list.details.size(); ++i) {
    const check::Detail& detail = list.details[i];
    if (detail.type.kind != ValueType::Kind::area) continue;
    if (!detail.for_terms.empty() && !terms.meets(detail.for_terms)) continue;
    found = true;
    every_term = every_term || detail.for_terms.empty();
    declared_terms_ |= detail.for_terms;
    const RowDetail& fact = row_->details[entry.details + i];
    const Truth truth = !fact.known || !row_->area_known ? 1 : fact.areas.meets(touched_) ? 2 : 0;
    all = std::min(all, truth);
    some = std::max(some, truth);
  }
  // A term without an area may have been anywhere.
  const bool beyond = !found || (!every_term && !terms.within(declared_terms_));
  return beyond || all != some ? 1 : all;
}

const std::vector<std::uint32_t>& EntryTests::possible_rows(const check::WaitAfter& table, const RowEntry& entry,
                                                            const IdSet& terms) {
  if (table_ == &table && entry_ == &entry) return rows_;
  table_ = &table;
  entry_ = &entry;
  const auto n = static_cast<std::uint32_t>(table.rows.size());
  Declared all;
  rows_.clear();
  declared_.clear();
  truths_.clear();
  declared_terms_ &= no_terms_;
  for (const check::TableRow& row : table.rows) {
    Declared has;
    truths_.push_back(test(row.match, entry, terms, &has));
    declared_.push_back(has.any);
    all.any = all.any || has.any;
    all.every_term = all.every_term || has.every_term;
  }
  const bool beyond = all.any && !all.every_term && !terms.within(declared_terms_);
  for (std::uint32_t i = 0; i < n; ++i) {
    // A term without the property may take any row.
    if (!beyond && (truths_[i] == 0 || (all.any && !declared_[i]))) continue;
    rows_.push_back(i);
  }
  // What fits no row may be any of them.
  if (rows_.empty())
    for (std::uint32_t i = 0; i < n; ++i) rows_.push_back(i);
  return rows_;
}

}  // namespace contra::bulk
