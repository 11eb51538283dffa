// See replace_file.hpp.
#include "cli/replace_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace contra::cli {

namespace {

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

bool replace_file(const std::string& path, std::string_view text, std::string& why) {
  std::error_code error;
  const std::filesystem::path where = std::filesystem::canonical(path, error);
  struct stat about {};
  if (error || stat(where.c_str(), &about) != 0) {
    why = error ? error.message() : std::strerror(errno);
    return false;
  }
  // A new file takes the place of one that its owner has made read-only; that is not what was asked for.
  if (access(where.c_str(), W_OK) != 0) {
    why = std::strerror(errno);
    return false;
  }
  const std::string wanted = (where.parent_path() / ("." + where.filename().string() + ".XXXXXX")).string();
  std::vector<char> name(wanted.begin(), wanted.end());
  name.push_back('\0');
  const int descriptor = mkstemp(name.data());
  if (descriptor < 0) {
    why = std::strerror(errno);
    return false;
  }
  bool good = write_all(descriptor, text) && fchmod(descriptor, about.st_mode & 07777) == 0 &&
              (fsync(descriptor) == 0 || errno == EINVAL);
  int fault = good ? 0 : errno;
  if (close(descriptor) != 0 && good) {
    good = false;
    fault = errno;
  }
  if (good && std::rename(name.data(), where.c_str()) != 0) {
    good = false;
    fault = errno;
  }
  if (good) return true;
  unlink(name.data());
  why = std::strerror(fault);
  return false;
}

}  // namespace contra::cli
