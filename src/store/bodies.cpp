// The JSON that the store writes and reads itself: bodies of clients, appointments and deletions.
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "store/rows.hpp"

namespace contra::store {

namespace {

using Json = nlohmann::ordered_json;

/// Names may hold bytes that are not UTF-8 only if a caller let them in; they must not make a client unreadable.
std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::optional<std::string> text_at(const Json& body, const char* name) {
  const auto found = body.find(name);
  if (found == body.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

/// Discarded when it is no JSON, or nested so deep that walking it would need too much stack.
Json parse(std::string_view text) {
  constexpr int deepest = 64;  // a plan has four levels
  int depth = 0;
  bool quoted = false, escaped = false;
  for (const char c : text) {
    if (quoted) {
      if (c == '"' && !escaped) quoted = false;
      escaped = c == '\\' && !escaped;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) return Json(Json::value_t::discarded);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return Json::parse(text, nullptr, false);
}

}  // namespace

std::string body_of(const Client& client) {
  return dump({{"name", client.name}, {"contact", client.contact}, {"note", client.note}});
}

std::string body_of(const Appointment& appointment) {
  Json plan = parse(appointment.plan);
  if (!plan.is_array()) throw std::invalid_argument("the plan of an appointment is a JSON array");
  if (!parse_iso_day(to_iso(appointment.day))) throw std::invalid_argument("an appointment is on a day");
  return dump({{"day", to_iso(appointment.day)},
               {"time", appointment.time},
               {"state", state_name(appointment.state)},
               {"plan", std::move(plan)}});
}

std::string body_of_deletion(const std::string& reason) { return dump({{"reason", reason}}); }

bool read_body(std::string_view text, Client& client) {
  const Json body = parse(text);
  const auto name = text_at(body, "name"), contact = text_at(body, "contact"), note = text_at(body, "note");
  if (!name || !contact || !note) return false;
  client.name = *name;
  client.contact = *contact;
  client.note = *note;
  return true;
}

bool read_body(std::string_view text, Appointment& appointment) {
  const Json body = parse(text);
  const auto day = text_at(body, "day"), time = text_at(body, "time"), state = text_at(body, "state");
  if (!day || !time || !state || !body.contains("plan")) return false;
  const auto when = parse_iso_day(*day);
  const auto how = state_of(*state);
  if (!when || !how) return false;
  appointment.day = *when;
  appointment.time = *time;
  appointment.state = *how;
  appointment.plan = dump(body["plan"]);
  return true;
}

}  // namespace contra::store
