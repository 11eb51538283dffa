// What is signed and what is cleared. See route.hpp.
#include "present/json_writer.hpp"
#include "serve/body.hpp"
#include "serve/intake_parts.hpp"
#include "serve/record.hpp"
#include "serve/reply.hpp"
#include "serve/route.hpp"
#include "serve/titles.hpp"

namespace contra::serve {

namespace {

http::Response kept(const store::Entry& entry) {
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("entry").number(entry.number);
  json.key("hash").text(entry.hash);
  json.close('}');
  return json_reply(std::move(out), 201);
}

Problem refused(std::string title, std::vector<PointedFault> faults) {
  return {422, "body", std::move(title), "Nothing was written. Each fault says where it stands.", std::move(faults)};
}

/// A record that has grown over a limit of the reader could never be decided again.
void must_stay_readable(const api::LoadedRules& rules, ClientFile file, const std::string& form, Day today) {
  file.forms.push_back({0, form, {}, first_day});
  std::size_t bytes = 0;
  for (const SignedForm& kept_form : file.forms) bytes += kept_form.json.size();
  if (file.forms.size() <= 100 && bytes <= (std::size_t{1} << 20)) return;
  store::Appointment visit;
  visit.day = today;
  visit.plan = R"([{"treatment":")" + rules.programs.front()->identity.name + "\"}]";
  const Document read(put_together(rules, file, visit, today));
  if (read.root() == nullptr || file.forms.size() >= 500)
    throw Problem{
        422, "record", "The record is full", "Another form of this size cannot be read beside the others.", {}};
}

http::Response sign(Desk& desk, const Call& call) {
  constexpr std::size_t most = 256 * 1024;
  const Body body(call.request.body, most);
  const std::string client = desk.store.client(std::string(call.parts[0])).id;
  std::vector<PointedFault> faults = form_faults(desk.rules, call.request.body, call.now.today);
  if (!faults.empty()) throw refused("The form cannot be read", std::move(faults));
  const std::string form = body.document().compact(body.root());
  must_stay_readable(desk.rules, client_file(desk.store, client), form, call.now.today);
  audit(desk, call, "write form", client);
  return kept(append(desk, call, store::Kind::form, client, {}, form));
}

http::Response clear(Desk& desk, const Call& call) {
  Body body(call.request.body);
  const Node& root = body.root();
  body.known(root, {"check", "by", "name", "on", "until", "for"});
  body.text(root, "check", {1, 100, false});
  body.text(root, "by", {1, 100, false});
  body.text(root, "name", {1, 200, false});
  const Day on = body.day(root, "on");
  const auto until = body.optional_day(root, "until");
  if (until && *until < on) body.fault(*root.find("until"), "it ends before it begins");
  body.texts(root, "for", {1, 200, false}, 50);
  body.finish();
  const std::string client = desk.store.client(std::string(call.parts[0])).id;
  std::string clearance = body.document().compact(root);
  std::vector<PointedFault> faults = clearance_faults(desk.rules, clearance, call.now.today);
  if (!faults.empty()) throw refused("The clearance would clear nothing", std::move(faults));
  if (client_file(desk.store, client).clearances.size() >= 400)
    throw Problem{422, "record", "The record is full", "There are too many clearances in this record.", {}};
  audit(desk, call, "write clearance", client);
  return kept(append(desk, call, store::Kind::clearance, client, {}, clearance));
}

http::Response withdraw(Desk& desk, const Call& call) {
  const std::string client = desk.store.client(std::string(call.parts[0])).id;
  const std::int64_t number = entry_number(call.parts[1]);
  for (const KeptClearance& clearance : client_file(desk.store, client).clearances) {
    if (clearance.entry != number) continue;
    audit(desk, call, "withdraw clearance", client, std::to_string(number));
    if (!clearance.withdrawn)
      append(desk, call, store::Kind::clearance_withdrawn, client, std::to_string(number), "{}");
    return nothing();
  }
  throw not_found("This client has no clearance of this number.");
}

}  // namespace

const std::vector<Route>& record_routes() {
  using http::Method;
  static const std::vector<Route> routes = {
      {Method::post, "/v1/clients/{id}/forms", Scope::write, sign},
      {Method::post, "/v1/clients/{id}/clearances", Scope::write, clear},
      {Method::del, "/v1/clients/{id}/clearances/{entry}", Scope::write, withdraw},
  };
  return routes;
}

}  // namespace contra::serve
