// A clinic with users, and browsers that sign in to it, each with cookies of its own; its clock is moved by hand.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "serve/access.hpp"
#include "serve/bench.hpp"
#include "serve/route.hpp"
#include "serve/users.hpp"

namespace contra_test {

using contra::http::Method;
using contra::http::Request;
using contra::http::Response;
using Json = nlohmann::json;

inline constexpr const char* password_of_anna = "maple tractor violin seven";
inline constexpr const char* password_of_ben = "gravel lantern orchid nine";

/// Hashing takes 0.1 s, so each is done once.
inline const std::string& hash_of_password(const std::string& password) {
  static std::map<std::string, std::string> hashes;
  std::string& hash = hashes[password];
  if (hash.empty()) hash = contra::serve::hash_password(password);
  return hash;
}

struct Clock {
  std::int64_t seconds = 0;  ///< since 09:00:00 of 16 March 2026, UTC
  contra::serve::Now now() const {
    const std::int64_t all = 9 * 3600 + seconds;
    const contra::Day day{contra::parse_iso_day("2026-03-16")->number + static_cast<std::int32_t>(all / 86400)};
    char time[32];
    std::snprintf(time, sizeof time, "T%02d:%02d:%02d.000Z", static_cast<int>(all / 3600 % 24),
                  static_cast<int>(all / 60 % 60), static_cast<int>(all % 60));
    return {day, contra::to_iso(day) + "T10:00", contra::to_iso(day) + time, 1'000'000 + seconds * 1000};
  }
};

inline std::string header_of(const Response& response, const std::string& name) {
  for (const auto& [header, value] : response.headers)
    if (header == name) return value;
  return {};
}

/// "/problems/page-token" -> "page-token"; empty when the answer is no problem.
inline std::string problem_of(const Response& response) {
  if (response.type != "application/problem+json") return {};
  const std::string type = Json::parse(response.body).value("type", "");
  return type.substr(type.rfind('/') + 1);
}

class Clinic {
 public:
  explicit Clinic(contra::serve::Options options = plain_options())
      : clock_(std::make_shared<Clock>()), bench_(with_clock(std::move(options), clock_)) {
    contra::serve::add_user(store(), "Anna", "manager", hash_of_password(password_of_anna), "2026-03-01T08:00:00.000Z");
    contra::serve::add_user(store(), "Ben", "practitioner", hash_of_password(password_of_ben),
                            "2026-03-01T08:00:00.000Z");
  }

  static contra::serve::Options plain_options() {
    contra::serve::Options options = bench_options();
    options.single_user = false;
    return options;
  }

  contra::store::Store& store() { return bench_.store(); }
  contra::serve::Workbench& workbench() { return bench_.workbench(); }
  Clock& clock() { return *clock_; }

 private:
  static contra::serve::Options with_clock(contra::serve::Options options, const std::shared_ptr<Clock>& clock) {
    options.now = [clock] { return clock->now(); };
    return options;
  }
  std::shared_ptr<Clock> clock_;
  Bench bench_;
};

/// One browser, or one program with a token.
class Browser {
 public:
  explicit Browser(Clinic& clinic, std::string peer = "192.0.2.10") : clinic_(&clinic), peer_(std::move(peer)) {}

  Request request(Method method, const std::string& target, const std::string& body = {}) const {
    Request out = Bench::request(method, target, body);
    out.peer = peer_;
    std::string all;
    for (const auto& [name, value] : cookies) all += (all.empty() ? "" : "; ") + name + "=" + value;
    if (!all.empty()) out.headers.emplace_back("Cookie", all);
    if (!csrf.empty()) out.headers.emplace_back("X-Contra-Token", csrf);
    if (!token.empty()) out.headers.emplace_back("Authorization", "Bearer " + token);
    return out;
  }
  Response send(const Request& request) {
    Response out = clinic_->workbench().answer(request);
    for (const auto& [name, value] : out.headers) {
      if (name != "Set-Cookie") continue;
      const std::size_t equals = value.find('='), end = value.find(';');
      const std::string cookie = value.substr(equals + 1, end - equals - 1);
      if (cookie.empty())
        cookies.erase(value.substr(0, equals));
      else
        cookies[value.substr(0, equals)] = cookie;
    }
    return out;
  }
  Response send(Method method, const std::string& target, const std::string& body = {}) {
    return send(request(method, target, body));
  }
  Response get(const std::string& target) { return send(Method::get, target); }

  Response try_sign_in(const std::string& name, const std::string& password) {
    return send(Method::post, "/v1/session", Json{{"name", name}, {"password", password}}.dump());
  }
  Response sign_in(const std::string& name, const std::string& password) {
    Response out = try_sign_in(name, password);
    EXPECT_EQ(out.status, 200) << out.body;
    if (out.status == 200) csrf = Json::parse(out.body).at("csrf");
    return out;
  }
  bool is_in() { return get("/v1/session").status == 200; }

  std::map<std::string, std::string> cookies;
  std::string csrf, token;

 private:
  Clinic* clinic_;
  std::string peer_;
};

inline Browser anna_at(Clinic& clinic, const std::string& peer = "192.0.2.10") {
  Browser browser(clinic, peer);
  browser.sign_in("Anna", password_of_anna);
  return browser;
}
inline Browser ben_at(Clinic& clinic, const std::string& peer = "192.0.2.11") {
  Browser browser(clinic, peer);
  browser.sign_in("Ben", password_of_ben);
  return browser;
}

/// A program with a token of that user and scopes.
inline Browser program_of(Clinic& clinic, Browser& owner, const Json& scopes, const std::string& until = {}) {
  Json wanted{{"name", "booking"}, {"scopes", scopes}};
  if (!until.empty()) wanted["until"] = until;
  const Response made = owner.send(Method::post, "/v1/tokens", wanted.dump());
  EXPECT_EQ(made.status, 201) << made.body;
  Browser out(clinic, "192.0.2.99");
  if (made.status == 201) out.token = Json::parse(made.body).at("token");
  return out;
}

inline std::vector<contra::serve::Route> all_routes() {
  using namespace contra::serve;
  std::vector<Route> out;
  for (const auto* group : {&system_routes(), &rule_routes(), &client_routes(), &appointment_routes(), &import_routes(),
                            &record_routes(), &decision_routes(), &sheet_routes(), &access_routes()})
    out.insert(out.end(), group->begin(), group->end());
  return out;
}

/// An address of the route, with something for each {…}.
inline std::string address_of(const contra::serve::Route& route) {
  std::string out(route.pattern);
  for (std::size_t at; (at = out.find('{')) != std::string::npos;) out.replace(at, out.find('}', at) - at + 1, "x1");
  return out;
}

inline std::string name_of(const contra::serve::Route& route) {
  return std::to_string(static_cast<int>(route.method)) + " " + std::string(route.pattern);
}

}  // namespace contra_test
