// The chain, clients and appointments. See store.hpp; drafts and who may come in are in current.cpp, whole files in
// files.cpp.
#include "store/store.hpp"

#include <stdexcept>

#include "store/names.hpp"
#include "store/rows.hpp"
#include "store/state.hpp"

namespace contra::store {

namespace {

Error changed_meanwhile() {
  return Error(Error::What::conflict, "it was changed meanwhile: look at it as it is now, then change it again");
}

/// The entry that an earlier call with this key made. With `fresh` the ids were made by that call and are not compared.
std::optional<Entry> earlier(Connection& connection, const NewEntry& entry, bool fresh) {
  if (entry.key.empty()) return std::nullopt;
  const auto found = entries_where(connection, "WHERE e.number = (SELECT entry FROM keys WHERE by = ?1 AND key = ?2)",
                                   entry.by, entry.key);
  if (found.empty()) return std::nullopt;
  const Entry& first = found.front();
  const bool same_client = (fresh && entry.client.empty()) || first.client == entry.client;
  const bool same_subject = fresh || first.subject == entry.subject;
  if (first.kind != entry.kind || !same_client || !same_subject || first.body != entry.body)
    throw Error(Error::What::conflict, "this key was used for another request: nothing was changed; send a new key");
  return first;
}

}  // namespace

Store::Store(const std::string& folder, Open how) : state_(std::make_unique<State>(folder, how)) {}
Store::~Store() = default;

void Store::together(const std::function<void()>& work) {
  state_->write([&](Connection& connection) {
    const State::Within within(*state_, connection);
    work();
  });
}

// --- the chain --------------------------------------------------------------------------------------------------

Entry Store::append(const NewEntry& entry) {
  if (entry.kind == Kind::client || entry.kind == Kind::appointment || entry.kind == Kind::deletion)
    throw std::invalid_argument("such an entry is made by put() or remove_client()");
  return state_->write([&](Connection& connection) {
    if (!entry.client.empty()) need_client(connection, entry.client);
    if (auto first = earlier(connection, entry, false)) return *first;
    return add_entry(connection, entry);
  });
}

Entry Store::entry(std::int64_t number) {
  return state_->read([&](Connection& connection) {
    auto found = entries_where(connection, "WHERE e.number = ?1", number);
    if (found.empty()) throw Error(Error::What::not_found, "there is no such entry");
    return std::move(found.front());
  });
}

std::vector<Entry> Store::history(const std::string& client) {
  return state_->read([&](Connection& connection) {
    return entries_where(connection, "WHERE e.client = ?1 ORDER BY e.number", client);
  });
}

std::vector<Entry> Store::about(const std::string& subject) {
  return state_->read([&](Connection& connection) {
    return entries_where(connection, "WHERE e.subject = ?1 ORDER BY e.number", subject);
  });
}

// --- clients ----------------------------------------------------------------------------------------------------

Client Store::put(Client client, const std::string& by, const std::string& at, const std::string& key) {
  const bool fresh = client.id.empty();
  const NewEntry wanted{Kind::client, client.id, {}, by, at, body_of(client), key};
  read_body(wanted.body, client);  // as it will be read from the chain
  return state_->write([&](Connection& connection) {
    Client out = client;
    NewEntry entry = wanted;
    if (!fresh) need_client(connection, client.id);
    if (const auto first = earlier(connection, entry, fresh)) {
      out.id = first->client;
      out.version = first->number;
      return out;
    }
    if (fresh) {
      if (client.version != 0) throw changed_meanwhile();
      out.id = entry.client = new_id("c");
    } else if (client.version != 0) {
      Statement row = connection.query("SELECT version FROM clients WHERE id = ?1", client.id);
      if (!row.row() || row.integer(0) != client.version) throw changed_meanwhile();
    }
    out.version = add_entry(connection, entry).number;
    write_client(connection, out);
    return out;
  });
}

Client Store::client(const std::string& id) {
  return state_->read([&](Connection& connection) {
    Statement row = connection.query("SELECT " + std::string(client_columns) + " FROM clients c WHERE c.id = ?1", id);
    if (row.row()) return client_of(row);
    need_client(connection, id);
    throw Error(Error::What::not_found, "there is no such client");
  });
}

std::vector<Client> Store::find_clients(std::string_view words, std::size_t limit) {
  constexpr std::size_t most_words = 8;  // more than a name has
  const auto wanted = words_of_search(words, most_words);
  std::string sql = "SELECT " + std::string(client_columns) + " FROM clients c WHERE ?1 > 0";
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    // From the word to the last that begins with it: 0xFF stands in no UTF-8.
    const std::string from = "?" + std::to_string(2 * i + 2), below = "?" + std::to_string(2 * i + 3);
    sql += " AND c.id IN (SELECT client FROM client_words WHERE word >= " + from + " AND word < " + below + ")";
  }
  sql += " ORDER BY c.folded, c.id LIMIT ?1";
  return state_->read([&](Connection& connection) {
    Statement rows(connection, sql);
    rows.bind(1, static_cast<std::int64_t>(limit));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      rows.bind(static_cast<int>(2 * i + 2), wanted[i]);
      rows.bind(static_cast<int>(2 * i + 3), wanted[i] + '\xFF');
    }
    std::vector<Client> out;
    while (rows.row()) out.push_back(client_of(rows));
    return out;
  });
}

