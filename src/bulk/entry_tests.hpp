// What the tests of a subject say of one entry of a row: details, the treated area, the rows of a table. One piece of
// code for the fast program and for the reasons.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "bulk/plan.hpp"
#include "bulk/row.hpp"

namespace contra::bulk {

using Truth = int;  // 0 no, 1 unknown, 2 yes

/// Of the options that an answer may have.
Truth test_options(std::uint64_t possible, std::uint64_t wanted);
/// Of a number from `low` to `high`; the wanted ones are closed ranges of integers.
Truth test_range(std::int64_t low, std::int64_t high, const std::vector<std::pair<std::int64_t, std::int64_t>>& wanted);

/// One for each thread; allocates nothing once it is warm. `terms` is always what the entry may be of what the subject
/// reads.
class EntryTests {
 public:
  explicit EntryTests(const Plan& plan);

  /// The row whose entries are tested from here on.
  void take(const Row& row);

  /// What the entry may be.
  const check::IdSet& terms_of(const RowEntry& entry) const;
  /// The areas that touch the planned ones.
  const AreaSet& touched() const { return touched_; }

  Truth where(const check::WhereTest& where, const RowEntry& entry, const check::IdSet& terms);
  Truth in_treated_area(const RowEntry& entry, const check::IdSet& terms);
  /// The rows of the table that the entry may take, ascending; good until the next call.
  const std::vector<std::uint32_t>& possible_rows(const check::WaitAfter& table, const RowEntry& entry,
                                                  const check::IdSet& terms);

 private:
  /// The terms of a list that have the detail of a test, gathered over its cases.
  struct Declared {
    bool any = false, every_term = false;
  };
  Truth test(const check::WhereTest& where, const RowEntry& entry, const check::IdSet& terms, Declared* declared);

  const Plan& plan_;
  const check::Vocabulary& v_;
  const Row* row_ = nullptr;
  AreaSet touched_;
  check::IdSet declared_terms_;
  const check::IdSet no_terms_;
  std::vector<std::uint32_t> rows_;
  std::vector<Truth> truths_;
  std::vector<bool> declared_;
  // What `rows_` was worked out for: the rows of one table are asked for one after the other.
  const check::WaitAfter* table_ = nullptr;
  const RowEntry* entry_ = nullptr;
};

}  // namespace contra::bulk
