// Days, appointments and their drafts. See route.hpp.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "serve/body.hpp"
#include "serve/decision_entry.hpp"
#include "serve/intake_parts.hpp"
#include "serve/record.hpp"
#include "serve/reply.hpp"
#include "serve/route.hpp"
#include "serve/verdict.hpp"
#include "serve/wire.hpp"

namespace contra::serve {

namespace {

using store::Appointment;

/// "14:30", or empty.
std::string read_time(Body& body, const Node& object) {
  const std::string time = body.optional_text(object, "time", {0, 5, false}).value_or("");
  const auto digit = [&](std::size_t at) { return time[at] >= '0' && time[at] <= '9'; };
  const bool good = time.empty() || (time.size() == 5 && time[2] == ':' && digit(0) && digit(1) && digit(3) &&
                                     digit(4) && time.substr(0, 2) < "24" && time[3] < '6');
  if (!good) body.fault(*object.find("time"), "`time` is an hour of the day such as \"14:30\"");
  return time;
}

http::Response one_appointment(const Appointment& appointment, int status) {
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("appointment");
  write_appointment(json, appointment);
  json.close('}');
  return json_reply(std::move(out), status);
}

http::Response create(Desk& desk, const Call& call) {
  Body body(call.request.body);
  body.known(body.root(), {"client", "day", "time", "plan"});
  Appointment wanted;
  wanted.client = body.text(body.root(), "client", {1, 100, false});
  wanted.day = body.day(body.root(), "day");
  wanted.time = read_time(body, body.root());
  wanted.plan = read_plan(body, desk.rules, body.root(), "plan");
  body.finish();
  desk.store.client(wanted.client);
  audit(desk, call, "write appointment", wanted.client);
  const Appointment kept = desk.store.put(wanted, who(call.caller), call.now.utc, key_of(call));
  return one_appointment(kept, 201);
}

http::Response change(Desk& desk, const Call& call) {
  Body body(call.request.body);
  const Node& root = body.root();
  body.known(root, {"version", "day", "time", "plan", "state"});
  Appointment wanted = desk.store.appointment(std::string(call.parts[0]));
  wanted.version = body.whole(root, "version");
  wanted.day = body.day(root, "day");
  wanted.time = read_time(body, root);
  wanted.plan = read_plan(body, desk.rules, root, "plan");
  if (const auto name = body.optional_text(root, "state", {1, 20, false})) {
    const auto state = state_of(*name);
    if (!state)
      body.fault(*root.find("state"), "`state` is `planned`, `done` or `cancelled`");
    else if (*state == Appointment::State::done && wanted.state != *state)
      // What was done is known to the next visit only by the session that says so.
      body.fault(*root.find("state"), "an appointment is `done` once the session of its decision is recorded");
    else
      wanted.state = *state;
  }
  if (body.sound() && wanted.version == 0) body.fault(*root.find("version"), "versions count from 1");
  body.finish();
  audit(desk, call, "write appointment", wanted.client, wanted.id);
  return one_appointment(desk.store.put(wanted, who(call.caller), call.now.utc, key_of(call)), 200);
}

http::Response cancel(Desk& desk, const Call& call) {
  Appointment appointment = desk.store.appointment(std::string(call.parts[0]));
  audit(desk, call, "write appointment", appointment.client, appointment.id);
  if (appointment.state != Appointment::State::cancelled) {
    appointment.state = Appointment::State::cancelled;
    desk.store.put(appointment, who(call.caller), call.now.utc, key_of(call));
  }
  return nothing();
}

http::Response show(Desk& desk, const Call& call) {
  const Appointment appointment = desk.store.appointment(std::string(call.parts[0]));
  audit(desk, call, "read appointment", appointment.client, appointment.id);
  const ClientFile file = client_file(desk.store, appointment.client);
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("appointment");
  write_appointment(json, appointment);
  json.key("client");
  write_client(json, desk.store.client(appointment.client));
  json.key("record").raw(put_together(desk.rules, file, appointment, call.now.today));
  json.key("draft");
  write_draft(json, desk.store.draft(appointment.id));
  json.key("decisions").open('[');
  for (const store::Entry& entry : file.entries) {
    if (entry.kind != store::Kind::decision || entry.subject != appointment.id || !entry.body) continue;
    const KeptDecision decision = kept_decision(entry, file.entries);
    json.open('{').key("entry").number(entry.number);
    json.key("at").text(entry.at);
    json.key("by").text(entry.by);
    json.key("verdict").text(member_word(decision.decision, "verdict"));
    json.key("overridden").truth(!decision.overrides.empty());
    json.key("session");
    write_session(json, decision);
    json.close('}');
  }
  json.close(']').close('}');
  return json_reply(std::move(out));
}

// --- the day --------------------------------------------------------------------------------------------------

/// Whether what was decided is about this visit, and still what the forms and the plan say.
bool stands(const store::Entry& decision, const Appointment& appointment, const Verdict& verdict) {
  if (!decision.body) return false;
  const std::string_view record = member_bytes(*decision.body, "record");
  const std::string_view decided = member_bytes(*decision.body, "decision");
  return member_word(record, "visit") == to_iso(appointment.day) && member_bytes(record, "plan") == appointment.plan &&
         (member_word(decided, "verdict") == "GO") == verdict.go;
}

http::Response day(Desk& desk, const Call& call) {
  const auto asked = parse_iso_day(call.parts[0]);
  if (!asked) throw Problem{400, "day", "Not a day", "A day is written as 2026-03-16.", {}};
  audit(desk, call, "read day", {}, to_iso(*asked));
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("day").text(to_iso(*asked));
  json.key("appointments").open('[');
  for (const Appointment& appointment : desk.store.appointments(*asked)) {
    const ClientFile file = client_file(desk.store, appointment.client);
    const Verdict verdict = verdict_of(desk.rules, put_together(desk.rules, file, appointment, call.now.today));
    const store::Entry* decision = nullptr;
    bool overridden = false;
    for (const store::Entry& entry : file.entries) {
      if (entry.kind == store::Kind::decision && entry.subject == appointment.id) decision = &entry, overridden = false;
      if (entry.kind == store::Kind::override_ && decision != nullptr &&
          entry.subject == std::to_string(decision->number))
        overridden = true;
    }
    json.open('{').key("appointment");
    write_appointment(json, appointment);
    json.key("client_name").text(desk.store.client(appointment.client).name);
    json.key("verdict").text(verdict.go ? "GO" : "WAIT");
    json.key("open_questions").number(static_cast<std::int64_t>(verdict.open_questions));
    json.key("settled").truth(verdict.settled);
    json.key("headline").text(verdict.headline);
    json.key("why").text(verdict.why);
    json.key("earliest");
    if (verdict.earliest)
      json.text(to_iso(*verdict.earliest));
    else
      json.null();
    json.key("has_draft").truth(desk.store.draft(appointment.id).has_value());
    json.key("decision");
    if (decision != nullptr)
      json.number(decision->number);
    else
      json.null();
    json.key("overridden").truth(overridden);
    json.key("decision_stands").truth(decision != nullptr && stands(*decision, appointment, verdict));
    json.close('}');
  }
  json.close(']').close('}');
  return json_reply(std::move(out));
}

// --- drafts: what somebody is filling in, kept whatever it holds ------------------------------------------------

http::Response draft_reply(const std::optional<store::Draft>& draft) {
  if (!draft) return json_reply(R"({"version":0,"at":null,"by":null,"draft":null})");
  std::string out;
  present::JsonWriter json(out);
  write_draft(json, draft);
  return json_reply(std::move(out));
}

http::Response show_draft(Desk& desk, const Call& call) {
  const Appointment appointment = desk.store.appointment(std::string(call.parts[0]));
  audit(desk, call, "read draft", appointment.client, appointment.id);
  return draft_reply(desk.store.draft(appointment.id));
}

http::Response put_draft(Desk& desk, const Call& call) {
  constexpr std::size_t most = 512 * 1024;
  const std::string& body = call.request.body;
  if (body.size() > most)
    throw Problem{413, "too-large", "Too large", "A draft is at most " + std::to_string(most) + " bytes.", {}};
  if (!nlohmann::json::accept(body))
    throw Problem{400, "json", "Not readable as JSON", "A JSON object is expected here.", {}};
  std::string_view draft;
  std::int64_t version = -1;
  std::vector<PointedFault> faults;
  if (body[body.find_first_not_of(" \t\r\n")] != '{')
    faults.push_back({"", "an object is expected", {}, 0, 0});
  else
    for (const auto& [name, value] : members_of(body)) {
      if (name == "version" && value.size() <= 15 && value.find_first_not_of("0123456789") == std::string_view::npos)
        version = std::stoll(std::string(value));
      else if (name == "draft" && value.front() == '{' && draft.empty())
        draft = value;
      else
        faults.push_back(
            {"", "only `version`, a whole number, and `draft`, an object, can stand here, each once", {}, 0, 0});
    }
  if (faults.empty() && version < 0) faults.push_back({"", "the field `version` is missing", {}, 0, 0});
  if (faults.empty() && draft.empty()) faults.push_back({"", "the field `draft` is missing", {}, 0, 0});
  if (!faults.empty()) throw Problem{422, "body", "This cannot be kept as it is", "Nothing was written.", faults};

  const Appointment appointment = desk.store.appointment(std::string(call.parts[0]));
  audit(desk, call, "write draft", appointment.client, appointment.id);
  const store::Draft kept =
      desk.store.put_draft(appointment.id, version, std::string(draft), who(call.caller), call.now.utc);
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("version").number(kept.version);
  json.close('}');
  return json_reply(std::move(out));
}

http::Response remove_draft(Desk& desk, const Call& call) {
  const Appointment appointment = desk.store.appointment(std::string(call.parts[0]));
  audit(desk, call, "remove draft", appointment.client, appointment.id);
  desk.store.remove_draft(appointment.id);
  return nothing();
}

}  // namespace

const std::vector<Route>& appointment_routes() {
  using http::Method;
  static const std::vector<Route> routes = {
      {Method::get, "/v1/days/{day}", Scope::read, day},
      {Method::post, "/v1/appointments", Scope::write, create},
      {Method::get, "/v1/appointments/{id}", Scope::read, show},
      {Method::put, "/v1/appointments/{id}", Scope::write, change},
      {Method::del, "/v1/appointments/{id}", Scope::write, cancel},
      {Method::get, "/v1/appointments/{id}/draft", Scope::read, show_draft},
      {Method::put, "/v1/appointments/{id}/draft", Scope::write, put_draft},
      {Method::del, "/v1/appointments/{id}/draft", Scope::write, remove_draft},
  };
  return routes;
}

}  // namespace contra::serve
