// A vocabulary with one of everything that an answer can be, and a pack that reads some of it.
#pragma once

#include <string_view>

namespace contra::bulk_tests {

inline constexpr std::string_view wide_vocabulary = R"(vocabulary wide 1.0.0 "Words with one of everything"
tolerance
  weeks 4 days
area body "the body"
area face "the face" part of body
area neck "the neck" part of body also "throat"
role doctor "a doctor"
term product "product"
term retinoid "retinoid" is a product also "vitamin A"
term tretinoin "tretinoin" is a retinoid also "Retin-A"
term both "both of them" is a retinoid, peel
term procedure "procedure"
term peel "peel" is a procedure
term needling "needling" is a procedure
term facial "facial" is a procedure
term sun "strong sun"
term sunbed "sunbed" is a sun
term condition "condition"
term eczema "eczema" is a condition
term illness "illness"
term latex "latex"
list products "What do you use?" of product records exposures
  detail area area
list medicines "What do you take?" of illness, product records exposures
  detail prescribed yes or no
  detail area area
list needlings "What have you had done?" of procedure records exposures
  detail depth one of superficial, medium, deep in order for peel
  detail depth number in mm from 0.1 to 8 for needling
  detail area area
list sun_had "Sun in the last months?" of sun records exposures
  looks back 3 months
list illnesses "Illnesses, had or planned to be treated?" of illness records exposures, past or planned
list skin_now "What is on your skin?" of condition records states
  detail area area
list plans "What do you plan?" of sun records events to come
list allergies "What are you allergic to?" of latex records allergies
list insulin "Which insulin?" of illness records exposures
  asked only when sugar is yes, else no
  looks back 2 months
ask birth_date "When were you born?" past day
ask fever "Do you have a fever?" yes or no
  not applicable counts as no
ask self "You?" yes or no
ask family "Your family?" yes or no
ask friend "Your friend?" yes or no
ask box "Any of them?" yes or no, for any of self, family, friend
ask seen_a "One?" yes or no
  answered by practitioner
ask seen_b "Two?" yes or no
  answered by practitioner
ask seen_box "One or two?" yes or no, for any of seen_a, seen_b
ask sugar "Do you have diabetes?" yes or no
ask control "How well is it kept?" one of good "Very well", middling "So-so", poor in order
  asked only when sugar is yes
ask pump "Do you have a pump?" yes or no
  asked only when sugar is yes, else no
ask pump_age "When was it put in?" past day
  asked only when pump is yes, else no
ask weight "What do you weigh?" number in kg from 30 to 250
ask burn "When did you last burn?" past day
ask trip "When is your next trip?" future day
ask place "Where is it?" area
ask words "Anything else?" text
ask skin "Skin type" one of I, II, III, IV in order
  answered by practitioner
)";

inline constexpr std::string_view wide_pack = R"(pack wide_pack 1.0.0 "Wide Pack"
  use wide 1
  depth in mm from 0.1 to 3
  needs birth_date, fever, skin
  form holds 12 months
source house "House rule" house
check retinoid_cream
  wait 5 days after last retinoid in treated area, better 7 days
  because "b" tell "t" cite house
check earlier_peel
  wait 1 month after last peel in treated area
  because "b" tell "t" cite house
check sun_to_come
  wait from 7 days before start of sun until 14 days after its end
  because "b" tell "t" cite house
check with_fever
  wait while fever is yes
  because "b" tell "t" cite house
check under_age
  wait for clearance by doctor while age is under 18 years
  because "b" tell "t" cite house
check pump_there
  wait for clearance by doctor while pump is yes or control is poor
  because "b" tell "t" cite house
check heavy
  wait for clearance by doctor while weight is above 150 kg
  because "b" tell "t" cite house
check burnt
  wait 14 days after last burn
  because "b" tell "t" cite house
check boxed
  wait for clearance by doctor while box is yes
  because "b" tell "t" cite house
check eczema_there
  wait while eczema is present in treated area, until "healed"
  because "b" tell "t" cite house
check gloves
  go only with "other gloves" while allergic to latex
  because "b" tell "t" cite house
)";

}  // namespace contra::bulk_tests
