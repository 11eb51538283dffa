// Health and metrics.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "serve/bench.hpp"

using namespace contra;
using namespace contra_test;
using nlohmann::json;

namespace {

/// The value of one sample.
std::string value_of(const std::string& text, const std::string& sample) {
  const std::size_t at = text.find("\n" + sample + " ");
  if (at == std::string::npos) return "none";
  const std::size_t begin = at + sample.size() + 2;
  return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

TEST(Health, SaysThatRecordsCanBeScreenedAndKept) {
  Bench bench;
  const auto answer = bench.get("/healthz");
  EXPECT_EQ(200, answer.status);
  EXPECT_EQ("ok", json::parse(answer.body)["status"]);
  EXPECT_EQ(shipped_rules().programs.size(), json::parse(answer.body)["packs"]);
}

TEST(Metrics, CountsRequestsByPatternAndClass) {
  Bench bench;
  bench.get("/v1/packs");
  bench.get("/v1/form?treatment=microneedling");
  bench.get("/v1/form?treatment=nobody");
  bench.get("/v1/schemas/decision");
  bench.get("/v1/schemas/intake");
  bench.get("/v1/clients/c-0000000000000000");
  const std::string text = bench.get("/metrics").body;
  EXPECT_EQ("1", value_of(text, R"(contra_http_requests_total{method="GET",route="/v1/packs",status="2xx"})"));
  EXPECT_EQ("1", value_of(text, R"(contra_http_requests_total{method="GET",route="/v1/form",status="2xx"})"));
  EXPECT_EQ("1", value_of(text, R"(contra_http_requests_total{method="GET",route="/v1/form",status="4xx"})"));
  EXPECT_EQ("2",
            value_of(text, R"(contra_http_requests_total{method="GET",route="/v1/schemas/{which}",status="2xx"})"));
  EXPECT_EQ("2", value_of(text, R"(contra_http_request_duration_seconds_count{method="GET",route="/v1/form"})"));
  EXPECT_EQ("2",
            value_of(text, R"(contra_http_request_duration_seconds_bucket{method="GET",route="/v1/form",le="+Inf"})"));
}

TEST(Metrics, CountsScreeningsByVerdict) {
  Bench bench;
  std::uint64_t go = 0, wait = 0, refused = 0;
  for (const auto& [name, text] : sample_records()) {
    const auto answer = bench.post("/v1/screen", text);
    if (answer.status == 200)
      ++(json::parse(answer.body)["verdict"] == "GO" ? go : wait);
    else
      ++refused;
  }
  bench.post("/v1/screen", "{}\n{}\n", "application/x-ndjson");
  refused += 2;
  const std::string text = bench.get("/metrics").body;
  EXPECT_EQ(std::to_string(go), value_of(text, R"(contra_screenings_total{verdict="go"})"));
  EXPECT_EQ(std::to_string(wait), value_of(text, R"(contra_screenings_total{verdict="wait"})"));
  EXPECT_EQ(std::to_string(refused), value_of(text, R"(contra_screenings_total{verdict="refused"})"));
  EXPECT_LT(5u, go);
  EXPECT_LT(5u, wait);
}

TEST(Metrics, HoldNoWordOfAClient) {
  Bench bench;
  bench.get("/v1/clients/anna-example-was-here");
  bench.get("/anna-example-was-here");
  bench.get("/v1/form?treatment=anna-example-was-here");
  bench.post("/v1/anna-example-was-here", R"({"id":"anna-example-was-here"})");
  contra::http::Request odd = Bench::request(http::Method::other, "/v1/packs");
  bench.workbench().answer(odd);
  const std::string text = bench.get("/metrics").body;
  EXPECT_EQ(std::string::npos, text.find("anna"));
  EXPECT_NE("none", value_of(text, R"(contra_http_requests_total{method="other",route="other",status="4xx"})"));
}

TEST(Metrics, TakesTheServersCounts) {
  Bench bench;
  EXPECT_EQ(std::string::npos, bench.get("/metrics").body.find("contra_http_connections_total"));
  bench.workbench().set_counts([] {
    http::Counts counts;
    counts.connections = 7;
    counts.open_connections = 3;
    return counts;
  });
  const std::string text = bench.get("/metrics").body;
  EXPECT_EQ("7", value_of(text, "contra_http_connections_total"));
  EXPECT_EQ("3", value_of(text, "contra_http_open_connections"));
}

TEST(Metrics, IsTextThatPrometheusReads) {
  Bench bench;
  bench.get("/v1/packs");
  bench.post("/v1/live", "{");
  const auto answer = bench.get("/metrics");
  EXPECT_EQ("text/plain; version=0.0.4; charset=utf-8", answer.type);
  std::istringstream lines(answer.body);
  std::set<std::string> families, samples;
  for (std::string line, type; std::getline(lines, line);) {
    if (line.rfind("# HELP ", 0) == 0) {
      EXPECT_TRUE(families.insert(line.substr(7, line.find(' ', 7) - 7)).second) << line;
      continue;
    }
    if (line.rfind("# TYPE ", 0) == 0) continue;
    const std::string name = line.substr(0, line.find_first_of("{ "));
    bool known = false;
    for (const char* end : {"", "_bucket", "_sum", "_count"}) {
      const std::string ending = end;
      if (name.size() > ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0)
        known = known || families.count(name.substr(0, name.size() - ending.size())) != 0;
    }
    EXPECT_TRUE(known) << line;
    EXPECT_TRUE(samples.insert(line.substr(0, line.rfind(' '))).second) << line;
    EXPECT_NE(std::string::npos, line.find_last_of("0123456789")) << line;
  }
  EXPECT_EQ(5u, families.size());
}
