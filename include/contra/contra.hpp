// The whole C++ surface of contra: rules, intake records, decisions. Standard library only. No globals, no clock, no
// output; nothing is thrown for what callers are given from outside.
#pragma once

#include "contra/batch.hpp"
#include "contra/calendar.hpp"
#include "contra/date.hpp"
#include "contra/decision.hpp"
#include "contra/diagnostic.hpp"
#include "contra/export.hpp"
#include "contra/intake.hpp"
#include "contra/pack.hpp"
#include "contra/record.hpp"

/* Example:
#include "contra/contra.hpp"

int main() {
  const auto rules = contra::load_built_in();
  if (!rules) return 1;
  const auto intake = contra::read_intake(*rules, R"({"record": "contra.intake/1", "id": "c-1", "visit": "2026-03-16",
                                                      "plan": [{"treatment": "microneedling", "area": "face"}]})");
  if (!intake) return 1;
  const contra::Decision decision = contra::screen(*intake);
  // Nobody has answered anything, so it waits, and says what to ask.
  const auto& microneedling = decision.treatments().front();
  const bool waits = decision.verdict() == contra::Verdict::wait && !microneedling.questions.empty();
  return waits && contra::to_json(decision).find("\"WAIT\"") != std::string::npos ? 0 : 1;
}
*/
