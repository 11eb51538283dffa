// What every request works on: the client's abilities, the workspace, and the way between places in texts and places in
// messages.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "lsp/workspace.hpp"

namespace contra::lsp {

using Json = nlohmann::json;

/// JSON-RPC and LSP error codes that the server gives.
enum class ErrorCode {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  not_initialized = -32002,
  request_failed = -32803,
  request_cancelled = -32800,
};

/// The answer to a request is an error. The message is for the person before the editor.
struct RequestError : std::runtime_error {
  RequestError(ErrorCode code_, const std::string& message) : std::runtime_error(message), code(code_) {}
  ErrorCode code;
};

struct Client {
  Encoding encoding = Encoding::utf16;
  bool markdown = false;             ///< hover in Markdown
  bool snippets = false;             ///< completions with places to fill in
  bool related_information = false;  ///< of diagnostics
  bool code_description = false;     ///< of diagnostics
  bool document_changes = false;     ///< edits with versions
  bool symbol_tree = false;          ///< document symbols with children
  bool action_literals = false;      ///< code actions that are not commands
  bool watches_files = false;        ///< tells of changes on disk when it is asked to
  bool refreshes_hints = false, refreshes_lenses = false;
  bool built_in_rules = false;  ///< can open addresses of built-in rules (an option of ours)
};

/// A place in an open text, with what its set of rules says.
struct Spot {
  Document* document = nullptr;
  RuleSet* set = nullptr;
  std::shared_ptr<const Reading> reading;
  text::FileId file = -1;
  std::uint32_t offset = 0;
};

class Session {
 public:
  Client client;
  Workspace workspace;
  /// Sends a notification: its method and its parameters.
  std::function<void(const std::string&, Json)> notify;
  /// Sends a request whose answer nobody waits for, without or with parameters.
  std::function<void(const std::string&)> request;
  std::function<void(const std::string&, Json)> request_with;

  /// The document that `params.textDocument` names; RequestError when it is not open.
  Document& document(const Json& params);
  /// The same with its reading; `offset` is 0 without `params.position`.
  Spot spot(const Json& params);

  Json position(const Reading& reading, text::FileId file, std::size_t offset) const;
  Json range(const Reading& reading, text::Span span) const;
  /// Empty for what a client cannot open.
  std::string uri(const Reading& reading, text::FileId file) const;
  /// Null for what a client cannot open.
  Json location(const Reading& reading, text::Span span) const;
  std::uint32_t offset(const Reading& reading, text::FileId file, const Json& position) const;

  /// Edits as a WorkspaceEdit, with versions where the client takes them.
  Json workspace_edit(const Reading& reading, const std::vector<text::Fix>& edits) const;
};

Position read_position(const Json& position);

// --- what the server can do, one function for each request; `params` in, result out ---

// hover.cpp
Json hover(Session& session, const Json& params);
// completion.cpp
Json completion(Session& session, const Json& params);
// navigation.cpp
Json definition(Session& session, const Json& params);
Json references(Session& session, const Json& params);
Json document_highlight(Session& session, const Json& params);
Json document_symbols(Session& session, const Json& params);
Json workspace_symbols(Session& session, const Json& params);
Json folding_ranges(Session& session, const Json& params);
// rename.cpp
Json prepare_rename(Session& session, const Json& params);
Json rename(Session& session, const Json& params);
// edits.cpp
Json formatting(Session& session, const Json& params);
Json code_actions(Session& session, const Json& params);
// hints.cpp
Json inlay_hints(Session& session, const Json& params);
Json code_lenses(Session& session, const Json& params);
Json resolve_lens(Session& session, const Json& lens);
Json execute_command(Session& session, const Json& params);
// tokens.cpp
Json semantic_tokens(Session& session, const Json& params);
Json semantic_legend();
// diagnostics.cpp
/// Tells the faults of every set whose texts have changed, and takes back those of sets that are gone.
void tell_diagnostics(Session& session);
/// Those of one file of a reading, as the protocol has them.
Json diagnostics_of(const Session& session, const RuleSet& set, const Reading& reading, text::FileId file);

}  // namespace contra::lsp
