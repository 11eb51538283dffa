// See result_lines.hpp.
#include "stream/result_lines.hpp"

namespace contra::stream {

Tally tally(std::string_view lines) {
  Tally out;
  // In JSON every quotation mark inside a text is escaped, so this cannot be part of an id; and the verdict of the
  // whole record stands before those of its treatments.
  constexpr std::string_view key = R"("verdict":")", go = "GO\"", wait = "WAIT\"";
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    const std::string_view line = lines.substr(at, end == std::string_view::npos ? end : end - at);
    const std::size_t found = line.find(key);
    const std::string_view word =
        found == std::string_view::npos ? std::string_view() : line.substr(found + key.size());
    if (word.substr(0, go.size()) == go)
      ++out.go;
    else if (word.substr(0, wait.size()) == wait)
      ++out.wait;
    else
      ++out.refused;
    at += line.size() + 1;
  }
  return out;
}

std::string_view without_lines(std::string_view lines, std::uint64_t count) {
  for (; count > 0; --count) {
    const std::size_t end = lines.find('\n');
    if (end == std::string_view::npos) return {};
    lines.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace contra::stream
