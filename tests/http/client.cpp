// See client.hpp.
#include "client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace contra::http::test {

Running::Running(const Options& options, Handler handler)
    : server_(options, std::move(handler)), thread_([this] { server_.run(); }) {}

Running::~Running() {
  server_.stop();
  join();
}

void Running::join() {
  if (thread_.joinable()) thread_.join();
}

Client::Client(std::uint16_t port, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error("no connection");
}

Client::~Client() { ::close(socket_); }

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Client::finish() { ::shutdown(socket_, SHUT_WR); }

bool Client::receive(std::chrono::milliseconds time, std::size_t at_most) {
  if (ended_) return false;
  pollfd wanted{socket_, POLLIN, 0};
  if (::poll(&wanted, 1, static_cast<int>(time.count())) <= 0) return false;
  char piece[64 * 1024];
  const auto size = ::recv(socket_, piece, std::min(at_most, sizeof piece), 0);
  if (size <= 0) {
    ended_ = true;
    return false;
  }
  got_.append(piece, static_cast<std::size_t>(size));
  return true;
}

Answer Client::answer(bool head) {
  std::size_t end = 0;
  while ((end = got_.find("\r\n\r\n")) == got_.npos)
    if (!receive(patience)) return {};
  Answer out;
  out.status = std::stoi(got_.substr(got_.find(' ') + 1, 3));
  for (std::size_t at = got_.find("\r\n") + 2; at < end;) {
    const auto line_end = got_.find("\r\n", at);
    const auto colon = got_.find(": ", at);
    std::string name = got_.substr(at, colon - at);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    out.headers[name] = got_.substr(colon + 2, line_end - colon - 2);
    at = line_end + 2;
  }
  got_.erase(0, end + 4);
  const auto length = out.headers.find("content-length");
  if (head || out.status == 100 || length == out.headers.end()) return out;
  const auto size = static_cast<std::size_t>(std::stoull(length->second));
  while (got_.size() < size)
    if (!receive(patience)) return {};
  out.body = got_.substr(0, size);
  got_.erase(0, size);
  return out;
}

std::size_t Client::take(std::size_t size) {
  while (got_.size() < size && receive(patience, size - got_.size())) {
  }
  const std::size_t taken = std::min(size, got_.size());
  got_.erase(0, taken);
  return taken;
}

std::string Client::rest() {
  while (receive(patience)) {
  }
  return std::exchange(got_, {});
}

bool Client::closed_within(std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (!ended_ && std::chrono::steady_clock::now() < until)
    receive(std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()) +
            std::chrono::milliseconds(1));
  return ended_;
}

std::string get(const std::string& path, const std::string& more) {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

std::string post(const std::string& path, const std::string& body, const std::string& more) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         more + "\r\n" + body;
}

bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace contra::http::test
