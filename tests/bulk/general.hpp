// What the general way says of one line (`eval::read_intake`, `eval::decide`), and what a result line says, as values
// that can be compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/screener.hpp"
#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "rules.hpp"

namespace contra::bulk_tests {

struct Outcome {
  struct Treatment {
    std::string name;
    bool go = false;
    std::vector<std::string> waits;  // names of checks, sorted, each once
    friend bool operator==(const Treatment& a, const Treatment& b) {
      return a.name == b.name && a.go == b.go && a.waits == b.waits;
    }
  };
  bool refused = false;
  bool go = false;
  std::string id, visit;
  std::vector<Treatment> treatments;
  std::vector<std::string> refusals;  // identifier and pointer of each diagnostic
  friend bool operator==(const Outcome& a, const Outcome& b) {
    return a.refused == b.refused && a.go == b.go && a.id == b.id && a.visit == b.visit &&
           a.treatments == b.treatments && a.refusals == b.refusals;
  }
};

/// For messages of failing tests.
std::string show(const Outcome& outcome);

/// The facts of a line, or nothing when it is refused.
std::optional<eval::Facts> facts_of(const Programs& programs, std::string_view line);

Outcome outcome_of(const eval::Decision& decision);
/// The general way for this line alone.
Outcome generally(const Programs& programs, std::string_view line, std::optional<Day> on = {},
                  std::optional<Day> as_of = {});

/// Reads a result line of either kind (`contra.verdict/1`, `contra.refusal/1`); nothing when it is neither, or not
/// valid JSON. `number` is the line that it says to be about.
std::optional<Outcome> read_result(std::string_view result, std::uint64_t& number);

}  // namespace contra::bulk_tests
