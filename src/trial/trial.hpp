// The one door of the trial room: runs the tests that stand beside the rules. A test's record becomes an intake record,
// is read by the one reader and decided by the one engine; what comes out is held against what the test expects.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/model.hpp"
#include "text/source.hpp"

namespace contra::trial {

struct Failure {
  text::Span span;      // the expectation that does not hold; the test's name when its record could not be read
  std::string message;  // "expected GO, found WAIT …", a whole sentence without its period
};

/// Some days of the calendar that the engine found, for a treatment of a test that fails.
struct Strip {
  enum class State { undecided, go, wait, renewed };  ///< undecided: before the record was there
  struct Row {
    std::string check;  ///< or "form_validity", "needs", "answers" for what no check says
    std::vector<bool> closes;
  };
  std::string treatment;
  Day first;                  ///< of `days` and of each row
  std::vector<State> days;    ///< renewed: GO once forms and clearances are renewed
  std::vector<Row> rows;      ///< what closes days, those that close the earliest first
  std::optional<Day> marked;  ///< the asked day, or the day that the strip is about
};

struct Result {
  std::string name, pack;
  std::string file;  // as the user gave it
  text::Span span;   // the name of the test
  bool passed = false;
  std::vector<Failure> failures;
  std::vector<Strip> strips;  ///< of a test that fails: around the asked day, and around the day that came out
};

/// Runs one test. Never throws: what goes wrong is a failure of the test.
Result run(const check::CheckedRules& rules, const text::SourceSet& sources, const check::Test& test);

/// Runs every test, in the order of files and places.
std::vector<Result> run_all(const check::CheckedRules& rules, const text::SourceSet& sources);

/// The intake record (`contra.intake/1`, indented) that a test or an example stands for; `id` is its name.
std::string record_json(const check::CheckedRules& rules, const check::Test& test);
std::string record_json(const check::CheckedRules& rules, const check::Example& example);

}  // namespace contra::trial
