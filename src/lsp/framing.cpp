// See framing.hpp.
#include "lsp/framing.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace contra::lsp {

namespace {

constexpr std::string_view length_field = "content-length";

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

/// Digits only, and no more of them than a length can have.
bool read_length(std::string_view text, std::size_t& out) {
  if (text.empty() || text.size() > 15) return false;
  out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + static_cast<std::size_t>(c - '0');
  }
  return true;
}

}  // namespace

void MessageReader::fault(std::string why) {
  if (!lost_) ready_.push_back({{}, std::move(why)});
  lost_ = true;
}

/// Reads a header off the front of the buffer. False: more bytes are needed.
bool MessageReader::header() {
  // The standard ends lines with \r\n; a bare \n is understood too.
  std::size_t length = 0;
  bool has_length = false;
  for (std::size_t line = 0;;) {
    const std::size_t end = buffer_.find('\n', line);
    if (end == std::string::npos || end > header_bytes) {
      if (buffer_.size() <= header_bytes) return false;
      // No header is this long. What may be the beginning of one stays.
      fault("the header of a message is longer than " + std::to_string(header_bytes) + " bytes");
      const std::size_t next = lower(buffer_).find(length_field, 1);
      buffer_.erase(0, next != std::string::npos ? next : buffer_.size() - length_field.size());
      return !buffer_.empty() && next != std::string::npos;
    }
    const std::string_view text = trimmed(std::string_view(buffer_).substr(line, end - line));
    line = end + 1;
    if (text.empty()) {
      if (!has_length) {
        buffer_.erase(0, line);
        // Empty lines between messages say nothing.
        if (line > 2) fault("a message without `Content-Length`");
        return true;
      }
      buffer_.erase(0, line);
      lost_ = false;
      if (length > message_bytes) {
        ready_.push_back(
            {{}, "a message of " + std::to_string(length) + " bytes; the limit is " + std::to_string(message_bytes)});
        skip_ = length;
      } else {
        body_ = length;
        in_body_ = true;
      }
      return true;
    }
    const std::size_t colon = text.find(':');
    const std::string name = lower(trimmed(text.substr(0, colon)));
    if (name == length_field && colon != std::string_view::npos) {
      has_length = read_length(trimmed(text.substr(colon + 1)), length);
      if (has_length) continue;
    } else if (name == "content-type" && colon != std::string_view::npos) {
      continue;
    }
    // This line is no header field: pass over it, and over what stood before it.
    fault("a header line that is neither `Content-Length` nor `Content-Type`");
    const std::size_t next = name.find(length_field, 1);
    if (next != std::string::npos && name != length_field) {
      // Garbage right before a header, without a line end between.
      const std::size_t at = lower(std::string_view(buffer_).substr(0, line)).rfind(length_field);
      buffer_.erase(0, at);
    } else {
      buffer_.erase(0, line);
    }
    return true;
  }
}

void MessageReader::receive(std::string_view bytes) {
  if (skip_ > 0) {
    const std::size_t gone = std::min(skip_, bytes.size());
    skip_ -= gone;
    bytes.remove_prefix(gone);
  }
  buffer_.append(bytes);
  while (!buffer_.empty() || in_body_) {
    if (skip_ > 0) {
      const std::size_t gone = std::min(skip_, buffer_.size());
      skip_ -= gone;
      buffer_.erase(0, gone);
    } else if (in_body_) {
      if (buffer_.size() < body_) return;
      ready_.push_back({buffer_.substr(0, body_), {}});
      buffer_.erase(0, body_);
      in_body_ = false;
    } else if (!header()) {
      return;
    }
  }
}

MessageReader::Message MessageReader::take() {
  Message out = std::move(ready_.front());
  ready_.pop_front();
  return out;
}

std::string framed(std::string_view body) {
  std::string out = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  out += body;
  return out;
}

}  // namespace contra::lsp
