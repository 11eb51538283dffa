// A small vocabulary and pack for the fuzz targets: one of most things, so that a strange record can meet it.
#pragma once

#include <string_view>

namespace contra::fuzz {

inline constexpr std::string_view small_vocabulary = R"(vocabulary small 1.0.0 "Words of the fuzz targets"
tolerance
  weeks 4 days
area face "face"
area cheek "cheek" part of face
area body "body"
role practitioner "the practitioner"
role doctor "a doctor"
role dermatologist "a dermatologist" is a doctor
term product "product"
term retinoid "retinoid" is a product also "vitamin A"
term tretinoin "tretinoin" is a retinoid also "Retin-A"
term medicine "medicine"
term isotretinoin "isotretinoin" is a medicine prescribed
term procedure "procedure"
term peel "peel" is a procedure
term condition "condition"
term eczema "eczema" is a condition
term sun "strong sun"
term latex "latex"
list products "What do you use on your skin?" of product records exposures
  detail area area
list medicines "What do you take?" of medicine records exposures
  detail prescribed yes or no
  looks back 12 months
list procedures "What have you had done?" of procedure records exposures
  detail depth one of superficial, medium, deep in order for peel
  detail area area
list skin_now "What do you have on your skin?" of condition records states
  detail area area
list plans "What do you plan?" of sun records events to come
list allergies "What are you allergic to?" of latex records allergies
ask birth_date "When were you born?" past day
ask pregnant "Are you pregnant?" yes or no
  not applicable counts as no
ask nursing "Are you breastfeeding?" yes or no
ask keloid_self "Do you have keloids?" yes or no
ask keloid_family "Does your family?" yes or no
ask keloid_box "Keloids, you or family?" yes or no, for any of keloid_self, keloid_family
ask diabetes "Do you have diabetes?" yes or no
ask control "How well is it kept?" one of good, middling, poor in order
  asked only when diabetes is yes
ask weight "What do you weigh?" number in kg from 30 to 250
ask skin_type "Skin type" one of I, II, III, IV, V, VI in order
  answered by practitioner
ask no_products "I use nothing" yes or no
ask last_burn "When did you last burn?" past day
)";

inline constexpr std::string_view small_pack = R"(pack small_needling 1.0.0 "Needling of the fuzz targets"
  use small 1
  depth in mm from 0.1 to 3
  needs birth_date, pregnant, medicines for isotretinoin, skin_type
  form holds 12 months
  form older than 30 days needs change check not older than 14 days
  clearance holds 6 months
source house "House rule" house
check retinoid_cream
  wait 5 days after last retinoid in treated area, better 7 days
  because "b" tell "t" cite house
check acne_medicine
  wait 6 months after last isotretinoin
  cleared by dermatologist
  because "b" tell "Please ask your prescriber." cite house
check earlier_peel
  wait after last peel in treated area by depth
    superficial 14 days
    medium 42 days
    deep 3 months
  because "b" tell "t" cite house
check burn
  wait 14 days after last last_burn
  because "b" tell "t" cite house
check sun_to_come
  wait from 7 days before start of sun until 14 days after its end
  because "b" tell "t" cite house
check with_child
  wait while pregnant is yes or nursing is yes
  because "b" tell "t" cite house
check under_age
  wait for clearance by doctor while age is under 18 years
  because "b" tell "t" cite house
check eczema_there
  wait while eczema is present in treated area, until "healed"
  because "b" tell "t" cite house
check keloids
  wait for clearance by dermatologist while keloid_box is yes
  because "b" tell "t" cite house
check sugar
  wait for clearance by doctor while diabetes is yes and control is poor
  because "b" tell "t" cite house
check dark_skin
  limit depth to 1.5 mm while skin_type is at least IV
  because "b" tell "t" cite house
check gloves
  go only with "other gloves" while allergic to latex
  because "b" tell "t" cite house
check none_but_some
  ask again while no_products is yes and any products
  because "b" tell "t" cite house
guarantee never_pregnant
  never go while pregnant is yes
  because "b" tell "t" cite house
)";

}  // namespace contra::fuzz
