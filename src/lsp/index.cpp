// See index.hpp: one walk that declares, one that uses.
#include "lsp/index.hpp"

#include <algorithm>

namespace contra::lsp {

std::string_view kind_word(NameKind kind) {
  switch (kind) {
    case NameKind::term:
      return "term";
    case NameKind::area:
      return "area";
    case NameKind::role:
      return "role";
    case NameKind::list:
      return "list";
    case NameKind::question:
      return "question";
    case NameKind::detail:
      return "detail";
    case NameKind::option:
      return "option";
    case NameKind::source:
      return "source";
    case NameKind::check:
      return "check";
    case NameKind::care:
      return "care";
    case NameKind::about:
      return "about";
    case NameKind::example:
      return "example";
    case NameKind::test:
      return "test";
    case NameKind::vocabulary:
      return "vocabulary";
    case NameKind::pack:
      return "pack";
    case NameKind::policy:
      return "policy";
  }
  return "name";
}

bool is_authors_own(NameKind kind) {
  switch (kind) {
    case NameKind::term:
    case NameKind::list:
    case NameKind::question:
    case NameKind::area:
    case NameKind::role:
    case NameKind::source:
    case NameKind::check:
    case NameKind::example:
      return true;
    default:
      return false;
  }
}

class IndexWalk {
 public:
  explicit IndexWalk(Index& index) : index_(index) {}

  void run(const std::vector<syntax::File>& files) {
    scopes(files);
    for (const auto& file : files) declare(file);
    for (const auto& file : files) use(file);
    auto& all = index_.occurrences_;
    std::sort(all.begin(), all.end(), [](const Occurrence& a, const Occurrence& b) { return a.span < b.span; });
    // A name that two readings of the tree hold (`is never`) is one place.
    all.erase(
        std::unique(all.begin(), all.end(), [](const Occurrence& a, const Occurrence& b) { return a.span == b.span; }),
        all.end());
    index_.by_symbol_.resize(index_.symbols_.size());
    for (std::size_t i = 0; i < all.size(); ++i)
      index_.by_symbol_[static_cast<std::size_t>(all[i].symbol)].push_back(static_cast<std::uint32_t>(i));
  }

 private:
  // --- names ---

  SymbolId id_of(NameKind kind, const std::string& scope, const std::string& name) {
    const auto [at, fresh] =
        index_.ids_.emplace(Symbol{kind, scope, name}, static_cast<SymbolId>(index_.symbols_.size()));
    if (fresh) {
      index_.symbols_.push_back(at->first);
      index_.declared_.push_back(false);
    }
    return at->second;
  }
  void add(NameKind kind, const std::string& scope, const std::string& name, text::Span span, bool declares) {
    if (name.empty() || span.file < 0 || span.begin >= span.end) return;
    const SymbolId id = id_of(kind, scope, name);
    if (declares) index_.declared_[static_cast<std::size_t>(id)] = true;
    index_.occurrences_.push_back({span, id, declares, item_});
  }
  void declared(NameKind kind, const std::string& scope, const syntax::Name& name) {
    add(kind, scope, name.text, name.span, true);
  }
  void used(NameKind kind, const std::string& scope, const syntax::Name& name) {
    add(kind, scope, name.text, name.span, false);
  }
  void used(NameKind kind, const std::string& scope, const std::vector<syntax::Name>& names) {
    for (const auto& name : names) used(kind, scope, name);
  }
  bool knows(NameKind kind, const std::string& scope, const std::string& name) const {
    const auto found = index_.ids_.find(Symbol{kind, scope, name});
    return found != index_.ids_.end() && index_.declared_[static_cast<std::size_t>(found->second)];
  }
  /// Terms, lists and questions share no name: what was declared under it is what is meant. Else it is taken for the
  /// first kind.
  void used_any(std::initializer_list<NameKind> kinds, const syntax::Name& name) {
    for (const NameKind kind : kinds)
      if (knows(kind, scope_.vocabulary, name.text)) return used(kind, scope_.vocabulary, name);
    used(*kinds.begin(), scope_.vocabulary, name);
  }

  // --- headers ---

