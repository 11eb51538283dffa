// A pack in both versions, with what a search for clients needs, and the parts of a comparison. Internal to the room.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "diff/candidates.hpp"
#include "diff/meaning.hpp"
#include "diff/proof.hpp"
#include "diff/witness.hpp"

namespace contra::diff {

using check::Vocabulary;
using compile::Program;
using Shared = std::shared_ptr<const Program>;

/// Names in either of two maps, in order.
template <class Map>
std::set<std::string> keys(const Map& a, const Map& b) {
  std::set<std::string> out;
  for (const auto& [name, value] : a) out.insert(name);
  for (const auto& [name, value] : b) out.insert(name);
  return out;
}

/// Calls `take(name, one, two)` for each name of either, in order; a thing that only one has is null in the other.
template <class Thing, class Take>
void pair_by_name(const std::vector<Thing>& a, const std::vector<Thing>& b, Take take) {
  std::map<std::string, std::pair<const Thing*, const Thing*>> pairs;
  for (const Thing& thing : a) pairs[thing.name].first = &thing;
  for (const Thing& thing : b) pairs[thing.name].second = &thing;
  for (const auto& [name, pair] : pairs) take(name, pair.first, pair.second);
}

inline void append(std::vector<Edits>& to, std::vector<Edits>&& from) {
  for (auto& edits : from) to.push_back(std::move(edits));
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
        proofs_(a_, b_, options) {}

  const Program* a() const { return a_.get(); }
  const Program* b() const { return b_.get(); }
  Proofs& proofs() const { return proofs_; }
  const std::string& name() const { return (a_ ? a_ : b_)->identity.name; }

  const Search& search() const;
  Candidates candidates(const Program& program, const Focus& focus, std::optional<Day> visit = {}) const {
    return Candidates(program, {visit.value_or(visit_), search().composer().healthy().area}, focus);
  }

  Day visit() const { return visit_; }

  /// The words of one version, with those that the other does not have.
  Lexicon lexicon(bool of_a) const;

 private:
  Shared a_, b_;
  Judge judge_a_, judge_b_;
  Day visit_;
  mutable Proofs proofs_;
  mutable std::unique_ptr<Search> search_;
};

/// What a search has found, when it says more than is known.
void take(Item& item, Found&& found);
/// A client of the solver, as far as the engine says the same of both versions.
void take(const Pack& pack, Item& item, const Settled::Client& client);

/// Nothing when the check is the same in meaning and in words. Null: not there.
std::optional<Item> compare_check(const Pack& pack, const compile::JoinedCheck* a, const compile::JoinedCheck* b,
                                  const text::SourceSet& sources_a, const text::SourceSet& sources_b);

/// `packs`: those of both versions that are on these vocabularies.
std::vector<Item> compare_vocabularies(const Vocabulary& a, const Vocabulary& b, const std::vector<const Pack*>& packs);

inline constexpr const char* searched = "no such intake was found, and nothing proves that there is none";

}  // namespace contra::diff
