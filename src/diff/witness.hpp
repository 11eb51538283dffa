// Looks for the smallest intake record that two versions answer differently. Internal to the room.
#pragma once

#include <functional>
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

  /// `about`: only records whose difference is of this check; empty: any.
  Found smallest(std::vector<Edits> candidates, const std::string& about) const;

  const Composer& composer() const { return composer_; }

 private:
  const Judge& a_;
  const Judge& b_;
  Composer composer_;
};

}  // namespace contra::diff
