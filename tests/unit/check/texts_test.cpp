// The lints on texts for clients, both ways: what they catch, and what they leave alone.
#include <gtest/gtest.h>

#include "check/texts.hpp"

namespace contra::check {
namespace {

class TellsToStop : public testing::TestWithParam<const char*> {};
class LeavesAlone : public testing::TestWithParam<const char*> {};

TEST_P(TellsToStop, IsCaught) { EXPECT_TRUE(tells_to_stop(GetParam()).has_value()) << GetParam(); }
TEST_P(LeavesAlone, IsNot) {
  const auto found = tells_to_stop(GetParam());
  EXPECT_FALSE(found.has_value()) << GetParam() << ": " << (found ? found->words : "");
}

INSTANTIATE_TEST_SUITE_P(
    Texts, TellsToStop,
    testing::Values(
        "Please stop your capsules six months before the visit.", "Stop tretinoin 5 days before.",
        "You must discontinue it for a week.", "Pause your medicine.", "Skip the morning dose.",
        "Come off your blood thinner first.", "Please come back once you are well; then stop it.",
        "Do not take your tablets on the day.", "Don't use your cream.", "Don\xE2\x80\x99t take it in the morning.",
        "Take a break from your retinoid.", "Leave your tablets out on the day.", "You should not take it.",
        "Never take it on the day of the visit.", "Avoid taking your medicine.", "Reduce your dose before the visit.",
        "We cannot treat you until you stop the medicine.", "If not, you should stop it.",
        "Before you come, stop your retinoid.", "Ask your prescriber before you come and stop your retinoid.",
        "Talk to your doctor, then stop it 5 days before.", "Tell your doctor you will stop it.",
        "Please stop it and tell your doctor.", "Put your medicine on hold.",
        "If you do not feel well, stop your medicine.", "STOP ALL RETINOIDS", "No longer use it from Monday.",
        "Hold off on your cream for a week.", "Wean yourself off it.", "Stop it, unless your doctor says otherwise."));

INSTANTIATE_TEST_SUITE_P(
    Texts, LeavesAlone,
    testing::Values(
        "Please let us know when you last used it.",
        "Ask your prescriber before you change or stop a prescribed treatment.",
        "Do not stop it without asking your prescriber.", "Please do not change, pause or stop it yourself.",
        "Never stop a prescribed medicine for a treatment of ours.", "There is no need to stop it.",
        "You need not stop anything.", "We will not ask you to stop it.", "Before you stop it, ask your prescriber.",
        "If your prescriber ends it by May, we can see you in June.", "Your prescriber may pause it for you.",
        "If your doctor tells you to stop it, let us know.", "Stop it only if your prescriber agrees.",
        "Only stop it after talking to your doctor.", "Please let us know when you stop it.", "When did you stop it?",
        "Do not take more of it without asking your pharmacist.", "Please stop waxing a week before.",
        "Please skip make-up on the day.", "We leave the numbing cream out.", "We will pause when you like.",
        "Keep taking it as prescribed.", "Your dermatologist decides whether to pause it.",
        "Rather than stopping it, choose a later day.", "Talk to your prescriber before you change anything."));

TEST(TellsToStop, PointsAtTheWords) {
  const auto found = tells_to_stop("Thank you. Please Come off it.");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->words, "Come off");
  EXPECT_EQ(found->at, 18u);
}

TEST(Alarms, FindsWhatFrightens) {
  for (const char* text : {"This is dangerous.", "A severe reaction", "You could die.", "There is a risk of cancer.",
                           "It may cause cancer", "A cancer risk", "permanently scarred", "Toxic!"})
    EXPECT_TRUE(alarms(text).has_value()) << text;
  for (const char* text : {"Please tell us about cancer treatment.", "Hair dye is fine.", "A diet with less salt",
                           "Botulinum toxin", "Permanent make-up", "Tell your doctor"})
    EXPECT_FALSE(alarms(text).has_value()) << text;
}

TEST(Prescribed, IsLeftOut) {
  EXPECT_TRUE(leaves_prescribed_out("vitamin A products that are not prescribed"));
  EXPECT_TRUE(leaves_prescribed_out("over-the-counter retinol"));
  EXPECT_FALSE(leaves_prescribed_out("prescribed retinoids"));
  EXPECT_TRUE(speaks_of_prescriber("unless your dermatologist agrees"));
  EXPECT_FALSE(speaks_of_prescriber("unless you like"));
}

}  // namespace
}  // namespace contra::check
