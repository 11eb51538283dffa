// See html.hpp.
#include "present/html.hpp"

namespace contra::present {

namespace {

/// Bytes of a character at `i` that turns the direction of writing: U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069.
std::size_t direction_mark(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
  if (byte(i) != 0xE2) return 0;
  const unsigned second = byte(i + 1), third = byte(i + 2);
  const bool mark = second == 0x80 && (third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE));
  return mark || (second == 0x81 && third >= 0xA6 && third <= 0xA9) ? 3 : 0;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const std::size_t mark = direction_mark(text, i); mark != 0) {
      i += mark - 1;
      continue;
    }
    switch (const char c = text[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
          out += c;
        else if (c == '\n' || c == '\t')
          out += ' ';
    }
  }
  return out;
}

void Html::begin(std::string_view name, const Attributes& attributes) {
  out_ += '<';
  out_ += name;
  for (const auto& [key, value] : attributes) {
    out_ += ' ';
    out_ += key;
    out_ += "=\"" + escaped(value) + "\"";
  }
}

Html& Html::open(std::string_view name, const Attributes& attributes) {
  begin(name, attributes);
  out_ += '>';
  open_.emplace_back(name);
  return *this;
}

Html& Html::close() {
  out_ += "</" + open_.back() + ">";
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  out_ += escaped(text);
  return *this;
}

Html& Html::element(std::string_view name, const Attributes& attributes, std::string_view words) {
  return open(name, attributes).text(words).close();
}

Html& Html::link(const std::string& id, std::string_view words) { return element("a", {{"href", "#" + id}}, words); }

Html& Html::empty(std::string_view name, const Attributes& attributes) {
  begin(name, attributes);
  out_ += '>';
  return *this;
}

Html& Html::svg(std::string_view name, const Attributes& attributes) {
  begin(name, attributes);
  out_ += "/>";
  return *this;
}

Html& Html::raw(std::string_view html) {
  out_ += html;
  return *this;
}

Html& Html::line() {
  out_ += '\n';
  return *this;
}

std::string Html::take() {
  while (!open_.empty()) close();
  return std::move(out_);
}

}  // namespace contra::present
