// Verification: the file, its tables, the chains, and the current state made anew from them.
#include <map>
#include <set>

#include "store/chain.hpp"
#include "store/names.hpp"
#include "store/rows.hpp"
#include "store/schema.hpp"
#include "store/state.hpp"

namespace contra::store {

namespace {

constexpr std::size_t most_faults = 100;  // a person reads a few; the rest follows from them

class Verifier {
 public:
  Verifier(Connection& connection, const std::string& noted) : connection_(connection), noted_(noted) {}

  Verification run() {
    part([&] { file(); });
    part([&] { tables(); });
    part([&] { entries(); });
    part([&] { clients(); });
    part([&] { appointments(); });
    part([&] { drafts(); });
    part([&] { audit(); });
    if (!noted_.empty() && !found_noted_)
      fault(0, "no entry has the hash that was noted: entries are missing at the end, or the chain was made anew");
    return std::move(out_);
  }

 private:
  void fault(std::int64_t number, const std::string& message) {
    if (out_.faults.size() < most_faults) out_.faults.push_back({number, message});
  }

  /// A broken file ends a part, not the whole.
  template <typename Part>
  void part(const Part& part) {
    try {
      part();
    } catch (const Error& error) {
      if (error.kind() == Error::What::locked) throw;
      fault(0, std::string("the file is damaged here: ") + error.what());
    }
  }

  void file() {
    Statement rows = connection_.query("PRAGMA integrity_check(20)");
    while (rows.row())
      if (const std::string said = rows.text(0); said != "ok") fault(0, "the file is damaged: " + said);
    Statement orphans = connection_.query("PRAGMA foreign_key_check");
    while (orphans.row())
      fault(0, "a row of `" + orphans.text(0) + "` belongs to one of `" + orphans.text(2) + "` that is not there");
  }

  void tables() {
    Connection empty(":memory:", Connection::Mode::scratch, "memory");
    migrate_from(empty, migrations(), 0);
    if (schema_of(empty) != schema_of(connection_))
      fault(0, "the tables, or the rules that keep entries from being changed, are not those that contra made");
  }

  void entries() {
    // Where the client's data were deleted, entries before that have no body, and only they.
    std::map<std::string, std::int64_t> deleted;
    {
      Statement rows = connection_.query("SELECT client, max(number) FROM entries WHERE kind = 'deletion' GROUP BY 1");
      while (rows.row()) deleted[rows.text(0)] = rows.integer(1);
    }
    Statement rows = connection_.query(std::string(entry_columns) + "ORDER BY e.number");
    std::int64_t last = 0;
    while (rows.row()) {
      const Entry entry = entry_of(rows);
      if (entry.number == last + 2)
        fault(last + 1, "entry " + std::to_string(last + 1) + " is missing");
      else if (entry.number != last + 1)
        fault(last + 1,
              "entries " + std::to_string(last + 1) + " to " + std::to_string(entry.number - 1) + " are missing");
      entry_alone(rows, entry, entry.number == last + 1, deleted);
      last = entry.number;
      ++out_.entries;
      out_.head = entry.hash;
      if (entry.hash == noted_) found_noted_ = true;
    }
  }

  void entry_alone(const Statement& row, const Entry& entry, bool follows,
                   const std::map<std::string, std::int64_t>& deleted) {
    std::string wrong = fault_of_body(row, entry);
    if (wrong.empty() && follows) wrong = fault_of_place(row, entry);
    const auto gone = deleted.find(entry.client);
    const bool removed = gone != deleted.end() && entry.number < gone->second;
    if (!entry.body) {
      ++out_.deleted;
      if (!removed && wrong.empty()) wrong = "what it says is missing, and its client was not deleted";
    } else if (removed && wrong.empty()) {
      wrong = "its client was deleted, but what it says is still there";
    }
    if (wrong.empty() && entry.body && !removed) wrong = remember(entry);
    if (!wrong.empty()) fault(entry.number, "entry " + std::to_string(entry.number) + ": " + wrong);
  }

