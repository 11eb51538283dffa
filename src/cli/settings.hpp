// Arguments that change what a record is decided for: the day, the area, the depth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/facts.hpp"

namespace contra::cli {

/// Reads `YYYY-MM-DD`; a message on standard error and nothing otherwise. `option` is what it was given to.
std::optional<Day> read_day(const std::string& words, const std::string& option);

/// Puts `--area` and `--depth` in the place of the plan's own. False, with a message, when one cannot be meant.
bool override_setting(const std::vector<std::string>& areas, const std::optional<std::string>& depth,
                      const std::vector<std::shared_ptr<const compile::Program>>& programs, eval::Facts& facts);

}  // namespace contra::cli
