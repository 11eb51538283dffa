// See wire.hpp.
#include "serve/wire.hpp"

namespace contra::serve {

using State = store::Appointment::State;

std::string_view state_name(State state) {
  switch (state) {
    case State::planned:
      return "planned";
    case State::done:
      return "done";
    case State::cancelled:
      return "cancelled";
  }
  return "planned";
}

std::optional<State> state_of(std::string_view name) {
  for (const State state : {State::planned, State::done, State::cancelled})
    if (name == state_name(state)) return state;
  return std::nullopt;
}

void write_client(present::JsonWriter& json, const store::Client& client) {
  json.open('{').key("id").text(client.id);
  json.key("name").text(client.name);
  json.key("contact").text(client.contact);
  json.key("note").text(client.note);
  json.key("version").number(client.version);
  json.close('}');
}

void write_appointment(present::JsonWriter& json, const store::Appointment& appointment) {
  json.open('{').key("id").text(appointment.id);
  json.key("client").text(appointment.client);
  json.key("day").text(to_iso(appointment.day));
  json.key("time").text(appointment.time);
  json.key("plan").raw(appointment.plan);
  json.key("state").text(state_name(appointment.state));
  json.key("version").number(appointment.version);
  json.close('}');
}

void write_entry(present::JsonWriter& json, const store::Entry& entry) {
  json.open('{').key("number").number(entry.number);
  json.key("at").text(entry.at);
  json.key("kind").text(store::kind_name(entry.kind));
  json.key("by").text(entry.by);
  json.key("subject").text(entry.subject);
  json.key("hash").text(entry.hash);
  json.key("body");
  if (entry.body)
    json.raw(*entry.body);
  else
    json.null();
  json.close('}');
}

void write_draft(present::JsonWriter& json, const std::optional<store::Draft>& draft) {
  if (!draft) {
    json.null();
    return;
  }
  json.open('{').key("version").number(draft->version);
  json.key("at").text(draft->at);
  json.key("by").text(draft->by);
  json.key("draft").raw(draft->body);
  json.close('}');
}

}  // namespace contra::serve
