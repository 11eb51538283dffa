// The base protocol: header lines, an empty line, and as many bytes as `Content-Length` says.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace contra::lsp {

/// A text of the largest rule file, every byte of it escaped (`\u0000`), and room for what stands round it.
inline constexpr std::size_t message_bytes = 32u << 20;
/// The standard names two header fields; nobody needs more than this.
inline constexpr std::size_t header_bytes = 4096;

/// Cuts a stream into messages. What is no message is passed over up to the next header, and told once.
class MessageReader {
 public:
  struct Message {
    std::string body;
    std::string fault;  ///< not empty: there is no body, and this is why
  };

  void receive(std::string_view bytes);
  bool empty() const { return ready_.empty(); }
  Message take();

 private:
  bool header();
  void fault(std::string why);

  std::string buffer_;
  std::size_t body_ = 0;  ///< bytes of the body that is coming
  std::size_t skip_ = 0;  ///< bytes of one that is too large
  bool in_body_ = false;
  bool lost_ = false;  ///< the stream made no sense; told already
  std::deque<Message> ready_;
};

/// A message with its header.
std::string framed(std::string_view body);

}  // namespace contra::lsp
