// Inside the sheet room: a sheet as plain values. It is made once; the page and the data say the same because both are
// written from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sheet/sheet.hpp"

namespace contra::sheet {

/// Words, and the day or the moment that they name, for machines: "2026-03-13", "2026-03-16T15:10"; may be empty.
struct Text {
  std::string words, date;
  bool strong = false;
};

/// Each text on a line of its own. `blank`: nothing is known, a line to write on.
struct Cell {
  std::vector<Text> lines;
  bool blank = false;
};

struct Row {
  std::vector<Cell> cells;
  bool quiet = false;  ///< of less weight: an answer that a newer one has replaced
};

struct Block {
  enum class What {
    paragraph,  ///< texts: one
    notice,     ///< a box: title, texts
    list,       ///< texts: the items
    facts,      ///< rows of two cells: a name and its value
    table,      ///< title is the caption; head, rows; the first cell of a row is its heading
    blanks      ///< rows of one cell: names of lines to write on
  } what = What::paragraph;
  enum class Tone { normal, quiet, go, wait, override_ } tone = Tone::normal;
  std::string title;
  std::vector<Text> texts;
  std::vector<std::string> head;
  std::vector<Row> rows;
};

struct Section {
  std::string id, title;  ///< id: unique on the sheet, the same for each client
  std::vector<Block> blocks;
  std::vector<Section> sections;
};

struct Sheet {
  Kind kind = Kind::about;
  std::string title;
  std::string clinic;
  std::string subject;  ///< stands on every page of paper
  Block facts;          ///< who, what, when
  std::vector<Block> lead;
  std::vector<Section> sections;
  std::vector<std::string> foot;
};

Sheet consultation_sheet(const Made& made, const Context& context);
Sheet before_sheet(const Made& made, const Context& context);
Sheet after_sheet(const Made& made, const Context& context);
Sheet about_sheet(const Made& made, const Context& context);
Sheet sheet_of(Kind kind, const Made& made, const Context& context);

/// "normal", "quiet", "go", "wait", "override": in the data, and the class of the page.
std::string_view tone_name(Block::Tone tone);
Block paragraph(std::string words, Block::Tone tone = Block::Tone::normal);
Block list(std::vector<Text> items);
/// Adds a line "name: value" to a block of facts, unless the value is empty.
void add_fact(Block& facts, const std::string& name, Text value);
Cell cell(std::string words, std::string date = {});

}  // namespace contra::sheet
