// See load.hpp.
#include "load.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <stdexcept>

namespace contra::http::load {

namespace {

using Clock = std::chrono::steady_clock;

int connected(std::uint16_t port, int receive_buffer = 0) {
  const int out = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (receive_buffer > 0) ::setsockopt(out, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (out < 0 || ::connect(out, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    if (out >= 0) ::close(out);
    return -1;
  }
  const int on = 1;
  ::setsockopt(out, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return out;
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

/// The whole length of an answer whose header is there; 0 while it is not.
std::size_t length_of(const std::string& got) {
  const auto end = got.find("\r\n\r\n");
  if (end == got.npos) return 0;
  static constexpr std::string_view name = "Content-Length: ";
  const auto at = got.find(name);
  const std::size_t body = at == got.npos || at > end ? 0 : std::strtoull(got.c_str() + at + name.size(), nullptr, 10);
  return end + 4 + body;
}

struct Asker {
  int socket = -1;
  std::string got;
  std::deque<Clock::time_point> due;  ///< the first is the one that is being answered
};

class Asking {
 public:
  explicit Asking(const Steady& steady) : steady_(steady), askers_(steady.clients), epoll_(::epoll_create1(0)) {
    timer_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    watch(timer_, askers_.size());
    for (std::size_t i = 0; i < askers_.size(); ++i) {
      askers_[i].socket = connected(steady.port);
      if (askers_[i].socket < 0) throw std::runtime_error("the server cannot be reached");
      watch(askers_[i].socket, i);
    }
  }
  ~Asking() {
    for (const auto& asker : askers_)
      if (asker.socket >= 0) ::close(asker.socket);
    ::close(timer_);
    ::close(epoll_);
  }
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;

  Measured run() {
    const auto begin = Clock::now();
    const auto step = std::chrono::duration<double>(1 / steady_.rate);
    const auto due_at = [&](std::size_t k) {
      return begin + std::chrono::duration_cast<Clock::duration>(step * static_cast<double>(k));
    };
    const auto ask_until = begin + steady_.time, wait_until = ask_until + std::chrono::seconds(30);
    std::size_t next = 0;
    std::vector<epoll_event> events(1024);
    while (true) {
      const auto now = Clock::now();
      for (; due_at(next) <= now && due_at(next) < ask_until; ++next) ask(next % askers_.size(), due_at(next));
      if (due_at(next) >= ask_until && (open_ == 0 || now >= wait_until)) break;
      set_timer(std::min(due_at(next) < ask_until ? due_at(next) : wait_until, wait_until) - now);
      const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1000);
      for (int i = 0; i < count; ++i) {
        const auto which = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
        if (which < askers_.size()) {
          hear(askers_[which]);
        } else {
          std::uint64_t times = 0;
          [[maybe_unused]] const auto ignored = ::read(timer_, &times, sizeof times);
        }
      }
    }
    out_.broken += open_;
    std::sort(out_.milliseconds.begin(), out_.milliseconds.end());
    return std::move(out_);
  }

 private:
  void watch(int file, std::size_t which) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = which;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, file, &event);
  }
  void set_timer(Clock::duration time) {
    const auto nanoseconds =
        std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
    itimerspec spec{};
    spec.it_value.tv_sec = nanoseconds / 1'000'000'000;
    spec.it_value.tv_nsec = nanoseconds % 1'000'000'000;
    ::timerfd_settime(timer_, 0, &spec, nullptr);
  }
  void ask(std::size_t which, Clock::time_point due) {
    auto& asker = askers_[which];
    ++out_.asked;
    if (asker.socket < 0) {
      ++out_.broken;
      return;
    }
    asker.due.push_back(due);
    ++open_;
    if (asker.due.size() == 1) send(asker);
  }
  void send(Asker& asker) {
    // The server reads while nothing else is under way on this connection, so this does not wait long.
    if (!send_all(asker.socket, steady_.request)) lost(asker);
  }
  void lost(Asker& asker) {
    ::close(asker.socket);
    asker.socket = -1;
    out_.broken += asker.due.size();
    open_ -= asker.due.size();
    asker.due.clear();
  }
  void hear(Asker& asker) {
    if (asker.socket < 0) return;
    char piece[64 * 1024];
    const auto size = ::recv(asker.socket, piece, sizeof piece, MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size <= 0) {
      if (asker.due.empty()) ++out_.broken;
      return lost(asker);
    }
    asker.got.append(piece, static_cast<std::size_t>(size));
    const std::size_t length = length_of(asker.got);
    if (length == 0 || asker.got.size() < length || asker.due.empty()) return;
    out_.milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asker.due.front()).count());
    ++out_.answered;
    if (asker.got.compare(0, 13, "HTTP/1.1 200 ") != 0) ++out_.not_200;
    asker.got.erase(0, length);
    asker.due.pop_front();
    --open_;
    if (!asker.due.empty()) send(asker);
  }

