// Many records, each a line of JSON, to one result line each.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "contra/date.hpp"
#include "contra/export.hpp"
#include "contra/pack.hpp"

namespace contra {

namespace api {
struct BatchImpl;
}

struct BatchOptions {
  std::optional<Day> on, as_of;  ///< for every record; absent: the record's own
  bool full = false;             ///< `contra.decision/1` lines instead of `contra.verdict/1`
};

/// Screens lines with buffers of its own: one Batch for each thread. A copy shares the rules made ready and has its own
/// buffers, so a pool is one Batch copied. One that was moved from can only be destroyed or assigned to.
class CONTRA_EXPORT Batch {
 public:
  /// Throws std::bad_alloc, and std::invalid_argument for a Day outside 1900 to 2200.
  explicit Batch(const Rules& rules, const BatchOptions& options = {});
  Batch(const Batch& other);
  Batch& operator=(const Batch& other);
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;
  ~Batch();

  /// Appends exactly one line, ended by '\n', for each line of `lines` and in their order: a verdict, a decision, or
  /// `contra.refusal/1` for a line that cannot be read, which costs no other. The last line needs no '\n'.
  /// `first_line` is the number that the first line has in its file, from 1. Throws std::bad_alloc only.
  void screen(std::string_view lines, std::string& out, std::uint64_t first_line = 1);

 private:
  std::unique_ptr<api::BatchImpl> impl_;
};

}  // namespace contra

/* Example:
#include <algorithm>

#include "contra/batch.hpp"

int main() {
  const auto rules = contra::load_built_in();
  if (!rules) return 1;
  contra::Batch batch(*rules);
  std::string out;
  batch.screen(R"({"record": "contra.intake/1", "id": "a", "visit": "2026-03-16", "plan": [{"treatment": "led"}]}
this line is no record
)", out);
  const bool two_lines = std::count(out.begin(), out.end(), '\n') == 2;
  return two_lines && out.find("contra.verdict/1") < out.find("contra.refusal/1") ? 0 : 1;
}
*/
