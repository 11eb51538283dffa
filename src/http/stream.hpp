// A connection's bytes, plain or over TLS, in one shape. Everything here runs on the one I/O thread.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>

namespace contra::http {

class Stream {
 public:
  using error_code = boost::system::error_code;
  using Done = std::function<void(error_code)>;
  using Read = std::function<void(error_code, std::size_t)>;

  virtual ~Stream() = default;

  virtual void handshake(Done done) = 0;
  virtual void read_some(boost::asio::mutable_buffer into, Read read) = 0;
  /// All of it, the one after the other; both must live until `done`.
  virtual void write(std::array<boost::asio::const_buffer, 2> from, Done done) = 0;
  /// Tells the other end that nothing more will come from here. Over TLS the other end's farewell is waited for.
  virtual void finish(Done done) = 0;
  /// Whether the other end may still send after finish().
  virtual bool reads_after_finish() const = 0;
  virtual bool secure() const = 0;

  virtual boost::asio::ip::tcp::socket& socket() = 0;
  /// Whether bytes have come that nobody has read.
  bool has_unread();
  /// What waits is told `operation_aborted`.
  void cancel();
  void close();
};

std::unique_ptr<Stream> plain_stream(boost::asio::ip::tcp::socket socket);
std::unique_ptr<Stream> tls_stream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& context);

}  // namespace contra::http
