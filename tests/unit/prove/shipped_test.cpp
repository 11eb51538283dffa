// Two versions of a shipped pack.
#include <gtest/gtest.h>

#include "api/load.hpp"
#include "prove/prove.hpp"
#include "prove/session.hpp"

namespace contra::prove {
namespace {

std::shared_ptr<const compile::Program> microneedling() {
  api::RulesWanted wanted;
  wanted.paths = {std::string(CONTRA_SOURCE_DIR) + "/rules"};
  const api::LoadedRules rules = api::load_rules(std::move(wanted));
  for (const auto& program : rules.programs)
    if (program->identity.name == "microneedling") return program;
  throw std::logic_error("no microneedling");
}

compile::JoinedCheck& named(compile::Program& program, const std::string& name) {
  for (auto& joined : program.checks)
    if (joined.name == name) return joined;
  throw std::logic_error("no check " + name);
}

TEST(ShippedPack, differs_from_itself_for_nobody) {
  const auto pack = microneedling();
  EXPECT_EQ(differ(pack, std::make_shared<compile::Program>(*pack), {}, {}).state, State::proved);
}

TEST(ShippedPack, one_window_changed_gives_the_smallest_client) {
  const auto pack = microneedling();
  auto shorter = std::make_shared<compile::Program>(*pack);
  named(*shorter, "isotretinoin").parts.front().check.after.window.must = Step{5, 0};
  const Difference d = differ(pack, shorter, {}, {});
  ASSERT_EQ(d.state, State::found) << d.why;
  ASSERT_EQ(d.witness->words.size(), 1U);
  // 16 October is five months before the visit: the nearest day on which the two part.
  EXPECT_NE(d.witness->words.front().find("last 2025-10-16"), std::string::npos) << d.witness->words.front();
  const auto replayed = replay(*pack, d.witness->record_json);
  ASSERT_TRUE(replayed);
  EXPECT_EQ(verdict(pack, *replayed), eval::Verdict::wait);
  EXPECT_EQ(verdict(shorter, *replayed), eval::Verdict::go);
  Compared back;
  back.way = Compared::Way::only_b_waits;
  EXPECT_EQ(differ(pack, shorter, back, {}).state, State::proved) << "a shorter window closes no day";
}

TEST(ShippedPack, a_check_taken_away_that_another_covers) {
  // `sunburn_recent` waits whenever `sunburn_now` does.
  const auto pack = microneedling();
  auto fewer = std::make_shared<compile::Program>(*pack);
  fewer->checks.erase(fewer->checks.begin() + (&named(*fewer, "sunburn_now") - fewer->checks.data()));
  EXPECT_EQ(differ(pack, fewer, {}, {}).state, State::proved);
  Compared alone;
  alone.check = "sunburn_now";
  EXPECT_EQ(differ(pack, fewer, alone, {}).state, State::found);
}

}  // namespace
}  // namespace contra::prove