  /// The current state as the chain says it.
  std::string remember(const Entry& entry) {
    if (entry.kind == Kind::client) {
      Client client;
      client.id = entry.client;
      client.version = entry.number;
      if (!read_body(*entry.body, client)) return "a client's details cannot be read";
      clients_[client.id] = std::move(client);
    } else if (entry.kind == Kind::appointment) {
      Appointment appointment;
      appointment.id = entry.subject;
      appointment.client = entry.client;
      appointment.version = entry.number;
      if (!read_body(*entry.body, appointment)) return "an appointment cannot be read";
      appointments_[appointment.id] = std::move(appointment);
    }
    return {};
  }

  void clients() {
    Statement rows = connection_.query("SELECT " + std::string(client_columns) + ", c.folded FROM clients c");
    while (rows.row()) {
      const Client now = client_of(rows);
      const auto said = clients_.find(now.id);
      if (said == clients_.end()) {
        fault(0, "there is a client, " + now.id + ", of whom no entry says anything");
        continue;
      }
      const Client& then = said->second;
      std::set<std::string> words;
      Statement found = connection_.query("SELECT word FROM client_words WHERE client = ?1", now.id);
      while (found.row()) words.insert(found.text(0));
      const auto right = words_of_name(then.name);
      if (now.name != then.name || now.contact != then.contact || now.note != then.note ||
          now.version != then.version || rows.text(5) != folded(then.name) ||
          words != std::set<std::string>(right.begin(), right.end()))
        fault(then.version,
              "the details of client " + now.id + " are not those of entry " + std::to_string(then.version));
      clients_.erase(said);
    }
    for (const auto& [id, client] : clients_) fault(client.version, "client " + id + " is missing");
  }

  void appointments() {
    Statement rows = connection_.query("SELECT " + std::string(appointment_columns) + " FROM appointments a");
    while (rows.row()) {
      const Appointment now = appointment_of(rows);
      const auto said = appointments_.find(now.id);
      if (said == appointments_.end()) {
        fault(0, "there is an appointment, " + now.id + ", of which no entry says anything");
        continue;
      }
      const Appointment& then = said->second;
      if (now.client != then.client || now.day != then.day || now.time != then.time || now.plan != then.plan ||
          now.state != then.state || now.version != then.version)
        fault(then.version, "appointment " + now.id + " is not as entry " + std::to_string(then.version) + " says");
      appointments_.erase(said);
    }
    for (const auto& [id, appointment] : appointments_) fault(appointment.version, "appointment " + id + " is missing");
  }

  void drafts() {
    Statement rows = connection_.query(std::string(draft_columns) + "WHERE body IS NOT NULL");
    while (rows.row())
      if (const Draft draft = draft_of(rows); sum_of_draft(draft) != rows.text(5))
        fault(0, "the draft of appointment " + draft.appointment + " is not what was written");
  }

  void audit() {
    Statement rows = connection_.query("SELECT number, at, user, action, client, subject, hash FROM audit ORDER BY 1");
    std::string before = no_hash();
    std::int64_t last = 0;
    while (rows.row()) {
      const Audit line = audit_of(rows);
      if (line.number != last + 1)
        fault(0, "audit lines are missing after line " + std::to_string(last));
      else if (hash_of_audit(line, before) != rows.text(6))
        fault(0, "audit line " + std::to_string(line.number) + ", or the one before it, was changed");
      before = rows.text(6);
      last = line.number;
    }
  }

  Connection& connection_;
  std::string noted_;
  bool found_noted_ = false;
  Verification out_;
  std::map<std::string, Client> clients_;
  std::map<std::string, Appointment> appointments_;
};

}  // namespace

Verification verify_all(Connection& connection, const std::string& noted) { return Verifier(connection, noted).run(); }

Verification Store::verify(const std::string& noted) {
  return state_->read([&](Connection& connection) { return verify_all(connection, noted); });
}

}  // namespace contra::store
