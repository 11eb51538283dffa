// Formulas and the solver behind its interface.
#include "prove/solver.hpp"

#include <gtest/gtest.h>

namespace contra::prove {
namespace {

TEST(Formula, is_stored_once_and_made_simple) {
  Formulas f;
  const Bool a = f.variable("a"), b = f.variable("b");
  EXPECT_EQ(f.both(a, b), f.both(b, a));
  EXPECT_EQ(f.negation(f.negation(a)), a);
  EXPECT_EQ(f.both(a, f.negation(a)), f.no());
  EXPECT_EQ(f.either(a, f.negation(a)), f.yes());
  EXPECT_EQ(f.both(a, f.yes()), a);
  EXPECT_EQ(f.either(a, f.no()), a);
  EXPECT_EQ(f.all({}), f.yes());
  EXPECT_EQ(f.any({}), f.no());
  EXPECT_EQ(f.at_most({a, b}, 2), f.yes());
  EXPECT_EQ(f.at_most({a, b}, 0), f.both(f.negation(a), f.negation(b)));
  const Int x = f.integer("x");
  EXPECT_EQ(f.less_equal(x, x + 1), f.yes());
  EXPECT_EQ(f.less_equal(x + 1, x), f.no());
}

TEST(Formula, is_written_as_smt_lib) {
  Formulas f;
  const Bool a = f.variable("a b");
  const Int x = f.integer("x"), y = f.integer("x");
  const std::string text =
      to_smt2(f, {f.both(a, f.less_equal(x + 3, y)), f.less_equal(Int{-1, -5}, x)}, "one\ntwo", "sat");
  EXPECT_EQ(text,
            "; one\n; two\n(set-logic QF_LIA)\n(set-info :status sat)\n(declare-const |x| Int)\n"
            "(declare-const |x #2| Int)\n(declare-const |a b| Bool)\n"
            "(define-fun p3 () Bool (<= |x| (+ |x #2| (- 3))))\n(define-fun p4 () Bool (and |a b| p3))\n"
            "(define-fun p5 () Bool (<= 0 (+ |x| 5)))\n(assert p4)\n(assert p5)\n(check-sat)\n");
}

TEST(Solver, finds_a_solution_or_says_which_assumptions_cannot_be) {
  Formulas f;
  const Bool a = f.variable("a"), b = f.variable("b"), c = f.variable("c");
  const Int x = f.integer("x"), y = f.integer("y");
  const auto solver = make_solver(f);
  solver->add(f.implies(a, f.less_equal(x + 2, y)));
  solver->add(f.implies(b, f.less_equal(y + 2, x)));
  ASSERT_EQ(solver->check({a, c, f.equal(x, Int{-1, 7})}, 1000), Answer::satisfiable);
  EXPECT_TRUE(solver->value(a));
  EXPECT_EQ(solver->value(x), 7);
  EXPECT_GE(solver->value(y), 9);
  EXPECT_TRUE(solver->value(f.less_equal(x + 1, y))) << "a formula that is new to it";
  ASSERT_EQ(solver->check({a, c, b}, 1000), Answer::unsatisfiable);
  EXPECT_EQ(solver->core(), (std::vector<Bool>{a, b}));
  ASSERT_EQ(solver->check({f.no()}, 1000), Answer::unsatisfiable);
}

TEST(Solver, gives_up_in_time) {
  // Ten pigeons, nine holes: short to say, and hard for every solver of this kind.
  Formulas f;
  const auto solver = make_solver(f);
  constexpr int holes = 12;
  std::vector<std::vector<Bool>> in(holes + 1);
  for (int p = 0; p <= holes; ++p)
    for (int h = 0; h < holes; ++h)
      in[static_cast<std::size_t>(p)].push_back(f.variable(std::to_string(p) + "," + std::to_string(h)));
  for (const auto& pigeon : in) solver->add(f.any(pigeon));
  for (std::size_t h = 0; h < holes; ++h)
    for (std::size_t p = 0; p < in.size(); ++p)
      for (std::size_t q = p + 1; q < in.size(); ++q) solver->add(f.either(f.negation(in[p][h]), f.negation(in[q][h])));
  EXPECT_EQ(solver->check({}, 50), Answer::unknown);
}

}  // namespace
}  // namespace contra::prove
