// See route.hpp.
#include "serve/route.hpp"

namespace contra::serve {

const std::vector<Route>& client_routes() {
  static const std::vector<Route> routes = {};
  return routes;
}

}  // namespace contra::serve
