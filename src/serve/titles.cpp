// See titles.hpp.
#include "serve/titles.hpp"

#include "present/words.hpp"

namespace contra::serve {

const check::Check* find_check(const api::LoadedRules& rules, std::string_view name) {
  for (const auto& program : rules.programs)
    for (const compile::JoinedCheck& joined : program->checks)
      if (joined.name == name) return &joined.parts.front().check;
  return nullptr;
}

std::string title_of_check(const api::LoadedRules& rules, std::string_view name) {
  const check::Check* check = find_check(rules, name);
  return check != nullptr && !check->title.empty() ? check->title : present::capitalised(present::spaced(name));
}

const compile::Program* find_treatment(const api::LoadedRules& rules, std::string_view words) {
  const std::string folded = check::fold_name(words);
  for (const auto& program : rules.programs) {
    const bool by_title = !program->pack->title.empty() && check::fold_name(program->pack->title) == folded;
    if (check::fold_name(program->identity.name) == folded || by_title) return program.get();
  }
  return nullptr;
}

}  // namespace contra::serve