  void scopes(const std::vector<syntax::File>& files) {
    for (const auto& file : files) {
      if (!file.header || file.header->name.text.empty()) continue;
      const auto& header = *file.header;
      if (header.kind == syntax::Header::Kind::vocabulary) vocabularies_.push_back(header.name.text);
      if (header.kind == syntax::Header::Kind::pack)
        packs_.emplace(header.name.text, header.uses.empty() ? std::string() : header.uses.front().name.text);
    }
    for (const auto& file : files) {
      FileScope scope;
      if (file.header) {
        scope.kind = file.header->kind;
        const std::string& name = file.header->name.text;
        const bool is_vocabulary = std::find(vocabularies_.begin(), vocabularies_.end(), name) != vocabularies_.end();
        if (file.header->kind == syntax::Header::Kind::vocabulary || is_vocabulary) {
          scope.vocabulary = name;
        } else {
          scope.pack = name;
          const auto pack = packs_.find(name);
          if (pack != packs_.end()) scope.vocabulary = pack->second;
          // A pack that names none, or whose head is not readable, reads what is there.
          if (scope.vocabulary.empty() && !vocabularies_.empty()) scope.vocabulary = vocabularies_.front();
        }
      }
      const auto at = static_cast<std::size_t>(file.id);
      if (index_.scopes_.size() <= at) index_.scopes_.resize(at + 1);
      index_.scopes_[at] = scope;
    }
  }

  void header(const syntax::Header& header) {
    item_ = header.span;
    const auto pack_or_vocabulary = [&](const syntax::Name& name) {
      used(scope_.pack.empty() ? NameKind::vocabulary : NameKind::pack, {}, name);
    };
    switch (header.kind) {
      case syntax::Header::Kind::vocabulary:
      case syntax::Header::Kind::pack:
        break;  // declared
      case syntax::Header::Kind::policy:
      case syntax::Header::Kind::part:
      case syntax::Header::Kind::tests:
        pack_or_vocabulary(header.name);
        break;
    }
    for (const auto& use : header.uses) used(NameKind::vocabulary, {}, use.name);
    for (const auto& need : header.needs) {
      used_any({NameKind::question, NameKind::list}, need.question);
      if (need.for_term) used(NameKind::term, scope_.vocabulary, *need.for_term);
    }
    if (header.performs) used(NameKind::term, scope_.vocabulary, *header.performs);
  }

  // --- first walk ---

  void declare(const syntax::File& file) {
    scope_ = index_.scopes_[static_cast<std::size_t>(file.id)];
    if (file.header) {
      const auto& header = *file.header;
      item_ = header.span;
      if (header.kind == syntax::Header::Kind::vocabulary) declared(NameKind::vocabulary, {}, header.name);
      if (header.kind == syntax::Header::Kind::pack) declared(NameKind::pack, {}, header.name);
      if (header.kind == syntax::Header::Kind::policy && header.title)
        add(NameKind::policy, {}, header.title->text, header.title->span, true);
      if (header.depth)
        if (const auto* options = std::get_if<syntax::OneOf>(&header.depth->type))
          declare_options(scope_.pack + "/depth", *options);
    }
    for (const auto& item : file.items) {
      item_ = item.span;
      std::visit([this](const auto& node) { declare(node); }, item.node);
    }
  }

  void declare_options(const std::string& scope, const syntax::OneOf& type) {
    for (const auto& option : type.options) declared(NameKind::option, scope, option.name);
  }
  void declare_type(const std::string& name, const syntax::AnswerType& type) {
    if (const auto* options = std::get_if<syntax::OneOf>(&type))
      declare_options(scope_.vocabulary + "/" + name, *options);
  }

  void declare(const syntax::Broken&) {}
  void declare(const syntax::ToleranceItem&) {}
  void declare(const syntax::PolicyChange&) {}
  void declare(const syntax::AreaItem& item) { declared(NameKind::area, scope_.vocabulary, item.name); }
  void declare(const syntax::RoleItem& item) { declared(NameKind::role, scope_.vocabulary, item.name); }
  void declare(const syntax::TermItem& item) { declared(NameKind::term, scope_.vocabulary, item.name); }
  void declare(const syntax::ListItem& item) {
    declared(NameKind::list, scope_.vocabulary, item.name);
    for (const auto& detail : item.details) {
      declared(NameKind::detail, scope_.vocabulary, detail.name);
      declare_type(detail.name.text, detail.type);
    }
  }
  void declare(const syntax::AskItem& item) {
    declared(NameKind::question, scope_.vocabulary, item.name);
    declare_type(item.name.text, item.type);
  }
  void declare(const syntax::SourceItem& item) { declared(NameKind::source, scope_.pack, item.name); }
  void declare(const syntax::CheckItem& item) { declared(NameKind::check, scope_.pack, item.name); }
  void declare(const syntax::GuaranteeItem& item) { declared(NameKind::check, scope_.pack, item.name); }
  void declare(const syntax::CareItem& item) { declared(NameKind::care, scope_.pack, item.name); }
  void declare(const syntax::AboutItem& item) { declared(NameKind::about, scope_.pack, item.name); }
  void declare(const syntax::ExampleItem& item) { declared(NameKind::example, scope_.pack, item.name); }
  void declare(const syntax::TestItem& item) { add(NameKind::test, scope_.pack, item.name.text, item.name.span, true); }

