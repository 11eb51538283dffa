// The fast reader: one line of `contra.intake/1` straight into a row, by simdjson. It takes a line only when it
// understands every byte of it and nothing in it is a fault; every other line is "not plain", and the general reader
// decides it. INVARIANT: for a line that it takes, the row is the one that `to_row` makes of the facts of
// `eval::read_intake`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "bulk/row.hpp"
#include "eval/intake.hpp"

namespace contra::bulk {

/// The keys, names and words of a vocabulary and its packs, to be found by their bytes. Immutable after construction,
/// and safe to share between threads. Points into `layout` and `packs`, which outlive it.
class RowTables {
 public:
  RowTables(const Layout& layout, const std::vector<eval::KnownPack>& packs);
  ~RowTables();
  RowTables(const RowTables&) = delete;
  RowTables& operator=(const RowTables&) = delete;

  /// What the reader looks things up in; private to read_row*.cpp.
  struct Tables;
  const Tables& tables() const { return *tables_; }

 private:
  std::unique_ptr<const Tables> tables_;
};

/// What a row does not hold of its record.
struct RowHead {
  std::string_view id;    ///< good until the next line is read
  Day visit;              ///< the record's own
  std::int32_t pack = 0;  ///< index into the packs: of the one treatment that is planned
};

/// One for each thread.
class RowReader {
 public:
  explicit RowReader(const RowTables& tables);
  ~RowReader();
  RowReader(RowReader&&) noexcept;
  RowReader& operator=(RowReader&&) = delete;

  /// Longer lines are not plain.
  static constexpr std::size_t most_bytes = 64u << 10;

  /// Reads `line` into `row`, seen from `on` and looked at on `as_of` (absent: the record's own days). False: not
  /// plain; `row` and `head` then hold nothing of use. Of the `line_padding` bytes behind the line none is read as part
  /// of it. Throws std::bad_alloc only; allocates nothing once a few lines have been read.
  bool read(std::string_view line, std::optional<Day> on, std::optional<Day> as_of, Row& row, RowHead& head);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace contra::bulk
