// See workers.hpp.
#include "http/workers.hpp"

#include <algorithm>

namespace contra::http {

Workers::Workers(unsigned threads, std::size_t waiting) : limit_(waiting), long_limit_(std::max(1U, threads / 2)) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
  drop_waiting();
  end();
}

bool Workers::submit(Job job, bool takes_long) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_ || short_.size() + long_.size() >= limit_ + idle_) return false;
    (takes_long ? long_ : short_).push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  return short_.size() + long_.size();
}

/// With the lock held. Short jobs first, but one long job is always under way while any waits.
bool Workers::next(Job& job, bool& takes_long) {
  const bool long_is_due = may_begin_long() && long_running_ == 0 && !(long_was_last_ && threads_.size() == 1);
  takes_long = may_begin_long() && (long_is_due || short_.empty());
  auto& queue = takes_long ? long_ : short_;
  if (queue.empty()) return false;
  job = std::move(queue.front());
  queue.pop_front();
  if (takes_long) ++long_running_;
  long_was_last_ = takes_long;
  return true;
}

void Workers::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    Job job;
    bool takes_long = false;
    if (next(job, takes_long)) {
      lock.unlock();
      job(true);
      job = nullptr;  // what it holds is let go before the lock is taken
      lock.lock();
      if (takes_long) --long_running_;
      continue;
    }
    // Long jobs may wait for another worker to end one; that worker takes the next.
    if (ending_) return;
    ++idle_;
    wake_.wait(lock);
    --idle_;
  }
}

void Workers::drop_waiting() {
  std::deque<Job> dropped;
  {
    const std::lock_guard lock(mutex_);
    dropped.swap(short_);
    for (auto& job : long_) dropped.push_back(std::move(job));
    long_.clear();
  }
  for (auto& job : dropped) job(false);
}

void Workers::end() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace contra::http
