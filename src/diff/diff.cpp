// See diff.hpp: pairs packs and vocabularies, and what a pack says beside its checks.
#include "diff/diff.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "diff/pack.hpp"

namespace contra::diff {

namespace {

using compile::JoinedCheck;
using Kind = Item::Kind;
using Fate = Item::Fate;

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
    const Settled settled = pack.proofs().of_pack({});
    item.open = settled.words;
    if (settled.proved) item.reach = Reach::proved;
    if (settled.client) take(pack, item, *settled.client);
  }
  items.push_back(std::move(item));
}

using Packs = std::vector<std::unique_ptr<Pack>>;

/// What a session of the pack is to another treatment of the same day, which alone sees it.
void compare_performs(const Pack& pack, const Packs& packs, Item& item) {
  for (const auto& other : packs) {
    if (other.get() == &pack || other->a() == nullptr || other->b() == nullptr) continue;
    const Json& depth = pack.search().composer().healthy().depth;
    take(item, other->search().of_any({{{Edit::What::also, pack.name(), depth, 0, false}}}));
  }
}

void compare_setting(const Pack& pack, const Packs& packs, std::vector<Item>& items) {
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
    // A record may name the treatment by its title.
    for (const Program* program : {pack.a(), pack.b()})
      if (!program->pack->title.empty()) edits.push_back({{Edit::What::treatment, {}, program->pack->title, 0, false}});
    item.open = searched;
    take(item, pack.search().of_any(std::move(edits)));
    if (item.reach == Reach::not_found) compare_performs(pack, packs, item);
  }
  items.push_back(std::move(item));
}

/// What is told to a person and decides nothing, by name.
template <class Thing, class Get>
void compare_words(Kind kind, const std::vector<Thing>& a, const std::vector<Thing>& b, Get get,
                   std::vector<Item>& items) {
  pair_by_name(a, b, [&](const std::string& name, const Thing* one, const Thing* two) {
    Item item;
    item.kind = kind;
    item.name = name;
    item.title = (two != nullptr ? two : one)->title;
    item.fate = one == nullptr ? Fate::added : two == nullptr ? Fate::removed : Fate::changed;
    item.changes =
        differences(one != nullptr ? get(*one, true) : Fields{}, two != nullptr ? get(*two, false) : Fields{});
    item.reach = Reach::words;
    if (one == nullptr || two == nullptr || !item.changes.empty()) items.push_back(std::move(item));
  });
}

/// A check may close other days than before behind checks that close them all the same: then no day moves.
void settle_days(const Pack& pack, std::vector<Item>& items) {
  std::set<std::string> changed;
  std::vector<Item*> open;
  for (Item& item : items) {
    if (item.reach == Reach::not_found || item.reach == Reach::days) return;
    if (item.kind == Kind::check || item.kind == Kind::guarantee) changed.insert(item.name);
    // A complete intake answers all that must be answered: nothing follows for who leaves something open.
    if (item.reach == Reach::advice && item.open.empty() && item.kind != Kind::needs) open.push_back(&item);
  }
  if (open.empty()) return;
  const Settled settled = pack.proofs().of_pack(changed);
  for (Item* item : open)
    if (settled.proved) item->open = "no day moves: every client has GO and WAIT on the same days, by a solver";
  if (settled.client && open.size() == 1) {
    Item any = *open.front();
    any.kind = Kind::setting;  // whatever check it shows in
    take(pack, any, *settled.client);
    any.kind = open.front()->kind;
    *open.front() = std::move(any);
  }
}

PackReport compare_pack(const Pack& pack, const Packs& packs, const text::SourceSet& sources_a,
                        const text::SourceSet& sources_b) {
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
  compare_setting(pack, packs, out.items);
  settle_days(pack, out.items);
  compare_words(
      Kind::care, pack.a()->care, pack.b()->care,
      [&](const check::CareItem& care, bool first) { return fields(care, first ? sources_a : sources_b); }, out.items);
  compare_words(
      Kind::about, pack.a()->pack->about, pack.b()->pack->about,
      [](const check::AboutSection& about, bool) { return fields(about); }, out.items);
  return out;
}

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
  each_item(*this, [&](const Item& item) { out = std::max(out, item.reach); });
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
  std::set<std::string> names;
  for (const Version* version : {&a, &b})
    for (const auto& program : version->programs) {
      names.insert(program->identity.name);
    }
  Packs packs;
  for (const std::string& name : names) {
    const Shared in_a = find(a, name);
    const Shared in_b = find(b, name);
    const std::string& vocabulary = (in_a ? in_a : in_b)->vocabulary->name;
    const Vocabulary* va = in_a ? in_a->vocabulary.get() : vocabulary_of(a, vocabulary);
    const Vocabulary* vb = in_b ? in_b->vocabulary.get() : vocabulary_of(b, vocabulary);
    if (va == nullptr || vb == nullptr) continue;  // a version without any pack is no version: the caller refuses it
    packs.push_back(std::make_unique<Pack>(a, b, in_a, in_b, va, vb, options));
  }
  // The vocabularies that packs of both versions are on, each pair once.
  std::map<std::pair<std::string, std::string>, std::vector<const Pack*>> on;
  for (const auto& pack : packs)
    if (pack->a() != nullptr && pack->b() != nullptr)
      on[{pack->a()->vocabulary->name, pack->b()->vocabulary->name}].push_back(pack.get());
  for (const auto& [pair, on_both] : on) {
    const Vocabulary& va = *on_both.front()->a()->vocabulary;
    const Vocabulary& vb = *on_both.front()->b()->vocabulary;
    const std::string name = pair.first == pair.second ? pair.first : pair.first + " → " + pair.second;
    VocabularyReport out{name, va.version, vb.version, compare_vocabularies(va, vb, on_both)};
    if (!out.items.empty()) report.vocabularies.push_back(std::move(out));
  }
  for (const auto& pack : packs) report.packs.push_back(compare_pack(*pack, packs, *a.sources, *b.sources));
  note_moves(report);
  return report;
}

}  // namespace contra::diff
