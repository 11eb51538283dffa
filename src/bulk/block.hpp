// A block of rows in columns, and the fast program run over it. One block for each thread; it keeps its memory.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "bulk/entry_tests.hpp"
#include "bulk/kernels.hpp"
#include "bulk/plan.hpp"
#include "bulk/row.hpp"

namespace contra::bulk {

/// The engine's own reasons to wait, beside the checks.
struct OwnReasons {
  bool answers = false, needs = false, form_validity = false;
  bool any() const { return answers || needs || form_validity; }
};

bool need_met(const Plan& plan, const check::Need& need, const Row& row);
/// The last day, on or before the visit, on which the forms held. None without a full form.
std::optional<Day> forms_held_until(const Plan& plan, const Row& row);

class Block {
 public:
  explicit Block(const Plan& plan, const Kernels& with = kernels());

  std::size_t size() const { return size_; }
  bool full() const { return size_ == block_size; }

  /// Adds a row; only while it is not full. False when the row says something that the fast program cannot judge: the
  /// general evaluator decides that record, and nothing is added.
  bool add(const Row& row);

  /// Runs the program over all rows added. Afterwards `waits`, `own` and `in_doubt` hold until `clear`.
  void run();

  /// The checks of the program that wait, ascending.
  struct Waits {
    const std::uint32_t* first;
    const std::uint32_t* last;
    const std::uint32_t* begin() const { return first; }
    const std::uint32_t* end() const { return last; }
    bool empty() const { return first == last; }
  };
  Waits waits(std::size_t row) const { return {fired_.data() + offsets_[row], fired_.data() + offsets_[row + 1]}; }
  const OwnReasons& own(std::size_t row) const { return own_[row]; }
  /// The general evaluator must decide this one.
  bool in_doubt(std::size_t row) const {
    return plan_.doubt != plan_.nothing && (masks_[plan_.doubt].words[row / 64] >> (row % 64) & 1u) != 0;
  }

  void clear();

 private:
  bool add_entry(const Row& row, const RowEntry& entry);
  bool add_set(const Row& row, const RowEntry& entry, const ListTouches& list);
  void write(const std::vector<Write>& writes, const Seen& seen, bool surely);
  Truth truth_of(const Filter& filter, const RowEntry& entry);
  bool truth_for_sets(const Filter& filter, const Row& row, const RowEntry& entry, Truth& truth) const;
  bool needs_met(const Row& row) const;
  Distance threshold(std::size_t index, Day visit);

  const Plan& plan_;
  const Kernels& kernels_;
  std::size_t size_ = 0;
  std::vector<Distance> distances_;     // column by column
  std::vector<std::int32_t> numbers_;   // column by column
  std::vector<Distance> thresholds_;    // column by column
  std::vector<std::uint64_t> options_;  // record by record
  std::vector<Mask> masks_;
  std::vector<OwnReasons> own_;
  std::vector<std::uint64_t> pairs_;  // record and check of each wait, by check
  std::vector<std::uint32_t> fired_, offsets_;
  EntryTests tests_;  // of the row being added
  struct Known {
    std::int32_t visit = INT32_MIN;
    Distance value = 0;
  };
  std::vector<std::array<Known, 64>> known_;  // thresholds already worked out, by the visit's lowest bits
};

}  // namespace contra::bulk
