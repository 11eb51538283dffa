// A small vocabulary and pack for tests of coverage and of mutants.
#pragma once

#include <string>

#include "rules.hpp"

namespace contra::trial {

inline const std::string small_vocabulary = R"(vocabulary words 1.0.0 "Words"
area face "face"
area cheeks "cheeks" part of face
area back "back"
role practitioner "the practitioner"
role doctor "a doctor"
role surgeon "a surgeon" is a doctor
term product "product"
term retinoid "retinoid" is a product
term tretinoin "tretinoin" is a retinoid
term adapalene "adapalene" is a retinoid
term vitamin "vitamin" is a product
term medicine "medicine"
term thinner "blood thinner" is a medicine
term aspirin "aspirin" is a thinner
term heparin "heparin" is a thinner
term antiviral "antiviral" is a medicine
term procedure "procedure"
term peel "peel" is a procedure
term laser "laser" is a procedure
term illness "illness"
term epilepsy "epilepsy" is an illness
list products "What do you use?" of product records exposures
  detail area area
list medicines "What do you take?" of medicine records exposures
  detail prescribed yes or no
list procedures "What was done?" of procedure records exposures
  detail area area
  detail depth one of superficial, medium, deep in order for peel
list plans "What is planned?" of procedure records events to come
  detail area area
list illnesses "What do you have?" of illness records states
ask birth_date "When were you born?" past day
ask pregnant "Are you pregnant?" yes or no
ask fever "Do you have a fever?" yes or no
ask skin_type "Skin type" one of I, II, III, IV, V in order
)";

inline const std::string small_head = R"(pack needling 1.0.0 "Needling"
  use words 1
  depth in mm from 0.1 to 3
  needs birth_date
  form holds 12 months
source house "House rule" house
example person "Nothing found"
  visit 2026-03-16
  plan needling in face depth 1.0 mm
  given birth_date is 1988-05-04
  given skin_type is II
  given every other question no
)";

/// The small vocabulary, the pack with `checks`, and `tests` in a file of their own.
inline LoadedRules small(const std::string& checks, const std::string& tests) {
  LoadedRules out = load({{"words.contra", small_vocabulary},
                          {"needling.contra", small_head + checks},
                          {"tests.contra", "tests for needling\n" + tests}});
  expect_loaded(out);
  return out;
}

}  // namespace contra::trial
