// Names, types and conditions against one vocabulary: syntax in, the resolved parts of model.hpp out. Whatever cannot
// be resolved has been reported when a function returns nothing.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/model.hpp"
#include "check/report.hpp"

namespace contra::check {

/// Names that an unreadable item would have declared. Using one is not a second fault.
using Ghosts = std::set<std::string, std::less<>>;

/// What a name may stand for in one place.
enum NameKinds : unsigned { term_name = 1, area_name = 2, role_name = 4, list_name = 8, question_name = 16 };

/// What a form of condition or wait reads.
enum class Reads { last, any, taking, present, allergic, planned };
bool reads_role(Reads reads, syntax::ListRole role);

/// One declaration of a detail that a subject reads.
struct DetailUse {
  ListId list = none;
  std::int32_t detail = none;
};

class Resolver {
 public:
  Resolver(const Vocabulary& vocabulary, const Ghosts& ghosts, Reporter& report)
      : vocabulary_(vocabulary), ghosts_(ghosts), report_(report) {}

  const Vocabulary& vocabulary() const { return vocabulary_; }
  Reporter& report() { return report_; }

  std::optional<TermId> term(const syntax::Name& name);
  std::optional<AreaId> area(const syntax::Name& name);
  std::optional<RoleId> role(const syntax::Name& name);
  std::optional<ListId> list(const syntax::Name& name);
  std::optional<QuestionId> question(const syntax::Name& name);
  std::vector<RoleId> roles(const std::vector<syntax::Name>& names);

  /// The fault of a name that is not one of `wanted`: another kind of thing, or nothing at all.
  void not_found(const syntax::Name& name, unsigned wanted, std::string help = {});

  std::optional<Subject> subject(const syntax::Subject& subject, Reads reads, bool in_treated_area);
  std::optional<Condition> condition(const syntax::Condition& condition, bool towards_waiting);

  /// Every declaration of detail `name` that entries of `subject` may carry.
  std::vector<DetailUse> uses_of(const Subject& subject, std::string_view name) const;

 private:
  std::optional<Condition> resolve(const syntax::Condition& condition, bool towards_waiting);
  std::optional<Condition> question_is(const syntax::QuestionIs& node);
  std::optional<Condition> age_is(const syntax::AgeIs& node, text::Span span);
  std::optional<WithinVisit> within(const syntax::Within& within, bool towards_waiting);
  bool name_in_subject(const syntax::Name& name, Reads reads, Subject& out,
                       std::vector<std::pair<syntax::Name, TermId>>& terms, std::vector<ListId>& whole);
  std::optional<WhereTest> where(const syntax::Where& where, const Subject& subject);
  void require_area_detail(const Subject& subject, const syntax::Subject& written);
  void unknown_detail(const syntax::Name& detail, const Subject& subject);

  const Vocabulary& vocabulary_;
  const Ghosts& ghosts_;
  Reporter& report_;
};

/// A test on a value of `type`; `what` is the name tested, for messages. Areas are looked up by `resolver`.
std::optional<ValueTest> resolve_test(const ValueType& type, const std::string& what, const syntax::Test& test,
                                      Resolver& resolver);

/// One value of `type`: the index of an option or thousandths. Reports what does not fit.
std::optional<std::int64_t> resolve_value(const ValueType& type, const std::string& what, const syntax::Value& value,
                                          Reporter& report);

/// An answer type as written. Reports doubles and empty ranges.
std::optional<ValueType> resolve_type(const syntax::AnswerType& type, Reporter& report);
std::optional<ValueType> resolve_options(const syntax::OneOf& options, Reporter& report);
std::optional<ValueType> resolve_number(const syntax::NumberIn& number, Reporter& report);

bool type_has_no(const ValueType& type);      ///< `no` can be answered: an option `no`, or a day that never was
std::string describe(const ValueType& type);  ///< "one of I, II, III", "a number in mm from 0.1 to 3"

}  // namespace contra::check
