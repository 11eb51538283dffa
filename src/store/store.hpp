// The one door of the store room: the clinic's records in one SQLite file. Every write is on disk when its call returns
// (WAL, synchronous=FULL). What happened is kept as a chain of entries that are never changed: each holds the hash of
// the one before. What is only current (drafts, sessions, who may come in) stands beside it.
//
// Any number of threads may use one Store. No call reads a clock: `at` is given, in UTC, as "2026-03-16T09:12:33.123Z".
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "contra/date.hpp"

namespace contra::store {

/// Why something could not be done. The message is for a person: what happened, what was not lost, what to do. It
/// never holds anything of a client.
class Error : public std::runtime_error {
 public:
  enum class What {
    not_found,  ///< no such client, appointment, entry, …
    conflict,   ///< changed meanwhile: the version is not the one that the caller saw
    gone,       ///< the client's data were deleted
    locked,     ///< another program holds the file
    read_only,
    full,     ///< no room on the disk
    damaged,  ///< not a file of ours, or broken
    newer,    ///< written by a newer version
    io
  };
  Error(What what, const std::string& message) : std::runtime_error(message), kind_(what) {}
  What kind() const noexcept { return kind_; }

 private:
  What kind_;
};

/// What an entry of the chain says. Names are those in the file; they never change.
enum class Kind {
  client,       ///< a client's details, first or changed
  appointment,  ///< planned, changed, cancelled
  form,         ///< a signed form of contra.intake/1
  clearance,
  clearance_withdrawn,
  decision,    ///< the record that was screened, the decision, byte for byte
  override_,   ///< "override": a session against a WAIT, with reason and name
  session,     ///< a treatment was done: when it ended
  correction,  ///< words put beside an earlier entry; the entry stays
  deletion     ///< tombstone: the bodies of a client's entries were removed
};
std::string_view kind_name(Kind kind);
std::optional<Kind> kind_of(std::string_view name);

/// One entry of the chain. `hash` = SHA-256 of the fields, the salted hash of the body and the hash before, as
/// chain.hpp says exactly; a body can be removed (deletion) without breaking the chain.
struct Entry {
  std::int64_t number = 0;  ///< from 1, without gaps
  std::string at;
  Kind kind = Kind::client;
  std::string client;               ///< id; empty where there is none
  std::string subject;              ///< id of what it is about: an appointment, the number of an entry; may be empty
  std::string by;                   ///< name of the user
  std::optional<std::string> body;  ///< JSON; absent once deleted
  std::string hash;                 ///< hex
};

struct NewEntry {
  Kind kind = Kind::client;
  std::string client, subject, by, at, body;
  /// Given by the caller to make a repeated call harmless: the same key gives the entry of the first call. Empty: none.
  std::string key;
};

struct Client {
  std::string id;  ///< random, says nothing of the client
  std::string name;
  std::string contact;  ///< free words: telephone, e-mail
  std::string note;
  std::int64_t version = 0;  ///< number of the entry that it comes from
};

struct Appointment {
  enum class State { planned, done, cancelled };
  std::string id, client;
  Day day;
  std::string time;  ///< "14:30", or empty
  std::string plan;  ///< JSON array: the `plan` of contra.intake/1; kept without spaces
  State state = State::planned;
  std::int64_t version = 0;
};

struct Draft {
  std::string appointment, body, at, by;  ///< body: JSON
  std::int64_t version = 0;               ///< from 1, one more with each put
};

struct User {
  std::string name;      ///< 1 to 64 characters, compared as written
  std::string role;      ///< "practitioner" or "manager"
  std::string password;  ///< the hash, by libsodium's crypto_pwhash_str; empty: may not come in by password
  bool disabled = false;
  std::string since;
};

struct Session {
  std::string secret_hash;  ///< SHA-256 of what the cookie holds, hex
  std::string user, csrf, since, last_seen;
};

struct Token {
  std::string id, secret_hash, user, name;
  std::string scopes;        ///< separated by spaces: "screen", "read", "write", "manage"
  std::string since, until;  ///< until: may be empty
};

struct Audit {
  std::int64_t number = 0;
  std::string at, user, action, client, subject;  ///< action: "read client", "write form", "sign in", "refused", …
};

/// What `contra records verify` says.
struct Verification {
  std::int64_t entries = 0, deleted = 0;
  std::string head;  ///< hash of the last entry; empty: no entry
  struct Fault {
    std::int64_t number = 0;  ///< of the entry; 0: of the file
    std::string message;
  };
  std::vector<Fault> faults;
};

class Store {
 public:
  enum class Open { create, existing, read_only };
  /// `folder` holds `contra.db` (and SQLite's two files beside it). Made with rights for its owner alone. Migrates an
  /// older file within one transaction, after a copy. Throws Error.
  explicit Store(const std::string& folder, Open how = Open::create);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// All writes of `work` are one: on the disk when this returns, or none of them when it throws. Its reads see its own
  /// writes. Others who write wait meanwhile, so `work` is short; it may not call backup(), verify() or
  /// remove_client().
  void together(const std::function<void()>& work);

