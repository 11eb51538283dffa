// The door: files to vocabularies, packs, policies and tests, each read after what it names.
#include "check/check.hpp"

#include <algorithm>

#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

/// The name that an unreadable item would have declared: the second word of its text.
std::string second_word(std::string_view text) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  std::size_t i = 0;
  while (i < text.size() && is_word(text[i])) ++i;
  const std::size_t gap = i;
  while (i < text.size() && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n')) ++i;
  const std::size_t begin = i;
  while (i < text.size() && is_word(text[i])) ++i;
  return begin == gap ? std::string() : std::string(text.substr(begin, i - begin));
}

void add_ghosts(const syntax::File& file, const text::SourceSet& sources, bool all_items, Ghosts& ghosts) {
  for (const auto& item : file.items) {
    if (!all_items && !std::holds_alternative<syntax::Broken>(item.node)) continue;
    const auto size = static_cast<text::FileId>(sources.size());
    if (item.span.file < 0 || item.span.file >= size) continue;
    const std::string name = second_word(sources.slice(item.span));
    if (!name.empty()) ghosts.insert(name);
  }
}

bool has_broken_item(const syntax::File& file) {
  return std::any_of(file.items.begin(), file.items.end(),
                     [](const syntax::Item& item) { return std::holds_alternative<syntax::Broken>(item.node); });
}

/// Which kinds of file an item belongs in.
struct Home {
  const char* word;
  bool vocabulary, pack, policy, tests;
};
Home home_of(const syntax::Item& item) {
  struct Visitor {
    Home operator()(const syntax::Broken&) const { return {"", true, true, true, true}; }
    Home operator()(const syntax::AreaItem&) const { return {"area", true, false, false, false}; }
    Home operator()(const syntax::RoleItem&) const { return {"role", true, false, false, false}; }
    Home operator()(const syntax::TermItem&) const { return {"term", true, false, false, false}; }
    Home operator()(const syntax::ListItem&) const { return {"list", true, false, false, false}; }
    Home operator()(const syntax::AskItem&) const { return {"ask", true, false, false, false}; }
    Home operator()(const syntax::ToleranceItem&) const { return {"tolerance", true, false, false, false}; }
    Home operator()(const syntax::SourceItem&) const { return {"source", false, true, true, true}; }
    Home operator()(const syntax::CheckItem&) const { return {"check", false, true, true, false}; }
    Home operator()(const syntax::GuaranteeItem&) const { return {"guarantee", false, true, true, false}; }
    Home operator()(const syntax::CareItem& care) const {
      return {care.before ? "precare" : "aftercare", false, true, false, false};
    }
    Home operator()(const syntax::AboutItem&) const { return {"about", false, true, false, false}; }
    Home operator()(const syntax::PolicyChange& change) const {
      return {change.loosen ? "loosen" : "tighten", false, false, true, false};
    }
    Home operator()(const syntax::ExampleItem&) const { return {"example", false, true, true, true}; }
    Home operator()(const syntax::TestItem&) const { return {"test", false, true, true, true}; }
  };
  return std::visit(Visitor{}, item.node);
}

class Sorter {
 public:
  Sorter(Context& context, const std::vector<syntax::File>& files, const std::vector<text::Diagnostic>& diagnostics)
      : context_(context), files_(files), diagnostics_(diagnostics) {}

  void run() {
    for (const auto& file : files_) {
      if (!file.header) {
        context_.report.incomplete();
        context_.headless = true;
        add_ghosts(file, context_.sources, true, context_.ghosts);
      }
    }
    for (const auto& file : files_)
      if (file.header) head(file);
    for (const auto& file : files_)
      if (file.header) part(file);
    for (const auto& v : context_.vocabularies) {
      v->ghosts = context_.ghosts;
      for (const auto* file : v->files) ghosts(*file, v->ghosts);
    }
    for (const auto& p : context_.packs) {
      p->ghosts = context_.ghosts;
      for (const auto* file : p->files) ghosts(*file, p->ghosts);
      for (const auto* file : p->test_files) ghosts(*file, p->ghosts);
    }
  }

