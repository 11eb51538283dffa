// The invented clinic day: it fills, whatever day it is, and shows every kind of state.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "serve/bench.hpp"

using namespace contra_test;
using nlohmann::json;

namespace {

contra::serve::Now noon_of(const std::string& day) {
  return {*contra::parse_iso_day(day), day + "T12:00", day + "T11:00:00.000Z", 1000};
}

contra::serve::Options on(const std::string& day) {
  auto options = bench_options();
  options.now = [day] { return noon_of(day); };
  return options;
}

json day_list(Bench& bench, const std::string& day) {
  const auto reply = bench.get("/v1/days/" + day);
  EXPECT_EQ(200, reply.status) << reply.body;
  return json::parse(reply.body).at("appointments");
}

std::string days_from(const std::string& day, int days) {
  return contra::to_iso(contra::Day{contra::parse_iso_day(day)->number + days});
}

json line_of(const json& appointments, const std::string& name) {
  for (const json& one : appointments)
    if (one.at("client_name") == name) return one;
  ADD_FAILURE() << "nobody of this name";
  return {};
}

}  // namespace

TEST(Demo, ShowsEveryKindOfStateWhateverDayItIs) {
  for (const char* day_text : {"2026-03-16", "2028-02-29", "2027-01-01"}) {
    const std::string day = day_text;
    SCOPED_TRACE(day);
    Bench bench(on(day));
    contra::serve::fill_demo(shipped_rules(), bench.store(), noon_of(day), "contra test");
    EXPECT_TRUE(bench.store().verify().faults.empty());
    const json list = day_list(bench, day);
    ASSERT_EQ(20u, list.size());
    for (const json& one : list) EXPECT_TRUE(one.at("verdict") == "GO" || one.at("why") != "") << one;
    const auto has = [&](const std::string& name, const json& expected) {
      const json line = line_of(list, name);
      for (const auto& [key, value] : expected.items()) EXPECT_EQ(value, line.at(key)) << name << " " << key;
    };
    has("Anna Example", {{"verdict", "GO"}, {"open_questions", 0}});
    has("Bruno Beispiel", {{"verdict", "WAIT"}, {"earliest", days_from(day, 3)}, {"settled", true}});
    has("Carla Invented", {{"verdict", "WAIT"}, {"has_draft", true}, {"settled", false}});
    has("Dana Placeholder", {{"verdict", "WAIT"}, {"earliest", nullptr}, {"settled", true}});
    has("Emil Sample", {{"verdict", "WAIT"}, {"settled", true}});
    has("Fiona Fictional", {{"verdict", "GO"}});
    has("Georg Nobody", {{"verdict", "WAIT"}});
    has("Hanna Testfall", {{"verdict", "WAIT"}, {"settled", false}});
    has("Ivo Imaginary", {{"verdict", "WAIT"}, {"headline", "WAIT recommended until form and clearances are renewed"}});
    has("Jana Madeup", {{"verdict", "GO"}});
    has("Karl Pretend", {{"verdict", "WAIT"}, {"earliest", days_from(day, 8)}, {"overridden", true}});
    has("Lena Make-Believe", {{"verdict", "WAIT"}, {"earliest", days_from(day, 9)}});
    has("Milan Specimen", {{"verdict", "WAIT"}, {"open_questions", 1}, {"settled", false}});
    has("Nora Dummy", {{"verdict", "WAIT"}, {"open_questions", 1}, {"settled", false}});
    has("Otto Mockup", {{"verdict", "WAIT"}, {"settled", true}});
    has("Paula Figment", {{"verdict", "WAIT"}, {"settled", true}});
    has("Quirin Quasi", {{"verdict", "WAIT"}});
    has("Rosa Demo", {{"verdict", "GO"}, {"overridden", false}});
    has("Stefan Stand-In", {{"verdict", "GO"}, {"why", "No topical anaesthetic."}});
    has("Tilda Tryout", {{"verdict", "WAIT"}, {"earliest", days_from(day, 8)}});
    EXPECT_FALSE(line_of(list, "Rosa Demo").at("decision").is_null());
    EXPECT_EQ(3u, day_list(bench, days_from(day, -1)).size());
    EXPECT_EQ(3u, day_list(bench, days_from(day, 1)).size());
    EXPECT_EQ(2u, day_list(bench, days_from(day, 2)).size());
    for (const json& one : day_list(bench, days_from(day, -1))) EXPECT_EQ("done", one.at("appointment").at("state"));
  }
}

TEST(Demo, IsReplayedToTheSameBytes) {
  Bench bench(on("2026-03-16"));
  contra::serve::fill_demo(shipped_rules(), bench.store(), noon_of("2026-03-16"), bench_options().engine);
  std::size_t decisions = 0;
  for (std::int64_t number = 1; number <= bench.store().verify().entries; ++number) {
    const auto entry = bench.store().entry(number);
    EXPECT_LE(entry.at, noon_of("2026-03-16").utc);
    if (entry.kind != contra::store::Kind::decision) continue;
    ++decisions;
    const auto again = json::parse(bench.get("/v1/decisions/" + std::to_string(number) + "/replay").body);
    EXPECT_TRUE(again.at("same")) << again.at("differences");
  }
  EXPECT_EQ(8u, decisions);
}

TEST(Demo, GoesOnlyIntoAnEmptyFolder) {
  Bench bench;
  contra::store::Client client;
  client.name = "Anna Example";
  bench.store().put(client, "A. Example", "2026-03-16T09:12:33.123Z");
  EXPECT_THROW(contra::serve::fill_demo(shipped_rules(), bench.store(), noon_of("2026-03-16"), "contra test"),
               std::runtime_error);
  EXPECT_EQ(1, bench.store().verify().entries);
}
