// See users.hpp.
#include "serve/users.hpp"

#include <algorithm>
#include <mutex>

#include "serve/names.hpp"

namespace contra::serve {

namespace {

/// INVARIANT: users are read, judged and written under it, so that two managers cannot demote one another at once.
std::mutex& changing() {
  static std::mutex mutex;
  return mutex;
}

bool rules_here(const store::User& user) { return user.role == "manager" && !user.disabled; }

void check_role(const std::string& role) {
  if (role != "manager" && role != "practitioner")
    throw UserFault(UserFault::What::role, "a role is practitioner or manager");
}

}  // namespace

std::optional<store::User> find_user(store::Store& store, std::string_view name) {
  const std::string wanted = folded(name);
  for (const store::User& user : store.users())
    if (folded(user.name) == wanted) return user;
  return std::nullopt;
}

store::User add_user(store::Store& store, const std::string& name, const std::string& role,
                     const std::string& password_hash, const std::string& at) {
  if (const std::string fault = name_fault(name); !fault.empty()) throw UserFault(UserFault::What::name, fault);
  check_role(role);
  const std::lock_guard lock(changing());
  if (find_user(store, name))
    throw UserFault(UserFault::What::taken, "there is a user of this name, or of one that looks like it");
  const auto users = store.users();
  if (role != "manager" && std::none_of(users.begin(), users.end(), rules_here))
    throw UserFault(UserFault::What::last_manager, "there is no manager yet: the first user must be one");
  store::User user;
  user.name = name;
  user.role = role;
  user.password = password_hash;
  user.since = at;
  store.put_user(user);
  return user;
}

store::User change_user(store::Store& store, std::string_view name, const UserChange& change) {
  if (change.role) check_role(*change.role);
  const std::lock_guard lock(changing());
  const auto found = find_user(store, name);
  if (!found) throw UserFault(UserFault::What::no_such, "there is no user of this name");
  store::User user = *found;
  if (change.role) user.role = *change.role;
  if (change.password_hash) user.password = *change.password_hash;
  if (change.disabled) user.disabled = *change.disabled;
  const auto users = store.users();
  if (rules_here(*found) && !rules_here(user) && std::count_if(users.begin(), users.end(), rules_here) == 1)
    throw UserFault(UserFault::What::last_manager, "this is the only manager: make another one first");
  store.put_user(user);
  if (change.password_hash || user.disabled) store.remove_sessions_of(user.name);
  return user;
}

}  // namespace contra::serve
