// Rule text as bytes: files, spans in them, and the line and column that a person sees.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace contra::text {

/// Index of a file within a `SourceSet`; -1 means "no file".
using FileId = std::int32_t;

/// Half-open range of byte offsets [begin, end) in one file.
struct Span {
  FileId file = -1;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(Span a, Span b) { return a.file == b.file && a.begin == b.begin && a.end == b.end; }
  friend bool operator<(Span a, Span b) {
    if (a.file != b.file) return a.file < b.file;
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end < b.end;
  }
};

/// From the beginning of `a` to the end of `b` (same file).
Span join(Span a, Span b);

/// A place as a person counts it: line and column from 1, the column in characters (code points).
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

struct SourceFile {
  std::string name;  ///< as the user gave it; shown in diagnostics
  std::string text;  ///< bytes, unchanged
  std::vector<std::uint32_t> line_starts;
};

class SourceSet {
 public:
  FileId add(std::string name, std::string text);
  const SourceFile& file(FileId id) const { return files_.at(static_cast<std::size_t>(id)); }
  std::size_t size() const { return files_.size(); }

  Place place(FileId id, std::uint32_t offset) const;
  std::string_view line(FileId id, std::uint32_t line_number) const;  ///< without its line end
  std::string_view slice(Span span) const;

 private:
  std::vector<SourceFile> files_;
};

}  // namespace contra::text
