// See reply.hpp.
#include "serve/reply.hpp"

#include <sodium.h>

#include <algorithm>

namespace contra::serve {

http::Response json_reply(std::string body, int status) { return {status, "application/json", {}, std::move(body)}; }

http::Response nothing() { return {204, "", {}, ""}; }

std::int64_t entry_number(std::string_view part) {
  std::int64_t out = 0;
  const bool digits = std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (part.empty() || part.size() > 15 || part.front() == '0' || !digits)
    throw not_found("There is no entry of this number.");
  for (const char c : part) out = out * 10 + (c - '0');
  return out;
}

std::string sha256_hex(std::string_view bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string out;
  for (const unsigned char byte : hash) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

std::string key_of(const Call& call) {
  const std::string_view key = call.request.header("Idempotency-Key");
  if (key.empty()) return {};
  if (key.size() > 255)
    throw Problem{400, "idempotency-key", "Not a usable key", "`Idempotency-Key` is at most 255 characters long.", {}};
  const std::string method = std::to_string(static_cast<int>(call.request.method));
  return sha256_hex(who(call.caller) + "\n" + method + "\n" + call.request.path + "\n" + std::string(key));
}

store::Entry append(Desk& desk, const Call& call, store::Kind kind, const std::string& client,
                    const std::string& subject, const std::string& body) {
  return desk.store.append({kind, client, subject, who(call.caller), call.now.utc, body, key_of(call)});
}

}  // namespace contra::serve
