// Writes `contra.verdict/1`: one line for a record that could be read. verdict.schema.json of the present room is its
// JSON Schema.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/block.hpp"
#include "bulk/reason_lines.hpp"
#include "compile/program.hpp"
#include "eval/decide.hpp"

namespace contra::bulk {

/// The names that a treatment's line may hold, as JSON, and where the engine's own reasons stand among them.
class CheckNames {
 public:
  explicit CheckNames(const compile::Program& program);

  const std::string& treatment() const { return treatment_; }
  const std::string& check(std::uint32_t index) const { return checks_[index]; }
  /// How many checks stand before `answers`, `form_validity` and `needs`, by name.
  std::uint32_t before_answers() const { return before_answers_; }
  std::uint32_t before_forms() const { return before_forms_; }
  std::uint32_t before_needs() const { return before_needs_; }

 private:
  std::string treatment_;
  std::vector<std::string> checks_;
  std::uint32_t before_answers_ = 0, before_forms_ = 0, before_needs_ = 0;
};

/// With the line end, and with `reasons` when they are given.
void write_verdict(const CheckNames& names, std::string_view id, Day visit, const Block::Waits& waits,
                   const OwnReasons& own, std::uint64_t line, const Reasons* reasons, std::string& out);
/// With the reasons when `texts` of all programs are given.
void write_verdict(const eval::Decision& decision, std::uint64_t line, const std::vector<ReasonTexts>* texts,
                   std::string& out);

}  // namespace contra::bulk
