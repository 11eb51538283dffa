// A workbench to try things at: the built-in rules, a store in a folder of its own, and a clock that stands still.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "serve/serve.hpp"
#include "store/store.hpp"
#include "support/command.hpp"
#include "support/shipped_rules.hpp"

namespace contra_test {

inline contra::serve::Options bench_options() {
  contra::serve::Options options;
  options.now = [] {
    return contra::serve::Now{*contra::parse_iso_day("2026-03-16"), "2026-03-16T10:12", "2026-03-16T09:12:33.123Z",
                              1000};
  };
  options.engine = std::string("contra ") + CONTRA_VERSION_TEXT;
  options.clinic = "Example Clinic";
  options.single_user = true;
  options.port = 8080;
  return options;
}

class Bench {
 public:
  explicit Bench(contra::serve::Options options = bench_options())
      : store_(folder_.path()), workbench_(shipped_rules(), store_, std::move(options)) {}

  contra::serve::Workbench& workbench() { return workbench_; }
  contra::store::Store& store() { return store_; }

  /// Query fields stand behind `?` in `target`, not encoded. Sent with the Host header of the bench.
  static contra::http::Request request(contra::http::Method method, const std::string& target,
                                       const std::string& body = {}, const std::string& type = "application/json") {
    contra::http::Request out;
    out.method = method;
    const std::size_t mark = target.find('?');
    out.path = target.substr(0, mark);
    for (std::size_t begin = mark; begin != std::string::npos;) {
      const std::size_t end = target.find('&', begin + 1);
      const std::string field = target.substr(begin + 1, end == std::string::npos ? end : end - begin - 1);
      const std::size_t equals = field.find('=');
      out.query.emplace_back(field.substr(0, equals),
                             equals == std::string::npos ? std::string() : field.substr(equals + 1));
      begin = end;
    }
    out.headers.emplace_back("Host", "127.0.0.1:8080");
    if (!body.empty()) out.headers.emplace_back("Content-Type", type);
    out.body.reserve(body.size() + contra::http::body_padding);
    out.body = body;
    out.peer = "127.0.0.1";
    return out;
  }

  contra::http::Response get(const std::string& target) {
    return workbench_.answer(request(contra::http::Method::get, target));
  }
  contra::http::Response send(contra::http::Method method, const std::string& target, const std::string& body,
                              const std::string& type = "application/json") {
    contra::http::Request sent = request(method, target, body, type);
    sent.headers.emplace_back("X-Contra-Token", csrf());
    return workbench_.answer(sent);
  }
  contra::http::Response post(const std::string& target, const std::string& body,
                              const std::string& type = "application/json") {
    return send(contra::http::Method::post, target, body, type);
  }

  /// What a page sends with every request that writes; empty while nobody is signed in.
  std::string csrf() {
    if (csrf_.empty()) {
      const auto session = get("/v1/session");
      if (session.status == 200) csrf_ = nlohmann::json::parse(session.body).value("csrf", "");
    }
    return csrf_;
  }

 private:
  Folder folder_;
  contra::store::Store store_;
  contra::serve::Workbench workbench_;
  std::string csrf_;
};

/// The sample records, by file name.
inline std::vector<std::pair<std::string, std::string>> sample_records() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& file : std::filesystem::directory_iterator(std::string(CONTRA_SOURCE_DIR) + "/samples/intakes"))
    if (file.path().extension() == ".json")
      out.emplace_back(file.path().filename().string(), slurp(file.path().string()));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace contra_test
