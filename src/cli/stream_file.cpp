// See stream_file.hpp.
#include "cli/stream_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "cli/output.hpp"

namespace contra::cli {

namespace {

constexpr std::string_view state_kind = "contra.stream/1";
constexpr auto between_states = std::chrono::milliseconds(200);  // what a killed run does again

std::string head_of(const RunIdentity& identity) {
  return std::string(state_kind) + "\nengine " + identity.engine + "\ninputs " + identity.inputs + "\nrules " +
         identity.rules + "\noptions " + identity.options + "\n";
}

bool cannot(const std::string& what, int error) {
  complain(what + ": " + std::strerror(error));
  return false;
}

/// Whether exactly `lines` lines end within the first `bytes` bytes, and the last of them there.
bool holds_lines(int descriptor, std::uint64_t bytes, std::uint64_t lines) {
  std::vector<char> buffer(std::size_t{1} << 20);
  std::uint64_t at = 0, found = 0;
  char last = '\n';
  while (at < bytes) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), bytes - at));
    const ssize_t got = pread(descriptor, buffer.data(), wanted, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    found += static_cast<std::uint64_t>(std::count(buffer.begin(), buffer.begin() + got, '\n'));
    last = buffer[static_cast<std::size_t>(got) - 1];
    at += static_cast<std::uint64_t>(got);
  }
  return found == lines && last == '\n';
}

}  // namespace

ResultFile::~ResultFile() {
  if (own_ && descriptor_ >= 0) close(descriptor_);
}

bool ResultFile::open(const std::string& path, bool resume, const RunIdentity& identity, stream::Progress& done) {
  if (path.empty()) {
    descriptor_ = STDOUT_FILENO;
    return true;
  }
  path_ = path;
  identity_ = identity;
  own_ = true;
  struct stat about {};
  if (stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode)) {
    if (resume) {
      complain("`" + path + "` is not a file on disk, so there is nothing to resume");
      return false;
    }
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    return descriptor_ >= 0 || cannot("`" + path + "` cannot be written", errno);
  }
  part_ = path + ".part";
  state_ = path + ".state";
  if (resume && access(part_.c_str(), F_OK) == 0) return take_up(done);
  // The state comes first: a part without one could not be taken up, however soon the run was killed.
  if (!write_state({})) return cannot("`" + state_ + "` cannot be written", errno);
  descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return descriptor_ >= 0 || cannot("`" + part_ + "` cannot be written", errno);
}

bool ResultFile::take_up(stream::Progress& done) {
  const std::string anew = "leave out --resume to begin anew";
  std::ifstream file(state_, std::ios::binary);
  std::array<std::string, 5> lines;
  for (std::string& line : lines) std::getline(file, line);
  std::string word_lines, word_bytes, word_go, word_wait, word_refused;
  std::uint64_t all = 0;
  stream::Progress found;
  file >> word_lines >> all >> word_go >> found.lines.go >> word_wait >> found.lines.wait >> word_refused >>
      found.lines.refused >> word_bytes >> found.written;
  if (!file || lines[0] != state_kind || word_lines != "lines" || word_bytes != "bytes" || all != found.lines.all()) {
    complain("`" + state_ + "`, which says how far `" + part_ + "` has come, is missing or cannot be read", anew);
    return false;
  }
  const std::array<std::pair<std::string, const char*>, 4> parts = {
      {{"engine " + identity_.engine, "version of contra"},
       {"inputs " + identity_.inputs, "input"},
       {"rules " + identity_.rules, "set of rules"},
       {"options " + identity_.options, "set of options"}}};
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (lines[i + 1] != parts[i].first) {
      complain("`" + part_ + "` was made from another " + parts[i].second + ", so it cannot be resumed", anew);
      return false;
    }
  descriptor_ = ::open(part_.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor_ < 0) return cannot("`" + part_ + "` cannot be written", errno);
  if (!holds_lines(descriptor_, found.written, all)) {
    complain("`" + part_ + "` is not as `" + state_ + "` says: it was changed, or lost with the power", anew);
    return false;
  }
  // What was written after the state, and a torn line, is done again.
  if (ftruncate(descriptor_, static_cast<off_t>(found.written)) != 0 || lseek(descriptor_, 0, SEEK_END) < 0)
    return cannot("`" + part_ + "` cannot be written", errno);
  done = found;
  return true;
}

int ResultFile::write(std::string_view lines) {
  while (!lines.empty()) {
    const ssize_t n = ::write(descriptor_, lines.data(), lines.size());
    if (n >= 0) {
      lines.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EAGAIN) {  // a pipe that somebody has set to non-blocking
      pollfd wanted{descriptor_, POLLOUT, 0};
      poll(&wanted, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

void ResultFile::note(const stream::Progress& progress) {
  // A state that could not be written costs work when the run is resumed, not its result.
  if (part_.empty()) return;
  const auto now = std::chrono::steady_clock::now();
  if (last_state_ && now - *last_state_ < between_states) return;
  last_state_ = now;
  write_state(progress);
}

bool ResultFile::write_state(const stream::Progress& progress) {
  const std::string fresh = state_ + ".new";
  {
    std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
    file << head_of(identity_) << "lines " << progress.lines.all() << " go " << progress.lines.go << " wait "
         << progress.lines.wait << " refused " << progress.lines.refused << "\nbytes " << progress.written << "\n";
    if (!file.flush()) return false;
  }
  return std::rename(fresh.c_str(), state_.c_str()) == 0;
}

bool ResultFile::complete() {
  if (own_) {
    if (fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
      return cannot("`" + path_ + "` could not be written", errno);
    own_ = false;
    if (close(descriptor_) != 0) return cannot("`" + path_ + "` could not be written", errno);
  }
  if (part_.empty()) return true;
  if (std::rename(part_.c_str(), path_.c_str()) != 0) return cannot("`" + path_ + "` could not be written", errno);
  std::remove(state_.c_str());
  return true;
}

std::string ResultFile::leave(const stream::Progress& progress) {
  if (part_.empty()) return {};
  fsync(descriptor_);
  write_state(progress);
  return part_;
}

}  // namespace contra::cli
