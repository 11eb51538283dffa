// What a solver has to say where no client was found by trying. Internal to the room.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "diff/diff.hpp"

namespace contra::diff {

/// What came out, for one check in both versions or for the whole pack.
struct Settled {
  bool proved = false;  ///< no client, complete or vague, is answered differently
  std::string words;    ///< what that says, or why it cannot be said; no capital, no period
  struct Client {
    std::string record;
    Day visit;
    std::vector<std::string> given;
  };
  std::optional<Client> client;  ///< somebody for whom the two differ; still to be held against the engine
};

class Proofs {
 public:
  using Program = std::shared_ptr<const compile::Program>;
  Proofs(Program a, Program b, const CompareOptions& options);

  /// What the check does: whether it waits, its condition or note applies, or its better tier does.
  Settled of_check(const std::string& name);
  /// Only whether it waits.
  Settled days_of_check(const std::string& name);
  /// Only whether some client waits for it in the second version and not in the first (`later`), or the other way round
  /// (`earlier`).
  Settled way_of_check(const std::string& name, Way way);
  /// GO or WAIT, with how long forms hold. `changed`: the checks that are not the same in both.
  Settled of_pack(const std::set<std::string>& changed);

 private:
  Settled ask(const std::string& check, int way, bool cautious, const std::string& what);
  bool cautious(const std::set<std::string>& names);

  Program a_, b_;
  unsigned milliseconds_ = 0;
  std::size_t left_ = 0;  // questions that may still be asked
  std::optional<std::set<std::string>> cautious_;
};

}  // namespace contra::diff
