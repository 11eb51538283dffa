// The line on a terminal that tells how far a stream has come.
#pragma once

#include <chrono>
#include <cstdint>

#include "cli/options.hpp"
#include "stream/stream.hpp"

namespace contra::cli {

/// "1,234,567"
std::string grouped(std::uint64_t number);

class ProgressLine {
 public:
  /// `bytes`: of the whole input; 0: not known. `to_file`: the result lines do not go to standard output.
  ProgressLine(const Options& options, std::uint64_t bytes, bool to_file);
  ~ProgressLine() { clear(); }

  void show(const stream::Progress& progress);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool wanted_ = false, shown_ = false, first_ = true;
  std::uint64_t bytes_, first_lines_ = 0, first_read_ = 0;
  Clock::time_point start_, last_;
};

/// What the line says, for tests: `seconds` since the first lines were written.
std::string progress_text(const stream::Progress& now, std::uint64_t fresh_lines, std::uint64_t fresh_bytes,
                          std::uint64_t all_bytes, double seconds);

}  // namespace contra::cli
