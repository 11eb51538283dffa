// See diff.hpp: pairs what belongs together, says what is the same in meaning, and looks for a client for the rest.
#include "diff/diff.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "diff/candidates.hpp"
#include "diff/meaning.hpp"
#include "diff/proof.hpp"
#include "diff/witness.hpp"
#include "present/rules_text.hpp"
#include "present/words.hpp"

namespace contra::diff {

namespace {

using check::Vocabulary;
using compile::JoinedCheck;
using compile::Part;
using compile::Program;
using Kind = Item::Kind;
using Fate = Item::Fate;
using Shared = std::shared_ptr<const Program>;

constexpr const char* searched = "no such intake was found, and nothing proves that there is none";

void append(std::vector<Edits>& to, std::vector<Edits>&& from) {
  for (auto& edits : from) to.push_back(std::move(edits));
}

Reach farthest(Reach a, Reach b) { return std::max(a, b); }

/// Names in either of two maps, in order.
template <class Map>
std::set<std::string> keys(const Map& a, const Map& b) {
  std::set<std::string> out;
  for (const auto& [name, value] : a) out.insert(name);
  for (const auto& [name, value] : b) out.insert(name);
  return out;
}

/// A pack in both versions, with what a search for clients needs.
class Pack {
 public:
  Pack(const Version& a, const Version& b, Shared in_a, Shared in_b, const Vocabulary* va, const Vocabulary* vb,
       const CompareOptions& options)
      : a_(std::move(in_a)),
        b_(std::move(in_b)),
        judge_a_(a, va),
        judge_b_(b, vb),
        visit_(options.visit),
        versions_{&a, &b},
        proofs_(a_, b_, options) {}

  const Program* a() const { return a_.get(); }
  const Program* b() const { return b_.get(); }
  Proofs& proofs() const { return proofs_; }
  const std::string& name() const { return (a_ ? a_ : b_)->identity.name; }

  const Search& search() const {
    if (!search_)
      search_ = std::make_unique<Search>(judge_a_, judge_b_,
                                         Composer(judge_a_.vocabulary(), judge_b_.vocabulary(),
                                                  find_healthy(judge_a_, judge_b_, a_.get(), b_.get(), visit_)));
    return *search_;
  }

  Candidates candidates(const Program& program, const Focus& focus, std::optional<Day> visit = {}) const {
    return Candidates(program, {visit.value_or(visit_), search().composer().healthy().area}, focus);
  }

  /// Every program of both versions beside which this one may be planned.
  std::vector<Edits> neighbours() const {
    std::map<std::string, Json> others;
    for (const Version* version : versions_)
      for (const auto& program : version->programs) {
        if (program->identity.name == name()) continue;
        Json depth;
        if (program->pack->depth) {
          const check::ValueType& type = program->pack->depth->type;
          if (type.kind == check::ValueType::Kind::number)
            depth = {{type.unit, static_cast<double>(type.from) / 1000.0}};
          else if (!type.options.empty())
            depth = type.options.front();
        }
        others[program->identity.name] = std::move(depth);
      }
    std::vector<Edits> out;
    for (auto& [name, depth] : others) out.push_back({{Edit::What::also, name, std::move(depth), 0, false}});
    return out;
  }

  Day visit() const { return visit_; }

  /// The words of one version, with those that the other does not have.
  Lexicon lexicon(bool of_a) const {
    const Vocabulary& mine = of_a ? judge_a_.vocabulary() : judge_b_.vocabulary();
    const Vocabulary& other = of_a ? judge_b_.vocabulary() : judge_a_.vocabulary();
    Lexicon out{mine, {}};
    for (const auto& [name, id] : mine.term_ids)
      if (other.term_ids.count(name) == 0) out.only_here.insert(name);
    for (const auto& [name, id] : mine.area_ids)
      if (other.area_ids.count(name) == 0) out.only_here.insert(name);
    return out;
  }

