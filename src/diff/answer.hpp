// One version of the rules made ready to answer records, and what two answers differ in. Internal to the room.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diff/diff.hpp"
#include "eval/intake.hpp"

namespace contra::diff {

/// Reads and decides records by the programs of a version that share one vocabulary.
class Judge {
 public:
  Judge(const Version& version, const check::Vocabulary* vocabulary);

  /// Of the first treatment of the plan that is `treatment`.
  Answer answer(std::string_view record, const std::string& treatment) const;

  const check::Vocabulary& vocabulary() const { return *vocabulary_; }

 private:
  const check::Vocabulary* vocabulary_;
  std::vector<std::shared_ptr<const compile::Program>> programs_;
  std::vector<eval::KnownPack> packs_;
};

/// Which way the calendar moves from one answer to the other. A record that only one of them refuses: `both`.
Way way_of(const Answer& a, const Answer& b);
/// `days` when the calendar moves or one refuses the record, `advice` when something else does, `same` otherwise.
Reach difference(const Answer& a, const Answer& b);
/// Whether what `check` does about the record differs in anything.
bool differs_in(const std::string& check, const Answer& a, const Answer& b);
/// Which way `check` alone moves the calendar: the days that it opens or closes while all the other checks stay as they
/// are in the first version, as far as they are open or closed in the end.
Way way_of(const std::string& check, const Answer& a, const Answer& b);
/// What a difference comes from: names of checks whose days differ, and the engine's own reasons ("answers", "needs",
/// "form_validity", "refused").
std::set<std::string> origins(const Answer& a, const Answer& b);

}  // namespace contra::diff
