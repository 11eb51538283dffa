// See splitter.hpp.
#include "stream/splitter.hpp"

#include <algorithm>
#include <cstring>

namespace contra::stream {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t blank_run = std::string_view::npos;

/// One record a line, although the name says one record: the first line is a whole object and another follows it.
bool looks_like_lines(std::string_view text) {
  if (text.substr(0, 3) == byte_order_mark) text.remove_prefix(3);
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  const std::size_t last = text.find_last_not_of(" \t\r", end == 0 ? 0 : end - 1);
  const std::size_t next = text.find_first_not_of(" \t\r\n", end);
  return last != blank_run && text[0] == '{' && text[last] == '}' && last < end && next != blank_run &&
         text[next] == '{';
}

}  // namespace

bool Splitter::fill(Chunk& chunk) {
  begin(chunk);
  for (;;) {
    if (!document_ && !over_) split(chunk);
    if (over_) pass_limit(chunk);
    if (chunk.lines.size() >= options_.chunk_lines) break;
    if (ended_) {
      end_input(chunk);
      continue;
    }
    if (used_ - begin_ > options_.line_bytes) {
      // A document may yet turn out to be lines; a line is over the limit.
      if (document_ && looks_like_lines({chunk.bytes.data() + begin_, used_ - begin_}))
        document_ = false;
      else
        over_ = true;
      continue;
    }
    if (source_ == nullptr && !next_input()) break;
    if (!make_room(chunk)) break;
    if (!read(chunk)) break;
  }
  carry_.assign(chunk.bytes.begin() + static_cast<std::ptrdiff_t>(begin_),
                chunk.bytes.begin() + static_cast<std::ptrdiff_t>(used_));
  chunk.read = read_before_ + (source_ ? source_->taken() : 0);
  return !chunk.lines.empty();
}

void Splitter::begin(Chunk& chunk) {
  chunk.lines.clear();
  begin_ = scan_ = 0;
  used_ = carry_.size();
  capacity_ = std::max(options_.chunk_bytes, used_);
  // A chunk that a long line made large is given back.
  if (chunk.bytes.size() > 2 * (capacity_ + bulk::line_padding)) chunk.bytes = std::vector<char>();
  if (chunk.bytes.size() < capacity_ + bulk::line_padding) chunk.bytes.resize(capacity_ + bulk::line_padding);
  std::copy(carry_.begin(), carry_.end(), chunk.bytes.begin());
  if (carry_.capacity() > 2 * options_.chunk_bytes) carry_ = std::vector<char>();
}

/// Every whole line in the bytes.
void Splitter::split(Chunk& chunk) {
  const char* const bytes = chunk.bytes.data();
  while (chunk.lines.size() < options_.chunk_lines) {
    const void* const found = scan_ < used_ ? std::memchr(bytes + scan_, '\n', used_ - scan_) : nullptr;
    if (found == nullptr) {
      scan_ = used_;
      return;
    }
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes);
    end_line(chunk, at, at + 1);
  }
}

/// Drops what has come of a line over the limit, up to its end.
void Splitter::pass_limit(Chunk& chunk) {
  const char* const bytes = chunk.bytes.data();
  const void* const found = document_ ? nullptr : std::memchr(bytes + begin_, '\n', used_ - begin_);
  if (found == nullptr) {
    dropped_ += used_ - begin_;
    used_ = scan_ = begin_;
    return;
  }
  const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes);
  end_line(chunk, at, at + 1);
  split(chunk);
}

/// The line ends before `end`; the next one begins at `next`.
void Splitter::end_line(Chunk& chunk, std::size_t end, std::size_t next) {
  std::string_view line(chunk.bytes.data() + begin_, end - begin_);
  bytes_here_ += dropped_ + (next - begin_);
  ++lines_;
  ++lines_here_;
  if (lines_here_ == 1 && line.substr(0, 3) == byte_order_mark) line.remove_prefix(3);
  if (over_ || line.size() > options_.line_bytes) line = {};  // data() is null
  over_ = false;
  dropped_ = 0;
  begin_ = scan_ = next;
  if (options_.skip > 0) {
    --options_.skip;
    return;
  }
  if (chunk.lines.empty()) chunk.first_line = lines_;
  chunk.lines.push_back(line);
  chunk.input = next_input_ - 1;
  chunk.line = lines_here_;
  chunk.byte = bytes_here_;
}

bool Splitter::next_input() {
  if (stopped_ || fault_ || next_input_ == inputs_.size()) return false;
  const Input& input = inputs_[next_input_++];
  source_ = open_(input, fault_);
  lines_here_ = bytes_here_ = 0;
  document_ = input.document;
  return source_ != nullptr;
}

/// False: the chunk is full, and the lines that are in it come first.
bool Splitter::make_room(Chunk& chunk) {
  if (used_ < capacity_) return true;
  if (!chunk.lines.empty()) return false;
  if (begin_ > 0) {  // lines that were passed over
    std::memmove(chunk.bytes.data(), chunk.bytes.data() + begin_, used_ - begin_);
    used_ -= begin_;
    scan_ -= begin_;
    begin_ = 0;
    return true;
  }
  capacity_ = std::min(2 * capacity_, std::max(capacity_, options_.line_bytes) + 4096);
  chunk.bytes.resize(capacity_ + bulk::line_padding);
  return true;
}

/// False: nothing more for this chunk.
bool Splitter::read(Chunk& chunk) {
  std::size_t got = 0;
  const std::size_t size = std::min(capacity_ - used_, options_.read_bytes);
  const int patience = chunk.lines.empty() ? -1 : options_.patience;
  switch (source_->read(chunk.bytes.data() + used_, size, patience, got)) {
    case Source::State::bytes:
      used_ += got;
      return true;
    case Source::State::end:
      ended_ = true;
      return true;
    case Source::State::waiting:
      return false;
    case Source::State::stopped:
      stopped_ = true;
      break;
    case Source::State::fault:
      fault_ = source_->fault();
      break;
  }
  // What is left is the beginning of a line that nobody will see the end of.
  read_before_ += source_->taken();
  source_.reset();
  used_ = scan_ = begin_;
  over_ = document_ = false;
  return false;
}

void Splitter::end_input(Chunk& chunk) {
  if (document_ && !over_ && looks_like_lines({chunk.bytes.data() + begin_, used_ - begin_})) {
    document_ = false;
    return;
  }
  if (document_ && !over_) {
    // In JSON a '\r' is white space where a '\n' is, and is refused in a text as a '\n' is.
    std::replace(chunk.bytes.begin() + static_cast<std::ptrdiff_t>(begin_),
                 chunk.bytes.begin() + static_cast<std::ptrdiff_t>(used_), '\n', '\r');
  }
  if (document_ || over_ || used_ > begin_) end_line(chunk, used_, used_);
  document_ = ended_ = false;
  read_before_ += source_->taken();
  source_.reset();
}

}  // namespace contra::stream
