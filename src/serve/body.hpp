// Reads the JSON body of a request, strictly: a field that is not known, a value of another type, a key that stands
// twice, brackets too deep, bytes that are not UTF-8 are all faults, each with its pointer. Every fault of a body is
// told at once.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contra/date.hpp"
#include "serve/document.hpp"
#include "serve/problem.hpp"

namespace contra::serve {

/// How long a text may be, in characters, and whether it may hold line ends and tabs. No text may hold control
/// characters, or such as change the direction of reading or print nothing.
struct TextRule {
  std::size_t least = 0, most = 200;
  bool lines = false;
};

/// What is wrong with `words` by the rule, as a sentence without a capital letter; empty: nothing. A text of which at
/// least one character is asked must hold more than spaces.
std::string text_fault(std::string_view words, const TextRule& rule);

class Body {
 public:
  /// Throws Problem 413 (more than `most` bytes) and 400 (no JSON text, or not of that kind).
  explicit Body(std::string_view bytes, std::size_t most = 64 * 1024, Node::Kind kind = Node::Kind::object);

  const Document& document() const { return document_; }
  const Node& root() const { return *document_.root(); }

  // --- the fields of an object: null counts as absent. What is at fault is noted, and something harmless given back.
  std::string text(const Node& object, std::string_view field, const TextRule& rule);  ///< must be there
  std::optional<std::string> optional_text(const Node& object, std::string_view field, const TextRule& rule);
  std::int64_t whole(const Node& object, std::string_view field);  ///< must be there; 0 or more
  Day day(const Node& object, std::string_view field);             ///< must be there, YYYY-MM-DD
  std::optional<Day> optional_day(const Node& object, std::string_view field);
  std::optional<bool> optional_truth(const Node& object, std::string_view field);
  /// Must be there, of that kind; null when it is not.
  const Node* member(const Node& object, std::string_view field, Node::Kind kind);
  const Node* optional_member(const Node& object, std::string_view field, Node::Kind kind);
  /// Texts of an array that may be absent.
  std::vector<std::string> texts(const Node& object, std::string_view field, const TextRule& rule, std::size_t most);

  /// Every other field is a fault.
  void known(const Node& object, std::initializer_list<std::string_view> fields);
  void fault(const Node& at, std::string detail);
  void fault(PointedFault fault) { faults_.push_back(std::move(fault)); }
  bool sound() const { return faults_.empty(); }
  /// Throws Problem 422 when something was at fault.
  void finish() const;

 private:
  void missing(const Node& object, std::string_view field);
  std::string read_text(const Node& value, std::string_view field, const TextRule& rule);

  Document document_;
  std::vector<PointedFault> faults_;
};

/// "`reason`"
std::string quoted_name(std::string_view name);

}  // namespace contra::serve
