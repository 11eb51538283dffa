// How clients, appointments and entries are written for those who ask, in one place.
#pragma once

#include "present/json_writer.hpp"
#include "serve/record.hpp"
#include "store/store.hpp"

namespace contra::serve {

void write_client(present::JsonWriter& json, const store::Client& client);
void write_appointment(present::JsonWriter& json, const store::Appointment& appointment);
/// Number, at, kind, by, subject, hash, body (null once deleted).
void write_entry(present::JsonWriter& json, const store::Entry& entry);
/// Null when there is none.
void write_draft(present::JsonWriter& json, const std::optional<store::Draft>& draft);

std::string_view state_name(store::Appointment::State state);  ///< "planned", "done", "cancelled"
std::optional<store::Appointment::State> state_of(std::string_view name);

}  // namespace contra::serve