  // --- second walk ---

  void use(const syntax::File& file) {
    scope_ = index_.scopes_[static_cast<std::size_t>(file.id)];
    if (file.header) header(*file.header);
    for (const auto& item : file.items) {
      item_ = item.span;
      std::visit([this](const auto& node) { use(node); }, item.node);
    }
  }

  void use(const syntax::Broken&) {}
  void use(const syntax::ToleranceItem&) {}
  void use(const syntax::SourceItem&) {}
  void use(const syntax::AreaItem& item) { used(NameKind::area, scope_.vocabulary, item.part_of); }
  void use(const syntax::RoleItem& item) { used(NameKind::role, scope_.vocabulary, item.is_a); }
  void use(const syntax::TermItem& item) { used(NameKind::term, scope_.vocabulary, item.is_a); }
  void use(const syntax::ListItem& item) {
    used(NameKind::term, scope_.vocabulary, item.roots);
    for (const auto& detail : item.details) used(NameKind::term, scope_.vocabulary, detail.for_terms);
    if (item.asked_only) asked_only(*item.asked_only);
  }
  void use(const syntax::AskItem& item) {
    if (const auto* box = std::get_if<syntax::YesNo>(&item.type))
      used(NameKind::question, scope_.vocabulary, box->for_any_of);
    if (item.asked_only) asked_only(*item.asked_only);
  }
  void asked_only(const syntax::AskedOnly& asked) {
    used(NameKind::question, scope_.vocabulary, asked.question);
    value(scope_.vocabulary + "/" + asked.question.text, asked.value);
  }

  void use(const syntax::CheckItem& item) {
    if (item.outcome) outcome(*item.outcome);
    clauses(item.clauses);
  }
  void use(const syntax::GuaranteeItem& item) {
    condition(item.condition);
    clauses(item.clauses);
  }
  void use(const syntax::PolicyChange& item) {
    used(NameKind::check, scope_.pack, item.check);
    if (item.outcome) outcome(*item.outcome);
    clauses(item.clauses);
  }
  void use(const syntax::CareItem& item) {
    for (const auto& line : item.lines) {
      used(NameKind::check, scope_.pack, line.check);
      if (line.by_depth) table(*line.by_depth, scope_.pack + "/depth");
    }
    if (item.condition) condition(*item.condition);
    clauses(item.clauses);
  }
  void use(const syntax::AboutItem& item) { clauses(item.clauses); }
  void use(const syntax::ExampleItem& item) { record(item.record); }
  void use(const syntax::TestItem& item) {
    record(item.record);
    for (const auto& expectation : item.expectations) expect(expectation);
  }

  void clauses(const syntax::Clauses& clauses) {
    if (clauses.cleared_by) used(NameKind::role, scope_.vocabulary, clauses.cleared_by->names);
    if (clauses.then_cleared_by) used(NameKind::role, scope_.vocabulary, clauses.then_cleared_by->names);
    if (clauses.unless) condition(*clauses.unless);
    for (const auto& cite : clauses.cites) used(NameKind::source, scope_.pack, cite.source);
  }

