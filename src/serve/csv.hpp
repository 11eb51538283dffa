// CSV as spreadsheets write it (RFC 4180): quotes, line ends of any kind, a byte order mark, commas, semicolons or
// tabs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace contra::serve {

struct CsvRow {
  unsigned line = 0;    ///< of the text, from 1, where the row begins
  unsigned number = 0;  ///< of the row, from 1, as a spreadsheet counts
  std::vector<std::string> cells;
};

struct Csv {
  std::vector<CsvRow> rows;  ///< the header first; rows of nothing but separators are left out
  std::string fault;         ///< why it cannot be read; empty: it could
  unsigned fault_line = 0;
};

/// The separator is the one that stands in the header (outside quotes) most often.
Csv read_csv(std::string_view text);

}  // namespace contra::serve
