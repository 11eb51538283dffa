// The API's description against the table of routes, both ways: every route is described, and everything described is
// there.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "serve/bench.hpp"
#include "serve/openapi.hpp"
#include "serve/route.hpp"

using namespace contra;
using namespace contra_test;
using nlohmann::json;

namespace {

std::string method_word(http::Method method) {
  switch (method) {
    case http::Method::get:
      return "get";
    case http::Method::post:
      return "post";
    case http::Method::put:
      return "put";
    case http::Method::patch:
      return "patch";
    case http::Method::del:
      return "delete";
    default:
      return "?";
  }
}

std::string scope_word(serve::Scope scope) {
  switch (scope) {
    case serve::Scope::open:
      return "open";
    case serve::Scope::screen:
      return "screen";
    case serve::Scope::read:
      return "read";
    case serve::Scope::write:
      return "write";
    case serve::Scope::manage:
      return "manage";
  }
  return "?";
}

std::vector<serve::Route> all_routes() {
  std::vector<serve::Route> out;
  for (const auto* group : {&serve::system_routes(), &serve::rule_routes(), &serve::client_routes(),
                            &serve::appointment_routes(), &serve::import_routes(), &serve::record_routes(),
                            &serve::decision_routes(), &serve::sheet_routes(), &serve::access_routes()})
    out.insert(out.end(), group->begin(), group->end());
  return out;
}

}  // namespace

TEST(OpenApi, DescribesEveryRouteAndNoOther) {
  const json document = json::parse(serve::openapi_document());
  std::set<std::string> routes, described;
  for (const serve::Route& route : all_routes()) {
    const std::string name = method_word(route.method) + " " + std::string(route.pattern);
    EXPECT_TRUE(routes.insert(name).second) << name << " stands twice";
    const json& paths = document["paths"];
    const auto path = paths.find(std::string(route.pattern));
    if (path == paths.end() || !path->contains(method_word(route.method))) continue;
    EXPECT_EQ(scope_word(route.scope), (*path)[method_word(route.method)]["x-scope"]) << name;
  }
  for (const auto& [path, operations] : document["paths"].items())
    for (const auto& [method, operation] : operations.items()) described.insert(method + " " + path);
  for (const std::string& route : routes) EXPECT_EQ(1u, described.count(route)) << route << " is not described";
  for (const std::string& path : described) EXPECT_EQ(1u, routes.count(path)) << path << " is no route";
  EXPECT_LT(40u, routes.size());
}

TEST(OpenApi, NamesEachParameterOfItsPath) {
  const json document = json::parse(serve::openapi_document());
  for (const auto& [path, operations] : document["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      std::set<std::string> named;
      if (operation.contains("parameters"))
        for (const json& parameter : operation["parameters"])
          if (parameter.value("in", "") == "path") named.insert(parameter["name"]);
      for (const std::string& name : named) EXPECT_NE(std::string::npos, path.find("{" + name + "}")) << path;
      EXPECT_EQ(named.size(), static_cast<std::size_t>(std::count(path.begin(), path.end(), '{'))) << path;
    }
  }
}

TEST(OpenApi, IsServedToAnybody) {
  serve::Options options = bench_options();
  options.single_user = false;
  Bench bench(options);
  const auto answer = bench.get("/v1/openapi.json");
  EXPECT_EQ(200, answer.status);
  EXPECT_EQ("3.1.0", json::parse(answer.body)["openapi"]);
}
