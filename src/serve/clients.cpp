// Clients: searching, details, history, everything at once for the client, deletion. See route.hpp.
#include <algorithm>

#include "present/words.hpp"
#include "serve/body.hpp"
#include "serve/record.hpp"
#include "serve/reply.hpp"
#include "serve/route.hpp"
#include "serve/titles.hpp"
#include "serve/wire.hpp"

namespace contra::serve {

namespace {

constexpr TextRule name_rule{1, 200, false}, contact_rule{0, 500, true}, note_rule{0, 1000, true};

http::Response one_client(const store::Client& client, int status) {
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("client");
  write_client(json, client);
  json.close('}');
  return json_reply(std::move(out), status);
}

http::Response search(Desk& desk, const Call& call) {
  Body body(call.request.body);
  body.known(body.root(), {"words"});
  const std::string words = body.optional_text(body.root(), "words", {0, 200, false}).value_or("");
  body.finish();
  audit(desk, call, "search clients");
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("clients").open('[');
  for (const store::Client& client : desk.store.find_clients(words)) write_client(json, client);
  json.close(']').close('}');
  return json_reply(std::move(out));
}

void read_details(Body& body, store::Client& client) {
  client.name = body.text(body.root(), "name", name_rule);
  client.contact = body.optional_text(body.root(), "contact", contact_rule).value_or("");
  client.note = body.optional_text(body.root(), "note", note_rule).value_or("");
}

http::Response create(Desk& desk, const Call& call) {
  Body body(call.request.body);
  body.known(body.root(), {"name", "contact", "note"});
  store::Client client;
  read_details(body, client);
  body.finish();
  const store::Client kept = desk.store.put(client, who(call.caller), call.now.utc, key_of(call));
  audit(desk, call, "write client", kept.id);
  return one_client(kept, 201);
}

http::Response change(Desk& desk, const Call& call) {
  Body body(call.request.body);
  body.known(body.root(), {"version", "name", "contact", "note"});
  store::Client client;
  client.id = std::string(call.parts[0]);
  client.version = body.whole(body.root(), "version");
  read_details(body, client);
  if (body.sound() && client.version == 0) body.fault(*body.root().find("version"), "versions count from 1");
  body.finish();
  audit(desk, call, "write client", client.id);
  return one_client(desk.store.put(client, who(call.caller), call.now.utc, key_of(call)), 200);
}

/// Whether a full form of the client stands for some treatment, so that asking what has changed will do.
bool may_change(const api::LoadedRules& rules, const ClientFile& file, Day today) {
  const auto stands = [&](const SignedForm& form, const compile::Program& program) {
    return std::all_of(program.validities.begin(), program.validities.end(), [&](const check::Validity& validity) {
      return !validity.form_holds || today <= after(form.signed_on, *validity.form_holds, Rounding::down);
    });
  };
  return std::any_of(file.forms.begin(), file.forms.end(), [&](const SignedForm& form) {
    return form.kind == "full" && std::any_of(rules.programs.begin(), rules.programs.end(),
                                              [&](const auto& program) { return stands(form, *program); });
  });
}

http::Response show(Desk& desk, const Call& call) {
  const store::Client client = desk.store.client(std::string(call.parts[0]));
  audit(desk, call, "read client", client.id);
  const ClientFile file = client_file(desk.store, client.id);
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("client");
  write_client(json, client);
  json.key("forms").open('[');
  for (const SignedForm& form : file.forms) {
    json.open('{').key("entry").number(form.entry);
    json.key("form").raw(form.json);
    json.close('}');
  }
  json.close(']').key("clearances").open('[');
  for (const KeptClearance& clearance : file.clearances) {
    json.open('{').key("entry").number(clearance.entry);
    json.key("clearance").raw(clearance.json);
    json.key("title").text(title_of_check(desk.rules, clearance.check));
    json.key("withdrawn").truth(clearance.withdrawn);
    json.close('}');
  }
  json.close(']').key("appointments").open('[');
  for (const store::Appointment& appointment : desk.store.appointments_of(client.id))
    write_appointment(json, appointment);
  json.close(']').key("may_change").truth(may_change(desk.rules, file, call.now.today));
  json.close('}');
  return json_reply(std::move(out));
}

http::Response history(Desk& desk, const Call& call) {
  const std::string id(call.parts[0]);
  const std::vector<store::Entry> entries = desk.store.history(id);
  if (entries.empty()) throw not_found("There is no client of this id.");
  audit(desk, call, "read history", id);
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("entries").open('[');
  for (const store::Entry& entry : entries) write_entry(json, entry);
  json.close(']').close('}');
  return json_reply(std::move(out));
}

http::Response everything(Desk& desk, const Call& call) {
  const std::string id = desk.store.client(std::string(call.parts[0])).id;
  audit(desk, call, "export client", id);
  std::string out = export_client(desk.store, id, call.now.utc, desk.options.engine, desk.options.clinic);
  http::Response reply = json_reply(std::move(out));
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"client-" + id + ".json\"");
  return reply;
}

http::Response remove(Desk& desk, const Call& call) {
  Body body(call.request.body);
  body.known(body.root(), {"reason"});
  const std::string reason = body.text(body.root(), "reason", {3, 500, false});
  body.finish();
  const store::Client client = desk.store.client(std::string(call.parts[0]));
  audit(desk, call, "delete client", client.id);
  const store::Entry entry = desk.store.remove_client(client.id, who(call.caller), call.now.utc, reason);
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("entry").number(entry.number);
  json.key("hash").text(entry.hash);
  json.close('}');
  return json_reply(std::move(out));
}

}  // namespace

std::string export_client(store::Store& store, const std::string& id, const std::string& utc, const std::string& engine,
                          const std::string& clinic) {
  const store::Client client = store.client(id);
  const auto appointments = store.appointments_of(client.id);
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("export").text("contra.client/1");
  json.key("made").text(utc);
  json.key("engine").text(engine);
  json.key("clinic").text(clinic);
  json.key("client");
  write_client(json, client);
  json.key("appointments").open('[');
  for (const store::Appointment& appointment : appointments) {
    json.open('{').key("appointment");
    write_appointment(json, appointment);
    json.key("draft");
    write_draft(json, store.draft(appointment.id));
    json.close('}');
  }
  json.close(']').key("entries").open('[');
  for (const store::Entry& entry : store.history(client.id)) write_entry(json, entry);
  json.close(']').key("audit").open('[');
  constexpr std::size_t page = 1000;
  for (std::int64_t before = 0;;) {
    const auto lines = store.audit(client.id, page, before);
    for (const store::Audit& line : lines) {
      json.open('{').key("at").text(line.at);
      json.key("user").text(line.user);
      json.key("action").text(line.action);
      json.key("subject").text(line.subject);
      json.close('}');
    }
    if (lines.size() < page) break;
    before = lines.back().number;
  }
  json.close(']').close('}');
  return out;
}

const std::vector<Route>& client_routes() {
  using http::Method;
  static const std::vector<Route> routes = {
      {Method::post, "/v1/clients/search", Scope::read, search},
      {Method::post, "/v1/clients", Scope::write, create},
      {Method::get, "/v1/clients/{id}", Scope::read, show},
      {Method::put, "/v1/clients/{id}", Scope::write, change},
      {Method::del, "/v1/clients/{id}", Scope::manage, remove},
      {Method::get, "/v1/clients/{id}/history", Scope::read, history},
      {Method::get, "/v1/clients/{id}/export", Scope::read, everything},
  };
  return routes;
}

}  // namespace contra::serve
