// Names of the rules in words.
#pragma once

#include <string>
#include <string_view>

#include "api/load.hpp"

namespace contra::serve {

/// The check of that name in the packs that are loaded; null when there is none.
const check::Check* find_check(const api::LoadedRules& rules, std::string_view name);
/// Its title; the name as words when no pack that is loaded has it.
std::string title_of_check(const api::LoadedRules& rules, std::string_view name);

/// The program of a treatment by its name or its title; null when there are no rules for it.
const compile::Program* find_treatment(const api::LoadedRules& rules, std::string_view words);

}  // namespace contra::serve
