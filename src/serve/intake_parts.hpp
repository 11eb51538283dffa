// Parts of contra.intake/1 that are sent by themselves (a plan, a form, a clearance), judged by the reader of records
// before they are kept: nothing that it would refuse ever gets into a client's record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/load.hpp"
#include "serve/body.hpp"
#include "serve/problem.hpp"

namespace contra::serve {

/// What is wrong with a plan (a JSON array), pointers beginning at it. A treatment without rules is no fault: it waits;
/// one that is only misspelt is.
std::vector<PointedFault> plan_faults(const api::LoadedRules& rules, std::string_view plan);

/// The plan of a body's field, without white space; faults are the body's.
std::string read_plan(Body& body, const api::LoadedRules& rules, const Node& object, std::string_view field);

/// What is wrong with a form (a JSON object); pointers, lines and columns are those of the form. Answers that cannot be
/// are no fault: they are asked again.
std::vector<PointedFault> form_faults(const api::LoadedRules& rules, std::string_view form, Day today);

/// What is wrong with a clearance (a JSON object). One that would clear nothing is refused too: it was meant to.
std::vector<PointedFault> clearance_faults(const api::LoadedRules& rules, std::string_view clearance, Day today);

}  // namespace contra::serve
