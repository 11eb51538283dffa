// The syntax tree of rule text: plain structs, exactly what was written, each part with its span.
// Nothing here knows what a name means; a part that could not be read is `Broken` or simply absent, and a
// diagnostic has been given for it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "contra/date.hpp"
#include "text/source.hpp"

namespace contra::syntax {

using text::Span;

struct Name {
  std::string text;
  Span span;
};

/// Quoted text, without quotes; neighbouring quoted texts are joined with one space.
struct Text {
  std::string text;
  Span span;
};

enum class Unit { hour, day, week, month, year };

/// "6 months", "24 hours".
struct Length {
  std::int32_t amount = 0;
  Unit unit = Unit::day;
  Span span;
};

/// A decimal number in thousandths ("1.5" is 1500), with the unit that follows it.
struct Quantity {
  std::int64_t thousandths = 0;
  Name unit;  // "mm", "kg", "years"
  Span span;
};

struct DateLiteral {
  Day day;
  Span span;
};

/// What stands after `is`: a name (yes, III, superficial) or a quantity.
using Value = std::variant<Name, Quantity>;
Span span_of(const Value& value);

enum class Comparison { is, is_not, at_least, at_most, above, under, up_to };

/// `is A or B`, `is not A`, `is at least IV`, `is under 18 years`
struct Test {
  Comparison comparison = Comparison::is;
  std::vector<Value> values;  // several only for is and is_not
  Span span;
};

/// `where prescribed is yes`
struct Where {
  Name detail;
  Test test;
  Span span;
};

/// `tretinoin or retinol where prescribed is yes`
struct Subject {
  std::vector<Name> names;
  std::vector<Where> where;
  Span span;
};

// --- conditions ---------------------------------------------------------------------------------------------

struct Condition;

struct And {
  std::vector<Condition> operands;
};
struct Or {
  std::vector<Condition> operands;
};
struct Not {
  std::vector<Condition> operand;
};  // exactly one
struct QuestionIs {
  Name question;
  Test test;
};
struct AgeIs {
  Test test;
};
enum class Side { before, after };
struct Within {
  Length length;
  Side side = Side::before;
  Span span;
};
/// `any X …` or `no X …`
struct Any {
  bool no = false;
  Subject subject;
  bool in_treated_area = false;
  bool started_by_visit = false;
  std::optional<Within> within;
};
struct Taking {
  Subject subject;
};
struct Present {
  Subject subject;
  bool in_treated_area = false;
};
struct AllergicTo {
  Subject subject;
};
struct Planned {
  Subject subject;
  bool in_treated_area = false;
  std::optional<Within> within;
};
struct AreaTouches {
  std::vector<Name> areas;
};
struct EveryAnswerIsNo {};
struct Broken {};

struct Condition {
  Span span;
  std::variant<Broken, And, Or, Not, QuestionIs, AgeIs, Any, Taking, Present, AllergicTo, Planned, AreaTouches,
               EveryAnswerIsNo>
      node;
};

// --- outcome forms of a check -------------------------------------------------------------------------------

/// `, better 28 days while skin_type is at least IV`
struct Better {
  Length length;
  std::optional<Condition> condition;  // `while`
  Span span;
};

/// One row of a table: `superficial 14 days, better 21 days`, `up to 1.5 mm 28 days`, `above 42 days`, `otherwise 3
/// months`.
struct Row {
  enum class Match { labels, up_to, above, otherwise } match = Match::labels;
  std::vector<Name> labels;       // for labels
  std::optional<Quantity> bound;  // for up_to
  std::optional<Length> length;   // absent when unreadable
  std::optional<Length> better;
  Span span;
};

struct Table {
  Name property;  // "depth"
  std::vector<Row> rows;
};

/// `wait 5 days after last X in treated area by depth …, better 7 days`; without `length` it has a table.
/// As `better 7 days after last X` (no must tier) `better_only` is set and `length` is the better one.
struct WaitAfter {
  std::optional<Length> length;
  Subject subject;
  bool in_treated_area = false;
  std::optional<Table> table;
  std::optional<Better> better;
  bool better_only = false;
};
/// `wait from 28 days before start of X until 28 days after its end`; a missing length is none (`from start of X until
/// its end`)
struct WaitFrom {
  std::optional<Length> before;
  Subject subject;
  bool in_treated_area = false;
  std::optional<Length> after;
};
struct WaitWhile {
  Condition condition;
  std::optional<Text> until;
};
struct WaitClearance {
  std::vector<Name> roles;
  Condition condition;
};
/// `limit depth to 1.5 mm while C` or `limit depth to superficial for 6 months after last X`
struct Limit {
  Value limit;
  std::optional<Condition> condition;
  std::optional<WaitAfter> window;
};
struct NotDevice {
  Condition condition;
  std::vector<Name> instead;
};
struct GoOnly {
  Text with;
  Condition condition;
};
struct NoteForm {
  Text text;
  Condition condition;
};
struct AskAgain {
  Condition condition;
};
/// In a policy only: `tighten CHECK: wait 7 days, better 9 days` or `wait by depth …`: the check's own form with other
/// numbers.
struct SameWait {
  std::optional<Length> length;
  std::optional<Table> table;
  std::optional<Better> better;
};

struct Outcome {
  Span span;
  std::variant<Broken, WaitAfter, WaitFrom, WaitWhile, WaitClearance, Limit, NotDevice, GoOnly, NoteForm, AskAgain,
               SameWait>
      form;
};

// --- clauses shared by several items ------------------------------------------------------------------------

struct Cite {
  Name source;
  std::optional<Text> part;
  Span span;
};
/// `spread 12 hours to 30 days` or `spread "from none to 12 months"`
struct Spread {
  std::optional<Length> from, to;
  std::optional<Text> words;
  Span span;
};
struct Roles {
  std::vector<Name> names;
  Span span;
};

struct Clauses {
  std::optional<Roles> cleared_by;
  std::optional<Roles> then_cleared_by;
  std::optional<Condition> unless;
  std::optional<Text> because;
  std::optional<Text> tell;
  std::vector<Cite> cites;
  std::optional<Spread> spread;
  std::optional<DateLiteral> review_by;
  std::optional<DateLiteral> effective_from;
  std::optional<DateLiteral> effective_until;
};

// --- items: vocabulary --------------------------------------------------------------------------------------

struct AreaItem {
  Name name;
  std::optional<Text> title;
  std::vector<Name> part_of;
  std::vector<Text> also;
};
struct RoleItem {
  Name name;
  std::optional<Text> title;
  std::vector<Name> is_a;
};
struct TermItem {
  Name name;
  std::optional<Text> title;
  std::vector<Name> is_a;
  std::vector<Text> also;
  std::vector<std::pair<Name, Text>> codes;  // `code atc "D10AD01"`
  bool prescribed = false;
};

enum class AnsweredBy { client, practitioner };
struct Option {
  Name name;
  std::optional<Text> label;
};
struct YesNo {
  std::vector<Name> for_any_of;
};  // `yes or no, for any of Q, R`
struct OneOf {
  std::vector<Option> options;
  bool in_order = false;
};
struct NumberIn {
  Name unit;
  std::int64_t from = 0, to = 0;
  Span span;
};  // thousandths
struct PastDay {};
struct FutureDay {};
struct AreaType {};
struct TextType {};
using AnswerType = std::variant<Broken, YesNo, OneOf, NumberIn, PastDay, FutureDay, AreaType, TextType>;

/// `asked only when diabetes is yes, else no`
struct AskedOnly {
  Name question;
  Value value;
  bool else_no = false;
  Span span;
};

/// `detail depth one of superficial, medium, deep in order for peel`
struct DetailItem {
  Name name;
  AnswerType type;
  std::vector<Name> for_terms;
  Span span;
};

enum class ListRole { exposures, states, allergies, to_come };
struct ListItem {
  Name name;
  Text question;
  std::vector<Name> roots;  // `of A, B`
  std::optional<ListRole> role;
  bool planned_too = false;  // `records exposures, past or planned`
  std::vector<DetailItem> details;
  AnsweredBy answered_by = AnsweredBy::client;
  std::optional<Length> looks_back;
  std::optional<AskedOnly> asked_only;
};
struct AskItem {
  Name name;
  Text question;
  AnswerType type;
  bool not_applicable_is_no = false;
  AnsweredBy answered_by = AnsweredBy::client;
  std::optional<AskedOnly> asked_only;
};
/// `tolerance` with rows `weeks 4 days`
struct ToleranceItem {
  std::vector<std::pair<Unit, Length>> rows;
};

// --- items: packs and policies ------------------------------------------------------------------------------

enum class Strength { law, label, guideline, study, guidance, house };
struct SourceItem {
  Name name;
  Text title;
  Strength strength = Strength::house;
  std::optional<Text> at;
};

struct CheckItem {
  Name name;
  std::optional<Text> title;
  std::optional<Outcome> outcome;  // absent: a diagnostic has said so
  Clauses clauses;
};
struct GuaranteeItem {
  Name name;
  std::optional<Text> title;
  Condition condition;
  Clauses clauses;
};

/// One line of an aftercare or precare item.
struct CareLine {
  enum class Verb { avoid, do_, watch_for, next_session } verb = Verb::avoid;
  Text text;                     // empty for next_session
  Name check;                    // next session by CHECK
  std::optional<Length> from;    // aftercare: from N after the session; precare: from N before it
  std::optional<Length> length;  // for N
  std::optional<Length> better;
  std::optional<Text> until;      // until "healed"
  std::optional<Table> by_depth;  // rows give the length
  Span span;
};
struct CareItem {
  bool before = false;  // precare
  Name name;
  std::optional<Text> title;
  std::vector<CareLine> lines;
  std::optional<Condition> condition;  // `while`
  Clauses clauses;                     // because, cite
};
struct AboutItem {
  Name name;
  Text title;
  std::vector<Text> paragraphs;
  Clauses clauses;
};

struct PolicyChange {
  bool loosen = false;
  Name check;
  std::optional<Outcome> outcome;
  Clauses clauses;
  std::optional<Text> approved_by;
  std::optional<DateLiteral> until;
};

// --- items: examples and tests ------------------------------------------------------------------------------

/// A date as a test gives it.
struct DateAnswer {
  enum class Form {
    day,
    month,
    year,
    between,
    about_ago,
    in_the_last,
    not_in_the_last,
    words,
    never,
    unsure
  } form = Form::day;
  Day first, last;  // day, month, year, between: the days meant
  std::optional<Length> length;
  Text words;
  Span span;
};
struct EntryGiven {
  std::optional<Name> term;
  std::optional<Text> free_text;
  std::optional<DateAnswer> on, last, start, end;
  std::optional<Name> ongoing;  // yes, no, unsure
  std::vector<Name> areas;
  std::vector<std::pair<Name, Value>> details;
  Span span;
};
struct Given {
  enum class Form {
    every_other_no,  // given every other question no
    answer,   // given pregnant is no / is III or IV / is unsure / is declined / is not asked / is not applicable /
              // is 1.0 mm
    date,     // given birth_date is 1988-05
    entries,  // given products: tretinoin last 2026-03-14, more
  } form = Form::answer;
  Name question;
  std::vector<Value> values;  // answer; several mean "one of"; for `is never` also `date`, as it may be either
  enum class State { value, not_asked, not_applicable } state = State::value;  // yes/no/unsure/declined are values
  std::optional<DateAnswer> date;
  std::vector<Name> asked;  // given medicines asked isotretinoin: …
  std::vector<EntryGiven> entries;
  bool more = false;
  Span span;
};
struct ClearanceGiven {
  Name check;
  Name role;
  DateLiteral on;
  std::optional<DateLiteral> until;
  std::vector<Name> for_terms;
  Span span;
};
struct PlanGiven {
  std::optional<Name> treatment;
  std::vector<Name> areas;
  std::optional<Value> depth;
  Span span;
};
struct FormGiven {
  enum class Kind { full, change, practitioner } kind = Kind::full;
  std::optional<DateLiteral> signed_on;
  std::optional<Name> nothing_changed;  // yes, no, unsure
  std::vector<Given> givens;
  Span span;
};

struct Expectation {
  enum class What {
    go,
    wait,
    wait_until,
    earliest,
    never,
    renewed,
    better,
    no_better,
    because,
    only_because,
    not_because,  // names, optional kind
    with,
    not_with,  // conditions and notes, by check name
    asks,      // question or list names
    holds_until,
    limit,
    clearance_by,
  } what = What::go;
  std::vector<Name> names;
  std::optional<std::int32_t> kind;
  std::optional<DateLiteral> day;
  std::optional<Value> value;
  Span span;
};

struct RecordItem {
  std::optional<Name> from;  // from healthy_adult
  std::optional<DateLiteral> visit;
  std::optional<DateLiteral> as_of;
  std::vector<PlanGiven> plans;
  std::vector<FormGiven> forms;  // givens before the first `form` line are in an unsigned full form
  std::vector<ClearanceGiven> clearances;
  std::optional<Text> under_policy;  // under policy "Harbour Skin"
};
struct ExampleItem {
  Name name;
  std::optional<Text> title;
  RecordItem record;
};
struct TestItem {
  Text name;
  RecordItem record;
  std::vector<Expectation> expectations;
};

struct Item {
  Span span;  // from the keyword to the end of its last clause
  std::variant<Broken, AreaItem, RoleItem, TermItem, ListItem, AskItem, ToleranceItem, SourceItem, CheckItem,
               GuaranteeItem, CareItem, AboutItem, PolicyChange, ExampleItem, TestItem>
      node;
};

// --- a file -------------------------------------------------------------------------------------------------

struct Version {
  std::int32_t major = 0, minor = 0, patch = 0;
  Span span;
};

struct Need {
  Name question;
  std::optional<Name> for_term;
};
struct Use {
  Name name;
  std::int32_t major = 0;
  Span span;
};
struct ChangeCheck {
  Length older_than;
  Length not_older_than;
  Span span;
};
/// `depth in mm from 0.1 to 3` or `depth one of superficial, medium, deep in order`
struct DepthSetting {
  std::variant<NumberIn, OneOf> type;
  Span span;
};

struct Header {
  enum class Kind { vocabulary, pack, policy, part, tests } kind = Kind::pack;
  Name name;                       // for a policy: the pack it is on
  std::optional<Text> title;       // for a policy: its own name
  std::optional<Version> version;  // for a policy: only the major of the pack
  std::vector<Use> uses;
  std::optional<DateLiteral> review_by;
  std::vector<Need> needs;
  std::optional<DepthSetting> depth;
  std::optional<Name> performs;  // the term that a session of this treatment is
  std::optional<Length> form_holds;
  std::optional<ChangeCheck> change_check;
  std::optional<Length> clearance_holds;
  Span span;
};

struct File {
  text::FileId id = -1;
  std::optional<Header> header;
  std::vector<Item> items;
};

}  // namespace contra::syntax
