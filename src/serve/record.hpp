// The record of an appointment: everything that the clinic knows of a client, put together as contra.intake/1 in this
// one place. Every signed form, every clearance that was not withdrawn, the plan, and the sessions that were done here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/load.hpp"
#include "store/store.hpp"

namespace contra::serve {

struct SignedForm {
  std::int64_t entry = 0;
  std::string json;  ///< as it was signed
  std::string kind;  ///< "full", "change", "practitioner"
  Day signed_on;
};

struct KeptClearance {
  std::int64_t entry = 0;
  std::string json, check;
  bool withdrawn = false;
};

/// A treatment that was done here, as the practitioner who noted its end says.
struct DoneSession {
  std::int64_t entry = 0;
  std::string decision;     ///< number of its entry
  std::string appointment;  ///< that was decided
  Day day;
  std::string done;  ///< what was done, as a plan
};

/// What the chain holds of a client, oldest first.
struct ClientFile {
  std::string client;
  std::vector<store::Entry> entries;
  std::vector<SignedForm> forms;
  std::vector<KeptClearance> clearances;
  std::vector<DoneSession> sessions;  ///< the last that was noted for each decision
};
ClientFile client_file(store::Store& store, const std::string& client);

/// The record of an appointment as of `today`, or as of the visit when that is past: what was signed later does not
/// speak for an earlier day. A session of the appointment itself, on its day, is not among what it knows.
std::string put_together(const api::LoadedRules& rules, const ClientFile& file, const store::Appointment& appointment,
                         Day today);

/// A session that was done here is known, whatever the forms say: where the newest answer to the list that asks for
/// such sessions does not name it, the record gets one more form of the practitioner's, which is that answer with the
/// session beside it. It is signed on the day after both, so that it counts above them; on the day itself the two stand
/// against each other, and the record waits until somebody has asked. Empty when nothing is left out.
std::string form_of_sessions(const api::LoadedRules& rules, const std::vector<DoneSession>& sessions,
                             std::string_view record, Day as_of);

}  // namespace contra::serve
