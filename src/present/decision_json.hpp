// Writes `contra.decision/1`: one JSON object, no line break in it, the same bytes for the same decision.
// decision.schema.json beside this file is its JSON Schema.
#pragma once

#include <string>
#include <string_view>

#include "eval/decide.hpp"

namespace contra::present {

/// `engine` names the program and its version ("contra 0.1.0"). `facts` are those that the decision was made from.
std::string decision_json(const eval::Decision& decision, const eval::Facts& facts, const std::string& engine);

/// "law", "label", "guideline", "study", "guidance" or "house".
std::string_view strength_name(syntax::Strength strength);

/// What a question is about, by the name that it has in JSON: "question", "entry_date", …
std::string_view cause_name(eval::Cause::What what);

}  // namespace contra::present
