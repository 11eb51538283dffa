// Rows as values, entries into the chain, and the bodies that the store makes itself. Inside the room only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite.hpp"

namespace contra::store {

// --- the chain

/// Entries that `where` selects (`e` is the entry); each is held to its hash and to the entry before: Error damaged.
template <typename... Values>
std::vector<Entry> entries_where(Connection& connection, std::string_view where, const Values&... values);

/// Adds it at the end. Nothing is checked but what the tables check.
Entry add_entry(Connection& connection, const NewEntry& entry);

/// Numbers of the client's deletion entry, 0 when there is none.
std::int64_t deletion_of(Connection& connection, const std::string& client);
/// Throws gone or not_found when the client is not among the current ones.
void need_client(Connection& connection, const std::string& client);

// --- bodies, as JSON

std::string body_of(const Client& client);            ///< {"name","contact","note"}
std::string body_of(const Appointment& appointment);  ///< {"day","time","state","plan"}; std::invalid_argument
std::string body_of_deletion(const std::string& reason);
/// Fills what the body says. False when it is not such a body.
bool read_body(std::string_view body, Client& client);
bool read_body(std::string_view body, Appointment& appointment);

std::string_view state_name(Appointment::State state);
std::optional<Appointment::State> state_of(std::string_view name);

// --- current state

void write_client(Connection& connection, const Client& client);
void write_appointment(Connection& connection, const Appointment& appointment);
Client client_of(const Statement& row);            ///< columns client_columns
Appointment appointment_of(const Statement& row);  ///< columns appointment_columns
inline constexpr std::string_view client_columns = "c.id, c.name, c.contact, c.note, c.version";
inline constexpr std::string_view appointment_columns = "a.id, a.client, a.day, a.time, a.plan, a.state, a.version";

inline constexpr std::string_view draft_columns = "SELECT appointment, body, at, by, version, sum FROM drafts ";
Draft draft_of(const Statement& row);  ///< unchecked
Audit audit_of(const Statement& row);  ///< columns number, at, user, action, client, subject

// ---

inline constexpr std::string_view entry_columns =
    "SELECT e.number, e.at, e.kind, e.client, e.subject, e.by, e.body, e.salt, e.body_hash, e.hash, p.hash "
    "FROM entries e LEFT JOIN entries p ON p.number = e.number - 1 ";
/// An unchecked entry; its hash in hex.
Entry entry_of(const Statement& row);
/// What is wrong with the body of a row of entry_columns, or with the rest and its place after the entry before; empty:
/// nothing. A body that was removed is not held to anything.
std::string fault_of_body(const Statement& row, const Entry& entry);
std::string fault_of_place(const Statement& row, const Entry& entry);
Entry checked_entry_of(const Statement& row, const Connection& connection);

template <typename... Values>
std::vector<Entry> entries_where(Connection& connection, std::string_view where, const Values&... values) {
  Statement rows = connection.query(std::string(entry_columns) + std::string(where), values...);
  std::vector<Entry> out;
  while (rows.row()) out.push_back(checked_entry_of(rows, connection));
  return out;
}

}  // namespace contra::store
