// The way of a request: who asks, which route, may they, the answer, the headers that every answer has.
#include <algorithm>

#include "serve/access.hpp"
#include "serve/metrics.hpp"
#include "serve/pages.hpp"
#include "serve/problem.hpp"
#include "serve/route.hpp"

namespace contra::serve {

namespace {

/// Fills `parts` with what stands for each {…}.
bool matches(std::string_view pattern, std::string_view path, std::vector<std::string_view>& parts) {
  parts.clear();
  while (!pattern.empty() || !path.empty()) {
    if (pattern.empty() || path.empty() || pattern.front() != '/' || path.front() != '/') return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    const std::string_view want = pattern.substr(0, pattern.find('/'));
    const std::string_view got = path.substr(0, path.find('/'));
    if (!want.empty() && want.front() == '{') {
      if (got.empty()) return false;
      parts.push_back(got);
    } else if (want != got) {
      return false;
    }
    pattern.remove_prefix(want.size());
    path.remove_prefix(got.size());
  }
  return true;
}

Problem from_store(const store::Error& error) {
  using What = store::Error::What;
  switch (error.kind()) {
    case What::not_found:
      return not_found(error.what());
    case What::conflict:
      return {409, "conflict", "Changed meanwhile", error.what(), {}};
    case What::gone:
      return {410, "deleted", "Deleted", error.what(), {}};
    case What::locked:
    case What::full:
    case What::read_only:
    case What::damaged:
    case What::newer:
    case What::io:
      return {503, "records", "The records cannot be used now", error.what(), {}};
  }
  return {500, "internal", "Something went wrong here", {}, {}};
}

}  // namespace

struct Workbench::State {
  State(const api::LoadedRules& rules, store::Store& store, Options given)
      : options(std::move(given)), access(store, options), desk{rules, store, options, access, metrics} {
    for (const auto* group :
         {&system_routes(), &rule_routes(), &client_routes(), &appointment_routes(), &import_routes(), &record_routes(),
          &decision_routes(), &sheet_routes(), &access_routes()})
      routes.insert(routes.end(), group->begin(), group->end());
  }

  Options options;
  Metrics metrics;
  Access access;
  Desk desk;
  std::vector<Route> routes;

  http::Response route(const http::Request& request) {
    const Now now = options.now();
    const Caller caller = access.check(request, now);
    Call call{request, caller, {}, now};
    const http::Method method = request.method == http::Method::head ? http::Method::get : request.method;
    bool other_method = false;
    for (const Route& route : routes) {
      if (!matches(route.pattern, request.path, call.parts)) continue;
      if (route.method != method) {
        other_method = true;
        continue;
      }
      if (!caller.may(route.scope)) {
        if (caller.via == Caller::Via::nobody) throw Problem{401, "sign-in", "Please sign in", {}, {}};
        throw Problem{403, "not-allowed", "Not allowed", "This needs a right that you do not have.", {}};
      }
      return route.answer(desk, call);
    }
    if (other_method) throw Problem{405, "method", "This cannot be done here", {}, {}};
    if (method == http::Method::get && request.path.rfind("/v1", 0) != 0)
      if (auto page = page_file(request.path)) return *page;
    throw not_found("There is nothing at this address.");
  }
};

Workbench::Workbench(const api::LoadedRules& rules, store::Store& store, Options options)
    : state_(std::make_unique<State>(rules, store, std::move(options))) {}
Workbench::~Workbench() = default;

void Workbench::set_port(std::uint16_t port) { state_->options.port = port; }
void Workbench::set_counts(std::function<http::Counts()> counts) { state_->metrics.counts = std::move(counts); }

http::Response Workbench::answer(const http::Request& request) {
  try {
    return state_->route(request);
  } catch (const Problem& problem) {
    return problem_response(problem);
  } catch (const store::Error& error) {
    return problem_response(from_store(error));
  }
}

}  // namespace contra::serve
