// The fast program and the general evaluator on the same random cases: the same checks wait, on many days of each.
// CONTRA_SEED sets the first seed, CONTRA_CASES how many.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <set>

#include "bulk/block.hpp"
#include "laws/compare.hpp"
#include "laws/engine.hpp"
#include "laws/show.hpp"

namespace contra::laws {
namespace {

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

std::set<std::string> general(const Case& c, Day asked) {
  std::set<std::string> out;
  for (const eval::Reason& reason : decide_one(c, asked).reasons) out.insert(reason.check);
  return out;
}

std::string words(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += " " + name;
  return out.empty() ? " (GO)" : out;
}

TEST(Agreement, the_fast_program_says_what_the_general_evaluator_says) {
  const std::uint64_t first = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 6000);
  std::uint64_t compared = 0, unplanned = 0, no_row = 0, doubts = 0, waits = 0;
  std::map<std::string, int> reasons;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    Tape tape = tape_of(seed * 1000003u + 29u, 900);
    Scope scope;
    scope.clearances = seed % 4 == 0;
    const Case c = make_case(tape, scope);
    const bulk::Layout layout(*c.vocabulary);
    std::string why;
    const auto plan = bulk::Plan::make(c.program, layout, why);
    if (!plan) {
      ++unplanned;
      ++reasons[why];
      continue;
    }
    std::size_t variants = 0;
    const bulk::Kernels* const* variant = bulk::all_kernels(variants);
    bulk::Block block(*plan, *variant[seed % variants]);
    bulk::Row row;
    std::vector<Day> days = some_of(tape, telling_days(*c.program, c.facts, c.setting), c.setting.asked, 24), added;
    for (const Day day : days) {
      eval::Setting setting = c.setting;
      setting.asked = day;
      if (day > last_day) continue;
      if (!bulk::to_row(layout, c.facts, setting, row) || !block.add(row)) {
        ++no_row;
        continue;
      }
      added.push_back(day);
    }
    block.run();
    for (std::size_t i = 0; i < added.size(); ++i) {
      if (block.in_doubt(i)) {
        ++doubts;
        continue;
      }
      std::set<std::string> fast;
      for (const std::uint32_t check : block.waits(i)) fast.insert(c.program->checks[check].name);
      if (block.own(i).answers) fast.insert("answers");
      if (block.own(i).needs) fast.insert("needs");
      if (block.own(i).form_validity) fast.insert("form_validity");
      const std::set<std::string> slow = general(c, added[i]);
      ++compared;
      waits += slow.empty() ? 0 : 1;
      ASSERT_EQ(words(fast), words(slow))
          << "CONTRA_SEED=" << seed << " CONTRA_CASES=1, on " << to_iso(added[i]) << "\n"
          << show(c);
    }
  }
  std::cout << compared << " days compared (" << waits << " wait), " << doubts << " in doubt, " << no_row
            << " without a row, " << unplanned << " packs without a fast program\n";
  for (const auto& [why, n] : reasons) std::cout << "  " << n << " " << why << "\n";
  EXPECT_GT(compared, cases * 5);
}

}  // namespace
}  // namespace contra::laws
