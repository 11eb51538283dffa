// See stream.hpp.
#include "http/stream.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

namespace contra::http {

namespace asio = boost::asio;

bool Stream::has_unread() {
  error_code error;
  return socket().available(error) > 0 && !error;
}

void Stream::cancel() {
  error_code ignored;
  socket().cancel(ignored);
}

void Stream::close() {
  error_code ignored;
  socket().close(ignored);
}

namespace {

class Plain final : public Stream {
 public:
  explicit Plain(asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

  void handshake(Done done) override { done({}); }
  void read_some(asio::mutable_buffer into, Read read) override { socket_.async_read_some(into, std::move(read)); }
  void write(std::array<asio::const_buffer, 2> from, Done done) override {
    asio::async_write(socket_, from, [done = std::move(done)](error_code error, std::size_t) { done(error); });
  }
  void finish(Done done) override {
    error_code error;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    done(error);
  }
  bool reads_after_finish() const override { return true; }
  bool secure() const override { return false; }
  asio::ip::tcp::socket& socket() override { return socket_; }

 private:
  asio::ip::tcp::socket socket_;
};

class Tls final : public Stream {
 public:
  Tls(asio::ip::tcp::socket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {}

  void handshake(Done done) override { stream_.async_handshake(asio::ssl::stream_base::server, std::move(done)); }
  void read_some(asio::mutable_buffer into, Read read) override { stream_.async_read_some(into, std::move(read)); }
  void write(std::array<asio::const_buffer, 2> from, Done done) override {
    asio::async_write(stream_, from, [done = std::move(done)](error_code error, std::size_t) { done(error); });
  }
  void finish(Done done) override { stream_.async_shutdown(std::move(done)); }
  bool reads_after_finish() const override { return false; }
  bool secure() const override { return true; }
  asio::ip::tcp::socket& socket() override { return stream_.next_layer(); }

 private:
  asio::ssl::stream<asio::ip::tcp::socket> stream_;
};

}  // namespace

std::unique_ptr<Stream> plain_stream(asio::ip::tcp::socket socket) {
  return std::make_unique<Plain>(std::move(socket));
}

std::unique_ptr<Stream> tls_stream(asio::ip::tcp::socket socket, asio::ssl::context& context) {
  return std::make_unique<Tls>(std::move(socket), context);
}

}  // namespace contra::http
