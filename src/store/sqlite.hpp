// SQLite's C interface behind a connection, statements and a transaction that clean up after themselves. Every failure
// becomes an Error that a person can act on. A connection belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "store/store.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace contra::store {

/// Bytes for a BLOB column; text is bound as std::string_view.
struct Blob {
  std::string_view bytes;
};

class Connection;

/// A prepared statement on loan from its connection; goes back, reset, when it ends.
class Statement {
 public:
  Statement(Connection& connection, std::string_view sql);
  template <typename... Values>
  Statement(Connection& connection, std::string_view sql, const Values&... values) : Statement(connection, sql) {
    int at = 0;
    (bind(++at, values), ...);
  }
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int at, std::string_view text);
  void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }
  void bind(int at, const char* text) { bind(at, std::string_view(text)); }
  void bind(int at, std::int64_t value);
  void bind(int at, Blob blob);
  void bind(int at, std::nullptr_t);

  bool row();  ///< steps; false at the end
  void run();  ///< steps to the end

  std::int64_t integer(int column) const;
  std::string text(int column) const;  ///< bytes of TEXT or BLOB; empty for NULL
  bool null(int column) const;

 private:
  Connection& connection_;
  std::string sql_;
  sqlite3_stmt* statement_;
};

class Connection {
 public:
  enum class Mode {
    write,
    read,
    immutable,  ///< reading from a folder where SQLite may put no file beside it; nobody else may write meanwhile
    scratch     ///< in memory
  };
  /// `place` is what messages call it: a folder or a file. The file must be there.
  Connection(const std::string& file, Mode mode, std::string place);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Prepared, with values for ?1, ?2, …
  template <typename... Values>
  Statement query(std::string_view sql, const Values&... values) {
    return Statement(*this, sql, values...);
  }
  /// For what gives nothing back.
  template <typename... Values>
  void run(std::string_view sql, const Values&... values) {
    Statement(*this, sql, values...).run();
  }
  std::int64_t integer(std::string_view sql);  ///< the first column of the first row, 0 without one
  void script(const char* sql);                ///< any number of statements
  bool in_transaction() const;
  int changes() const;
  sqlite3* handle() const { return database_; }
  const std::string& place() const { return place_; }
  [[noreturn]] void fail(int code) const;

 private:
  friend class Statement;
  sqlite3* database_ = nullptr;
  std::string place_;
  std::unordered_map<std::string, sqlite3_stmt*> idle_;
};

/// BEGIN … COMMIT; rolled back when commit() was not reached.
class Transaction {
 public:
  enum class Kind { read, write };
  Transaction(Connection& connection, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Connection& connection_;
};

/// A part of a transaction: undone when release() was not reached. Parts may stand in one another.
class Part {
 public:
  explicit Part(Connection& connection);
  ~Part();
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  void release();

 private:
  Connection& connection_;
  bool open_ = true;
};

/// What to tell a person about SQLite's `code` (and the system's `error_number`, 0 for none) at `place`.
Error error_of(int code, int error_number, const std::string& place);
/// The same for a failed call to the system.
Error error_of_system(int error_number, const std::string& place);

}  // namespace contra::store
