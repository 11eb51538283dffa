// Rules and records from text, for tests: parse, check and compile in one call; any diagnostic of severity error fails
// the test.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "check/check.hpp"
#include "compile/program.hpp"
#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "syntax/parse.hpp"
#include "text/diagnostic.hpp"

namespace contra::support {

struct Rules {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  std::optional<check::CheckedRules> checked;
  std::vector<std::shared_ptr<const compile::Program>> programs;

  std::string rendered() const {
    std::string out;
    for (const auto& d : diagnostics) out += text::one_line(d, sources) + "\n";
    return out;
  }
};

inline Rules load(const std::vector<std::string>& files, const std::vector<std::string>& policies = {}) {
  Rules out;
  auto trees = std::make_shared<std::vector<syntax::File>>();
  for (std::size_t i = 0; i < files.size(); ++i) {
    const text::FileId id = out.sources.add("test" + std::to_string(i) + ".contra", files[i]);
    trees->push_back(syntax::parse(out.sources, id, out.diagnostics));
  }
  if (!text::has_errors(out.diagnostics)) out.checked = check::check(out.sources, trees, {}, out.diagnostics);
  EXPECT_TRUE(out.checked.has_value()) << out.rendered();
  if (out.checked) out.programs = compile::compile(*out.checked, out.sources, policies);
  return out;
}

/// The record as facts; a refused record fails the test.
inline eval::Facts facts_of(const Rules& rules, const std::string& json) {
  text::SourceSet sources;
  const text::FileId file = sources.add("intake.json", json);
  std::vector<eval::KnownPack> packs;
  for (const auto& pack : rules.checked->packs) packs.push_back({pack->name, pack.get()});
  auto read = eval::read_intake(sources, file, *rules.checked->vocabularies.at(0), packs);
  if (const auto* refused = std::get_if<eval::Refused>(&read)) {
    std::string why;
    for (const auto& d : refused->diagnostics) why += text::one_line(d, sources) + "\n";
    ADD_FAILURE() << why;
    return {};
  }
  return std::get<eval::Facts>(std::move(read));
}

inline eval::Decision decide(const Rules& rules, const std::string& json, const eval::DecideOptions& options = {}) {
  return eval::decide(rules.programs, facts_of(rules, json), options);
}

/// "wait until 2026-03-19: retinoid(1)" — verdict, earliest and reasons with their kinds, of the first treatment.
inline std::string brief(const eval::Decision& decision) {
  if (decision.treatments.empty()) return "nothing planned";
  const eval::TreatmentDecision& t = decision.treatments.front();
  std::string out = t.verdict == eval::Verdict::go ? "go" : "wait";
  if (t.verdict == eval::Verdict::wait) {
    out += t.earliest ? (t.earliest_renewed ? " renewed " : " until ") + to_iso(*t.earliest) : " without end";
    for (const auto& reason : t.reasons)
      out += (&reason == &t.reasons.front() ? ": " : ", ") + reason.check + "(" + std::to_string(reason.kind) + ")";
  }
  if (t.verdict == eval::Verdict::go && t.preferred && *t.preferred != decision.visit)
    out += ", better " + to_iso(*t.preferred);
  return out;
}

}  // namespace contra::support
