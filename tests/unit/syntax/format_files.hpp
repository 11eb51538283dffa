// Rule text to try the formatter on: every rule file of the repository, and the examples of the pages.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "syntax/format.hpp"

namespace contra::syntax {

struct RuleText {
  std::string name, text;
};

inline std::string contents_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

/// The *.contra below the folders of the repository, sorted.
inline std::vector<RuleText> files_below(const std::vector<std::string>& folders) {
  std::vector<RuleText> found;
  for (const std::string& folder : folders)
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(CONTRA_SOURCE_DIR) / folder))
      if (entry.path().extension() == ".contra")
        found.push_back({entry.path().lexically_relative(CONTRA_SOURCE_DIR).string(), contents_of(entry.path())});
  std::sort(found.begin(), found.end(), [](const RuleText& a, const RuleText& b) { return a.name < b.name; });
  return found;
}

/// The blocks of a page; pieces get the first line that they belong under.
inline std::vector<RuleText> blocks_of(const std::string& page) {
  std::vector<RuleText> blocks;
  std::istringstream in(contents_of(std::filesystem::path(CONTRA_SOURCE_DIR) / page));
  std::string line;
  bool inside = false, ours = false, piece = false;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.rfind("```", 0) == 0) {
      inside = !inside;
      piece = line == "```contra-part";
      ours = inside && (piece || line == "```contra");
      if (ours) blocks.push_back({page + ":" + std::to_string(number), piece ? "?" : ""});
    } else if (inside && ours) {
      std::string& text = blocks.back().text;
      if (text == "?") {
        const std::string word = line.substr(0, line.find(' '));
        text = word == "example" || word == "test"     ? "tests for readme_part\n\n"
               : word == "tighten" || word == "loosen" ? "policy \"Readme\" on readme_part 1\n\n"
                                                       : "part of readme_part\n\n";
      }
      text += line + "\n";
    }
  }
  return blocks;
}

struct Made {
  Formatted formatted;
  std::vector<text::Diagnostic> diagnostics;
  std::string drawn;
};
inline Made make(const std::string& text) {
  Made result;
  text::SourceSet sources;
  const text::FileId file = sources.add("test.contra", text);
  result.formatted = format(sources, file, result.diagnostics);
  for (const auto& d : result.diagnostics) result.drawn += text::draw(d, sources, {false, true}) + "\n";
  return result;
}

}  // namespace contra::syntax
