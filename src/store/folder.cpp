// See folder.hpp.
#include "store/folder.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace contra::store {

namespace fs = std::filesystem;

bool is_there(const std::string& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

std::string folder_of(const std::string& file) {
  const std::string parent = fs::path(file).parent_path().string();
  return parent.empty() ? "." : parent;
}

namespace {

/// What root makes in somebody's folder (`sudo contra records restore`) must not lock the owner out.
void give_to_owner_of_folder(int descriptor, const std::string& file) {
  struct stat about {};
  if (geteuid() != 0 || stat(folder_of(file).c_str(), &about) != 0) return;
  if (fchown(descriptor, about.st_uid, about.st_gid) != 0) return;  // then it stays with root, who can read it
}

}  // namespace

void make_file(const std::string& file, const std::string& place) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) throw error_of_system(errno, place);
  give_to_owner_of_folder(descriptor, file);
  close(descriptor);
}

void sync_to_disk(const std::string& path, const std::string& place) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw error_of_system(errno, place);
  const int failed = fsync(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  // Some file systems have no way to sync a folder; their names are as safe as they get.
  if (failed != 0 && failed != EINVAL && failed != ENOTSUP) throw error_of_system(failed, place);
}

Folder::Folder(std::string path, Need need) : path_(std::move(path)) {
  while (path_.size() > 1 && path_.back() == '/') path_.pop_back();
  const bool may_make = need == Need::make || need == Need::take;
  if (!may_make && !is_there(file()))
    throw Error(Error::What::not_found, "there are no records in " + path_ +
                                            ": name the folder that `contra serve "
                                            "--data` was given");
  if (need == Need::look) return;
  if (may_make) {
    if (mkdir(path_.c_str(), 0700) == 0)
      sync_to_disk(folder_of(path_), place());
    else if (errno != EEXIST)
      throw errno == ENOENT
          ? Error(Error::What::not_found, "the folder that should hold " + path_ + " is not there: make it first")
          : error_of_system(errno, place());
  }
  hold();
  try {
    make_private();
    if (need == Need::make && !is_there(file())) {
      make_file(file(), place());
      sync_to_disk(path_, place());
    }
  } catch (...) {
    close(lock_);
    throw;
  }
}

Folder::~Folder() {
  if (lock_ >= 0) close(lock_);  // the lock goes with it, also when the program is killed
}

void Folder::hold() {
  const std::string name = path_ + "/contra.lock";
  lock_ = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0) throw error_of_system(errno, place());
  give_to_owner_of_folder(lock_, name);
  if (flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
  const int failed = errno;
  close(lock_);
  if (failed == EWOULDBLOCK)
    throw Error(Error::What::locked, path_ +
                                         " is in use by another `contra`: nothing was changed; stop it first "
                                         "(verify and backup work beside it)");
  throw error_of_system(failed, place());
}

void Folder::make_private() const {
  // Only a folder that is ours alone: `--data .` must not lock others out of what else is there.
  bool ours = true;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path_, error))
    if (entry.path().filename().string().rfind("contra", 0) != 0) ours = false;
  struct stat about {};
  if (ours && !error && stat(path_.c_str(), &about) == 0 && about.st_uid == geteuid() && (about.st_mode & 077) != 0)
    chmod(path_.c_str(), 0700);
  // The files by name: closing a descriptor of the database would drop the locks that SQLite has on it.
  for (const char* name : {"/contra.db", "/contra.db-wal", "/contra.db-shm"})
    if (const std::string one = path_ + name; stat(one.c_str(), &about) == 0 && (about.st_mode & 077) != 0)
      chmod(one.c_str(), about.st_mode & 0700);
}

std::vector<std::string> Folder::copies() const {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path_, error))
    if (entry.path().filename().string().rfind("contra-before-", 0) == 0) out.push_back(entry.path().string());
  return out;
}

std::unique_ptr<Connection> open_for_reading(const std::string& file, const std::string& place) {
  try {
    auto connection = std::make_unique<Connection>(file, Connection::Mode::read, place);
    connection->integer("SELECT count(*) FROM sqlite_schema");
    return connection;
  } catch (const Error& error) {
    // Without a log there is nothing beside the file that would be missed.
    std::error_code none;
    const auto log = fs::file_size(file + "-wal", none);
    const bool has_log = !none && log != 0;
    if ((error.kind() != Error::What::read_only && error.kind() != Error::What::io) || has_log ||
        access(file.c_str(), R_OK) != 0)
      throw;
  }
  return std::make_unique<Connection>(file, Connection::Mode::immutable, place);
}

namespace {

void copy_pages(Connection& source, Connection& target) {
  sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
  if (backup == nullptr) target.fail(sqlite3_extended_errcode(target.handle()));
  // All in one step: a snapshot, and no writer waits for it (WAL).
  const int code = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (code == SQLITE_DONE) return;
  if ((code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB) source.fail(code);
  target.fail(code);
}

void remove_with_journal(const std::string& file) {
  for (const char* end : {"", "-journal", "-wal", "-shm"}) std::remove((file + end).c_str());
}

}  // namespace

void copy_to_file(Connection& source, const std::string& file, const std::function<void(Connection&)>& check) {
  const std::string part = file + ".part";
  remove_with_journal(part);  // of a copy that was cut off
  make_file(part, file);
  try {
    {
      Connection target(part, Connection::Mode::write, file);
      copy_pages(source, target);
      target.script("PRAGMA journal_mode=DELETE");  // one file, that opens also where nothing can be written
      if (check) check(target);
    }
    sync_to_disk(part, file);
    if (std::rename(part.c_str(), file.c_str()) != 0) throw error_of_system(errno, file);
    sync_to_disk(folder_of(file), file);
  } catch (...) {
    remove_with_journal(part);
    throw;
  }
}

}  // namespace contra::store
