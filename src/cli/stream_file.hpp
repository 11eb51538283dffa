// Where the result lines of a stream go: standard output, or a file that appears when it is complete and can be
// resumed.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "stream/stream.hpp"

namespace contra::cli {

/// What a run depends on. A run that is resumed must agree in all of it.
struct RunIdentity {
  std::string engine, inputs, rules, options;  ///< one line each
};

/// FILE.part grows, FILE.state says how far it is good and what it was made from (no answers of anybody: counts, sizes,
/// names and hashes of rules); at the end FILE.part becomes FILE. What is not a file on disk is written to directly.
class ResultFile {
 public:
  ~ResultFile();

  /// Empty `path`: standard output. With `resume`, `done` becomes what an earlier run has written; where there is none
  /// the run begins at the beginning. False, with a message on standard error, when it cannot be.
  bool open(const std::string& path, bool resume, const RunIdentity& identity, stream::Progress& done);

  /// 0 or errno.
  int write(std::string_view lines);
  /// After each write.
  void note(const stream::Progress& progress);
  /// All is written: FILE.part becomes FILE. False, with a message, when it could not be.
  bool complete();
  /// The run ends early: what there is can be resumed. Gives the name of the unfinished file; empty when there is none.
  std::string leave(const stream::Progress& progress);

 private:
  bool take_up(stream::Progress& done);
  bool write_state(const stream::Progress& progress);

  int descriptor_ = -1;
  bool own_ = false;
  std::string path_, part_, state_;  // part_ is empty when there is no unfinished file
  RunIdentity identity_;
  std::optional<std::chrono::steady_clock::time_point> last_state_;
};

}  // namespace contra::cli
