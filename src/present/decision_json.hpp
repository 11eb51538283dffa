// Writes `contra.decision/1`: one JSON object, no line break in it, the same bytes for the same decision.
// decision.schema.json beside this file is its JSON Schema.
#pragma once

#include <string>

#include "eval/decide.hpp"

namespace contra::present {

/// `engine` names the program and its version ("contra 0.1.0"). `facts` are those that the decision was made from.
std::string decision_json(const eval::Decision& decision, const eval::Facts& facts, const std::string& engine);

}  // namespace contra::present
