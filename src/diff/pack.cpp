// See pack.hpp.
#include "diff/pack.hpp"

namespace contra::diff {

const Search& Pack::search() const {
  if (!search_)
    search_ = std::make_unique<Search>(judge_a_, judge_b_,
                                       Composer(judge_a_.vocabulary(), judge_b_.vocabulary(),
                                                find_healthy(judge_a_, judge_b_, a_.get(), b_.get(), visit_)));
  return *search_;
}

Lexicon Pack::lexicon(bool of_a) const {
  const Vocabulary& mine = of_a ? judge_a_.vocabulary() : judge_b_.vocabulary();
  const Vocabulary& other = of_a ? judge_b_.vocabulary() : judge_a_.vocabulary();
  Lexicon out{mine, {}};
  for (const auto& [name, id] : mine.term_ids)
    if (other.term_ids.count(name) == 0) out.only_here.insert(name);
  for (const auto& [name, id] : mine.area_ids)
    if (other.area_ids.count(name) == 0) out.only_here.insert(name);
  return out;
}

void take(Item& item, Found&& found) {
  if (found.reach <= item.reach && item.reach != Reach::not_found) return;
  if (found.reach == Reach::same) return;
  item.reach = found.reach;
  item.witnesses = std::move(found.witnesses);
  item.open.clear();
}

void take(const Pack& pack, Item& item, const Settled::Client& client) {
  Found found = pack.search().replay(
      client.record, item.kind == Item::Kind::check || item.kind == Item::Kind::guarantee ? item.name : "");
  for (Witness& w : found.witnesses) {
    w.visit = client.visit;
    w.given = client.given;
    w.answers = client.given.size();
  }
  take(item, std::move(found));
}

}  // namespace contra::diff
