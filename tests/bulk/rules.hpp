// The rules that the tests of this folder run on.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/load.hpp"
#include "compile/program.hpp"

namespace contra::bulk_tests {

using Programs = std::vector<std::shared_ptr<const compile::Program>>;

/// Rules from texts, each with its name. Ends the program with what is wrong when they are at fault.
std::unique_ptr<const api::LoadedRules> load(const std::vector<std::pair<std::string, std::string>>& texts);

/// The packs of `rules/` and their vocabulary, without their tests.
std::unique_ptr<const api::LoadedRules> load_shipped();

}  // namespace contra::bulk_tests
