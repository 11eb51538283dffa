// A JSON text as a small tree in which every key and value knows its bytes and its JSON pointer, so that each fault can
// be shown at its own place: for the intake reader, and for the bodies of requests. nlohmann_json does the lexing behind
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::eval::json {

struct Node {
  enum class Kind { null, boolean, number, string, array, object } kind = Kind::null;
  text::Span span;
  std::string pointer;
  std::string text;         // string: its value; number: as written
  bool truth = false;       // boolean
  std::string key;          // of a member of an object
  text::Span key_span;      // with its quotes
  std::vector<Node> items;  // elements, or members in the order of the text
  bool cut = false;         // the text broke off inside it: what is missing may stand behind the break

  bool is(Kind k) const { return kind == k; }
  const Node* find(std::string_view member) const;
};

/// "a text", "a number", … for messages.
std::string_view kind_words(Node::Kind kind);

/// Reads `file`. Faults of bytes and of JSON (bad UTF-8, control characters, syntax, repeated keys, limits) go to
/// `diagnostics`. Nothing when there is no value at all; after a break in the text the part before it is returned,
/// marked `cut`.
std::optional<Node> read_document(const text::SourceSet& sources, text::FileId file,
                                  std::vector<text::Diagnostic>& diagnostics);

/// The value as given, without white space between its tokens.
std::string compact(const Node& node, const text::SourceSet& sources);

/// A JSON number in thousandths: the nearest at or below and at or above it (equal with up to three decimals). Nothing
/// when it is over a thousand million: no quantity of a treatment is.
struct Thousandths {
  std::int64_t below = 0, above = 0;
};
std::optional<Thousandths> thousandths(std::string_view number);

}  // namespace contra::eval::json
