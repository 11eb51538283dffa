// What to ask next (`contra.next/1`): which answers can still change the verdict of the asked day, the earliest day or
// a note, and which questions can change nothing any more. next.schema.json beside this file is its JSON Schema.
#pragma once

#include <string>

#include "eval/decide.hpp"

namespace contra::serve {

/// The decision and the facts belong together; the decision has its promises.
///
/// What holds of it (tests/serve/next_test.cpp), of answers that do not contradict others:
/// - settled: no answer to an open question changes the verdict of a treatment on the asked day;
/// - hidden: no answer to such a question changes a verdict or an earliest day, whatever else is still open.
std::string next_json(const eval::Decision& decision, const eval::Facts& facts);

/// `settled` alone: it needs no promises.
bool is_settled(const eval::Decision& decision);

}  // namespace contra::serve
