// Health, metrics and the API's description. See route.hpp.
#include "serve/metrics.hpp"
#include "serve/openapi.hpp"
#include "serve/route.hpp"

namespace contra::serve {

namespace {

/// Whether a screening can be made and the records can be read.
http::Response health(Desk& desk, const Call&) {
  http::Response out;
  std::string records = "ok";
  try {
    desk.store.user("");
  } catch (const store::Error&) {
    records = "unusable";  // why stands in the answers to those who may read them
  }
  const bool usable = records == "ok" && !desk.rules.programs.empty();
  out.status = usable ? 200 : 503;
  out.body = std::string("{\"status\":\"") + (usable ? "ok" : "unavailable") +
             "\",\"packs\":" + std::to_string(desk.rules.programs.size()) + ",\"records\":\"" + records + "\"}\n";
  return out;
}

http::Response metrics(Desk& desk, const Call&) {
  http::Response out;
  out.type = "text/plain; version=0.0.4; charset=utf-8";
  out.body = desk.metrics.text(desk.rules, desk.options.engine);
  return out;
}

http::Response openapi(Desk&, const Call&) {
  http::Response out;
  out.body = openapi_document();
  return out;
}

}  // namespace

const std::vector<Route>& system_routes() {
  static const std::vector<Route> routes = {
      {http::Method::get, "/healthz", Scope::open, health},
      {http::Method::get, "/metrics", Scope::screen, metrics},
      {http::Method::get, "/v1/openapi.json", Scope::open, openapi},
  };
  return routes;
}

}  // namespace contra::serve
