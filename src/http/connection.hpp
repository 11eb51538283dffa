// One connection: reads a request whole, has a worker answer it, writes the answer, and begins again; a time limit on
// each step. Everything here runs on the one I/O thread, so nothing is locked, and a slow client costs memory only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/parser.hpp"
#include "http/server.hpp"
#include "http/stream.hpp"
#include "http/workers.hpp"

namespace contra::http {

class Connection;

/// What connections need of their server, which outlives them.
struct Host {
  Host(const Options& given, const Handler& answers, Workers& threads, boost::asio::io_context& context)
      : options(given), handler(answers), workers(threads), io(context) {}

  const Options& options;
  const Handler& handler;
  Workers& workers;
  boost::asio::io_context& io;
  HeldBytes held;
  std::size_t draining = 0;  ///< connections that throw away what they refused
  bool stopping = false;
  std::function<void(Connection&)> ended;  ///< the connection is gone after this
  std::function<void()> count_request, count_timeout;

  void log(const std::string& peer, const char* what) const;
  /// For a Date header, as it is now.
  const std::string& date();

 private:
  std::string date_;
  std::int64_t date_second_ = -1;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Host& host, std::unique_ptr<Stream> stream, std::string peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start();
  /// Says 503 instead, and ends.
  void turn_away();
  /// No new request; what is under way is answered.
  void stop_soon();
  /// At once.
  void cut();

 private:
  enum class Step { handshake, idle, header, body, handler, write, farewell, closed };
  using error_code = boost::system::error_code;
  using Clock = std::chrono::steady_clock;

  void wait_for_request();
  void read_more(std::size_t at_most);
  void on_read(error_code error, std::size_t size);
  void read_request();
  void submit();

  void answer(Response response, bool last);
  void refuse(int status);
  void write_piece();
  void farewell();
  void drain();
  void pause();
  void say_goodbye();
  void close();

  /// The step and the time it may take; none: as long as it takes.
  void enter(Step step, std::optional<Clock::duration> limit);
  void arm();
  void on_deadline();

  Host& host_;
  std::unique_ptr<Stream> stream_;
  const std::string peer_;
  boost::asio::steady_timer timer_;
  std::optional<boost::asio::steady_timer> pause_;  ///< while it throws away what it refused
  Clock::time_point deadline_ = Clock::time_point::max(), timer_set_for_ = Clock::time_point::max();
  Clock::time_point farewell_ends_;
  Step step_ = Step::handshake;
  bool timed_out_ = false, reading_ = false, said_goodbye_ = false;

  boost::beast::flat_buffer in_;
  std::optional<RequestReader> reader_;

  std::string out_head_, out_body_;
  std::size_t written_ = 0, drained_ = 0;
  bool last_ = false, unread_request_ = false;
};

}  // namespace contra::http
