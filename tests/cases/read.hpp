// Reads a case as its name says: rule text alone, rule text with the words that the cases share, files, or a record.
#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "api/load.hpp"
#include "check/check.hpp"
#include "eval/intake.hpp"
#include "syntax/parse.hpp"
#include "text/diagnostic.hpp"

namespace contra::cases {

inline const std::string folder = std::string(CONTRA_SOURCE_DIR) + "/tests/cases";

inline std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

struct Told {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  std::optional<check::CheckedRules> rules;

  std::string drawn() const {
    std::string out;
    for (const auto& d : diagnostics) out += text::draw(d, sources, {}) + "\n";
    return out;
  }
  /// Ids in order: "C0201 C0404".
  std::string ids() const {
    std::string out;
    for (const auto& d : diagnostics) out += (out.empty() ? "" : " ") + std::string(text::info(d.kind).id);
    return out;
  }
};

struct Input {
  std::string name, text;
};

inline Told parsed(const Input& input) {
  Told told;
  syntax::parse(told.sources, told.sources.add(input.name, input.text), told.diagnostics);
  text::tidy(told.diagnostics);
  return told;
}

inline Told checked(const std::vector<Input>& inputs, const check::CheckOptions& options = {}) {
  Told told;
  auto files = std::make_shared<std::vector<syntax::File>>();
  for (const Input& input : inputs)
    files->push_back(syntax::parse(told.sources, told.sources.add(input.name, input.text), told.diagnostics));
  told.rules = check::check(told.sources, files, options, told.diagnostics);
  text::tidy(told.diagnostics);
  return told;
}

inline Input shared(const std::string& name) { return {name, contents(folder + "/good/" + name)}; }

/// Read by the rules that `good` holds.
inline Told record(const Input& input) {
  const Told rules = checked({shared("check_words.contra"), shared("check_light.contra")});
  Told told;
  const text::FileId file = told.sources.add(input.name, input.text);
  std::vector<eval::KnownPack> packs;
  for (const auto& pack : rules.rules->packs) packs.push_back({pack->name, pack.get()});
  auto read = eval::read_intake(told.sources, file, *rules.rules->vocabularies.front(), packs);
  if (auto* refused = std::get_if<eval::Refused>(&read)) told.diagnostics = std::move(refused->diagnostics);
  return told;
}

inline Told loaded(api::RulesWanted wanted) {
  api::LoadedRules rules = api::load_rules(std::move(wanted));
  return {std::move(rules.sources), std::move(rules.diagnostics), std::move(rules.checked)};
}

}  // namespace contra::cases
