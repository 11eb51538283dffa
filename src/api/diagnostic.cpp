// Diagnostics as the C++ surface gives them. See contra/diagnostic.hpp.
#include "contra/diagnostic.hpp"

#include "api/values.hpp"
#include "present/json_writer.hpp"
#include "text/characters.hpp"
#include "text/diagnostic.hpp"

namespace contra {

namespace {

Severity severity_of(text::Severity severity) {
  switch (severity) {
    case text::Severity::warning:
      return Severity::warning;
    case text::Severity::note:
      return Severity::note;
    case text::Severity::error:
      break;
  }
  return Severity::error;
}

Place place_of(text::Span span, const text::SourceSet& sources) {
  Place out;
  if (span.file < 0) return out;
  const text::Place begin = sources.place(span.file, span.begin), end = sources.place(span.file, span.end);
  out.file = sources.file(span.file).name;
  out.line = begin.line;
  out.column = begin.column;
  out.end_line = end.line;
  out.end_column = end.column;
  return out;
}

std::string_view word_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

void place_fields(present::JsonWriter& json, const Place& place) {
  if (place.line == 0) return;
  json.key("file").text(place.file);
  json.key("line").number(place.line);
  json.key("column").number(place.column);
  json.key("end_line").number(place.end_line);
  json.key("end_column").number(place.end_column);
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
  std::string out;
  if (diagnostic.where.line != 0) {
    out = text::printable(diagnostic.where.file) + ":" + std::to_string(diagnostic.where.line) + ":" +
          std::to_string(diagnostic.where.column) + ": ";
  } else if (!diagnostic.pointer.empty()) {
    out = text::printable(diagnostic.pointer) + ": ";
  }
  out += word_of(diagnostic.severity);
  return out + "[" + diagnostic.id + "]: " + text::printable(diagnostic.message);
}

std::string to_json(const Diagnostic& diagnostic) {
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("id").text(diagnostic.id);
  json.key("severity").text(word_of(diagnostic.severity));
  place_fields(json, diagnostic.where);
  if (!diagnostic.pointer.empty()) json.key("pointer").text(diagnostic.pointer);
  json.key("message").text(diagnostic.message);
  if (!diagnostic.help.empty()) json.key("help").text(diagnostic.help);
  json.key("labels").open('[');
  for (const Diagnostic::Label& label : diagnostic.labels) {
    json.open('{');
    place_fields(json, label.where);
    json.key("text").text(label.text);
    json.close('}');
  }
  json.close(']');
  if (diagnostic.fix) {
    json.key("fix").open('{');
    place_fields(json, diagnostic.fix->where);
    json.key("replacement").text(diagnostic.fix->replacement);
    json.key("safe").truth(diagnostic.fix->safe);
    json.close('}');
  }
  json.close('}');
  return out;
}

std::string explanation(std::string_view id) {
  const text::KindInfo* kind = text::find_kind(id);
  return kind == nullptr ? std::string() : std::string(text::explanation(kind->kind));
}

namespace api {

std::vector<Diagnostic> to_values(const std::vector<text::Diagnostic>& diagnostics, const text::SourceSet& sources,
                                  bool pictures) {
  std::vector<Diagnostic> out;
  out.reserve(diagnostics.size());
  for (const text::Diagnostic& d : diagnostics) {
    const text::KindInfo& kind = text::info(d.kind);
    Diagnostic value;
    value.id = kind.id;
    value.severity = severity_of(kind.severity);
    value.where = place_of(d.span, sources);
    value.pointer = d.pointer;
    value.message = d.message;
    value.help = d.help;
    for (const text::Label& label : d.labels) value.labels.push_back({place_of(label.span, sources), label.text});
    if (d.fix) value.fix = Diagnostic::Fix{place_of(d.fix->span, sources), d.fix->replacement, d.fix->safe};
    if (pictures) value.picture = text::draw(d, sources, {});
    out.push_back(std::move(value));
  }
  return out;
}

}  // namespace api

}  // namespace contra