 private:
  Shared a_, b_;
  Judge judge_a_, judge_b_;
  Day visit_;
  const Version* versions_[2];
  mutable Proofs proofs_;
  mutable std::unique_ptr<Search> search_;
};

void take(Item& item, Found&& found) {
  if (found.reach <= item.reach && item.reach != Reach::not_found) return;
  if (found.reach == Reach::same) return;
  item.reach = found.reach;
  item.witnesses = std::move(found.witnesses);
  item.open.clear();
}

// --- checks ---------------------------------------------------------------------------------------------------

enum class PartKind { own, tightened, loosened };
PartKind kind_of(const JoinedCheck& joined, std::size_t i) {
  const Part& part = joined.parts[i];
  return part.loosens ? PartKind::loosened : i == 0 ? PartKind::own : PartKind::tightened;
}

/// The parts of a check in both versions that stand for each other: the pack's own, then each policy's in order.
std::vector<std::pair<const Part*, const Part*>> paired(const JoinedCheck* a, const JoinedCheck* b) {
  std::vector<std::pair<const Part*, const Part*>> out;
  for (const PartKind kind : {PartKind::own, PartKind::tightened, PartKind::loosened}) {
    std::vector<const Part*> left, right;
    for (const auto& [joined, parts] : {std::pair{a, &left}, std::pair{b, &right}})
      for (std::size_t i = 0; joined != nullptr && i < joined->parts.size(); ++i)
        if (kind_of(*joined, i) == kind) parts->push_back(&joined->parts[i]);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i)
      out.emplace_back(i < left.size() ? left[i] : nullptr, i < right.size() ? right[i] : nullptr);
  }
  return out;
}

/// The rule of one part as a sentence, with whose it is when a policy has written it.
std::string sentence_of(const Part& part, const Program& program, const text::SourceSet& sources) {
  const std::string words = present::check_sentence(part.check, *program.vocabulary, sources);
  const std::string by = part.changed_by.substr(0, part.changed_by.find(", approved by "));
  return by.empty() ? words : present::capitalised(by) + ": " + words;
}

void add_sentence(std::string& to, const std::string& sentence) { to += (to.empty() ? "" : " ") + sentence; }

/// Terms that one of the two reads and the other does not.
std::set<std::string> changed_terms(const Fields& a, const Fields& b) {
  std::set<std::string> one, two, out;
  for (const Field& field : a)
    if (field.what.rfind("terms that ", 0) == 0) one.insert(field.members.begin(), field.members.end());
  for (const Field& field : b)
    if (field.what.rfind("terms that ", 0) == 0) two.insert(field.members.begin(), field.members.end());
  std::set_symmetric_difference(one.begin(), one.end(), two.begin(), two.end(), std::inserter(out, out.begin()));
  return out;
}

/// Ends of months and days about them: where steps by months and by days part.
std::vector<Day> other_visits(Day visit) {
  std::vector<Day> out;
  YearMonthDay date = date_of(visit);
  for (int i = 0; i < 24; ++i) {
    if (++date.month > 12) {
      date.month = 1;
      ++date.year;
    }
    for (const unsigned day : {1u, days_in_month(date.year, date.month)})
      if (const auto found = day_of({date.year, date.month, day})) out.push_back(*found);
  }
  return out;
}

class CheckSearch {
 public:
  CheckSearch(const Pack& pack, const JoinedCheck* a, const JoinedCheck* b, Focus focus)
      : pack_(pack), a_(a), b_(b), focus_(std::move(focus)) {}

  Found run() const {
    const std::string& name = (a_ != nullptr ? a_ : b_)->name;
    std::vector<Edits> edits = around(std::nullopt);
    // Days on which a part begins or ceases to count.
    for (const Day day : turns())
      for (const std::int32_t off : {-1, 0, 1}) append(edits, around(Day{day.number + off}));
    Found found = pack_.search().of_check(std::move(edits), name);
    if (found.reach == Reach::days || !counts_months()) return found;
    std::vector<Edits> later;
    for (const Day day : other_visits(pack_.visit())) append(later, around(day));
    Found other = pack_.search().of_check(std::move(later), name);
    return other.reach > found.reach ? std::move(other) : std::move(found);
  }

 private:
  std::vector<Edits> around(std::optional<Day> visit) const {
    std::vector<Edits> out;
    for (const auto& [joined, program] : {std::pair{a_, pack_.a()}, std::pair{b_, pack_.b()}}) {
      if (joined == nullptr) continue;
      const Candidates maker = pack_.candidates(*program, focus_, visit);
      for (const Part& part : joined->parts) append(out, maker.of(part.check));
    }
    out.push_back({});
    if (visit)
      for (Edits& edits : out) edits.insert(edits.begin(), {Edit::What::visit, {}, iso(*visit), 0, false});
    return out;
  }

