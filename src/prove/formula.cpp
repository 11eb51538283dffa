// See formula.hpp.
#include "prove/formula.hpp"

#include <algorithm>
#include <set>

namespace contra::prove {

using Op = Formulas::Node::Op;

Formulas::Formulas() {
  Node truth;
  truth.number = 1;
  make(truth);
  truth.number = 0;
  make(truth);
}

std::string Formulas::fresh(const std::string& name) {
  // Of SMT-LIB's quoted symbols: anything but `|` and `\`.
  std::string clean;
  for (const char c : name) clean += c == '|' || c == '\\' ? '_' : c;
  const int times = taken_[clean]++;
  return times == 0 ? clean : fresh(clean + " #" + std::to_string(times + 1));
}

Bool Formulas::make(Node node) {
  std::vector<std::int32_t> of;
  of.reserve(node.of.size());
  for (const Bool b : node.of) of.push_back(b.id);
  const Key key{static_cast<int>(node.op), std::move(of), node.number, node.left, node.right};
  const auto [it, added] = known_.try_emplace(key, static_cast<std::int32_t>(nodes_.size()));
  if (added) nodes_.push_back(std::move(node));
  return Bool{it->second};
}

Bool Formulas::variable(const std::string& name) {
  Node node;
  node.op = Op::variable;
  node.number = static_cast<std::int64_t>(names_.size());
  names_.push_back(fresh(name));
  return make(std::move(node));
}

Int Formulas::integer(const std::string& name) {
  integers_.push_back(fresh(name));
  return Int{static_cast<std::int32_t>(integers_.size()) - 1, 0};
}

Bool Formulas::negation(Bool a) {
  if (a == yes()) return no();
  if (a == no()) return yes();
  if (node(a).op == Op::not_) return node(a).of.front();
  Node out;
  out.op = Op::not_;
  out.of = {a};
  return make(std::move(out));
}

Bool Formulas::all(std::vector<Bool> of) {
  std::set<Bool> kept;
  for (const Bool b : of) {
    if (b == no()) return no();
    if (b == yes()) continue;
    if (node(b).op == Op::and_) {
      const std::vector<Bool> inner = node(b).of;
      kept.insert(inner.begin(), inner.end());
    } else {
      kept.insert(b);
    }
  }
  for (const Bool b : kept)
    if (node(b).op == Op::not_ && kept.count(node(b).of.front()) != 0) return no();
  if (kept.empty()) return yes();
  if (kept.size() == 1) return *kept.begin();
  Node out;
  out.op = Op::and_;
  out.of.assign(kept.begin(), kept.end());
  return make(std::move(out));
}

Bool Formulas::any(std::vector<Bool> of) {
  std::set<Bool> kept;
  for (const Bool b : of) {
    if (b == yes()) return yes();
    if (b == no()) continue;
    if (node(b).op == Op::or_) {
      const std::vector<Bool> inner = node(b).of;
      kept.insert(inner.begin(), inner.end());
    } else {
      kept.insert(b);
    }
  }
  for (const Bool b : kept)
    if (node(b).op == Op::not_ && kept.count(node(b).of.front()) != 0) return yes();
  if (kept.empty()) return no();
  if (kept.size() == 1) return *kept.begin();
  Node out;
  out.op = Op::or_;
  out.of.assign(kept.begin(), kept.end());
  return make(std::move(out));
}

Bool Formulas::at_most(std::vector<Bool> of, std::int64_t many) {
  of.erase(std::remove(of.begin(), of.end(), no()), of.end());
  std::sort(of.begin(), of.end());
  if (static_cast<std::int64_t>(of.size()) <= many) return yes();
  if (many < 0) return no();
  if (many == 0) {
    for (Bool& b : of) b = negation(b);
    return all(std::move(of));
  }
  Node out;
  out.op = Op::at_most;
  out.of = std::move(of);
  out.number = many;
  return make(std::move(out));
}

Bool Formulas::exactly_one(const std::vector<Bool>& of) {
  // Pairs: the sets are small, and clauses of two are what solvers like best.
  std::vector<Bool> parts{any(of)};
  for (std::size_t i = 0; i < of.size(); ++i)
    for (std::size_t j = i + 1; j < of.size(); ++j) parts.push_back(either(negation(of[i]), negation(of[j])));
  return all(std::move(parts));
}

Bool Formulas::less_equal(Int a, Int b) {
  if (a.base == b.base) return constant(a.plus <= b.plus);
  Node out;
  out.op = Op::less_equal;
  out.left = a.base;
  out.right = b.base;
  out.number = b.plus - a.plus;
  return make(std::move(out));
}

namespace {

std::string number_text(std::int64_t n) { return n < 0 ? "(- " + std::to_string(-n) + ")" : std::to_string(n); }

}  // namespace

std::string to_smt2(const Formulas& formulas, const std::vector<Bool>& of, const std::string& comment,
                    const std::string& status) {
  // What is reached, in the order of making: parts before the whole.
  std::vector<char> reached(formulas.size(), 0);
  std::vector<Bool> open = of;
  std::set<std::int32_t> integers;
  while (!open.empty()) {
    const Bool b = open.back();
    open.pop_back();
    char& seen = reached[static_cast<std::size_t>(b.id)];
    if (seen != 0) continue;
    seen = 1;
    const Formulas::Node& node = formulas.node(b);
    open.insert(open.end(), node.of.begin(), node.of.end());
    if (node.op == Op::less_equal)
      for (const std::int32_t base : {node.left, node.right})
        if (base >= 0) integers.insert(base);
  }
  const auto ref = [&](Bool b) {
    const Formulas::Node& node = formulas.node(b);
    if (node.op == Op::truth) return std::string(node.number != 0 ? "true" : "false");
    if (node.op == Op::variable) return "|" + formulas.name_of(b) + "|";
    return "p" + std::to_string(b.id);
  };
  std::string out;
  std::string line = "; ";
  for (const char c : comment) {
    line += c;
    if (c == '\n') line += "; ";
  }
  out += line + "\n(set-logic QF_LIA)\n";
  if (!status.empty()) out += "(set-info :status " + status + ")\n";
  for (const std::int32_t base : integers) out += "(declare-const |" + formulas.integer_name(base) + "| Int)\n";
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (reached[i] == 0) continue;
    const Bool b{static_cast<std::int32_t>(i)};
    const Formulas::Node& node = formulas.node(b);
    if (node.op == Op::truth) continue;
    if (node.op == Op::variable) {
      out += "(declare-const " + ref(b) + " Bool)\n";
      continue;
    }
    out += "(define-fun " + ref(b) + " () Bool ";
    switch (node.op) {
      case Op::not_:
        out += "(not " + ref(node.of.front()) + ")";
        break;
      case Op::and_:
      case Op::or_:
        out += node.op == Op::and_ ? "(and" : "(or";
        for (const Bool part : node.of) out += " " + ref(part);
        out += ")";
        break;
      case Op::at_most:
        out += "(<= (+";
        for (const Bool part : node.of) out += " (ite " + ref(part) + " 1 0)";
        out += ") " + number_text(node.number) + ")";
        break;
      case Op::less_equal: {
        const auto side = [&](std::int32_t base) {
          return base < 0 ? std::string("0") : "|" + formulas.integer_name(base) + "|";
        };
        const std::string right = node.number == 0 ? side(node.right)
                                  : node.right < 0 ? number_text(node.number)
                                                   : "(+ " + side(node.right) + " " + number_text(node.number) + ")";
        out += "(<= " + side(node.left) + " " + right + ")";
        break;
      }
      default:
        break;
    }
    out += ")\n";
  }
  for (const Bool b : of) out += "(assert " + ref(b) + ")\n";
  return out + "(check-sat)\n";
}

}  // namespace contra::prove
