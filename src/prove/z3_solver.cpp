// Z3 behind the solver's interface. The only file that knows it.
#include <z3++.h>

#include <algorithm>
#include <climits>

#include "prove/solver.hpp"

namespace contra::prove {
namespace {

using Op = Formulas::Node::Op;

class Z3Solver : public Solver {
 public:
  explicit Z3Solver(const Formulas& formulas)
      : formulas_(formulas), solver_(context_, z3::solver::simple()), booleans_(context_), integers_(context_) {}

  void add(Bool formula) override { solver_.add(translate(formula)); }

  Answer check(const std::vector<Bool>& assumed, unsigned milliseconds) override {
    model_.reset();
    assumed_ = assumed;
    z3::expr_vector literals(context_);
    for (const Bool b : assumed) literals.push_back(literal(b));
    // Most questions are done in a moment. A clock costs a thread each time, so it is wound up for the others only.
    const Answer soon = run(literals, "rlimit", 300000);
    if (soon != Answer::unknown) return soon;
    solver_.set("rlimit", 300000U);
    return run(literals, "timeout", milliseconds);
  }

  bool value(Bool formula) override { return model_ && model_->eval(translate(formula), true).is_true(); }

  std::int64_t value(Int number) override {
    if (number.base < 0) return number.plus;
    std::int64_t out = 0;
    if (model_) model_->eval(integer(number.base), true).is_numeral_i64(out);
    return out + number.plus;
  }

  std::vector<Bool> core() override {
    std::vector<Bool> out;
    const z3::expr_vector core = solver_.unsat_core();
    for (unsigned i = 0; i < core.size(); ++i)
      for (const Bool b : assumed_)
        if (z3::eq(core[static_cast<int>(i)], literal(b)) && std::find(out.begin(), out.end(), b) == out.end())
          out.push_back(b);
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  Answer run(const z3::expr_vector& literals, const char* limit, unsigned amount) {
    solver_.set(limit, amount);
    Answer out = Answer::unknown;
    try {
      const z3::check_result result = solver_.check(literals);
      if (result == z3::sat) model_ = std::make_unique<z3::model>(solver_.get_model());
      out = result == z3::sat ? Answer::satisfiable : result == z3::unsat ? Answer::unsatisfiable : Answer::unknown;
    } catch (const z3::exception&) {  // it gives up by an error where it meets its limit
    }
    if (limit == std::string("timeout")) solver_.set("timeout", UINT_MAX);
    return out;
  }

  z3::expr integer(std::int32_t base) {
    while (integers_.size() <= static_cast<unsigned>(base))
      integers_.push_back(
          context_.int_const(formulas_.integer_name(static_cast<std::int32_t>(integers_.size())).c_str()));
    return integers_[static_cast<unsigned>(base)];
  }

  /// Assumptions are to be variables: a formula gets one that stands for it.
  z3::expr literal(Bool b) {
    const Formulas::Node& node = formulas_.node(b);
    if (node.op == Op::variable) return translate(b);
    const auto [it, added] = stands_for_.try_emplace(b.id, static_cast<unsigned>(stands_.size()));
    if (added) {
      stands_.push_back(context_.bool_const(("assumed " + std::to_string(b.id)).c_str()));
      solver_.add(z3::implies(stands_[it->second], translate(b)));
    }
    return stands_[it->second];
  }

  z3::expr translate(Bool b) {
    while (booleans_.size() < formulas_.size())
      booleans_.push_back(make(Bool{static_cast<std::int32_t>(booleans_.size())}));
    return booleans_[static_cast<unsigned>(b.id)];
  }

  z3::expr make(Bool b) {
    const Formulas::Node& node = formulas_.node(b);
    z3::expr_vector of(context_);
    for (const Bool part : node.of) of.push_back(booleans_[static_cast<unsigned>(part.id)]);
    switch (node.op) {
      case Op::truth:
        return context_.bool_val(node.number != 0);
      case Op::variable:
        return context_.bool_const(formulas_.name_of(b).c_str());
      case Op::not_:
        return !of[0U];
      case Op::and_:
        return z3::mk_and(of);
      case Op::or_:
        return z3::mk_or(of);
      case Op::at_most:
        return z3::atmost(of, static_cast<unsigned>(node.number));
      case Op::less_equal: {
        const auto side = [&](std::int32_t base) { return base < 0 ? context_.int_val(0) : integer(base); };
        return side(node.left) <= side(node.right) + context_.int_val(static_cast<std::int64_t>(node.number));
      }
    }
    return context_.bool_val(false);
  }

  const Formulas& formulas_;
  z3::context context_;
  z3::solver solver_;
  z3::expr_vector booleans_, integers_;
  std::unique_ptr<z3::model> model_;
  std::vector<Bool> assumed_;
  std::map<std::int32_t, unsigned> stands_for_;
  std::vector<z3::expr> stands_;
};

}  // namespace

std::unique_ptr<Solver> make_solver(const Formulas& formulas) { return std::make_unique<Z3Solver>(formulas); }

}  // namespace contra::prove
