// Rule text in a string, read and checked, for tests of what comes after.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "syntax/parse.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::trial {

struct LoadedRules {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  std::optional<check::CheckedRules> rules;
};

/// Files as (name, text).
inline LoadedRules load(const std::vector<std::pair<std::string, std::string>>& files) {
  LoadedRules out;
  auto trees = std::make_shared<std::vector<syntax::File>>();
  for (const auto& [name, text] : files) {
    const text::FileId id = out.sources.add(name, text);
    trees->push_back(syntax::parse(out.sources, id, out.diagnostics));
  }
  out.rules = check::check(out.sources, trees, {}, out.diagnostics);
  return out;
}

inline void expect_loaded(const LoadedRules& loaded) {
  for (const auto& d : loaded.diagnostics)
    if (text::info(d.kind).severity == text::Severity::error) ADD_FAILURE() << text::one_line(d, loaded.sources);
  ASSERT_TRUE(loaded.rules.has_value());
}

}  // namespace contra::trial
