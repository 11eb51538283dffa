// See state.hpp.
#include "store/state.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include "store/schema.hpp"

namespace contra::store {

// --- the writer -------------------------------------------------------------------------------------------------

void Writer::run(const std::function<void(Connection&)>& work) {
  Job job{work};
  std::unique_lock<std::mutex> lock(mutex_);
  waiting_.push_back(&job);
  changed_.wait(lock, [&] { return job.done || !busy_; });
  if (!job.done) {  // nobody is writing: this thread writes for all who wait, itself among them
    std::vector<Job*> group;
    group.swap(waiting_);
    busy_ = true;
    lock.unlock();
    commit(group);
    lock.lock();
    busy_ = false;
    for (Job* one : group) one->done = true;
    changed_.notify_all();
  }
  lock.unlock();
  if (job.failed) std::rethrow_exception(job.failed);
}

void Writer::alone(const std::function<void(Connection&)>& work) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return !busy_; });
  busy_ = true;
  lock.unlock();
  std::exception_ptr failed;
  try {
    work(*connection_);
  } catch (...) {
    failed = std::current_exception();
  }
  lock.lock();
  busy_ = false;
  changed_.notify_all();
  lock.unlock();
  if (failed) std::rethrow_exception(failed);
}

void Writer::commit(const std::vector<Job*>& group) {
  try {
    commit_in_one(group);
  } catch (...) {
    // The transaction as a whole came to nothing: so did the work of everybody in it.
    for (Job* job : group)
      if (!job->failed) job->failed = std::current_exception();
  }
}

void Writer::commit_in_one(const std::vector<Job*>& group) {
  Transaction transaction(*connection_, Transaction::Kind::write);
  for (Job* job : group) {
    try {
      Part part(*connection_);
      job->work(*connection_);
      part.release();
    } catch (...) {
      job->failed = std::current_exception();
      if (!connection_->in_transaction()) throw;  // SQLite has given up the whole of it (a full disk)
    }
  }
  transaction.commit();
}

// --- the readers ------------------------------------------------------------------------------------------------

std::unique_ptr<Connection> Readers::take() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return open_for_reading(file_, place_);
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
  constexpr std::size_t kept = 8;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (idle_.size() < kept) idle_.push_back(std::move(connection));
}

thread_local std::pair<Store::State*, Connection*> Store::State::inner{nullptr, nullptr};

// --- opening ----------------------------------------------------------------------------------------------------

namespace {

Folder::Need need_of(Store::Open how) {
  switch (how) {
    case Store::Open::create:
      return Folder::Need::make;
    case Store::Open::existing:
      return Folder::Need::hold;
    case Store::Open::read_only:
      break;
  }
  return Folder::Need::look;
}

std::unique_ptr<Connection> open_for_writing(const Folder& folder) {
  auto connection = std::make_unique<Connection>(folder.file(), Connection::Mode::write, folder.place());
  // SQLite opens for reading what may not be written.
  if (sqlite3_db_readonly(connection->handle(), "main") != 0) connection->fail(SQLITE_READONLY);
  version_of(*connection, migrations());  // a file that is not ours is not touched
  if (Statement mode = connection->query("PRAGMA journal_mode=WAL"); !mode.row() || mode.text(0) != "wal")
    throw Error(Error::What::io, folder.place() +
                                     " is on a disk that cannot be shared between programs of this "
                                     "machine: nothing was changed; use a folder on a local disk");
  migrate(*connection, migrations(), [&](std::int64_t version) {
    copy_to_file(*connection, folder.path() + "/contra-before-" + std::to_string(version) + ".db", nullptr);
  });
  try {
    connection->script("PRAGMA wal_checkpoint(TRUNCATE)");  // what a killed program left; one who reads may prevent it
  } catch (const Error& error) {
    if (error.kind() != Error::What::full) throw;  // there is reading to be done meanwhile
  }
  return connection;
}

}  // namespace

Store::State::State(const std::string& path, Open how)
    : folder(path, need_of(how)), readers(folder.file(), folder.place()) {
  if (how != Open::read_only) {
    writer = std::make_unique<Writer>(open_for_writing(folder));
    return;
  }
  readers.alone([&](Connection& connection) {
    if (version_of(connection, migrations()) != migrations().back().version)
      throw Error(Error::What::io, folder.place() +
                                       " was written by an older contra: nothing was changed; start "
                                       "`contra serve` once, which brings it up to date");
  });
}

Writer& Store::State::the_writer() {
  if (!writer) throw Error(Error::What::read_only, folder.place() + " was opened for reading: nothing was changed");
  return *writer;
}

}  // namespace contra::store
