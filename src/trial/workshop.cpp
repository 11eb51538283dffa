// See workshop.hpp.
#include "trial/workshop.hpp"

#include "check/check.hpp"

namespace contra::trial {

using check::Check;
using syntax::Header;

namespace {

bool belongs(const syntax::File& file, Header::Kind kind) { return file.header && file.header->kind == kind; }

const syntax::Name* name_of(const syntax::Item& item) {
  if (const auto* check = std::get_if<syntax::CheckItem>(&item.node)) return &check->name;
  if (const auto* guarantee = std::get_if<syntax::GuaranteeItem>(&item.node)) return &guarantee->name;
  if (const auto* change = std::get_if<syntax::PolicyChange>(&item.node)) return &change->check;
  return nullptr;
}

}  // namespace

Workshop::Workshop(const check::CheckedRules& rules, const text::SourceSet& sources)
    : rules_(rules), sources_(sources) {
  for (const auto& file : *rules.files) {
    if (!file.header) continue;
    const bool part = file.header->kind == Header::Kind::part && rules.vocabulary(file.header->name.text) != nullptr;
    if (file.header->kind == Header::Kind::vocabulary || part) vocabulary_.push_back(file);
  }
}

std::optional<Workshop::Place> Workshop::place_of(const Check& check) const {
  for (const auto& file : *rules_.files)
    for (std::size_t i = 0; i < file.items.size(); ++i)
      if (const syntax::Name* name = name_of(file.items[i]); name != nullptr && name->span == check.span)
        return Place{&file, i};
  return std::nullopt;
}

std::optional<syntax::CheckItem> Workshop::as_check(const syntax::Item& item) {
  if (const auto* check = std::get_if<syntax::CheckItem>(&item.node)) return *check;
  if (const auto* change = std::get_if<syntax::PolicyChange>(&item.node)) {
    syntax::CheckItem out;
    out.name = change->check;
    out.outcome = change->outcome;
    out.clauses = change->clauses;
    return out;
  }
  return std::nullopt;
}

syntax::File Workshop::head_of(const std::string& pack, bool with_checks) const {
  syntax::File out;
  for (const auto& file : *rules_.files) {
    if (!file.header || file.header->name.text != pack) continue;
    if (!belongs(file, Header::Kind::pack) && !belongs(file, Header::Kind::part)) continue;
    if (belongs(file, Header::Kind::pack)) {
      out.id = file.id;
      out.header = file.header;
    }
    for (const auto& one : file.items)
      if (std::holds_alternative<syntax::SourceItem>(one.node) ||
          (with_checks && std::holds_alternative<syntax::CheckItem>(one.node)))
        out.items.push_back(one);
  }
  return out;
}

std::vector<std::optional<Check>> Workshop::read(const Place& place, const std::string& pack,
                                                 const std::vector<const syntax::CheckItem*>& changed) const {
  std::vector<std::optional<Check>> out(changed.size());
  if (!belongs(*place.file, Header::Kind::policy)) {
    if (!changed.empty()) read_together(place, pack, changed, 0, changed.size(), out);
    return out;
  }
  for (std::size_t i = 0; i < changed.size(); ++i) out[i] = read_one(place, pack, *changed[i]);
  return out;
}

void Workshop::read_together(const Place& place, const std::string& pack,
                             const std::vector<const syntax::CheckItem*>& changed, std::size_t from, std::size_t to,
                             std::vector<std::optional<Check>>& out) const {
  auto files = std::make_shared<std::vector<syntax::File>>(vocabulary_);
  files->push_back(head_of(pack, false));
  const auto name_of_form = [&](std::size_t i) { return changed[i]->name.text + "_form_" + std::to_string(i); };
  for (std::size_t i = from; i < to; ++i) {
    syntax::Item item = place.tree();
    syntax::CheckItem check = *changed[i];
    check.name.text = name_of_form(i);
    item.node = std::move(check);
    files->back().items.push_back(std::move(item));
  }
  std::vector<text::Diagnostic> diagnostics;
  const auto checked = check::check(sources_, files, {}, diagnostics);
  if (!checked) {
    if (to - from == 1) return;
    const std::size_t middle = from + (to - from) / 2;
    read_together(place, pack, changed, from, middle, out);
    read_together(place, pack, changed, middle, to, out);
    return;
  }
  for (const auto& one : checked->packs)
    for (const auto& check : one->checks)
      for (std::size_t i = from; i < to; ++i)
        if (check.name == name_of_form(i)) {
          out[i] = check;
          out[i]->name = changed[i]->name.text;
        }
}

std::optional<Check> Workshop::read_one(const Place& place, const std::string& pack,
                                        const syntax::CheckItem& changed) const {
  auto files = std::make_shared<std::vector<syntax::File>>(vocabulary_);
  files->push_back(head_of(pack, true));
  syntax::Item item = place.tree();
  if (auto* change = std::get_if<syntax::PolicyChange>(&item.node)) {
    change->outcome = changed.outcome;
    change->clauses = changed.clauses;
  } else {
    item.node = changed;
  }
  syntax::File policy;
  policy.id = place.file->id;
  policy.header = place.file->header;
  for (const auto& one : place.file->items)
    if (std::holds_alternative<syntax::SourceItem>(one.node)) policy.items.push_back(one);
  policy.items.push_back(std::move(item));
  files->push_back(std::move(policy));
  std::vector<text::Diagnostic> diagnostics;
  const auto checked = check::check(sources_, files, {}, diagnostics);
  if (!checked) return std::nullopt;
  for (const auto& one : checked->policies) {
    for (const auto& check : one->checks)
      if (check.span == changed.name.span) return check;
    for (const auto& change : one->changes)
      if (change.replacement.span == changed.name.span) return change.replacement;
  }
  return std::nullopt;
}

}  // namespace contra::trial
