// From names to what they mean in rules that were read without an error.
#pragma once

#include <string_view>
#include <vector>

#include "lsp/workspace.hpp"

namespace contra::lsp {

const check::Vocabulary* vocabulary_of(const Reading& reading, std::string_view scope);
const check::Pack* pack_of(const Reading& reading, std::string_view name);
/// A check of a pack, or of a policy on it.
const check::Check* check_of(const Reading& reading, std::string_view pack, std::string_view name);

/// By name; null when there is none.
const check::Term* term_of(const check::Vocabulary& vocabulary, std::string_view name);
const check::Area* area_of(const check::Vocabulary& vocabulary, std::string_view name);
const check::Role* role_of(const check::Vocabulary& vocabulary, std::string_view name);
const check::List* list_of(const check::Vocabulary& vocabulary, std::string_view name);
const check::Question* question_of(const check::Vocabulary& vocabulary, std::string_view name);

/// The items (checks, guarantees and changes of policies by name, `pack.check`) in which one of `symbols` is used.
std::vector<std::string> checks_that_use(const Reading& reading, const std::vector<Symbol>& symbols);

/// What the header or the item that declares a name holds, in the tree; null when it is of another kind.
template <class Item>
const Item* item_of(const Reading& reading, const Symbol& symbol) {
  const auto id = reading.index.find(symbol);
  if (!id) return nullptr;
  for (const Occurrence* place : reading.index.of(*id)) {
    if (!place->declares) continue;
    const syntax::File* tree = reading.tree(place->span.file);
    if (tree == nullptr) continue;
    for (const syntax::Item& item : tree->items)
      if (item.span == place->item)
        if (const auto* node = std::get_if<Item>(&item.node)) return node;
  }
  return nullptr;
}

}  // namespace contra::lsp
