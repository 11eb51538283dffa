// A sheet as one HTML page that stands alone.
#include "present/html.hpp"

#include <sodium.h>

#include <array>

#include "sheet/model.hpp"
#include "sheet/style.hpp"
#include "text/characters.hpp"

namespace contra::sheet {

namespace {

using present::Html;

/// In quotes, for a style sheet: whatever is no plain letter or digit is written by its number.
std::string css_string(std::string_view words) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t i = 0; i < words.size();) {
    const text::CodePoint c = text::decode(words, i);
    const char first = words[i];
    i += c.bytes;
    const bool plain = c.bytes == 1 && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
                                        (first >= '0' && first <= '9') || first == ' ');
    if (plain) {
      out += first;
    } else if (c.good && !text::is_control(c.value) && !text::is_bidirectional(c.value)) {
      out += '\\';
      for (int shift = 20; shift >= 0; shift -= 4) out += digits[(c.value >> shift) & 0xF];
      out += ' ';
    }
  }
  return out + "\"";
}

/// What stands on every page of paper, and its size: the one part of the style that is a sheet's own.
std::string page_style(const Sheet& sheet, const Context& context) {
  const char* look = "; font: 8.5pt sans-serif; color: #56606d; }";
  return "@page { size: " + std::string(context.paper == Context::Paper::letter ? "letter" : "A4") +
         " portrait; margin: 14mm 16mm 17mm;\n  @bottom-left { content: " + css_string(sheet.subject) + look +
         "\n  @bottom-right { content: counter(page) \" / \" counter(pages)" + look + "\n}\n";
}

std::string hash_of(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)> out{};
  sodium_bin2base64(out.data(), out.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
  return "sha256-" + std::string(out.data());
}

class Writer {
 public:
  explicit Writer(const Sheet& sheet) : sheet_(sheet) {}

