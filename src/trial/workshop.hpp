// The rules of one check as trees, small enough to be checked anew for each change of it. Internal to the room.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "trial/candidates.hpp"
#include "trial/mutate.hpp"

namespace contra::trial {

class Workshop {
 public:
  Workshop(const check::CheckedRules& rules, const text::SourceSet& sources);

  struct Place {
    const syntax::File* file = nullptr;
    std::size_t item = 0;
    const syntax::Item& tree() const { return file->items[item]; }
  };
  /// The item that a check was made from.
  std::optional<Place> place_of(const check::Check& check) const;

  /// The item as a check, whichever way it is written; nothing for a guarantee.
  static std::optional<syntax::CheckItem> as_check(const syntax::Item& item);

  /// What the check room makes of the item at `place` in each of its `changed` forms; nothing where it refuses one.
  std::vector<std::optional<check::Check>> read(const Place& place, const std::string& pack,
                                                const std::vector<const syntax::CheckItem*>& changed) const;

 private:
  std::optional<check::Check> read_one(const Place& place, const std::string& pack,
                                       const syntax::CheckItem& changed) const;
  /// Several forms as checks of one pack, each under a name of its own: the vocabulary is then read once for all.
  /// Halved until the ones that are refused stand alone.
  void read_together(const Place& place, const std::string& pack, const std::vector<const syntax::CheckItem*>& changed,
                     std::size_t from, std::size_t to, std::vector<std::optional<check::Check>>& out) const;
  /// The head and the sources of a pack; with its checks when a policy is to stand on it.
  syntax::File head_of(const std::string& pack, bool with_checks) const;

  const check::CheckedRules& rules_;
  const text::SourceSet& sources_;
  std::vector<syntax::File> vocabulary_;
};

/// The mutants of one rule, tried on its candidates; how many were refused is added to `refused`. Without those whose
/// key is not in `only`, when it is there.
std::vector<Mutant> mutants_of(const Workshop& workshop, const Target& target, const check::Vocabulary& vocabulary,
                               const check::Pack* pack, const text::SourceSet& sources,
                               const std::set<std::string>* only, std::size_t& refused);

}  // namespace contra::trial
