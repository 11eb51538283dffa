// The one door of the stream room: the bytes of many records (files, folders, pipes; plain, gzip or zstd) to one result
// line for each input line, in order, on several threads, in memory that does not grow with the input.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/screener.hpp"

namespace contra::stream {

struct Input {
  std::string path;       ///< "-": standard input
  bool document = false;  ///< ends in `.json`: one record over several lines, unless its first line is a whole one
};

/// What is wrong with an input, in words for a person; no bytes of any record.
struct Fault {
  std::string message, help;
};

/// `paths` in their order; a folder gives its *.ndjson, *.jsonl and *.json (also .gz, .zst), sorted by name; no path is
/// standard input. Every file is there and can be opened, or a fault is given and the rest is empty.
std::vector<Input> find_inputs(const std::vector<std::string>& paths, std::optional<Fault>& fault);

struct InputSizes {
  std::uint64_t bytes = 0;          ///< all inputs together, as they lie on disk
  bool known = false;               ///< false: one of them is a pipe or a device
  std::string file_that_is_a_pipe;  ///< the first such input; empty when `known`
  std::uint64_t fingerprint = 0;    ///< over names, sizes and the first and last 64 KB of each; only when `known`
};
/// Reads the ends of every file, and leaves standard input where it was. Only with `fingerprint` are bytes read.
InputSizes measure(const std::vector<Input>& inputs, bool fingerprint);

/// A wish to end early, from any thread or from a signal handler. Reading stops, what was read is answered.
class Stop {
 public:
  Stop();
  ~Stop();
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  void ask() noexcept;  ///< async-signal-safe
  bool asked() const noexcept { return asked_.load(std::memory_order_relaxed); }
  int descriptor() const noexcept { return ends_[0]; }  ///< becomes readable once asked; -1 when there is none

 private:
  std::atomic<bool> asked_{false};
  int ends_[2] = {-1, -1};
};

struct Tally {
  std::uint64_t go = 0, wait = 0, refused = 0;
  std::uint64_t all() const { return go + wait + refused; }
};

/// How far a run has come: what has been written, and where in the input that ends.
struct Progress {
  Tally lines;                ///< result lines, with those of an earlier run that is resumed
  std::uint64_t written = 0;  ///< bytes of result lines, likewise
  std::uint64_t read = 0;     ///< bytes of input as they lie on disk
  std::size_t input = 0;      ///< index of the input that the last line stands in
  std::uint64_t line = 0;     ///< its number there, from 1; 0: none yet
  std::uint64_t byte = 0;     ///< bytes of that input (unpacked) up to the end of that line
};

struct Settings {
  unsigned threads = 1;  ///< at least 1; with 1 everything happens on the calling thread
  bool flush = false;    ///< answer what is there without waiting a moment for more
  Progress done;         ///< an earlier run that is resumed: so many lines are not written again
  bool recount = false;  ///< screen the lines of the earlier run too, for the counts
  /// Takes result lines, whole ones, in order. Gives 0, or errno when they could not be written. One call at a time,
  /// on any of the threads.
  std::function<int(std::string_view)> write;
  /// After each write, likewise.
  std::function<void(const Progress&)> progress;
};

struct Outcome {
  Progress progress;
  bulk::Counts counts;         ///< complete only when the screener counts
  bool stopped = false;        ///< `Stop` was asked before the end of the input
  std::optional<Fault> fault;  ///< an input could not be read on; every whole line before was answered
  int write_error = 0;         ///< errno of `write`
};

/// Screens every line of `inputs`. A line's number (`line` in result lines) counts over all inputs, so that it is also
/// the number of the result line. Blank, broken and overlong lines are answered by refusals. Throws std::bad_alloc
/// only, with no thread left behind.
Outcome run(const bulk::Screener& screener, const std::vector<Input>& inputs, const Settings& settings, Stop& stop);

}  // namespace contra::stream
