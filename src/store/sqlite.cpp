// See sqlite.hpp.
#include "store/sqlite.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <new>

namespace contra::store {

namespace {

constexpr int busy_milliseconds = 5000;  // as long as a person waits for a page; a backup blocks nobody for longer

}  // namespace

Error error_of_system(int number, const std::string& place) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Error(Error::What::full, "there is no room left on the disk for " + place +
                                          ": this was not written, and nothing recorded before is lost; make room, "
                                          "then try again");
    case EACCES:
    case EPERM:
    case EROFS:
      return Error(Error::What::read_only,
                   place +
                       " cannot be written or opened with the rights of this program: nothing was changed and "
                       "nothing is lost; give its owner the right to read and write, or start as its owner");
    default:
      return Error(Error::What::io, place + " cannot be read or written (" + std::strerror(number) +
                                        "): this was not done, and nothing recorded before was changed; look at the "
                                        "disk, then try again");
  }
}

Error error_of(int code, int number, const std::string& place) {
  switch (code & 0xFF) {
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    case SQLITE_FULL:
      return error_of_system(ENOSPC, place);
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return error_of_system(EACCES, place);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return Error(Error::What::locked, place +
                                            " is held by another program: nothing was changed and nothing is lost; "
                                            "close that program, then try again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return Error(Error::What::damaged,
                   place +
                       " is damaged or not a file of records: nothing was written into it; `contra records verify` "
                       "says what is wrong, and `contra records restore` puts a backup in its place and keeps "
                       "what is there");
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      if (number != 0) return error_of_system(number, place);
      break;
    default:
      break;
  }
  return Error(Error::What::io, place + " cannot be used (" + sqlite3_errstr(code) +
                                    "): this was not done, and nothing recorded before was changed");
}

// --- statements -------------------------------------------------------------------------------------------------

Statement::Statement(Connection& connection, std::string_view sql)
    : connection_(connection), sql_(sql), statement_(nullptr) {
  if (const auto found = connection.idle_.find(sql_); found != connection.idle_.end()) {
    statement_ = found->second;
    connection.idle_.erase(found);
    return;
  }
  const int code = sqlite3_prepare_v3(connection.database_, sql_.data(), static_cast<int>(sql_.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (code != SQLITE_OK) connection.fail(code);
}

Statement::~Statement() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);  // nothing of a client stays in memory for longer than needed
  if (!connection_.idle_.emplace(std::move(sql_), statement_).second) sqlite3_finalize(statement_);
}

void Statement::bind(int at, std::string_view text) {
  const int code = sqlite3_bind_text64(statement_, at, text.data() != nullptr ? text.data() : "", text.size(),
                                       SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) connection_.fail(code);
}

void Statement::bind(int at, std::int64_t value) {
  if (const int code = sqlite3_bind_int64(statement_, at, value); code != SQLITE_OK) connection_.fail(code);
}

void Statement::bind(int at, Blob blob) {
  const int code = sqlite3_bind_blob64(statement_, at, blob.bytes.data(), blob.bytes.size(), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) connection_.fail(code);
}

void Statement::bind(int at, std::nullptr_t) {
  if (const int code = sqlite3_bind_null(statement_, at); code != SQLITE_OK) connection_.fail(code);
}

bool Statement::row() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.fail(code);
  return false;
}

void Statement::run() {
  while (row()) {
  }
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);  // TEXT too: its bytes as they are
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

bool Statement::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

// --- connections ------------------------------------------------------------------------------------------------

namespace {

/// A file name as a URI, where ?, # and % mean something.
std::string uri_of(const std::string& file, const char* parameters) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out = "file:";
  for (const char c : file) {
    if (c == '?' || c == '#' || c == '%') {
      out += '%';
      out += digits[static_cast<unsigned char>(c) >> 4];
      out += digits[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  return out + parameters;
}

}  // namespace

Connection::Connection(const std::string& file, Mode mode, std::string place) : place_(std::move(place)) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  std::string name = file;
  switch (mode) {
    case Mode::write:
      flags |= SQLITE_OPEN_READWRITE;
      break;
    case Mode::read:
      flags |= SQLITE_OPEN_READONLY;
      break;
    case Mode::immutable:
      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
      name = uri_of(file, "?immutable=1");
      break;
    case Mode::scratch:
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
      break;
  }
  const int code = sqlite3_open_v2(name.c_str(), &database_, flags, nullptr);
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_busy_timeout(database_, busy_milliseconds);
    // A file from elsewhere (a backup to restore) must not make us run what it brings along.
    for (const int option : {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_FKEY})
      sqlite3_db_config(database_, option, 1, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // Nothing of a client goes to a temporary file outside the folder.
    script("PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON;");
    if (mode == Mode::read || mode == Mode::immutable) script("PRAGMA query_only=ON;");
    if (mode == Mode::write) script("PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;");
  } catch (...) {
    sqlite3_close(database_);
    throw;
  }
}

Connection::~Connection() {
  for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

namespace {

/// What the system said last. A failed COMMIT does not pass it on; the files remember it.
int system_error(sqlite3* database) {
  if (database == nullptr) return 0;
  int number = sqlite3_system_errno(database);
  for (const int which : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
    sqlite3_file* file = nullptr;
    if (number == 0 && sqlite3_file_control(database, "main", which, &file) == SQLITE_OK && file != nullptr &&
        file->pMethods != nullptr)
      file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
  }
  return number;
}

}  // namespace

void Connection::fail(int code) const { throw error_of(code, system_error(database_), place_); }

std::int64_t Connection::integer(std::string_view sql) {
  Statement statement(*this, sql);
  return statement.row() ? statement.integer(0) : 0;
}

void Connection::script(const char* sql) {
  if (const int code = sqlite3_exec(database_, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }
int Connection::changes() const { return sqlite3_changes(database_); }

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  connection_.run(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  // Nothing can be done about a failure here, and nothing need be: what was not committed does not count.
  if (connection_.in_transaction()) sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() { connection_.run("COMMIT"); }

Part::Part(Connection& connection) : connection_(connection) { connection_.run("SAVEPOINT part"); }

Part::~Part() {
  // SQLite may have given up the whole transaction (a full disk); then there is no part of it.
  if (open_ && connection_.in_transaction())
    sqlite3_exec(connection_.handle(), "ROLLBACK TO part; RELEASE part", nullptr, nullptr, nullptr);
}

void Part::release() {
  connection_.run("RELEASE part");
  open_ = false;
}

}  // namespace contra::store
