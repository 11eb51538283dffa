// See record.hpp.
#include "serve/record.hpp"

#include <algorithm>

#include "present/json_writer.hpp"
#include "serve/document.hpp"

namespace contra::serve {

namespace {

/// `forms` are JSON objects; none of them is looked into.
std::string written(const ClientFile& file, std::string_view plan, Day visit, Day as_of, std::string_view more_form) {
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("record").text("contra.intake/1");
  json.key("id").text(file.client);
  json.key("visit").text(to_iso(visit));
  json.key("as_of").text(to_iso(as_of));
  json.key("plan").raw(plan);
  json.key("forms").open('[');
  for (const SignedForm& form : file.forms)
    if (form.signed_on <= as_of) json.raw(form.json);
  if (!more_form.empty()) json.raw(more_form);
  json.close(']').key("clearances").open('[');
  for (const KeptClearance& clearance : file.clearances)
    if (!clearance.withdrawn) json.raw(clearance.json);
  json.close(']').close('}');
  return out;
}

}  // namespace

ClientFile client_file(store::Store& store, const std::string& client) {
  ClientFile out;
  out.client = client;
  out.entries = store.history(client);
  for (const store::Entry& entry : out.entries) {
    if (!entry.body) continue;
    const std::string& body = *entry.body;
    switch (entry.kind) {
      case store::Kind::form:
        out.forms.push_back({entry.number, body, std::string(member_word(body, "kind")),
                             parse_iso_day(member_word(body, "signed")).value_or(first_day)});
        break;
      case store::Kind::clearance:
        out.clearances.push_back({entry.number, body, std::string(member_word(body, "check")), false});
        break;
      case store::Kind::clearance_withdrawn:
        for (KeptClearance& clearance : out.clearances)
          if (std::to_string(clearance.entry) == entry.subject) clearance.withdrawn = true;
        break;
      case store::Kind::session: {
        DoneSession session{entry.number,
                            entry.subject,
                            {},
                            parse_iso_day(member_word(body, "ended").substr(0, 10)).value_or(first_day),
                            std::string(member_bytes(body, "done"))};
        for (const store::Entry& decision : out.entries)
          if (std::to_string(decision.number) == entry.subject) session.appointment = decision.subject;
        const auto before = std::find_if(out.sessions.begin(), out.sessions.end(),
                                         [&](const DoneSession& s) { return s.decision == session.decision; });
        if (before == out.sessions.end())
          out.sessions.push_back(std::move(session));
        else
          *before = std::move(session);
        break;
      }
      default:
        break;
    }
  }
  return out;
}

std::string put_together(const api::LoadedRules& rules, const ClientFile& file, const store::Appointment& appointment,
                         Day today) {
  const Day visit = appointment.day, as_of = std::min(visit, today);
  std::vector<DoneSession> sessions = file.sessions;
  sessions.erase(std::remove_if(sessions.begin(), sessions.end(),
                                [&](const DoneSession& session) {
                                  // Of this very visit: an appointment may be planned anew after it was done.
                                  return session.appointment == appointment.id && session.day == visit;
                                }),
                 sessions.end());
  std::string record = written(file, appointment.plan, visit, as_of, {});
  const std::string more = form_of_sessions(rules, sessions, record, as_of);
  return more.empty() ? record : written(file, appointment.plan, visit, as_of, more);
}

}  // namespace contra::serve
