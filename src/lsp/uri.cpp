// See uri.hpp.
#include "lsp/uri.hpp"

#include <filesystem>

namespace contra::lsp {

namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

std::string path_of(std::string_view uri) {
  constexpr std::string_view scheme = "file://";
  if (uri.substr(0, scheme.size()) != scheme) return {};
  uri.remove_prefix(scheme.size());
  // What stands before the path is a host; this machine is the only one that can be meant.
  const std::size_t slash = uri.find('/');
  if (slash == std::string_view::npos) return {};
  uri.remove_prefix(slash);
  std::string out;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    if (uri[i] == '%' && i + 2 < uri.size() && hex(uri[i + 1]) >= 0 && hex(uri[i + 2]) >= 0) {
      out += static_cast<char>(hex(uri[i + 1]) * 16 + hex(uri[i + 2]));
      i += 2;
    } else if (uri[i] == '?' || uri[i] == '#') {
      break;
    } else {
      out += uri[i];
    }
  }
  if (out.find('\0') != std::string::npos) return {};
  return std::filesystem::path(out).lexically_normal().generic_string();
}

std::string uri_of(std::string_view path) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out = "file://";
  for (const char c : path) {
    if (is_plain(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::string built_in_uri(std::string_view name) { return std::string(built_in_scheme) + "///" + std::string(name); }

std::string built_in_name(std::string_view uri) {
  if (uri.substr(0, built_in_scheme.size()) != built_in_scheme) return {};
  uri.remove_prefix(built_in_scheme.size());
  while (!uri.empty() && uri.front() == '/') uri.remove_prefix(1);
  return std::string(uri);
}

}  // namespace contra::lsp
