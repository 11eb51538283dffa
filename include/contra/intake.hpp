// An intake record that has been read: from JSON, or made by hand.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contra/date.hpp"
#include "contra/diagnostic.hpp"
#include "contra/export.hpp"
#include "contra/pack.hpp"
#include "contra/record.hpp"

namespace contra {

namespace api {
struct IntakeImpl;
}

/// A record as the rules understand it, with the rules that it was read under: to screen it under others, read it
/// again. An immutable handle: a copy costs a pointer, and any number of threads may use one.
class CONTRA_EXPORT Intake {
 public:
  Intake(const Intake&) = default;
  Intake& operator=(const Intake&) = default;

  const std::string& id() const;                       ///< as given; may be empty
  Day visit() const;                                   ///< the day that is asked about
  std::optional<Day> as_of() const;                    ///< the day the record is looked at, when it says so
  const std::vector<std::string>& treatments() const;  ///< of the plan, in its order
  const Rules& rules() const;

 private:
  friend struct api::Access;
  explicit Intake(std::shared_ptr<const api::IntakeImpl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const api::IntakeImpl> impl_;
};

/// Reads one record of `contra.intake/1`, whatever bytes `json` holds. A record that is not of the format is refused as
/// a whole, with every fault; an answer that cannot be is not refused: it is asked again, and the decision waits.
/// `name` is the `file` in diagnostics. Throws std::bad_alloc only; any number of threads may read.
CONTRA_EXPORT Result<Intake> read_intake(const Rules& rules, std::string_view json, std::string_view name = "intake");

/// The same for a record made by hand.
CONTRA_EXPORT Result<Intake> read_intake(const Rules& rules, const Record& record, std::string_view name = "intake");

}  // namespace contra

/* Example:
#include "contra/contra.hpp"

int main() {
  const auto rules = contra::load_built_in();
  if (!rules) return 1;
  const auto intake = contra::read_intake(*rules, R"({"record": "contra.intake/1", "visit": "2026-03-16",
                                                      "plan": [{"treatment": "microneedling"}]})");
  if (!intake || intake->treatments().front() != "microneedling") return 1;

  const auto refused = contra::read_intake(*rules, R"({"record": "contra.intake/1", "visit": "next Monday"})");
  if (refused || refused.diagnostics().size() < 2) return 1;  // the visit is no full day, and there is no plan
  return refused.diagnostics().back().pointer == "/visit" ? 0 : 1;
}
*/
