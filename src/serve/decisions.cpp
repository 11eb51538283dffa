// Decisions that are recorded, made again, gone against; sessions that were done. See route.hpp.
#include <algorithm>

#include "present/decision_json.hpp"
#include "serve/body.hpp"
#include "serve/decision_entry.hpp"
#include "serve/intake_parts.hpp"
#include "serve/record.hpp"
#include "serve/replay.hpp"
#include "serve/reply.hpp"
#include "serve/route.hpp"
#include "serve/screening.hpp"
#include "serve/verdict.hpp"

namespace contra::serve {

namespace {

using store::Appointment;

http::Response decide(Desk& desk, const Call& call) {
  if (!call.request.body.empty()) {
    Body body(call.request.body);
    body.known(body.root(), {});
    body.finish();
  }
  const Appointment appointment = desk.store.appointment(std::string(call.parts[0]));
  if (appointment.state == Appointment::State::cancelled)
    throw Problem{409, "cancelled", "The appointment is cancelled", "Nothing is decided for it.", {}};
  audit(desk, call, "write decision", appointment.client, appointment.id);
  const ClientFile file = client_file(desk.store, appointment.client);
  const std::string record = put_together(desk.rules, file, appointment, call.now.today);
  const DecidedRecord decided = decide_record(desk.rules, record, {});
  const std::string decision = present::decision_json(decided.decision, decided.facts, desk.options.engine);
  const store::Entry entry =
      append(desk, call, store::Kind::decision, appointment.client, appointment.id, decision_body(record, decision));
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("entry").number(entry.number);
  json.key("hash").text(entry.hash);
  json.key("decision").raw(decision);
  json.close('}');
  return json_reply(std::move(out), 201);
}

http::Response show(Desk& desk, const Call& call) {
  const KeptDecision kept = read_decision(desk.store, entry_number(call.parts[0]));
  audit(desk, call, "read decision", kept.client, std::to_string(kept.entry));
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("entry").number(kept.entry);
  json.key("at").text(kept.at);
  json.key("by").text(kept.by);
  json.key("hash").text(kept.hash);
  json.key("appointment").text(kept.appointment);
  json.key("client").text(kept.client);
  json.key("record").raw(kept.record);
  json.key("decision").raw(kept.decision);
  json.key("overrides").open('[');
  for (const KeptDecision::Override& over : kept.overrides) {
    json.open('{').key("entry").number(over.entry);
    json.key("at").text(over.at);
    json.key("by").text(over.by);
    json.key("name").text(over.name);
    json.key("reason").text(over.reason);
    json.close('}');
  }
  json.close(']').key("session");
  write_session(json, kept);
  json.close('}');
  return json_reply(std::move(out));
}

http::Response again(Desk& desk, const Call& call) {
  const KeptDecision kept = read_decision(desk.store, entry_number(call.parts[0]));
  audit(desk, call, "replay decision", kept.client, std::to_string(kept.entry));
  const Replay made = replay(desk.rules, desk.options.engine, kept.record, kept.decision);
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("same").truth(made.same);
  json.key("differences").open('[');
  for (const std::string& difference : made.differences) json.text(difference);
  json.close(']').key("now");
  if (made.now.empty())
    json.null();
  else
    json.raw(made.now);
  json.close('}');
  return json_reply(std::move(out));
}

http::Response written(const store::Entry& entry) {
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("entry").number(entry.number);
  json.key("hash").text(entry.hash);
  json.close('}');
  return json_reply(std::move(out), 201);
}

http::Response go_against(Desk& desk, const Call& call) {
  Body body(call.request.body);
  body.known(body.root(), {"reason", "name"});
  const std::string reason = body.text(body.root(), "reason", {10, 1000, true});
  const std::string name = body.text(body.root(), "name", {1, 200, false});
  body.finish();
  const KeptDecision kept = read_decision(desk.store, entry_number(call.parts[0]));
  if (kept.go())
    throw Problem{409, "not-a-wait", "There is nothing to go against", "The decision is GO: it needs no override.", {}};
  const std::string number = std::to_string(kept.entry);
  audit(desk, call, "write override", kept.client, number);
  std::string entry;
  present::JsonWriter json(entry);
  json.open('{').key("reason").text(reason);
  json.key("name").text(name);
  json.close('}');
  return written(append(desk, call, store::Kind::override_, kept.client, number, entry));
}

/// "2026-03-16T15:10"
bool is_minute(std::string_view words) {
  const auto digits = [&](std::size_t at) {
    return words[at] >= '0' && words[at] <= '9' && words[at + 1] >= '0' && words[at + 1] <= '9';
  };
  return words.size() == 16 && parse_iso_day(words.substr(0, 10)) && words[10] == 'T' && digits(11) &&
         words[13] == ':' && digits(14) && words.substr(11, 2) < "24" && words[14] < '6';
}

/// A GO that the forms, the plan or the day have left behind is no GO for the session that was done; and whoever went
/// against a WAIT has weighed the reasons that it had then.
void must_still_stand(Desk& desk, const KeptDecision& kept, Day today) {
  const Appointment appointment = desk.store.appointment(kept.appointment);
  if (appointment.state == Appointment::State::cancelled)
    throw Problem{409, "cancelled", "The appointment is cancelled", "Plan it anew first.", {}};
  const std::string record = put_together(desk.rules, client_file(desk.store, kept.client), appointment, today);
  const auto same = [&](const char* part) { return member_bytes(record, part) == member_bytes(kept.record, part); };
  if (same("visit") && same("plan")) {
    if (verdict_of(desk.rules, record).go) return;
    if (!kept.overrides.empty() && same("forms") && same("clearances")) return;
  }
  throw Problem{409,
                "changed-since",
                "Something has changed since",
                "The day, the plan or the answers are not those of the decision any more. Record it anew first.",
                {}};
}

http::Response session_done(Desk& desk, const Call& call) {
  Body body(call.request.body);
  const Node& root = body.root();
  body.known(root, {"ended", "done"});
  const std::string ended = body.text(root, "ended", {1, 16, false});
  if (body.sound() && !is_minute(ended))
    body.fault(*root.find("ended"), "`ended` is a minute such as \"2026-03-16T15:10\", where the clinic is");
  else if (body.sound() && ended > call.now.local)
    body.fault(*root.find("ended"), "the session ends at a time that is still to come");
  std::string done;
  if (body.optional_member(root, "done", Node::Kind::array) != nullptr)
    done = read_plan(body, desk.rules, root, "done");
  body.finish();

  const KeptDecision kept = read_decision(desk.store, entry_number(call.parts[0]));
  if (!kept.go() && kept.overrides.empty())
    throw Problem{409,
                  "wait",
                  "The decision is WAIT",
                  "A session goes against it only with an override, which has a reason and a name.",
                  {}};
  const std::string visit(member_word(kept.record, "visit"));
  if (ended.substr(0, 10) != visit)
    throw Problem{422,
                  "body",
                  "Another day",
                  "The decision is about " + visit + ".",
                  {{"/ended", "the decision speaks of another day", {}, 0, 0}}};
  if (done.empty()) done = std::string(member_bytes(kept.record, "plan"));
  const std::string number = std::to_string(kept.entry);
  audit(desk, call, "write session", kept.client, number);
  std::string entry;
  present::JsonWriter json(entry);
  json.open('{').key("ended").text(ended);
  json.key("done").raw(done).close('}');
  store::Entry out;
  desk.store.together([&] {
    must_still_stand(desk, kept, call.now.today);  // in here: a form that is signed meanwhile counts
    out = append(desk, call, store::Kind::session, kept.client, number, entry);
    Appointment appointment = desk.store.appointment(kept.appointment);
    if (appointment.state == Appointment::State::done) return;
    appointment.state = Appointment::State::done;
    desk.store.put(appointment, who(call.caller), call.now.utc);
  });
  return written(out);
}

}  // namespace

const std::vector<Route>& decision_routes() {
  using http::Method;
  static const std::vector<Route> routes = {
      {Method::post, "/v1/appointments/{id}/decisions", Scope::write, decide},
      {Method::get, "/v1/decisions/{entry}", Scope::read, show},
      {Method::get, "/v1/decisions/{entry}/replay", Scope::read, again},
      {Method::post, "/v1/decisions/{entry}/override", Scope::write, go_against},
      {Method::post, "/v1/decisions/{entry}/session", Scope::write, session_done},
  };
  return routes;
}

}  // namespace contra::serve
