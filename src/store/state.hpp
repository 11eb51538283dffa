// What stands behind a Store: the folder, one writer, and connections for reading. Inside the room only.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "store/folder.hpp"
#include "store/sqlite.hpp"

namespace contra::store {

/// The one connection that writes. Calls that arrive while another is being committed are committed together after it:
/// one wait for the disk for all of them.
class Writer {
 public:
  explicit Writer(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

  /// Runs `work` within a transaction and returns once it is on the disk. What `work` throws comes out here; then
  /// nothing of it is kept, and the others of its group are not touched.
  void run(const std::function<void(Connection&)>& work);
  /// Runs `work` with no transaction open and nobody else writing.
  void alone(const std::function<void(Connection&)>& work);

 private:
  struct Job {
    const std::function<void(Connection&)>& work;
    bool done = false;
    std::exception_ptr failed;
  };
  void commit(const std::vector<Job*>& group);
  void commit_in_one(const std::vector<Job*>& group);

  std::unique_ptr<Connection> connection_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Job*> waiting_;
  bool busy_ = false;
};

/// Connections for reading: as many as threads read at once; a few are kept for the next.
class Readers {
 public:
  Readers(std::string file, std::string place) : file_(std::move(file)), place_(std::move(place)) {}

  /// `work` sees the file as it is at one moment.
  template <typename Work>
  auto run(const Work& work) {
    Loan loan(*this);
    Transaction transaction(*loan.connection, Transaction::Kind::read);
    return work(*loan.connection);
  }
  /// `work` gets the connection with no transaction open.
  template <typename Work>
  auto alone(const Work& work) {
    Loan loan(*this);
    return work(*loan.connection);
  }

 private:
  struct Loan {
    explicit Loan(Readers& from) : readers(from), connection(from.take()) {}
    ~Loan() { readers.give_back(std::move(connection)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Readers& readers;
    std::unique_ptr<Connection> connection;
  };
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);

  std::string file_, place_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

/// After a deletion: what was removed is overwritten, in the file and its log, and copies of it go. Not within a
/// transaction. Throws Error.
void empty_free_space(Connection& connection, const Folder& folder);

/// All that `contra records verify` looks at.
Verification verify_all(Connection& connection, const std::string& noted);

struct Store::State {
  State(const std::string& path, Open how);

  /// While it lives, what this thread asks of the store is asked within the transaction of `connection`.
  class Within {
   public:
    Within(State& state, Connection& connection) : outer_(inner) { inner = {&state, &connection}; }
    ~Within() { inner = outer_; }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

   private:
    std::pair<State*, Connection*> outer_;
  };

  template <typename Work>
  auto read(const Work& work) {
    return inner.first == this ? work(*inner.second) : readers.run(work);
  }
  /// The result of `work`, once it is on the disk.
  template <typename Work>
  auto write(const Work& work) {
    using Result = decltype(work(std::declval<Connection&>()));
    if (inner.first == this) return part(work, *inner.second);
    if constexpr (std::is_void_v<Result>) {
      the_writer().run(work);
    } else {
      std::optional<Result> result;
      the_writer().run([&](Connection& connection) { result = work(connection); });
      return std::move(*result);
    }
  }
  template <typename Work>
  auto part(const Work& work, Connection& connection) {
    Part one(connection);
    if constexpr (std::is_void_v<decltype(work(connection))>) {
      work(connection);
      one.release();
    } else {
      auto result = work(connection);
      one.release();
      return result;
    }
  }
  Writer& the_writer();  ///< Error read_only when there is none

  static thread_local std::pair<State*, Connection*> inner;  ///< of Within; null: none

  Folder folder;
  std::unique_ptr<Writer> writer;  // its end comes after that of the readers, and so tidies the log away
  Readers readers;
};

}  // namespace contra::store
