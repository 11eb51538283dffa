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

enum class OwnReason { answers, form_validity, needs };

/// The names that a treatment's line may hold, as JSON, and where the engine's own reasons stand among them.
class CheckNames {
 public:
  explicit CheckNames(const compile::Program& program);

  const std::string& treatment() const { return treatment_; }
  const std::string& check(std::uint32_t index) const { return checks_[index]; }
  /// Calls `check` for each check that waits and `own_reason` for each of the engine's own, all of them by name, until
  /// one says false. Whether none did.
  template <class Check, class Own>
  bool in_order(const Block::Waits& waits, const OwnReasons& own, Check check, Own own_reason) const {
    bool answers = own.answers, forms = own.form_validity, needs = own.needs;
    const auto own_before = [&](std::uint32_t index) {
      const auto due = [&](bool& still, std::uint32_t before, OwnReason reason) {
        if (!still || index < before) return true;
        still = false;
        return own_reason(reason);
      };
      return due(answers, before_answers_, OwnReason::answers) && due(forms, before_forms_, OwnReason::form_validity) &&
             due(needs, before_needs_, OwnReason::needs);
    };
    for (const std::uint32_t index : waits)
      if ((own.any() && !own_before(index)) || !check(index)) return false;
    return own_before(UINT32_MAX);
  }

 private:
  std::string treatment_;
  std::vector<std::string> checks_;
  // How many checks stand before the engine's own reasons, by name.
  std::uint32_t before_answers_ = 0, before_forms_ = 0, before_needs_ = 0;
};

/// With the line end, and with `reasons` when they are given.
void write_verdict(const CheckNames& names, std::string_view id, Day visit, const Block::Waits& waits,
                   const OwnReasons& own, std::uint64_t line, const Reasons* reasons, std::string& out);
/// With the reasons when `texts` of all programs are given.
void write_verdict(const eval::Decision& decision, std::uint64_t line, const std::vector<ReasonTexts>* texts,
                   std::string& out);

}  // namespace contra::bulk