  /// Whether a length in months is in play: it may part from one in days in some months only.
  bool counts_months() const {
    for (const JoinedCheck* joined : {a_, b_})
      for (std::size_t i = 0; joined != nullptr && i < joined->parts.size(); ++i)
        if (counts_months(joined->parts[i].check)) return true;
    return false;
  }
  static bool counts_months(const check::Check& check) {
    const auto window = [](const check::Window& w) {
      return (w.must && w.must->months != 0) || (w.better && w.better->months != 0);
    };
    if (window(check.after.window) || check.from.before.months != 0 || check.from.after.months != 0) return true;
    for (const auto& row : check.after.rows)
      if (window(row.window)) return true;
    return counts_months(check.condition) || (check.unless && counts_months(*check.unless));
  }
  static bool counts_months(const check::Condition& condition) {
    if (condition.within && condition.within->step.months != 0) return true;
    return std::any_of(condition.of.begin(), condition.of.end(),
                       [](const check::Condition& c) { return counts_months(c); });
  }

  std::set<Day> turns() const {
    std::set<Day> one, two, out;
    for (const auto& [joined, days] : {std::pair{a_, &one}, std::pair{b_, &two}})
      for (std::size_t i = 0; joined != nullptr && i < joined->parts.size(); ++i)
        for (const auto& day : {joined->parts[i].counts_from, joined->parts[i].counts_until})
          if (day && *day > first_day && *day < last_day) days->insert(*day);
    // The day of a change that both have moves nobody, unless it is all that there is.
    std::set_union(one.begin(), one.end(), two.begin(), two.end(), std::inserter(out, out.begin()));
    return out;
  }

