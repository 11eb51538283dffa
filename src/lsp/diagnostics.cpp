// Faults of rule text as the protocol tells them, and when they are told and taken back.
#include <algorithm>

#include "lsp/session.hpp"
#include "lsp/uri.hpp"

namespace contra::lsp {

namespace {

int severity_number(text::Severity severity) {
  switch (severity) {
    case text::Severity::error:
      return 1;
    case text::Severity::warning:
      return 2;
    case text::Severity::note:
      return 3;
  }
  return 1;
}

bool is_shown(const Reading& reading, text::Span span) {
  return span.file >= 0 && !reading.built_in[static_cast<std::size_t>(span.file)];
}

/// Where a client can see the fault: its own place, else the first of its labels that is in a file of the client's,
/// else the beginning of the first such file.
text::Span place_of(const Reading& reading, const text::Diagnostic& d) {
  if (is_shown(reading, d.span)) return d.span;
  for (const auto& label : d.labels)
    if (is_shown(reading, label.span)) return label.span;
  for (const auto& [name, file] : reading.files)
    if (!reading.built_in[static_cast<std::size_t>(file)]) return {file, 0, 0};
  return {};
}

std::string place_words(const Reading& reading, text::Span span) {
  if (span.file < 0) return {};
  return " (" + reading.name(span.file) + ", line " +
         std::to_string(reading.rules.sources.place(span.file, span.begin).line) + ")";
}

Json diagnostic_of(const Session& session, const Reading& reading, const text::Diagnostic& d) {
  const text::KindInfo& kind = text::info(d.kind);
  std::string message = d.message;
  if (!d.help.empty()) message += "\n" + d.help;
  Json related = Json::array();
  for (const auto& label : d.labels) {
    Json where = session.location(reading, label.span);
    if (where.is_null() || !session.client.related_information)
      message += "\n" + label.text + place_words(reading, label.span);
    else
      related.push_back({{"location", std::move(where)}, {"message", label.text}});
  }
  Json out = {{"range", session.range(reading, place_of(reading, d))},
              {"severity", severity_number(kind.severity)},
              {"code", std::string(kind.id)},
              {"source", "contra"},
              {"message", std::move(message)}};
  // The page of `contra explain`, for an editor that can open it.
  if (session.client.code_description && session.client.built_in_rules && !text::explanation(d.kind).empty())
    out["codeDescription"] = {{"href", built_in_uri("explain/" + std::string(kind.id))}};
  if (!related.empty()) out["relatedInformation"] = std::move(related);
  return out;
}

void publish(Session& session, const std::string& uri, const Reading* reading, Json diagnostics) {
  Json params = {{"uri", uri}, {"diagnostics", std::move(diagnostics)}};
  if (reading != nullptr)
    if (const Document* document = session.workspace.document(uri)) params["version"] = document->version;
  session.notify("textDocument/publishDiagnostics", std::move(params));
}

}  // namespace

Json diagnostics_of(const Session& session, const RuleSet& set, const Reading& reading, text::FileId file) {
  Json out = Json::array();
  for (const text::Diagnostic& d : reading.rules.diagnostics)
    if (place_of(reading, d).file == file) out.push_back(diagnostic_of(session, reading, d));
  const auto faults = set.test_faults.find(reading.name(file));
  if (faults == set.test_faults.end()) return out;
  for (const TestFault& fault : faults->second) {
    const text::Span span{file, static_cast<std::uint32_t>(fault.begin), static_cast<std::uint32_t>(fault.end)};
    out.push_back({{"range", session.range(reading, span)},
                   {"severity", 1},
                   {"source", "contra test"},
                   {"message", fault.message}});
  }
  return out;
}

void tell_diagnostics(Session& session) {
  Workspace& workspace = session.workspace;
  std::set<std::string> used;
  for (const auto& [uri, document] : workspace.documents()) used.insert(document.set);
  // What a set that is gone has told is taken back, unless another set tells of the same file.
  std::set<std::string> before, after;
  for (auto at = workspace.sets().begin(); at != workspace.sets().end();) {
    before.insert(at->second.told.begin(), at->second.told.end());
    if (used.count(at->first) == 0) {
      at = workspace.sets().erase(at);
      continue;
    }
    RuleSet& set = at->second;
    if (set.untold) {
      workspace.refreshed(set);
      const Reading& reading = *set.latest;
      set.told.clear();
      for (const auto& [name, file] : reading.files) {
        if (reading.built_in[static_cast<std::size_t>(file)]) continue;
        const std::string uri = session.uri(reading, file);
        if (uri.empty()) continue;
        Json list = diagnostics_of(session, set, reading, file);
        // An empty list is told for open texts, with their version: the client knows then that it was read.
        const bool open = workspace.document(uri) != nullptr;
        if (!open && (list.empty() || !workspace.is_of_a_folder(name))) continue;
        if (!list.empty()) set.told.insert(uri);
        after.insert(uri);
        publish(session, uri, &reading, std::move(list));
      }
      set.untold = false;
    } else {
      after.insert(set.told.begin(), set.told.end());
    }
    ++at;
  }
  for (const std::string& uri : before)
    if (after.count(uri) == 0) publish(session, uri, nullptr, Json::array());
}

}  // namespace contra::lsp
