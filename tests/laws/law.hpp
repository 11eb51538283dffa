// Runs a law: a property of random tapes, 10,000 cases unless CONTRA_LAW_CASES says otherwise, from a fixed seed unless
// CONTRA_SEED gives another. A failure prints the smallest case found and its seed.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <string>

#include "laws/law_case.hpp"
#include "laws/oracle.hpp"

namespace contra::laws {

struct TapeValue {
  std::vector<std::uint16_t> numbers;
};
inline std::ostream& operator<<(std::ostream& os, const TapeValue& t) { return os << "a tape of " << t.numbers.size() << " numbers"; }
inline void showValue(const TapeValue& t, std::ostream& os) { os << t; }

inline rc::Gen<TapeValue> tapes(std::size_t length) {
  return [length](const rc::Random& random, int) {
    TapeValue tape{tape_of(rc::Random(random).next(), length).numbers()};
    return rc::shrinkable::shrinkRecur(std::move(tape), [](const TapeValue& t) {
      std::vector<TapeValue> out;
      for (auto& s : smaller(t.numbers)) out.push_back(TapeValue{std::move(s)});
      return rc::seq::fromContainer(std::move(out));
    });
  };
}

inline std::uint64_t seed_of_run() {
  const char* given = std::getenv("CONTRA_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 20261116u;
}

/// `law(tape)` throws Broken when it does not hold, TooManyWorlds when the case is to be left out.
inline void hold(const std::function<void(Tape&)>& law, int cases = 10000) {
  rc::detail::TestParams params;
  params.seed = seed_of_run();
  params.maxSuccess = cases;
  if (const char* given = std::getenv("CONTRA_LAW_CASES")) params.maxSuccess = std::atoi(given);
  rc::detail::TestMetadata metadata;
  metadata.id = metadata.description = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const auto property = [&law] {
    const TapeValue value = *tapes(900);
    Tape tape(value.numbers);
    try {
      law(tape);
    } catch (const TooManyWorlds&) {
      RC_DISCARD("too many worlds");
    } catch (const Broken& broken) {
      RC_FAIL(broken.what());
    }
  };
  const auto result = rc::detail::checkTestable(property, metadata, params);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream out;
  rc::detail::printResultMessage(result, out);
  FAIL() << out.str() << "\nseed " << params.seed << " (CONTRA_SEED)";
}

/// Some of `days`, at most `most`, the asked one among them.
inline std::vector<Day> some_of(Tape& tape, std::vector<Day> days, Day asked, std::size_t most) {
  while (days.size() > most) days.erase(days.begin() + tape.below(static_cast<int>(days.size())));
  bool has = false;
  for (Day d : days) has = has || d == asked;
  if (!has && asked <= last_day) days.push_back(asked);
  return days;
}

}  // namespace contra::laws
