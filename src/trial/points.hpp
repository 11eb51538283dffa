// The points of one rule as they are found. Internal to the room.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "trial/candidates.hpp"
#include "trial/coverage.hpp"

namespace contra::trial {

using When = std::function<bool(const Candidate&, const eval::CheckFinding&)>;

class Points {
 public:
  Points(const Target& target, const check::Vocabulary& vocabulary, const text::SourceSet& sources,
         std::vector<Point>& out)
      : target_(target), vocabulary_(vocabulary), sources_(sources), out_(out) {}

  /// Adds a point, shown by the first test of which `when` is true and that fails under `variant`. Without `when`: of
  /// which the part comes to something else under `variant`.
  void show(Aim aim, text::Span span, std::string what, std::string test_words, const When& when,
            const check::Check& variant);

  const Target& target() const { return target_; }
  const check::Check& check() const { return target_.check(); }
  const check::Vocabulary& vocabulary() const { return vocabulary_; }
  /// The words of the rule, on one line.
  std::string slice(text::Span span) const;

 private:
  const Target& target_;
  const check::Vocabulary& vocabulary_;
  const text::SourceSet& sources_;
  std::vector<Point>& out_;
};

/// Every point of one rule.
void cover(const Target& target, const check::Vocabulary& vocabulary, const text::SourceSet& sources,
           std::vector<Point>& out);

}  // namespace contra::trial
