// A list of appointments as it comes, JSON or CSV, to rows that can be written; every fault with its row and column.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/load.hpp"
#include "serve/problem.hpp"

namespace contra::serve {

struct ImportRow {
  std::string client;         ///< id; empty: a new client
  std::string name, contact;  ///< of a new client; with an id, the name that its client must have when it is given
  Day day;
  std::string time, plan;  ///< "14:30" or empty; JSON
  std::string pointer;     ///< of the row, "/2"
  std::size_t number = 0;  ///< of the row, as a person counts it
  unsigned line = 0;
};

/// `pointer` of a fault is the row, from 0, and the column ("/2/day"); `line` that of the text; `column`, of CSV, the
/// number of the cell in its row. Detail begins with the row as a person counts it.
struct ImportList {
  std::vector<ImportRow> rows;
  std::vector<PointedFault> faults;
};
inline constexpr std::size_t most_import_rows = 1000;

/// Throws Problem 400 for what is no list at all.
ImportList read_import(const api::LoadedRules& rules, std::string_view body, bool csv, Day today);

/// A day as people write it: 2026-03-16, 16.03.2026, 16 March 2026, 16/03/2026. What may be read in two ways
/// (03/04/2026) or has no year of four digits is none; `why` then says so.
std::optional<Day> read_written_day(std::string_view words, Day today, std::string& why);
/// "14:30", "9.30", "2:30 pm" as "14:30"; nothing for anything else.
std::optional<std::string> read_written_time(std::string_view words);

}  // namespace contra::serve
