// Lines through bulk::Worker as the stream hands them over: many in one buffer, with bytes of other lines behind each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/screener.hpp"
#include "random.hpp"

namespace contra::bulk_tests {

/// A batch of lines in one allocation that ends right behind the padding of the last, so that a sanitizer sees every
/// read beyond what the door allows. Lines stand at any alignment; what follows each is another line.
class Batch {
 public:
  explicit Batch(const std::vector<std::string>& lines);
  const std::vector<std::string_view>& lines() const { return views_; }

 private:
  std::vector<char> bytes_;
  std::vector<std::string_view> views_;
};

/// The result lines of a batch, without their line ends; nothing when their number is not that of the lines.
std::optional<std::vector<std::string>> screen(bulk::Worker& worker, const Batch& batch, std::uint64_t first_line);

}  // namespace contra::bulk_tests
