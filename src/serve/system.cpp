// Health, metrics, the API's description and the pages.
#include "serve/route.hpp"

namespace contra::serve {

namespace {

http::Response health(Desk&, const Call&) { return {200, "application/json", {}, "{\"status\":\"ok\"}\n"}; }

}  // namespace

const std::vector<Route>& system_routes() {
  static const std::vector<Route> routes = {
      {http::Method::get, "/healthz", Scope::open, health},
  };
  return routes;
}

}  // namespace contra::serve
