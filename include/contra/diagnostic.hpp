// What contra says about a fault in rule text or in an intake record, and a value that may be diagnostics instead.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contra/export.hpp"

namespace contra {

enum class Severity { error, warning, note };

/// A stretch of a text as a person counts it: lines and columns from 1, columns in characters (code points), the end
/// column one past the last character. `line` is 0 when there is no place to show; `file` is the name that the text
/// was given under.
struct Place {
  std::string file;
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
};

/// One fault: a plain value. The messages about an intake record name places, keys and words of the schema, never what
/// a client answered, so they may go to a log.
struct Diagnostic {
  struct Label {
    Place where;
    std::string text;  ///< "first declared here"
  };
  struct Fix {
    Place where;
    std::string replacement;
    bool safe = false;  ///< what a person reads stays the same; any other edit is for the author to judge
  };

  std::string id;  ///< stable: "C0201"; explanation() tells more
  Severity severity = Severity::error;
  Place where;          ///< the smallest stretch that shows the fault
  std::string pointer;  ///< JSON pointer, for a fault in an intake record
  std::string message;  ///< lower case, no final period, backticks round what was written
  std::string help;     ///< the remedy; may be empty
  std::vector<Label> labels;
  std::optional<Fix> fix;  ///< an edit that an editor can apply
  /// The fault over the author's own line with carets, as the command draws it, in several lines. Empty for intake
  /// records: the line would show what a client answered.
  std::string picture;
};

/// `file:line:column: error[C0142]: message`, one line, for logs, terminals and editors.
CONTRA_EXPORT std::string to_text(const Diagnostic& diagnostic);

/// One JSON object, as a line of `contra check --json` without its end.
CONTRA_EXPORT std::string to_json(const Diagnostic& diagnostic);

/// The page of `contra explain ID`: cause, wrong and right example. Empty for an id that there is not.
CONTRA_EXPORT std::string explanation(std::string_view id);

/// A value, or the diagnostics that say why there is none. Never both absent: without a value there is at least one
/// error. A value may come with warnings and notes. As safe between threads as T is.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value, std::vector<Diagnostic> remarks = {}) : value_(std::move(value)), diagnostics_(std::move(remarks)) {}
  Result(std::vector<Diagnostic> errors) : diagnostics_(std::move(errors)) {}

  bool has_value() const noexcept { return value_.has_value(); }
  explicit operator bool() const noexcept { return value_.has_value(); }

  /// Asking for a value that is not there is a mistake of the caller: std::logic_error.
  const T& value() const& {
    if (!value_) absent();
    return *value_;
  }
  T&& value() && {
    if (!value_) absent();
    return std::move(*value_);
  }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }

  /// Sorted by place. At least one error without a value; warnings and notes at most with one.
  const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }

 private:
  [[noreturn]] void absent() const {
    throw std::logic_error("contra: a Result without a value was asked for it" +
                           (diagnostics_.empty() ? std::string() : ": " + diagnostics_.front().message));
  }

  std::optional<T> value_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace contra

/* Example:
#include "contra/pack.hpp"

int main() {
  const auto rules = contra::load_texts({{"mine.contra", "pack mine 1.0\n  uses aesthetic 1\n  reads nothing\n"}});
  if (rules) return 1;  // `reads` is no word that a pack knows
  const contra::Diagnostic& fault = rules.diagnostics().front();
  const bool placed = fault.where.file == "mine.contra" && fault.where.line > 0 && !fault.picture.empty();
  const bool told = contra::to_text(fault).find(fault.message) != std::string::npos;
  const bool explained = !contra::explanation(fault.id).empty();
  return placed && told && explained ? 0 : 1;
}
*/
