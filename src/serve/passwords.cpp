// See passwords.hpp.
#include "serve/passwords.hpp"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <set>
#include <vector>

#include "serve/names.hpp"
#include "serve/users.hpp"
#include "text/characters.hpp"

namespace contra::serve {

namespace {

/// Argon2id with libsodium's INTERACTIVE limits: 64 MiB and two passes, 0.09 s where this was measured, and above what
/// OWASP asks for (19 MiB, two passes). MODERATE takes 256 MiB and 0.5 s there: a sign-in, which anybody may try, would
/// cost the small machine of a clinic more than it costs who guesses.
constexpr auto operations = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
constexpr auto memory = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;

/// The hash, with today's limits, of 32 random bytes that nobody kept.
constexpr const char* hash_of_nothing =
    "$argon2id$v=19$m=65536,t=2,p=1$FmjqSG95+OUQhTJGNm/42A$RYu7w1n6yLCaTwl+M3MJ6ZdcUop6oe0jPYtJ2+9vMI0";

/// What most guesses are made of (the heads of published lists), in small letters. Whole passwords of those lists are
/// shorter than 15 characters but for a few, which are made of the same pieces.
constexpr std::string_view pieces[] = {"correcthorsebatterystaple",
                                       "administrator",
                                       "practitioner",
                                       "consultation",
                                       "changeme",
                                       "password",
                                       "passw0rd",
                                       "p@ssw0rd",
                                       "passwort",
                                       "motdepasse",
                                       "contrasena",
                                       "treatment",
                                       "letmein",
                                       "welcome",
                                       "iloveyou",
                                       "princess",
                                       "football",
                                       "baseball",
                                       "sunshine",
                                       "superman",
                                       "starwars",
                                       "whatever",
                                       "computer",
                                       "internet",
                                       "trustno1",
                                       "michael",
                                       "charlie",
                                       "jennifer",
                                       "manager",
                                       "clinic",
                                       "contra",
                                       "dragon",
                                       "monkey",
                                       "shadow",
                                       "master",
                                       "secret",
                                       "qazwsx",
                                       "zaq12wsx",
                                       "1q2w3e4r",
                                       "1qaz2wsx",
                                       "abc123",
                                       "qwerty",
                                       "qwertz",
                                       "azerty",
                                       "hello",
                                       "login",
                                       "admin",
                                       "guest",
                                       "test",
                                       "user",
                                       "pass",
                                       "beauty",
                                       "salon",
                                       "skin",
                                       "needling"};

constexpr std::string_view rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop"};

bool beside(char a, char b) {
  if (a == b || a + 1 == b || a - 1 == b || (a == '9' && b == '0') || (a == '0' && b == '9')) return true;
  for (const std::string_view row : rows)
    for (std::size_t i = 0; i + 1 < row.size(); ++i)
      if ((row[i] == a && row[i + 1] == b) || (row[i] == b && row[i + 1] == a)) return true;
  return false;
}

void take_out(std::string& from, std::string_view piece) {
  if (piece.size() < 3) return;
  for (std::size_t at; (at = from.find(piece)) != std::string::npos;) from.erase(at, piece.size());
}

/// What is left to guess once common pieces, the user's name, and runs ("4567", "aaaa", "asdf") are gone.
std::string left_to_guess(std::string_view password, std::string_view user) {
  std::string rest;
  for (const char c : folded(password))
    if (c != ' ') rest += c;
  const std::string name = folded(user);
  for (std::size_t from = 0; from < name.size();) {
    const std::size_t to = std::min(name.find_first_of(" .-_@", from), name.size());
    take_out(rest, std::string_view(name).substr(from, to - from));
    from = to + 1;
  }
  for (const std::string_view piece : pieces) take_out(rest, piece);
  std::string out;
  for (std::size_t from = 0; from < rest.size();) {
    std::size_t to = from + 1;
    while (to < rest.size() && beside(rest[to - 1], rest[to])) ++to;
    if (to - from < 4) out.append(rest, from, to - from);
    from = to;
  }
  return out;
}

/// The same characters, however a keyboard wrote them (NIST SP 800-63B-4, 3.1.1.2).
std::string as_hashed(std::string_view password) { return compatible(password).value_or(std::string(password)); }

}  // namespace

std::string password_fault(std::string_view password, std::string_view user) {
  const auto normal = compatible(password);
  if (!normal || normal->size() > password_bytes_most)
    return "a password has at most " + std::to_string(password_bytes_most) + " bytes of UTF-8";
  const auto characters = std::count_if(normal->begin(), normal->end(), [](char c) { return (c & 0xC0) != 0x80; });
  if (static_cast<std::size_t>(characters) < password_characters_least)
    return "a password has at least " + std::to_string(password_characters_least) +
           " characters: three or four words will do";
  const std::string rest = left_to_guess(*normal, user);
  constexpr std::size_t least_left = 8, least_different = 5;
  if (rest.size() < least_left || std::set<char>(rest.begin(), rest.end()).size() < least_different)
    return "this password is too easy to guess: without common words, the user's name, repetitions and runs of keys "
           "little is left of it";
  return {};
}

std::string hash_password(std::string_view password) {
  if (sodium_init() < 0) throw std::bad_alloc();
  const std::string bytes = as_hashed(password);
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(out, bytes.data(), bytes.size(), operations, memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return out;
}

/// One place at the gate, for as long as it lives; false when too many wait.
class Passwords::Place {
 public:
  explicit Place(Passwords& gate) : gate_(gate) {
    std::unique_lock lock(gate_.mutex_);
    if (gate_.running_ >= at_once) {
      if (gate_.waiting_ >= may_wait) return;
      ++gate_.waiting_;
      gate_.free_.wait(lock, [&] { return gate_.running_ < at_once; });
      --gate_.waiting_;
    }
    ++gate_.running_;
    ++gate_.hashings_;
    held_ = true;
  }
  ~Place() {
    if (!held_) return;
    {
      const std::lock_guard lock(gate_.mutex_);
      --gate_.running_;
    }
    gate_.free_.notify_one();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  explicit operator bool() const { return held_; }

 private:
  Passwords& gate_;
  bool held_ = false;
};

Passwords::Answer Passwords::verify(const std::string& hash, std::string_view password) {
  const Place place(*this);
  if (!place) return Answer::busy;
  if (sodium_init() < 0) throw std::bad_alloc();
  const std::string bytes = as_hashed(password);
  const std::string& against = hash.empty() ? hash_of_nothing : hash;
  const bool right = crypto_pwhash_str_verify(against.c_str(), bytes.data(), bytes.size()) == 0;
  return right && !hash.empty() ? Answer::right : Answer::wrong;
}

std::optional<std::string> Passwords::hash(std::string_view password) {
  const Place place(*this);
  if (!place) return std::nullopt;
  return hash_password(password);
}

bool Passwords::outdated(const std::string& hash) {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), operations, memory) != 0;
}

}  // namespace contra::serve
