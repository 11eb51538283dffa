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
        "Hold off on your cream for a week.", "Wean yourself off it.", "Stop it, unless your doctor says otherwise.",
        "You should be off your tablets for three days.", "No tablets for three days before.",
        "Take your last dose three days before.", "Three days without your blood thinner, please.",
        "Drop it three days before; take it again afterwards.", "Reduce it to half.",
        "You will need to have stopped taking it three days before.", "Your tablets must be stopped three days before.",
        "Isotretinoin should be discontinued six months before.", "Delay your dose until after the visit.",
        "Please hold your blood thinner.", "Postpone the injection until we have seen you.",
        "Cut down before you come.", "It needs to be paused a week before.",
        "Your cream has to be skipped that evening."));

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
        "Rather than stopping it, choose a later day.", "Talk to your prescriber before you change anything.",
        "Ask your doctor whether your tablets should be stopped.", "Never go without your tablets.",
        "Nothing has to be stopped.", "It must not be stopped without asking your doctor.",
        "Please tell us when it was stopped.", "Tell us if it has been stopped by your doctor.",
        "A drop of oil is fine.", "No make-up for a day, please.", "Please hold your appointment.",
        "When did you take your last dose?", "Let us know the day of your last dose.",
        "If your doctor has stopped it, tell us the day.", "It may have to be paused by your prescriber.",
        "Come without make-up.", "No medicine is needed.", "Cooling will reduce it."));

TEST(AsksForStopped, SeesWhatHasToBeSoBefore) {
  for (const char* text : {"the tablets paused for three days", "stopped for a week", "blood thinner skipped"})
    EXPECT_TRUE(asks_for_stopped(text).has_value()) << text;
  for (const char* text : {"ended by the prescriber", "stopped by the doctor", "healed, seen by the practitioner",
                           "not stopped", "the antiviral taken as prescribed"})
    EXPECT_FALSE(asks_for_stopped(text).has_value()) << text;
}

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
  EXPECT_TRUE(leaves_prescribed_out("painkillers that nobody has prescribed for you"));
  EXPECT_FALSE(leaves_prescribed_out("prescribed retinoids"));
  EXPECT_TRUE(speaks_of_prescriber("unless your dermatologist agrees"));
  EXPECT_FALSE(speaks_of_prescriber("unless you like"));
}

}  // namespace
}  // namespace contra::check
