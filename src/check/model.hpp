// What rule text means once every name is resolved and every type agrees: plain values, ids instead of names.
// Only the check room makes these; whoever holds a `CheckedRules` may rely on every INVARIANT below.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contra/date.hpp"
#include "syntax/tree.hpp"
#include "text/source.hpp"
#include "time/words.hpp"

namespace contra::check {

using text::Span;
using TermId = std::int32_t;
using AreaId = std::int32_t;
using RoleId = std::int32_t;
using ListId = std::int32_t;
using QuestionId = std::int32_t;
inline constexpr std::int32_t none = -1;

/// A set of small ids (terms, areas, roles).
class IdSet {
 public:
  IdSet() = default;
  explicit IdSet(std::size_t size) : words_((size + 63) / 64, 0) {}
  void add(std::int32_t id) {
    const auto w = static_cast<std::size_t>(id) / 64;
    if (w >= words_.size()) words_.resize(w + 1, 0);
    words_[w] |= std::uint64_t{1} << (static_cast<std::size_t>(id) % 64);
  }
  void remove(std::int32_t id) {
    const auto w = static_cast<std::size_t>(id) / 64;
    if (w < words_.size()) words_[w] &= ~(std::uint64_t{1} << (static_cast<std::size_t>(id) % 64));
  }
  bool has(std::int32_t id) const {
    const auto w = static_cast<std::size_t>(id) / 64;
    return w < words_.size() && (words_[w] >> (static_cast<std::size_t>(id) % 64) & 1u) != 0;
  }
  bool empty() const {
    for (auto w : words_)
      if (w != 0) return false;
    return true;
  }
  bool meets(const IdSet& other) const {
    for (std::size_t i = 0; i < words_.size() && i < other.words_.size(); ++i)
      if ((words_[i] & other.words_[i]) != 0) return true;
    return false;
  }
  bool within(const IdSet& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if ((words_[i] & ~(i < other.words_.size() ? other.words_[i] : 0)) != 0) return false;
    return true;
  }
  IdSet& operator|=(const IdSet& other) {
    if (words_.size() < other.words_.size()) words_.resize(other.words_.size(), 0);
    for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  IdSet& operator&=(const IdSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= i < other.words_.size() ? other.words_[i] : 0;
    return *this;
  }
  IdSet& operator-=(const IdSet& other) {
    for (std::size_t i = 0; i < words_.size() && i < other.words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  std::vector<std::int32_t> ids() const {
    std::vector<std::int32_t> out;
    for (std::size_t i = 0; i < words_.size() * 64; ++i)
      if (has(static_cast<std::int32_t>(i))) out.push_back(static_cast<std::int32_t>(i));
    return out;
  }
  friend bool operator==(const IdSet& a, const IdSet& b) { return a.within(b) && b.within(a); }

 private:
  std::vector<std::uint64_t> words_;
};

// --- vocabulary ---------------------------------------------------------------------------------------------

struct Term {
  std::string name, title;  // title: as written, else the name with spaces
  std::vector<TermId> parents;
  std::vector<std::string> also;
  std::vector<std::pair<std::string, std::string>> codes;
  bool prescribed = false;  // declared on it or on an ancestor: a prescribed medicine
  IdSet kinds;              // itself and every descendant
  Span span;
};

struct Area {
  std::string name, title;
  std::vector<AreaId> part_of;
  std::vector<std::string> also;
  IdSet touching;  // itself, everything it is part of (transitively), everything part of it
  Span span;
};

struct Role {
  std::string name, title;
  std::vector<RoleId> is_a;
  IdSet counts_as;  // itself and every kind it is (a dermatologist counts as a doctor)
  Span span;
};

/// The type of an answer or of a detail. Yes-or-no is the options {yes, no}, in that order, `yes_no` set.
struct ValueType {
  enum class Kind { options, number, past_day, future_day, area, text } kind = Kind::options;
  bool yes_no = false;
  bool ordered = false;
  std::vector<std::string> options, labels;  // labels[i] is how a person writes option i; at most 64
  std::string unit;                          // of a number
  std::int64_t from = 0, to = 0;             // range of a number, thousandths, inclusive
};

struct AskedOnlyWhen {
  QuestionId question = none;
  std::uint64_t options = 0;  // asked when the answer is one of these
  bool else_no = false;       // surely not asked counts as `no`
};

struct Detail {
  std::string name;  // "depth"; "area" and "prescribed" are details like any other
  ValueType type;
  IdSet for_terms;  // the terms (with their kinds) that have it; empty: all of the list
  Span span;
};

struct List {
  std::string name, question;
  std::vector<TermId> roots;
  IdSet terms;  // every term under the roots
  syntax::ListRole role = syntax::ListRole::exposures;
  bool planned_too = false;     // exposures that may still lie ahead
  std::vector<Detail> details;  // one name may come twice, for different terms (depth of a peel, of needling)
  syntax::AnsweredBy answered_by = syntax::AnsweredBy::client;
  std::optional<Step> looks_back;
  std::optional<AskedOnlyWhen> asked_only;
  Span span;
};

struct Question {
  std::string name, question;
  ValueType type;
  std::vector<QuestionId> box_for;  // a compound box: yes = at least one of these, no = all no
  bool not_applicable_is_no = false;
  syntax::AnsweredBy answered_by = syntax::AnsweredBy::client;
  std::optional<AskedOnlyWhen> asked_only;
  Span span;
};

struct Vocabulary {
  std::string name, title, version;
  std::int32_t major = 0;
  std::vector<Term> terms;
  std::vector<Area> areas;
  std::vector<Role> roles;
  std::vector<List> lists;
  std::vector<Question> questions;
  time::Tolerance tolerance;
  // Ids by name. Names of terms, areas, roles, lists and questions live in one space each; a list and a question
  // never share a name (both are keys of `answers`), and a term and a question or list never share one either.
  std::map<std::string, TermId, std::less<>> term_ids;
  std::map<std::string, AreaId, std::less<>> area_ids;
  std::map<std::string, RoleId, std::less<>> role_ids;
  std::map<std::string, ListId, std::less<>> list_ids;
  std::map<std::string, QuestionId, std::less<>> question_ids;
  // Whole names as people write them, folded (see fold_name): name, title and other names.
  std::map<std::string, TermId, std::less<>> term_by_words;
  std::map<std::string, AreaId, std::less<>> area_by_words;
};

/// Lower case (ASCII and Latin-1 letters), spaces, hyphens and underscores to one space, ends trimmed:
/// the marks of a brand (®, ™) dropped: "Retin-A", "retin_a" and " RETIN  A®" are one name.
std::string fold_name(std::string_view words);
/// The same into `out`, whose memory is used again. `words` is not a part of it.
void fold_name(std::string_view words, std::string& out);

// --- conditions ---------------------------------------------------------------------------------------------

/// A test on a value. For options: `mask` holds the options that satisfy it (already resolved for order and `not`).
/// For numbers: the closed ranges of thousandths that satisfy it.
struct ValueTest {
  std::uint64_t mask = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
  bool area = false;  // the detail is an area: satisfied when it touches one of `areas`
  IdSet areas;
};

struct WhereTest {
  std::string detail;  // by name: a list may declare it several times for different terms
  // One test per declaration of the detail, as (list, index into List::details). An entry whose list or terms do not
  // have the detail cannot satisfy it: unknown, never false.
  struct Case {
    ListId list = none;
    std::int32_t detail = none;
    ValueTest test;
  };
  std::vector<Case> cases;
};

/// What a condition or a wait reads: terms (with their kinds) in lists of certain roles, or whole lists, or day
/// questions.
struct Subject {
  IdSet terms;  // any entry whose term is one of these; INVARIANT: closed under kinds
  std::vector<ListId>
      lists;  // the lists read: those whose terms meet `terms` and whose role the form reads, or named whole
  std::vector<QuestionId> days;  // past-day or future-day questions named directly (`after last sunburn_day`)
  std::vector<WhereTest> where;  // all must hold
  std::string words;             // as written, for sentences: "prescription retinoid"
  Span span;
};

struct WithinVisit {
  Step step;
  syntax::Side side = syntax::Side::before;
};

struct Condition {
  enum class Kind {
    and_,
    or_,
    not_,
    question,
    age,
    any,
    taking,
    present,
    allergic,
    planned,
    area,
    every_answer_no
  } kind = Kind::and_;
  std::vector<Condition> of;   // and_, or_: two or more; not_: one
  QuestionId question = none;  // question; age: the past-day question that gives the birth date
  ValueTest test;              // question; area: `areas`
  // age: the client's age in completed months lies in one of these closed ranges [from, to] (to = -1: no end).
  std::vector<std::pair<std::int32_t, std::int32_t>> age_months;
  Subject subject;  // any, taking, present, allergic, planned
  bool no = false;  // any: `no X`
  bool in_treated_area = false;
  bool started_by_visit = false;
  std::optional<WithinVisit> within;
  /// Whether the condition being true makes the client wait (or brings a condition or note) rather than pass: decides
  /// the rounding of month steps in `within`. Under `not`, `no` and `unless` it is turned round.
  bool towards_waiting = true;
  Span span;
};

/// Adds how often a condition reads each answer: by QuestionId, and by -1 - ListId for lists. `every answer is no`
/// reads all of the client's.
void count_reads(const Vocabulary& vocabulary, const Condition& condition, std::map<std::int32_t, int>& reads);

// --- checks -------------------------------------------------------------------------------------------------

struct Window {
  std::optional<Step> must;  // absent: better only
  std::optional<Step> better;
};

struct TableRow {
  // The values of the property that take this row; `cases` as in WhereTest. `otherwise` rows are resolved to the rest.
  WhereTest match;
  Window window;
  std::string words;  // "superficial", "up to 1.5 mm"
  Span span;
};

/// `wait N after last X …`. With rows the window comes from the row of each event; an event of unknown property may
/// take any row. INVARIANT: rows are exhaustive over the declared property of every term of the subject that has it; a
/// term without the property may take any row too.
struct WaitAfter {
  Subject subject;
  bool in_treated_area = false;
  Window window;         // without rows
  std::string property;  // "depth" when there are rows
  std::vector<TableRow> rows;
  std::optional<Condition> better_while;  // the better tier applies only while this may hold
};

struct WaitFrom {
  Subject subject;
  bool in_treated_area = false;
  Step before;  // zero: from the start itself
  Step after;   // zero: until its end; the end day itself is closed
};

/// A depth, as option index (ordered) or thousandths of the unit of the pack.
struct DepthLimit {
  std::int64_t value = 0;
  std::string words;
};

enum class Form {
  wait_after,
  wait_from,
  wait_while,
  wait_clearance,
  limit,
  not_device,
  go_only,
  note,
  ask_again,
  guarantee
};

struct SourceRef {
  std::string id, title, part;
  syntax::Strength strength = syntax::Strength::house;
  std::string at;
};

struct Check {
  std::string name, title;
  Form form = Form::wait_while;
  WaitAfter after;      // wait_after; limit with a window
  WaitFrom from;        // wait_from
  Condition condition;  // the forms with `while`, `guarantee`; limit without a window
  bool limit_by_window = false;
  DepthLimit limit;                  // limit
  std::string words;                 // `until "…"` of wait_while; the text of go_only and note
  std::vector<RoleId> clearance_by;  // wait_clearance
  std::vector<std::string> instead;  // not_device: packs
  std::vector<RoleId> cleared_by, then_cleared_by;
  std::optional<Condition> unless;
  std::string because, tell;
  std::vector<SourceRef> sources;
  std::string spread;  // "12 hours to 30 days"
  std::optional<Day> review_by, effective_from, effective_until;
  bool touches_prescribed = false;  // reads a term that is prescribed, or whose entries carry `prescribed`
  Span span;
};

struct CareLine {
  syntax::CareLine::Verb verb = syntax::CareLine::Verb::avoid;
  std::string text, until, check;  // check: of `next session by`
  // Hours and calendar steps are kept apart: hours count from the end of the session, steps from its day.
  struct Amount {
    std::int32_t hours = 0;
    Step step;
    std::string words;
  };
  std::optional<Amount> from, length, better;
  struct DepthRow {
    std::optional<std::int64_t> up_to;
    Amount length;
    std::optional<Amount> better;
    std::string words;
  };  // up_to absent: above
  std::vector<DepthRow> by_depth;
};
struct CareItem {
  bool before = false;
  std::string name, title;
  std::vector<CareLine> lines;
  std::optional<Condition> condition;
  std::vector<SourceRef> sources;
  std::string because;
};
struct AboutSection {
  std::string name, title;
  std::vector<std::string> paragraphs;
  std::vector<SourceRef> sources;
};

struct Need {
  QuestionId question = none;
  ListId list = none;
  TermId term = none;
};

struct DepthType {
  ValueType type;
};  // options (ordered) or number

struct Validity {
  std::optional<Step> form_holds;
  std::optional<Step> change_check_after;   // a form older than this …
  std::optional<Step> change_check_within;  // … needs a change check not older than this
  std::optional<Step> clearance_holds;
};

struct Pack {
  std::string name, title, version;
  std::int32_t major = 0;
  std::string vocabulary;
  std::optional<Day> review_by;
  std::vector<Need> needs;
  std::optional<DepthType> depth;
  /// What a session of this treatment is among the terms: other treatments of the same day see it as that. INVARIANT:
  /// `none`, or asked for by a list of events to come.
  TermId performs = none;
  Validity validity;
  std::vector<Check> checks;  // guarantees are checks of form `guarantee`
  std::vector<CareItem> care;
  std::vector<AboutSection> about;
  std::vector<text::FileId> files;
  Span span;
};

/// `tighten`: one more check under the same name, joined to it. `loosen`: replaces it on visit days up to `until`.
struct Change {
  bool loosen = false;
  std::string check;
  Check replacement;  // complete: `SameWait` is already filled in from the check it names
  std::string because, approved_by;
  std::optional<Day> until;  // loosen: always
};

struct Policy {
  std::string name, pack;
  std::int32_t major = 0;
  std::vector<Change> changes;
  std::vector<Check> checks;
  std::vector<Need> needs;
  Validity validity;  // what is given replaces the pack's when shorter, is reported when longer
  std::vector<text::FileId> files;
  Span span;
};

/// Examples and tests keep their syntax: the trial room turns them into intake records, which one reader reads.
/// The check room has resolved the names that they use and reported unknown ones.
struct Example {
  std::string name, pack;
  const syntax::RecordItem* record = nullptr;
  Span span;
};
struct Test {
  std::string name, pack;
  const syntax::RecordItem* record = nullptr;
  const std::vector<syntax::Expectation>* expectations = nullptr;
  Span span;
};

struct CheckedRules {
  std::shared_ptr<const std::vector<syntax::File>> files;  // keeps the trees alive that tests point into
  std::vector<std::shared_ptr<const Vocabulary>> vocabularies;
  std::vector<std::shared_ptr<const Pack>> packs;
  std::vector<std::shared_ptr<const Policy>> policies;
  std::vector<Example> examples;
  std::vector<Test> tests;

  const Pack* pack(std::string_view name) const;
  const Vocabulary* vocabulary(std::string_view name) const;
};

}  // namespace contra::check
