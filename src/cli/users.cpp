// contra users: who may come in, changed where the records are. While the clinic is served, managers do it on the page.
#include <algorithm>
#include <new>

#include "cli/clock.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/prompt.hpp"
#include "serve/users.hpp"
#include "store/store.hpp"

namespace contra::cli {

namespace {

void list(store::Store& store) {
  const auto users = store.users();
  if (users.empty()) print("There is no user yet.\n");
  std::size_t widest = 0;
  const auto columns = [](const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  };
  for (const auto& user : users) widest = std::max(widest, columns(user.name));
  for (const auto& user : users) {
    std::string line = user.name + std::string(widest - columns(user.name) + 2, ' ') + user.role;
    line.resize(line.size() + 14 - user.role.size(), ' ');
    line += "since " + user.since.substr(0, 10);
    if (user.disabled) line += "  disabled";
    if (user.password.empty()) line += "  no password";
    print(line + "\n");
  }
}

void note(store::Store& store, const std::string& action, const std::string& user) {
  store::Audit line;
  line.at = clock_of(std::nullopt)().utc;
  line.user = "(contra users)";
  line.action = action;
  line.subject = user;
  store.write_audit(line);
}

int change(store::Store& store, const std::string& action, const std::string& name) {
  serve::UserChange change;
  if (action == "password") {
    const auto user = serve::find_user(store, name);
    if (!user) throw serve::UserFault(serve::UserFault::What::no_such, "there is no user of this name");
    const auto password = ask_new_password(user->name);
    if (!password) return exit_fault;
    change.password_hash = serve::hash_password(*password);
  } else {
    change.disabled = action == "disable";
  }
  const auto user = serve::change_user(store, name, change);
  note(store, action == "password" ? "set password" : action + " user", user.name);
  return exit_go;
}

int add(store::Store& store, const std::string& name, const Options& options) {
  if (!options.role) {
    complain("say what the user may do",
             "`--role practitioner`, or `--role manager`, who also keeps users and records");
    return exit_fault;
  }
  // Before a password is asked for.
  if (const std::string fault = serve::name_fault(name); !fault.empty())
    throw serve::UserFault(serve::UserFault::What::name, fault);
  const auto password = ask_new_password(name);
  if (!password) return exit_fault;
  const auto user =
      serve::add_user(store, name, *options.role, serve::hash_password(*password), clock_of(std::nullopt)().utc);
  note(store, "add user", user.name);
  return exit_go;
}

}  // namespace

int users(const Options& options) {
  const std::string& action = options.arguments.at(0);
  const bool is_list = action == "list", is_add = action == "add";
  if (!is_list && !is_add && action != "password" && action != "disable" && action != "enable") {
    complain("`users` has no action of this name", "list, add, password, disable or enable");
    return exit_fault;
  }
  if (is_list != (options.arguments.size() == 1)) {
    complain(is_list ? "`users list` takes no name" : "say whose name: contra users " + action + " NAME");
    return exit_fault;
  }
  try {
    using Open = store::Store::Open;
    store::Store store(*options.data, is_add ? Open::create : is_list ? Open::read_only : Open::existing);
    if (is_list) return list(store), exit_go;
    const std::string& name = options.arguments[1];
    return is_add ? add(store, name, options) : change(store, action, name);
  } catch (const serve::UserFault& fault) {
    complain(fault.what());
  } catch (const store::Error& error) {
    complain(error.what());
  } catch (const std::bad_alloc&) {
    complain("there is too little memory to hash a password (64 MiB are needed)");
  }
  return exit_fault;
}

}  // namespace contra::cli
