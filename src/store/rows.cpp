// See rows.hpp.
#include "store/rows.hpp"

#include <sqlite3.h>

#include <array>

#include "store/chain.hpp"
#include "store/names.hpp"

namespace contra::store {

namespace {

struct KindName {
  Kind kind;
  std::string_view name;
};
constexpr std::array<KindName, 10> kinds = {{{Kind::client, "client"},
                                             {Kind::appointment, "appointment"},
                                             {Kind::form, "form"},
                                             {Kind::clearance, "clearance"},
                                             {Kind::clearance_withdrawn, "clearance_withdrawn"},
                                             {Kind::decision, "decision"},
                                             {Kind::override_, "override"},
                                             {Kind::session, "session"},
                                             {Kind::correction, "correction"},
                                             {Kind::deletion, "deletion"}}};

}  // namespace

std::string_view kind_name(Kind kind) {
  for (const KindName& one : kinds)
    if (one.kind == kind) return one.name;
  return {};
}

std::optional<Kind> kind_of(std::string_view name) {
  for (const KindName& one : kinds)
    if (one.name == name) return one.kind;
  return std::nullopt;
}

std::string_view state_name(Appointment::State state) {
  switch (state) {
    case Appointment::State::planned:
      return "planned";
    case Appointment::State::done:
      return "done";
    case Appointment::State::cancelled:
      return "cancelled";
  }
  return {};
}

std::optional<Appointment::State> state_of(std::string_view name) {
  for (const auto state : {Appointment::State::planned, Appointment::State::done, Appointment::State::cancelled})
    if (state_name(state) == name) return state;
  return std::nullopt;
}

// --- the chain --------------------------------------------------------------------------------------------------

Entry entry_of(const Statement& row) {
  Entry entry;
  entry.number = row.integer(0);
  entry.at = row.text(1);
  entry.kind = kind_of(row.text(2)).value_or(Kind::correction);  // another word does not have the entry's hash
  entry.client = row.text(3);
  entry.subject = row.text(4);
  entry.by = row.text(5);
  if (!row.null(6)) entry.body = row.text(6);
  entry.hash = hex_of(row.text(9));
  return entry;
}

std::string fault_of_body(const Statement& row, const Entry& entry) {
  if (!entry.body || hash_of_body(row.text(7), *entry.body) == row.text(8)) return {};
  return "what it says was changed";
}

std::string fault_of_place(const Statement& row, const Entry& entry) {
  const std::string before = entry.number == 1 ? no_hash() : row.text(10);
  if (kind_of(row.text(2)) && hash_of_entry(entry, row.text(8), before) == row.text(9)) return {};
  return "it, or the one before it, was changed";
}

Entry checked_entry_of(const Statement& row, const Connection& connection) {
  Entry entry = entry_of(row);
  if (!fault_of_body(row, entry).empty() || !fault_of_place(row, entry).empty()) {
    const Error damaged = error_of(SQLITE_CORRUPT, 0, connection.place());
    throw Error(damaged.kind(),
                "entry " + std::to_string(entry.number) + " is not what was recorded: " + damaged.what());
  }
  return entry;
}

Entry add_entry(Connection& connection, const NewEntry& given) {
  Entry entry;
  std::string before = no_hash();
  if (Statement last = connection.query("SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1"); last.row()) {
    entry.number = last.integer(0);
    before = last.text(1);
  }
  ++entry.number;
  entry.at = given.at;
  entry.kind = given.kind;
  entry.client = given.client;
  entry.subject = given.subject;
  entry.by = given.by;
  entry.body = given.body;
  const std::string salt = new_salt(), body_hash = hash_of_body(salt, given.body);
  const std::string hash = hash_of_entry(entry, body_hash, before);
  connection.run(
      "INSERT INTO entries (number, at, kind, client, subject, by, body, salt, body_hash, hash) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      entry.number, entry.at, kind_name(entry.kind), entry.client, entry.subject, entry.by, given.body, Blob{salt},
      Blob{body_hash}, Blob{hash});
  if (!given.key.empty())
    connection.run("INSERT INTO keys (by, key, entry) VALUES (?1, ?2, ?3)", given.by, given.key, entry.number);
  entry.hash = hex_of(hash);
  return entry;
}

std::int64_t deletion_of(Connection& connection, const std::string& client) {
  Statement row = connection.query("SELECT number FROM entries WHERE client = ?1 AND kind = 'deletion'", client);
  return row.row() ? row.integer(0) : 0;
}

void need_client(Connection& connection, const std::string& client) {
  if (connection.query("SELECT 1 FROM clients WHERE id = ?1", client).row()) return;
  if (deletion_of(connection, client) != 0) throw Error(Error::What::gone, "the data of this client were deleted");
  throw Error(Error::What::not_found, "there is no such client");
}

// --- current state ----------------------------------------------------------------------------------------------

void write_client(Connection& connection, const Client& client) {
  connection.run(
      "INSERT INTO clients (id, name, folded, contact, note, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT (id) DO UPDATE SET name = ?2, folded = ?3, contact = ?4, note = ?5, version = ?6",
      client.id, client.name, folded(client.name), client.contact, client.note, client.version);
  connection.run("DELETE FROM client_words WHERE client = ?1", client.id);
  for (const std::string& word : words_of_name(client.name))
    connection.run("INSERT INTO client_words (word, client) VALUES (?1, ?2)", word, client.id);
}

void write_appointment(Connection& connection, const Appointment& appointment) {
  connection.run(
      "INSERT INTO appointments (id, client, day, time, plan, state, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
      "ON CONFLICT (id) DO UPDATE SET day = ?3, time = ?4, plan = ?5, state = ?6, version = ?7",
      appointment.id, appointment.client, to_iso(appointment.day), appointment.time, appointment.plan,
      state_name(appointment.state), appointment.version);
}

Client client_of(const Statement& row) { return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4)}; }

Appointment appointment_of(const Statement& row) {
  const auto day = parse_iso_day(row.text(2));
  const auto state = state_of(row.text(5));
  if (!day || !state)
    throw Error(Error::What::damaged,
                "an appointment cannot be read: nothing was changed; `contra records verify` "
                "says what is wrong, `contra records restore` puts a backup in its place");
  return {row.text(0), row.text(1), *day, row.text(3), row.text(4), *state, row.integer(6)};
}

Draft draft_of(const Statement& row) { return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4)}; }

Audit audit_of(const Statement& row) {
  return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
}

}  // namespace contra::store
