// Parses rule text for tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "syntax/parse.hpp"

namespace contra::syntax {

struct Read {
  std::unique_ptr<text::SourceSet> sources = std::make_unique<text::SourceSet>();
  File file;
  std::vector<text::Diagnostic> diagnostics;

  /// All diagnostics, drawn, for messages of failing tests.
  std::string drawn() const {
    std::string result;
    for (const auto& diagnostic : diagnostics) result += text::draw(diagnostic, *sources, {false, true}) + "\n";
    return result;
  }
  /// "C0101 C0105"
  std::string ids() const {
    std::string result;
    for (const auto& diagnostic : diagnostics)
      result += (result.empty() ? "" : " ") + std::string(text::info(diagnostic.kind).id);
    return result;
  }
};

inline Read read(std::string text, std::string name = "test.contra") {
  Read result;
  const text::FileId id = result.sources->add(std::move(name), std::move(text));
  result.file = parse(*result.sources, id, result.diagnostics);
  text::tidy(result.diagnostics);
  return result;
}

/// The items of a part of some pack or vocabulary.
inline Read read_items(const std::string& items) { return read("part of rules\n" + items); }

}  // namespace contra::syntax
