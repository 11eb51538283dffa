// A record as typed facts seen from one day, for one treatment: what the fast program reads. A row says the same as
// eval::Facts do for that day, or it is not made (see `to_row`).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "check/model.hpp"
#include "eval/facts.hpp"
#include "eval/findings.hpp"

namespace contra::bulk {

/// Distances between days, in days, are held in 16 bits. Farther than `farthest` (87 years) counts as `farthest`; rules
/// with longer steps are not compiled. `nowhere` stands for "there is no such day".
using Distance = std::int16_t;
inline constexpr Distance farthest = 32000;
inline constexpr Distance nowhere = 32639;  // 0x7F7F: a column of it can be set byte by byte

constexpr Distance distance(std::int32_t days) {
  return static_cast<Distance>(days > farthest ? farthest : days < -farthest ? -farthest : days);
}

/// A set of areas of one vocabulary (at most 128).
struct AreaSet {
  std::uint64_t low = 0, high = 0;

  void add(check::AreaId id) { (id < 64 ? low : high) |= std::uint64_t{1} << (id & 63); }
  bool meets(const AreaSet& other) const { return ((low & other.low) | (high & other.high)) != 0; }
  bool empty() const { return (low | high) == 0; }
};

/// When something was, seen from the asked day. With S its possible days (of a period: of its start, and of its end):
struct Seen {
  Distance since = nowhere;         ///< possibly: days since its last day (its end) at the latest, of what has begun
  Distance ahead = nowhere;         ///< possibly: days until its first day at the soonest, of what is not over
  Distance surely_since = nowhere;  ///< surely begun: days since its last day at the earliest
  Distance surely_ahead = nowhere;  ///< surely not over: days until its first day at the latest
  bool going = false;               ///< possibly going on
  bool surely_going = false;

  // The days themselves, for what holds after the asked day: of a point in start_*; of a period narrowed to each other.
  enum class Kind : std::uint8_t { point, ended_point, period, timeless } kind = Kind::timeless;
  bool gaps = false;  ///< a point with impossible days between its first and last
  Day start_first, start_last, end_first, end_last;
};

/// `timing` narrowed and seen from `day`. False when it cannot be (a period that ends before it begins).
bool see(const eval::Timing& timing, Day day, Seen& seen);

struct RowDetail {
  bool known = false;
  std::uint64_t options = 0;       ///< possible options
  std::int64_t low = 0, high = 0;  ///< number: thousandths
  AreaSet areas;
};

struct RowEntry {
  check::ListId list = check::none;
  check::TermId term = check::none;     ///< named: it and its kinds
  const check::IdSet* terms = nullptr;  ///< without a term: what it may be; null: every term of the list
  bool surely_there = true;
  Seen seen;
  std::uint32_t details = 0;  ///< first of them in Row::details; as many as the list declares
  std::int32_t index = -1;    ///< where it stands in its list; below zero: nobody named it
  bool within = false;        ///< the list is an object, and its entries are one of its members
};

/// Where an answer stands: what a pointer is made of.
struct RowOrigin {
  std::uint16_t form = 0;  ///< its place among the forms, from 1; 0: nobody was asked
  std::uint16_t key = 0;   ///< a QuestionId, or behind all of those a ListId
};

struct RowDay {
  bool any = false;           ///< it may have been on some day
  bool surely_there = false;  ///< it surely was
  Seen seen;
};

/// Where the answers of a vocabulary stand in a row.
struct Layout {
  explicit Layout(const check::Vocabulary& vocabulary);

  const check::Vocabulary* vocabulary;
  std::vector<std::uint32_t> bit;    ///< by QuestionId: of its first option; options follow one another
  std::vector<std::int32_t> number;  ///< by QuestionId: index into Row::low; none when it is no number
  std::vector<std::int32_t> day;     ///< by QuestionId: index into Row::days; none when it is no day
  std::size_t words = 0, numbers = 0, days = 0;
  bool fits = true;  ///< false: more areas than an AreaSet holds
};

struct Row {
  Day visit;                            ///< the asked day
  bool faulty = false;                  ///< an answer that cannot be, or a day that the record cannot speak for
  std::vector<std::uint64_t> possible;  ///< a bit for each option that an answer may have
  std::vector<std::uint64_t> answered;  ///< by QuestionId: a value or `no`
  std::vector<std::int64_t> low, high;  ///< numbers, thousandths
  std::vector<RowDay> days;
  std::vector<std::int64_t> age_low, age_high;  ///< by index of the day: completed months since it, from 0
  std::vector<RowEntry> entries;
  std::vector<RowDetail> details;
  /// By ListId: the terms that a usable answer covers; null: every term of the list, or none.
  struct Covered {
    bool all = false;
    const check::IdSet* terms = nullptr;
  };
  std::vector<Covered> covered;
  std::vector<RowOrigin> origins;  ///< by QuestionId, then by ListId
  bool origins_known = true;       ///< false: some pointer is made otherwise

  // the plan
  bool area_known = false;
  AreaSet areas;
  bool depth_known = false;
  std::int64_t depth_low = 0, depth_high = 0;  ///< option index, or thousandths

  // the forms
  struct Form {
    Day signed_on;
    bool full = false, change_check = false;
  };
  std::vector<Form> forms;
  bool oldest_client_known = false, oldest_seen_known = false;
  Day oldest_client, oldest_seen;  ///< the oldest answer in use, of the client and of the practitioner
  Day latest_signing, as_of;

  /// Nothing answered, nothing planned; keeps its memory.
  void clear(const Layout& layout);
};

/// Fills `row` from facts. False when the facts hold something that a row cannot say (a number with a gap, several
/// birth dates that do not touch, a recorded clearance, …): the general evaluator decides those. The row points into
/// `facts`.
bool to_row(const Layout& layout, const eval::Facts& facts, const eval::Setting& setting, Row& row);

}  // namespace contra::bulk
