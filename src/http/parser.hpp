// From bytes to a Request: the header's bytes are looked at first (HeadScan), then Beast parses them, then
// RequestParser refuses what two readers could understand in two ways. No sockets.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "http/message.hpp"
#include "http/server.hpp"

namespace contra::http {

/// Looks at the bytes of a request's header as they come. Every line must end in CRLF; control characters and folded
/// lines (RFC 9112, 5.2) are refused, which Beast would let pass.
class HeadScan {
 public:
  enum class Result { more, whole, bad };
  /// `bytes` are all bytes of the request until now; each is looked at once.
  Result look(std::string_view bytes);
  /// Of the header with its empty line, once it is whole.
  std::size_t size() const { return at_; }
  /// Whether the request line has ended.
  bool past_first_line() const { return lines_ > 0; }

 private:
  std::size_t at_ = 0, lines_ = 0, in_line_ = 0;
  bool after_cr_ = false;
};

/// Bytes that are held for bodies, of all connections together. Of one thread.
struct HeldBytes {
  std::size_t now = 0;
};

/// One request. The base reads; this one keeps what it read and says with which status it refuses.
class RequestParser : public boost::beast::http::basic_parser<true> {
 public:
  /// `chunk_words`: bytes of chunk extensions and trailers. `held` must outlive it; bodies are refused (503) when it
  /// says more than `held_bytes`.
  RequestParser(std::size_t body_bytes, std::size_t chunk_words, std::size_t held_bytes, HeldBytes& held);
  ~RequestParser() override;

  /// The status of a refusal, after put() gave that error. `header`: all of it, or empty when it has been read.
  int refused_with(boost::beast::error_code error, std::string_view header) const;
  bool is_head() const { return request_.method == Method::head; }
  bool http_1_0() const { return version_ < 11; }
  bool expects_continue() const { return expects_continue_; }
  /// What was read. The body has its padding.
  Request take();

 private:
  using field = boost::beast::http::field;
  using verb = boost::beast::http::verb;
  using error_code = boost::beast::error_code;
  using text = boost::beast::string_view;

  void on_request_impl(verb, text, text target, int version, error_code&) override;
  void on_response_impl(int, text, int, error_code&) override {}
  void on_field_impl(field, text name, text value, error_code&) override;
  void on_header_impl(error_code&) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(text, error_code&) override;
  void on_chunk_header_impl(std::uint64_t, text extensions, error_code&) override;
  std::size_t on_chunk_body_impl(std::uint64_t, text, error_code&) override;
  void on_finish_impl(error_code&) override {}

  void spend_words(std::size_t size, error_code& error);
  void refuse(int status, error_code& error);

  Request request_;
  std::size_t chunk_words_, held_limit_;
  HeldBytes& held_;
  std::size_t held_here_ = 0;
  int version_ = 0, status_ = 0;
  bool header_done_ = false, expects_continue_ = false;
};

/// Reads one request from bytes as they come.
class RequestReader {
 public:
  /// Both must outlive it.
  RequestReader(const Limits& limits, HeldBytes& held) : limits_(limits), held_(held) {}

  enum class Result {
    more,     ///< there are too few bytes
    header,   ///< the header is whole, and a body follows; said once
    whole,    ///< take() the request
    refused,  ///< with status(); nothing after it can be read
  };
  /// Takes from the front of `bytes` what it has read; what is left comes again, with more behind it.
  Result read(boost::beast::flat_buffer& bytes);

  int status() const { return status_; }
  /// Whether the client waits for 100 before it sends the body.
  bool expects_continue() const { return parser_->expects_continue(); }
  bool is_head() const { return parser_ && parser_->is_head(); }
  bool http_1_0() const { return parser_ && parser_->http_1_0(); }
  bool keep_alive() const { return parser_->keep_alive(); }
  Request take() { return parser_->take(); }

 private:
  Result read_header(boost::beast::flat_buffer& bytes);
  Result read_body(boost::beast::flat_buffer& bytes);
  Result refuse(int status);

  const Limits& limits_;
  HeldBytes& held_;
  HeadScan scan_;
  bool empty_line_skipped_ = false;
  std::optional<RequestParser> parser_;
  int status_ = 0;
};

}  // namespace contra::http
