// Inside the sheet room: the answers of a record as the consultation record shows them.
#pragma once

#include "sheet/model.hpp"

namespace contra::sheet {

/// Every answer of every form, by question: as given, how it was read when it leaves anything open, who signed it when.
/// Empty blocks when the record is not one that can be read.
Section answers_section(const Made& made);
/// The clearances of the record, those that count nothing too.
Section clearances_section(const Made& made);

/// Every "2026-03-16" in it as "16 March 2026".
std::string dates_in_words(const std::string& words);

}  // namespace contra::sheet
