// Who read or wrote what of whom. One line for each, before the answer goes out.
#pragma once

#include <string>

#include "serve/desk.hpp"

namespace contra::serve {

/// Writes the line. `action` is a verb and what it was done to: "read client", "write form", "export client". `client`
/// and `subject` are ids or numbers of entries, never words of a client. Throws store::Error when it cannot be written:
/// what cannot be noted is not shown. Call it once a request is known to be sound, before what it asks for is done.
void audit(Desk& desk, const Call& call, const std::string& action, const std::string& client = {},
           const std::string& subject = {});

/// Who asks, as the line says it: the name of the user, and the token when it was one.
std::string who(const Caller& caller);

}  // namespace contra::serve
