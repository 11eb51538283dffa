// See test_disk.hpp. A VFS that passes everything on to the system's and keeps its own account of what is safe.
#include "test_disk.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>

namespace store_test {

namespace {

/// SQLite's view of an open file; the system's own stands behind it in the same memory.
struct OpenFile {
  sqlite3_file base;
  TestDisk* disk;
  TestDisk::File* account;  // null: a file whose bytes do not matter
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

OpenFile* of(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file); }
TestDisk* disk_of(sqlite3_vfs* vfs) { return static_cast<TestDisk*>(vfs->pAppData); }

void put_into(std::string& bytes, const TestDisk::Write& write) {
  const auto offset = static_cast<std::size_t>(write.offset);
  if (write.truncation) return bytes.resize(std::min(bytes.size(), offset));
  if (bytes.size() < offset + write.bytes.size()) bytes.resize(offset + write.bytes.size());
  bytes.replace(offset, write.bytes.size(), write.bytes);
}

int on_close(sqlite3_file* file) { return of(file)->real()->pMethods->xClose(of(file)->real()); }

int on_read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  return of(file)->real()->pMethods->xRead(of(file)->real(), to, size, offset);
}

int on_write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  OpenFile* open = of(file);
  const std::lock_guard<std::recursive_mutex> lock(open->disk->mutex);
  if (const int code = open->disk->operation(); code != SQLITE_OK) return code;
  if (auto& room = open->disk->room; room) {
    if (*room < size) return SQLITE_FULL;
    *room -= size;
  }
  if (open->account != nullptr)
    open->account->on_the_way.push_back(
        {offset, std::string(static_cast<const char*>(from), static_cast<std::size_t>(size)), false});
  return open->real()->pMethods->xWrite(open->real(), from, size, offset);
}

int on_truncate(sqlite3_file* file, sqlite3_int64 size) {
  OpenFile* open = of(file);
  const std::lock_guard<std::recursive_mutex> lock(open->disk->mutex);
  if (const int code = open->disk->operation(); code != SQLITE_OK) return code;
  if (open->account != nullptr) open->account->on_the_way.push_back({size, "", true});
  return open->real()->pMethods->xTruncate(open->real(), size);
}

int on_sync(sqlite3_file* file, int) {
  OpenFile* open = of(file);
  const std::lock_guard<std::recursive_mutex> lock(open->disk->mutex);
  if (const int code = open->disk->operation(); code != SQLITE_OK) return code;
  if (TestDisk::File* account = open->account; account != nullptr) {
    for (const TestDisk::Write& write : account->on_the_way) put_into(account->safe, write);
    account->on_the_way.clear();
    account->exists = true;  // the system's VFS syncs the folder with a new file
  }
  return SQLITE_OK;  // nothing has to be waited for: the test itself does not lose power
}

int on_size(sqlite3_file* file, sqlite3_int64* size) {
  return of(file)->real()->pMethods->xFileSize(of(file)->real(), size);
}
int on_lock(sqlite3_file* file, int level) { return of(file)->real()->pMethods->xLock(of(file)->real(), level); }
int on_unlock(sqlite3_file* file, int level) { return of(file)->real()->pMethods->xUnlock(of(file)->real(), level); }
int on_check(sqlite3_file* file, int* out) {
  return of(file)->real()->pMethods->xCheckReservedLock(of(file)->real(), out);
}
int on_control(sqlite3_file* file, int what, void* with) {
  return of(file)->real()->pMethods->xFileControl(of(file)->real(), what, with);
}
int on_sector(sqlite3_file* file) { return of(file)->real()->pMethods->xSectorSize(of(file)->real()); }
int on_device(sqlite3_file* file) { return of(file)->real()->pMethods->xDeviceCharacteristics(of(file)->real()); }
int on_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return of(file)->real()->pMethods->xShmMap(of(file)->real(), page, size, extend, out);
}
int on_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return of(file)->real()->pMethods->xShmLock(of(file)->real(), offset, count, flags);
}
void on_barrier(sqlite3_file* file) { of(file)->real()->pMethods->xShmBarrier(of(file)->real()); }
int on_unmap(sqlite3_file* file, int remove) { return of(file)->real()->pMethods->xShmUnmap(of(file)->real(), remove); }

