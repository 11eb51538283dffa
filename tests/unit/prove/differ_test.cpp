// The smallest client on whom two versions of a pack differ, or the proof that there is none.
#include "unit/prove/rules.hpp"

namespace contra::prove::test {
namespace {

Difference differ_in(const std::string& a, const std::string& b, const Compared& compared = {}) {
  const auto x = program(a), y = program(b);
  const Difference out = differ(x, y, compared, {});
  if (out.state == State::found && compared.check.empty()) {
    EXPECT_NE(go(x, *out.witness), go(y, *out.witness)) << out.witness->record_json;
  }
  return out;
}

std::string words(const Difference& difference) {
  std::string out;
  if (difference.witness)
    for (const std::string& w : difference.witness->words) out += (out.empty() ? "" : "; ") + w;
  return out;
}

TEST(Differ, a_window_shortened_by_a_day) {
  const Difference d =
      differ_in(check("a", "wait 5 days after last retinoid") + check("b", "wait while smoker is yes"),
                check("a", "wait 4 days after last retinoid") + check("b", "wait while smoker is yes"));
  ASSERT_EQ(d.state, State::found) << d.why;
  EXPECT_EQ(words(d), "medicines: tretinoin, last 2026-03-12, prescribed yes");
  EXPECT_EQ(to_iso(d.witness->visit), "2026-03-16");
  EXPECT_NE(d.witness->record_json.find("\"birth_date\": \"1988-05-04\""), std::string::npos)
      << "born like everybody, though no check reads an age";
}

TEST(Differ, months_against_days) {
  EXPECT_EQ(differ_in(check("a", "wait 12 months after last retinoid"), check("a", "wait 365 days after last retinoid"))
                .state,
            State::found)
      << "in a leap year";
  EXPECT_EQ(
      differ_in(check("a", "wait 12 months after last retinoid"), check("a", "wait 1 year after last retinoid")).state,
      State::proved);
}

TEST(Differ, one_way_only) {
  const std::string a = check("a", "wait 5 days after last retinoid"),
                    b = check("a", "wait 7 days after last retinoid");
  Compared compared;
  compared.way = Compared::Way::only_a_waits;
  EXPECT_EQ(differ_in(a, b, compared).state, State::proved);
  compared.way = Compared::Way::only_b_waits;
  EXPECT_EQ(differ_in(a, b, compared).state, State::found);
}

TEST(Differ, a_check_alone_and_the_whole) {
  // Another check waits whenever the changed one does.
  const std::string wide = check("wide", "wait 9 days after last retinoid");
  const std::string a = wide + check("a", "wait 5 days after last retinoid"),
                    b = wide + check("a", "wait 4 days after last retinoid");
  EXPECT_EQ(differ_in(a, b).state, State::proved);
  Compared compared;
  compared.check = "a";
  const Difference alone = differ_in(a, b, compared);
  ASSERT_EQ(alone.state, State::found) << alone.why;
  EXPECT_EQ(words(alone), "medicines: tretinoin, last 2026-03-12, prescribed yes");
}

TEST(Differ, notes_and_better_tiers) {
  Compared compared;
  compared.check = "a";
  EXPECT_EQ(
      differ_in(check("a", "note \"x\" while smoker is yes"), check("a", "note \"y\" while smoker is yes"), compared)
          .state,
      State::proved);
  EXPECT_EQ(
      differ_in(check("a", "note \"x\" while smoker is yes"), check("a", "note \"x\" while nursing is yes"), compared)
          .state,
      State::found);
  EXPECT_EQ(differ_in(check("a", "wait 5 days after last retinoid, better 7 days"),
                      check("a", "wait 5 days after last retinoid, better 8 days"), compared)
                .state,
            State::found);
  EXPECT_EQ(differ_in(check("a", "wait 5 days after last retinoid, better 7 days"),
                      check("a", "wait 5 days after last retinoid, better 8 days"))
                .state,
            State::proved);
}

TEST(Differ, who_may_clear) {
  const Difference d = differ_in(check("a", "wait for clearance by doctor while lupus is present"),
                                 check("a", "wait for clearance by dermatologist while lupus is present"));
  ASSERT_EQ(d.state, State::found) << d.why;
  EXPECT_NE(words(d).find("clearance of a by doctor"), std::string::npos) << words(d);
  EXPECT_EQ(differ_in(check("a", "wait for clearance by doctor while lupus is present"),
                      check("a", "wait for clearance by doctor or dermatologist while lupus is present"))
                .state,
            State::proved)
      << "a dermatologist is a doctor";
}

TEST(Differ, a_check_taken_away) {
  const Difference d = differ_in(check("a", "wait while smoker is yes") + check("b", "wait while nursing is yes"),
                                 check("a", "wait while smoker is yes"));
  ASSERT_EQ(d.state, State::found) << d.why;
  EXPECT_EQ(words(d), "nursing: yes");
}

TEST(Differ, the_same_said_otherwise) {
  EXPECT_EQ(differ_in(check("a", "wait while not (smoker is yes or nursing is yes)"),
                      check("a", "wait while smoker is no and nursing is no"))
                .state,
            State::proved);
  EXPECT_EQ(
      differ_in(check("a", "wait while any retinoid"), check("a", "wait while any retinoid or any tretinoin")).state,
      State::proved);
  EXPECT_EQ(
      differ_in(check("a", "wait while any tretinoin or isotretinoin"), check("a", "wait while any retinoid")).state,
      State::not_decided)
      << "a retinoid that is neither is none that a record can name exactly";
}

TEST(Differ, a_clearance_that_is_wanted_afterwards) {
  // They part on days on which it no longer holds, which are left open: no proof that they are the same.
  EXPECT_NE(differ_in(check("a", "wait while cold_sore is present\n  then cleared by doctor"),
                      check("a", "wait while cold_sore is present\n  cleared by doctor"))
                .state,
            State::proved);
  EXPECT_EQ(differ_in(check("a", "wait while cold_sore is present\n  then cleared by doctor"),
                      check("a", "wait while cold_sore is present\n  then cleared by doctor"))
                .state,
            State::proved);
  EXPECT_EQ(differ_in(check("a", "wait 3 days after last laser\n  then cleared by doctor"),
                      check("a", "wait 3 days after last laser"))
                .state,
            State::found);
}

TEST(Differ, what_cannot_be_compared) {
  const auto a = program(check("a", "wait while smoker is yes"));
  auto other = std::make_shared<compile::Program>(*a);
  auto vocabulary = std::make_shared<check::Vocabulary>(*a->vocabulary);
  vocabulary->questions.front().name = "birthday";
  other->vocabulary = vocabulary;
  const Difference d = differ(a, other, {}, {});
  EXPECT_EQ(d.state, State::not_decided);
  EXPECT_EQ(d.why, "the two have different vocabularies");
}

TEST(Differ, how_long_forms_and_clearances_hold) {
  const std::string one = check("a", "wait while lupus is present\n  cleared by doctor");
  const auto with = [&](const std::string& validity) {
    std::string text = head;
    text.insert(text.find("source"), validity);
    const support::Rules rules = support::load({vocabulary, text + one});
    return rules.programs.front();
  };
  const Difference forms = differ(with("  form holds 12 months\n"), with("  form holds 6 months\n"), {}, {});
  ASSERT_EQ(forms.state, State::found) << forms.why;
  EXPECT_NE(words(forms).find("form signed on"), std::string::npos) << words(forms);
  EXPECT_EQ(differ(with("  form holds 12 months\n"), with("  form holds 1 year\n"), {}, {}).state, State::proved);
  const Difference clearances =
      differ(with("  clearance holds 12 months\n"), with("  clearance holds 6 months\n"), {}, {});
  ASSERT_EQ(clearances.state, State::found) << clearances.why;
  EXPECT_NE(words(clearances).find("clearance of a by doctor on 2025-09-15"), std::string::npos) << words(clearances);
}

}  // namespace
}  // namespace contra::prove::test
