// See schema.hpp.
#include "store/schema.hpp"

#include <algorithm>

namespace contra::store {

namespace {

// The words of a kind are those of kind_name(); both are in the files for ever.
constexpr const char* version_1 = R"sql(
-- What happened. Rows are only added; a body and its salt can go once the client was deleted. See chain.hpp.
CREATE TABLE entries (
  number    INTEGER PRIMARY KEY,
  at        TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('client', 'appointment', 'form', 'clearance', 'clearance_withdrawn',
                                          'decision', 'override', 'session', 'correction', 'deletion')),
  client    TEXT NOT NULL,
  subject   TEXT NOT NULL,
  by        TEXT NOT NULL,
  body      TEXT,
  salt      BLOB CHECK ((salt IS NULL) = (body IS NULL) AND coalesce(length(salt), 32) = 32),
  body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
  hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX entries_client ON entries (client, number);
CREATE INDEX entries_subject ON entries (subject, number);
CREATE TRIGGER entries_are_added BEFORE INSERT ON entries
  WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries)
  BEGIN SELECT raise(ABORT, 'entries are numbered without gaps'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries
  BEGIN SELECT raise(ABORT, 'entries are never removed'); END;
CREATE TRIGGER entries_do_not_change BEFORE UPDATE ON entries
  WHEN NOT (new.number = old.number AND new.at = old.at AND new.kind = old.kind AND new.client = old.client
            AND new.subject = old.subject AND new.by = old.by AND new.body_hash = old.body_hash
            AND new.hash = old.hash AND new.body IS NULL AND new.salt IS NULL
            AND EXISTS (SELECT 1 FROM entries d
                        WHERE d.client = old.client AND d.kind = 'deletion' AND d.number > old.number))
  BEGIN SELECT raise(ABORT, 'entries are never changed'); END;

-- Who read and wrote what; a chain of its own.
CREATE TABLE audit (
  number  INTEGER PRIMARY KEY,
  at      TEXT NOT NULL,
  user    TEXT NOT NULL,
  action  TEXT NOT NULL,
  client  TEXT NOT NULL,
  subject TEXT NOT NULL,
  hash    BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_client ON audit (client, number);
CREATE TRIGGER audit_is_added BEFORE INSERT ON audit
  WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
  BEGIN SELECT raise(ABORT, 'audit lines are numbered without gaps'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
  BEGIN SELECT raise(ABORT, 'audit lines are never removed'); END;
CREATE TRIGGER audit_does_not_change BEFORE UPDATE ON audit
  BEGIN SELECT raise(ABORT, 'audit lines are never changed'); END;

-- Calls that can be repeated: which entry the first one made.
CREATE TABLE keys (
  by    TEXT NOT NULL,
  key   TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entries,
  PRIMARY KEY (by, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_entry ON keys (entry);

-- The current state of what the entries say.
CREATE TABLE clients (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  folded  TEXT NOT NULL,
  contact TEXT NOT NULL,
  note    TEXT NOT NULL,
  version INTEGER NOT NULL REFERENCES entries
) STRICT;
CREATE INDEX clients_folded ON clients (folded, id);
CREATE INDEX clients_version ON clients (version);
CREATE TABLE client_words (
  word   TEXT NOT NULL,
  client TEXT NOT NULL REFERENCES clients ON DELETE CASCADE,
  PRIMARY KEY (word, client)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_words_client ON client_words (client);
CREATE TABLE appointments (
  id      TEXT PRIMARY KEY,
  client  TEXT NOT NULL REFERENCES clients,
  day     TEXT NOT NULL,
  time    TEXT NOT NULL,
  plan    TEXT NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('planned', 'done', 'cancelled')),
  version INTEGER NOT NULL REFERENCES entries
) STRICT;
CREATE INDEX appointments_day ON appointments (day, time);
CREATE INDEX appointments_client ON appointments (client, day);
CREATE INDEX appointments_version ON appointments (version);

-- What is only current. A draft without a body was taken away: its version goes on, so that a page that has
-- slept meanwhile does not take a new draft for its own. The sum finds bytes that have turned on the disk.
CREATE TABLE drafts (
  appointment TEXT PRIMARY KEY REFERENCES appointments ON DELETE CASCADE,
  body        TEXT,
  at          TEXT NOT NULL,
  by          TEXT NOT NULL,
  version     INTEGER NOT NULL,
  sum         BLOB NOT NULL
) STRICT;
CREATE TABLE users (
  name     TEXT PRIMARY KEY,
  role     TEXT NOT NULL,
  password TEXT NOT NULL,
  disabled INTEGER NOT NULL,
  since    TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (
  secret_hash TEXT PRIMARY KEY,
  user        TEXT NOT NULL,
  csrf        TEXT NOT NULL,
  since       TEXT NOT NULL,
  last_seen   TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user);
CREATE INDEX sessions_last_seen ON sessions (last_seen);
CREATE TABLE tokens (
  id          TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  user        TEXT NOT NULL,
  name        TEXT NOT NULL,
  scopes      TEXT NOT NULL,
  since       TEXT NOT NULL,
  until       TEXT NOT NULL
) STRICT;
)sql";

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all = {{1, version_1}};
  return all;
}

std::int64_t version_of(Connection& connection, const std::vector<Migration>& known) {
  const std::int64_t owner = connection.integer("PRAGMA application_id");
  const std::int64_t version = connection.integer("PRAGMA user_version");
  const bool empty = connection.integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (owner == 0 && version == 0 && empty) return 0;  // a start that was cut off leaves such a file
  if (owner != application_id || version < 1 || empty)
    throw Error(Error::What::damaged, connection.place() +
                                          " is not a file of contra's records: nothing was written into it; name the "
                                          "folder or the backup that `contra serve` made");
  if (version > known.back().version)
    throw Error(Error::What::newer, connection.place() + " was written by a newer contra (its version " +
                                        std::to_string(version) + ", this contra knows " +
                                        std::to_string(known.back().version) +
                                        "): nothing was changed; use the newer contra");
  return version;
}

void migrate_from(Connection& connection, const std::vector<Migration>& known, std::int64_t version) {
  Transaction transaction(connection, Transaction::Kind::write);
  for (const Migration& migration : known)
    if (migration.version > version) connection.script(migration.sql);
  // Statements of this kind take no parameters.
  connection.script(("PRAGMA application_id=" + std::to_string(application_id)).c_str());
  connection.script(("PRAGMA user_version=" + std::to_string(known.back().version)).c_str());
  transaction.commit();
}

std::vector<std::string> schema_of(Connection& connection) {
  std::vector<std::string> out;
  Statement rows = connection.query("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'");
  while (rows.row()) out.push_back(rows.text(0) + " " + rows.text(1) + ": " + rows.text(2));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace contra::store
