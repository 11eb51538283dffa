// Writes compact JSON straight into a string: the same bytes for the same values, and no document built on the way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace contra::present {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& open(char bracket) {
    comma();
    out_ += bracket;
    fresh_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    fresh_ = false;
    return *this;
  }
  JsonWriter& key(std::string_view name) {
    comma();
    quote(name);
    out_ += ':';
    fresh_ = true;
    return *this;
  }
  void text(std::string_view value) {
    comma();
    quote(value);
  }
  void number(std::int64_t value) { raw(std::to_string(value)); }
  void truth(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }
  /// `json` must be one JSON value already.
  JsonWriter& raw(std::string_view json) {
    comma();
    out_ += json;
    return *this;
  }

 private:
  void comma() {
    if (!fresh_) out_ += ',';
    fresh_ = false;
  }
  void quote(std::string_view value);

  std::string& out_;
  bool fresh_ = true;
};

}  // namespace contra::present
