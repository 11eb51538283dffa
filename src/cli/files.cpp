// See files.hpp.
#include "cli/files.hpp"

#include "api/rule_files.hpp"

namespace contra::cli {

bool read_file(const std::string& path, std::size_t limit, std::string& out, std::string& why) {
  return path == "-" ? api::read_stream(stdin, limit, out, why) : api::read_file(path, limit, out, why);
}

}  // namespace contra::cli
