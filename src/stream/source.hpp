// The bytes of one input: a file, a pipe or standard input, unpacked when they are gzip or zstd.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "stream/stream.hpp"

namespace contra::stream {

class Source {
 public:
  enum class State {
    bytes,    ///< at least one
    waiting,  ///< none came within the patience
    end,      ///< there are no more
    stopped,  ///< `Stop` was asked
    fault     ///< see fault()
  };
  virtual ~Source() = default;

  /// Up to `size` bytes to `into`; `got` of them. Waits for the first one: for ever (`patience` -1) or so many
  /// milliseconds. Files on disk never make anybody wait.
  virtual State read(char* into, std::size_t size, int patience, std::size_t& got) = 0;
  /// Bytes taken so far, as they lie on disk.
  virtual std::uint64_t taken() const = 0;
  virtual const Fault& fault() const = 0;
};

/// Null, with a fault, when it cannot be opened.
std::unique_ptr<Source> open_source(const Input& input, const Stop& stop, std::optional<Fault>& fault);

/// `standard input` or the path in backticks.
std::string shown(const Input& input);

}  // namespace contra::stream
