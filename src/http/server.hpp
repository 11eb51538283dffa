// The one door of the http room: an asynchronous HTTP/1.1 server with limits on everything that others control. It
// knows nothing of what is served.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/message.hpp"

namespace contra::http {

struct Limits {
  std::size_t header_bytes = 16 * 1024;        ///< request line and headers
  std::size_t body_bytes = 8 * 1024 * 1024;    ///< told by Content-Length: refused before it is read
  std::size_t connections = 4096;              ///< more are told 503 and closed
  std::size_t waiting = 1024;                  ///< requests that wait for a worker; more are told 503
  std::size_t held_bytes = 256 * 1024 * 1024;  ///< of bodies at one time; more are told 503, but for small ones
  std::chrono::milliseconds header_time =
      std::chrono::seconds(10);  ///< from the first byte of a request to the end of its headers
  std::chrono::milliseconds body_time = std::chrono::seconds(30);   ///< from there to the end of its body
  std::chrono::milliseconds idle_time = std::chrono::seconds(75);   ///< between requests, and until the first
  std::chrono::milliseconds write_time = std::chrono::seconds(30);  ///< for each 256 KiB of an answer
  std::chrono::milliseconds shutdown_time =
      std::chrono::seconds(10);  ///< what is under way may end; then connections are cut
};

struct Options {
  std::string address = "127.0.0.1";  ///< an IP address
  std::uint16_t port = 0;             ///< 0: any that is free
  std::string certificate, key;       ///< PEM files; both or neither: TLS 1.2 and later
  unsigned threads = 0;               ///< workers that run the handler; 0: one for each core, at least 2
  Limits limits;
  /// Told by path and method, before the handler runs. May be empty; called on the I/O thread, so it must be quick.
  std::function<bool(const Request&)> takes_long;
  /// Told what went wrong with a connection, never a header, a path or a body. May be empty; called on any thread.
  std::function<void(const std::string&)> log;
};

/// Answers one request; runs on a worker, many at a time. What it throws becomes 500 without a word of why.
using Handler = std::function<Response(const Request&)>;

/// A request with a larger body takes long, as do those of which Options::takes_long says so: only half of the workers
/// (at least one) run such, so that the others need not wait.
inline constexpr std::size_t long_body = 256 * 1024;

/// For `/metrics`. Counted since the start.
struct Counts {
  std::uint64_t connections = 0, refused_connections = 0, requests = 0, timeouts = 0;
  std::uint64_t open_connections = 0, waiting = 0;  ///< now
};

class Server {
 public:
  /// Listens at once. Throws std::system_error (address in use, no right to it) and std::runtime_error (a certificate
  /// that cannot be read), with words for a person.
  Server(const Options& options, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// Serves until stop() and until what was under way has been answered.
  void run();
  /// May be called from any thread and from a signal handler's thread; more than once.
  void stop();
  Counts counts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace contra::http
