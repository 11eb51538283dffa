// Tests made ready once, to be run many times: under the rules as they are, and under rules that differ in one check.
// Internal to the room.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/decide.hpp"
#include "trial/trial.hpp"

namespace contra::trial {

using Programs = std::vector<std::shared_ptr<const compile::Program>>;

/// A test whose record has been read. What is wrong with the record itself is in `faults`.
struct Prepared {
  const check::Test* test = nullptr;
  const check::Pack* pack = nullptr;
  const check::Vocabulary* vocabulary = nullptr;
  std::string policy;  ///< name; empty: none
  std::optional<eval::Facts> facts;
  std::vector<Failure> faults;
  eval::DecideOptions options;

  bool runs() const { return facts.has_value(); }
};

class Bench {
 public:
  Bench(const check::CheckedRules& rules, const text::SourceSet& sources) : rules_(rules), sources_(sources) {}

  /// Never throws: what goes wrong is a fault of the test.
  Prepared prepare(const check::Test& test) const;
  /// Every test of the rules, in the order of files and places.
  std::vector<Prepared> prepare_all() const;

  /// The programs of the vocabulary of `pack`, with `policy` joined.
  const Programs& programs(const std::string& policy, const check::Pack& pack);

  const check::CheckedRules& rules() const { return rules_; }
  const text::SourceSet& sources() const { return sources_; }

 private:
  const check::CheckedRules& rules_;
  const text::SourceSet& sources_;
  std::map<std::pair<std::string, std::string>, Programs> programs_;  // by policy and vocabulary
};

eval::Decision decide(const Prepared& test, const Programs& programs);
/// Whether the test passes under `programs`.
bool passes(const Prepared& test, const Programs& programs);

/// `programs` with the part of `check` that stands at `place` (the span of its rule) replaced.
Programs with_part(const Programs& programs, const std::string& pack, const check::Check& replacement);

}  // namespace contra::trial
