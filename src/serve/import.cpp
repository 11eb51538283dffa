// A list of appointments at once. See route.hpp.
#include "serve/route.hpp"

namespace contra::serve {

const std::vector<Route>& import_routes() {
  static const std::vector<Route> routes = {};
  return routes;
}

}  // namespace contra::serve
