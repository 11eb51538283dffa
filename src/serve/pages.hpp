// The files of the page, as they were built in.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace contra::serve {

struct PageFile {
  std::string_view path;  ///< "/assets/index-3f2a.js"
  std::string_view bytes;
};
/// Made by page.cmake; empty when the program was built without its pages.
const std::vector<PageFile>& page_files();

/// The file at `path`, or the page itself for an address of the page ("/", "/day/2026-03-16", "/clients/c-…").
std::optional<http::Response> page_file(std::string_view path);

}  // namespace contra::serve
