// Puts a page of `contra explain` together.
#include "text/explanations.hpp"

#include <algorithm>
#include <string>

namespace contra::text {
namespace {

std::string indented(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (!line.empty()) result += "    " + std::string(line);
    result += '\n';
    at = end + 1;
  }
  return result;
}

}  // namespace

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
      all[static_cast<std::size_t>(known.kind)] = std::string(known.id) + ": " + std::string(known.title) + "\n\n" +
                                                  std::string(page->cause) + "\n\nWrong:\n" + indented(page->wrong) +
                                                  "\nRight:\n" + indented(page->right);
    }
    return all;
  }();
  return texts.at(static_cast<std::size_t>(kind));
}

}  // namespace contra::text
