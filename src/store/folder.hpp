// The folder of the records: rights, the lock of the one writer, and files that are on the disk when we say so.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite.hpp"

namespace contra::store {

class Folder {
 public:
  enum class Need {
    make,  ///< folder and file are made when they are not there; held against other writers
    hold,  ///< the file must be there; held against other writers
    take,  ///< as `make`, but no file is made: something will take its place
    look   ///< the file must be there; nothing is held or changed
  };
  /// Throws Error: locked, not_found, read_only, full, io.
  Folder(std::string path, Need need);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }
  std::string file() const { return path_ + "/contra.db"; }
  std::string place() const { return file(); }  ///< what messages call it
  /// Copies that a migration made before it began.
  std::vector<std::string> copies() const;

 private:
  void make_private() const;
  void hold();
  std::string path_;
  int lock_ = -1;
};

/// Makes an empty file for its owner alone; fails when there is one.
void make_file(const std::string& file, const std::string& place);
/// Waits until the bytes of a file, or the names in a folder, are on the disk.
void sync_to_disk(const std::string& path, const std::string& place);
/// "." for a name without a folder.
std::string folder_of(const std::string& file);
bool is_there(const std::string& path);

/// Opens for reading also where nothing may be written beside the file.
std::unique_ptr<Connection> open_for_reading(const std::string& file, const std::string& place);

/// All of `source` into `file`, which is whole, synced and for its owner alone when it gets its name. `check` sees the
/// copy before that and may throw. What was at `file` is replaced.
void copy_to_file(Connection& source, const std::string& file, const std::function<void(Connection&)>& check);

}  // namespace contra::store
