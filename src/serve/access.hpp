// Who may come in: users and their passwords, sessions, tokens, the checks that every request passes.
#pragma once

#include "serve/desk.hpp"

namespace contra::serve {

class Access {
 public:
  Access(store::Store& store, const Options& options) : store_(store), options_(options) {}

  /// Host, Origin, cookie or token, CSRF. Throws Problem when the request is refused before anybody looks at it.
  Caller check(const http::Request& request, const Now& now);

 private:
  store::Store& store_;
  const Options& options_;
};

}  // namespace contra::serve
