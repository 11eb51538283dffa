// Small questions about the tree.
#include "syntax/tree.hpp"

namespace contra::syntax {

Span span_of(const Value& value) {
  if (const auto* name = std::get_if<Name>(&value)) return name->span;
  return std::get<Quantity>(value).span;
}

}  // namespace contra::syntax