  std::string take(const std::string& whole_style) {
    const bool client = sheet_.kind != Kind::consultation;
    html_.raw("<!DOCTYPE html>").line();
    html_.open("html", {{"lang", "en"}}).line();
    html_.open("head").line();
    html_.empty("meta", {{"charset", "utf-8"}}).line();
    html_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}).line();
    html_.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}}).line();
    html_.empty("meta", {{"name", "robots"}, {"content", "noindex"}}).line();
    html_.element("title", {}, sheet_.subject + (sheet_.clinic.empty() ? "" : " · " + sheet_.clinic)).line();
    html_.open("style").raw(whole_style).close().line();
    html_.close().line();
    html_.open("body", {{"class", client ? "client" : "file"}}).line();
    html_.open("header");
    if (!sheet_.clinic.empty()) html_.element("p", {{"class", "clinic"}}, sheet_.clinic);
    html_.element("h1", sheet_.title);
    if (!sheet_.facts.rows.empty()) block(sheet_.facts);
    html_.close().line();
    html_.open("main").line();
    for (const Block& b : sheet_.lead) block(b);
    for (const Section& s : sheet_.sections) section(s, 2);
    html_.close().line();
    if (!sheet_.foot.empty()) {
      html_.open("footer");
      for (const auto& words : sheet_.foot) html_.element("p", words);
      html_.close().line();
    }
    return html_.take() + "\n";
  }

 private:
  void text(const Text& text) {
    if (!text.date.empty()) html_.open("time", {{"datetime", text.date}});
    if (text.strong) html_.open("strong");
    html_.text(text.words);
    if (text.strong) html_.close();
    if (!text.date.empty()) html_.close();
  }

  void section(const Section& s, int level) {
    // Only the great parts are landmarks.
    present::Attributes attributes = {{"id", s.id}};
    if (level == 2) attributes.push_back({"aria-labelledby", s.id + "_title"});
    html_.open("section", attributes);
    html_.element(level == 2 ? "h2" : level == 3 ? "h3" : "h4", {{"id", s.id + "_title"}}, s.title).line();
    for (const Block& b : s.blocks) block(b);
    for (const Section& inner : s.sections) section(inner, level + 1);
    html_.close().line();
  }

  /// The class of a tone; the normal one needs none.
  static std::string tone(Block::Tone tone) {
    return std::string(tone == Block::Tone::normal ? std::string_view() : tone_name(tone));
  }

  void block(const Block& b) {
    const std::string look = tone(b.tone);
    const auto classed = [&](const std::string& first) {
      const std::string both = first + (first.empty() || look.empty() ? "" : " ") + look;
      return both.empty() ? present::Attributes() : present::Attributes{{"class", both}};
    };
    switch (b.what) {
      case Block::What::paragraph:
        for (const Text& t : b.texts) {
          html_.open("p", classed({}));
          text(t);
          html_.close();
        }
        break;
      case Block::What::notice:
        html_.open("div", classed("notice"));
        if (!b.title.empty()) html_.open("p", {{"class", "headline"}}).element("strong", b.title).close();
        for (const Text& t : b.texts) {
          html_.open("p");
          text(t);
          html_.close();
        }
        html_.close();
        break;
      case Block::What::list:
        if (!b.title.empty()) html_.element("p", {{"class", "list_title"}}, b.title);
        html_.open("ul", classed({}));
        for (const Text& t : b.texts) {
          html_.open("li");
          text(t);
          html_.close();
        }
        html_.close();
        break;
      case Block::What::facts:
        html_.open("dl");
        for (const Row& row : b.rows) {
          html_.open("div");
          html_.element("dt", row.cells.front().lines.front().words);
          for (const Text& t : row.cells.back().lines) {
            html_.open("dd");
            text(t);
            html_.close();
          }
          html_.close();
        }
        html_.close();
        break;
      case Block::What::table:
        table(b);
        break;
      case Block::What::blanks:
        html_.open("div", {{"class", "blanks"}});
        for (const Row& row : b.rows) {
          html_.open("p", {{"class", "blank"}});
          html_.element("span", row.cells.front().lines.front().words);
          html_.element("span", {{"class", "line"}}, "");
          html_.close();
        }
        html_.close();
        break;
    }
    html_.line();
  }

  void lines(const Cell& cell) {
    for (const Text& t : cell.lines) {
      html_.open("p");
      text(t);
      html_.close();
    }
    if (cell.blank) html_.element("p", {{"class", "write"}}, "");
  }

  void table(const Block& b) {
    const std::string look = tone(b.tone);
    html_.open("table", {{"class", "columns_" + std::to_string(b.head.size()) + (look.empty() ? "" : " " + look)}})
        .line();
    html_.element("caption", b.title);
    html_.open("thead").open("tr");
    for (const auto& name : b.head) html_.element("th", {{"scope", "col"}}, name);
    html_.close().close().line();
    html_.open("tbody").line();
    for (const Row& row : b.rows) {
      html_.open("tr", row.quiet ? present::Attributes{{"class", "quiet"}} : present::Attributes());
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        // On a narrow screen a row becomes a block; what is empty is left out there, and each cell says its column.
        present::Attributes attributes;
        if (i == 0) {
          attributes = {{"scope", "row"}};
        } else {
          attributes = {{"data-label", b.head[i]}};
          if (row.cells[i].lines.empty()) attributes.push_back({"class", "empty"});
        }
        html_.open(i == 0 ? "th" : "td", attributes);
        lines(row.cells[i]);
        html_.close();
      }
      html_.close().line();
    }
    html_.close().close();
  }

  const Sheet& sheet_;
  Html html_;
};

}  // namespace

Page html(Kind kind, const Made& made, const Context& context) {
  const Sheet sheet = sheet_of(kind, made, context);
  const std::string whole = std::string(style) + page_style(sheet, context);
  return {Writer(sheet).take(whole), hash_of(whole)};
}

}  // namespace contra::sheet