constexpr sqlite3_io_methods methods = {2,           on_close,   on_read,  on_write,   on_truncate, on_sync,   on_size,
                                        on_lock,     on_unlock,  on_check, on_control, on_sector,   on_device, on_map,
                                        on_shm_lock, on_barrier, on_unmap, nullptr,    nullptr};

int on_open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  TestDisk* disk = disk_of(vfs);
  const std::lock_guard<std::recursive_mutex> lock(disk->mutex);
  OpenFile* open = of(file);
  std::memset(open, 0, sizeof *open);
  const int code = disk->real->xOpen(disk->real, name, open->real(), flags, out_flags);
  if (code != SQLITE_OK) return code;
  open->base.pMethods = &methods;
  open->disk = disk;
  if (name == nullptr || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) == 0)
    return SQLITE_OK;
  const bool known = disk->files.count(name) != 0;
  open->account = &disk->files[name];
  if (!known && (flags & SQLITE_OPEN_MAIN_DB) != 0) {  // made, and its folder synced, before SQLite opens it
    std::ifstream in(name, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    open->account->safe = bytes.str();
    open->account->exists = true;
  }
  return SQLITE_OK;
}

int on_delete(sqlite3_vfs* vfs, const char* name, int sync) {
  TestDisk* disk = disk_of(vfs);
  const std::lock_guard<std::recursive_mutex> lock(disk->mutex);
  if (const auto found = disk->files.find(name); found != disk->files.end()) found->second = {};
  return disk->real->xDelete(disk->real, name, sync);
}

int on_access(sqlite3_vfs* vfs, const char* name, int flags, int* out) {
  sqlite3_vfs* real = disk_of(vfs)->real;
  return real->xAccess(real, name, flags, out);
}

int on_full_name(sqlite3_vfs* vfs, const char* name, int size, char* out) {
  sqlite3_vfs* real = disk_of(vfs)->real;
  return real->xFullPathname(real, name, size, out);
}

}  // namespace

TestDisk::TestDisk() : real(sqlite3_vfs_find(nullptr)), vfs_(*real) {
  vfs_.pNext = nullptr;
  vfs_.zName = "contra-test-disk";
  vfs_.pAppData = this;
  vfs_.szOsFile = static_cast<int>(sizeof(OpenFile)) + real->szOsFile;
  vfs_.xOpen = on_open;
  vfs_.xDelete = on_delete;
  vfs_.xAccess = on_access;
  vfs_.xFullPathname = on_full_name;
  sqlite3_vfs_register(&vfs_, 1);
}

TestDisk::~TestDisk() { sqlite3_vfs_unregister(&vfs_); }

int TestDisk::operation() {
  if (before_each) before_each();
  if (breaks_at && (*breaks_at)-- == 0) {
    breaks_at.reset();
    return SQLITE_IOERR_WRITE;
  }
  return SQLITE_OK;
}

TestDisk::Files TestDisk::after_power_cut(std::mt19937& random) {
  constexpr std::size_t sector = 512;
  const std::lock_guard<std::recursive_mutex> lock(mutex);
  Files out;
  for (const auto& [name, file] : files) {
    if (!file.exists && random() % 2 == 0) continue;
    std::string bytes = file.safe;
    // Of a cut, now all, now nothing, now any mixture of what was on the way.
    const auto mood = random() % 4;
    for (Write write : file.on_the_way) {
      const auto fate = mood == 0 ? 0 : mood == 1 ? 1 : random() % 3;
      if (fate == 0) continue;
      if (fate == 2 && !write.truncation) {
        const std::size_t from = sector * (random() % (write.bytes.size() / sector + 1));
        const std::size_t to = std::min(write.bytes.size(), from + sector * (random() % 8));
        write = {write.offset + static_cast<std::int64_t>(from), write.bytes.substr(from, to - from), false};
        if (write.bytes.empty()) continue;
      }
      put_into(bytes, write);
    }
    out[name] = bytes;
  }
  return out;
}

}  // namespace store_test
