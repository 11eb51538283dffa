// See source.hpp.
#include "stream/source.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace contra::stream {

namespace {

/// Bytes as the operating system gives them.
class Raw {
 public:
  Raw(int descriptor, bool own, const Stop& stop) : descriptor_(descriptor), own_(own), stop_(stop) {
    struct stat about {};
    waits_ = fstat(descriptor_, &about) != 0 || !S_ISREG(about.st_mode);
  }
  ~Raw() {
    if (own_) close(descriptor_);
  }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  /// `error_number()` tells about a fault.
  Source::State read(char* into, std::size_t size, int patience, std::size_t& got) {
    got = 0;
    for (;;) {
      if (stop_.asked()) return Source::State::stopped;
      if (waits_) {
        pollfd wanted[2] = {{descriptor_, POLLIN, 0}, {stop_.descriptor(), POLLIN, 0}};
        const int ready = poll(wanted, 2, patience);
        if (ready < 0 && errno != EINTR) return failed();
        if (ready < 0 || wanted[1].revents != 0) continue;
        if (ready == 0) return Source::State::waiting;
      }
      const ssize_t n = ::read(descriptor_, into, size);
      if (n > 0) {
        got = static_cast<std::size_t>(n);
        taken_ += got;
        return Source::State::bytes;
      }
      if (n == 0) return Source::State::end;
      if (errno == EAGAIN) waits_ = true;
      if (errno != EINTR && errno != EAGAIN) return failed();
    }
  }
  std::uint64_t taken() const { return taken_; }
  int error_number() const { return error_number_; }

 private:
  Source::State failed() {
    error_number_ = errno;
    return Source::State::fault;
  }

  int descriptor_;
  bool own_, waits_ = true;
  const Stop& stop_;
  std::uint64_t taken_ = 0;
  int error_number_ = 0;
};

/// Turns packed bytes into plain ones.
class Unpacker {
 public:
  virtual ~Unpacker() = default;
  /// Moves `from` on, and writes up to `size` bytes; `got` of them. False: the packed bytes are damaged.
  virtual bool unpack(std::string_view& from, char* into, std::size_t size, std::size_t& got) = 0;
  /// Whether the packed bytes may end here.
  virtual bool complete() const = 0;
};

class Gzip : public Unpacker {
 public:
  Gzip() {
    if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&stream_); }

  bool unpack(std::string_view& from, char* into, std::size_t size, std::size_t& got) override {
    got = 0;
    if (between_members_) {
      // Tapes and tar fill up with zeros; anything else must be a further member.
      while (!from.empty() && from.front() == '\0') {
        padding_ = true;
        from.remove_prefix(1);
      }
      if (from.empty()) return true;
      if (padding_ || inflateReset(&stream_) != Z_OK) return false;
      between_members_ = false;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(from.data()));
    stream_.avail_in = static_cast<uInt>(from.size());
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    const uInt room = stream_.avail_out;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    from.remove_prefix(from.size() - stream_.avail_in);
    got = room - stream_.avail_out;
    between_members_ = result == Z_STREAM_END;
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
  }
  bool complete() const override { return between_members_; }

 private:
  z_stream stream_{};
  bool between_members_ = false, padding_ = false;
};

class Zstd : public Unpacker {
 public:
  Zstd() : stream_(ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }
  ~Zstd() override { ZSTD_freeDStream(stream_); }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;

  bool unpack(std::string_view& from, char* into, std::size_t size, std::size_t& got) override {
    got = 0;
    if (from.empty() && complete_) return true;
    ZSTD_inBuffer in{from.data(), from.size(), 0};
    ZSTD_outBuffer out{into, size, 0};
    const std::size_t left = ZSTD_decompressStream(stream_, &out, &in);
    if (ZSTD_isError(left) != 0) return false;
    from.remove_prefix(in.pos);
    got = out.pos;
    complete_ = left == 0;
    return true;
  }
  bool complete() const override { return complete_; }

 private:
  ZSTD_DStream* stream_;
  bool complete_ = false;
};

bool begins(std::string_view bytes, std::string_view magic) {
  return bytes.substr(0, magic.size()) == magic.substr(0, bytes.size());
}

constexpr std::string_view gzip_magic = "\x1f\x8b", zstd_magic = "\x28\xb5\x2f\xfd", skippable_magic = "\x2a\x4d\x18";

