// How the check room reports: one object that collects diagnostics, knows whether any is an error, and adds
// "did you mean" where the nearest name is sure enough to be an edit.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "syntax/tree.hpp"
#include "text/diagnostic.hpp"

namespace contra::check {

class Reporter {
 public:
  /// `out` comes with what the parser has told of the same files.
  explicit Reporter(std::vector<text::Diagnostic>& out) : out_(out), parsed_(out.size()) {}

  /// The diagnostic just added, to be completed in the same statement.
  class Added {
   public:
    explicit Added(text::Diagnostic& diagnostic) : diagnostic_(diagnostic) {}
    Added& help(std::string words) {
      diagnostic_.help = std::move(words);
      return *this;
    }
    Added& label(text::Span span, std::string words) {
      diagnostic_.labels.push_back({span, std::move(words)});
      return *this;
    }
    Added& fix(text::Span span, std::string replacement, bool safe = false) {
      diagnostic_.fix = text::Fix{span, std::move(replacement), safe};
      return *this;
    }

   private:
    text::Diagnostic& diagnostic_;
  };

  Added add(text::Kind kind, text::Span span, std::string message);

  /// "did you mean …?" with the edit, when a candidate is near enough; else `otherwise` as help (may be empty).
  void suggest(Added added, const syntax::Name& written, const std::vector<std::string>& candidates,
               std::string otherwise = {});

  /// Something could not be resolved and a diagnostic has been given for it elsewhere: no second one, but no result
  /// either.
  void incomplete() { ++incomplete_; }

  /// Whether a part of this item could not be read, so that what seems to be missing may be what could not be read.
  bool unread(const syntax::Item& item) const;

  /// Counts errors and unresolved parts: unchanged over a piece of work means that the piece is whole.
  std::size_t faults() const { return errors_ + incomplete_; }

 private:
  std::vector<text::Diagnostic>& out_;
  std::size_t parsed_;
  std::size_t errors_ = 0;
  std::size_t incomplete_ = 0;
};

}  // namespace contra::check
