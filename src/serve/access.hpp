// Who may come in: sessions, tokens, and the checks that every request passes.
//
// A session is a random number in a cookie that scripts cannot read; the store holds its hash alone. A token is the
// same for a program, with fewer rights and longer life. Guessing at passwords is slowed down by who guesses: by
// address and name, by address, and apart from both by device, so that nobody can lock a user out of a device where the
// user has signed in before.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "serve/desk.hpp"
#include "serve/passwords.hpp"
#include "serve/problem.hpp"
#include "serve/throttle.hpp"
#include "serve/users.hpp"

namespace contra::serve {

/// A problem whose answer has headers of its own (Retry-After, WWW-Authenticate, Allow).
struct Refusal : Problem {
  std::vector<std::pair<std::string, std::string>> headers;
};

/// 401: nobody has signed in.
Refusal sign_in_first();

class Access {
 public:
  /// Minutes without a request after which a session ends: a tablet that was left lying about (NIST SP 800-63B-4, AAL2,
  /// says at most an hour; drafts are kept on the server, so that nothing is lost). A form that is being filled in
  /// makes requests.
  static constexpr std::int64_t idle_minutes = 30;
  /// Hours after which it ends in any case: a working day, and less than two.
  static constexpr std::int64_t longest_hours = 12;
  /// Seconds between notes of when a session was last seen: each is a write to the disk.
  static constexpr std::int64_t seen_every = 60;

  Access(store::Store& store, const Options& options);

  /// Host, Origin, cookie or token, CSRF. Throws Problem when the request is refused before anybody looks at it.
  Caller check(const http::Request& request, const Now& now);

  using Headers = std::vector<std::pair<std::string, std::string>>;
  struct SignedIn {
    Caller caller;
    Headers cookies;
  };
  /// A new session for the user, and the one that the request came with is gone. Throws Problem: 401 (one text for all
  /// causes), 429 (with how long to wait), 503 (too many at once). Writes the audit line.
  SignedIn sign_in(const http::Request& request, const std::string& name, const std::string& password, const Now& now);
  /// Ends the caller's session here, and gives the header that removes the cookie.
  Headers sign_out(const Caller& caller, const Now& now);
  /// For the caller's own password: `current` must be right. All other sessions of the user end, this one gets a new
  /// secret. Throws Problem.
  SignedIn change_password(const http::Request& request, const Caller& caller, const std::string& current,
                           const std::string& password, const Now& now);
  /// change_user() of users.hpp; who is signed out by it is out at once.
  store::User change(std::string_view user, const UserChange& change);
  /// The hash of a password that is fit for `user`. Throws Problem: 422 with `pointer`, 503 when too many are hashed.
  std::string new_hash(const std::string& password, const std::string& user, const std::string& pointer);

  struct NewToken {
    std::string id, secret;
  };
  NewToken make_token(const std::string& user, const std::string& name, const std::vector<Scope>& scopes,
                      const std::string& until, const Now& now);

  std::uint64_t hashings() const { return passwords_.hashings(); }

 private:
  std::string cookie_name(std::string_view of) const;
  std::string cookie_of(const http::Request& request, std::string_view of) const;
  std::string set_cookie(std::string_view of, const std::string& value, std::int64_t seconds) const;
  Caller by_token(std::string_view secret, const Now& now);
  Caller by_session(const std::string& secret, const Now& now);
  SignedIn begin(const store::User& user, const std::string& device, const std::string& since, const Now& now);
  /// Throws Refusal when the guesser must wait, and counts the attempt as failed until it turns out otherwise.
  struct Attempt;
  Attempt attempt(const http::Request& request, const std::string& name, const std::optional<store::User>& user,
                  const Now& now);
  void note(const std::string& user, const std::string& action, const std::string& subject, const Now& now);

  store::Store& store_;
  const Options& options_;
  Passwords passwords_;
  Throttle by_name_, by_address_;
  /// INVARIANT: a session is put back (when it was last seen, a new secret) and removed under it, so that none comes
  /// back after it was removed.
  std::mutex sessions_;
  std::string single_user_csrf_;
};

/// "screen", "read", "write", "manage"; nothing for another word.
std::optional<Scope> scope_of(std::string_view name);
std::string_view scope_name(Scope scope);
std::vector<Scope> scopes_of_role(std::string_view role);

}  // namespace contra::serve
