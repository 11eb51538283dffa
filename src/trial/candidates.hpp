// The tests that may show something of one check, and what becomes of them when the check is another. Internal to the
// room.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "eval/findings.hpp"
#include "trial/bench.hpp"

namespace contra::trial {

/// A test that passes, with one treatment of its plan as it was decided.
struct Candidate {
  const Prepared* test = nullptr;
  const Programs* programs = nullptr;
  std::shared_ptr<const compile::Program> program;
  std::shared_ptr<const eval::Facts> neighbours;  ///< keeps the facts alive when they are not the test's own
  const eval::Facts* facts = nullptr;
  eval::Setting setting;

  Day asked() const { return setting.asked; }
};

/// One rule: the part of a check that stands at one place, the pack's own or a policy's.
struct Target {
  std::string pack, policy;
  compile::Part part;
  std::vector<const Candidate*> candidates;
  std::vector<eval::CheckFinding> base;  ///< of each candidate: this part alone
  const check::Check& check() const { return part.check; }
};

/// Every passing test of `bench`'s rules.
std::vector<Candidate> candidates_of(Bench& bench, const std::vector<Prepared>& tests);
/// Every part of every program that a test uses, and of the packs by themselves. In the order of files and places.
/// With `only`: the one that stands there.
std::vector<Target> targets_of(Bench& bench, const std::vector<Candidate>& candidates,
                               const check::Check* only = nullptr);

/// The rules with this one part changed.
class Variant {
 public:
  Variant(const Target& target, check::Check check) : target_(target), check_(std::move(check)) {}

  /// What the part comes to, alone.
  eval::CheckFinding finding(const Candidate& candidate);
  /// Whether the test fails under it.
  bool fails(const Candidate& candidate);

 private:
  struct Rules {
    Programs all;
    std::shared_ptr<const compile::Program> alone;
  };
  const Target& target_;
  check::Check check_;
  std::map<const Programs*, Rules> rules_;
};

/// Whether `only` (the name of a pack, else of a check; empty: everything) means this rule.
bool is_meant(const check::CheckedRules& rules, const std::string& only, const Target& target);

/// Whether two findings differ on any day.
bool differ(const eval::CheckFinding& a, const eval::CheckFinding& b);

}  // namespace contra::trial
