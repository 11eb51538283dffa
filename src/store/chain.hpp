// The chain: what exactly the hash of an entry is taken over, so that anybody can check it with other tools.
//
//   field(x)        = the length of x in bytes, as 8 bytes, most significant first, then x
//   body hash       = SHA-256( salt, body )                         the salt: 32 random bytes, one for each entry
//   hash of entry   = SHA-256( field("contra.entry/1"), field(number in decimal), field(at), field(kind),
//                              field(client), field(subject), field(by), field(body hash), field(hash before) )
//   hash of audit   = SHA-256( field("contra.audit/1"), field(number in decimal), field(at), field(user),
//                              field(action), field(client), field(subject), field(hash before) )
//   sum of draft    = SHA-256( field("contra.draft/1"), field(appointment), field(version in decimal), field(at),
//                              field(by), field(body) )                                               of no chain
//
// Hashes are the 32 bytes themselves; before the first entry stand 32 zero bytes. Texts are their UTF-8 bytes as they
// are. When a client is deleted, body and salt go and the body hash stays: the chain still holds, and without the salt
// a short body cannot be found by trying.
#pragma once

#include <string>
#include <string_view>

#include "store/store.hpp"

namespace contra::store {

inline constexpr std::size_t hash_size = 32, salt_size = 32;

std::string no_hash();   ///< before the first
std::string new_salt();  ///< from the system's random numbers
std::string hash_of_body(std::string_view salt, std::string_view body);
/// Of all fields of `entry` but body and hash.
std::string hash_of_entry(const Entry& entry, std::string_view body_hash, std::string_view before);
std::string hash_of_audit(const Audit& line, std::string_view before);
std::string sum_of_draft(const Draft& draft);
std::string hex_of(std::string_view bytes);

}  // namespace contra::store
