// Names as they are searched: without case and accents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace contra::store {

/// "Émilie  O'Brien" -> "emilie obrien". Never fails: bytes that are not UTF-8 stay as they are.
std::string folded(std::string_view name);

/// The words of a folded name that a search may begin: "emilie", "obrien" and also "o", "brien". Sorted, each once.
std::vector<std::string> words_of_name(std::string_view name);

/// What is searched for: each word must begin a word of the name. At most `most`.
std::vector<std::string> words_of_search(std::string_view words, std::size_t most);

}  // namespace contra::store
