// The invented clinic day: it fills, whatever day it is, and shows every kind of state.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

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

json line_of(const json& appointments, const std::string& name) {
  for (const json& one : appointments)
    if (one.at("client_name") == name) return one;
  ADD_FAILURE() << "nobody of this name";
  return {};
}

}  // namespace

TEST(Demo, ShowsEveryKindOfStateWhateverDayItIs) {
  for (const std::string day : {"2026-03-16", "2028-02-29", "2027-01-01"}) {
    SCOPED_TRACE(day);
    Bench bench(on(day));
    contra::serve::fill_demo(shipped_rules(), bench.store(), noon_of(day), "contra test");
    EXPECT_TRUE(bench.store().verify().faults.empty());
    const json list = day_list(bench, day);
    ASSERT_EQ(20u, list.size());
    std::set<std::string> names;
    for (const json& one : list) {
      names.insert(one.at("client_name"));
      if (getenv("CONTRA_SHOW") != nullptr) std::cout << one.dump() << "\n";
      EXPECT_TRUE(one.at("verdict") == "GO" || !one.at("why").get<std::string>().empty());
    }
    EXPECT_EQ(20u, names.size());
    const auto verdict = [&](const std::string& name) { return line_of(list, name).at("verdict").get<std::string>(); };
    EXPECT_EQ("GO", verdict("Anna Example"));
    EXPECT_EQ("WAIT", verdict("Bruno Beispiel"));
  }
}
