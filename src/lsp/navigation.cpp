// From a name to where it is declared and used, and what a file or a set of rules is made of.
#include <algorithm>

#include "lsp/meaning.hpp"
#include "lsp/session.hpp"

namespace contra::lsp {

namespace {

/// Symbol kinds of the protocol, by what an editor draws for them.
int symbol_kind(NameKind kind) {
  switch (kind) {
    case NameKind::term:
      return 5;  // class
    case NameKind::area:
      return 3;  // namespace
    case NameKind::role:
      return 11;  // interface
    case NameKind::list:
      return 18;  // array
    case NameKind::question:
      return 7;  // property
    case NameKind::detail:
      return 8;  // field
    case NameKind::option:
      return 22;  // enum member
    case NameKind::source:
      return 14;  // constant
    case NameKind::check:
      return 12;  // function
    case NameKind::care:
    case NameKind::about:
      return 15;  // string
    case NameKind::example:
      return 19;  // object
    case NameKind::test:
      return 6;  // method
    case NameKind::vocabulary:
    case NameKind::pack:
    case NameKind::policy:
      return 4;  // package
  }
  return 13;
}

std::string shown_name(const Symbol& symbol) {
  // The name of a test or a policy stands in quotes already, without them.
  return symbol.name.empty() ? std::string(kind_word(symbol.kind)) : symbol.name;
}

/// Without the space and the comments behind its last word.
text::Span trimmed(const Reading& reading, text::Span span) {
  std::string_view text = reading.rules.sources.slice(span);
  for (;;) {
    while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
      text.remove_suffix(1);
    const std::size_t line = text.rfind('\n');
    const std::size_t first = text.find_first_not_of(" \t\r", line == std::string_view::npos ? 0 : line + 1);
    if (line == std::string_view::npos || first == std::string_view::npos || text[first] != '#') break;
    text = text.substr(0, line);
  }
  span.end = span.begin + static_cast<std::uint32_t>(text.size());
  return span;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// The letters of `query` in order, whatever stands between.
bool fits(std::string_view query, std::string_view name) {
  std::size_t at = 0;
  for (const char c : name)
    if (at < query.size() && c == query[at]) ++at;
  return at == query.size();
}

}  // namespace

Json definition(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Occurrence* found = spot.reading->index.at(spot.file, spot.offset);
  if (found == nullptr) return nullptr;
  Json out = Json::array();
  for (const Occurrence* place : spot.reading->index.of(found->symbol)) {
    if (!place->declares) continue;
    Json where = session.location(*spot.reading, place->span);
    if (!where.is_null()) out.push_back(std::move(where));
  }
  return out;
}

Json references(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Occurrence* found = spot.reading->index.at(spot.file, spot.offset);
  if (found == nullptr) return nullptr;
  const bool with_declaration = params.contains("context") && params.at("context").value("includeDeclaration", false);
  Json out = Json::array();
  for (const Occurrence* place : spot.reading->index.of(found->symbol)) {
    if (place->declares && !with_declaration) continue;
    Json where = session.location(*spot.reading, place->span);
    if (!where.is_null()) out.push_back(std::move(where));
  }
  return out;
}

Json document_highlight(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Occurrence* found = spot.reading->index.at(spot.file, spot.offset);
  if (found == nullptr) return nullptr;
  Json out = Json::array();
  for (const Occurrence* place : spot.reading->index.of(found->symbol))
    if (place->span.file == spot.file)
      out.push_back({{"range", session.range(*spot.reading, place->span)}, {"kind", place->declares ? 3 : 2}});
  return out;
}

Json document_symbols(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading& reading = *spot.reading;
  Json out = Json::array();
  Json* parent = nullptr;  // the list or question whose details and options follow
  text::Span parent_item;
  for (const Occurrence& place : reading.index.all()) {
    if (place.span.file != spot.file || !place.declares) continue;
    const Symbol& symbol = reading.index.symbol(place.symbol);
    const text::Span whole = trimmed(reading, place.item);
    const bool inner = symbol.kind == NameKind::detail || symbol.kind == NameKind::option;
    if (!session.client.symbol_tree) {
      if (!inner)
        out.push_back({{"name", shown_name(symbol)},
                       {"kind", symbol_kind(symbol.kind)},
                       {"location", {{"uri", spot.document->uri}, {"range", session.range(reading, whole)}}}});
      continue;
    }
    Json entry = {{"name", shown_name(symbol)},
                  {"detail", std::string(kind_word(symbol.kind))},
                  {"kind", symbol_kind(symbol.kind)},
                  {"range", session.range(reading, inner ? place.span : whole)},
                  {"selectionRange", session.range(reading, place.span)}};
    if (inner && parent != nullptr && parent_item == place.item) {
      (*parent)["children"].push_back(std::move(entry));
    } else {
      out.push_back(std::move(entry));
      parent = &out.back();
      parent_item = place.item;
    }
  }
  return out;
}

Json workspace_symbols(Session& session, const Json& params) {
  const std::string query = lower(params.value("query", ""));
  constexpr std::size_t most = 500;
  Json out = Json::array();
  std::set<std::string> seen;
  for (auto& [key, set] : session.workspace.sets()) {
    const Reading& reading = *session.workspace.refreshed(set).latest;
    for (const Occurrence& place : reading.index.all()) {
      if (!place.declares || out.size() >= most) continue;
      const Symbol& symbol = reading.index.symbol(place.symbol);
      if (!fits(query, lower(symbol.name))) continue;
      Json where = session.location(reading, place.span);
      if (where.is_null() || !seen.insert(where.dump()).second) continue;
      out.push_back({{"name", shown_name(symbol)},
                     {"kind", symbol_kind(symbol.kind)},
                     {"containerName", symbol.scope},
                     {"location", std::move(where)}});
    }
  }
  return out;
}

Json folding_ranges(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading& reading = *spot.reading;
  const Lines& lines = reading.lines[static_cast<std::size_t>(spot.file)];
  const std::string_view text = reading.text(spot.file);
  Json out = Json::array();
  const auto add = [&](std::uint32_t first, std::uint32_t last, const char* kind) {
    if (last <= first) return;
    Json fold = {{"startLine", first}, {"endLine", last}};
    if (kind != nullptr) fold["kind"] = kind;
    out.push_back(std::move(fold));
  };
  const syntax::File* tree = reading.tree(spot.file);
  if (tree != nullptr) {
    const auto item = [&](text::Span span) {
      const text::Span whole = trimmed(reading, span);
      if (whole.end > whole.begin) add(lines.line_of(whole.begin), lines.line_of(whole.end - 1), nullptr);
    };
    if (tree->header) item(tree->header->span);
    for (const auto& one : tree->items) item(one.span);
  }
  // Lines of nothing but a comment that follow each other.
  const auto is_comment = [&](std::uint32_t line) {
    const std::size_t first = text.find_first_not_of(" \t", lines.start(line));
    return first != std::string_view::npos && text[first] == '#';
  };
  for (std::uint32_t line = 0; line < lines.count(); ++line) {
    if (!is_comment(line)) continue;
    const std::uint32_t first = line;
    while (line + 1 < lines.count() && is_comment(line + 1)) ++line;
    add(first, line, "comment");
  }
  return out;
}

}  // namespace contra::lsp