class InputSource : public Source {
 public:
  InputSource(int descriptor, bool own, const Stop& stop, std::string name)
      : raw_(descriptor, own, stop), name_(std::move(name)) {}

  State read(char* into, std::size_t size, int patience, std::size_t& got) override {
    got = 0;
    if (!known_) {
      const State state = recognise(patience);
      if (state != State::bytes) return state;
    }
    return unpacker_ ? unpack(into, size, patience, got) : plain(into, size, patience, got);
  }
  std::uint64_t taken() const override { return raw_.taken(); }
  const Fault& fault() const override { return fault_; }

 private:
  /// Reads until the first bytes tell what they are; no further, because whoever sends them may wait for an answer.
  State recognise(int patience) {
    if (buffer_.empty()) buffer_.resize(std::size_t{64} << 10);
    while (!raw_ended_) {
      const bool may_be_packed =
          begins(held_, gzip_magic) || begins(held_, zstd_magic) ||
          ((static_cast<unsigned char>(held_[0]) & 0xF0) == 0x50 && begins(held_.substr(1), skippable_magic));
      if (!held_.empty() && (held_.size() >= zstd_magic.size() || !may_be_packed)) break;
      const std::size_t before = held_.size();
      std::size_t got = 0;
      const State state = take_raw(buffer_.data() + before, buffer_.size() - before, patience, got);
      if (state == State::end) raw_ended_ = true;
      if (state != State::bytes && state != State::end) return state;
      held_ = {buffer_.data(), before + got};
    }
    known_ = true;
    if (held_.substr(0, 2) == gzip_magic)
      unpacker_ = std::make_unique<Gzip>();
    else if (held_.substr(0, 4) == zstd_magic ||
             (held_.size() >= 4 && (static_cast<unsigned char>(held_[0]) & 0xF0) == 0x50 &&
              held_.substr(1, 3) == skippable_magic))
      unpacker_ = std::make_unique<Zstd>();
    return State::bytes;
  }

  State plain(char* into, std::size_t size, int patience, std::size_t& got) {
    if (held_.empty()) return raw_ended_ ? State::end : take_raw(into, size, patience, got);
    got = std::min(size, held_.size());
    std::memcpy(into, held_.data(), got);
    held_.remove_prefix(got);
    return State::bytes;
  }

  State unpack(char* into, std::size_t size, int patience, std::size_t& got) {
    if (damaged_) return State::fault;
    for (;;) {
      const std::size_t before = held_.size();
      if (!unpacker_->unpack(held_, into, size, got)) {
        fault_ = {name_ + " is damaged: its packed bytes cannot be read any further",
                  "unpack it with gzip or zstd to see where, or fetch it again"};
        damaged_ = true;
        if (got == 0) return State::fault;
      }
      if (got > 0) return State::bytes;
      if (!held_.empty() && held_.size() != before) continue;
      if (raw_ended_) {
        if (unpacker_->complete()) return State::end;
        fault_ = {name_ + " is cut off: its packed bytes end in the middle", "fetch it again"};
        return State::fault;
      }
      const State state = take_raw(buffer_.data(), buffer_.size(), patience, got);
      held_ = {buffer_.data(), got};
      got = 0;
      if (state == State::end) raw_ended_ = true;
      if (state != State::bytes && state != State::end) return state;
    }
  }

  State take_raw(char* into, std::size_t size, int patience, std::size_t& got) {
    const State state = raw_.read(into, size, patience, got);
    if (state == State::fault) fault_ = {name_ + " cannot be read: " + std::strerror(raw_.error_number()), {}};
    return state;
  }

  Raw raw_;
  std::string name_;
  Fault fault_;
  std::vector<char> buffer_;
  std::string_view held_;  // bytes of buffer_ that wait for their turn
  bool known_ = false, raw_ended_ = false, damaged_ = false;
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace

std::string shown(const Input& input) { return input.path == "-" ? "standard input" : "`" + input.path + "`"; }

std::unique_ptr<Source> open_source(const Input& input, const Stop& stop, std::optional<Fault>& fault) {
  if (input.path == "-") return std::make_unique<InputSource>(STDIN_FILENO, false, stop, shown(input));
  const int descriptor = open(input.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    fault = Fault{shown(input) + " cannot be read: " + std::strerror(errno), {}};
    return nullptr;
  }
  return std::make_unique<InputSource>(descriptor, true, stop, shown(input));
}

}  // namespace contra::stream
