// What the window of a check comes to on an example: days that an author can count after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/model.hpp"

namespace contra::lsp {

/// "Used on 14 March 2026: first GO day 19 March 2026; without a note from 21 March 2026." One sentence for each row of
/// a table, and one more where a month step meets no such day. Empty for checks without a window.
std::vector<std::string> worked_example(const check::Check& check, const check::Vocabulary& vocabulary);

/// The first day that the window of a check leaves open after an event on `day` alone: the longest row that `row` does
/// not rule out. Nothing for checks without such a window.
struct Opening {
  std::optional<Day> first_go, better;
  std::string window;  ///< "5 days, better 7 days"
};
std::optional<Opening> opening_after(const check::Check& check, Day day);

}  // namespace contra::lsp
