// What no test can show or notice, listed by an author with the reason.
//
//   # A comment.
//   quiet_skin: rosacea -> papulopustular_rosacea
//     because the vocabulary has no other kind of rosacea that could be told apart
//   isotretinoin_now: before its start: N+1
//     because nothing is asked about medicines that begin after the form
//
// A key stands at the beginning of a line, its reason in lines that are set in. What is shown or noticed after all, or is
// no more, must not stay listed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trial/coverage.hpp"
#include "trial/mutate.hpp"

namespace contra::trial {

struct Accepted {
  std::string key, reason;
  std::string file;  ///< as the user gave it
  std::size_t line = 0;
  std::vector<std::string> packs;  ///< whose tests stand beside the list
  bool used = false;
};

struct AcceptedFault {
  std::string file;
  std::size_t line = 0;
  std::string message;  ///< a sentence without its period
};

/// Reads a list. A key without a reason, and a reason without a key, are faults.
std::vector<Accepted> read_accepted(const std::string& file, std::string_view text,
                                    const std::vector<std::string>& packs, std::vector<AcceptedFault>& faults);

/// Puts the reasons to the points that are not shown and to the mutants that are not noticed.
void accept(Coverage& coverage, std::vector<Accepted>& list);
void accept(Mutation& mutation, std::vector<Accepted>& list);

/// Entries that no point (`points`) and no mutant (`mutants`) has used, each as a fault.
std::vector<AcceptedFault> stale(const std::vector<Accepted>& list, bool points, bool mutants);

}  // namespace contra::trial
