// See names.hpp.
#include "serve/names.hpp"

#include <utf8proc.h>

#include <cstdlib>

#include "serve/users.hpp"
#include "text/characters.hpp"

namespace contra::serve {

namespace {

std::optional<std::string> mapped(std::string_view text, int options) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  utf8proc_uint8_t* out = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &out, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | options));
  if (size < 0) return std::nullopt;
  std::string made(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  std::free(out);
  return made;
}

}  // namespace

std::optional<std::string> compatible(std::string_view text) { return mapped(text, UTF8PROC_COMPAT); }

std::string folded(std::string_view name) {
  const auto once = mapped(name, UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  return text::latin_spelling(once ? *once : std::string(name));
}

/// It stands in lines of a log, in addresses ("/v1/users/{name}") and on paper.
std::string name_fault(std::string_view name) {
  const auto normal = compatible(name);
  if (!normal || *normal != name) return "write the name in plain UTF-8, with no special forms of letters";
  std::size_t characters = 0;
  bool letter = false;
  char32_t before = U' ';
  for (std::size_t at = 0; at < name.size();) {
    const text::CodePoint c = text::decode(name, at);
    if (text::is_control(c.value) || c.value == '\t' || c.value == '\n' || c.value == '\r' ||
        text::is_bidirectional(c.value) || text::is_invisible(c.value))
      return "a name has no characters that control or hide";
    if (c.value == '/' || c.value == '\\' || c.value == '<' || c.value == '>' || c.value == '"' || c.value == '%')
      return R"(a name has none of / \ < > " %)";
    if (c.value == U' ' && before == U' ') return "a name neither begins with a space nor has two in a row";
    letter = letter || text::is_letter_like(c.value);
    before = c.value;
    at += c.bytes;
    ++characters;
  }
  if (!letter) return "a name has at least one letter";
  if (before == U' ') return "a name does not end with a space";
  if (characters > name_characters_most)
    return "a name has at most " + std::to_string(name_characters_most) + " characters";
  return {};
}

}  // namespace contra::serve
