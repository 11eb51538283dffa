// See rules.hpp.
#include "rules.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "syntax/parse.hpp"
#include "text/diagnostic.hpp"

namespace contra::bulk_tests {

std::unique_ptr<const Rules> load(const std::vector<std::pair<std::string, std::string>>& texts) {
  auto out = std::make_unique<Rules>();
  std::vector<text::Diagnostic> diagnostics;
  auto files = std::make_shared<std::vector<syntax::File>>();
  for (const auto& [name, text] : texts)
    files->push_back(syntax::parse(out->sources, out->sources.add(name, text), diagnostics));
  auto checked = check::check(out->sources, files, {}, diagnostics);
  if (!checked) {
    for (const auto& d : diagnostics) std::fprintf(stderr, "%s\n", text::one_line(d, out->sources).c_str());
    std::exit(3);
  }
  out->checked = std::move(*checked);
  out->programs = compile::compile(out->checked, out->sources, {});
  return out;
}

std::unique_ptr<const Rules> load_shipped() {
  namespace fs = std::filesystem;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(CONTRA_SOURCE_DIR) / "rules"))
    if (entry.path().extension() == ".contra" && entry.path().parent_path().filename() != "tests")
      paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::pair<std::string, std::string>> texts;
  for (const fs::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    texts.emplace_back(path.filename().string(), text.str());
  }
  return load(texts);
}

}  // namespace contra::bulk_tests
