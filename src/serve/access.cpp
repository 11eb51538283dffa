// See access.hpp.
#include "serve/access.hpp"

#include <algorithm>

namespace contra::serve {

bool Caller::may(Scope scope) const {
  return scope == Scope::open || std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

Caller Access::check(const http::Request&, const Now&) {
  (void)store_;
  Caller caller;
  if (options_.single_user) {
    caller.user = options_.user;
    caller.role = "manager";
    caller.via = Caller::Via::single_user;
    caller.scopes = {Scope::screen, Scope::read, Scope::write, Scope::manage};
  }
  return caller;
}

}  // namespace contra::serve
