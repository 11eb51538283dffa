// Every way of screening says the same: the worker of many records, the general way and, for small random rules and
// intakes, the naive oracle. CONTRA_SEED sets the first seed, CONTRA_CASES how many; a failure prints both.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include "fast_way.hpp"
#include "general.hpp"
#include "laws/cases.hpp"
#include "laws/oracle.hpp"
#include "laws/show.hpp"
#include "random_records.hpp"
#include "worker_door.hpp"

namespace contra::bulk_tests {
namespace {

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

struct Tally {
  std::uint64_t go = 0, wait = 0, refused = 0;
};
std::ostream& operator<<(std::ostream& out, const Tally& t) {
  return out << t.go + t.wait + t.refused << " (" << t.go << " GO, " << t.wait << " WAIT, " << t.refused << " refused)";
}

/// The first line on which the worker and the general way differ, or the tally.
Tally screen_records(const Programs& programs, const Style& style, std::uint64_t seed, std::uint64_t n,
                     const bulk::Options& options, const char* name) {
  Tally tally;
  const bulk::Screener screener(programs, options);
  bulk::Worker worker(screener);
  RecordMaker maker(programs, style, seed);
  std::map<std::string, std::uint64_t> by_check;
  for (std::uint64_t done = 0; done < n;) {
    std::vector<std::string> lines;
    for (std::uint64_t k = 0; k < 64 && done + k < n; ++k) {
      std::string line;
      maker.append(done + k, line);
      lines.push_back(std::move(line));
    }
    const Batch batch(lines);
    const auto results = screen(worker, batch, done + 1);
    if (!results) {
      ADD_FAILURE() << name << " seed " << seed << ": not one result for each line from " << done << " on";
      return tally;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::uint64_t number = 0;
      const auto got = read_result((*results)[i], number);
      const Outcome general = generally(programs, lines[i], options.on, options.as_of);
      if (!got || !(*got == general) || number != done + i + 1) {
        ADD_FAILURE() << name << " seed " << seed << " record " << done + i << "\n"
                      << lines[i] << "\nthe worker: " << (got ? show(*got) : (*results)[i])
                      << "\nthe general way: " << show(general);
        return tally;
      }
      ++(general.refused ? tally.refused : general.go ? tally.go : tally.wait);
      std::set<std::string> waits;
      for (const auto& t : general.treatments) waits.insert(t.waits.begin(), t.waits.end());
      for (const auto& check : waits) ++by_check[check];
    }
    done += lines.size();
  }
  const bulk::Counts counts = worker.take_counts();
  EXPECT_EQ(counts.records, n);
  EXPECT_EQ(counts.refused, tally.refused);
  EXPECT_EQ(counts.go, tally.go);
  EXPECT_EQ(counts.wait, tally.wait);
  if (options.counts) {
    EXPECT_EQ(counts.by_check, by_check);
  }
  return tally;
}

TEST(Agreement, worker_and_general_way_on_random_records) {
  const auto rules = load_shipped();
  const std::uint64_t seed = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 16000);
  for (const auto& [name, style] : styles()) {
    const Tally tally = screen_records(rules->programs, style, seed, cases / 4, {}, name);
    std::cout << name << " seed " << seed << ": " << tally << "\n";
    if (HasFailure()) return;
    if (style.unclear < 50) {
      EXPECT_GT(tally.go, 0u) << "no GO among them: the records show little";
    }
    EXPECT_GT(tally.wait, 0u);
  }
}

TEST(Agreement, days_that_are_given_for_every_record) {
  const auto rules = load_shipped();
  const std::uint64_t seed = number_of("CONTRA_SEED", 1);
  for (const int days : {-400, 0, 200, 500, 900}) {
    bulk::Options options;
    options.on = Day{day_of({2026, 6, 1})->number + days};
    if (days > 0) options.as_of = Day{options.on->number - 3};
    options.counts = days == 200;
    screen_records(rules->programs, Style::mixed(), seed + 1, 300, options, "mixed, on a given day");
  }
}

/// One pack at a time: a plan may name a treatment that is not among the programs.
TEST(Agreement, packs_alone) {
  const auto rules = load_shipped();
  const std::uint64_t seed = number_of("CONTRA_SEED", 1);
  for (const auto& program : rules->programs)
    screen_records({program}, Style::mixed(), seed + 2, 300, {}, program->identity.name.c_str());
}

// --- small random rules and intakes -------------------------------------------------------------------------------

bool asks_again(const compile::JoinedCheck& joined) {
  return std::any_of(joined.parts.begin(), joined.parts.end(),
                     [](const compile::Part& part) { return part.check.form == check::Form::ask_again; });
}

/// What the oracle says of the asked day against what a way of screening says; empty when they agree.
std::string against_oracle(const laws::Case& c, const Outcome::Treatment& said) {
  const laws::Oracle oracle(*c.program, c.facts, c.setting);
  const Day day = c.setting.asked;
  if (day < oracle.first()) return {};
  const laws::Oracle::Whole whole = oracle.whole(day);
  const bool share = oracle.asks_share();
  if (said.go && whole.must_wait) return "GO, and a consistent world waits or there is none";
  if (!said.go && whole.exact && !share && whole.may_go) return "WAIT, and no world waits";
  for (std::size_t i = 0; i < c.program->checks.size(); ++i) {
    const auto& joined = c.program->checks[i];
    const bool waits = std::binary_search(said.waits.begin(), said.waits.end(), joined.name);
    const laws::CheckOnDay world = oracle.check(i, day);
    const laws::Exactness exact = oracle.exactness(i);
    const bool together = asks_again(joined) && (share || !exact.surely);
    if (!waits && world.some_world_waits_at_least && !together) return joined.name + " passes, and some world waits";
    if (waits && exact.possibly && !together && !asks_again(joined) && !world.some_world_waits)
      return joined.name + " waits, and no world does";
  }
  return {};
}

TEST(Agreement, fast_way_general_way_and_oracle_on_small_random_rules) {
  const std::uint64_t first = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 16000) / 4;
  std::uint64_t too_many = 0, go = 0, fast = 0;
  std::vector<std::uint64_t> seeds{12937, 116105, 245504};  // where they have differed before
  for (std::uint64_t seed = first; seed < first + cases; ++seed) seeds.push_back(seed);
  for (const std::uint64_t seed : seeds) {
    laws::Tape tape = laws::tape_of(seed * 1000003u + 29u, 900);
    laws::Scope scope;
    scope.faults = seed % 4 == 0;
    const laws::Case c = laws::make_case(tape, scope);
    eval::DecideOptions options;
    options.on = c.setting.asked;
    options.as_of = c.setting.as_of;
    options.promises = false;
    const Outcome general = outcome_of(eval::decide({c.program}, c.facts, options));
    ASSERT_EQ(general.treatments.size(), 1u);
    go += general.go ? 1 : 0;
    if (const auto quick = fast_way({c.program}, c.facts, options)) {
      ++fast;
      ASSERT_TRUE(*quick == general) << "CONTRA_SEED=" << seed << " CONTRA_CASES=4\nthe fast way: " << show(*quick)
                                     << "\nthe general way: " << show(general) << "\n"
                                     << laws::show(c);
    }
    try {
      const std::string differs = against_oracle(c, general.treatments.front());
      ASSERT_EQ(differs, "") << "CONTRA_SEED=" << seed << " CONTRA_CASES=4\n" << show(general) << "\n" << laws::show(c);
    } catch (const laws::TooManyWorlds&) {
      ++too_many;
    }
  }
  std::cout << cases << " small rules and intakes from seed " << first << ": " << go << " GO, " << fast
            << " the fast way, " << too_many << " with too many worlds for the oracle\n";
  EXPECT_LT(too_many, cases / 20);
  EXPECT_GT(go, 0u);
}

}  // namespace
}  // namespace contra::bulk_tests
