// What every answer of the workbench may use: the rules, the records, the moment, and who is asking.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "serve/serve.hpp"

namespace contra::serve {

class Access;     // access.hpp: who may come in
class Metrics;    // metrics.hpp
class Screeners;  // screening.hpp: the rules, made ready for the bulk reader

/// What a caller needs for a route. A user has all of `screen`, `read` and `write`; a manager `manage` too; a token has
/// those that it was given.
enum class Scope {
  open,    ///< nothing: health, the sign-in page's files, signing in
  screen,  ///< rules, and screening of records that are sent; nothing stored is read
  read,    ///< stored data of clients
  write,
  manage  ///< users, tokens of others, audit, deletion, backup
};

struct Caller {
  std::string user;  ///< empty: nobody
  std::string role;  ///< "practitioner", "manager"
  enum class Via { nobody, session, token, single_user } via = Via::nobody;
  std::vector<Scope> scopes;
  std::string token;    ///< via token: its id
  std::string session;  ///< via session: what the store knows it by
  std::string csrf;     ///< via session or single_user: what a writing request must say in X-Contra-Token
  bool may(Scope scope) const;
};

struct Desk {
  const api::LoadedRules& rules;
  store::Store& store;
  const Options& options;
  Access& access;
  Metrics& metrics;
  Screeners& screeners;
};

/// One request on its way.
struct Call {
  const http::Request& request;
  const Caller& caller;
  std::vector<std::string_view> parts;  ///< what stands for each {…} of the route's pattern, in order
  Now now;
};

}  // namespace contra::serve
