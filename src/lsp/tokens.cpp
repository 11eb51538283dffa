// Semantic tokens: what each name stands for. Words of the language, texts and comments are the grammar's to colour.
#include "lsp/session.hpp"

namespace contra::lsp {

namespace {

/// Index into the legend.
int token_type(NameKind kind) {
  switch (kind) {
    case NameKind::term:
      return 0;
    case NameKind::area:
    case NameKind::vocabulary:
    case NameKind::pack:
    case NameKind::policy:
      return 1;
    case NameKind::role:
      return 2;
    case NameKind::list:
    case NameKind::question:
    case NameKind::detail:
      return 3;
    case NameKind::option:
      return 4;
    case NameKind::source:
      return 5;
    case NameKind::check:
    case NameKind::care:
    case NameKind::about:
      return 6;
    case NameKind::example:
      return 7;
    case NameKind::test:
      break;
  }
  return -1;
}

}  // namespace

Json semantic_legend() {
  return {
      {"tokenTypes", {"class", "namespace", "interface", "property", "enumMember", "variable", "function", "struct"}},
      {"tokenModifiers", {"declaration"}}};
}

Json semantic_tokens(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading& reading = *spot.reading;
  const Lines& lines = reading.lines[static_cast<std::size_t>(spot.file)];
  const std::string_view text = reading.text(spot.file);
  Json data = Json::array();
  Position last;
  for (const Occurrence& place : reading.index.all()) {
    if (place.span.file != spot.file) continue;
    const int type = token_type(reading.index.symbol(place.symbol).kind);
    // A text that goes on over several lines is no name.
    if (type < 0 || text.substr(place.span.begin, 1) == "\"") continue;
    const Position at = lines.position(text, place.span.begin, session.client.encoding);
    data.push_back(at.line - last.line);
    data.push_back(at.line == last.line ? at.character - last.character : at.character);
    data.push_back(place.span.end - place.span.begin);  // names are ASCII: a unit each in every encoding
    data.push_back(type);
    data.push_back(place.declares ? 1 : 0);
    last = at;
  }
  return {{"data", std::move(data)}};
}

}  // namespace contra::lsp
