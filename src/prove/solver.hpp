// A solver as the prove room sees it. One file knows which one it is.
#pragma once

#include <memory>
#include <vector>

#include "prove/formula.hpp"

namespace contra::prove {

enum class Answer { satisfiable, unsatisfiable, unknown };

class Solver {
 public:
  virtual ~Solver() = default;
  virtual void add(Bool formula) = 0;  ///< holds from now on
  /// Whether what was added and `assumed` can hold together; unknown after `milliseconds`.
  virtual Answer check(const std::vector<Bool>& assumed, unsigned milliseconds) = 0;
  /// After `satisfiable`, in the solution found. What it leaves open counts as false and zero.
  virtual bool value(Bool formula) = 0;
  virtual std::int64_t value(Int number) = 0;
  /// After `unsatisfiable`: which of those assumed are needed; not necessarily the fewest.
  virtual std::vector<Bool> core() = 0;
};

/// `formulas` must outlive it.
std::unique_ptr<Solver> make_solver(const Formulas& formulas);

}  // namespace contra::prove
