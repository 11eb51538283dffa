// A name changed everywhere at once, or not at all.
#include <algorithm>

#include "lsp/session.hpp"
#include "syntax/parse.hpp"

namespace contra::lsp {

namespace {

[[noreturn]] void refuse(const std::string& why) { throw RequestError(ErrorCode::request_failed, why); }

const Occurrence& renamed(const Spot& spot) {
  const Index& index = spot.reading->index;
  const Occurrence* found = index.at(spot.file, spot.offset);
  if (found == nullptr) refuse("there is no name here");
  const Symbol& symbol = index.symbol(found->symbol);
  const std::string what = std::string(kind_word(symbol.kind)) + " `" + symbol.name + "`";
  if (!is_authors_own(symbol.kind))
    refuse("the " + what + " cannot be renamed: its name is known outside of the rules");
  bool declared = false;
  for (const Occurrence* place : index.of(found->symbol)) {
    if (!place->declares) continue;
    declared = true;
    if (spot.reading->built_in[static_cast<std::size_t>(place->span.file)])
      refuse("the " + what + " is built in, and cannot be renamed");
  }
  if (!declared) refuse("nothing declares the " + what);
  return *found;
}

bool is_spelt_as_a_name(const std::string& name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && letter(name[0]) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

/// Names of terms, lists and questions are one space; the others each have their own.
std::vector<NameKind> space_of(NameKind kind) {
  if (kind == NameKind::term || kind == NameKind::list || kind == NameKind::question)
    return {NameKind::term, NameKind::list, NameKind::question};
  return {kind};
}

std::size_t errors_in(const Reading& reading) {
  const auto& all = reading.rules.diagnostics;
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const text::Diagnostic& d) {
    return text::info(d.kind).severity == text::Severity::error;
  }));
}

}  // namespace

Json prepare_rename(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Occurrence& found = renamed(spot);
  return {{"range", session.range(*spot.reading, found.span)},
          {"placeholder", spot.reading->index.symbol(found.symbol).name}};
}

Json rename(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading& reading = *spot.reading;
  const Index& index = reading.index;
  const Occurrence& found = renamed(spot);
  const Symbol symbol = index.symbol(found.symbol);
  const std::string name = params.at("newName").get<std::string>();
  if (name == symbol.name) return session.workspace_edit(reading, {});
  if (!is_spelt_as_a_name(name))
    refuse("`" + name.substr(0, 40) + "` is no name: a name is letters, digits and `_`, and begins with a letter");
  if (syntax::is_reserved(name)) refuse("`" + name + "` is a word of the language and cannot be a name");
  for (const NameKind kind : space_of(symbol.kind)) {
    const auto other = index.find({kind, symbol.scope, name});
    if (other && index.is_declared(*other))
      refuse("there is a " + std::string(kind_word(kind)) + " `" + name + "` already");
  }
  std::vector<text::Fix> edits;
  std::map<std::string, std::string> texts;
  for (const Occurrence* place : index.of(found.symbol)) {
    if (reading.built_in[static_cast<std::size_t>(place->span.file)])
      refuse("`" + symbol.name + "` is used in rules that are built in");
    if (session.uri(reading, place->span.file).empty()) refuse("a file that uses it cannot be edited");
    edits.push_back({place->span, name});
  }
  // From the last to the first, so that places stay what they are.
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const auto [text, fresh] = texts.emplace(reading.name(edit->span.file), std::string());
    if (fresh) text->second = std::string(reading.text(edit->span.file));
    text->second.replace(edit->span.begin, edit->span.end - edit->span.begin, name);
  }
  // Whatever the rules above do not foresee: the edit must not make a fault that was not there.
  const auto after = session.workspace.read(*spot.set, texts);
  if (errors_in(*after) > errors_in(reading)) {
    for (const text::Diagnostic& d : after->rules.diagnostics)
      if (text::info(d.kind).severity == text::Severity::error)
        refuse("the rules would be at fault after it: " + d.message);
  }
  return session.workspace_edit(reading, edits);
}

}  // namespace contra::lsp
