// See rule_files.hpp.
#include "api/rule_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "text/limits.hpp"

namespace contra::api {

namespace fs = std::filesystem;

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The words of the first line that says something.
std::vector<std::string_view> first_words(std::string_view text, std::size_t count) {
  std::vector<std::string_view> out;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  std::size_t i = 0;
  while (i < text.size() && out.size() < count) {
    if (is_space(text[i])) {
      ++i;
    } else if (text[i] == '#') {
      while (i < text.size() && text[i] != '\n') ++i;
    } else {
      const std::size_t begin = i;
      while (i < text.size() && !is_space(text[i]) && text[i] != '#') ++i;
      out.push_back(text.substr(begin, i - begin));
    }
  }
  return out;
}

void fault(text::Kind kind, const std::string& name, const std::string& message, const std::string& help,
           text::SourceSet& sources, std::vector<text::Diagnostic>& diagnostics) {
  text::Diagnostic d;
  d.kind = kind;
  d.span = {sources.add(name, ""), 0, 0};
  d.message = message;
  d.help = help;
  diagnostics.push_back(std::move(d));
}

/// `path` itself, or the rule files below it.
std::vector<std::string> files_of(const std::string& path, std::string& why) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> out;
  for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end;
       it != end && !error; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (!name.empty() && name[0] == '.') {
      if (it->is_directory(error)) it.disable_recursion_pending();
      continue;
    }
    if (it->path().extension() != ".contra" || !it->is_regular_file(error)) continue;
    out.push_back(it->path().lexically_normal().generic_string());
    if (out.size() > limits::rule_files) {
      why = "more than " + std::to_string(limits::rule_files) + " rule files below it";
      return {};
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::string_view first_word(std::string_view text) {
  const auto words = first_words(text, 1);
  return words.empty() ? std::string_view() : words[0];
}

std::string_view header_name(std::string_view text) {
  const auto words = first_words(text, 3);
  if (words.size() < 2) return {};
  if (words[0] == "policy") {
    // policy "Harbour Skin" on microneedling 1: the pack that it is on.
    const auto open = text.find('"', static_cast<std::size_t>(words[0].data() - text.data()));
    const auto close = open == std::string_view::npos ? open : text.find('"', open + 1);
    if (close == std::string_view::npos) return {};
    const auto rest = first_words(text.substr(close + 1), 2);
    return rest.size() == 2 && rest[0] == "on" ? rest[1] : std::string_view();
  }
  const bool of = (words[0] == "part" && words[1] == "of") || (words[0] == "tests" && words[1] == "for");
  return of ? (words.size() > 2 ? words[2] : std::string_view()) : words[1];
}

void report_too_large(const std::string& name, text::SourceSet& sources, std::vector<text::Diagnostic>& diagnostics) {
  fault(text::Kind::file_too_large, name,
        "`" + name + "` is larger than " + std::to_string(limits::rule_file_bytes >> 20) + " MB",
        "a pack may have several files: each further one begins with `part of` and its name", sources, diagnostics);
}

bool read_stream(std::FILE* file, std::size_t limit, std::string& out, std::string& why) {
  out.clear();
  char buffer[65536];
  std::size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0) {
    out.append(buffer, got);
    if (out.size() > limit) {
      why = "it is larger than " + std::to_string(limit >> 20) + " MB";
      return false;
    }
  }
  if (std::ferror(file) == 0) return true;
  why = std::strerror(errno);
  return false;
}

bool read_file(const std::string& path, std::size_t limit, std::string& out, std::string& why) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) {
    why = std::strerror(errno);
    return false;
  }
  return read_stream(file.get(), limit, out, why);
}

std::vector<RuleText> read_rule_paths(const std::vector<std::string>& paths, bool tests, text::SourceSet& sources,
                                      std::vector<text::Diagnostic>& diagnostics) {
  std::vector<RuleText> out;
  for (const std::string& path : paths) {
    std::string why;
    const std::vector<std::string> files = files_of(path, why);
    if (files.empty()) {
      fault(text::Kind::no_rules, path, why.empty() ? "no rule file in `" + path + "`" : why,
            "rule files end in `.contra`", sources, diagnostics);
      continue;
    }
    for (const std::string& name : files) {
      // A file that was named twice (alone and in its folder) is read once.
      if (std::any_of(out.begin(), out.end(), [&](const RuleText& r) { return r.name == name; })) continue;
      RuleText rule{name, {}};
      if (!read_file(name, limits::rule_file_bytes, rule.text, why)) {
        if (rule.text.size() > limits::rule_file_bytes)
          report_too_large(name, sources, diagnostics);
        else
          fault(text::Kind::unreadable_file, name, "`" + name + "` cannot be read: " + why, {}, sources, diagnostics);
        continue;
      }
      if (tests || first_word(rule.text) != "tests") out.push_back(std::move(rule));
    }
  }
  return out;
}

}  // namespace contra::api
