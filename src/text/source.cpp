// Rule text as bytes: lines, places and slices of it.
#include "text/source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "text/characters.hpp"

namespace contra::text {

Span join(Span a, Span b) { return Span{a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

FileId SourceSet::add(std::string name, std::string text) {
  SourceFile file;
  file.name = std::move(name);
  file.text = std::move(text);
  file.line_starts.push_back(0);
  for (std::size_t at = file.text.find('\n'); at != std::string::npos; at = file.text.find('\n', at + 1)) {
    file.line_starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  files_.push_back(std::move(file));
  return static_cast<FileId>(files_.size() - 1);
}

Place SourceSet::place(FileId id, std::uint32_t offset) const {
  const SourceFile& where = file(id);
  offset = std::min(offset, static_cast<std::uint32_t>(where.text.size()));
  const auto after = std::upper_bound(where.line_starts.begin(), where.line_starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - where.line_starts.begin());
  const std::uint32_t start = where.line_starts[line - 1];
  Place place{line, 1};
  const std::string_view before = std::string_view(where.text).substr(start, offset - start);
  std::size_t at = 0;
  while (at < before.size()) {
    // A record may be one line of megabytes, mostly ASCII, and have many faults.
    std::uint64_t eight = 0x80;
    if (at + sizeof eight <= before.size()) std::memcpy(&eight, before.data() + at, sizeof eight);
    const bool ascii = (eight & 0x8080808080808080u) == 0;
    place.column += ascii ? 8 : 1;
    at += ascii ? sizeof eight : decode(before, at).bytes;
  }
  // A byte order mark is no character that a person sees.
  if (line == 1 && before.substr(0, 3) == "\xEF\xBB\xBF") --place.column;
  return place;
}

std::string_view SourceSet::line(FileId id, std::uint32_t line_number) const {
  const SourceFile& where = file(id);
  if (line_number == 0 || line_number > where.line_starts.size()) return {};
  const std::uint32_t begin = where.line_starts[line_number - 1];
  std::size_t end = line_number < where.line_starts.size() ? where.line_starts[line_number] - 1 : where.text.size();
  if (end > begin && where.text[end - 1] == '\r') --end;
  return std::string_view(where.text).substr(begin, end - begin);
}

std::string_view SourceSet::slice(Span span) const {
  if (span.file < 0) return {};
  const std::string& whole = file(span.file).text;
  const std::size_t begin = std::min<std::size_t>(span.begin, whole.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, whole.size());
  return std::string_view(whole).substr(begin, end - begin);
}

}  // namespace contra::text