  const Pack& pack_;
  const JoinedCheck* a_;
  const JoinedCheck* b_;
  Focus focus_;
};

/// A client of the solver, as far as the engine says the same of both versions.
void take(const Pack& pack, Item& item, const Settled::Client& client) {
  Found found =
      pack.search().replay(client.record, item.kind == Kind::check || item.kind == Kind::guarantee ? item.name : "");
  for (Witness& w : found.witnesses) {
    w.visit = client.visit;
    w.given = client.given;
    w.answers = client.given.size();
  }
  take(item, std::move(found));
}

/// Asks a solver about what trying has not settled.
void settle(const Pack& pack, Item& item) {
  if (item.reach == Reach::not_found) {
    const Settled settled = pack.proofs().of_check(item.name);
    item.open = settled.words;
    if (settled.proved) item.reach = Reach::proved;
    if (settled.client) take(pack, item, *settled.client);
  }
  if (item.reach == Reach::advice) {
    const Settled settled = pack.proofs().days_of_check(item.name);
    if (settled.proved) item.open = settled.words;
    if (settled.client) take(pack, item, *settled.client);
  }
}

/// Nothing when the check is the same in meaning and in words.
std::optional<Item> compare_check(const Pack& pack, const JoinedCheck* a, const JoinedCheck* b,
                                  const text::SourceSet& sources_a, const text::SourceSet& sources_b) {
  Item item;
  const JoinedCheck& one = a != nullptr ? *a : *b;
  item.name = one.name;
  const check::Check& check = one.parts.front().check;
  item.kind = check.form == check::Form::guarantee ? Kind::guarantee : Kind::check;
  item.title = (b != nullptr ? *b : *a).parts.front().check.title;
  item.fate = a == nullptr ? Fate::added : b == nullptr ? Fate::removed : Fate::changed;
  bool meaning = a == nullptr || b == nullptr;
  const Lexicon words_a = pack.lexicon(true), words_b = pack.lexicon(false);
  Focus focus;
  for (const auto& [left, right] : paired(a, b)) {
    const Fields fa = left != nullptr ? fields(*left, words_a, sources_a) : Fields{};
    const Fields fb = right != nullptr ? fields(*right, words_b, sources_b) : Fields{};
    if (!same_meaning(fa, fb)) meaning = true;
    if (left != nullptr && right != nullptr) {
      const bool own = left->changed_by.empty() && right->changed_by.empty();
      for (Change& change : differences(fa, fb)) {
        if (!own) change.what += left->loosens ? " (loosened)" : " (policy)";
        item.changes.push_back(std::move(change));
      }
      for (const auto& term : changed_terms(fa, fb)) focus.terms.insert(term);
    }
    if (left != nullptr && right != nullptr && same_meaning(fa, fb)) continue;
    if (left != nullptr) add_sentence(item.before, sentence_of(*left, *pack.a(), sources_a));
    if (right != nullptr) add_sentence(item.after, sentence_of(*right, *pack.b(), sources_b));
  }
  if (!meaning && item.changes.empty()) return std::nullopt;
  if (item.before == item.after) item.before.clear(), item.after.clear();
  if (!meaning) {
    item.reach = Reach::words;
    return item;
  }
  item.open = searched;
  take(item, CheckSearch(pack, a, b, focus).run());
  settle(pack, item);
  return item;
}

// --- packs ----------------------------------------------------------------------------------------------------

std::map<std::string, const JoinedCheck*> by_name(const Program& program) {
  std::map<std::string, const JoinedCheck*> out;
  for (const auto& joined : program.checks) out[joined.name] = &joined;
  return out;
}

void compare_needs(const Pack& pack, std::vector<Item>& items) {
  const std::vector<std::string> a = needs(*pack.a()), b = needs(*pack.b());
  if (a == b) return;
  Item item;
  item.kind = Kind::needs;
  item.name = "needs";
  std::vector<std::string> changed;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(changed));
  std::vector<Edits> edits;
  for (const auto& need : changed) {
    const bool before = std::binary_search(a.begin(), a.end(), need);
    item.changes.push_back({"needs", before ? need : "", before ? "" : need, false});
    const std::string name = need.substr(0, need.find(' '));
    for (const Json& value : {Json(), Json("unsure"), Json("declined")})
      edits.push_back({{Edit::What::answer, name, value, 0, false, value.is_null() ? 0 : 1}});
    const auto term = need.find(" for ");
    if (term == std::string::npos) continue;
    // A list that was asked for one other term only.
    for (const auto& [program, mine] : {std::pair{pack.a(), before}, std::pair{pack.b(), !before}}) {
      if (!mine) continue;
      const Vocabulary& v = *program->vocabulary;
      const auto list = v.list_ids.find(name);
      if (list == v.list_ids.end()) continue;
      Json others = Json::array();
      const std::string wanted = need.substr(term + 5);
      for (const auto id : v.lists[static_cast<std::size_t>(list->second)].terms.ids()) {
        const auto& t = v.terms[static_cast<std::size_t>(id)];
        if (t.name != wanted && !v.terms[static_cast<std::size_t>(v.term_ids.at(wanted))].kinds.has(id) &&
            !t.kinds.has(v.term_ids.at(wanted)))
          others.push_back(t.name);
      }
      edits.push_back(
          {{Edit::What::answer, name, {{"asked", std::move(others)}, {"entries", Json::array()}}, 0, true}});
    }
  }
  item.open = searched;
  take(item, pack.search().of_origin(std::move(edits), {"needs"}));
  items.push_back(std::move(item));
}

void compare_validity(const Pack& pack, std::vector<Item>& items) {
  const auto layers = [](const Program& program) {
    std::vector<std::pair<std::string, Fields>> out;
    for (std::size_t i = 0; i < program.validities.size(); ++i)
      out.emplace_back(i == 0 ? "" : "policy: ", fields(program.validities[i]));
    return out;
  };
  auto a = layers(*pack.a()), b = layers(*pack.b());
  Item item;
  item.kind = Kind::validity;
  item.name = "validity";
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const Fields fa = i < a.size() ? a[i].second : Fields{}, fb = i < b.size() ? b[i].second : Fields{};
    for (Change& change : differences(fa, fb)) {
      change.what = (i == 0 ? "" : "policy: ") + change.what;
      item.changes.push_back(std::move(change));
    }
  }
  if (item.changes.empty()) return;
  std::vector<Edits> edits;
  for (const Program* program : {pack.a(), pack.b()}) {
    const Candidates maker = pack.candidates(*program, {});
    for (const auto& validity : program->validities) append(edits, maker.of(validity));
  }
  item.open = searched;
  // A clearance that runs out shows in a check that has not changed.
  std::set<std::string> known = {"needs"};
  for (const Item& other : items)
    if (other.kind == Kind::check || other.kind == Kind::guarantee) known.insert(other.name);
  take(item, pack.search().of_others(std::move(edits), known));
  const bool alone =
      std::all_of(items.begin(), items.end(), [](const Item& other) { return other.reach <= Reach::words; });
  if (item.reach == Reach::not_found && alone) {
    const Settled settled = pack.proofs().of_pack();
    item.open = settled.words;
    if (settled.proved) item.reach = Reach::proved;
    if (settled.client) take(pack, item, *settled.client);
  }
  items.push_back(std::move(item));
}

