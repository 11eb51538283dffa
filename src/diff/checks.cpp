// One check in both versions: what changed of it, and who shows it. See pack.hpp.
#include <algorithm>

#include "diff/pack.hpp"
#include "present/rules_text.hpp"
#include "present/words.hpp"

namespace contra::diff {

namespace {

using compile::JoinedCheck;
using compile::Part;
using Kind = Item::Kind;
using Fate = Item::Fate;

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
    if (found.reach != Reach::same || !counts_months()) return found;
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

/// Whether a check that moves somebody one way moves nobody the other way.
void settle_other_way(const Pack& pack, Item& item) {
  const Way way = item.witnesses.front().way;
  const bool one_way = (way == Way::earlier || way == Way::later) && item.witnesses.size() == 1;
  if (!one_way) return;
  const Settled settled = pack.proofs().way_of_check(item.name, way == Way::earlier ? Way::later : Way::earlier);
  if (settled.proved) item.open = settled.words;
  if (!settled.client) return;
  Item other = item;
  other.reach = Reach::not_found;
  other.witnesses.clear();
  take(pack, other, *settled.client);
  if (other.reach == Reach::days && other.witnesses.front().way != way)
    item.witnesses.push_back(std::move(other.witnesses.front()));
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
  if (item.reach == Reach::days) settle_other_way(pack, item);
}

}  // namespace

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

}  // namespace contra::diff
