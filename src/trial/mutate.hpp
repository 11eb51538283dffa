// Which small changes of the rules no test would notice.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "text/source.hpp"

namespace contra::trial {

/// One rule with one small change that its author might have made by mistake: a day more or less, `or` for `and`,
/// another term. The check room accepts every one of them: what it refuses is no mutant.
struct Mutant {
  std::string pack, check, policy;  ///< policy: whose rule it is; empty: the pack's own
  text::Span span;                  ///< what is changed
  std::string before, after;        ///< "wait 5 days", "wait 4 days"
  std::string noticed_by;           ///< name of a test that fails under it; empty: none does
  std::string accepted;             ///< the reason why no test can notice it, when an author has given one
};

struct Mutation {
  std::vector<Mutant> mutants;  ///< in the order of files and places
  std::size_t refused = 0;      ///< changes that the check room refuses
};

/// Changes the rules of each pack and policy, one change at a time, and runs the tests of the pack until one fails.
/// Only tests that pass can notice anything. `only`: the name of a pack or of a check; empty: all. `threads`: 0 is as
/// many as the machine has.
Mutation mutate(const check::CheckedRules& rules, const text::SourceSet& sources, const std::string& only = {},
                unsigned threads = 0);

/// "earlier_peel: wait 5 days -> wait 4 days": how an author names a mutant when accepting it.
std::string key_of(const Mutant& mutant);

}  // namespace contra::trial