  /// Only options that are declared: `yes`, `unsure` and their like are words of the language.
  void value(const std::string& scope, const syntax::Value& value) {
    const auto* name = std::get_if<syntax::Name>(&value);
    if (name != nullptr && knows(NameKind::option, scope, name->text)) used(NameKind::option, scope, *name);
  }
  void test(const std::string& scope, const syntax::Test& test) {
    for (const auto& v : test.values) value(scope, v);
  }
  void subject(const syntax::Subject& subject) {
    for (const auto& name : subject.names) used_any({NameKind::term, NameKind::list, NameKind::question}, name);
    for (const auto& where : subject.where) {
      used(NameKind::detail, scope_.vocabulary, where.detail);
      for (const auto& v : where.test.values) {
        const auto* name = std::get_if<syntax::Name>(&v);
        if (name != nullptr && knows(NameKind::area, scope_.vocabulary, name->text) &&
            !knows(NameKind::option, scope_.vocabulary + "/" + where.detail.text, name->text))
          used(NameKind::area, scope_.vocabulary, *name);
        else
          value(scope_.vocabulary + "/" + where.detail.text, v);
      }
    }
  }

  void condition(const syntax::Condition& condition) {
    struct Visitor {
      IndexWalk& walk;
      void operator()(const syntax::Broken&) const {}
      void operator()(const syntax::EveryAnswerIsNo&) const {}
      void operator()(const syntax::And& node) const { each(node.operands); }
      void operator()(const syntax::Or& node) const { each(node.operands); }
      void operator()(const syntax::Not& node) const { each(node.operand); }
      void operator()(const syntax::QuestionIs& node) const {
        walk.used_any({NameKind::question, NameKind::list, NameKind::term}, node.question);
        walk.test(walk.scope_.vocabulary + "/" + node.question.text, node.test);
      }
      void operator()(const syntax::AgeIs&) const {}
      void operator()(const syntax::Any& node) const { walk.subject(node.subject); }
      void operator()(const syntax::Taking& node) const { walk.subject(node.subject); }
      void operator()(const syntax::Present& node) const { walk.subject(node.subject); }
      void operator()(const syntax::AllergicTo& node) const { walk.subject(node.subject); }
      void operator()(const syntax::Planned& node) const { walk.subject(node.subject); }
      void operator()(const syntax::AreaTouches& node) const {
        walk.used(NameKind::area, walk.scope_.vocabulary, node.areas);
      }
      void each(const std::vector<syntax::Condition>& operands) const {
        for (const auto& operand : operands) walk.condition(operand);
      }
    };
    std::visit(Visitor{*this}, condition.node);
  }

  void table(const syntax::Table& table, const std::string& scope) {
    if (knows(NameKind::detail, scope_.vocabulary, table.property.text))
      used(NameKind::detail, scope_.vocabulary, table.property);
    for (const auto& row : table.rows)
      for (const auto& label : row.labels)
        if (knows(NameKind::option, scope, label.text)) used(NameKind::option, scope, label);
  }
  void table(const syntax::Table& written) { table(written, scope_.vocabulary + "/" + written.property.text); }
  void wait_after(const syntax::WaitAfter& wait) {
    subject(wait.subject);
    if (wait.table) table(*wait.table);
    if (wait.better && wait.better->condition) condition(*wait.better->condition);
  }

  void outcome(const syntax::Outcome& outcome) {
    struct Visitor {
      IndexWalk& walk;
      void operator()(const syntax::Broken&) const {}
      void operator()(const syntax::WaitAfter& form) const { walk.wait_after(form); }
      void operator()(const syntax::WaitFrom& form) const { walk.subject(form.subject); }
      void operator()(const syntax::WaitWhile& form) const { walk.condition(form.condition); }
      void operator()(const syntax::WaitClearance& form) const {
        walk.used(NameKind::role, walk.scope_.vocabulary, form.roles);
        walk.condition(form.condition);
      }
      void operator()(const syntax::Limit& form) const {
        walk.value(walk.scope_.pack + "/depth", form.limit);
        if (form.condition) walk.condition(*form.condition);
        if (form.window) walk.wait_after(*form.window);
      }
      void operator()(const syntax::NotDevice& form) const {
        walk.condition(form.condition);
        walk.used(NameKind::pack, {}, form.instead);
      }
      void operator()(const syntax::GoOnly& form) const { walk.condition(form.condition); }
      void operator()(const syntax::NoteForm& form) const { walk.condition(form.condition); }
      void operator()(const syntax::AskAgain& form) const { walk.condition(form.condition); }
      void operator()(const syntax::SameWait& form) const {
        if (form.table) walk.table(*form.table);
        if (form.better && form.better->condition) walk.condition(*form.better->condition);
      }
    };
    std::visit(Visitor{*this}, outcome.form);
  }

