// Signing in and out, users, tokens, the audit. See route.hpp and access.hpp.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "serve/access.hpp"
#include "serve/audit.hpp"
#include "serve/body.hpp"
#include "serve/names.hpp"
#include "serve/route.hpp"

namespace contra::serve {

namespace {

using Json = nlohmann::ordered_json;
using Via = Caller::Via;

/// Of the bodies here; anybody may send one.
constexpr std::size_t body_bytes_most = 4 * 1024;
/// Of one user: more are forgotten ones.
constexpr std::size_t tokens_most = 50;
constexpr std::size_t audit_lines_most = 500;

const TextRule name_rule{1, name_characters_most, false};
const TextRule password_rule{1, password_bytes_most, false};
const TextRule label_rule{1, 64, false};

http::Response json(const Json& body, int status = 200) {
  http::Response out;
  out.status = status;
  // Names are checked when they are made; a file that was changed by hand must not end the answer.
  out.body = body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return out;
}

http::Response done() { return {204, "", {}, ""}; }

Json names_of(const std::vector<Scope>& scopes) {
  Json out = Json::array();
  for (const Scope scope : scopes) out.push_back(scope_name(scope));
  return out;
}

Problem from(const UserFault& fault, const std::string& pointer) {
  using What = UserFault::What;
  switch (fault.kind()) {
    case What::no_such:
      return not_found("There is no user of this name.");
    case What::taken:
      return {409, "name-taken", "This name is taken", fault.what(), {{pointer, fault.what(), {}, 0, 0}}};
    case What::last_manager:
      return {409, "last-manager", "There must be a manager", fault.what(), {}};
    case What::name:
    case What::role:
      break;
  }
  return {422, "user", "This user cannot be", fault.what(), {{pointer, fault.what(), {}, 0, 0}}};
}

/// Tokens are made, and passwords changed, by people: a token that leaked cannot make itself a longer life.
void need_person(const Call& call) {
  if (call.caller.via == Via::token)
    throw Problem{403, "not-allowed", "Not allowed", "This is done by a person, not with a token.", {}};
}

// --- session

Json session_json(const Desk& desk, const Caller& caller, const Now& now) {
  return {{"user", caller.user},
          {"role", caller.role},
          {"scopes", names_of(caller.scopes)},
          {"csrf", caller.csrf},
          {"single_user", caller.via == Via::single_user},
          {"clinic", desk.options.clinic},
          {"today", to_iso(now.today)},
          {"engine", desk.options.engine}};
}

http::Response session(Desk& desk, const Call& call) {
  if (call.caller.via == Via::nobody) throw sign_in_first();
  return json(session_json(desk, call.caller, call.now));
}

http::Response sign_in(Desk& desk, const Call& call) {
  if (desk.options.single_user)
    throw Problem{409, "single-user", "Nobody signs in here", "It was started for one user, without passwords.", {}};
  Body body(call.request.body, body_bytes_most);
  const std::string name = body.text(body.root(), "name", name_rule);
  const std::string password = body.text(body.root(), "password", password_rule);
  body.known(body.root(), {"name", "password"});
  body.finish();
  Access::SignedIn in = desk.access.sign_in(call.request, name, password, call.now);
  http::Response out = json(session_json(desk, in.caller, call.now));
  out.headers = std::move(in.cookies);
  return out;
}

http::Response sign_out(Desk& desk, const Call& call) {
  need_person(call);
  http::Response out = done();
  out.headers = desk.access.sign_out(call.caller, call.now);
  return out;
}

http::Response own_password(Desk& desk, const Call& call) {
  if (call.caller.via != Via::session)
    throw Problem{403, "not-allowed", "Not allowed", "Only who has signed in with a password changes it.", {}};
  Body body(call.request.body, body_bytes_most);
  const std::string current = body.text(body.root(), "current", password_rule);
  const std::string password = body.text(body.root(), "password", password_rule);
  body.known(body.root(), {"current", "password"});
  body.finish();
  Access::SignedIn in = desk.access.change_password(call.request, call.caller, current, password, call.now);
  http::Response out = json(session_json(desk, in.caller, call.now));
  out.headers = std::move(in.cookies);
  return out;
}

// --- users

Json user_json(const store::User& user) {
  return {{"name", user.name},
          {"role", user.role},
          {"disabled", user.disabled},
          {"password", !user.password.empty()},
          {"since", user.since}};
}

http::Response users(Desk& desk, const Call&) {
  Json out = Json::array();
  for (const store::User& user : desk.store.users()) out.push_back(user_json(user));
  return json({{"users", std::move(out)}});
}

http::Response new_user(Desk& desk, const Call& call) {
  need_person(call);
  Body body(call.request.body, body_bytes_most);
  const std::string name = body.text(body.root(), "name", name_rule);
  const std::string role = body.text(body.root(), "role", label_rule);
  const std::string password = body.text(body.root(), "password", password_rule);
  body.known(body.root(), {"name", "role", "password"});
  if (const std::string fault = name_fault(name); body.sound() && !fault.empty())
    body.fault({"/name", fault, {}, 0, 0});
  body.finish();
  const std::string hash = desk.access.new_hash(password, name, "/password");
  try {
    const store::User user = add_user(desk.store, name, role, hash, call.now.utc);
    audit(desk, call, "add user", {}, user.name);
    return json(user_json(user), 201);
  } catch (const UserFault& fault) {
    throw from(fault, fault.kind() == UserFault::What::role ? "/role" : "/name");
  }
}

http::Response change_user(Desk& desk, const Call& call) {
  Body body(call.request.body, body_bytes_most);
  UserChange change;
  change.role = body.optional_text(body.root(), "role", label_rule);
  const auto password = body.optional_text(body.root(), "password", password_rule);
  change.disabled = body.optional_truth(body.root(), "disabled");
  body.known(body.root(), {"role", "password", "disabled"});
  body.finish();
  const auto user = find_user(desk.store, call.parts[0]);
  if (!user) throw not_found("There is no user of this name.");
  if (password) need_person(call);
  // A session that was left open must not be enough to take it over for good.
  if (password && user->name == call.caller.user)
    throw Problem{409, "own-password", "Not here", "Your own password is changed at /v1/session/password.", {}};
  if (password) change.password_hash = desk.access.new_hash(*password, user->name, "/password");
  try {
    const store::User changed = desk.access.change(user->name, change);
    if (changed.role != user->role) audit(desk, call, "change role", {}, user->name);
    if (password) audit(desk, call, "set password", {}, user->name);
    if (changed.disabled != user->disabled)
      audit(desk, call, changed.disabled ? "disable user" : "enable user", {}, user->name);
    return json(user_json(changed));
  } catch (const UserFault& fault) {
    throw from(fault, "/role");
  }
}

// --- tokens

/// Own ones; a manager sees and removes those of others.
bool sees(const Caller& caller, const store::Token& token) {
  return token.user == caller.user || caller.may(Scope::manage);
}

http::Response tokens(Desk& desk, const Call& call) {
  if (call.caller.via == Via::token && !call.caller.may(Scope::manage)) need_person(call);
  Json out = Json::array();
  for (const store::Token& token : desk.store.tokens()) {
    if (!sees(call.caller, token)) continue;
    Json scopes = Json::array();
    for (const Scope scope : {Scope::screen, Scope::read, Scope::write, Scope::manage})
      if ((" " + token.scopes + " ").find(" " + std::string(scope_name(scope)) + " ") != std::string::npos)
        scopes.push_back(scope_name(scope));
    out.push_back({{"id", token.id},
                   {"name", token.name},
                   {"user", token.user},
                   {"scopes", std::move(scopes)},
                   {"since", token.since},
                   {"until", token.until.empty() ? Json() : Json(token.until)}});
  }
  return json({{"tokens", std::move(out)}});
}

http::Response new_token(Desk& desk, const Call& call) {
  need_person(call);
  Body body(call.request.body, body_bytes_most);
  const std::string name = body.text(body.root(), "name", label_rule);
  const auto words = body.texts(body.root(), "scopes", label_rule, 4);
  const auto until = body.optional_day(body.root(), "until");
  body.known(body.root(), {"name", "scopes", "until"});
  std::vector<Scope> scopes;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto scope = scope_of(words[i]);
    if (!scope)
      body.fault({"/scopes/" + std::to_string(i), "a scope is `screen`, `read`, `write` or `manage`", {}, 0, 0});
    else if (!call.caller.may(*scope))
      body.fault({"/scopes/" + std::to_string(i), "you do not have this right yourself", {}, 0, 0});
    else if (std::find(scopes.begin(), scopes.end(), *scope) == scopes.end())
      scopes.push_back(*scope);
  }
  if (body.sound() && scopes.empty()) body.fault({"/scopes", "say at least one", {}, 0, 0});
  if (until && *until < call.now.today) body.fault({"/until", "this day is past", {}, 0, 0});
  body.finish();
  const auto all = desk.store.tokens();
  if (static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const store::Token& token) {
        return token.user == call.caller.user;
      })) >= tokens_most)
    throw Problem{409, "tokens", "Too many tokens", "Remove one that is not used any more.", {}};
  const auto made =
      desk.access.make_token(call.caller.user, name, scopes, until ? to_iso(*until) : std::string(), call.now);
  audit(desk, call, "make token", {}, made.id);
  return json({{"id", made.id}, {"token", made.secret}}, 201);
}