void compare_setting(const Pack& pack, std::vector<Item>& items) {
  const Fields a = setting_fields(*pack.a()), b = setting_fields(*pack.b());
  Item item;
  item.kind = Kind::setting;
  item.name = "setting";
  item.changes = differences(a, b);
  if (item.changes.empty()) return;
  if (same_meaning(a, b)) {
    item.reach = Reach::words;
  } else {
    std::vector<Edits> edits = pack.candidates(*pack.a(), {}).depths();
    append(edits, pack.candidates(*pack.b(), {}).depths());
    append(edits, pack.neighbours());
    item.open = searched;
    take(item, pack.search().of_any(std::move(edits)));
  }
  items.push_back(std::move(item));
}

/// What is told to a person and decides nothing, by name.
template <class Thing, class Get>
void compare_words(Kind kind, const std::vector<Thing>& a, const std::vector<Thing>& b, Get get,
                   std::vector<Item>& items) {
  std::map<std::string, const Thing*> left, right;
  for (const Thing& thing : a) left[thing.name] = &thing;
  for (const Thing& thing : b) right[thing.name] = &thing;
  for (const std::string& name : keys(left, right)) {
    const Thing* one = left.count(name) != 0 ? left[name] : nullptr;
    const Thing* two = right.count(name) != 0 ? right[name] : nullptr;
    Item item;
    item.kind = kind;
    item.name = name;
    item.title = (two != nullptr ? two : one)->title;
    item.fate = one == nullptr ? Fate::added : two == nullptr ? Fate::removed : Fate::changed;
    item.changes =
        differences(one != nullptr ? get(*one, true) : Fields{}, two != nullptr ? get(*two, false) : Fields{});
    item.reach = Reach::words;
    if (one == nullptr || two == nullptr || !item.changes.empty()) items.push_back(std::move(item));
  }
}

PackReport compare_pack(const Pack& pack, const text::SourceSet& sources_a, const text::SourceSet& sources_b) {
  PackReport out;
  out.name = pack.name();
  out.in_a = pack.a() != nullptr;
  out.in_b = pack.b() != nullptr;
  if (out.in_a) out.a = pack.a()->identity;
  if (out.in_b) out.b = pack.b()->identity;
  if (!out.in_a || !out.in_b) {
    // The whole treatment: who had a decision has none now, or the other way round.
    Item item;
    item.kind = Kind::setting;
    item.fate = out.in_a ? Fate::removed : Fate::added;
    item.name = out.name;
    item.title = (out.in_a ? pack.a() : pack.b())->pack->title;
    item.open = searched;
    take(item, pack.search().of_origin({{}}, {"rules"}));
    out.items.push_back(std::move(item));
    return out;
  }
  const auto a = by_name(*pack.a()), b = by_name(*pack.b());
  for (const std::string& name : keys(a, b)) {
    const auto left = a.find(name), right = b.find(name);
    auto item = compare_check(pack, left == a.end() ? nullptr : left->second,
                              right == b.end() ? nullptr : right->second, sources_a, sources_b);
    if (item)
      out.items.push_back(std::move(*item));
    else
      ++out.same;
  }
  compare_needs(pack, out.items);
  compare_validity(pack, out.items);
  compare_setting(pack, out.items);
  compare_words(
      Kind::care, pack.a()->care, pack.b()->care,
      [&](const check::CareItem& care, bool first) { return fields(care, first ? sources_a : sources_b); }, out.items);
  compare_words(
      Kind::about, pack.a()->pack->about, pack.b()->pack->about,
      [](const check::AboutSection& about, bool) { return fields(about); }, out.items);
  return out;
}

