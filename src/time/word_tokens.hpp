// Words of a free-worded date, cut into tokens. Internal to the time room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace contra::time {

struct Token {
  enum class Kind { word, number, sign } kind = Kind::word;
  std::string text;         // lower case, without apostrophes: "can't" is `cant`, "valentine's" is `valentines`
  int value = 0;            // number
  int digits = 0;           // number: how many digits were written
  bool ordinal = false;     // number: "20th"
  bool plural = false;      // number: "1990s"
  bool apostrophe = false;  // an apostrophe stands before it: "'25"
  bool glued = false;       // nothing stands between it and the token before it
};

/// Commas, full stops at word ends, brackets and the like are dropped; `- / . + ~ ? < > ½` stay when they may mean
/// something. Empty when the text holds a character that no date is written with, or is too long to be a date.
std::vector<Token> tokens_of(std::string_view words);

}  // namespace contra::time
