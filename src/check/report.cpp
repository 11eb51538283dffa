// See report.hpp.
#include "check/report.hpp"

#include "text/limits.hpp"

namespace contra::check {

Reporter::Added Reporter::add(text::Kind kind, text::Span span, std::string message) {
  if (text::info(kind).severity == text::Severity::error) ++errors_;
  text::Diagnostic diagnostic{};
  diagnostic.kind = kind;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  out_.push_back(std::move(diagnostic));
  return Added(out_.back());
}

bool Reporter::unread(const syntax::Item& item) const {
  for (std::size_t i = 0; i < parsed_; ++i) {
    const text::Diagnostic& told = out_[i];
    if (told.span.file == item.span.file && told.span.begin >= item.span.begin && told.span.begin <= item.span.end &&
        text::info(told.kind).severity == text::Severity::error)
      return true;
  }
  return false;
}

void Reporter::suggest(Added added, const syntax::Name& written, const std::vector<std::string>& candidates,
                       std::string otherwise) {
  // Nobody sees more than `limits::diagnostics`; the search for a near name is the only slow part of a bad file.
  const std::string near = errors_ > limits::diagnostics ? std::string() : text::nearest(written.text, candidates);
  if (!near.empty()) {
    added.help("did you mean `" + near + "`?").fix(written.span, near);
  } else if (!otherwise.empty()) {
    added.help(std::move(otherwise));
  }
}

}  // namespace contra::check