  // --- the chain
  Entry append(const NewEntry& entry);
  Entry entry(std::int64_t number);                       ///< not_found
  std::vector<Entry> history(const std::string& client);  ///< oldest first
  std::vector<Entry> about(const std::string& subject);   ///< oldest first
  /// `noted`: the hash of an entry, in hex, that was written down earlier. A chain whose end was cut off, or that was
  /// made anew from some entry on, holds together; only by such a hash is it found. Empty: none. A damaged file gives
  /// faults, not an Error.
  Verification verify(const std::string& noted = {});

  // --- clients and appointments: the current state of what the chain says, kept in the same transaction
  /// `client.id` empty: a new one. `version` 0 or the one that is there, else conflict.
  Client put(Client client, const std::string& by, const std::string& at, const std::string& key = {});
  Client client(const std::string& id);  ///< not_found, gone
  /// By words of the name, without regard to case or accents; all words must begin a word of it. Empty: all, by name.
  std::vector<Client> find_clients(std::string_view words, std::size_t limit = 50);
  Appointment put(Appointment appointment, const std::string& by, const std::string& at, const std::string& key = {});
  Appointment appointment(const std::string& id);
  std::vector<Appointment> appointments(Day day);                       ///< by time, then by client's name
  std::vector<Appointment> appointments_of(const std::string& client);  ///< by day
  /// Removes the bodies of every entry of the client, drafts, details and appointments; the tombstone with `reason`
  /// stays. Nothing of them remains in the folder's file, its log or the copies that a migration made. Backups, and
  /// what a restore kept, still hold them. When another program keeps the log from being emptied: Error locked, and
  /// asking again finishes it (and gives `gone`).
  Entry remove_client(const std::string& client, const std::string& by, const std::string& at,
                      const std::string& reason);

  // --- drafts
  std::optional<Draft> draft(const std::string& appointment);
  /// `version` is the one that the caller saw (0: none); conflict when there is another.
  Draft put_draft(const std::string& appointment, std::int64_t version, const std::string& body, const std::string& by,
                  const std::string& at);
  void remove_draft(const std::string& appointment);

  // --- who may come in
  std::vector<User> users();
  std::optional<User> user(const std::string& name);
  void put_user(const User& user);
  void put_session(const Session& session);
  std::optional<Session> session(const std::string& secret_hash);
  void remove_session(const std::string& secret_hash);
  void remove_sessions_of(const std::string& user);
  void remove_sessions_before(const std::string& last_seen);
  std::vector<Token> tokens();
  std::optional<Token> token(const std::string& secret_hash);
  void put_token(const Token& token);
  void remove_token(const std::string& id);
  void write_audit(const Audit& line);
  /// Newest first. Empty `client`: of all.
  std::vector<Audit> audit(const std::string& client, std::size_t limit, std::int64_t before = 0);

  // --- whole files
  /// A complete copy that can be opened by itself, verified before it gets its name; never half of one. What was at
  /// `file` is replaced only then.
  Verification backup(const std::string& file);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct Restored {
  Verification what;  ///< of what is there now
  std::string kept;   ///< the file that was there before, by its new name; empty: there was none
};
/// Puts a backup in the place of the folder's file (or makes the folder): it is verified first, and what was there is
/// kept beside it. Throws Error; then all is as it was.
Restored restore(const std::string& backup, const std::string& folder);

/// A random id: `prefix`, a hyphen and 16 letters and digits (80 bits), e.g. "c-7hq2m9x4kd03vwz8".
std::string new_id(std::string_view prefix);

}  // namespace contra::store
