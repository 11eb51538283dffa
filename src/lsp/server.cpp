// See server.hpp: JSON-RPC, the life of a connection, and the texts that the client keeps in step.
#include "lsp/server.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "api/embedded.hpp"
#include "lsp/framing.hpp"
#include "lsp/session.hpp"
#include "lsp/uri.hpp"
#include "text/limits.hpp"

namespace contra::lsp {

namespace {

/// The value at a path of keys; null where one is missing or no object.
const Json& at(const Json& value, std::initializer_list<const char*> keys) {
  static const Json nothing;
  const Json* here = &value;
  for (const char* key : keys) {
    if (!here->is_object()) return nothing;
    const auto found = here->find(key);
    if (found == here->end()) return nothing;
    here = &*found;
  }
  return *here;
}

bool yes(const Json& value, std::initializer_list<const char*> keys) {
  const Json& found = at(value, keys);
  return found.is_boolean() && found.get<bool>();
}

bool lists(const Json& value, const char* wanted) {
  return value.is_array() && std::any_of(value.begin(), value.end(), [&](const Json& item) {
           return item.is_string() && item.get_ref<const std::string&>() == wanted;
         });
}

Client client_of(const Json& params) {
  const Json& can = at(params, {"capabilities"});
  Client out;
  const Json& encodings = at(can, {"general", "positionEncodings"});
  // The client's order is its wish; UTF-16 is what it must understand.
  if (encodings.is_array())
    for (const Json& encoding : encodings) {
      if (encoding == "utf-8") out.encoding = Encoding::utf8;
      if (encoding == "utf-32") out.encoding = Encoding::utf32;
      if (encoding == "utf-8" || encoding == "utf-16" || encoding == "utf-32") break;
    }
  out.markdown = lists(at(can, {"textDocument", "hover", "contentFormat"}), "markdown");
  out.snippets = yes(can, {"textDocument", "completion", "completionItem", "snippetSupport"});
  out.related_information = yes(can, {"textDocument", "publishDiagnostics", "relatedInformation"});
  out.code_description = yes(can, {"textDocument", "publishDiagnostics", "codeDescriptionSupport"});
  out.document_changes = yes(can, {"workspace", "workspaceEdit", "documentChanges"});
  out.symbol_tree = yes(can, {"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"});
  out.action_literals = at(can, {"textDocument", "codeAction", "codeActionLiteralSupport"}).is_object();
  out.watches_files = yes(can, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  out.refreshes_hints = yes(can, {"workspace", "inlayHint", "refreshSupport"});
  out.refreshes_lenses = yes(can, {"workspace", "codeLens", "refreshSupport"});
  out.built_in_rules = yes(params, {"initializationOptions", "builtInRules"});
  return out;
}

const char* encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf32:
      return "utf-32";
    case Encoding::utf16:
      break;
  }
  return "utf-16";
}

Json capabilities(const Client& client) {
  return {{"positionEncoding", encoding_name(client.encoding)},
          {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
          {"hoverProvider", true},
          {"completionProvider", {{"triggerCharacters", {" ", ":", ","}}, {"resolveProvider", false}}},
          {"definitionProvider", true},
          {"referencesProvider", true},
          {"documentHighlightProvider", true},
          {"documentSymbolProvider", true},
          {"workspaceSymbolProvider", true},
          {"documentFormattingProvider", true},
          {"renameProvider", {{"prepareProvider", true}}},
          {"codeActionProvider", {{"codeActionKinds", {"quickfix", "source.fixAll.contra"}}}},
          {"codeLensProvider", {{"resolveProvider", true}}},
          {"inlayHintProvider", true},
          {"foldingRangeProvider", true},
          {"semanticTokensProvider", {{"legend", semantic_legend()}, {"full", true}, {"range", false}}},
          {"executeCommandProvider", {{"commands", {"contra.runTest", "contra.runTests"}}}},
          {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
}

/// A fault of ours must not carry bytes that are no text.
std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

struct Server::State {
  State(std::string name_, std::string version_) : name(std::move(name_)), version(std::move(version_)) {
    session.notify = [this](const std::string& method, Json params) {
      send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
    };
    session.request = [this](const std::string& method) {
      send({{"jsonrpc", "2.0"}, {"id", "contra-" + std::to_string(++asked)}, {"method", method}});
    };
    session.request_with = [this](const std::string& method, Json params) {
      send({{"jsonrpc", "2.0"},
            {"id", "contra-" + std::to_string(++asked)},
            {"method", method},
            {"params", std::move(params)}});
    };
  }

  // --- JSON-RPC ---

  void send(const Json& message) { output += framed(dump(message)); }
  void answer(const Json& id, Json result) { send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}); }
  void refuse(const Json& id, ErrorCode code, const std::string& message) {
    send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", static_cast<int>(code)}, {"message", message}}}});
  }

  void handle(const MessageReader::Message& raw) {
    if (!raw.fault.empty()) return refuse(nullptr, ErrorCode::invalid_request, raw.fault);
    const Json message = Json::parse(raw.body, nullptr, false);
    if (message.is_discarded()) return refuse(nullptr, ErrorCode::parse_error, "the message is not JSON");
    if (!message.is_object())
      return refuse(nullptr, ErrorCode::invalid_request,
                    message.is_array() ? "the protocol has no batches" : "a message is an object");
    const Json& id = at(message, {"id"});
    const bool has_id = id.is_string() || id.is_number_integer();
    const Json& method = at(message, {"method"});
    if (!method.is_string()) {
      // An answer to a request of ours says nothing that changes what we do.
      const bool answers = has_id && (message.contains("result") || message.contains("error"));
      if (!answers) refuse(has_id ? id : Json(), ErrorCode::invalid_request, "a message without a method");
      return;
    }
    if (message.contains("id") && !has_id)
      return refuse(nullptr, ErrorCode::invalid_request, "an id is a number or a string");
    static const Json no_params = Json::object();
    const Json& given = at(message, {"params"});
    const Json& params = given.is_null() ? no_params : given;
    const std::string& what = method.get_ref<const std::string&>();
    if (!has_id) return notification(what, params);
    try {
      if (cancelled.erase(dump(id)) > 0) throw RequestError(ErrorCode::request_cancelled, "cancelled");
      answer(id, result_of(what, params));
    } catch (const RequestError& e) {
      refuse(id, e.code, e.what());
    } catch (const Json::exception&) {
      refuse(id, ErrorCode::invalid_params, "the parameters of " + what + " are not what the protocol says");
    } catch (const std::exception& e) {
      refuse(id, ErrorCode::internal_error, e.what());
    }
  }

  // --- requests ---

  Json result_of(const std::string& method, const Json& params) {
    if (method == "initialize") return initialize(params);
    if (!initialized) throw RequestError(ErrorCode::not_initialized, "the server waits for `initialize`");
    if (shut_down) throw RequestError(ErrorCode::invalid_request, "the server has been shut down");
    if (method == "shutdown") {
      shut_down = true;
      return nullptr;
    }
    using Work = Json (*)(Session&, const Json&);
    static const std::map<std::string, Work, std::less<>> works = {
        {"textDocument/hover", hover},
        {"textDocument/completion", completion},
        {"textDocument/definition", definition},
        {"textDocument/references", references},
        {"textDocument/documentHighlight", document_highlight},
        {"textDocument/documentSymbol", document_symbols},
        {"textDocument/foldingRange", folding_ranges},
        {"textDocument/prepareRename", prepare_rename},
        {"textDocument/rename", rename},
        {"textDocument/formatting", formatting},
        {"textDocument/codeAction", code_actions},
        {"textDocument/inlayHint", inlay_hints},
        {"textDocument/codeLens", code_lenses},
        {"codeLens/resolve", resolve_lens},
        {"textDocument/semanticTokens/full", semantic_tokens},
        {"workspace/symbol", workspace_symbols},
        {"workspace/executeCommand", execute_command},
        // What the server takes the text to be: for a client that is in doubt, and for tests.
        {"contra/text",
         [](Session& s, const Json& p) {
           const Document& document = s.document(p);
           return Json{{"text", document.text}, {"version", document.version}};
         }},
        {"contra/builtInText", [](Session&, const Json& p) { return built_in_text(p); }},
    };
    const auto work = works.find(method);
    if (work == works.end()) throw RequestError(ErrorCode::method_not_found, "there is no method " + method);
    return work->second(session, params);
  }

  static Json built_in_text(const Json& params) {
    const std::string wanted = built_in_name(params.at("uri").get<std::string>());
    constexpr std::string_view page = "explain/";
    if (wanted.rfind(page, 0) == 0)
      if (const text::KindInfo* kind = text::find_kind(std::string_view(wanted).substr(page.size())))
        return {{"text", std::string(text::explanation(kind->kind))}};
    for (const auto& file : api::embedded_rules())
      if (file.name == wanted) return {{"text", std::string(file.text)}};
    throw RequestError(ErrorCode::invalid_params, "there is no such built-in rule file");
  }

  Json initialize(const Json& params) {
    if (initialized) throw RequestError(ErrorCode::invalid_request, "`initialize` is said once");
    session.client = client_of(params);
    const Json& folders = at(params, {"workspaceFolders"});
    if (folders.is_array()) {
      for (const Json& folder : folders) add_folder(folder);
    } else if (at(params, {"rootUri"}).is_string()) {
      session.workspace.add_folder(path_of(at(params, {"rootUri"}).get<std::string>()));
    }
    initialized = true;
    return {{"capabilities", capabilities(session.client)}, {"serverInfo", {{"name", name}, {"version", version}}}};
  }

  void add_folder(const Json& folder) {
    const Json& uri = at(folder, {"uri"});
    if (uri.is_string()) session.workspace.add_folder(path_of(uri.get<std::string>()));
  }

  // --- notifications ---

  void notification(const std::string& method, const Json& params) {
    if (method == "exit") {
      exit = shut_down ? 0 : 1;
      return;
    }
    if (!initialized || shut_down) return;
    try {
      take(method, params);
    } catch (const Json::exception&) {
      log("the parameters of " + method + " are not what the protocol says");
    } catch (const std::exception& e) {
      log(method + ": " + e.what());
    }
  }

  void log(const std::string& message) { session.notify("window/logMessage", {{"type", 1}, {"message", message}}); }

  void take(const std::string& method, const Json& params) {
    Workspace& workspace = session.workspace;
    if (method == "textDocument/didOpen") {
      const Json& document = params.at("textDocument");
      workspace.open(document.at("uri").get<std::string>(), document.at("version").get<std::int64_t>(),
                     document.at("text").get<std::string>());
    } else if (method == "textDocument/didChange") {
      change(params);
    } else if (method == "textDocument/didClose") {
      session.document(params);
      workspace.close(params.at("textDocument").at("uri").get<std::string>());
      closed = true;
    } else if (method == "textDocument/didSave") {
      workspace.saved(session.document(params));
    } else if (method == "workspace/didChangeWatchedFiles") {
      workspace.disk_changed();
    } else if (method == "workspace/didChangeWorkspaceFolders") {
      for (const Json& folder : params.at("event").at("removed"))
        if (at(folder, {"uri"}).is_string()) workspace.remove_folder(path_of(folder.at("uri").get<std::string>()));
      for (const Json& folder : params.at("event").at("added")) add_folder(folder);
    } else if (method == "initialized") {
      if (session.client.watches_files)
        session.request_with("client/registerCapability",
                             {{"registrations",
                               {{{"id", "contra-files"},
                                 {"method", "workspace/didChangeWatchedFiles"},
                                 {"registerOptions", {{"watchers", {{{"globPattern", "**/*.contra"}}}}}}}}}});
    }
  }

  void change(const Json& params) {
    Document& document = session.document(params);
    const Json& changes = params.at("contentChanges");
    // All or none: half of a list of edits would leave a text that nobody has written.
    std::string text = document.text;
    Lines lines = document.lines;
    for (const Json& edit : changes) {
      const std::string& replacement = edit.at("text").get_ref<const std::string&>();
      if (!edit.contains("range")) {
        text = replacement;
      } else {
        const auto begin = lines.offset(text, read_position(edit.at("range").at("start")), session.client.encoding);
        const auto end = lines.offset(text, read_position(edit.at("range").at("end")), session.client.encoding);
        if (end < begin) throw RequestError(ErrorCode::invalid_params, "a range that ends before it begins");
        text.replace(begin, end - begin, replacement);
      }
      lines = Lines(text);
    }
    document.text = std::move(text);
    document.version = params.at("textDocument").value("version", document.version + 1);
    session.workspace.changed(document);
  }

  std::string name, version;
  MessageReader reader;
  std::deque<MessageReader::Message> queue;
  std::string output;
  Session session;
  std::set<std::string> cancelled;
  std::uint64_t asked = 0;
  bool initialized = false, shut_down = false, closed = false;
  std::optional<int> exit;
};

Server::Server(std::string name, std::string version)
    : state_(std::make_unique<State>(std::move(name), std::move(version))) {}
Server::~Server() = default;

void Server::receive(std::string_view bytes) {
  state_->reader.receive(bytes);
  while (!state_->reader.empty()) {
    MessageReader::Message message = state_->reader.take();
    // A cancellation overtakes the request that it is about.
    if (message.body.size() < 300 && message.body.find("$/cancelRequest") != std::string::npos) {
      const Json parsed = Json::parse(message.body, nullptr, false);
      const Json& id = at(parsed, {"params", "id"});
      if (at(parsed, {"method"}) == "$/cancelRequest") {
        if (id.is_string() || id.is_number_integer()) {
          const std::string wanted = dump(id);
          // Only a request that is still waiting can be cancelled; others have been answered.
          for (const auto& waiting : state_->queue) {
            const Json other = Json::parse(waiting.body, nullptr, false);
            if (at(other, {"method"}).is_string() && !at(other, {"id"}).is_null() && dump(other["id"]) == wanted)
              state_->cancelled.insert(wanted);
          }
        }
        continue;
      }
    }
    state_->queue.push_back(std::move(message));
  }
}

bool Server::step() {
  if (state_->queue.empty()) return false;
  const MessageReader::Message message = std::move(state_->queue.front());
  state_->queue.pop_front();
  if (!state_->exit) state_->handle(message);
  return true;
}

bool Server::has_news() const {
  if (!state_->initialized || state_->shut_down) return false;
  if (state_->closed) return true;
  for (const auto& [key, set] : state_->session.workspace.sets())
    if (set.untold) return true;
  return false;
}

void Server::tell_news() {
  if (!has_news()) return;
  state_->closed = false;
  Session& session = state_->session;
  try {
    tell_diagnostics(session);
  } catch (const std::exception& e) {
    // A fault of ours: said once, and tried again at the next change.
    for (auto& [key, set] : session.workspace.sets()) set.untold = false;
    state_->log(std::string("the faults could not be told: ") + e.what());
    return;
  }
  // What stands between the lines of the other open files may rest on what has changed.
  if (session.workspace.documents().size() < 2) return;
  if (session.client.refreshes_lenses) session.request("workspace/codeLens/refresh");
  if (session.client.refreshes_hints) session.request("workspace/inlayHint/refresh");
}

std::string Server::take_output() { return std::exchange(state_->output, {}); }

std::optional<int> Server::exit_code() const { return state_->exit; }

}  // namespace contra::lsp