 private:
  void ghosts(const syntax::File& file, Ghosts& to) {
    if (has_broken_item(file)) context_.report.incomplete();
    add_ghosts(file, context_.sources, false, to);
  }

  void head(const syntax::File& file) {
    const auto& header = *file.header;
    if (header.name.text.empty()) {
      context_.report.incomplete();
      add_ghosts(file, context_.sources, true, context_.ghosts);
      return;
    }
    switch (header.kind) {
      case syntax::Header::Kind::vocabulary: {
        if (!unique(header)) return;
        auto work = std::make_unique<VocabularyWork>();
        work->header = &header;
        work->files.push_back(&file);
        context_.vocabularies.push_back(std::move(work));
        judge_items(file, "a vocabulary", [](const Home& home) { return home.vocabulary; });
        break;
      }
      case syntax::Header::Kind::pack: {
        if (!unique(header)) return;
        auto work = std::make_unique<PackWork>();
        work->header = &header;
        work->files.push_back(&file);
        context_.packs.push_back(std::move(work));
        judge_items(file, "a pack", [](const Home& home) { return home.pack; });
        break;
      }
      case syntax::Header::Kind::policy: {
        auto work = std::make_unique<PolicyWork>();
        work->header = &header;
        work->file = &file;
        if (has_broken_item(file)) context_.report.incomplete();
        context_.policies.push_back(std::move(work));
        judge_items(file, "a policy", [](const Home& home) { return home.policy; });
        break;
      }
      case syntax::Header::Kind::part:
      case syntax::Header::Kind::tests:
        break;
    }
  }

  bool unique(const syntax::Header& header) {
    text::Span first;
    if (const auto* v = context_.vocabulary(header.name.text))
      first = v->header->name.span;
    else if (const auto* p = context_.pack(header.name.text))
      first = p->header->name.span;
    else
      return true;
    context_.report.add(Kind::declared_twice, header.name.span, ticked(header.name.text) + " is declared twice")
        .label(first, "first declared here")
        .help("a further file of it begins with `part of " + header.name.text + "`");
    return false;
  }

  void part(const syntax::File& file) {
    const auto& header = *file.header;
    if (header.kind != syntax::Header::Kind::part && header.kind != syntax::Header::Kind::tests) return;
    const bool tests = header.kind == syntax::Header::Kind::tests;
    if (header.name.text.empty() || context_.ghosts.count(header.name.text) != 0) {
      context_.report.incomplete();
      return;
    }
    if (auto* pack = context_.pack(header.name.text)) {
      (tests ? pack->test_files : pack->files).push_back(&file);
      judge_items(file, tests ? "a file of tests" : "a pack",
                  [tests](const Home& home) { return tests ? home.tests : home.pack; });
      return;
    }
    if (auto* vocabulary = context_.vocabulary(header.name.text)) {
      if (tests) {
        context_.report
            .add(Kind::wrong_kind_of_name, header.name.span,
                 ticked(header.name.text) + " is a vocabulary, and tests are for a pack")
            .label(vocabulary->header->name.span, "declared here");
        return;
      }
      vocabulary->files.push_back(&file);
      judge_items(file, "a vocabulary", [](const Home& home) { return home.vocabulary; });
      return;
    }
    if (context_.headless) {
      context_.report.incomplete();
      return;
    }
    std::vector<std::string> candidates;
    for (const auto& p : context_.packs) candidates.push_back(p->header->name.text);
    if (!tests)
      for (const auto& v : context_.vocabularies) candidates.push_back(v->header->name.text);
    auto added = context_.report.add(
        Kind::unknown_pack, header.name.span,
        std::string("no pack ") + (tests ? "" : "or vocabulary ") + ticked(header.name.text) + " is loaded");
    context_.report.suggest(added, header.name, candidates, "load its files together with this one");
  }