http::Response remove_token(Desk& desk, const Call& call) {
  if (call.caller.via == Via::token && !call.caller.may(Scope::manage)) need_person(call);
  for (const store::Token& token : desk.store.tokens()) {
    if (token.id != call.parts[0] || !sees(call.caller, token)) continue;
    desk.store.remove_token(token.id);
    audit(desk, call, "remove token", {}, token.id);
    return done();
  }
  throw not_found("There is no such token.");
}

// --- audit

/// A whole number of 1 or more; nothing when the field is not there.
std::optional<std::int64_t> number_field(const Call& call, std::string_view name) {
  const std::string_view words = call.request.field(name);
  if (words.empty()) return std::nullopt;
  std::int64_t out = 0;
  for (const char c : words) {
    if (c < '0' || c > '9' || words.size() > 15)
      throw Problem{400, "field", "This cannot be read", "`" + std::string(name) + "` is a whole number.", {}};
    out = out * 10 + (c - '0');
  }
  return out;
}

http::Response audit_lines(Desk& desk, const Call& call) {
  const auto before = number_field(call, "before"), limit = number_field(call, "limit");
  const auto most = static_cast<std::size_t>(limit.value_or(100));
  const auto lines = desk.store.audit(std::string(call.request.field("client")),
                                      std::clamp<std::size_t>(most, 1, audit_lines_most), before.value_or(0));
  Json out = Json::array();
  for (const store::Audit& line : lines)
    out.push_back({{"number", line.number},
                   {"at", line.at},
                   {"user", line.user},
                   {"action", line.action},
                   {"client", line.client},
                   {"subject", line.subject}});
  return json({{"lines", std::move(out)}});
}

}  // namespace

const std::vector<Route>& access_routes() {
  using http::Method;
  static const std::vector<Route> routes = {
      {Method::get, "/v1/session", Scope::open, session},
      {Method::post, "/v1/session", Scope::open, sign_in},
      {Method::del, "/v1/session", Scope::open, sign_out},
      {Method::put, "/v1/session/password", Scope::screen, own_password},
      {Method::get, "/v1/users", Scope::manage, users},
      {Method::post, "/v1/users", Scope::manage, new_user},
      {Method::patch, "/v1/users/{name}", Scope::manage, change_user},
      {Method::get, "/v1/tokens", Scope::screen, tokens},
      {Method::post, "/v1/tokens", Scope::screen, new_token},
      {Method::del, "/v1/tokens/{id}", Scope::screen, remove_token},
      {Method::get, "/v1/audit", Scope::manage, audit_lines},
  };
  return routes;
}

}  // namespace contra::serve
