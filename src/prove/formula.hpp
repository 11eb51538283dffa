// Formulas of propositional logic and of differences between whole numbers, each stored once: what a question to a
// solver is made of. Nothing here knows a solver; SMT-LIB 2 is written from these.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace contra::prove {

struct Bool {
  std::int32_t id = 0;
  friend bool operator==(Bool a, Bool b) { return a.id == b.id; }
  friend bool operator<(Bool a, Bool b) { return a.id < b.id; }
};

/// A whole number: a variable (`base` >= 0) plus a constant, or a constant alone.
struct Int {
  std::int32_t base = -1;
  std::int64_t plus = 0;
  friend Int operator+(Int a, std::int64_t b) { return Int{a.base, a.plus + b}; }
  friend Int operator-(Int a, std::int64_t b) { return Int{a.base, a.plus - b}; }
};

class Formulas {
 public:
  struct Node {
    enum class Op { truth, variable, not_, and_, or_, at_most, less_equal } op = Op::truth;
    std::vector<Bool> of;     // and_, or_: sorted, two or more; not_: one; at_most: sorted
    std::int64_t number = 0;  // at_most: how many; less_equal: left <= right + number; variable: index of its name
    std::int32_t left = -1, right = -1;  // less_equal: integer variables, or -1 for zero
  };

  Formulas();

  Bool yes() const { return Bool{0}; }
  Bool no() const { return Bool{1}; }
  Bool constant(bool value) const { return value ? yes() : no(); }
  /// A new variable. Names are for people: one that is taken gets a number.
  Bool variable(const std::string& name);
  Int integer(const std::string& name);

  Bool negation(Bool a);
  Bool all(std::vector<Bool> of);  ///< none: true
  Bool any(std::vector<Bool> of);  ///< none: false
  Bool both(Bool a, Bool b) { return all({a, b}); }
  Bool either(Bool a, Bool b) { return any({a, b}); }
  Bool implies(Bool a, Bool b) { return either(negation(a), b); }
  Bool same(Bool a, Bool b) { return both(implies(a, b), implies(b, a)); }
  Bool at_most(std::vector<Bool> of, std::int64_t many);
  Bool exactly_one(const std::vector<Bool>& of);
  Bool less_equal(Int a, Int b);
  Bool equal(Int a, Int b) { return both(less_equal(a, b), less_equal(b, a)); }

  const Node& node(Bool b) const { return nodes_[static_cast<std::size_t>(b.id)]; }
  std::size_t size() const { return nodes_.size(); }
  const std::string& name_of(Bool variable) const { return names_[static_cast<std::size_t>(node(variable).number)]; }
  const std::string& integer_name(std::int32_t base) const { return integers_[static_cast<std::size_t>(base)]; }
  std::size_t integers() const { return integers_.size(); }

 private:
  Bool make(Node node);
  std::string fresh(const std::string& name);

  using Key = std::tuple<int, std::vector<std::int32_t>, std::int64_t, std::int32_t, std::int32_t>;
  std::vector<Node> nodes_;
  std::map<Key, std::int32_t> known_;
  std::vector<std::string> names_, integers_;
  std::map<std::string, int> taken_;
};

/// The conjunction of `of` as a file in SMT-LIB 2 (QF_LIA), with `comment` above it.
std::string to_smt2(const Formulas& formulas, const std::vector<Bool>& of, const std::string& comment,
                    const std::string& status);

}  // namespace contra::prove
