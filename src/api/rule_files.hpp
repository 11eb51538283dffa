// Finds rule text in files and folders. Nothing here knows the language beyond the first words of a file.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::api {

/// The first word of rule text, comments skipped: "vocabulary", "pack", "policy", "part" or "tests".
std::string_view first_word(std::string_view text);
/// The names after it: "microneedling" of `pack microneedling …`, "skin" of `part of skin`.
std::string_view header_name(std::string_view text);

struct RuleText {
  std::string name, text;
};

/// A diagnostic for a rule text over the limit.
void report_too_large(const std::string& name, text::SourceSet& sources, std::vector<text::Diagnostic>& diagnostics);

/// All of `paths`: a file as it is, a folder with its *.contra, sorted by name. Files that hold only tests are left out
/// unless `tests`. What cannot be read is a diagnostic.
std::vector<RuleText> read_rule_paths(const std::vector<std::string>& paths, bool tests, text::SourceSet& sources,
                                      std::vector<text::Diagnostic>& diagnostics);

/// The bytes of a file. False, and why, when it cannot be read or holds more than `limit` bytes.
bool read_file(const std::string& path, std::size_t limit, std::string& out, std::string& why);
/// The same for an open stream, from where it stands; it stays open.
bool read_stream(std::FILE* file, std::size_t limit, std::string& out, std::string& why);

}  // namespace contra::api
