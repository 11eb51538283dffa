// See meaning.hpp.
#include "lsp/meaning.hpp"

#include <set>

namespace contra::lsp {

namespace {

template <class Thing, class Ids>
const Thing* by_name(const std::vector<Thing>& things, const Ids& ids, std::string_view name) {
  const auto found = ids.find(name);
  if (found == ids.end()) return nullptr;
  return &things[static_cast<std::size_t>(found->second)];
}

const check::Check* among(const std::vector<check::Check>& checks, std::string_view name) {
  for (const auto& check : checks)
    if (check.name == name) return &check;
  return nullptr;
}

}  // namespace

const check::Vocabulary* vocabulary_of(const Reading& reading, std::string_view scope) {
  return reading.rules.checked ? reading.rules.checked->vocabulary(scope) : nullptr;
}

const check::Pack* pack_of(const Reading& reading, std::string_view name) {
  return reading.rules.checked ? reading.rules.checked->pack(name) : nullptr;
}

const check::Check* check_of(const Reading& reading, std::string_view pack, std::string_view name) {
  if (const check::Pack* found = pack_of(reading, pack))
    if (const check::Check* check = among(found->checks, name)) return check;
  if (reading.rules.checked)
    for (const auto& policy : reading.rules.checked->policies)
      if (policy->pack == pack)
        if (const check::Check* check = among(policy->checks, name)) return check;
  return nullptr;
}

const check::Term* term_of(const check::Vocabulary& v, std::string_view name) {
  return by_name(v.terms, v.term_ids, name);
}
const check::Area* area_of(const check::Vocabulary& v, std::string_view name) {
  return by_name(v.areas, v.area_ids, name);
}
const check::Role* role_of(const check::Vocabulary& v, std::string_view name) {
  return by_name(v.roles, v.role_ids, name);
}
const check::List* list_of(const check::Vocabulary& v, std::string_view name) {
  return by_name(v.lists, v.list_ids, name);
}
const check::Question* question_of(const check::Vocabulary& v, std::string_view name) {
  return by_name(v.questions, v.question_ids, name);
}

std::vector<std::string> checks_that_use(const Reading& reading, const std::vector<Symbol>& symbols) {
  std::set<text::Span> items;
  for (const Symbol& symbol : symbols)
    if (const auto id = reading.index.find(symbol))
      for (const Occurrence* place : reading.index.of(*id))
        if (!place->declares) items.insert(place->item);
  std::set<std::string> names;
  for (const text::Span& item : items) {
    // The name of an item is the first one in it.
    const Occurrence* first = nullptr;
    for (std::uint32_t at = item.begin; at < item.end && first == nullptr; ++at) {
      const Occurrence* here = reading.index.at(item.file, at);
      if (here != nullptr && here->item == item) first = here;
    }
    if (first == nullptr) continue;
    const Symbol& symbol = reading.index.symbol(first->symbol);
    if (symbol.kind == NameKind::check) names.insert(symbol.scope + "." + symbol.name);
  }
  return {names.begin(), names.end()};
}

}  // namespace contra::lsp