// --- vocabularies ---------------------------------------------------------------------------------------------

/// One version of a vocabulary beside the other, and the packs on both by which a change may reach a client.
class VocabularyComparison {
 public:
  VocabularyComparison(const Vocabulary& a, const Vocabulary& b, std::vector<const Pack*> packs)
      : a_(a), b_(b), packs_(std::move(packs)) {}

  std::vector<Item> run() {
    compare(Kind::term, a_.terms, b_.terms, [](const check::Term& t, const Vocabulary& v) { return fields(t, v); });
    compare(Kind::area, a_.areas, b_.areas, [](const check::Area& t, const Vocabulary& v) { return fields(t, v); });
    compare(Kind::role, a_.roles, b_.roles, [](const check::Role& t, const Vocabulary& v) { return fields(t, v); });
    compare(Kind::list, a_.lists, b_.lists, [](const check::List& t, const Vocabulary& v) { return fields(t, v); });
    compare(Kind::question, a_.questions, b_.questions,
            [](const Question& t, const Vocabulary& v) { return fields(t, v); });
    Item item;
    item.kind = Kind::tolerance;
    item.name = "tolerance";
    item.changes = differences(fields(a_.tolerance), fields(b_.tolerance));
    if (!item.changes.empty()) finish(std::move(item), {});
    return std::move(items_);
  }

 private:
  using Question = check::Question;

  static std::string title_of(const check::List& list) { return list.question; }
  static std::string title_of(const Question& question) { return question.question; }
  template <class Thing>
  static std::string title_of(const Thing& thing) {
    return thing.title;
  }

  template <class Thing, class Get>
  void compare(Kind kind, const std::vector<Thing>& a, const std::vector<Thing>& b, Get get) {
    std::map<std::string, const Thing*> left, right;
    for (const Thing& thing : a) left[thing.name] = &thing;
    for (const Thing& thing : b) right[thing.name] = &thing;
    for (const std::string& name : keys(left, right)) {
      const Thing* one = left.count(name) != 0 ? left[name] : nullptr;
      const Thing* two = right.count(name) != 0 ? right[name] : nullptr;
      Item item;
      item.kind = kind;
      item.name = name;
      item.title = title_of(two != nullptr ? *two : *one);
      item.fate = one == nullptr ? Fate::added : two == nullptr ? Fate::removed : Fate::changed;
      const Fields fa = one != nullptr ? get(*one, a_) : Fields{}, fb = two != nullptr ? get(*two, b_) : Fields{};
      if (one != nullptr && two != nullptr && same_meaning(fa, fb)) {
        item.changes = differences(fa, fb);
        item.reach = Reach::words;
        if (!item.changes.empty()) items_.push_back(std::move(item));
        continue;
      }
      item.changes = differences(fa, fb);
      finish(std::move(item), words(fa, fb));
    }
  }

  /// The ways to write a term or an area that one of the versions has and the other has not, and its name.
  static std::vector<std::string> words(const Fields& a, const Fields& b) {
    std::set<std::string> one, two, out;
    for (const Field& field : a)
      if (field.what == "also written") one.insert(field.members.begin(), field.members.end());
    for (const Field& field : b)
      if (field.what == "also written") two.insert(field.members.begin(), field.members.end());
    std::set_symmetric_difference(one.begin(), one.end(), two.begin(), two.end(), std::inserter(out, out.begin()));
    return {out.begin(), out.end()};
  }

  void finish(Item&& item, std::vector<std::string> words) {
    item.open = packs_.empty() ? "no pack of both versions is on this vocabulary" : searched;
    words.insert(words.begin(), item.name);
    for (const Pack* pack : packs_) {
      std::vector<Edits> edits;
      for (const auto& [program, v] : {std::pair{pack->a(), &a_}, std::pair{pack->b(), &b_}}) {
        if (program == nullptr || program->vocabulary.get() != v) continue;
        append(edits, around(*pack, *program, *v, item, words));
      }
      if (item.kind == Kind::tolerance) {
        const auto exact = [](const Edits& one) {
          return std::none_of(one.begin(), one.end(), [](const Edit& edit) {
            return edit.value.dump().find("\"about\"") != std::string::npos;
          });
        };
        edits.erase(std::remove_if(edits.begin(), edits.end(), exact), edits.end());
      }
      take(item, pack->search().of_any(std::move(edits)));
      if (item.reach == Reach::days) break;
    }
    items_.push_back(std::move(item));
  }

