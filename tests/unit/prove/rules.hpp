// A small vocabulary as rule text, and packs over it, for the tests of the prove room.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "prove/prove.hpp"
#include "prove/session.hpp"
#include "support/rules.hpp"

namespace contra::prove::test {

inline const std::string vocabulary = R"rules(vocabulary skin 1.0.0 "Made up"
area body
area face
  part of body
area eyes
  part of face
area arm
  part of body
role practitioner
role doctor
role dermatologist is a doctor
role oncologist is a doctor
term medicine
term retinoid is a medicine
term tretinoin is a retinoid
term isotretinoin is a retinoid
term antiviral is a medicine
term procedure
term peel is a procedure
term laser is a procedure
term illness
term cold_sore is an illness
term lupus is an illness
term allergen
term nickel is an allergen
term holiday
list medicines "Medicines?"
  of medicine
  records exposures
  detail prescribed yes or no
list procedures "Treatments?"
  of procedure
  records exposures
  detail area area
  detail depth one of light, deep in order for peel
list health "Illnesses?"
  of illness
  records states
list allergies "Allergies?"
  of allergen
  records allergies
list plans "Plans?"
  of holiday, procedure
  records events to come
  detail area area for procedure
ask birth_date "When were you born?"
  past day
ask pregnant "Are you pregnant?"
  yes or no
ask nursing "Do you breastfeed?"
  yes or no
ask smoker "Do you smoke?"
  yes or no
ask skin_type "Skin type?"
  one of I, II, III in order
  answered by practitioner
)rules";

inline const std::string head = R"rules(pack lamp 1.0.0 "Made up"
  use skin 1
  depth one of light, deep in order
source house "Made up" house
)rules";

/// A check with what every check must have.
inline std::string check(const std::string& name, const std::string& body) {
  return "check " + name + " \"" + name + "\"\n  " + body + "\n  because \"Made up\"\n  cite house\n";
}
inline std::string guarantee(const std::string& name, const std::string& condition) {
  return "guarantee " + name + "\n  never go while " + condition + "\n  because \"Made up\"\n  cite house\n";
}

inline std::shared_ptr<const compile::Program> program(const std::string& checks, const std::string& policy = {}) {
  std::vector<std::string> files{vocabulary, head + checks}, names;
  if (!policy.empty()) {
    files.push_back("policy \"Clinic\" on lamp 1\nsource clinic \"Made up\" house\n" + policy);
    names.push_back("Clinic");
  }
  const support::Rules rules = support::load(files, names);
  return rules.programs.empty() ? nullptr : rules.programs.front();
}

inline const Finding* find(const Report& report, Asked asked, const std::string& name = {}) {
  for (const Finding& f : report.findings)
    if (f.asked == asked && f.name == name) return &f;
  return nullptr;
}

inline State state(const Report& report, Asked asked, const std::string& name = {}) {
  const Finding* f = find(report, asked, name);
  EXPECT_NE(f, nullptr) << name;
  return f == nullptr ? State::not_decided : f->state;
}

/// Whether the engine says GO to the client.
inline bool go(const std::shared_ptr<const compile::Program>& program, const Witness& witness) {
  const auto replayed = replay(*program, witness.record_json);
  EXPECT_TRUE(replayed) << witness.record_json;
  return replayed && verdict(program, *replayed) == eval::Verdict::go;
}

}  // namespace contra::prove::test
