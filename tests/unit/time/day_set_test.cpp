// DaySet against std::set on a small stretch of days, at both ends of the universe.
#include "time/day_set.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace contra::time {
namespace {

constexpr int stretch = 24;

// A stretch of days that begins at `base`, as a plain set of offsets.
using Naive = std::set<int>;

DaySet build(const Naive& naive, Day base, std::mt19937& random) {
  std::vector<int> order(naive.begin(), naive.end());
  std::shuffle(order.begin(), order.end(), random);
  DaySet out;
  for (const int offset : order) out |= DaySet::one(Day{base.number + offset});
  return out;
}

Naive naive_of(const DaySet& days, Day base) {
  Naive out;
  for (int i = 0; i < stretch; ++i)
    if (days.contains(Day{base.number + i})) out.insert(i);
  return out;
}

void expect_well_formed(const DaySet& days) {
  const DayInterval* before = nullptr;
  for (const DayInterval& i : days.intervals()) {
    ASSERT_LE(i.first, i.last);
    ASSERT_LE(first_day, i.first);
    ASSERT_LE(i.last, forever);
    if (before != nullptr) {
      ASSERT_LT(before->last.number + 1, i.first.number);
    }
    before = &i;
  }
}

Naive random_naive(std::mt19937& random) {
  Naive out;
  const auto one_in = 1 + random() % 5;
  bool in = false;
  for (int i = 0; i < stretch; ++i) {
    if (random() % (one_in + 1) == 0) in = !in;
    if (in) out.insert(i);
  }
  return out;
}

class DaySetAt : public testing::TestWithParam<std::int32_t> {};

TEST_P(DaySetAt, EveryOperationAgreesWithPlainSets) {
  const Day base{GetParam()};
  std::mt19937 random{20260316};
  const DaySet here = DaySet::between(base, Day{base.number + stretch - 1});
  for (int round = 0; round < 4000; ++round) {
    const Naive a = random_naive(random), b = random_naive(random);
    const DaySet x = build(a, base, random), y = build(b, base, random);
    expect_well_formed(x);
    ASSERT_EQ(naive_of(x, base), a);
    Naive both, either, only;
    for (int i = 0; i < stretch; ++i) {
      if (a.count(i) && b.count(i)) both.insert(i);
      if (a.count(i) || b.count(i)) either.insert(i);
      if (a.count(i) && !b.count(i)) only.insert(i);
    }
    for (const DaySet& result : {x | y, x & y, x - y, x.complement()}) expect_well_formed(result);
    ASSERT_EQ(naive_of(x & y, base), both);
    ASSERT_EQ(naive_of(x | y, base), either);
    ASSERT_EQ(naive_of(x - y, base), only);
    ASSERT_EQ(x - y, (x & y.complement()));
    ASSERT_EQ(x.complement().complement(), x);
    ASSERT_EQ((x | x.complement()), DaySet::all());
    ASSERT_TRUE((x & x.complement()).empty());
    ASSERT_EQ((x.complement() & here), here - x);
    ASSERT_EQ(x.subset_of(y), only.empty());
    ASSERT_EQ(x == y, a == b);
    ASSERT_EQ(x.is_one(), a.size() == 1);
    ASSERT_EQ(x.empty(), a.empty());
    if (!a.empty()) {
      ASSERT_EQ(x.min(), (Day{base.number + *a.begin()}));
      ASSERT_EQ(x.max(), (Day{base.number + *a.rbegin()}));
    } else {
      ASSERT_FALSE(x.min());
      ASSERT_FALSE(x.max());
    }
    for (int i = 0; i < stretch; ++i) {
      const Day at{base.number + i};
      const auto up = a.lower_bound(i);
      ASSERT_EQ(x.first_on_or_after(at), up == a.end() ? std::nullopt : std::optional(Day{base.number + *up}));
      const auto down = a.upper_bound(i);
      ASSERT_EQ(x.last_on_or_before(at),
                down == a.begin() ? std::nullopt : std::optional(Day{base.number + *std::prev(down)}));
      const auto run = x.run_at(at);
      ASSERT_EQ(run.has_value(), a.count(i) == 1);
      if (run) {
        ASSERT_TRUE(DaySet::between(run->first, run->last).subset_of(x));
        ASSERT_FALSE(x.contains(previous(run->first)) && run->first != first_day);
        ASSERT_FALSE(x.contains(next(run->last)));
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Ends, DaySetAt, testing::Values(first_day.number, 20528, forever.number - stretch + 1));

TEST(DaySet, IsCutToTheUniverse) {
  EXPECT_EQ(DaySet::between(Day{first_day.number - 10}, first_day), DaySet::one(first_day));
  EXPECT_EQ(DaySet::between(last_day, Day{forever.number + 10}), (DaySet::one(last_day) | DaySet::one(forever)));
  EXPECT_TRUE(DaySet::between(Day{5}, Day{4}).empty());
  EXPECT_TRUE(DaySet::between(Day{first_day.number - 10}, previous(first_day)).empty());
  EXPECT_TRUE(DaySet::between(next(forever), Day{forever.number + 5}).empty());
  EXPECT_EQ(DaySet::between(first_day, forever), DaySet::all());
  EXPECT_TRUE(DaySet::all().complement().empty());
  EXPECT_EQ(DaySet().complement(), DaySet::all());
  EXPECT_EQ(DaySet::from(Day{7}).complement(), DaySet::until(Day{6}));
}

TEST(DaySet, TouchingIntervalsAreOne) {
  EXPECT_EQ((DaySet::between(Day{1}, Day{3}) | DaySet::between(Day{4}, Day{6})), DaySet::between(Day{1}, Day{6}));
  EXPECT_EQ((DaySet::between(Day{1}, Day{3}) | DaySet::between(Day{5}, Day{6})).intervals().size(), 2U);
}

TEST(DaySet, WindowsOverAllEventsAgreeWithOneByOne) {
  std::mt19937 random{7};
  const Day base = *parse_iso_day("2026-01-20");
  const auto begin = [](Day e) { return e; };
  for (const Step step : {Step{0, 1}, Step{0, 5}, Step{1, 0}, Step{6, 0}}) {
    const auto end = [&](Day e) { return previous(after(e, step, Rounding::up)); };
    for (int round = 0; round < 300; ++round) {
      const DaySet events = build(random_naive(random), base, random);
      DaySet any;
      DaySet every = DaySet::all();
      for (const DayInterval& i : events.intervals())
        for (Day e = i.first; e <= i.last; e = next(e)) {
          any |= DaySet::between(begin(e), end(e));
          every &= DaySet::between(begin(e), end(e));
        }
      ASSERT_EQ(windows_union(events, begin, end), any);
      ASSERT_EQ(windows_intersection(events, begin, end), events.empty() ? DaySet() : every);
    }
  }
}

TEST(DaySet, ReadsInWords) {
  const Day day = *parse_iso_day("2026-03-16");
  EXPECT_EQ(to_text(DaySet()), "no day");
  EXPECT_EQ(to_text(DaySet::all()), "any day");
  EXPECT_EQ(to_text(DaySet::one(day)), "2026-03-16");
  EXPECT_EQ(to_text(DaySet::between(day, Day{day.number + 4}) | DaySet::from(*parse_iso_day("2026-05-01"))),
            "2026-03-16 to 2026-03-20, from 2026-05-01");
  EXPECT_EQ(to_text(DaySet::until(day)), "until 2026-03-16");
}

}  // namespace
}  // namespace contra::time
