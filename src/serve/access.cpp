// See access.hpp.
#include "serve/access.hpp"

#include <sodium.h>

#include <algorithm>

#include "contra/date.hpp"
#include "serve/audit.hpp"
#include "serve/names.hpp"
#include "serve/site.hpp"

namespace contra::serve {

namespace {

constexpr std::size_t secret_bytes = 32;  ///< 256 bits: nobody guesses, so one round of SHA-256 is enough to keep it by
constexpr std::string_view token_prefix = "contra_";
constexpr std::int64_t device_days = 180;

/// By address and name: five slips are free, then 1, 2, 4 … seconds up to a quarter of an hour: about 100 guesses a
/// day, which finds no password of 15 characters. Never longer: who mistypes after an attack from the same address
/// waits that long at the most, and not at all on a device where the user has signed in before.
constexpr Throttle::Pace pace_of_name = {5, 1'000, 15 * 60'000, 60 * 60'000};
/// By address alone, for who tries one password with many names. A practice has one address towards the outside, so
/// that this is slower to begin and milder.
constexpr Throttle::Pace pace_of_address = {20, 1'000, 60'000, 5 * 60'000};

std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string out(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();  // the NUL that sodium writes
  return out;
}

std::string random_secret(std::size_t size = secret_bytes) {
  std::string bytes(size, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return base64(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string hash_of(std::string_view secret) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  char out[2 * sizeof hash + 1];
  return sodium_bin2hex(out, sizeof out, hash, sizeof hash);
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool is_secret(std::string_view text) {
  return text.size() == (secret_bytes * 8 + 5) / 6 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
         });
}

/// Seconds of a moment as the store writes it; nothing when it is none.
std::optional<std::int64_t> seconds_of(std::string_view utc) {
  if (utc.size() < 19) return std::nullopt;
  const auto day = parse_iso_day(utc.substr(0, 10));
  const auto two = [&](std::size_t at) { return (utc[at] - '0') * 10 + (utc[at + 1] - '0'); };
  if (!day) return std::nullopt;
  return std::int64_t{day->number} * 86'400 + two(11) * 3'600 + two(14) * 60 + two(17);
}

std::string utc_of(std::int64_t seconds) {
  const auto two = [](std::int64_t n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  const std::int64_t day = seconds / 86'400, rest = seconds % 86'400;
  return to_iso(Day{static_cast<std::int32_t>(day)}) + "T" + two(rest / 3'600) + ":" + two(rest / 60 % 60) + ":" +
         two(rest % 60) + ".000Z";
}

/// Whether `then` is at most `limit` seconds ago. A moment that lies ahead, by more than clocks are set back by, is of
/// a clock that was wrong.
bool within(const std::string& then, std::int64_t limit, const Now& now) {
  const auto from = seconds_of(then), to = seconds_of(now.utc);
  return from && to && *to - *from <= limit && *to - *from >= -300;
}

Refusal not_let_in(const std::string& type, const std::string& title, const std::string& challenge) {
  Refusal out;
  static_cast<Problem&>(out) = {401, type, title, {}, {}};
  out.headers = {{"WWW-Authenticate", "Bearer realm=\"contra\"" + challenge}};
  return out;
}

Refusal wait(int status, const std::string& detail, std::int64_t seconds) {
  Refusal out;
  static_cast<Problem&>(out) = {status, status == 429 ? "too-many" : "busy", "Please wait a moment", detail, {}};
  out.headers = {{"Retry-After", std::to_string(seconds)}};
  return out;
}

/// One text whatever was wrong: it does not say which names there are.
Refusal wrong_password() { return not_let_in("wrong-password", "The name or the password is not right", {}); }

/// A short key of fixed size, whatever was typed.
std::string key_of(std::string_view kind, std::string_view a, std::string_view b = {}) {
  std::string all(kind);
  for (const std::string_view part : {a, b}) all.append(1, '\0').append(part);
  return hash_of(all).substr(0, 32);
}

/// Proves that this browser has signed in as the user: it holds a random number and its MAC under a key that is made
/// from the hash of the password, so that a new password ends it.
std::string device_mac(const store::User& user, const std::string& number) {
  unsigned char key[crypto_auth_KEYBYTES], mac[crypto_auth_BYTES];
  static_assert(crypto_auth_KEYBYTES == crypto_hash_sha256_BYTES);
  const std::string from = "contra device " + user.password;
  crypto_hash_sha256(key, reinterpret_cast<const unsigned char*>(from.data()), from.size());
  const std::string what = number + '\0' + user.name;
  crypto_auth(mac, reinterpret_cast<const unsigned char*>(what.data()), what.size(), key);
  sodium_memzero(key, sizeof key);
  return base64(mac, sizeof mac);
}

/// A disk that is full or read-only keeps nobody from looking things up: a session then ends as if it had not been
/// used.
template <class Write>
void unless_full(const Write& write) {
  try {
    write();
  } catch (const store::Error&) {
  }
}

constexpr std::string_view session_cookie = "session", device_cookie = "device";

}  // namespace

Refusal sign_in_first() { return not_let_in("sign-in", "Please sign in", {}); }

bool Caller::may(Scope scope) const {
  return scope == Scope::open || std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

std::string_view scope_name(Scope scope) {
  switch (scope) {
    case Scope::open:
      return "open";
    case Scope::screen:
      return "screen";
    case Scope::read:
      return "read";
    case Scope::write:
      return "write";
    case Scope::manage:
      return "manage";
  }
  return {};
}

std::optional<Scope> scope_of(std::string_view name) {
  for (const Scope scope : {Scope::screen, Scope::read, Scope::write, Scope::manage})
    if (scope_name(scope) == name) return scope;
  return std::nullopt;
}

std::vector<Scope> scopes_of_role(std::string_view role) {
  if (role == "manager") return {Scope::screen, Scope::read, Scope::write, Scope::manage};
  if (role == "practitioner") return {Scope::screen, Scope::read, Scope::write};
  return {};
}

Access::Access(store::Store& store, const Options& options)
    : store_(store), options_(options), by_name_(pace_of_name), by_address_(pace_of_address) {
  if (sodium_init() < 0) throw std::runtime_error("no source of random numbers");
  single_user_csrf_ = random_secret();
}

/// A cookie belongs to a host, whatever the port: the port keeps two workbenches of one machine apart. With TLS the
/// prefix makes sure that nobody else can have set it.
std::string Access::cookie_name(std::string_view of) const {
  return std::string(options_.secure ? "__Host-" : "") + "contra-" + std::string(of) + "-" +
         std::to_string(options_.port);
}

std::string Access::set_cookie(std::string_view of, const std::string& value, std::int64_t seconds) const {
  std::string out = cookie_name(of) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict";
  if (options_.secure) out += "; Secure";
  if (seconds >= 0) out += "; Max-Age=" + std::to_string(seconds);
  return out;
}

std::string Access::cookie_of(const http::Request& request, std::string_view of) const {
  const std::string name = cookie_name(of) + "=";
  std::string found;
  int count = 0;
  for (const auto& [header, value] : request.headers) {
    if (header.size() != 6 || !std::equal(header.begin(), header.end(), "cookie", [](char a, char b) {
          return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
        }))
      continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      std::string_view one = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
      if (one.substr(0, name.size()) != name) continue;
      found = one.substr(name.size());
      ++count;
    }
  }
  // Two of a name: somebody else on this host set one of them.
  return count == 1 ? found : std::string();
}

Caller Access::by_token(std::string_view secret, const Now& now) {
  const auto refused = [] { return not_let_in("token", "This token opens nothing", ", error=\"invalid_token\""); };
  if (secret.substr(0, token_prefix.size()) != token_prefix || !is_secret(secret.substr(token_prefix.size())))
    throw refused();
  const auto token = store_.token(hash_of(secret));
  if (!token || (!token->until.empty() && to_iso(now.today) > token->until)) throw refused();
  std::string role;
  if (const auto user = store_.user(token->user)) {
    if (!user->disabled) role = user->role;
  } else if (options_.single_user && token->user == options_.user) {
    role = "manager";
  }
  if (role.empty()) throw refused();
  Caller caller;
  caller.user = token->user;
  caller.role = role;
  caller.via = Caller::Via::token;
  caller.token = token->id;
  // Never more than its owner may now.
  for (const Scope scope : scopes_of_role(role))
    if ((" " + token->scopes + " ").find(" " + std::string(scope_name(scope)) + " ") != std::string::npos)
      caller.scopes.push_back(scope);
  return caller;
}

Caller Access::by_session(const std::string& secret, const Now& now) {
  if (!is_secret(secret)) return {};
  const std::string hash = hash_of(secret);
  auto session = store_.session(hash);
  if (!session) return {};
  const auto user = store_.user(session->user);
  if (!user || user->disabled || !within(session->last_seen, idle_minutes * 60, now) ||
      !within(session->since, longest_hours * 3'600, now)) {
    const std::lock_guard lock(sessions_);
    unless_full([&] { store_.remove_session(hash); });
    return {};
  }
  if (!within(session->last_seen, seen_every, now)) {
    const std::lock_guard lock(sessions_);
    session = store_.session(hash);
    if (!session) return {};
    session->last_seen = now.utc;
    unless_full([&] { store_.put_session(*session); });
  }
  Caller caller;
  caller.user = user->name;
  caller.role = user->role;
  caller.via = Caller::Via::session;
  caller.scopes = scopes_of_role(user->role);
  caller.session = hash;
  caller.csrf = session->csrf;
  return caller;
}

Caller Access::check(const http::Request& request, const Now& now) {
  check_site(request, options_);
  if (const std::string_view authorization = request.header("Authorization"); !authorization.empty()) {
    constexpr std::string_view bearer = "bearer ";
    const bool is_bearer = authorization.size() > bearer.size() &&
                           std::equal(bearer.begin(), bearer.end(), authorization.begin(), [](char want, char got) {
                             return want == (got >= 'A' && got <= 'Z' ? got - 'A' + 'a' : got);
                           });
    return by_token(is_bearer ? authorization.substr(bearer.size()) : std::string_view(), now);
  }
  Caller caller;
  if (options_.single_user) {
    caller.user = options_.user;
    caller.role = "manager";
    caller.via = Caller::Via::single_user;
    caller.scopes = scopes_of_role(caller.role);
    caller.csrf = single_user_csrf_;
  } else if (const std::string secret = cookie_of(request, session_cookie); !secret.empty()) {
    caller = by_session(secret, now);
  }
  // Signing in carries none: check_site() has seen that no other page does it.
  const bool signing_in = request.method == http::Method::post && request.path == "/v1/session";
  if (caller.via != Caller::Via::nobody && writes(request.method) && !signing_in &&
      !same(request.header("X-Contra-Token"), caller.csrf))
    throw Problem{403, "page-token", "Not allowed", "The page is out of date. Load it again.", {}};
  return caller;
}

struct Access::Attempt {
  Throttle& by_name;
  Throttle& by_address;
  std::string name_key, address_key, device;

  void passed() {
    by_name.passed(name_key);
    if (!address_key.empty()) by_address.withdraw(address_key);
  }
  void withdraw() {
    by_name.withdraw(name_key);
    if (!address_key.empty()) by_address.withdraw(address_key);
  }
};

Access::Attempt Access::attempt(const http::Request& request, const std::string& name,
                                const std::optional<store::User>& user, const Now& now) {
  Attempt out{by_name_, by_address_, {}, {}, {}};
  const std::string cookie = user ? cookie_of(request, device_cookie) : std::string();
  const std::size_t dot = cookie.find('.');
  if (dot != std::string::npos &&
      same(std::string_view(cookie).substr(dot + 1), device_mac(*user, cookie.substr(0, dot)))) {
    out.device = cookie.substr(0, dot);
    out.name_key = key_of("device", out.device, user->name);
  } else {
    const std::string party = party_of(request.peer);
    out.name_key = key_of("name", party, folded(name));
    out.address_key = key_of("address", party);
  }
  std::int64_t milliseconds = by_name_.attempt(out.name_key, now.milliseconds);
  if (milliseconds == 0 && !out.address_key.empty()) {
    milliseconds = by_address_.attempt(out.address_key, now.milliseconds);
    if (milliseconds != 0) by_name_.withdraw(out.name_key);
  }
  if (milliseconds != 0) {
    const std::int64_t seconds = (milliseconds + 999) / 1'000;
    throw wait(429, "Too many attempts were made from here. Try again in " + std::to_string(seconds) + " s.", seconds);
  }
  return out;
}

void Access::note(const std::string& user, const std::string& action, const std::string& subject, const Now& now) {
  store::Audit line;
  line.at = now.utc;
  line.user = user;
  line.action = action;
  line.subject = subject;
  store_.write_audit(line);
}

Access::SignedIn Access::begin(const store::User& user, const std::string& device, const std::string& since,
                               const Now& now) {
  const std::string secret = random_secret();
  store::Session session;
  session.secret_hash = hash_of(secret);
  session.user = user.name;
  session.csrf = random_secret();
  session.since = since;
  session.last_seen = now.utc;
  {
    const std::lock_guard lock(sessions_);
    store_.put_session(session);
    // The password may have been changed, or the user disabled, while it was looked at.
    const auto still = store_.user(user.name);
    if (!still || still->disabled || still->password != user.password) {
      store_.remove_session(session.secret_hash);
      throw wrong_password();
    }
  }
  SignedIn out;
  out.caller.user = user.name;
  out.caller.role = user.role;
  out.caller.via = Caller::Via::session;
  out.caller.scopes = scopes_of_role(user.role);
  out.caller.session = session.secret_hash;
  out.caller.csrf = session.csrf;
  const std::string number = device.empty() ? random_secret(16) : device;
  out.cookies = {
      {"Set-Cookie", set_cookie(session_cookie, secret, -1)},
      {"Set-Cookie", set_cookie(device_cookie, number + "." + device_mac(user, number), device_days * 86'400)}};
  return out;
}

Access::SignedIn Access::sign_in(const http::Request& request, const std::string& name, const std::string& password,
                                 const Now& now) {
  auto user = find_user(store_, name);
  Attempt attempt = this->attempt(request, name, user, now);
  const auto answer = passwords_.verify(user ? user->password : std::string(), password);
  if (answer == Passwords::Answer::busy) {
    attempt.withdraw();
    throw wait(503, "Many people are signing in just now.", 1);
  }
  if (answer == Passwords::Answer::wrong || user->disabled) {
    // A name that nobody has may be a password, typed into the wrong field: it is not written down.
    note(user ? user->name : std::string(), "sign in failed", request.peer, now);
    throw wrong_password();
  }
  attempt.passed();
  if (Passwords::outdated(user->password))
    if (auto fresh = passwords_.hash(password)) {
      UserChange only_hash;
      only_hash.password_hash = std::move(fresh);
      user = change(user->name, only_hash);
    }
  {
    const std::lock_guard lock(sessions_);
    // Whatever this browser held before is worth nothing now.
    if (const std::string old = cookie_of(request, session_cookie); is_secret(old)) store_.remove_session(hash_of(old));
    if (const auto seconds = seconds_of(now.utc)) store_.remove_sessions_before(utc_of(*seconds - idle_minutes * 60));
  }
  SignedIn out = begin(*user, attempt.device, now.utc, now);
  note(user->name, "sign in", request.peer, now);
  return out;
}

Access::Headers Access::sign_out(const Caller& caller, const Now& now) {
  if (caller.via == Caller::Via::session) {
    {
      const std::lock_guard lock(sessions_);
      store_.remove_session(caller.session);
    }
    note(caller.user, "sign out", {}, now);
  }
  return {{"Set-Cookie", set_cookie(session_cookie, "", 0)}};
}

std::string Access::new_hash(const std::string& password, const std::string& user, const std::string& pointer) {
  if (std::string fault = password_fault(password, user); !fault.empty())
    throw Problem{422, "password", "This password cannot be used", fault, {{pointer, fault, {}, 0, 0}}};
  auto hash = passwords_.hash(password);
  if (!hash) throw wait(503, "Many people are signing in just now.", 1);
  return *hash;
}

store::User Access::change(std::string_view user, const UserChange& change) {
  const std::lock_guard lock(sessions_);
  return change_user(store_, user, change);
}

Access::SignedIn Access::change_password(const http::Request& request, const Caller& caller, const std::string& current,
                                         const std::string& password, const Now& now) {
  const auto user = store_.user(caller.user);
  const auto session = store_.session(caller.session);
  if (!user || !session) throw sign_in_first();
  Attempt attempt = this->attempt(request, user->name, user, now);
  const auto answer = passwords_.verify(user->password, current);
  if (answer == Passwords::Answer::busy) {
    attempt.withdraw();
    throw wait(503, "Many people are signing in just now.", 1);
  }
  if (answer == Passwords::Answer::wrong)
    throw Problem{422, "password", "This is not your password", {}, {{"/current", "not your password", {}, 0, 0}}};
  attempt.passed();
  UserChange new_password;
  new_password.password_hash = new_hash(password, user->name, "/password");
  const store::User changed = change(user->name, new_password);
  SignedIn out = begin(changed, attempt.device, session->since, now);
  note(user->name, "set password", user->name, now);
  return out;
}

Access::NewToken Access::make_token(const std::string& user, const std::string& name, const std::vector<Scope>& scopes,
                                    const std::string& until, const Now& now) {
  NewToken out{store::new_id("t"), std::string(token_prefix) + random_secret()};
  store::Token token;
  token.id = out.id;
  token.secret_hash = hash_of(out.secret);
  token.user = user;
  token.name = name;
  for (const Scope scope : scopes) token.scopes += (token.scopes.empty() ? "" : " ") + std::string(scope_name(scope));
  token.since = now.utc;
  token.until = until;
  store_.put_token(token);
  return out;
}

}  // namespace contra::serve
