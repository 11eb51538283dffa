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

  /// What the check room makes of the item at `place` when it is `changed`; nothing when it refuses it.
  std::optional<check::Check> read(const Place& place, const std::string& pack, const syntax::CheckItem& changed) const;

 private:
  const check::CheckedRules& rules_;
  const text::SourceSet& sources_;
  std::vector<syntax::File> vocabulary_;
};

/// The mutants of one rule, tried on its candidates. Without those whose key is not in `only`, when it is there.
std::vector<Mutant> mutants_of(const Workshop& workshop, const Target& target, const check::Vocabulary& vocabulary,
                               const check::Pack* pack, const text::SourceSet& sources,
                               const std::set<std::string>* only);

}  // namespace contra::trial
