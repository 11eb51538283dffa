// The tokenizer of free-worded dates; see word_tokens.hpp.
#include "time/word_tokens.hpp"

#include <cstddef>
#include <utility>

namespace contra::time {
namespace {

// Longer texts are stories, not dates; the reader tries every way to read them, so their length is bounded.
constexpr std::size_t longest_text = 160;
constexpr std::size_t most_tokens = 28;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Lower case, and the typographic signs that phones put in turned into plain ones.
std::string plain(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> replaced[] = {
      {"\xE2\x80\x98", "'"}, {"\xE2\x80\x99", "'"}, {"\xE2\x80\x9C", " "}, {"\xE2\x80\x9D", " "}, {"\xE2\x80\x90", "-"},
      {"\xE2\x80\x91", "-"}, {"\xE2\x80\x93", "-"}, {"\xE2\x80\x94", "-"}, {"\xE2\x88\x92", "-"}, {"\xC2\xA0", " "},
      {"\xE2\x80\xAF", " "}, {"\xE2\x89\x88", "~"}, {"\xC2\xBD", "{"},     {"\xE2\x80\xA6", " "}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool found = false;
    for (const auto& [from, to] : replaced) {
      if (text.substr(i, from.size()) == from) {
        out += to;
        i += from.size();
        found = true;
        break;
      }
    }
    if (found) continue;
    const char c = text[i++];
    if (c == '{') {
      out += '|';  // `{` is ours, for a half
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view words) {
  if (words.size() > longest_text) return {};
  const std::string text = plain(words);
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : ' '; };
  std::vector<Token> out;
  bool glued = false, apostrophe = false;
  for (std::size_t i = 0; i < text.size();) {
    if (out.size() > most_tokens) return {};
    const char c = text[i];
    Token token;
    token.glued = glued;
    token.apostrophe = std::exchange(apostrophe, false);
    if (is_digit(c)) {
      token.kind = Token::Kind::number;
      const std::size_t from = i;
      for (; is_digit(at(i)); ++i) token.value = i - from < 8 ? token.value * 10 + (text[i] - '0') : 0;
      token.digits = static_cast<int>(i - from);
      token.text = text.substr(from, i - from);
      const std::string_view suffix = std::string_view(text).substr(i, 2);
      const bool ends = !is_letter(at(i + 2)) && !is_digit(at(i + 2));
      if (ends && (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th")) {
        token.ordinal = true;
        i += 2;
      } else if (at(i) == 's' && !is_letter(at(i + 1))) {
        token.plural = true;
        i += 1;
      } else if (at(i) == '\'' && at(i + 1) == 's' && !is_letter(at(i + 2))) {
        token.plural = true;
        i += 2;
      }
    } else if (is_letter(c)) {
      while (is_letter(at(i)) || (at(i) == '\'' && is_letter(at(i + 1)))) {
        if (text[i] != '\'') token.text += text[i];
        ++i;
      }
    } else if (c == '\'') {
      apostrophe = is_digit(at(i + 1));
      ++i;
      continue;
    } else if (c == '.' || c == ',') {
      // Between digits a point is part of a number or a date, and a comma is not understood; elsewhere both are pauses.
      const bool inside = i > 0 && is_digit(text[i - 1]) && is_digit(at(i + 1));
      ++i;
      if (!inside || (c == ',' && is_digit(at(i + 3)))) {
        glued = false;
        continue;
      }
      token.kind = Token::Kind::sign;
      token.text = c;
    } else if (c == '-' || c == '/' || c == '+' || c == '~' || c == '?' || c == '<' || c == '>' || c == '{') {
      token.kind = Token::Kind::sign;
      token.text = c;
      ++i;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '(' || c == ')' || c == '"' || c == ';' ||
               c == ':' || c == '!') {
      // A colon between digits would be a time of day, which is not read.
      if (c == ':' && i > 0 && is_digit(text[i - 1]) && is_digit(at(i + 1))) return {};
      glued = false;
      ++i;
      continue;
    } else {
      return {};
    }
    glued = true;
    out.push_back(std::move(token));
  }
  return out;
}

}  // namespace contra::time