Entry Store::remove_client(const std::string& client, const std::string& by, const std::string& at,
                           const std::string& reason) {
  std::exception_ptr gone;
  Entry entry;
  try {
    entry = state_->write([&](Connection& connection) {
      need_client(connection, client);
      Entry tombstone = add_entry(connection, {Kind::deletion, client, {}, by, at, body_of_deletion(reason), {}});
      connection.run("UPDATE entries SET body = NULL, salt = NULL WHERE client = ?1 AND kind <> 'deletion'", client);
      connection.run("DELETE FROM keys WHERE entry IN (SELECT number FROM entries WHERE client = ?1)", client);
      connection.run("DELETE FROM appointments WHERE client = ?1", client);  // and drafts
      connection.run("DELETE FROM clients WHERE id = ?1", client);           // and words
      return tombstone;
    });
  } catch (const Error& error) {
    // A deletion that was cut off below is finished by asking again.
    if (error.kind() != Error::What::gone) throw;
    gone = std::current_exception();
  }
  state_->the_writer().alone([&](Connection& connection) { empty_free_space(connection, state_->folder); });
  if (gone) std::rethrow_exception(gone);
  return entry;
}

// --- appointments -----------------------------------------------------------------------------------------------

namespace {

/// The client and version that the appointment has now; gone, not_found.
Appointment current_appointment(Connection& connection, const std::string& id) {
  Statement row =
      connection.query("SELECT " + std::string(appointment_columns) + " FROM appointments a WHERE a.id = ?1", id);
  if (row.row()) return appointment_of(row);
  if (connection.query("SELECT 1 FROM entries WHERE subject = ?1 AND kind = 'appointment'", id).row())
    throw Error(Error::What::gone, "the data of this appointment's client were deleted");
  throw Error(Error::What::not_found, "there is no such appointment");
}

}  // namespace

Appointment Store::put(Appointment appointment, const std::string& by, const std::string& at, const std::string& key) {
  const bool fresh = appointment.id.empty();
  const NewEntry wanted{Kind::appointment, appointment.client, appointment.id, by, at, body_of(appointment), key};
  read_body(wanted.body, appointment);  // as it will be read from the chain
  return state_->write([&](Connection& connection) {
    Appointment out = appointment;
    NewEntry entry = wanted;
    need_client(connection, appointment.client);
    if (const auto first = earlier(connection, entry, fresh)) {
      out.id = first->subject;
      out.version = first->number;
      return out;
    }
    if (fresh) {
      if (appointment.version != 0) throw changed_meanwhile();
      out.id = entry.subject = new_id("a");
    } else {
      const Appointment now = current_appointment(connection, appointment.id);
      if (appointment.version != 0 && now.version != appointment.version) throw changed_meanwhile();
      if (now.client != appointment.client)
        throw Error(Error::What::conflict, "an appointment stays with its client: cancel it and plan another");
    }
    out.version = add_entry(connection, entry).number;
    write_appointment(connection, out);
    return out;
  });
}

Appointment Store::appointment(const std::string& id) {
  return state_->read([&](Connection& connection) { return current_appointment(connection, id); });
}

std::vector<Appointment> Store::appointments(Day day) {
  return state_->read([&](Connection& connection) {
    Statement rows = connection.query("SELECT " + std::string(appointment_columns) +
                                          " FROM appointments a JOIN clients c ON c.id = a.client WHERE a.day = ?1 "
                                          "ORDER BY a.time, c.folded, a.id",
                                      to_iso(day));
    std::vector<Appointment> out;
    while (rows.row()) out.push_back(appointment_of(rows));
    return out;
  });
}

std::vector<Appointment> Store::appointments_of(const std::string& client) {
  return state_->read([&](Connection& connection) {
    Statement rows = connection.query("SELECT " + std::string(appointment_columns) +
                                          " FROM appointments a WHERE a.client = ?1 ORDER BY a.day, a.time, a.id",
                                      client);
    std::vector<Appointment> out;
    while (rows.row()) out.push_back(appointment_of(rows));
    return out;
  });
}

}  // namespace contra::store