  void record(const syntax::RecordItem& record) {
    if (record.from) used(NameKind::example, scope_.pack, *record.from);
    for (const auto& plan : record.plans) {
      if (plan.treatment) used(NameKind::pack, {}, *plan.treatment);
      used(NameKind::area, scope_.vocabulary, plan.areas);
      if (plan.depth) value((plan.treatment ? plan.treatment->text : scope_.pack) + "/depth", *plan.depth);
    }
    for (const auto& form : record.forms)
      for (const auto& given : form.givens) this->given(given);
    for (const auto& clearance : record.clearances) {
      used(NameKind::check, scope_.pack, clearance.check);
      used(NameKind::role, scope_.vocabulary, clearance.role);
      used(NameKind::term, scope_.vocabulary, clearance.for_terms);
    }
    if (record.under_policy) add(NameKind::policy, {}, record.under_policy->text, record.under_policy->span, false);
  }

  void given(const syntax::Given& given) {
    if (given.form == syntax::Given::Form::every_other_no) return;
    if (given.form == syntax::Given::Form::entries)
      used_any({NameKind::list, NameKind::question}, given.question);
    else
      used_any({NameKind::question, NameKind::list}, given.question);
    for (const auto& v : given.values) value(scope_.vocabulary + "/" + given.question.text, v);
    used(NameKind::term, scope_.vocabulary, given.asked);
    for (const auto& entry : given.entries) {
      if (entry.term) used(NameKind::term, scope_.vocabulary, *entry.term);
      used(NameKind::area, scope_.vocabulary, entry.areas);
      for (const auto& [detail, v] : entry.details) {
        used(NameKind::detail, scope_.vocabulary, detail);
        value(scope_.vocabulary + "/" + detail.text, v);
      }
    }
  }

  void expect(const syntax::Expectation& expectation) {
    using What = syntax::Expectation::What;
    switch (expectation.what) {
      case What::because:
      case What::only_because:
      case What::not_because:
      case What::with:
      case What::not_with:
        used(NameKind::check, scope_.pack, expectation.names);
        break;
      case What::asks:
        for (const auto& name : expectation.names) used_any({NameKind::question, NameKind::list}, name);
        break;
      case What::clearance_by:
        used(NameKind::role, scope_.vocabulary, expectation.names);
        break;
      case What::limit:
        if (expectation.value) value(scope_.pack + "/depth", *expectation.value);
        break;
      default:
        break;
    }
  }

  Index& index_;
  FileScope scope_;
  text::Span item_;
  std::vector<std::string> vocabularies_;
  std::map<std::string, std::string> packs_;  // with the vocabulary of each
};

Index::Index(const std::vector<syntax::File>& files) { IndexWalk(*this).run(files); }

const Occurrence* Index::at(text::FileId file, std::uint32_t offset) const {
  // The first that begins behind the place; the one before it is the only one that can hold it.
  const auto behind =
      std::upper_bound(occurrences_.begin(), occurrences_.end(), offset, [file](std::uint32_t place, const auto& o) {
        return o.span.file != file ? file < o.span.file : place < o.span.begin;
      });
  if (behind == occurrences_.begin()) return nullptr;
  const Occurrence& found = *(behind - 1);
  return found.span.file == file && offset <= found.span.end ? &found : nullptr;
}

std::optional<SymbolId> Index::find(const Symbol& symbol) const {
  const auto found = ids_.find(symbol);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

std::vector<const Occurrence*> Index::of(SymbolId id) const {
  std::vector<const Occurrence*> out;
  for (const std::uint32_t i : by_symbol_[static_cast<std::size_t>(id)]) out.push_back(&occurrences_[i]);
  return out;
}

std::vector<std::string> Index::names(NameKind kind, std::string_view scope) const {
  std::vector<std::string> out;
  for (auto at = ids_.lower_bound(Symbol{kind, std::string(scope), {}});
       at != ids_.end() && at->first.kind == kind && at->first.scope == scope; ++at)
    if (is_declared(at->second)) out.push_back(at->first.name);
  return out;
}

const FileScope& Index::scope(text::FileId file) const {
  static const FileScope none;
  const auto at = static_cast<std::size_t>(file);
  return file >= 0 && at < scopes_.size() ? scopes_[at] : none;
}

}  // namespace contra::lsp
