// See message.hpp.
#include "http/message.hpp"

#include <algorithm>
#include <optional>

namespace contra::http {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                               : first >= 0xE0 && first <= 0xEF ? 3
                               : first >= 0xF0 && first <= 0xF4 ? 4
                                                                : 0;
    if (length == 0 || i + length > bytes.size()) return false;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(bytes[i + k]) & 0xC0) != 0x80) return false;
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) || (first == 0xF0 && second < 0x90) ||
        (first == 0xF4 && second > 0x8F))
      return false;
    i += length;
  }
  return true;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// A path that says one thing only, to whoever reads it: the decoded bytes hold no separator that the sent ones hid.
bool is_plain_path(std::string_view sent, std::string_view decoded) {
  for (std::size_t i = 0; i + 2 < sent.size(); ++i)
    if (sent[i] == '%' && sent[i + 1] == '2' && lower(sent[i + 2]) == 'f') return false;
  for (const char c : decoded)
    if (c == '\\' || is_control(c)) return false;
  for (std::size_t begin = 1; begin <= decoded.size();) {
    const auto end = std::min(decoded.find('/', begin), decoded.size());
    const auto segment = decoded.substr(begin, end - begin);
    if (segment == "." || segment == "..") return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (same_name(key, name)) return value;
  return {};
}

std::string_view Request::field(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return {};
}

bool decode_path(std::string_view target, std::string& path, std::vector<std::pair<std::string, std::string>>& query) {
  path.clear();
  query.clear();
  if (target.empty() || target.front() != '/') return false;
  for (const char c : target)
    if (is_control(c) || c == ' ' || c == '#') return false;

  const auto mark = target.find('?');
  const auto sent = target.substr(0, mark);
  auto decoded = percent_decoded(sent, false);
  if (!decoded || !is_plain_path(sent, *decoded)) return false;

  std::vector<std::pair<std::string, std::string>> fields;
  auto rest = mark == target.npos ? std::string_view() : target.substr(mark + 1);
  while (!rest.empty()) {
    const auto piece = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
    if (piece.empty()) continue;
    const auto equals = piece.find('=');
    auto name = percent_decoded(piece.substr(0, equals), true);
    auto value = percent_decoded(equals == piece.npos ? std::string_view() : piece.substr(equals + 1), true);
    if (!name || !value) return false;
    fields.emplace_back(std::move(*name), std::move(*value));
  }
  path = std::move(*decoded);
  query = std::move(fields);
  return true;
}

}  // namespace contra::http
