// See json_writer.hpp.
#include "present/json_writer.hpp"

namespace contra::present {

namespace {

/// Length of the UTF-8 sequence that begins at `i`, or 0 when there is none.
std::size_t sequence(std::string_view s, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
  const unsigned char c = byte(i);
  std::size_t length = c < 0x80                ? 1
                       : c >= 0xC2 && c < 0xE0 ? 2
                       : (c & 0xF0) == 0xE0    ? 3
                       : c >= 0xF0 && c < 0xF5 ? 4
                                               : 0;
  if (length == 0 || i + length > s.size()) return 0;
  for (std::size_t k = i + 1; k < i + length; ++k)
    if ((byte(k) & 0xC0) != 0x80) return 0;
  if (c == 0xE0 && byte(i + 1) < 0xA0) return 0;
  if (c == 0xED && byte(i + 1) > 0x9F) return 0;
  if (c == 0xF0 && byte(i + 1) < 0x90) return 0;
  if (c == 0xF4 && byte(i + 1) > 0x8F) return 0;
  return length;
}

}  // namespace

void JsonWriter::quote(std::string_view value) {
  static constexpr char hex[] = "0123456789abcdef";
  out_ += '"';
  for (std::size_t i = 0; i < value.size();) {
    const auto c = static_cast<unsigned char>(value[i]);
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += value[i++];
    } else if (c == '\n') {
      out_ += "\\n";
      ++i;
    } else if (c == '\t') {
      out_ += "\\t";
      ++i;
    } else if (c < 0x20 || c == 0x7F) {
      out_ += "\\u00";
      out_ += hex[c >> 4];
      out_ += hex[c & 15];
      ++i;
    } else if (const std::size_t length = sequence(value, i); length != 0) {
      out_ += value.substr(i, length);
      i += length;
    } else {
      out_ += "\xEF\xBF\xBD";  // a byte that is no UTF-8 must not make the whole line unreadable
      ++i;
    }
  }
  out_ += '"';
}

}  // namespace contra::present
