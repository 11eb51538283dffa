// The rules that are built in, loaded once for a test program.
#pragma once

#include "api/load.hpp"

namespace contra_test {

inline const contra::api::LoadedRules& shipped_rules() {
  static const contra::api::LoadedRules rules = [] {
    contra::api::RulesWanted wanted;
    wanted.built_in = true;
    return contra::api::load_rules(wanted);
  }();
  return rules;
}

}  // namespace contra_test
