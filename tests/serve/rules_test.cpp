// The rules over HTTP: the same bytes as the command's, the form, refusals.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "present/questions.hpp"
#include "serve/bench.hpp"

using namespace contra_test;
using nlohmann::json;

namespace {

const std::string intakes = std::string(CONTRA_SOURCE_DIR) + "/samples/intakes";

/// Each answer against the command's, over every sample.
void same_bytes(const std::string& target, const std::string& command) {
  Bench bench;
  std::size_t decided = 0;
  for (const auto& [name, text] : sample_records()) {
    const auto answer = bench.post(target, text);
    const Ran ran = run_command(intakes, command + " --json " + name);
    if (ran.code == 2) {
      EXPECT_EQ(422, answer.status) << name;
      continue;
    }
    ++decided;
    EXPECT_EQ(200, answer.status) << name;
    EXPECT_EQ(ran.out, answer.body) << name;
  }
  EXPECT_LT(40u, decided);
}

}  // namespace

TEST(Screen, GivesTheBytesOfTheCommand) { same_bytes("/v1/screen", "screen"); }
TEST(Screen, TakesAnotherDay) {
  same_bytes("/v1/screen?on=2026-03-30&as_of=2026-03-20", "screen --on 2026-03-30 --as-of 2026-03-20");
}
TEST(Calendar, GivesTheBytesOfTheCommand) {
  same_bytes("/v1/calendar?from=2026-03-01&months=3", "calendar --from 2026-03-01 --months 3");
}
TEST(Why, GivesTheBytesOfTheCommand) { same_bytes("/v1/why", "why"); }

TEST(Live, HoldsTheBytesOfScreenQuestionsAndCalendar) {
  Bench bench;
  for (const auto& [name, text] : sample_records()) {
    const auto live = bench.post("/v1/live", text);
    auto screened = bench.post("/v1/screen", text);
    if (screened.status != 200) {
      EXPECT_EQ(screened.body, live.body) << name;
      continue;
    }
    screened.body.pop_back();
    auto calendar = bench.post("/v1/calendar", text).body;
    calendar.pop_back();
    EXPECT_EQ("{\"decision\":" + screened.body + ",\"next\":" + bench.post("/v1/questions", text).body +
                  ",\"calendar\":" + calendar + "}",
              live.body)
        << name;
  }
}
