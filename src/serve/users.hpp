// The second door of the serve room: users of a folder of records, for `contra users` and the first start. The routes
// of the workbench change users by the same functions.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "store/store.hpp"

namespace contra::serve {

/// What cannot be done with a user, in words for a person. Never holds a password.
class UserFault : public std::runtime_error {
 public:
  enum class What { name, taken, role, no_such, last_manager };
  UserFault(What what, const std::string& message) : std::runtime_error(message), what_(what) {}
  What kind() const noexcept { return what_; }

 private:
  What what_;
};

/// Why this cannot be the password of `user`, in words for a person; empty when it can.
std::string password_fault(std::string_view password, std::string_view user);
/// What User::password holds. Takes 64 MiB and 0.1 s. Throws std::bad_alloc.
std::string hash_password(std::string_view password);

/// Why nobody can have this name, in words for a person; empty when somebody can.
std::string name_fault(std::string_view name);
/// The user whose name this is, without regard to case and form ("anna" is "Anna": there cannot be both).
std::optional<store::User> find_user(store::Store& store, std::string_view name);

/// Throws UserFault. There is always a manager: the first user must be one.
store::User add_user(store::Store& store, const std::string& name, const std::string& role,
                     const std::string& password_hash, const std::string& at);

struct UserChange {
  std::optional<std::string> role, password_hash;
  std::optional<bool> disabled;
};
/// All of it or nothing. Who was given another password or was disabled is signed out everywhere. Throws UserFault; the
/// last manager who may come in can be neither demoted nor disabled.
store::User change_user(store::Store& store, std::string_view name, const UserChange& change);

}  // namespace contra::serve
