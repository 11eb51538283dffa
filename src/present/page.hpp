// Lays out text for a terminal: wraps words at a width, hangs labels, colours, or keeps everything plain for a screen
// reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace contra::present {

struct PageOptions {
  unsigned width = 80;  ///< columns; at least 20 are used
  bool color = false;
  bool plain = false;  ///< no lines, bullets or indents: one statement a line, for a screen reader
  bool full = false;   ///< every reason by itself, care before and after also where the answer makes it idle
};

enum class Tone { normal, strong, quiet, go, wait, heading };

/// A part of a line in one tone.
struct Run {
  std::string text;
  Tone tone = Tone::normal;
};

class Page {
 public:
  explicit Page(const PageOptions& options) : options_(options) {
    if (options_.width < 20) options_.width = 20;
  }

  void gap();   ///< one empty line, never two, never at the top
  void rule();  ///< a thin line over the whole width
  void heading(std::string_view text);
  void paragraph(unsigned indent, std::string_view text, Tone tone = Tone::normal);
  /// `label` in a column of `column` characters, `text` hanging beside it; plain: "label: text".
  void labelled(unsigned indent, std::string_view label, unsigned column, std::string_view text,
                Tone tone = Tone::normal, Tone label_tone = Tone::quiet);
  /// The same, with the lines after the first set in by two: one of several short entries under one label.
  void entry(unsigned indent, std::string_view label, unsigned column, std::string_view text);
  void bullet(unsigned indent, std::string_view text, Tone tone = Tone::normal);
  void numbered(unsigned indent, std::size_t number, std::string_view text, Tone tone = Tone::strong);
  /// One line as it is: never wrapped, spaces kept.
  void row(const std::vector<Run>& runs);
  /// `text` behind `first`, its further lines behind `further`: the branches of a tree.
  void branch(std::string_view first, std::string_view further, std::string_view text, Tone tone = Tone::normal);
  bool plain() const { return options_.plain; }
  unsigned width() const { return options_.width; }

  std::string take() { return std::move(out_); }

 private:
  void line(std::string_view prefix, std::string_view text, Tone tone, Tone prefix_tone);
  void hang(unsigned indent, std::string_view mark, unsigned column, std::string_view text, Tone tone, Tone mark_tone,
            unsigned further = 0);
  void put(std::string_view text, Tone tone);

  PageOptions options_;
  std::string out_;
};

/// Columns that `text` takes on a terminal: combining marks none, wide East Asian characters two.
std::size_t display_width(std::string_view text);
/// Cuts into lines of at most `width` columns between words; a word that is longer stands alone, cut where it must be.
/// Control characters become spaces: what a record says must not steer a terminal.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace contra::present
