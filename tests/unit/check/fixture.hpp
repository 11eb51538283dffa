// Rules given as text in a test, read and checked; and the shared cases of tests/cases.
#pragma once

#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "syntax/parse.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::check {

struct Checked {
  text::SourceSet sources;
  std::shared_ptr<std::vector<syntax::File>> files = std::make_shared<std::vector<syntax::File>>();
  std::vector<text::Diagnostic> diagnostics;
  std::optional<CheckedRules> rules;

  /// Every diagnostic on one line, in order.
  std::string lines() const {
    std::string out;
    for (const auto& d : diagnostics) out += text::one_line(d, sources) + "\n";
    return out;
  }
  /// Ids in order: "C0201 C0404".
  std::string ids() const {
    std::string out;
    for (const auto& d : diagnostics) out += (out.empty() ? "" : " ") + std::string(text::info(d.kind).id);
    return out;
  }
  const Pack& pack(std::string_view name) const {
    const Pack* found = rules ? rules->pack(name) : nullptr;
    if (found == nullptr) throw std::runtime_error("not checked:\n" + lines());
    return *found;
  }
  /// A copy: tests look at rules that they do not keep.
  Check check(std::string_view pack_name, std::string_view name) const {
    for (const auto& check : pack(pack_name).checks)
      if (check.name == name) return check;
    throw std::runtime_error("no check " + std::string(name));
  }
};

struct Input {
  std::string name, text;
};

inline Checked check_texts(const std::vector<Input>& inputs, const CheckOptions& options = {}) {
  Checked out;
  for (const auto& input : inputs) {
    const auto id = out.sources.add(input.name, input.text);
    out.files->push_back(syntax::parse(out.sources, id, out.diagnostics));
  }
  out.rules = check(out.sources, out.files, options, out.diagnostics);
  text::tidy(out.diagnostics);
  return out;
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

inline Input shared(const std::string& name) {
  return {name, read_file(std::string(CONTRA_SOURCE_DIR) + "/tests/cases/good/" + name)};
}

/// A pack `p` on the shared vocabulary, with source `s`; every check of `items` must say because and cite.
inline Checked check_pack(const std::string& items, const CheckOptions& options = {}) {
  return check_texts({shared("check_words.contra"),
                      {"p.contra",
                       "pack p 1.0.0 \"P\"\n  use words 1\n  depth in mm from 0.1 to 3\n"
                       "  needs birth_date, pregnant, fever, diabetes_control, skin_type, weight, hair, wedding, "
                       "products, medicines, procedures, skin_now, allergies, planned_sun\n"
                       "source s \"S\" house\n"
                       "check uses_the_source\n  note \"N\" while hair is dark\n  because \"B\"\n  cite s\n" +
                           items}},
                     options);
}

/// One check with the given outcome and clauses, beside the vocabulary.
inline Checked check_one(const std::string& outcome) {
  return check_pack("check one\n  " + outcome + "\n  because \"B\"\n  cite s\n");
}

}  // namespace contra::check
