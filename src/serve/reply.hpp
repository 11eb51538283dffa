// What the handlers of stored data share: replies, numbers of entries in addresses, and keys that make a repeated
// request harmless.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "serve/audit.hpp"
#include "serve/desk.hpp"
#include "serve/problem.hpp"

namespace contra::serve {

http::Response json_reply(std::string body, int status = 200);
http::Response nothing();  ///< 204

/// The number in an address such as /v1/decisions/{entry}. Throws Problem 404 when it is none.
std::int64_t entry_number(std::string_view part);

/// The `Idempotency-Key` of the request as a key of the store: of this method and address, so that no other request
/// meets it. Empty when none was sent; throws Problem 400 when it is longer than 255 characters.
std::string key_of(const Call& call);
std::string sha256_hex(std::string_view bytes);

/// Appends an entry in the caller's name, with the request's key.
store::Entry append(Desk& desk, const Call& call, store::Kind kind, const std::string& client,
                    const std::string& subject, const std::string& body);

}  // namespace contra::serve
