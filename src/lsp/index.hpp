// Every name in a set of rule files: what it stands for, where it is declared and where it is used. Made from the
// syntax trees alone, so that it is there while a file is at fault.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.hpp"
#include "text/source.hpp"

namespace contra::lsp {

enum class NameKind {
  term,
  area,
  role,
  list,
  question,
  detail,
  option,
  source,
  check,
  care,
  about,
  example,
  test,
  vocabulary,
  pack,
  policy,
};

/// "term", "test"
std::string_view kind_word(NameKind kind);
/// A name that an author makes up and others use: its uses are counted, and it may be renamed.
bool is_authors_own(NameKind kind);

/// What a name stands for. `scope` is the vocabulary or pack that it lives in; of an option the vocabulary or pack and
/// the question or detail that offers it (`skin/skin_type`); empty for vocabularies, packs and policies.
struct Symbol {
  NameKind kind = NameKind::term;
  std::string scope, name;
  friend bool operator<(const Symbol& a, const Symbol& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.scope != b.scope) return a.scope < b.scope;
    return a.name < b.name;
  }
  friend bool operator==(const Symbol& a, const Symbol& b) {
    return a.kind == b.kind && a.scope == b.scope && a.name == b.name;
  }
};

using SymbolId = std::int32_t;

struct Occurrence {
  text::Span span;
  SymbolId symbol = -1;
  bool declares = false;
  text::Span item;  ///< the whole item that it stands in
};

/// What a file is: the names that its header gives.
struct FileScope {
  std::string vocabulary, pack;  ///< of which its items are parts or which they read; empty when it is not known
  std::optional<syntax::Header::Kind> kind;
};

class Index {
 public:
  Index() = default;
  explicit Index(const std::vector<syntax::File>& files);

  /// The name at a place, or right before it. Null when there is none.
  const Occurrence* at(text::FileId file, std::uint32_t offset) const;
  const Symbol& symbol(SymbolId id) const { return symbols_[static_cast<std::size_t>(id)]; }
  std::optional<SymbolId> find(const Symbol& symbol) const;
  /// Sorted by place.
  std::vector<const Occurrence*> of(SymbolId id) const;
  const std::vector<Occurrence>& all() const { return occurrences_; }
  const std::vector<Symbol>& symbols() const { return symbols_; }
  bool is_declared(SymbolId id) const { return declared_[static_cast<std::size_t>(id)]; }
  /// Names of a kind that are declared in a scope, sorted.
  std::vector<std::string> names(NameKind kind, std::string_view scope) const;
  /// In order of FileId; a file without a readable header has an empty scope.
  const FileScope& scope(text::FileId file) const;

 private:
  friend class IndexWalk;
  std::vector<Symbol> symbols_;
  std::vector<bool> declared_;
  std::map<Symbol, SymbolId> ids_;
  std::vector<Occurrence> occurrences_;  // sorted by span
  std::vector<std::vector<std::uint32_t>> by_symbol_;
  std::vector<FileScope> scopes_;
};

}  // namespace contra::lsp
