// What contra says about a fault in rule text or in an intake record: one object for every way of showing it.
// The kinds are registered in diagnostic_kinds.def; nothing else may make one up.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.hpp"

namespace contra::text {

enum class Severity { error, warning, note };

enum class Kind {
#define CONTRA_DIAGNOSTIC(name, id, severity, title) name,
#include "text/diagnostic_kinds.def"
#undef CONTRA_DIAGNOSTIC
};

struct KindInfo {
  Kind kind;
  std::string_view id;    ///< stable, "C0142"
  std::string_view name;  ///< the enumerator, for tests
  Severity severity;
  std::string_view title;  ///< one line, lower case
};

const std::vector<KindInfo>& all_kinds();
const KindInfo& info(Kind kind);
const KindInfo* find_kind(std::string_view id);

/// Cause, wrong and right example, for `contra explain C0142`. Empty when a kind has no page yet.
std::string_view explanation(Kind kind);

struct Label {
  Span span;
  std::string text;
};

/// An edit that an editor can apply. It is *safe*, and may be made without asking (`contra check --fix`), when what a
/// person reads stays the same: characters that cannot be seen, other spaces and quotes, letters that only look Latin,
/// the one sign that can stand there, another name that the vocabulary itself gives. Every other edit changes what the
/// rules say, however likely it is ("did you mean"), and is the author's to make.
struct Fix {
  Span span;
  std::string replacement;
  bool safe = false;
};

struct Diagnostic {
  Kind kind;
  Span span;                  ///< the smallest span that shows the fault
  std::string message;        ///< lower case, no final period, backticks round what was written
  std::vector<Label> labels;  ///< further places, "first declared here"
  std::string help;           ///< the remedy; empty when there is none
  std::optional<Fix> fix;
  std::string pointer;  ///< JSON pointer for a fault in an intake record; else empty
};

/// Sorts by place, drops exact repeats, and cuts after `limits::diagnostics` (the cut is itself reported).
void tidy(std::vector<Diagnostic>& diagnostics);

bool has_errors(const std::vector<Diagnostic>& diagnostics);

struct DrawOptions {
  bool color = false;
  bool ascii = false;  ///< no box characters, for a terminal that has none
};

/// The diagnostic over the author's own line, with carets; ends in a newline.
std::string draw(const Diagnostic& diagnostic, const SourceSet& sources, const DrawOptions& options);

/// The same in whole statements, one a line, without pictures: for a screen reader.
std::string plain(const Diagnostic& diagnostic, const SourceSet& sources);

/// `file:line:column: error[C0142]: message`, one line, for grep and editors.
std::string one_line(const Diagnostic& diagnostic, const SourceSet& sources);

/// The candidate nearest to `written` within a small edit distance (a third of its length, at most 3;
/// a swap of neighbours counts one), or empty. Of several equally near ones, that which begins alike, then the first by
/// name: the order of the candidates says nothing.
std::string nearest(std::string_view written, const std::vector<std::string>& candidates);

}  // namespace contra::text
