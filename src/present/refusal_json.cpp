// See refusal_json.hpp.
#include "present/refusal_json.hpp"

#include "present/json_writer.hpp"

namespace contra::present {

std::string refusal_json(std::string_view where, std::uint64_t line, const text::SourceSet& sources,
                         const std::vector<text::Diagnostic>& diagnostics) {
  std::string out;
  JsonWriter json(out);
  json.open('{').key("record").text("contra.refusal/1");
  if (!where.empty()) json.key("file").text(where);
  if (line != 0) json.key("line").number(static_cast<std::int64_t>(line));
  json.key("diagnostics").open('[');
  for (const auto& d : diagnostics) {
    // "12 more faults are not shown" is about the whole record.
    const text::Place place = d.span.file < 0 ? text::Place{} : sources.place(d.span.file, d.span.begin);
    json.open('{').key("id").text(text::info(d.kind).id);
    json.key("pointer").text(d.pointer);
    json.key("line").number(place.line);
    json.key("column").number(place.column);
    json.key("message").text(d.message);
    json.key("help").text(d.help);
    json.close('}');
  }
  json.close(']').close('}');
  return out;
}

}  // namespace contra::present
