// The one door of the compile room: one treatment's pack with its vocabulary and policies, joined to one read-only
// program. Immutable after this, and safe to share between threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "text/source.hpp"

namespace contra::compile {

/// One check as the engine runs it. A policy's `tighten` is a further part; a day waits when any part waits on it.
struct Part {
  check::Check check;
  std::optional<Day> counts_from,
      counts_until;        ///< visit days on which this part counts (effective dates; loosened until)
  bool loosens = false;    ///< takes the place of the pack's own part, parts[0]
  std::string changed_by;  ///< "tightened by Harbour Skin", "loosened by …, approved by …, until …"; else empty
};
struct JoinedCheck {
  std::string name;
  std::vector<Part> parts;  // INVARIANT: at least one; parts[0] is the pack's own unless it comes from a policy
};

struct Identity {
  std::string name, version, hash;
  std::vector<std::string> policies;
};

struct Program {
  std::shared_ptr<const check::Vocabulary> vocabulary;
  std::shared_ptr<const check::Pack> pack;
  std::vector<JoinedCheck> checks;  // sorted by name
  std::vector<check::Need> needs;
  std::vector<check::Validity> validities;  // the pack's, then each policy's: joined, never compared
  std::vector<check::CareItem> care;
  Identity identity;  // hash: SHA-256 over the bytes of every file it was made from, in order of name
};

/// All programs of a set of rules, one for each pack, with those of `policies` (by name) that are on it joined to it.
std::vector<std::shared_ptr<const Program>> compile(const check::CheckedRules& rules, const text::SourceSet& sources,
                                                    const std::vector<std::string>& policies);

}  // namespace contra::compile
