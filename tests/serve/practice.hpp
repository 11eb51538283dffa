// An invented clinic for tests: a store, a workbench over it, a day that can be turned, and short ways to put people,
// forms and appointments into it.
#pragma once

#include <memory>
#include <string>

#include "serve/bench.hpp"

namespace contra_test {

using contra::http::Method;
using nlohmann::json;

class Practice {
 public:
  explicit Practice(const contra::api::LoadedRules& rules = shipped_rules()) : store_(folder_.path()) { load(rules); }

  /// The same records under these rules, by this engine.
  void load(const contra::api::LoadedRules& rules, const std::string& engine = "contra test") {
    auto options = bench_options();
    options.engine = engine;
    options.now = [this] {
      return contra::serve::Now{*contra::parse_iso_day(day), day + "T" + time, day + "T09:12:33.123Z", 1000};
    };
    workbench_ = std::make_unique<contra::serve::Workbench>(rules, store_, options);
    csrf_.clear();
  }
  contra::store::Store& store() { return store_; }

  contra::http::Response answer(Method method, const std::string& target, const std::string& body = {},
                                const std::string& key = {}, const std::string& type = "application/json") {
    auto request = Bench::request(method, target, body, type);
    if (csrf_.empty() && method != Method::get) {
      const auto session = workbench_->answer(Bench::request(Method::get, "/v1/session"));
      if (session.status == 200) csrf_ = json::parse(session.body).value("csrf", "");
    }
    request.headers.emplace_back("X-Contra-Token", csrf_);
    if (!key.empty()) request.headers.emplace_back("Idempotency-Key", key);
    return workbench_->answer(request);
  }
  /// The answer as JSON; the status is expected.
  json ask(Method method, const std::string& target, const std::string& body = {}, int status = 200,
           const std::string& key = {}, const std::string& type = "application/json") {
    const auto reply = answer(method, target, body, key, type);
    EXPECT_EQ(status, reply.status) << target << " " << reply.body.substr(0, 500);
    return reply.body.empty() ? json() : json::parse(reply.body);
  }
  json get(const std::string& target, int status = 200) { return ask(Method::get, target, {}, status); }
  json post(const std::string& target, const json& body, int status = 201, const std::string& key = {}) {
    return ask(Method::post, target, body.dump(), status, key);
  }
  json put(const std::string& target, const json& body, int status = 200) {
    return ask(Method::put, target, body.dump(), status);
  }
  json del(const std::string& target, int status = 204) { return ask(Method::del, target, {}, status); }

  // --- people and what they say
  std::string client(const std::string& name = "Anna Example") {
    return post("/v1/clients", {{"name", name}}).at("client").at("id");
  }
  std::string appointment(const std::string& client, const std::string& on = "2026-03-16",
                          const json& plan = needling(0.5)) {
    return post("/v1/appointments", {{"client", client}, {"day", on}, {"time", "14:30"}, {"plan", plan}})
        .at("appointment")
        .at("id");
  }
  static json needling(double mm) {
    return json::array({{{"treatment", "microneedling"}, {"area", {"face"}}, {"depth", {{"mm", mm}}}}});
  }
  /// Everything no, save `others`; with what the practitioner has looked at.
  void forms(const std::string& client, const std::string& signed_on, const json& others = json::object()) {
    json answers = {{"birth_date", "1988-05-04"}, {"daily_sunscreen", "yes"}, {"no_medicines", "yes"}};
    for (const char* name : {"pregnant",
                             "trying_to_conceive",
                             "nursing",
                             "fever",
                             "keloid_self",
                             "keloid_family",
                             "bleeding_disorder",
                             "diabetes",
                             "smoker",
                             "products",
                             "marks",
                             "medicines",
                             "procedures",
                             "planned_procedures",
                             "skin_now",
                             "skin_history",
                             "planned_sun",
                             "sun",
                             "conditions",
                             "cancer",
                             "allergies",
                             "events"})
      answers[name] = "no";
    answers.update(others);
    form(client, {{"kind", "full"}, {"signed", signed_on}, {"by", "client"}, {"answers", answers}});
    form(client, {{"kind", "practitioner"},
                  {"signed", signed_on},
                  {"by", "practitioner"},
                  {"answers",
                   {{"skin_type", "II"},
                    {"metal_patch_test", "not done"},
                    {"test_spot", "not done"},
                    {"consultation_done", "yes"},
                    {"inside_eye_rim", "no"}}}});
  }
  json form(const std::string& client, const json& form, int status = 201) {
    return post("/v1/clients/" + client + "/forms", form, status);
  }
  std::int64_t decide(const std::string& appointment) {
    return post("/v1/appointments/" + appointment + "/decisions", json::object()).at("entry");
  }
  /// The line of the day list.
  json line(const std::string& appointment, const std::string& on) {
    const json list = get("/v1/days/" + on);
    for (const json& one : list.at("appointments"))
      if (one.at("appointment").at("id") == appointment) return one;
    ADD_FAILURE() << "no such appointment on this day";
    return {};
  }

  std::string day = "2026-03-16", time = "10:12";

 private:
  Folder folder_;
  contra::store::Store store_;
  std::unique_ptr<contra::serve::Workbench> workbench_;
  std::string csrf_;
};

/// The pointers of a problem, joined.
inline std::string pointers(const json& problem) {
  std::string out;
  for (const json& fault : problem.value("errors", json::array())) out += fault.at("pointer").get<std::string>() + " ";
  return out;
}

inline std::string of(const std::string& id) { return "/v1/clients/" + id; }

}  // namespace contra_test
