// See worker_door.hpp.
#include "worker_door.hpp"

namespace contra::bulk_tests {

Batch::Batch(const std::vector<std::string>& lines) {
  std::size_t size = bulk::line_padding;
  for (const std::string& line : lines) size += line.size() + 1;
  bytes_.reserve(size);
  std::vector<std::size_t> begins;
  for (const std::string& line : lines) {
    begins.push_back(bytes_.size());
    bytes_.insert(bytes_.end(), line.begin(), line.end());
    bytes_.push_back('\n');
  }
  // Padding that would mend a cut line if it were read as part of it.
  constexpr std::string_view mending = "\"]}]}}]}],\"clearances\":[]}";
  while (bytes_.size() < size) bytes_.push_back(mending[bytes_.size() % mending.size()]);
  for (std::size_t i = 0; i < lines.size(); ++i) views_.emplace_back(bytes_.data() + begins[i], lines[i].size());
}

std::optional<std::vector<std::string>> screen(bulk::Worker& worker, const Batch& batch, std::uint64_t first_line) {
  std::string out;
  worker.screen(batch.lines(), first_line, out);
  std::vector<std::string> results;
  std::size_t at = 0;
  while (at < out.size()) {
    const std::size_t end = out.find('\n', at);
    if (end == std::string::npos) return std::nullopt;
    results.push_back(out.substr(at, end - at));
    at = end + 1;
  }
  if (results.size() != batch.lines().size()) return std::nullopt;
  return results;
}

}  // namespace contra::bulk_tests
