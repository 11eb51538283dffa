// Threads that run the handler, behind a queue that is bounded and that long work cannot fill. No sockets.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace contra::http {

class Workers {
 public:
  /// Called once: with true on a worker, or with false, on the thread that drops it, when it will never be run.
  using Job = std::function<void(bool run)>;

  /// `threads` at least 1. `waiting`: jobs that no worker is free for.
  Workers(unsigned threads, std::size_t waiting);
  ~Workers();  ///< drops what waits, and ends as end()
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Half of the workers at most (and one at least) run long jobs, so that short ones need not wait for the end of one.
  /// False when too many wait: the job is not taken.
  bool submit(Job job, bool takes_long);
  std::size_t waiting() const;
  /// Drops what no worker has begun.
  void drop_waiting();
  /// Returns when everything that was taken has been run or dropped and the threads have ended. Nothing is taken after.
  void end();

 private:
  void work();
  bool may_begin_long() const { return !long_.empty() && long_running_ < long_limit_; }
  bool next(Job& job, bool& takes_long);

  const std::size_t limit_, long_limit_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> short_, long_;
  std::size_t idle_ = 0, long_running_ = 0;
  bool ending_ = false, long_was_last_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace contra::http
