// A list of appointments at once: all of it is written, or nothing. See route.hpp.
#include <set>

#include "present/json_writer.hpp"
#include "serve/import_rows.hpp"
#include "serve/reply.hpp"
#include "serve/route.hpp"

namespace contra::serve {

namespace {

/// Whether the clients that are named by their ids are there, and are who the list says.
void check_clients(store::Store& store, ImportList& list) {
  for (const ImportRow& row : list.rows) {
    if (row.client.empty()) continue;
    std::string wrong;
    try {
      const store::Client client = store.client(row.client);
      if (!row.name.empty() && check::fold_name(row.name) != check::fold_name(client.name))
        wrong = "the client of this id has another name";
    } catch (const store::Error& error) {
      using What = store::Error::What;
      if (error.kind() != What::not_found && error.kind() != What::gone) throw;
      wrong = error.what();
    }
    if (!wrong.empty())
      list.faults.push_back(
          {row.pointer + "/client", "row " + std::to_string(row.number) + ", `client`: " + wrong, {}, row.line, 0});
  }
}

http::Response import(Desk& desk, const Call& call) {
  constexpr std::size_t most = std::size_t{1} << 20;
  if (call.request.body.size() > most)
    throw Problem{413, "too-large", "Too large", "A list is at most " + std::to_string(most) + " bytes.", {}};
  std::string type(call.request.header("Content-Type"));
  type = type.substr(0, type.find(';'));
  const bool csv = type == "text/csv";
  if (!csv && !type.empty() && type != "application/json")
    throw Problem{415, "type", "Neither JSON nor CSV", "Send `application/json` or `text/csv`.", {}};
  ImportList list = read_import(desk.rules, call.request.body, csv, call.now.today);
  check_clients(desk.store, list);
  if (!list.faults.empty())
    throw Problem{422, "import", "Nothing was imported", "Each fault says in which row it stands.", list.faults};

  const std::string key = key_of(call), by = who(call.caller);
  std::set<std::string> days;
  std::size_t new_clients = 0;
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("appointments").open('[');
  desk.store.together([&] {
    for (const ImportRow& row : list.rows) {
      // A key for each entry: a list that is sent again meets every one of them.
      const std::string row_key = key.empty() ? std::string{} : key + row.pointer;
      store::Appointment appointment;
      appointment.client = row.client;
      if (row.client.empty()) {
        const std::string client_key = row_key.empty() ? row_key : row_key + "/client";
        appointment.client =
            desk.store.put(store::Client{{}, row.name, row.contact, {}, 0}, by, call.now.utc, client_key).id;
        ++new_clients;
      }
      appointment.day = row.day;
      appointment.time = row.time;
      appointment.plan = row.plan;
      const store::Appointment kept = desk.store.put(appointment, by, call.now.utc, row_key);
      audit(desk, call, "import appointment", kept.client, kept.id);
      days.insert(to_iso(kept.day));
      json.text(kept.id);
    }
  });
  json.close(']').key("imported").number(static_cast<std::int64_t>(list.rows.size()));
  json.key("new_clients").number(static_cast<std::int64_t>(new_clients));
  json.key("days").open('[');
  for (const std::string& day : days) json.text(day);
  json.close(']').close('}');
  return json_reply(std::move(out), 201);
}

}  // namespace

const std::vector<Route>& import_routes() {
  static const std::vector<Route> routes = {
      {http::Method::post, "/v1/import", Scope::write, import},
  };
  return routes;
}

}  // namespace contra::serve
