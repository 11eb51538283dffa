// The one door of the language server: bytes of the Language Server Protocol in, bytes out. Whoever holds it does the
// reading, the writing and the waiting; nothing here blocks or reads a clock.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace contra::lsp {

class Server {
 public:
  /// `name` and `version` are told to the client.
  Server(std::string name, std::string version);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  /// Takes bytes from the client, cut anywhere. Never throws on bad ones: the client gets a JSON-RPC error.
  void receive(std::string_view bytes);

  /// Handles one message that has come in whole. False when there is none. Give it everything that has come in before
  /// the first step: then a request that was cancelled in the meantime is not worked on.
  bool step();

  /// Texts have changed since their faults were last told.
  bool has_news() const;
  /// Tells them. For when the client has been quiet for a moment.
  void tell_news();

  /// What is to be written to the client; gone from here afterwards.
  std::string take_output();

  /// Set once the client has said `exit`: 0 when it had said `shutdown` before, else 1.
  std::optional<int> exit_code() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace contra::lsp
