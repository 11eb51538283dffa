// Loads a server from outside, over real sockets: steady askers whose answers are timed, and bad company beside them.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace contra::http::load {

struct Steady {
  std::uint16_t port = 0;
  std::size_t clients = 1;  ///< connections that are kept; they ask in turn
  double rate = 100;        ///< requests a second, of all together
  std::chrono::milliseconds time{1000};
  std::string request;  ///< all its bytes
};

struct Measured {
  std::size_t asked = 0, answered = 0;
  std::size_t not_200 = 0;  ///< answers with another status
  std::size_t broken = 0;   ///< connections that ended, and requests that were not answered at all
  /// From when a request was due (not from when it could be sent) to the end of its answer, ascending.
  std::vector<double> milliseconds;

  bool clean() const { return not_200 == 0 && broken == 0 && answered == asked; }
  double percentile(double p) const;
};

/// Throws std::runtime_error when the server cannot be reached.
Measured ask_steadily(const Steady& steady);

/// Others on the same server, until it is gone.
class Company {
 public:
  struct Wanted {
    std::size_t idle = 0;  ///< connections that say nothing
    std::size_t slow = 0;  ///< a third each: send a header, send a body, read an answer a byte at a time
    std::size_t big = 0;   ///< send bodies of `big_bytes` one after the other, as fast as they are taken
    std::size_t big_bytes = 100'000'000;
    std::size_t batches = 0;  ///< send `batch` again and again, and read the answer
    std::string batch;        ///< a request, all its bytes
    std::string path = "/";   ///< that the others ask for
    std::string host;         ///< for their Host header
  };
  Company(std::uint16_t port, const Wanted& wanted);
  ~Company();
  Company(const Company&) = delete;
  Company& operator=(const Company&) = delete;

  /// Of the big bodies: told 413, and not told before the connection broke.
  std::size_t refused() const { return refused_; }
  std::size_t untold() const { return untold_; }
  std::size_t still_idle() const;
  std::size_t batches() const { return batches_; }

 private:
  void be_slow(std::size_t count, const Wanted& wanted);
  void be_big(const Wanted& wanted);
  void send_batches(const std::string& batch);

  const std::uint16_t port_;
  std::atomic<bool> over_{false};
  std::atomic<std::size_t> refused_{0}, untold_{0}, batches_{0};
  std::vector<int> idle_;
  std::vector<std::thread> threads_;
};

/// Answers one request on a connection of its own; empty when nothing came.
std::string ask_once(std::uint16_t port, const std::string& request);

/// So that thousands of sockets can be open.
void want_many_files();

}  // namespace contra::http::load
