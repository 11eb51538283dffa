// What the driver (parse.cpp) may ask of the grammar. No Boost here.
#pragma once

#include "syntax/state.hpp"
#include "syntax/tree.hpp"

namespace contra::syntax {

/// Reads the block that `state` is at. Faults are reported; what could not be read is `Broken` or absent.
void parse_header(State& state, Header& header);
void parse_item(State& state, Item& item);
/// False when there is no condition; the reason is reported.
bool parse_whole_condition(State& state, Condition& condition);

/// Sorts out `and` and `or` of one level; mixed ones are reported.
struct Chain {
  std::vector<Condition> operands;
  std::vector<Name> joins;  // the connectives with their places
};
Condition finish_chain(State& state, Chain&& chain, Span span);

}  // namespace contra::syntax
