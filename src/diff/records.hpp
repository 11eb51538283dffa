// A third door of the diff room: two versions over real intake records. Who moves, and by how many days. Nothing of an
// answer is kept: a record is told by its id, its dates and names of checks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/diff.hpp"
#include "eval/intake.hpp"
#include "present/page.hpp"

namespace contra::diff {

/// What one version says of a record, and no more.
struct Outcome {
  bool refused = false;
  eval::Verdict verdict = eval::Verdict::wait;
  std::optional<Day> earliest;
  bool renewed = false;  ///< the earliest day is GO only once renewed
};

struct Move {
  std::uint64_t line = 0;  ///< of the input, from 1, counted over all files
  std::string id;
  std::string treatment;
  Outcome a, b;
  std::optional<std::int32_t> days;  ///< from A's earliest day to B's: more is later; absent when one has no day
  std::vector<std::string> checks;   ///< that wait in one version only, or else in both; names, sorted
};

struct RecordsReport {
  std::uint64_t records = 0, same = 0;
  std::uint64_t go_to_wait = 0, wait_to_go = 0;
  std::uint64_t earlier = 0, later = 0;              ///< WAIT in both, on another earliest day
  std::uint64_t renewal = 0;                         ///< the same day, but only one needs a renewal for it
  std::uint64_t lost = 0, gained = 0;                ///< WAIT in both; only one has a day at all
  std::uint64_t refused_by_a = 0, refused_by_b = 0;  ///< by one alone
  std::uint64_t refused_by_both = 0;                 ///< these do not move
  std::map<std::int32_t, std::uint64_t> days;        ///< how many move by so many days
  std::map<std::string, std::uint64_t> checks;       ///< in how many moves a check has a part
  std::vector<Move> moves;                           ///< the largest first; at most `most_moves`

  std::uint64_t moved() const { return records - same - refused_by_both; }
};

/// So many moves are told one by one; the others are counted.
inline constexpr std::size_t most_moves = 1000;

/// Takes records one by one, in memory that does not grow. One for each thread; then added up.
class RecordsComparison {
 public:
  RecordsComparison(const Version& a, const Version& b, const eval::DecideOptions& options);

  /// `record` is the text of one; what cannot be read is a record that both refuse.
  void take(std::string_view record, std::uint64_t line);
  void add(const RecordsComparison& other);
  /// The order in which records came changes nothing.
  RecordsReport report() const;

 private:
  struct Side {
    const check::Vocabulary* vocabulary = nullptr;
    std::vector<std::shared_ptr<const compile::Program>> programs;
    std::vector<eval::KnownPack> packs;
  };
  static Side side(const Version& version);
  std::optional<eval::Decision> decide(const Side& side, std::string_view record) const;
  void keep(Move&& move);

  Side a_, b_;
  eval::DecideOptions options_;
  RecordsReport report_;
};

std::string records_text(const RecordsReport& report, const present::PageOptions& options);
/// A JSON object, without a line end.
std::string records_json(const RecordsReport& report);
std::string records_markdown(const RecordsReport& report);

}  // namespace contra::diff
