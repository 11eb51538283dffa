// The way of a request: who asks, which route, may they, the answer, the headers that every answer has.
#include <typeinfo>

#include "serve/access.hpp"
#include "serve/audit.hpp"
#include "serve/metrics.hpp"
#include "serve/pages.hpp"
#include "serve/problem.hpp"
#include "serve/route.hpp"
#include "serve/screening.hpp"
#include "serve/site.hpp"

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

std::string_view method_name(http::Method method) {
  using http::Method;
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      break;
  }
  return "?";
}

/// What every answer says, unless the handler said something else: an HTML sheet has its own policy for its own style.
/// Nothing from another host, nothing into another page, no copy left in the browser.
constexpr std::pair<std::string_view, std::string_view> always[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src "
     "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cache-Control", "no-store"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()"}};

/// A year. Not told for loopback names: a browser would then refuse every other program of this machine without TLS.
constexpr std::pair<std::string_view, std::string_view> with_tls = {"Strict-Transport-Security", "max-age=31536000"};

bool has(const http::Response& response, std::string_view name) {
  for (const auto& header : response.headers)
    if (header.first == name) return true;
  return false;
}

http::Response with_headers(const Problem& problem, std::vector<std::pair<std::string, std::string>> headers) {
  http::Response out = problem_response(problem);
  for (auto& header : headers) out.headers.push_back(std::move(header));
  return out;
}

}  // namespace

struct Workbench::State {
  State(const api::LoadedRules& rules, store::Store& store, Options given)
      : options(std::move(given)), access(store, options), screeners(rules, options.engine), desk{rules,   store,
                                                                                                  options, access,
                                                                                                  metrics, screeners} {
    for (const auto* group :
         {&system_routes(), &rule_routes(), &client_routes(), &appointment_routes(), &import_routes(), &record_routes(),
          &decision_routes(), &sheet_routes(), &access_routes()})
      routes.insert(routes.end(), group->begin(), group->end());
  }

  Options options;
  Metrics metrics;
  Access access;
  Screeners screeners;
  Desk desk;
  std::vector<Route> routes;

  /// `taken`: the route that answers, once it is known.
  http::Response route(const http::Request& request, const Now& now, const Route*& taken) {
    const Caller caller = access.check(request, now);
    Call call{request, caller, {}, now};
    const http::Method method = request.method == http::Method::head ? http::Method::get : request.method;
    std::string other_methods;
    for (const Route& route : routes) {
      if (!matches(route.pattern, request.path, call.parts)) continue;
      if (route.method != method) {
        other_methods += (other_methods.empty() ? "" : ", ") + std::string(method_name(route.method));
        continue;
      }
      taken = &route;
      if (!caller.may(route.scope)) {
        if (caller.via == Caller::Via::nobody) throw sign_in_first();
        // The pattern, not the path: whose data was asked for is nobody's business here.
        audit(desk, call, "refused", {}, std::string(method_name(route.method)) + " " + std::string(route.pattern));
        throw Problem{403, "not-allowed", "Not allowed", "This needs a right that you do not have.", {}};
      }
      return route.answer(desk, call);
    }
    if (!other_methods.empty()) {
      Refusal refusal;
      static_cast<Problem&>(refusal) = {405, "method", "This cannot be done here", {}, {}};
      refusal.headers = {{"Allow", other_methods}};
      throw refusal;
    }
    const bool api = request.path == "/v1" || request.path.rfind("/v1/", 0) == 0;
    if (method == http::Method::get && !api)
      if (auto page = page_file(request.path)) return *page;
    throw not_found("There is nothing at this address.");
  }

  http::Response answer(const http::Request& request) {
    const Now begin = options.now();
    const Route* taken = nullptr;
    http::Response out = answer_by(request, begin, taken);
    metrics.answered(taken ? method_name(taken->method) : std::string_view(),
                     taken ? taken->pattern : std::string_view(), out.status,
                     options.now().milliseconds - begin.milliseconds);
    return out;
  }

  http::Response answer_by(const http::Request& request, const Now& begin, const Route*& taken) {
    try {
      return route(request, begin, taken);
    } catch (const Refusal& refusal) {
      return with_headers(refusal, refusal.headers);
    } catch (const Problem& problem) {
      return problem_response(problem);
    } catch (const store::Error& error) {
      return problem_response(from_store(error));
    } catch (const std::exception& error) {
      // What it says may hold what was sent; its type does not.
      if (options.log) options.log(std::string("an answer was broken off by ") + typeid(error).name());
      return problem_response({500, "internal", "Something went wrong here", "Nothing was changed halfway.", {}});
    }
  }
};

Workbench::Workbench(const api::LoadedRules& rules, store::Store& store, Options options)
    : state_(std::make_unique<State>(rules, store, std::move(options))) {}
Workbench::~Workbench() = default;

void Workbench::set_port(std::uint16_t port) { state_->options.port = port; }
void Workbench::set_counts(std::function<http::Counts()> counts) { state_->metrics.counts = std::move(counts); }

bool Workbench::takes_long(const http::Request& request) {
  if (!writes(request.method)) return false;
  if (request.path == "/v1/session" || request.path == "/v1/session/password") return true;
  return request.path.rfind("/v1/users", 0) == 0 || request.path == "/v1/import" ||
         request.header("Content-Type").substr(0, 20) == "application/x-ndjson";
}

http::Response Workbench::answer(const http::Request& request) {
  http::Response out = state_->answer(request);
  for (const auto& [name, value] : always)
    if (!has(out, name)) out.headers.emplace_back(name, value);
  if (state_->options.secure && !at_loopback(request)) out.headers.emplace_back(with_tls);
  return out;
}

}  // namespace contra::serve
