// contra lsp: the language server, over standard input and output.
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int lsp(const Options&) {
  complain("`contra lsp` is not there yet");
  return exit_fault;
}

}  // namespace contra::cli
