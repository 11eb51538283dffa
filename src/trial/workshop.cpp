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

std::optional<Check> Workshop::read(const Place& place, const std::string& pack,
                                    const syntax::CheckItem& changed) const {
  auto files = std::make_shared<std::vector<syntax::File>>(vocabulary_);
  syntax::Item item = place.file->items[place.item];
  if (auto* change = std::get_if<syntax::PolicyChange>(&item.node)) {
    change->outcome = changed.outcome;
    change->clauses = changed.clauses;
  } else {
    item.node = changed;
  }
  const bool in_policy = belongs(*place.file, Header::Kind::policy);
  syntax::File head;
  for (const auto& file : *rules_.files) {
    if (!file.header || file.header->name.text != pack) continue;
    if (file.header->kind != Header::Kind::pack && file.header->kind != Header::Kind::part) continue;
    if (file.header->kind == Header::Kind::pack) {
      head.id = file.id;
      head.header = file.header;
    }
    for (const auto& one : file.items)
      if (std::holds_alternative<syntax::SourceItem>(one.node) ||
          (in_policy && (std::holds_alternative<syntax::CheckItem>(one.node))))
        head.items.push_back(one);
  }
  if (!in_policy) head.items.push_back(item);
  files->push_back(std::move(head));
  if (in_policy) {
    syntax::File policy;
    policy.id = place.file->id;
    policy.header = place.file->header;
    for (const auto& one : place.file->items)
      if (std::holds_alternative<syntax::SourceItem>(one.node)) policy.items.push_back(one);
    policy.items.push_back(item);
    files->push_back(std::move(policy));
  }
  std::vector<text::Diagnostic> diagnostics;
  const auto checked = check::check(sources_, files, {}, diagnostics);
  if (!checked) return std::nullopt;
  for (const auto& one : checked->policies) {
    for (const auto& check : one->checks)
      if (check.span == changed.name.span) return check;
    for (const auto& change : one->changes)
      if (change.replacement.span == changed.name.span) return change.replacement;
  }
  for (const auto& one : checked->packs)
    for (const auto& check : one->checks)
      if (check.span == changed.name.span) return check;
  return std::nullopt;
}

}  // namespace contra::trial
