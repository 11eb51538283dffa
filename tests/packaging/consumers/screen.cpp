// A caller: screens the record whose file is named, and says GO or WAIT.
#include <fstream>
#include <iostream>
#include <sstream>

#include "contra/contra.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ostringstream text;
  text << std::ifstream(argv[1]).rdbuf();
  const auto rules = contra::load_built_in();
  if (!rules) return 2;
  const auto intake = contra::read_intake(*rules, text.str());
  if (!intake) return 2;
  const auto decision = contra::screen(*intake);
  std::cout << (decision.verdict() == contra::Verdict::go ? "GO" : "WAIT") << '\n';
}
