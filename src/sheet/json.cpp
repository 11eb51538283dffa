// A sheet as data, `contra.sheet/1`; sheet.schema.json beside this file is its JSON Schema.
#include "present/json_writer.hpp"
#include "sheet/model.hpp"

namespace contra::sheet {

namespace {

std::string_view block_name(Block::What what) {
  switch (what) {
    case Block::What::notice:
      return "notice";
    case Block::What::list:
      return "list";
    case Block::What::facts:
      return "facts";
    case Block::What::table:
      return "table";
    case Block::What::blanks:
      return "blanks";
    case Block::What::paragraph:
      break;
  }
  return "paragraph";
}

class Writer {
 public:
  explicit Writer(std::string& out) : json_(out) {}

  void sheet(const Sheet& sheet, const Context& context) {
    json_.open('{');
    field("sheet", "contra.sheet/1");
    field("kind", kind_name(sheet.kind));
    field("language", "en");
    field("for", sheet.kind == Kind::consultation ? "file" : "client");
    field("title", sheet.title);
    field("subject", sheet.subject);
    field("clinic", sheet.clinic);
    field("client_name", sheet.kind == Kind::about ? std::string_view() : context.client_name);
    json_.key("facts");
    rows(sheet.facts.rows);
    blocks("lead", sheet.lead);
    sections(sheet.sections);
    json_.key("foot").open('[');
    for (const auto& words : sheet.foot) json_.text(words);
    json_.close(']').close('}');
  }

 private:
  void field(std::string_view key, std::string_view value) { json_.key(key).text(value); }

  void texts(const std::vector<Text>& items) {
    json_.open('[');
    for (const Text& t : items) {
      json_.open('{');
      field("text", t.words);
      if (!t.date.empty()) field("date", t.date);
      json_.close('}');
    }
    json_.close(']');
  }

  void rows(const std::vector<Row>& rows) {
    json_.open('[');
    for (const Row& row : rows) {
      json_.open('{').key("cells").open('[');
      for (const Cell& cell : row.cells) {
        json_.open('{').key("lines");
        texts(cell.lines);
        if (cell.blank) json_.key("blank").truth(true);
        json_.close('}');
      }
      json_.close(']');
      if (row.quiet) json_.key("quiet").truth(true);
      json_.close('}');
    }
    json_.close(']');
  }

  void blocks(std::string_view key, const std::vector<Block>& blocks) {
    json_.key(key).open('[');
    for (const Block& b : blocks) {
      json_.open('{');
      field("block", block_name(b.what));
      field("tone", tone_name(b.tone));
      field("title", b.title);
      json_.key("texts");
      texts(b.texts);
      json_.key("head").open('[');
      for (const auto& name : b.head) json_.text(name);
      json_.close(']').key("rows");
      rows(b.rows);
      json_.close('}');
    }
    json_.close(']');
  }

  void sections(const std::vector<Section>& all) {
    json_.key("sections").open('[');
    for (const Section& s : all) {
      json_.open('{');
      field("id", s.id);
      field("title", s.title);
      blocks("blocks", s.blocks);
      sections(s.sections);
      json_.close('}');
    }
    json_.close(']');
  }

  present::JsonWriter json_;
};

}  // namespace

std::string json(Kind kind, const Made& made, const Context& context) {
  std::string out;
  Writer(out).sheet(sheet_of(kind, made, context), context);
  return out;
}

}  // namespace contra::sheet
