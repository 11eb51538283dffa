// The pages of `contra explain`, as they are written down: explanations_rules.cpp and explanations_records.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"

namespace contra::text {

struct Page {
  Kind kind;
  std::string_view cause;
  std::string_view wrong;  ///< rule text or JSON, line by line; to be shown by `shown`
  std::string_view right;
};

/// Bytes, files, syntax, names, types, tables.
const std::vector<Page>& pages_of_writing();
/// Logic, packs, lints, examples, intake records.
const std::vector<Page>& pages_of_meaning();

/// An example as it may go to a reader: its characters that cannot be seen are named, its lines stay.
std::string shown(std::string_view example, std::string_view indent = {});

/// The page of one kind as its parts; null when there is none.
const Page* page_of(Kind kind);

}  // namespace contra::text
