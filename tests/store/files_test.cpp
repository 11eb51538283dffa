// The file as a whole: rights, the lock, files that are not ours, migrations, backup and restore, a disk without room.
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "some_records.hpp"
#include "store/folder.hpp"
#include "store/schema.hpp"

namespace store_test {
namespace {

using What = Error::What;

mode_t mode_of(const std::string& file) {
  struct stat about {};
  EXPECT_EQ(stat(file.c_str(), &about), 0) << file;
  return about.st_mode & 07777u;
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

/// Runs `work` in another process without the rights of root; what it returns is the process's exit code.
int as_nobody(const std::string& folder, const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0) {
      const uid_t nobody = 65534;
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (chown(entry.path().c_str(), nobody, nobody) != 0) _exit(90);
      if (chown(folder.c_str(), nobody, nobody) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0) _exit(91);
    }
    int code = 92;
    try {
      code = work();
    } catch (...) {
    }
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

using Files = Records;

TEST_F(Files, AreForTheirOwnerAlone) {
  const mode_t before = umask(0);
  {
    Store store(path());
    put_client(store, "Anna Example");
    EXPECT_EQ(mode_of(path()), 0700u);
    for (const char* name : {"/contra.db", "/contra.db-wal", "/contra.db-shm", "/contra.lock"})
      EXPECT_EQ(mode_of(path() + name), 0600u) << name;
    store.backup(beside("copy.contra"));
    EXPECT_EQ(mode_of(beside("copy.contra")), 0600u);
  }
  chmod(path().c_str(), 0755);
  chmod(file().c_str(), 0644);
  {
    Store store(path());
    EXPECT_EQ(mode_of(path()), 0700u);
    EXPECT_EQ(mode_of(file()), 0600u);
  }
  // A folder in which other things are is not taken from others.
  std::filesystem::create_directory(beside("shared"));
  chmod(beside("shared").c_str(), 0755);
  std::ofstream(beside("shared/other.txt")) << "other";
  Store store(beside("shared"));
  EXPECT_EQ(mode_of(beside("shared")), 0755u);
  EXPECT_EQ(mode_of(beside("shared/contra.db")), 0600u);
  umask(before);
}

TEST_F(Files, OfRootBelongToTheOwnerOfTheFolder) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root";
  { Store store(path()); }
  ASSERT_EQ(chown(path().c_str(), 65534, 65534), 0);
  Store(path()).backup(path() + "/contra-copy");
  std::filesystem::remove(path() + "/contra.lock");
  restore(path() + "/contra-copy", path());
  for (const char* name : {"/contra-copy", "/contra.db", "/contra.lock"}) {
    struct stat about {};
    ASSERT_EQ(stat((path() + name).c_str(), &about), 0) << name;
    EXPECT_EQ(about.st_uid, 65534u) << name;
  }
}

TEST_F(Files, OneWriterAndAnyReaders) {
  Store store(path());
  put_client(store, "Anna Example");
  EXPECT_EQ(what_of([&] { Store(path(), Store::Open::existing); }), What::locked);
  EXPECT_EQ(what_of([&] { restore(file(), path()); }), What::locked);
  Store reader(path(), Store::Open::read_only);
  EXPECT_EQ(reader.find_clients("anna").size(), 1u);
  put_client(store, "Bert Example");
  EXPECT_EQ(reader.find_clients("").size(), 2u);
  EXPECT_TRUE(reader.verify().faults.empty());
  EXPECT_EQ(reader.backup(beside("copy.contra")).entries, 2);
  EXPECT_EQ(what_of([&] { put_client(reader, "Carl Example"); }), What::read_only);
  EXPECT_NE(message_of([&] { Store(path(), Store::Open::existing); }).find("is in use by another `contra`"),
            std::string::npos);
}

TEST_F(Files, AnotherProgramHoldsTheFile) {
  Store store(path());
  put_client(store, "Anna Example");
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(what_of([&] { put_client(store, "Bert Example"); }), What::locked);
  EXPECT_EQ(store.find_clients("").size(), 1u);  // reading goes on
  sqlite3_close(other);
  EXPECT_EQ(put_client(store, "Bert Example").version, 2);
}

TEST_F(Files, AreNotMadeUnlessAsked) {
  EXPECT_EQ(what_of([&] { Store(path(), Store::Open::existing); }), What::not_found);
  EXPECT_EQ(what_of([&] { Store(path(), Store::Open::read_only); }), What::not_found);
  EXPECT_FALSE(std::filesystem::exists(path()));
  EXPECT_EQ(what_of([&] { Store(beside("no/such/folder")); }), What::not_found);
}

TEST_F(Files, AnEmptyFileIsTheBeginningOfOne) {
  std::filesystem::create_directory(path());
  std::ofstream{file()};
  Store store(path());  // a start that was cut off leaves this
  EXPECT_EQ(put_client(store, "Anna Example").version, 1);
}

TEST_F(Files, WhatIsNotOursIsNotTouched) {
  std::filesystem::create_directory(path());
  const auto bytes_stay = [&](What what) {
    const std::string before = contra_test::slurp(file());
    EXPECT_EQ(what_of([&] { Store store(path()); }), what);
    EXPECT_EQ(what_of([&] { Store store(path(), Store::Open::read_only); }), what);
    EXPECT_EQ(what_of([&] { restore(file(), beside("elsewhere")); }), what);
    EXPECT_EQ(contra_test::slurp(file()), before);
  };
  std::ofstream(file()) << "these are no records, but a long text of somebody: " << std::string(5000, 'x');
  bytes_stay(What::damaged);
  std::filesystem::remove(file());
  tamper(file(), "CREATE TABLE other (x)");
  bytes_stay(What::damaged);
  std::filesystem::remove(file());
  tamper(file(), "CREATE TABLE other (x); PRAGMA application_id=" + std::to_string(application_id) +
                     "; PRAGMA user_version=99");
  bytes_stay(What::newer);
}

TEST_F(Files, AFolderThatCannotBeWritten) {
  {
    Store store(path());
    put_client(store, "Anna Example");
    store.backup(beside("copy.contra"));
  }
  const int code = as_nobody(path(), [&] {
    chmod(file().c_str(), 0400);
    if (what_of([&] { Store store(path()); }) != What::read_only) return 1;
    chmod(file().c_str(), 0600);
    chmod((path() + "/contra.lock").c_str(), 0400);
    chmod(path().c_str(), 0500);
    if (what_of([&] { Store store(path()); }) != What::read_only) return 2;
    // Reading does without: nothing is written beside the file.
    Store reader(path(), Store::Open::read_only);
    if (reader.find_clients("anna").size() != 1 || !reader.verify().faults.empty()) return 3;
    if (what_of([&] { reader.backup(path() + "/copy"); }) != What::read_only) return 4;
    if (what_of([&] { Store store(path() + "/new"); }) != What::read_only) return 5;
    return 0;
  });
  EXPECT_EQ(code, 0);
}

TEST_F(Files, AFileWithoutRightsToReadIt) {
  { Store store(path()); }
  EXPECT_EQ(as_nobody(path(),
                      [&] {
                        chmod(file().c_str(), 0);
                        return what_of([&] { Store(path(), Store::Open::read_only); }) == What::read_only ? 0 : 1;
                      }),
            0);
}

/// The limit of a file's size stands for the end of the disk: the system says so by another word, that is all.
TEST_F(Files, ADiskWithoutRoom) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    Store store(path());
    const Client anna = put_client(store, "Anna Example");
    const rlimit limit{300000, 300000};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(1);
    std::int64_t accepted = 1;
    std::string said;
    for (int i = 0; i < 1000 && said.empty(); ++i) try {
        accepted = store.append(new_entry(Kind::form, anna.id, std::string(2000, 'x'))).number;
      } catch (const Error& error) {
        if (error.kind() != What::full) _exit(2);
        said = error.what();
      }
    if (said.find("nothing recorded before is lost; make room") == std::string::npos) _exit(3);
    if (accepted < 10 || store.entry(accepted).body->size() != 2000) _exit(4);
    if (store.verify().entries != accepted) _exit(5);
    const rlimit less{20000, 300000};
    if (setrlimit(RLIMIT_FSIZE, &less) != 0) _exit(1);
    if (what_of([&] { store.backup(beside("copy.contra")); }) != What::full) _exit(6);
    if (std::filesystem::exists(beside("copy.contra")) || std::filesystem::exists(beside("copy.contra.part"))) _exit(7);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  Store store(path());  // with room again
  EXPECT_TRUE(store.verify().faults.empty());
  put_client(store, "Bert Example");
}

// --- migrations -------------------------------------------------------------------------------------------------

const std::vector<Migration>& with_a_second() {
  static const std::vector<Migration> all = {
      migrations().front(), {2, "CREATE TABLE second (x TEXT) STRICT; INSERT INTO second VALUES ('made')"}};
  return all;
}

TEST_F(Files, AMigrationCopiesFirst) {
  { Store store(path()); }
  Connection connection(file(), Connection::Mode::write, file());
  std::int64_t copied = 0;
  migrate(connection, with_a_second(), [&](std::int64_t version) {
    copied = version;
    EXPECT_EQ(connection.integer("PRAGMA user_version"), 1);
    copy_to_file(connection, path() + "/contra-before-2.db", nullptr);
  });
  EXPECT_EQ(copied, 2);
  EXPECT_EQ(connection.integer("PRAGMA user_version"), 2);
  EXPECT_EQ(connection.integer("SELECT count(*) FROM second"), 1);
  Connection copy(path() + "/contra-before-2.db", Connection::Mode::read, "copy");
  EXPECT_EQ(version_of(copy, migrations()), 1);
  migrate(connection, with_a_second(), [](std::int64_t) { FAIL() << "there is nothing to migrate"; });
  EXPECT_EQ(what_of([&] { version_of(connection, migrations()); }), What::newer);
}

TEST_F(Files, AMigrationThatFailsChangesNothing) {
  { Store store(path()); }
  const std::vector<Migration> broken = {migrations().front(),
                                         {2, "CREATE TABLE second (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)"}};
  {
    Connection connection(file(), Connection::Mode::write, file());
    EXPECT_EQ(what_of([&] { migrate(connection, broken, [](std::int64_t) {}); }), What::io);
    EXPECT_EQ(connection.integer("PRAGMA user_version"), 1);
  }
  EXPECT_TRUE(Store(path()).verify().faults.empty());
}

TEST_F(Files, AnOlderFileIsNotReadWithoutMigrating) {
  { Store store(path()); }
  Connection connection(file(), Connection::Mode::write, file());
  connection.script("PRAGMA user_version=0");
  EXPECT_EQ(what_of([&] { version_of(connection, migrations()); }), What::damaged);  // tables, and no version
}

// --- backup and restore -----------------------------------------------------------------------------------------

TEST_F(Files, ABackupOpensByItself) {
  Verification what;
  {
    Store store(path());
    const Client anna = put_client(store, "Anna Example");
    put_appointment(store, anna.id);
    what = store.backup(beside("copy.contra"));
    EXPECT_EQ(what.entries, 2);
    EXPECT_EQ(what.head, store.verify().head);
    put_client(store, "Bert Example");
    store.backup(beside("copy.contra"));  // takes the place of the older one
  }
  for (const char* end : {"-wal", "-shm", "-journal", ".part"})
    EXPECT_FALSE(std::filesystem::exists(beside("copy.contra") + end)) << end;
  const Restored done = restore(beside("copy.contra"), beside("elsewhere"));
  EXPECT_EQ(done.kept, "");
  EXPECT_EQ(done.what.entries, 3);
  Store store(beside("elsewhere"));
  EXPECT_EQ(store.find_clients("bert").size(), 1u);
  EXPECT_TRUE(store.verify(what.head).faults.empty());
}

TEST_F(Files, ARestoreKeepsWhatWasThere) {
  {
    Store store(path());
    put_client(store, "Anna Example");
    store.backup(beside("copy.contra"));
    put_client(store, "Bert Example");
  }
  const Restored first = restore(beside("copy.contra"), path()), second = restore(first.kept, path());
  EXPECT_EQ(first.kept, path() + "/contra-replaced-1.db");
  EXPECT_EQ(second.kept, path() + "/contra-replaced-2.db");
  EXPECT_EQ(second.what.entries, 2);
  Store store(path());
  EXPECT_EQ(store.find_clients("").size(), 2u);
  EXPECT_EQ(mode_of(file()), 0600u);
}

TEST_F(Files, ARestoreKeepsTheLogOfAKilledProgram) {
  const pid_t child = fork();
  if (child == 0) {
    Store store(path());
    put_client(store, "Anna Example");
    store.backup(beside("copy.contra"));
    put_client(store, "Bert Example");
    kill(getpid(), SIGKILL);
  }
  waitpid(child, nullptr, 0);
  ASSERT_GT(std::filesystem::file_size(file() + "-wal"), 0u);
  const Restored done = restore(beside("copy.contra"), path());
  EXPECT_EQ(restore(done.kept, path()).what.entries, 2);
}

TEST_F(Files, ARestoreReplacesADamagedFile) {
  {
    Store store(path());
    put_client(store, "Anna Example");
    store.backup(beside("copy.contra"));
  }
  std::ofstream(file()) << "broken";
  const Restored done = restore(beside("copy.contra"), path());
  EXPECT_EQ(contra_test::slurp(done.kept), "broken");
  EXPECT_EQ(Store(path()).find_clients("").size(), 1u);
}

TEST_F(Files, ABackupThatIsNotWholeIsNotRestored) {
  {
    Store store(path());
    const Client anna = put_client(store, "Anna Example");
    store.append(new_entry(Kind::form, anna.id, "{\"form\":1}"));
    store.backup(beside("copy.contra"));
    store.append(new_entry(Kind::form, anna.id, "{\"form\":2}"));
  }
  const std::string before = contra_test::slurp(file());
  tamper(beside("copy.contra"), "UPDATE clients SET note = 'x'");
  EXPECT_EQ(what_of([&] { restore(beside("copy.contra"), path()); }), What::damaged);
  EXPECT_EQ(what_of([&] { restore(beside("none.contra"), path()); }), What::not_found);
  EXPECT_EQ(contra_test::slurp(file()), before);
  EXPECT_FALSE(std::filesystem::exists(path() + "/contra-restored.db.part"));
  EXPECT_EQ(Store(path()).verify().entries, 3);
}

TEST_F(Files, ABackupOfWhatIsNotWholeTakesNoPlace) {
  {
    Store store(path());
    put_client(store, "Anna Example");
    store.backup(beside("copy.contra"));
  }
  const std::string good = contra_test::slurp(beside("copy.contra"));
  tamper(file(), "UPDATE clients SET note = 'x'");
  Store store(path(), Store::Open::read_only);
  EXPECT_EQ(what_of([&] { store.backup(beside("copy.contra")); }), What::damaged);
  EXPECT_EQ(contra_test::slurp(beside("copy.contra")), good);
  EXPECT_EQ(what_of([&] { store.backup(file()); }), What::io);
  EXPECT_EQ(what_of([&] { store.backup(beside("no/such/copy")); }), What::io);
}

}  // namespace
}  // namespace store_test
