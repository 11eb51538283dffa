// See pages.hpp.
#include "serve/pages.hpp"

#include "serve/serve.hpp"

namespace contra::serve {

bool has_pages() { return !page_files().empty(); }

namespace {

std::string_view type_of(std::string_view path) {
  const auto ends = [&](std::string_view end) {
    return path.size() >= end.size() && path.substr(path.size() - end.size()) == end;
  };
  if (ends(".html")) return "text/html; charset=utf-8";
  if (ends(".js")) return "text/javascript; charset=utf-8";
  if (ends(".css")) return "text/css; charset=utf-8";
  if (ends(".svg")) return "image/svg+xml";
  if (ends(".txt")) return "text/plain; charset=utf-8";
  if (ends(".woff2")) return "font/woff2";
  if (ends(".json") || ends(".webmanifest")) return "application/json";
  return "application/octet-stream";
}

/// Whether the page has something at this address: its table is in page/src/app.tsx.
bool is_of_the_page(std::string_view path) {
  const std::string_view first =
      path.substr(1, path.find('/', 1) == std::string_view::npos ? path.npos : path.find('/', 1) - 1);
  for (const std::string_view known : {"", "day", "appointments", "clients", "decisions", "settings", "sign-in"})
    if (first == known) return true;
  return false;
}

}  // namespace

std::optional<http::Response> page_file(std::string_view path) {
  // An address without an ending is one of the page itself, which finds out by its own what to show; where it has
  // nothing, it says so to the person, and the status to everything else.
  const std::string_view last = path.substr(path.rfind('/') + 1);
  const bool address = last.find('.') == std::string_view::npos;
  const std::string_view wanted = address ? "/index.html" : path;
  for (const PageFile& file : page_files()) {
    if (file.path != wanted) continue;
    const bool named_by_content = wanted.rfind("/assets/", 0) == 0;
    return http::Response{address && !is_of_the_page(path) ? 404 : 200,
                          std::string(type_of(wanted)),
                          {{"Cache-Control", named_by_content ? "private, max-age=31536000, immutable" : "no-cache"}},
                          std::string(file.bytes)};
  }
  return std::nullopt;
}

}  // namespace contra::serve
