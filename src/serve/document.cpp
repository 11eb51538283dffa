// See document.hpp.
#include "serve/document.hpp"

#include <algorithm>
#include <utility>

namespace contra::serve {

Document::Document(std::string text) {
  const text::FileId file = sources_.add({}, std::move(text));
  root_ = eval::json::read_document(sources_, file, faults_);
  text::tidy(faults_);
}

namespace {

/// The end of the value that begins at `at`.
std::size_t value_end(std::string_view json, std::size_t at) {
  int depth = 0;
  for (bool quoted = false; at < json.size(); ++at) {
    const char c = json[at];
    if (quoted) {
      if (c == '\\')
        ++at;
      else if (c == '"')
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth-- == 0) return at;
    } else if (c == ',' && depth == 0) {
      return at;
    }
  }
  return at;
}

/// The colon behind the key that begins at `at` with its quote.
std::size_t colon_after(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at)
    if (json[at] == '\\') ++at;
  return json.find(':', std::min(at, json.size()));
}

std::string_view trimmed(std::string_view json) {
  const std::size_t begin = json.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return json.substr(begin, json.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> members_of(std::string_view object) {
  std::vector<std::pair<std::string_view, std::string_view>> out;
  std::size_t at = object.find('{');
  while (at < object.size()) {
    const std::size_t key = object.find_first_of("\"}", at);
    if (key == std::string_view::npos || object[key] == '}') break;
    const std::size_t colon = colon_after(object, key);
    if (colon >= object.size()) break;
    at = value_end(object, colon + 1);
    const std::string_view name = trimmed(object.substr(key, colon - key));
    out.emplace_back(name.substr(1, name.size() - 2), trimmed(object.substr(colon + 1, at - colon - 1)));
  }
  return out;
}

std::string_view member_bytes(std::string_view object, std::string_view name) {
  for (const auto& [key, value] : members_of(object))
    if (key == name) return value;
  return {};
}

std::string_view member_word(std::string_view object, std::string_view name) {
  const std::string_view value = member_bytes(object, name);
  return value.size() >= 2 && value.front() == '"' ? value.substr(1, value.size() - 2) : std::string_view{};
}

}  // namespace contra::serve
