// A range of days is what the single days are, one by one.
#include "support.hpp"

namespace contra::tests {
namespace {

bool holds(const std::vector<DayRange>& ranges, Day day) {
  return std::any_of(ranges.begin(), ranges.end(), [&](DayRange r) { return r.first <= day && day <= r.last; });
}

void expect_whole(const std::vector<CalendarSpan>& spans, Day first, Day last, const std::string& name) {
  ASSERT_FALSE(spans.empty()) << name;
  EXPECT_EQ(spans.front().first, first) << name;
  EXPECT_EQ(spans.back().last, last) << name;
  for (std::size_t i = 1; i < spans.size(); ++i) {
    EXPECT_EQ(spans[i].first, next(spans[i - 1].last)) << name;
    EXPECT_NE(spans[i].door, spans[i - 1].door) << name;
  }
}

/// Every day of `range` by itself, looked at on the same day as the calendar.
void compare(const Intake& intake, Day first, Day last, std::optional<Day> as_of, const std::string& name) {
  const Calendar range = calendar(intake, first, last, as_of);
  expect_whole(range.spans, first, last, name);
  for (Day on = first; on <= last; on = next(on)) {
    ScreenOptions options;
    options.on = on;
    options.as_of = range.as_of;
    options.promises = false;
    const Decision decision = screen(intake, options);
    const std::string where = name + " on " + to_iso(on);
    EXPECT_EQ(door_on(range, on) == Door::go, decision.verdict() == Verdict::go) << where;
    bool all_open = true;
    for (std::size_t i = 0; i < range.treatments.size(); ++i) {
      const TreatmentDecision& single = decision.treatments()[i];
      const auto& spans = range.treatments[i].spans;
      const auto span =
          std::find_if(spans.begin(), spans.end(), [&](const auto& s) { return s.first <= on && on <= s.last; });
      ASSERT_NE(span, spans.end()) << where;
      EXPECT_EQ(span->door == Door::go, single.verdict == Verdict::go) << where;
      EXPECT_EQ(span->door == Door::renewed, !holds(single.go, on) && holds(single.renewed, on)) << where;
      all_open = all_open && span->door != Door::wait;
    }
    EXPECT_EQ(door_on(range, on) != Door::wait, all_open) << where;
  }
}

TEST(Calendar, IsTheSingleDaysOneByOne) {
  const Rules rules = built_in();
  for (const Sample& sample : samples()) {
    const auto intake = read_intake(rules, sample.json);
    if (!intake) continue;
    const Day visit = intake->visit();
    compare(*intake, Day{visit.number - 30}, Day{visit.number + 130}, std::nullopt, sample.name);
    compare(*intake, Day{visit.number - 5}, Day{visit.number + 40}, previous(visit), sample.name);
  }
}

TEST(Calendar, OfRandomRecordsIsTheSingleDays) {
  const Rules rules = with_policy();
  for (const Sample& sample : random_records()) {
    const auto intake = read_intake(rules, sample.json);
    if (!intake) continue;
    const Day visit = intake->visit();
    compare(*intake, previous(visit), Day{visit.number + 18}, std::nullopt, sample.name);
  }
}

TEST(Calendar, KnowsTheEarliestDay) {
  const auto intake = read_intake(built_in(), read(root / "samples/intakes/c-0110-several-windows.json"));
  const Calendar days = calendar(*intake, day("2026-03-16"), day("2026-12-31"));
  EXPECT_EQ(days.earliest, day("2026-03-25"));
  EXPECT_EQ(days.treatments.front().earliest, day("2026-03-25"));
  EXPECT_EQ(days.as_of, day("2026-03-16"));
  EXPECT_EQ(door_on(days, day("2026-03-24")), Door::wait);
  EXPECT_EQ(door_on(days, day("2026-03-25")), Door::go);
  EXPECT_EQ(door_on(days, day("2027-01-01")), Door::wait);
}

TEST(Calendar, HasNoDayPastItsEnd) {
  const auto intake = read_intake(built_in(), read(root / "samples/intakes/c-0101-nothing-found.json"));
  for (const Day no_day : {forever, next(forever), previous(first_day), Day{2000000000}, Day{-2000000000}}) {
    ScreenOptions on, as_of;
    on.on = no_day;
    as_of.as_of = no_day;
    EXPECT_THROW(screen(*intake, on), std::invalid_argument);
    EXPECT_THROW(screen(*intake, as_of), std::invalid_argument);
    EXPECT_THROW(calendar(*intake, first_day, last_day, no_day), std::invalid_argument);
    BatchOptions batch;
    batch.on = no_day;
    EXPECT_THROW(Batch(built_in(), batch), std::invalid_argument);
  }
  EXPECT_TRUE(calendar(*intake, forever, Day{2000000000}).spans.empty());
}

TEST(Calendar, OfNoDayOrDaysThatAreNoneIsEmpty) {
  const auto intake = read_intake(built_in(), read(root / "samples/intakes/c-0101-nothing-found.json"));
  EXPECT_TRUE(calendar(*intake, day("2026-03-17"), day("2026-03-16")).spans.empty());
  const Calendar whole = calendar(*intake, Day{-2000000000}, Day{2000000000});
  EXPECT_EQ(whole.first, first_day);
  EXPECT_EQ(whole.last, last_day);
  expect_whole(whole.spans, first_day, last_day, "all days");
  EXPECT_EQ(door_on(whole, first_day), Door::wait);
}

}  // namespace
}  // namespace contra::tests
