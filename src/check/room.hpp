// What the files of the check room share: the work in progress on vocabularies, packs and policies. Not a door.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "check/report.hpp"
#include "check/resolver.hpp"

namespace contra::check {

struct SourceUse {
  SourceRef source;
  text::Span span;
  bool used = false;
};
using Sources = std::map<std::string, SourceUse, std::less<>>;

/// A vocabulary while it is read. `vocabulary` is there even when parts of it failed; its healthy names are known.
struct VocabularyWork {
  const syntax::Header* header = nullptr;
  std::vector<const syntax::File*> files;
  Ghosts ghosts;
  std::shared_ptr<Vocabulary> vocabulary;
};

/// A check as its pack knows it while other items name it: resolved, or failed with a diagnostic given.
struct KnownCheck {
  text::Span span;
  const syntax::CheckItem* item = nullptr;  // none for a guarantee
  std::int32_t index = none;                // into Pack::checks; none when it failed
};

struct PackWork {
  const syntax::Header* header = nullptr;
  std::vector<const syntax::File*> files;       // header and parts
  std::vector<const syntax::File*> test_files;  // `tests for`
  Ghosts ghosts;
  std::shared_ptr<Pack> pack;
  const VocabularyWork* vocabulary = nullptr;  // none: no vocabulary, and a diagnostic has said so
  Sources sources;
  std::map<std::string, KnownCheck, std::less<>> checks;
};

struct PolicyWork {
  const syntax::Header* header = nullptr;
  const syntax::File* file = nullptr;
  std::shared_ptr<Policy> policy;
  PackWork* on = nullptr;  // none: not loaded, and a diagnostic has said so
  Sources sources;
  std::map<std::string, KnownCheck, std::less<>> checks;
};

struct Context {
  const text::SourceSet& sources;
  const CheckOptions& options;
  Reporter& report;
  Ghosts ghosts;  // of files that do not say what they belong to
  bool headless;  // there is such a file: it may be any pack or vocabulary
  std::vector<std::unique_ptr<VocabularyWork>> vocabularies;
  std::vector<std::unique_ptr<PackWork>> packs;
  std::vector<std::unique_ptr<PolicyWork>> policies;

  PackWork* pack(std::string_view name) const;
  VocabularyWork* vocabulary(std::string_view name) const;
};

// vocabulary.cpp, lists.cpp
void build_vocabulary(VocabularyWork& work, Context& context);
void build_lists_and_questions(VocabularyWork& work, Context& context);

// checks.cpp
/// Where a check stands: its names, sources and depths.
struct CheckPlace {
  Resolver& resolver;
  Context& context;
  const Pack& pack;
  Sources& sources;       // its own file's
  Sources* more_sources;  // of the pack, for a policy; may be null
  bool unread = false;    // a line of the item could not be read, and that has been told
};
enum class Demand { because_and_cite, nothing };
std::optional<Check> resolve_check(const syntax::Name& name, const std::optional<syntax::Text>& title,
                                   const syntax::Outcome& outcome, const syntax::Clauses& clauses, Demand demand,
                                   CheckPlace& place);
std::optional<Check> resolve_guarantee(const syntax::GuaranteeItem& item, CheckPlace& place);
void read_sources(const std::vector<const syntax::File*>& files, Sources& sources, Context& context);
std::vector<SourceRef> resolve_cites(const std::vector<syntax::Cite>& cites, CheckPlace& place);
bool name_is_reserved_for_engine(std::string_view name);

// waits.cpp
std::optional<WaitAfter> resolve_wait_after(const syntax::WaitAfter& written, CheckPlace& place);
std::optional<WaitFrom> resolve_wait_from(const syntax::WaitFrom& written, CheckPlace& place);
/// Rows of a table for a subject that is already resolved.
std::optional<std::vector<TableRow>> resolve_rows(const syntax::Table& table, const Subject& subject,
                                                  CheckPlace& place);
/// Windows of a check that lie surely outside `spread`.
void judge_spread(const syntax::Spread& spread, const Check& check, Reporter& report);

// care.cpp
std::optional<CareItem> resolve_care(const syntax::CareItem& item, const PackWork& pack, CheckPlace& place);

// packs.cpp, policies.cpp
void build_pack(PackWork& work, Context& context);
void build_policy(PolicyWork& work, Context& context);
void resolve_needs(const syntax::Header& header, Resolver& resolver, std::vector<Need>& needs);
Validity resolve_validity(const syntax::Header& header, Reporter& report);
void judge_review(const std::optional<syntax::DateLiteral>& review_by, Context& context);

// records.cpp
void build_records(const PackWork& work, Context& context, CheckedRules& rules);

/// Comparing checks with one another is for packs that people write; a generated pack of many thousand is spared.
inline constexpr std::size_t checks_compared = 3000;

// lints.cpp, logic_lints.cpp, shadow_lints.cpp: only over rules without a fault, since what failed may be what reads or
// cites
void lint_pack(const PackWork& work, Context& context);
void lint_policy(const PolicyWork& work, Context& context);
void lint_unread(Context& context);
void lint_logic(const Check& check, const Vocabulary& vocabulary, Context& context);
void lint_shadowed(const Pack& pack, Context& context);
void lint_condition(const Condition& condition, const Vocabulary& vocabulary, Context& context);

// text_lints.cpp
void lint_check_texts(const Check& check, const syntax::Clauses& clauses, CheckPlace& place);
void lint_outcome_texts(const Check& check, const syntax::Outcome& outcome, CheckPlace& place);
void lint_care_texts(const syntax::CareItem& item, const CareItem& care, CheckPlace& place);
void lint_about_texts(const syntax::AboutItem& item, CheckPlace& place);

// reading.cpp
/// Every condition of a check, and every node under each, in order.
void for_each_condition(const Check& check, const std::function<void(const Condition&)>& see);
void for_each_node(const Condition& condition, const std::function<void(const Condition&)>& see);
/// Every subject that a check reads: of its wait and of its conditions.
void for_each_subject(const Check& check, const std::function<void(const Subject&)>& see);
bool touches_prescribed(const Vocabulary& vocabulary, const Subject& subject);
bool touches_prescribed(const Vocabulary& vocabulary, const Condition& condition);
bool touches_prescribed(const Vocabulary& vocabulary, const Check& check);

/// "did you mean" only where a pack of nearly this name is loaded: rules may be loaded without their neighbours.
void judge_pack_name(const syntax::Name& name, Context& context);

}  // namespace contra::check
