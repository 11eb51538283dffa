// The tape that simdjson writes, walked forwards: each value is a word with a letter for its kind in the highest byte,
// and the members of an object follow it. simdjson's own iterators do the same with a test at every step; a record of a
// kilobyte has some hundred values. The layout is described in simdjson's doc/tape.md.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/limits.hpp"

namespace contra::bulk {

/// A value on the tape.
struct Node {
  std::uint32_t at = 0;
};

/// Good until its document is parsed into again. Only for documents that simdjson has found valid.
class JsonTape {
 public:
  void set(const simdjson::dom::document& document) {
    words_ = document.tape.get();
    texts_ = document.string_buf.get();
  }
  Node root() const { return {1}; }

  bool is_null(Node node) const { return kind(node) == 'n'; }
  bool is_object(Node node) const { return kind(node) == '{'; }
  bool is_array(Node node) const { return kind(node) == '['; }
  /// False when it is no text, or one that is longer than a record may hold.
  bool text(Node node, std::string_view& out) const {
    if (kind(node) != '"') return false;
    out = text_at(node);
    return out.size() <= limits::text_bytes;
  }
  bool number(Node node, double& out) const {
    const std::uint64_t word = words_[node.at + 1];
    switch (kind(node)) {
      case 'd':
        std::memcpy(&out, &word, sizeof out);
        return true;
      case 'l': {
        std::int64_t whole = 0;
        std::memcpy(&whole, &word, sizeof whole);
        out = static_cast<double>(whole);
        return true;
      }
      case 'u':
        out = static_cast<double>(word);
        return true;
      default:
        return false;
    }
  }

 private:
  friend class Members;
  friend class Items;
  char kind(Node node) const { return static_cast<char>(words_[node.at] >> 56); }
  std::uint32_t payload(Node node) const { return static_cast<std::uint32_t>(words_[node.at]); }
  std::string_view text_at(Node node) const {
    const std::uint8_t* const begin = texts_ + (words_[node.at] & 0x00FFFFFFFFFFFFFFull);
    std::uint32_t size = 0;
    std::memcpy(&size, begin, sizeof size);
    return {reinterpret_cast<const char*>(begin) + sizeof size, size};
  }
  std::uint32_t behind(Node node) const {
    switch (kind(node)) {
      case '{':
      case '[':
        return payload(node);
      case 'd':
      case 'l':
      case 'u':
        return node.at + 2;
      default:
        return node.at + 1;
    }
  }

  const std::uint64_t* words_ = nullptr;
  const std::uint8_t* texts_ = nullptr;
};

/// The members of an object, one after the other.
class Members {
 public:
  Members(const JsonTape& tape, Node object) : tape_(tape), next_(object.at + 1) {}
  bool next() {
    const Node name{next_};
    if (tape_.kind(name) == '}') return false;
    key = tape_.text_at(name);
    value = {next_ + 1};
    next_ = tape_.behind(value);
    return true;
  }
  /// There is one, and only one; it is then the current member.
  bool only() { return next() && tape_.kind({next_}) == '}'; }

  std::string_view key;
  Node value;

 private:
  const JsonTape& tape_;
  std::uint32_t next_;
};

/// The values of an array, one after the other.
class Items {
 public:
  Items(const JsonTape& tape, Node array) : tape_(tape), next_(array.at + 1) {}
  bool next() {
    value = {next_};
    if (tape_.kind(value) == ']') return false;
    next_ = tape_.behind(value);
    return true;
  }
  bool only() { return next() && tape_.kind({next_}) == ']'; }

  Node value;

 private:
  const JsonTape& tape_;
  std::uint32_t next_;
};

}  // namespace contra::bulk
