// See records.hpp.
#include "cli/records.hpp"

#include <algorithm>
#include <filesystem>

#include "cli/files.hpp"
#include "text/limits.hpp"

namespace contra::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t batch_bytes = std::size_t{1} << 30;  // a million records are about 1.3 GB: more is cut by hand

bool has_ending(const std::string& path, std::string_view ending) {
  return path.size() >= ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0;
}
bool is_lines(const std::string& path) { return has_ending(path, ".ndjson") || has_ending(path, ".jsonl"); }

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

/// One record a line: the first line is a whole object by itself and something follows it.
bool looks_like_lines(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  std::string_view line = text.substr(0, end);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line.size() > 1 && line.front() == '{' && line.back() == '}' && !blank(text.substr(end + 1)) &&
         text.find_first_not_of(" \t\r\n", end) != std::string_view::npos &&
         text[text.find_first_not_of(" \t\r\n", end)] == '{';
}

void take_lines(const std::string& name, std::string_view text, const std::function<void(RecordText&&)>& take) {
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    ++number;
    const std::string_view line = text.substr(begin, end - begin);
    if (!blank(line)) take({name + " line " + std::to_string(number), std::string(line), {}});
    begin = end + 1;
  }
}

void take_file(const std::string& path, const std::function<void(RecordText&&)>& take) {
  RecordText record{path == "-" ? "standard input" : path, {}, {}};
  const bool lines = is_lines(path);
  if (!read_file(path, lines || path == "-" ? batch_bytes : limits::intake_bytes, record.text, record.unreadable)) {
    take(std::move(record));
  } else if (lines || (path == "-" && looks_like_lines(record.text))) {
    take_lines(record.name, record.text, take);
  } else if (record.text.size() > limits::intake_bytes) {
    record.unreadable = "it is larger than " + std::to_string(limits::intake_bytes >> 20) + " MB";
    record.text.clear();
    take(std::move(record));
  } else {
    take(std::move(record));
  }
}

}  // namespace

void each_record(const std::vector<std::string>& paths, const std::function<void(RecordText&&)>& take) {
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-" || !fs::is_directory(path, error)) {
      take_file(path, take);
      continue;
    }
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(path, error))
      if (entry.path().extension() == ".json" && entry.is_regular_file(error))
        files.push_back(entry.path().lexically_normal().generic_string());
    std::sort(files.begin(), files.end());
    if (error)
      take({path, {}, error.message()});
    else if (files.empty())
      take({path, {}, "there is no .json file in it"});
    for (const std::string& file : files) take_file(file, take);
  }
}

bool may_be_several(const std::vector<std::string>& paths) {
  std::error_code error;
  return paths.size() > 1 || std::any_of(paths.begin(), paths.end(), [&](const std::string& p) {
           return is_lines(p) || fs::is_directory(p, error);
         });
}

}  // namespace contra::cli
