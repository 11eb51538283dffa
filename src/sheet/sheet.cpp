// See sheet.hpp and model.hpp. This file: names, and the small pieces that every sheet is made of.
#include "sheet/sheet.hpp"

#include <array>

#include "sheet/model.hpp"

namespace contra::sheet {

namespace {

constexpr std::array<std::string_view, 4> names = {"consultation", "before", "after", "about"};

}  // namespace

std::string_view kind_name(Kind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_of(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<Kind>(i);
  return std::nullopt;
}

std::string_view tone_name(Block::Tone tone) {
  switch (tone) {
    case Block::Tone::quiet:
      return "quiet";
    case Block::Tone::go:
      return "go";
    case Block::Tone::wait:
      return "wait";
    case Block::Tone::override_:
      return "override";
    case Block::Tone::normal:
      break;
  }
  return "normal";
}

Block paragraph(std::string words, Block::Tone tone) {
  Block block;
  block.tone = tone;
  block.texts.push_back({std::move(words), {}, false});
  return block;
}

Block list(std::vector<Text> items) {
  Block block;
  block.what = Block::What::list;
  block.texts = std::move(items);
  return block;
}

Cell cell(std::string words, std::string date) {
  Cell out;
  out.lines.push_back({std::move(words), std::move(date), false});
  return out;
}

void add_fact(Block& facts, const std::string& name, Text value) {
  if (value.words.empty()) return;
  // A name that has several values stands once.
  if (!facts.rows.empty() && facts.rows.back().cells.front().lines.front().words == name) {
    facts.rows.back().cells.back().lines.push_back(std::move(value));
    return;
  }
  Row row;
  row.cells = {cell(name), Cell{{std::move(value)}, false}};
  facts.rows.push_back(std::move(row));
}

Sheet sheet_of(Kind kind, const Made& made, const Context& context) {
  switch (kind) {
    case Kind::before:
      return before_sheet(made, context);
    case Kind::after:
      return after_sheet(made, context);
    case Kind::about:
      return about_sheet(made, context);
    case Kind::consultation:
      break;
  }
  return consultation_sheet(made, context);
}

}  // namespace contra::sheet
