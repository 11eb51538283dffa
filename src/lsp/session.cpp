// See session.hpp.
#include "lsp/session.hpp"

#include <algorithm>

#include "lsp/uri.hpp"

namespace contra::lsp {

Position read_position(const Json& position) {
  const auto number = [&](const char* key) {
    const auto value = position.at(key).get<std::int64_t>();
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, 0x7FFFFFFF));
  };
  return {number("line"), number("character")};
}

Document& Session::document(const Json& params) {
  const std::string uri = params.at("textDocument").at("uri").get<std::string>();
  Document* found = workspace.document(uri);
  if (found == nullptr) throw RequestError(ErrorCode::invalid_params, "the document is not open");
  return *found;
}

Spot Session::spot(const Json& params) {
  Spot out;
  out.document = &document(params);
  out.set = &workspace.set_of(*out.document);
  out.reading = out.set->latest;
  const auto file = out.reading->files.find(out.document->name);
  if (file == out.reading->files.end()) throw RequestError(ErrorCode::request_failed, "the file cannot be read");
  out.file = file->second;
  if (params.contains("position")) out.offset = offset(*out.reading, out.file, params.at("position"));
  return out;
}

Json Session::position(const Reading& reading, text::FileId file, std::size_t offset) const {
  const Position at =
      reading.lines[static_cast<std::size_t>(file)].position(reading.text(file), offset, client.encoding);
  return {{"line", at.line}, {"character", at.character}};
}

Json Session::range(const Reading& reading, text::Span span) const {
  return {{"start", position(reading, span.file, span.begin)}, {"end", position(reading, span.file, span.end)}};
}

std::string Session::uri(const Reading& reading, text::FileId file) const {
  if (file < 0) return {};
  const std::string& name = reading.name(file);
  if (reading.built_in[static_cast<std::size_t>(file)])
    return client.built_in_rules ? built_in_uri(name) : std::string();
  if (const Document* document = workspace.open_as(name)) return document->uri;
  return name.empty() || name[0] != '/' ? std::string() : uri_of(name);
}

Json Session::location(const Reading& reading, text::Span span) const {
  const std::string address = uri(reading, span.file);
  if (address.empty()) return nullptr;
  return {{"uri", address}, {"range", range(reading, span)}};
}

std::uint32_t Session::offset(const Reading& reading, text::FileId file, const Json& position) const {
  return static_cast<std::uint32_t>(reading.lines[static_cast<std::size_t>(file)].offset(
      reading.text(file), read_position(position), client.encoding));
}

Json Session::workspace_edit(const Reading& reading, const std::vector<text::Fix>& edits) const {
  std::map<text::FileId, Json> by_file;
  for (const text::Fix& edit : edits) {
    Json& list = by_file[edit.span.file];
    if (list.is_null()) list = Json::array();
    list.push_back({{"range", range(reading, edit.span)}, {"newText", edit.replacement}});
  }
  Json changes = Json::object(), versioned = Json::array();
  for (auto& [file, list] : by_file) {
    const std::string address = uri(reading, file);
    const Document* document = workspace.open_as(reading.name(file));
    if (client.document_changes) {
      Json identifier = {{"uri", address}, {"version", nullptr}};
      if (document != nullptr) identifier["version"] = document->version;
      versioned.push_back({{"textDocument", std::move(identifier)}, {"edits", std::move(list)}});
    } else {
      changes[address] = std::move(list);
    }
  }
  if (client.document_changes) return {{"documentChanges", std::move(versioned)}};
  return {{"changes", std::move(changes)}};
}

}  // namespace contra::lsp