  static std::vector<Edits> around(const Pack& pack, const Program& program, const Vocabulary& v, const Item& item,
                                   const std::vector<std::string>& words) {
    Focus focus;
    if (item.kind == Kind::term) focus.terms.insert(item.name);
    if (item.kind == Kind::role) focus.roles.insert(item.name);
    if (item.kind == Kind::tolerance) focus.vague_dates = true;
    const Candidates maker = pack.candidates(program, focus);
    std::vector<Edits> out;
    switch (item.kind) {
      case Kind::term:
        out = maker.of_term(item.name, words);
        break;
      case Kind::area:
        for (const auto& word : words) {
          std::vector<Edits> of_word = maker.of_area(word);
          // Its name before other ways to write it.
          for (Edits& edits : of_word)
            for (Edit& edit : edits) edit.far += word == item.name ? 0 : 1;
          append(out, std::move(of_word));
        }
        break;
      case Kind::list:
        if (const auto found = v.list_ids.find(item.name); found != v.list_ids.end())
          out = maker.of_list(v.lists[static_cast<std::size_t>(found->second)]);
        break;
      case Kind::question:
        if (const auto found = v.question_ids.find(item.name); found != v.question_ids.end())
          out = maker.of_question(v.questions[static_cast<std::size_t>(found->second)]);
        break;
      default:
        break;
    }
    // And through every check that may read it.
    for (const auto& joined : program.checks) {
      for (const Part& part : joined.parts) {
        if (!may_read(part.check, v, item)) continue;
        std::vector<Edits> more = maker.of(part.check);
        if (more.size() > 400 && item.kind != Kind::tolerance) more.resize(400);
        append(out, std::move(more));
      }
    }
    return out;
  }

  static bool may_read(const check::Check& check, const Vocabulary& v, const Item& item) {
    const auto reads = [&](const auto& test) {
      for (const check::Subject* subject : {&check.after.subject, &check.from.subject})
        if (test(*subject)) return true;
      for (const check::Condition* condition : {&check.condition, check.unless ? &*check.unless : nullptr,
                                                check.after.better_while ? &*check.after.better_while : nullptr})
        if (condition != nullptr && any_subject(*condition, test)) return true;
      return false;
    };
    switch (item.kind) {
      case Kind::term: {
        const auto id = v.term_ids.find(item.name);
        return id != v.term_ids.end() && reads([&](const check::Subject& s) { return s.terms.has(id->second); });
      }
      case Kind::list: {
        const auto id = v.list_ids.find(item.name);
        return id != v.list_ids.end() && reads([&](const check::Subject& s) {
                 return std::find(s.lists.begin(), s.lists.end(), id->second) != s.lists.end();
               });
      }
      case Kind::question: {
        const auto id = v.question_ids.find(item.name);
        if (id == v.question_ids.end()) return false;
        std::map<std::int32_t, int> counts;
        check::count_reads(v, check.condition, counts);
        if (check.unless) check::count_reads(v, *check.unless, counts);
        return counts.count(id->second) != 0;
      }
      case Kind::role:
        return !eval::clearing_roles(check).empty();
      case Kind::tolerance:
        return check.form == check::Form::wait_after;
      default:
        return false;
    }
  }

  template <class Test>
  static bool any_subject(const check::Condition& condition, const Test& test) {
    if (test(condition.subject)) return true;
    return std::any_of(condition.of.begin(), condition.of.end(),
                       [&](const check::Condition& c) { return any_subject(c, test); });
  }

  const Vocabulary& a_;
  const Vocabulary& b_;
  std::vector<const Pack*> packs_;
  std::vector<Item> items_;
};

Shared find(const Version& version, const std::string& name) {
  for (const auto& program : version.programs)
    if (program->identity.name == name) return program;
  return nullptr;
}

const Vocabulary* vocabulary_of(const Version& version, const std::string& name) {
  for (const auto& program : version.programs)
    if (program->vocabulary->name == name) return program->vocabulary.get();
  return version.programs.empty() ? nullptr : version.programs.front()->vocabulary.get();
}

