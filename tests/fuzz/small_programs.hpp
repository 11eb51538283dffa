// The small rules, checked and compiled once.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "compile/program.hpp"
#include "small_rules.hpp"
#include "syntax/parse.hpp"
#include "target.hpp"
#include "text/diagnostic.hpp"

namespace contra::fuzz {

using Programs = std::vector<std::shared_ptr<const compile::Program>>;

inline const Programs& small_programs() {
  struct Rules {
    text::SourceSet sources;
    check::CheckedRules checked;
    Programs programs;
  };
  static const std::unique_ptr<const Rules> loaded = [] {
    auto out = std::make_unique<Rules>();
    std::vector<text::Diagnostic> diagnostics;
    auto files = std::make_shared<std::vector<syntax::File>>();
    for (const auto& [name, text] :
         {std::pair("small.contra", small_vocabulary), std::pair("needling.contra", small_pack)})
      files->push_back(syntax::parse(out->sources, out->sources.add(name, std::string(text)), diagnostics));
    auto checked = check::check(out->sources, files, {}, diagnostics);
    for (const auto& d : diagnostics)
      if (!checked) std::fprintf(stderr, "%s\n", text::one_line(d, out->sources).c_str());
    require(checked.has_value(), "the small rules are sound");
    out->checked = std::move(*checked);
    out->programs = compile::compile(out->checked, out->sources, {});
    return out;
  }();
  return loaded->programs;
}

}  // namespace contra::fuzz
