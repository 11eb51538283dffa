// See problem.hpp.
#include "serve/problem.hpp"

#include <nlohmann/json.hpp>

namespace contra::serve {

http::Response problem_response(const Problem& problem) {
  nlohmann::ordered_json body = {
      {"type", "/problems/" + problem.type}, {"title", problem.title}, {"status", problem.status}};
  if (!problem.detail.empty()) body["detail"] = problem.detail;
  for (const PointedFault& fault : problem.errors) {
    nlohmann::ordered_json one = {{"pointer", fault.pointer}, {"detail", fault.detail}};
    if (!fault.id.empty()) one["id"] = fault.id;
    if (fault.line != 0) one["line"] = fault.line, one["column"] = fault.column;
    body["errors"].push_back(std::move(one));
  }
  http::Response out;
  out.status = problem.status;
  out.type = "application/problem+json";
  out.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return out;
}

Problem not_found(const std::string& what) { return {404, "not-found", "Not found", what, {}}; }

}  // namespace contra::serve
