// contra lsp: the language server, over standard input and output. The reading, the writing and the waiting are here.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>
#include <string_view>

#include <poll.h>
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "lsp/server.hpp"

namespace contra::cli {

namespace {

using Clock = std::chrono::steady_clock;

/// While keys are being hit the faults of half a word help nobody; who never pauses sees them all the same.
constexpr auto quiet = std::chrono::milliseconds(60);
constexpr auto longest = std::chrono::milliseconds(400);

/// Waits for input, at most so long. False: there is none.
bool wait(std::chrono::milliseconds at_most, bool for_ever) {
  pollfd in{STDIN_FILENO, POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&in, 1, for_ever ? -1 : static_cast<int>(at_most.count()));
  } while (ready < 0 && errno == EINTR);
  return ready != 0;
}

/// Everything that has come in already. False at the end of input.
bool read_waiting(lsp::Server& server) {
  char buffer[1 << 16];
  do {
    const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    server.receive(std::string_view(buffer, static_cast<std::size_t>(got)));
  } while (wait({}, false));
  return true;
}

/// False when the client has gone away.
bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

int lsp(const Options&) {
  std::signal(SIGPIPE, SIG_IGN);
  lsp::Server server("contra", CONTRA_VERSION);
  Clock::time_point since{};
  bool had_news = false;
  for (;;) {
    const bool news = server.has_news();
    if (news && !had_news) since = Clock::now();
    had_news = news;
    const bool late = news && Clock::now() - since >= longest;
    if (late || !wait(quiet, !news)) {
      server.tell_news();
      had_news = false;
      if (!write_all(server.take_output())) return 1;
      if (!late) continue;
    }
    if (late && !wait({}, false)) continue;
    const bool open = read_waiting(server);
    while (server.step())
      if (!write_all(server.take_output())) return 1;
    if (const auto code = server.exit_code()) return *code;
    // The client is gone without a word.
    if (!open) return 1;
  }
}

}  // namespace contra::cli
