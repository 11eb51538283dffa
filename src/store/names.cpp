// See names.hpp.
#include "store/names.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

namespace contra::store {

namespace {

/// Letters that Unicode does not take apart and people type without their stroke.
std::string_view plain_letter(utf8proc_int32_t letter) {
  switch (letter) {
    case 0xF8:
      return "o";
    case 0xE6:
      return "ae";
    case 0x153:
      return "oe";
    case 0x142:
      return "l";
    case 0x111:
    case 0xF0:
      return "d";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0xFE:
      return "th";
    default:
      return {};
  }
}

bool is_apostrophe(utf8proc_int32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC || c == '`' || c == 0x2018; }

bool is_part_of_word(utf8proc_int32_t c) {
  const auto category = utf8proc_category(c);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;  // letters, marks, numbers
}

/// Words with one space between; apostrophes vanish, or part words.
std::string fold(std::string_view name, bool apostrophes_part) {
  utf8proc_uint8_t* bytes = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                                 static_cast<utf8proc_ssize_t>(name.size()), &bytes, options);
  if (size < 0) return std::string(name);
  std::string out;
  bool gap = false;
  for (utf8proc_ssize_t at = 0; at < size;) {
    utf8proc_int32_t c = 0;
    const auto taken = utf8proc_iterate(bytes + at, size - at, &c);
    if (taken <= 0) break;
    if (is_part_of_word(c)) {
      if (gap && !out.empty()) out += ' ';
      gap = false;
      const std::string_view plain = plain_letter(c);
      out += plain.empty()
                 ? std::string_view(reinterpret_cast<const char*>(bytes + at), static_cast<std::size_t>(taken))
                 : plain;
    } else if (apostrophes_part || !is_apostrophe(c)) {
      gap = true;
    }
    at += taken;
  }
  std::free(bytes);  // utf8proc hands over what malloc gave
  return out;
}

void split(const std::string& folded_name, std::vector<std::string>& out) {
  for (std::size_t at = 0; at < folded_name.size();) {
    const std::size_t end = std::min(folded_name.find(' ', at), folded_name.size());
    out.push_back(folded_name.substr(at, end - at));
    at = end + 1;
  }
}

void sort_once(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace

std::string folded(std::string_view name) { return fold(name, false); }

std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words;
  split(fold(name, false), words);
  split(fold(name, true), words);
  sort_once(words);
  return words;
}

std::vector<std::string> words_of_search(std::string_view text, std::size_t most) {
  std::vector<std::string> words;
  split(fold(text, false), words);
  sort_once(words);
  if (words.size() > most) words.resize(most);
  return words;
}

}  // namespace contra::store
