// A small vocabulary and pack for comparisons, and versions of them from text.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "diff/diff.hpp"
#include "support/rules.hpp"

namespace contra::diff {

inline const std::string small_vocabulary = R"(vocabulary small 1.0.0 "A small vocabulary"
area body "the body"
area face "the face" part of body
area nose "the nose" part of face
area legs "the legs" part of body
role doctor "doctor"
role surgeon "surgeon" is a doctor
role nurse "nurse"
term product "product"
term retinoid "retinoid" is a product
term tretinoin is a retinoid also "Retin-A"
term retinol is a retinoid
term scrub "scrub" is a product
term treatment "treatment"
term peel "peel" is a treatment
term needling "needling" is a treatment
term plan "plan"
term holiday "holiday" is a plan
list products "What do you use?"
  of product
  records exposures
  detail area area
  detail prescribed yes or no
list treatments "What was done?"
  of treatment
  records exposures
  detail area area
  detail depth one of light, deep in order for peel
list plans "What is planned?"
  of plan
  records events to come
ask birth_date "When were you born?" past day
ask fever "Do you have a fever?" yes or no
ask tired "Are you tired?" yes or no
ask skin "Skin type" one of I, II, III, IV in order
ask weight "Your weight" number in kg from 20 to 300
tolerance
  days 1 day
  weeks 4 days
  months 15 days
  years 2 months
)";

/// A pack with these checks.
inline std::string small_pack(const std::string& checks, const std::string& head = {}) {
  return "pack demo 1.0.0 \"Demo\"\n  use small 1\n  depth in mm from 0.1 to 3.0\n  form holds 12 months\n" + head +
         "\nsource house \"House\" house\n\n" + checks;
}
/// A check with what every check must have.
inline std::string check_of(const std::string& name, const std::string& rule) {
  return "check " + name + " \"Check " + name + "\"\n  " + rule + "\n  because \"Because\"\n  cite house\n\n";
}

struct Loaded {
  support::Rules rules;
  Version version;
};
inline std::shared_ptr<Loaded> version_of(const std::string& name, const std::string& pack,
                                          const std::string& vocabulary = small_vocabulary) {
  auto out = std::make_shared<Loaded>();
  out->rules = support::load({vocabulary, pack});
  out->version = {name, &out->rules.sources, out->rules.programs, {}};
  return out;
}

struct Compared {
  std::shared_ptr<Loaded> a, b;
  Report report;

  const Item& item(const std::string& name) const {
    static const Item none;
    for (const auto& vocabulary : report.vocabularies)
      for (const auto& item : vocabulary.items)
        if (item.name == name) return item;
    for (const auto& pack : report.packs)
      for (const auto& item : pack.items)
        if (item.name == name) return item;
    ADD_FAILURE() << "nothing is said of " << name;
    return none;
  }
};

/// Compares, and holds every record that is shown against the engine.
inline Compared compare_versions(std::shared_ptr<Loaded> a, std::shared_ptr<Loaded> b) {
  Compared out{a, b, compare(a->version, b->version, {*day_of({2026, 3, 16})})};
  const auto replay = [&](const Item& item) {
    for (const Witness& w : item.witnesses) {
      for (const auto& [side, answer] : {std::pair{a.get(), &w.a}, std::pair{b.get(), &w.b}}) {
        if (answer->refused) continue;
        const eval::Decision decision = support::decide(side->rules, w.record);
        const auto& t = decision.treatments.at(0);
        EXPECT_EQ(t.verdict, answer->verdict) << w.record;
        EXPECT_TRUE(t.earliest == answer->earliest) << w.record;
        EXPECT_TRUE(t.go == answer->go && t.renewed == answer->renewed) << w.record;
      }
    }
    // What moves is shown by somebody, and what does not move shows nobody.
    EXPECT_EQ(item.witnesses.empty(), item.reach < Reach::advice) << item.name;
  };
  for (const auto& vocabulary : out.report.vocabularies)
    for (const auto& item : vocabulary.items) replay(item);
  for (const auto& pack : out.report.packs)
    for (const auto& item : pack.items) replay(item);
  return out;
}
inline Compared compare_packs(const std::string& checks_a, const std::string& checks_b) {
  return compare_versions(version_of("a", small_pack(checks_a)), version_of("b", small_pack(checks_b)));
}

}  // namespace contra::diff
