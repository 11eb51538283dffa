// The one door of the bulk room: many records, each a line of JSON, to one result line each. What is decided is what
// `eval::decide` decides; records with exact or plainly unclear answers take a short way to it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compile/program.hpp"
#include "contra/date.hpp"

namespace contra::bulk {

enum class Lines {
  verdict,  ///< `contra.verdict/1`: GO or WAIT, and the checks that wait
  reasons,  ///< the same, with why each of them waits, until when, and who clears it
  full      ///< `contra.decision/1`, as `contra screen --json` writes it
};

struct Options {
  std::optional<Day> on, as_of;  ///< for every record; absent: the record's own
  Lines lines = Lines::verdict;
  bool counts = false;  ///< also count what a summary tells; costs a calendar for each record
  std::string engine;   ///< name and version, for full lines
};

/// What a summary tells. The first four are counted always, the others with `Options::counts`. Counts of many workers
/// are added; the order of adding changes nothing.
struct Counts {
  std::uint64_t records = 0, go = 0, wait = 0, refused = 0;
  std::map<std::string, std::uint64_t> by_check;     ///< records in which this check (or `answers`, `needs`, …) waits
  std::map<std::string, std::uint64_t> by_question;  ///< records in which this question or list would settle something
  /// Whole days from the asked day to the earliest GO day (0: GO today); records without such a day are in `no_day`.
  std::map<std::int32_t, std::uint64_t> days_to_go;
  std::map<Day, std::uint64_t> soonest;  ///< the earliest day itself, of records that wait
  std::uint64_t no_day = 0;

  Counts& operator+=(const Counts& other);
};

/// Rules made ready for many records. Immutable; any number of workers may share one.
/// `programs` are all over one vocabulary (there is at least one); those of `plan` that are not among them wait.
class Screener {
 public:
  Screener(std::vector<std::shared_ptr<const compile::Program>> programs, Options options);
  ~Screener();
  Screener(const Screener&) = delete;
  Screener& operator=(const Screener&) = delete;

 private:
  friend class Worker;
  struct Rules;
  std::unique_ptr<const Rules> rules_;
};

/// How many readable bytes must follow the last byte of every line (whatever they hold).
inline constexpr std::size_t line_padding = 64;

/// Screens lines with buffers of its own: one worker for each thread.
class Worker {
 public:
  explicit Worker(const Screener& screener);
  ~Worker();
  Worker(Worker&&) noexcept;
  Worker& operator=(Worker&&) = delete;

  /// Appends exactly one line, ended by '\n', for each of `lines`, in their order. A line that cannot be read gives a
  /// `contra.refusal/1` line and costs no other. `first_line` is the number of lines[0] in its input, from 1. A line
  /// holds no '\n'; a closing '\r' is white space. Throws std::bad_alloc only.
  void screen(const std::vector<std::string_view>& lines, std::uint64_t first_line, std::string& out);

  /// What has been counted since the last call.
  Counts take_counts();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace contra::bulk
