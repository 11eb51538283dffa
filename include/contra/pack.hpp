// Rules: loading them from files, folders, memory or from what is built in, and asking what was loaded.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contra/date.hpp"
#include "contra/diagnostic.hpp"
#include "contra/export.hpp"

namespace contra {

namespace api {
struct Access;
struct RulesImpl;
}  // namespace api

/// Rule text in memory. The name is where its faults are said to be; each text has its own.
struct RuleText {
  std::string name, text;
};

struct LoadOptions {
  /// Policies to join, by the name in their first line ("Harbour Skin"). One that is not among the rules is an error: a
  /// stricter rule is never left out in silence.
  std::vector<std::string> policies;
  std::vector<std::string> policy_files;  ///< files and folders; every policy in them is joined, as by `--policy`
  std::vector<RuleText> policy_texts;     ///< the same in memory
  /// A pack or policy given alone stands on the vocabulary, and a policy on the pack, that are built in. False: what is
  /// not given is not there.
  bool complete = true;
  std::optional<Day> today;  ///< for the warning that a review is overdue; absent: not judged
  /// Told each step while loading, in the calling thread. Empty: nothing is logged.
  std::function<void(std::string_view)> log;
};

/// The rules of one treatment.
struct Pack {
  std::string name, title, version;
  std::string hash;                   ///< SHA-256 over every file that it was made from
  std::vector<std::string> policies;  ///< joined to it
};

/// Checked rules over one vocabulary, ready to screen. An immutable handle: a copy costs a pointer, and any number of
/// threads may use one. It is never empty: there is no default constructor, and moving copies.
class CONTRA_EXPORT Rules {
 public:
  Rules(const Rules&) = default;
  Rules& operator=(const Rules&) = default;

  const std::vector<Pack>& packs() const;                     ///< sorted by name; at least one
  const Pack* pack(std::string_view name) const;              ///< null when there is none
  const std::vector<std::string>& policies() const;           ///< joined
  const std::vector<std::string>& policies_left_out() const;  ///< among the rules, but not asked for

  /// JSON Schema 2020-12 of the intake record (`contra.intake/1`) over this vocabulary.
  std::string intake_schema() const;

 private:
  friend struct api::Access;
  explicit Rules(std::shared_ptr<const api::RulesImpl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const api::RulesImpl> impl_;
};

/// Rules from files as they are and folders with every `*.contra` below them. No path at all is an error. Reads the
/// files and nothing else; any number of threads may load. A fault in the rules, however small, means no rules.
CONTRA_EXPORT Result<Rules> load_files(const std::vector<std::string>& paths, const LoadOptions& options = {});

/// Rules from memory.
CONTRA_EXPORT Result<Rules> load_texts(const std::vector<RuleText>& texts, const LoadOptions& options = {});

/// The rules that are built into the library.
CONTRA_EXPORT Result<Rules> load_built_in(const LoadOptions& options = {});

/// JSON Schema 2020-12 of a decision (`contra.decision/1`).
CONTRA_EXPORT std::string decision_schema();

/// "0.1.0"
CONTRA_EXPORT std::string_view version();

}  // namespace contra

/* Example:
#include "contra/pack.hpp"

int main() {
  const auto rules = contra::load_built_in();
  if (!rules) return 1;
  const contra::Pack* pack = rules->pack("microneedling");
  if (pack == nullptr || pack->title.empty() || pack->hash.empty()) return 1;

  contra::LoadOptions options;
  options.policies = {"A policy that nobody wrote"};
  const auto none = contra::load_built_in(options);
  return !none && none.diagnostics().front().message.find("nobody wrote") != std::string::npos ? 0 : 1;
}
*/
