// Cuts the bytes of all inputs into chunks of whole lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "stream/source.hpp"
#include "stream/stream.hpp"
#include "text/limits.hpp"

namespace contra::stream {

/// Some whole lines, and the bytes that they stand in. Reused: it keeps its memory.
struct Chunk {
  std::vector<char> bytes;              // INVARIANT: bulk::line_padding of them follow every line
  std::vector<std::string_view> lines;  ///< without '\n'; data() is null for a line over the limit
  std::uint64_t first_line = 0;         ///< number of lines[0] over all inputs, from 1
  std::uint64_t read = 0;               ///< see Progress
  std::size_t input = 0;
  std::uint64_t line = 0, byte = 0;
};

class Splitter {
 public:
  struct Options {
    std::size_t chunk_bytes = std::size_t{1} << 20;
    std::size_t chunk_lines = 512;                    ///< what the fast program takes at once
    std::size_t read_bytes = std::size_t{128} << 10;  ///< so little is read beyond the lines that a chunk may hold
    std::size_t line_bytes = limits::intake_bytes;
    int patience = 20;       ///< milliseconds in which a pipe may bring more before a chunk that has lines is closed
    std::uint64_t skip = 0;  ///< lines that are passed over
  };
  using Open = std::function<std::unique_ptr<Source>(const Input&, std::optional<Fault>&)>;

  Splitter(const std::vector<Input>& inputs, Open open, Options options)
      : inputs_(inputs), open_(std::move(open)), options_(options) {}

  /// The next lines, at least one of them; false when there are no more.
  bool fill(Chunk& chunk);

  bool stopped() const { return stopped_; }
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  void begin(Chunk& chunk);
  void split(Chunk& chunk);
  bool next_input();
  bool make_room(Chunk& chunk);
  bool read(Chunk& chunk);
  void pass_limit(Chunk& chunk);
  void end_input(Chunk& chunk);
  void end_line(Chunk& chunk, std::size_t end, std::size_t next);

  const std::vector<Input>& inputs_;
  Open open_;
  Options options_;

  std::unique_ptr<Source> source_;
  std::size_t next_input_ = 0;  // index of the one after `source_`
  bool document_ = false;       // the input may be one record over several lines
  bool ended_ = false;          // the source has given its last byte
  bool over_ = false;           // inside a line over the limit, whose bytes are dropped
  std::uint64_t dropped_ = 0;   // bytes of it
  std::uint64_t lines_ = 0, lines_here_ = 0, bytes_here_ = 0, read_before_ = 0;
  std::vector<char> carry_;  // the beginning of a line, for the next chunk

  // Within one chunk: the line in the making begins at begin_, has no '\n' before scan_, and bytes lie up to used_.
  std::size_t begin_ = 0, scan_ = 0, used_ = 0, capacity_ = 0;

  bool stopped_ = false;
  std::optional<Fault> fault_;
};

}  // namespace contra::stream
