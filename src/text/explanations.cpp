// Puts a page of `contra explain` together.
#include "text/explanations.hpp"

#include <algorithm>
#include <string>

#include "text/characters.hpp"

namespace contra::text {

std::string shown(std::string_view example, std::string_view indent) {
  std::string result;
  for (std::size_t at = 0; at < example.size();) {
    const std::size_t end = std::min(example.find('\n', at), example.size());
    const std::string_view line = example.substr(at, end - at);
    if (!line.empty()) result += std::string(indent) + printable(line);
    result += '\n';
    at = end + 1;
  }
  return result;
}

const Page* page_of(Kind kind) {
  for (const auto* pages : {&pages_of_writing(), &pages_of_meaning()}) {
    for (const Page& page : *pages) {
      if (page.kind == kind) return &page;
    }
  }
  return nullptr;
}

std::string_view explanation(Kind kind) {
  static const std::vector<std::string> texts = [] {
    std::vector<std::string> all(all_kinds().size());
    for (const KindInfo& known : all_kinds()) {
      const Page* page = page_of(known.kind);
      if (page == nullptr) continue;
      all[static_cast<std::size_t>(known.kind)] =
          std::string(known.id) + ": " + std::string(known.title) + "\n\n" + std::string(page->cause) + "\n\nWrong:\n" +
          shown(page->wrong, "    ") + "\nRight:\n" + shown(page->right, "    ");
    }
    return all;
  }();
  return texts.at(static_cast<std::size_t>(kind));
}

}  // namespace contra::text
