// The same as screen.c in ten lines of C++.
#include <fstream>
#include <iostream>
#include <iterator>

#include "contra/contra.hpp"

int main(int argc, char** argv) {
  std::ifstream file(argc == 2 ? argv[1] : "");
  const auto rules = contra::load_built_in();
  const auto intake = contra::read_intake(rules.value(), std::string(std::istreambuf_iterator<char>(file), {}));
  for (const contra::Diagnostic& fault : intake.diagnostics()) std::cerr << to_text(fault) << '\n';
  if (!intake) return 2;
  const contra::Decision decision = screen(*intake);
  std::cout << to_text(decision);
  return decision.verdict() == contra::Verdict::go ? 0 : 1;
}
