// Looks for the smallest intake record that two versions answer differently. Internal to the room.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "diff/answer.hpp"
#include "diff/candidates.hpp"
#include "diff/intake.hpp"

namespace contra::diff {

/// What a search found: the farthest reach of all that was tried, and the smallest record for each way of it.
struct Found {
  Reach reach = Reach::same;  // same, advice or days
  std::vector<Witness> witnesses;
  std::size_t tried = 0;
};

class Search {
 public:
  Search(const Judge& a, const Judge& b, Composer composer) : a_(a), b_(b), composer_(std::move(composer)) {}

  /// Only records whose difference comes from this check.
  Found of_check(std::vector<Edits> candidates, const std::string& check) const;
  /// Only records whose difference comes from one of these of `origins`.
  Found of_origin(std::vector<Edits> candidates, const std::set<std::string>& wanted) const;
  /// Only records whose difference comes from something else than these.
  Found of_others(std::vector<Edits> candidates, const std::set<std::string>& known) const;
  /// Only records whose difference comes from what is given, and not from what moves everybody.
  Found of_any(std::vector<Edits> candidates) const;

  /// One record that is made already; `check`: as in `of_check`, or empty for any difference.
  Found replay(const std::string& record, const std::string& check) const;

  const Composer& composer() const { return composer_; }

 private:
  /// What a record shows of the difference that is looked for, and which way it moves.
  struct Seen {
    Reach reach = Reach::same;
    Way way = Way::none;
  };
  static Seen look_at(const std::string& check, const Answer& a, const Answer& b);
  Found smallest(std::vector<Edits> candidates, const std::function<Seen(const Answer&, const Answer&)>& look) const;

  const Judge& a_;
  const Judge& b_;
  Composer composer_;
};

}  // namespace contra::diff
