// Whole files: backup, restore, and what a deletion leaves. See store.hpp.
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "store/schema.hpp"
#include "store/state.hpp"

namespace contra::store {

namespace {

Verification must_be_whole(Connection& copy) {
  Verification verification = verify_all(copy, {});
  if (verification.faults.empty()) return verification;
  throw Error(Error::What::damaged, copy.place() + " would not be whole (" + verification.faults.front().message +
                                        "): no copy took its place, and nothing that was there was changed; `contra "
                                        "records verify` says all that is wrong");
}

}  // namespace

void empty_free_space(Connection& connection, const Folder& folder) {
  try {
    // secure_delete leaves bytes where rows have moved within the file. Written anew, it holds what is there and
    // nothing else.
    connection.script("VACUUM");
    bool emptied = false;
    if (Statement row = connection.query("PRAGMA wal_checkpoint(TRUNCATE)"); row.row()) emptied = row.integer(0) == 0;
    if (!emptied) throw Error(Error::What::locked, "another program is reading " + folder.place() + ": close it");
    for (const std::string& copy : folder.copies())
      if (std::remove(copy.c_str()) != 0) throw error_of_system(errno, copy);
    sync_to_disk(folder.path(), folder.place());
  } catch (const Error& error) {
    throw Error(error.kind(), std::string("the client's data were deleted, but traces of them may be left in the "
                                          "file; ask for the deletion again to remove these: ") +
                                  error.what());
  }
}

Verification Store::backup(const std::string& file) {
  std::error_code none;
  if (std::filesystem::equivalent(file, state_->folder.file(), none))
    throw Error(Error::What::io, file + " is the file of the records itself: nothing was changed; name another file");
  Verification what;
  state_->readers.alone([&](Connection& connection) {
    copy_to_file(connection, file, [&](Connection& copy) { what = must_be_whole(copy); });
  });
  return what;
}

namespace {

/// The first name that is free: what was kept is never replaced.
std::string name_to_keep(const Folder& folder) {
  for (int i = 1;; ++i)
    if (std::string name = folder.path() + "/contra-replaced-" + std::to_string(i) + ".db"; !is_there(name))
      return name;
}

/// The log into the file, if that can be done; the log of a damaged file is kept with it.
void fold_log(const Folder& folder) {
  try {
    Connection connection(folder.file(), Connection::Mode::write, folder.place());
    connection.script("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const Error& error) {
    if (error.kind() != Error::What::damaged) throw;
  }
}

void keep(const std::string& from, const std::string& to, const Folder& folder) {
  if (is_there(from) && link(from.c_str(), to.c_str()) != 0) throw error_of_system(errno, folder.place());
}

void remove_file(const std::string& file, const Folder& folder) {
  if (std::remove(file.c_str()) != 0 && errno != ENOENT) throw error_of_system(errno, folder.place());
}

}  // namespace

Restored restore(const std::string& backup, const std::string& path) {
  if (!is_there(backup)) throw Error(Error::What::not_found, "there is no file " + backup);
  const auto source = open_for_reading(backup, backup);
  if (version_of(*source, migrations()) == 0)
    throw Error(Error::What::damaged, backup + " holds no records: nothing was changed");
  const Folder folder(path, Folder::Need::take);
  const std::string fresh = folder.path() + "/contra-restored.db";
  Restored done;
  copy_to_file(*source, fresh, [&](Connection& copy) {
    migrate(copy, migrations(), [](std::int64_t) {});  // the backup itself stays as it is
    done.what = must_be_whole(copy);
  });

  if (is_there(folder.file())) {
    fold_log(folder);
    // The old file has its second name before it loses the first, and the new one never meets the log of the old.
    done.kept = name_to_keep(folder);
    keep(folder.file() + "-wal", done.kept + "-wal", folder);
    keep(folder.file(), done.kept, folder);
    sync_to_disk(folder.path(), folder.place());
  }
  for (const char* end : {"-wal", "-shm"}) remove_file(folder.file() + end, folder);
  sync_to_disk(folder.path(), folder.place());
  if (std::rename(fresh.c_str(), folder.file().c_str()) != 0) throw error_of_system(errno, folder.place());
  sync_to_disk(folder.path(), folder.place());
  return done;
}

}  // namespace contra::store
