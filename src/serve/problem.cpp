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

text::Place place_of(const text::Diagnostic& diagnostic, const text::SourceSet& sources) {
  if (diagnostic.span.file < 0) return {0, 0};
  return sources.place(diagnostic.span.file, diagnostic.span.begin);
}

Problem refused_record(const std::vector<text::Diagnostic>& diagnostics, const text::SourceSet& sources) {
  Problem out{422, "record", "The record cannot be read", "Nothing was decided. Each fault says where it stands.", {}};
  for (const text::Diagnostic& d : diagnostics) {
    const text::Place place = place_of(d, sources);
    out.errors.push_back({d.pointer, d.help.empty() ? d.message : d.message + "; " + d.help,
                          std::string(text::info(d.kind).id), place.line, place.column});
  }
  return out;
}

}  // namespace contra::serve
