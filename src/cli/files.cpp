// See files.hpp.
#include "cli/files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/rule_files.hpp"

namespace contra::cli {

namespace {

/// 0 or errno. The bytes are on the disk before the name is.
int write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = ::write(descriptor, text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return fsync(descriptor) == 0 ? 0 : errno;
}

/// A pipe, a terminal, /dev/stdout: nothing may take its place.
bool write_into(const std::string& path, std::string_view text, std::string& why) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  int failed = descriptor < 0 ? errno : write_whole(descriptor, text);
  if (failed == EINVAL || failed == ENOTSUP || failed == EROFS) failed = 0;  // no disk under it to wait for
  if (descriptor >= 0 && close(descriptor) != 0 && failed == 0) failed = errno;
  if (failed != 0) why = std::strerror(failed);
  return failed == 0;
}

mode_t mode_of_new_files() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

bool read_file(const std::string& path, std::size_t limit, std::string& out, std::string& why) {
  return path == "-" ? api::read_stream(stdin, limit, out, why) : api::read_file(path, limit, out, why);
}

bool write_file(const std::string& path, std::string_view text, std::string& why) {
  struct stat there {};
  if (stat(path.c_str(), &there) == 0) {
    if (!S_ISREG(there.st_mode)) return write_into(path, text, why);
    // Whoever has made a file read-only does not want another one in its place.
    if (access(path.c_str(), W_OK) != 0) {
      why = std::strerror(errno);
      return false;
    }
  }
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  const std::string target = error ? path : real.string();
  struct stat about {};
  const mode_t mode = stat(target.c_str(), &about) == 0 ? about.st_mode & 07777u : mode_of_new_files();
  std::string fresh = target + ".XXXXXX";  // in the same folder, so that taking the place is one step
  const int descriptor = mkstemp(fresh.data());
  int failed = descriptor < 0 ? errno : write_whole(descriptor, text);
  if (descriptor >= 0) {
    if (failed == 0 && fchmod(descriptor, mode) != 0) failed = errno;
    if (close(descriptor) != 0 && failed == 0) failed = errno;
    if (failed == 0 && std::rename(fresh.c_str(), target.c_str()) != 0) failed = errno;
    if (failed != 0) std::remove(fresh.c_str());
  }
  if (failed != 0) why = std::strerror(failed);
  return failed == 0;
}

}  // namespace contra::cli