/// A check that went from one pack to another is one change, not two.
void note_moves(Report& report) {
  for (PackReport& from : report.packs)
    for (Item& gone : from.items) {
      if (gone.kind != Kind::check || gone.fate != Fate::removed) continue;
      for (PackReport& to : report.packs)
        for (Item& come : to.items) {
          if (come.kind != Kind::check || come.fate != Fate::added || come.name != gone.name || &to == &from) continue;
          gone.moved = to.name;
          come.moved = from.name;
        }
    }
  for (PackReport& pack : report.packs)
    for (Item& item : pack.items)
      if (!item.moved.empty()) item.fate = Fate::moved;
}

template <class Take>
void each_item(const Report& report, Take take) {
  for (const auto& vocabulary : report.vocabularies)
    for (const auto& item : vocabulary.items) take(item);
  for (const auto& pack : report.packs)
    for (const auto& item : pack.items) take(item);
}

}  // namespace

Reach Report::reach() const {
  Reach out = Reach::same;
  each_item(*this, [&](const Item& item) { out = farthest(out, item.reach); });
  return out;
}

Way Report::way() const {
  bool earlier = false, later = false;
  each_item(*this, [&](const Item& item) {
    for (const Witness& w : item.witnesses) {
      earlier |= w.way == Way::earlier || w.way == Way::both;
      later |= w.way == Way::later || w.way == Way::both;
    }
  });
  return earlier && later ? Way::both : earlier ? Way::earlier : later ? Way::later : Way::none;
}

Report compare(const Version& a, const Version& b, const CompareOptions& options) {
  Report report;
  report.a = a.name;
  report.b = b.name;
  report.left_out_a = a.left_out;
  report.left_out_b = b.left_out;
  std::set<std::string> names, vocabularies;
  for (const Version* version : {&a, &b})
    for (const auto& program : version->programs) {
      names.insert(program->identity.name);
      vocabularies.insert(program->vocabulary->name);
    }
  std::vector<std::unique_ptr<Pack>> packs;
  for (const std::string& name : names) {
    const Shared in_a = find(a, name);
    const Shared in_b = find(b, name);
    const std::string& vocabulary = (in_a ? in_a : in_b)->vocabulary->name;
    const Vocabulary* va = in_a ? in_a->vocabulary.get() : vocabulary_of(a, vocabulary);
    const Vocabulary* vb = in_b ? in_b->vocabulary.get() : vocabulary_of(b, vocabulary);
    if (va == nullptr || vb == nullptr) continue;  // a version without any pack is no version: the caller refuses it
    packs.push_back(std::make_unique<Pack>(a, b, in_a, in_b, va, vb, options));
  }
  // By the names of both: a vocabulary may have been given another.
  std::map<std::pair<std::string, std::string>, std::pair<const Vocabulary*, const Vocabulary*>> pairs;
  for (const std::string& name : vocabularies) {
    const Vocabulary* va = vocabulary_of(a, name);
    const Vocabulary* vb = vocabulary_of(b, name);
    if (va != nullptr && vb != nullptr && va->name == name && vb->name == name) pairs[{name, name}] = {va, vb};
  }
  for (const auto& pack : packs)
    if (pack->a() != nullptr && pack->b() != nullptr) {
      const Vocabulary* va = pack->a()->vocabulary.get();
      const Vocabulary* vb = pack->b()->vocabulary.get();
      pairs[{va->name, vb->name}] = {va, vb};
    }
  for (const auto& [named, both] : pairs) {
    const auto [va, vb] = both;
    std::vector<const Pack*> on;
    for (const auto& pack : packs)
      if (pack->a() != nullptr && pack->b() != nullptr && pack->a()->vocabulary.get() == va &&
          pack->b()->vocabulary.get() == vb)
        on.push_back(pack.get());
    const std::string name = va->name == vb->name ? va->name : va->name + ", now " + vb->name;
    VocabularyReport out{name, va->version, vb->version, VocabularyComparison(*va, *vb, std::move(on)).run()};
    if (!out.items.empty()) report.vocabularies.push_back(std::move(out));
  }
  for (const auto& pack : packs) report.packs.push_back(compare_pack(*pack, *a.sources, *b.sources));
  note_moves(report);
  return report;
}

}  // namespace contra::diff
