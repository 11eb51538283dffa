// Rule files to programs, step by step, for whoever measures the steps.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "compile/program.hpp"
#include "syntax/parse.hpp"
#include "text/diagnostic.hpp"

namespace contra::bench {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Names and texts of rule files.
using RuleTexts = std::vector<std::pair<std::string, std::string>>;

/// Those at `paths`: files as they are, of folders what lies in them and is no test.
inline RuleTexts rule_texts(const std::vector<std::filesystem::path>& paths) {
  namespace fs = std::filesystem;
  RuleTexts out;
  const auto add = [&](const fs::path& path) { out.emplace_back(path.string(), read_file(path)); };
  for (const fs::path& path : paths) {
    if (!fs::is_directory(path)) {
      add(path);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.path().extension() == ".contra" && entry.path().parent_path().filename() != "tests") add(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Parsed {
  text::SourceSet sources;
  std::shared_ptr<const std::vector<syntax::File>> files;
  std::vector<text::Diagnostic> diagnostics;
};

inline Parsed parse_rules(const RuleTexts& texts) {
  Parsed out;
  auto files = std::make_shared<std::vector<syntax::File>>();
  for (const auto& [name, text] : texts)
    files->push_back(syntax::parse(out.sources, out.sources.add(name, text), out.diagnostics));
  out.files = std::move(files);
  return out;
}

/// Throws with every fault in the message when the rules have errors.
inline check::CheckedRules check_rules(Parsed& parsed) {
  auto checked = check::check(parsed.sources, parsed.files, {}, parsed.diagnostics);
  if (checked) return std::move(*checked);
  std::string why = "the rules are at fault";
  for (const auto& d : parsed.diagnostics) why += "\n" + text::one_line(d, parsed.sources);
  throw std::runtime_error(why);
}

using Programs = std::vector<std::shared_ptr<const compile::Program>>;

inline Programs load_rules(const RuleTexts& texts) {
  Parsed parsed = parse_rules(texts);
  const check::CheckedRules checked = check_rules(parsed);
  return compile::compile(checked, parsed.sources, {});
}

}  // namespace contra::bench
