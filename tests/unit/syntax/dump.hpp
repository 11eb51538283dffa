// The syntax tree as one line of text, for tests: `(wait-after 5d retinoid in-area better 7d)`.
#pragma once

#include <string>

#include "syntax/tree.hpp"

namespace contra::syntax {

std::string dump(const Condition& condition);
std::string dump(const Outcome& outcome);
std::string dump(const Item& item);
std::string dump(const Header& header);

}  // namespace contra::syntax
