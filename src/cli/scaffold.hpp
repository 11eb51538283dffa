// What `contra new` writes: rule text that is whole, with tests that pass, and texts that nobody can take for real.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/load_rules.hpp"

namespace contra::cli {

/// What every text begins with that the author has to write.
inline constexpr std::string_view placeholder = "REPLACE THIS";

struct Scaffold {
  api::RuleText rules, tests;  ///< names: paths below the folder that is written to
  std::string subject;         ///< the name that stands in for what the author means: a term, or a check
};

/// The rules that the new text joins: built in, or files.
struct Ground {
  std::vector<std::string> paths;  ///< none: the rules built in
  Rules rules;                     ///< of these, whole
};

/// Each is tried against the ground before it is given: no diagnostic, and its own tests pass. Nothing, and a complaint
/// on standard error, when that cannot be had. `today` dates the first review.
std::optional<Scaffold> new_pack(const Ground& ground, const std::string& name, Day today);
std::optional<Scaffold> new_check(const Ground& ground, const check::Pack& pack, const std::string& name);
/// `file`: what its files are called, without an ending.
std::optional<Scaffold> new_policy(const Ground& ground, const check::Pack& pack, const std::string& name,
                                   const std::string& file);

}  // namespace contra::cli
