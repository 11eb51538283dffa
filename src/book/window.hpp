// Draws the window of a check beside the spread of its sources, on one axis of days that all checks share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "check/model.hpp"
#include "present/html.hpp"

namespace contra::book {

using present::Html;

/// A length in days; months and years by their mean. Lengths of sources are drawn and never calculated with.
struct Spread {
  double from = 0, to = 0;
  bool open = false;  ///< "and more": `to` is the end of the axis
};

/// Reads "12 hours to 30 days" and "3 months and more". For a row of a table the part that begins with the row's words
/// is read: "superficial 1 week to 1 month, medium …". Nothing for what is said in other words.
std::optional<Spread> read_spread(std::string_view words, std::string_view row);

/// Whether the check has a window that can be drawn.
bool has_window(const check::Check& check);

/// A `<figure>` with the drawing, its text alternative and its caption. `id` is unique on the page.
void draw_window(Html& html, const check::Check& check, const std::string& id);

/// What the signs of the drawing mean, as a figure of the same kind.
void draw_key(Html& html);

}  // namespace contra::book
