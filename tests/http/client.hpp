// For the tests: a server in a thread of its own, and a client that sends any bytes at all.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>

#include "http/server.hpp"

namespace contra::http::test {

/// Long enough for a loaded machine; nothing that is right takes as long.
inline constexpr std::chrono::seconds patience{20};

/// Runs until it is stopped or gone.
class Running {
 public:
  Running(const Options& options, Handler handler);
  ~Running();
  Server& operator*() { return server_; }
  Server* operator->() { return &server_; }
  void join();

 private:
  Server server_;
  std::thread thread_;
};

struct Answer {
  int status = 0;                              ///< 0: none came
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

class Client {
 public:
  /// `receive_buffer`: of the kernel, in bytes; 0: as it is.
  explicit Client(std::uint16_t port, int receive_buffer = 0);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  int descriptor() const { return socket_; }
  /// False when the other end has gone.
  bool send(std::string_view bytes);
  /// Says that nothing more comes.
  void finish();
  /// The next answer with its body, as its Content-Length says. `head`: it has none.
  Answer answer(bool head = false);
  /// Takes that many bytes, however they are meant; fewer when the other end closes or patience ends.
  std::size_t take(std::size_t size);
  /// What comes until the other end closes, or until patience ends.
  std::string rest();
  /// Whether the other end has closed; waits for it that long.
  bool closed_within(std::chrono::milliseconds time);

 private:
  bool receive(std::chrono::milliseconds time, std::size_t at_most = 1 << 20);

  int socket_ = -1;
  std::string got_;
  bool ended_ = false;
};

/// GET of that path, with a Host.
std::string get(const std::string& path, const std::string& more = "");
std::string post(const std::string& path, const std::string& body, const std::string& more = "");
/// Waits until it holds; false when patience ends first.
bool eventually(const std::function<bool()>& holds);

}  // namespace contra::http::test
