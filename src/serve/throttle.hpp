// Slows down guessing, and nobody else: delays that grow with each failure, kept by who tries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace contra::serve {

class Throttle {
 public:
  struct Pace {
    int free;                   ///< failures that cost nothing: fingers slip
    std::int64_t first;         ///< milliseconds to wait after the next one; each further one doubles it
    std::int64_t longest;       ///< milliseconds
    std::int64_t one_forgiven;  ///< milliseconds after which a failure is forgotten
  };
  /// `entries_most`: of the table. When it is full the entry with the fewest failures makes room, the oldest of these.
  explicit Throttle(Pace pace, std::size_t entries_most = 8192) : pace_(pace), most_(entries_most) {}

  /// 0: go on, and the attempt is taken for a failure until passed() or withdraw() says otherwise (so that many at once
  /// are counted each). Else the milliseconds to wait: the attempt does not count.
  std::int64_t attempt(const std::string& key, std::int64_t now);
  /// How long an attempt would have to wait; counts nothing.
  std::int64_t wait(const std::string& key, std::int64_t now);
  void passed(const std::string& key);    ///< forgets the key's failures
  void withdraw(const std::string& key);  ///< takes back the one attempt
  std::size_t size();

 private:
  struct Entry {
    std::int64_t failures = 0, last = 0;
  };
  void forgive(Entry& entry, std::int64_t now) const;
  std::int64_t wait_of(const Entry& entry, std::int64_t now) const;

  Pace pace_;
  std::size_t most_;
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

/// The part of an address that one party is given: an IPv4 address, the first 64 bits of an IPv6 one.
std::string party_of(std::string_view address);

}  // namespace contra::serve
