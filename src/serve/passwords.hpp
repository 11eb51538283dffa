// Passwords: which ones are taken, and how many are hashed at once. See also users.hpp.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace contra::serve {

/// NIST SP 800-63B-4, 3.1.1.2: a password that stands alone has at least 15 characters; nothing is asked of what they
/// are. Three or four words do.
inline constexpr std::size_t password_characters_least = 15;
/// At least 64 are to be allowed; beyond this nobody types, and a hash need not chew on it.
inline constexpr std::size_t password_bytes_most = 256;

/// A gate before the hashing: sign-in attempts can take neither all the memory nor all the workers. Any number of
/// threads.
class Passwords {
 public:
  static constexpr std::size_t at_once = 2;  ///< 128 MiB at the most, and two cores
  /// A few people who come in at the same minute wait for one another; more are told to try again.
  static constexpr std::size_t may_wait = 4;

  enum class Answer { right, wrong, busy };
  /// With an empty `hash` (no such user, or none with a password) a hash is run all the same: who guesses names learns
  /// nothing from the time it takes.
  Answer verify(const std::string& hash, std::string_view password);
  /// Nothing when too many wait.
  std::optional<std::string> hash(std::string_view password);
  /// Whether the hash was made with other limits than today's.
  static bool outdated(const std::string& hash);

  std::uint64_t hashings() const { return hashings_; }  ///< since the start

 private:
  class Place;
  std::mutex mutex_;
  std::condition_variable free_;
  std::size_t running_ = 0, waiting_ = 0;
  std::atomic<std::uint64_t> hashings_{0};
};

}  // namespace contra::serve