  const Steady& steady_;
  std::vector<Asker> askers_;
  int epoll_ = -1, timer_ = -1;
  std::size_t open_ = 0;
  Measured out_;
};

}  // namespace

double Measured::percentile(double p) const {
  if (milliseconds.empty()) return 0;
  const auto at = static_cast<std::size_t>(std::ceil(p / 100 * static_cast<double>(milliseconds.size())));
  return milliseconds[std::min(std::max<std::size_t>(at, 1), milliseconds.size()) - 1];
}

Measured ask_steadily(const Steady& steady) { return Asking(steady).run(); }

Company::Company(std::uint16_t port, const Wanted& wanted) : port_(port) {
  for (std::size_t i = 0; i < wanted.idle; ++i) idle_.push_back(connected(port));
  if (wanted.slow > 0) threads_.emplace_back([this, wanted] { be_slow(wanted.slow, wanted); });
  for (std::size_t i = 0; i < wanted.batches; ++i)
    threads_.emplace_back([this, batch = wanted.batch] { send_batches(batch); });
  for (std::size_t i = 0; i < wanted.big; ++i) threads_.emplace_back([this, wanted] { be_big(wanted); });
}

Company::~Company() {
  over_ = true;
  for (auto& thread : threads_) thread.join();
  for (const int socket : idle_)
    if (socket >= 0) ::close(socket);
}

std::size_t Company::still_idle() const {
  std::size_t out = 0;
  for (const int socket : idle_) {
    char byte = 0;
    if (socket >= 0 && ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN) ++out;
  }
  return out;
}

void Company::be_slow(std::size_t count, const Wanted& wanted) {
  const std::string get = "GET " + wanted.path + " HTTP/1.1\r\nHost: " + wanted.host + "\r\n";
  const std::string post =
      "POST " + wanted.path + " HTTP/1.1\r\nHost: " + wanted.host + "\r\nContent-Length: 5000\r\n\r\n";
  std::vector<int> sockets(count, -1);
  while (!over_) {
    for (std::size_t i = 0; i < count; ++i) {
      int& socket = sockets[i];
      if (socket < 0) {
        socket = connected(port_, 2048);
        if (socket < 0) continue;
        if (i % 3 == 0) send_all(socket, get + "X-Slow: ");
        if (i % 3 == 1) send_all(socket, post);
        if (i % 3 == 2)
          for (int k = 0; k < 50; ++k) send_all(socket, get + "\r\n");
      }
      char byte = 'x';
      const bool alive = i % 3 == 2 ? ::recv(socket, &byte, 1, MSG_DONTWAIT) != 0
                                    : ::send(socket, &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1;
      if (alive) continue;
      ::close(socket);
      socket = -1;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  for (const int socket : sockets)
    if (socket >= 0) ::close(socket);
}

void Company::be_big(const Wanted& wanted) {
  const std::string piece(1 << 20, ' ');
  while (!over_) {
    const int socket = connected(port_);
    if (socket < 0) return;
    bool sends = send_all(socket, "POST " + wanted.path + " HTTP/1.1\r\nHost: " + wanted.host +
                                      "\r\nContent-Type: application/json\r\nContent-Length: " +
                                      std::to_string(wanted.big_bytes) + "\r\n\r\n");
    for (std::size_t sent = 0; sends && sent < wanted.big_bytes && !over_;) {
      const std::size_t size = std::min(piece.size(), wanted.big_bytes - sent);
      sends = send_all(socket, std::string_view(piece).substr(0, size));
      sent += size;
    }
    if (!over_) {
      char answer[256];
      pollfd wait{socket, POLLIN, 0};
      const bool came = ::poll(&wait, 1, 10'000) == 1;
      const auto size = came ? ::recv(socket, answer, sizeof answer, 0) : -1;
      const bool told = size > 12 && std::memcmp(answer, "HTTP/1.1 413", 12) == 0;
      ++(told ? refused_ : untold_);
    }
    ::close(socket);
  }
}

void Company::send_batches(const std::string& batch) {
  while (!over_)
    if (ask_once(port_, batch).compare(0, 13, "HTTP/1.1 200 ") == 0) ++batches_;
}

std::string ask_once(std::uint16_t port, const std::string& request) {
  const int socket = connected(port);
  std::string out;
  if (socket < 0) return out;
  if (send_all(socket, request)) {
    char piece[64 * 1024];
    while (length_of(out) == 0 || out.size() < length_of(out)) {
      const auto size = ::recv(socket, piece, sizeof piece, 0);
      if (size <= 0) break;
      out.append(piece, static_cast<std::size_t>(size));
    }
  }
  ::close(socket);
  return out;
}

void want_many_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace contra::http::load
