// A JSON text as a tree in which each value knows its own bytes: what is sent to the workbench, and what the record
// holds. Both are kept byte for byte, and so are never written anew from a tree.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eval/json_document.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::serve {

using Node = eval::json::Node;

class Document {
 public:
  explicit Document(std::string text);

  /// Null when there is no value at all, or a fault.
  const Node* root() const { return root_ && faults_.empty() ? &*root_ : nullptr; }
  const std::vector<text::Diagnostic>& faults() const { return faults_; }
  const text::SourceSet& sources() const { return sources_; }

  /// The very bytes of a value.
  std::string_view bytes(const Node& value) const { return sources_.slice(value.span); }
  /// Without the white space between its tokens.
  std::string compact(const Node& value) const { return eval::json::compact(value, sources_); }
  text::Place place(const Node& value) const { return sources_.place(value.span.file, value.span.begin); }

 private:
  text::SourceSet sources_;
  std::vector<text::Diagnostic> faults_;
  std::optional<Node> root_;
};

/// The members of `object`, which must be a JSON object that can be read: each key as it is written, without its
/// quotes, and the very bytes of its value. For what the record holds, of any size, and for drafts, which are kept as
/// they are.
std::vector<std::pair<std::string_view, std::string_view>> members_of(std::string_view object);
/// The very bytes of the value of a member; empty when it is not there.
std::string_view member_bytes(std::string_view object, std::string_view name);
/// The same for a text, without its quotes; for ids, days and names of ours, which need no escapes.
std::string_view member_word(std::string_view object, std::string_view name);

}  // namespace contra::serve