  template <class Fits>
  void judge_items(const syntax::File& file, const std::string& what, Fits fits) {
    for (const auto& item : file.items) {
      const Home home = home_of(item);
      if (fits(home)) continue;
      const text::Span keyword{item.span.file, item.span.begin,
                               item.span.begin + static_cast<std::uint32_t>(std::string_view(home.word).size())};
      // The reader of a file that says what it is has seen this already.
      const bool said = std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const text::Diagnostic& d) {
        return d.kind == Kind::misplaced_item && d.span.file == item.span.file && d.span.begin >= item.span.begin &&
               d.span.begin < item.span.end;
      });
      if (said) {
        context_.report.incomplete();
        continue;
      }
      const std::string where = home.vocabulary             ? "a vocabulary"
                                : home.policy && !home.pack ? "a policy"
                                : home.pack && !home.tests  ? "a pack"
                                                            : "a pack or its tests";
      context_.report.add(Kind::misplaced_item, keyword, "`" + std::string(home.word) + "` does not belong in " + what)
          .help("it belongs in " + where);
    }
  }

  Context& context_;
  const std::vector<syntax::File>& files_;
  const std::vector<text::Diagnostic>& diagnostics_;
};

void attach_policies(Context& context) {
  for (std::size_t i = 0; i < context.policies.size(); ++i) {
    PolicyWork& policy = *context.policies[i];
    policy.on = context.pack(policy.header->name.text);
    if (policy.on != nullptr) continue;
    const auto& name = policy.header->name;
    if (name.text.empty() || context.headless) {
      context.report.incomplete();
      continue;
    }
    std::vector<std::string> candidates;
    for (const auto& p : context.packs) candidates.push_back(p->header->name.text);
    auto added = context.report.add(Kind::unknown_pack, name.span, "no pack " + ticked(name.text) + " is loaded");
    context.report.suggest(added, name, candidates, "load its files together with the policy");
  }
}

}  // namespace

PackWork* Context::pack(std::string_view name) const {
  for (const auto& work : packs)
    if (work->header->name.text == name) return work.get();
  return nullptr;
}

VocabularyWork* Context::vocabulary(std::string_view name) const {
  for (const auto& work : vocabularies)
    if (work->header->name.text == name) return work.get();
  return nullptr;
}

const Pack* CheckedRules::pack(std::string_view name) const {
  for (const auto& pack : packs)
    if (pack->name == name) return pack.get();
  return nullptr;
}

const Vocabulary* CheckedRules::vocabulary(std::string_view name) const {
  for (const auto& vocabulary : vocabularies)
    if (vocabulary->name == name) return vocabulary.get();
  return nullptr;
}

std::optional<CheckedRules> check(const text::SourceSet& sources,
                                  std::shared_ptr<const std::vector<syntax::File>> files, const CheckOptions& options,
                                  std::vector<text::Diagnostic>& diagnostics) {
  Reporter report(diagnostics);
  Context context{sources, options, report, {}, false, {}, {}, {}};
  Sorter(context, *files, diagnostics).run();

  for (const auto& work : context.vocabularies) build_vocabulary(*work, context);
  for (const auto& work : context.packs) build_pack(*work, context);
  attach_policies(context);
  for (const auto& work : context.policies) build_policy(*work, context);

  CheckedRules rules;
  rules.files = files;
  for (const auto& work : context.packs) build_records(*work, context, rules);

  for (const auto& work : context.packs) lint_pack(*work, context);
  for (const auto& work : context.policies) lint_policy(*work, context);
  lint_unread(context);

  if (report.faults() != 0 || text::has_errors(diagnostics)) return std::nullopt;
  for (const auto& work : context.vocabularies) rules.vocabularies.push_back(work->vocabulary);
  for (const auto& work : context.packs) rules.packs.push_back(work->pack);
  for (const auto& work : context.policies) rules.policies.push_back(work->policy);
  return rules;
}

std::optional<Condition> check_condition(const Vocabulary& vocabulary, const syntax::Condition& condition,
                                         std::vector<text::Diagnostic>& diagnostics) {
  Reporter report(diagnostics);
  const Ghosts ghosts;
  auto out = Resolver(vocabulary, ghosts, report).condition(condition, true);
  if (report.faults() != 0) return std::nullopt;
  return out;
}

}  // namespace contra::check
