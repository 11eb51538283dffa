// See audit.hpp.
#include "serve/audit.hpp"

namespace contra::serve {

std::string who(const Caller& caller) {
  return caller.token.empty() ? caller.user : caller.user + " (token " + caller.token + ")";
}

void audit(Desk& desk, const Call& call, const std::string& action, const std::string& client,
           const std::string& subject) {
  store::Audit line;
  line.at = call.now.utc;
  line.user = who(call.caller);
  line.action = action;
  line.client = client;
  line.subject = subject;
  desk.store.write_audit(line);
}

}  // namespace contra::serve
