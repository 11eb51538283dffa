// A disk for tests, under SQLite: it knows which bytes are safe (synced) and which are only on their way, can show what
// would be left if the power went now, and can run out of room or break. The real files hold what a running program
// sees.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace store_test {

class TestDisk {
 public:
  TestDisk();   ///< from now on SQLite opens files through it
  ~TestDisk();  ///< no more; every connection must be closed
  TestDisk(const TestDisk&) = delete;
  TestDisk& operator=(const TestDisk&) = delete;

  /// What is left of each file after a power cut at this moment: all that was synced, and of the writes since any part:
  /// each kept, lost, or torn at a sector, in any mixture.
  using Files = std::map<std::string, std::string>;
  Files after_power_cut(std::mt19937& random);

  /// Called before each write, truncation and sync, by the thread that does it, with the disk locked.
  std::function<void()> before_each;
  /// Bytes that can still be written before the disk is full.
  std::optional<std::int64_t> room;
  /// The operation (counted down) that fails with an I/O error, once.
  std::optional<int> breaks_at;

  // --- for the VFS
  struct Write {
    std::int64_t offset;
    std::string bytes;  ///< of a truncation: empty
    bool truncation;
  };
  struct File {
    bool exists = false;  ///< its name is on the disk
    std::string safe;
    std::vector<Write> on_the_way;
  };
  std::recursive_mutex mutex;
  std::map<std::string, File> files;
  sqlite3_vfs* real;
  /// Result code of SQLite; counts the operation.
  int operation();

 private:
  sqlite3_vfs vfs_;
};

}  // namespace store_test
