// See chain.hpp.
#include "store/chain.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace contra::store {

namespace {

class Sha256 {
 public:
  Sha256() { crypto_hash_sha256_init(&state_); }
  void add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  void field(std::string_view bytes) {
    std::array<char, 8> length;
    for (std::size_t i = 0; i < 8; ++i)
      length[i] = static_cast<char>(static_cast<std::uint64_t>(bytes.size()) >> (8 * (7 - i)) & 0xFF);
    add({length.data(), length.size()});
    add(bytes);
  }
  std::string end() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> out;
    crypto_hash_sha256_final(&state_, out.data());
    return {reinterpret_cast<const char*>(out.data()), out.size()};
  }

 private:
  crypto_hash_sha256_state state_;
};

void need_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("the system gives no random numbers");
}

}  // namespace

static_assert(hash_size == crypto_hash_sha256_BYTES);

std::string no_hash() { return std::string(hash_size, '\0'); }

std::string new_salt() {
  need_sodium();
  std::string salt(salt_size, '\0');
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::string hash_of_body(std::string_view salt, std::string_view body) {
  Sha256 hash;
  hash.add(salt);
  hash.add(body);
  return hash.end();
}

std::string hash_of_entry(const Entry& entry, std::string_view body_hash, std::string_view before) {
  Sha256 hash;
  hash.field("contra.entry/1");
  hash.field(std::to_string(entry.number));
  hash.field(entry.at);
  hash.field(kind_name(entry.kind));
  hash.field(entry.client);
  hash.field(entry.subject);
  hash.field(entry.by);
  hash.field(body_hash);
  hash.field(before);
  return hash.end();
}

std::string hash_of_audit(const Audit& line, std::string_view before) {
  Sha256 hash;
  hash.field("contra.audit/1");
  hash.field(std::to_string(line.number));
  hash.field(line.at);
  hash.field(line.user);
  hash.field(line.action);
  hash.field(line.client);
  hash.field(line.subject);
  hash.field(before);
  return hash.end();
}

std::string sum_of_draft(const Draft& draft) {
  Sha256 hash;
  hash.field("contra.draft/1");
  hash.field(draft.appointment);
  hash.field(std::to_string(draft.version));
  hash.field(draft.at);
  hash.field(draft.by);
  hash.field(draft.body);
  return hash.end();
}

std::string hex_of(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string new_id(std::string_view prefix) {
  need_sodium();
  static constexpr char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";  // 32, without those taken for another
  std::array<unsigned char, 16> random;
  randombytes_buf(random.data(), random.size());
  std::string id(prefix);
  id += '-';
  for (const unsigned char byte : random) id += letters[byte & 31];
  return id;
}

}  // namespace contra::store
