// See prompt.hpp.
#include "cli/prompt.hpp"

#include <csignal>
#include <cstdio>

#include <termios.h>
#include <unistd.h>

#include "cli/output.hpp"
#include "serve/users.hpp"

namespace contra::cli {

namespace {

termios as_it_was;

/// A terminal must show again what is typed, also when Ctrl-C ends the program in the middle of a password.
void show_again_and_end(int signal) {
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &as_it_was);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// While it lives, what is typed is not shown.
class Hidden {
 public:
  Hidden() {
    hidden_ = tcgetattr(STDIN_FILENO, &as_it_was) == 0;
    if (!hidden_) return;
    for (int i = 0; i < 3; ++i) before_[i] = std::signal(signals[i], show_again_and_end);
    termios silent = as_it_was;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Hidden() {
    if (!hidden_) return;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &as_it_was);
    for (int i = 0; i < 3; ++i) std::signal(signals[i], before_[i]);
    std::fputs("\n", stderr);
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;

 private:
  static constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};
  bool hidden_ = false;
  void (*before_[3])(int) = {};
};

std::optional<std::string> read_line() {
  std::string out;
  for (int c; (c = std::getchar()) != '\n';) {
    if (c == EOF) return out.empty() ? std::nullopt : std::optional(out);
    out += static_cast<char>(c);
  }
  if (!out.empty() && out.back() == '\r') out.pop_back();
  return out;
}

std::optional<std::string> ask_hidden(const std::string& question) {
  const Hidden hidden;  // before the question: who answers it at once is not seen either
  std::fputs(question.c_str(), stderr);
  return read_line();
}

}  // namespace

bool at_terminal() { return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0; }

std::optional<std::string> ask(const std::string& question) {
  if (at_terminal()) std::fputs(question.c_str(), stderr);
  return read_line();
}

std::optional<std::string> ask_new_password(const std::string& user) {
  const auto fit = [&](const std::string& password) {
    const std::string fault = serve::password_fault(password, user);
    if (!fault.empty()) complain(fault);
    return fault.empty();
  };
  if (!at_terminal()) {
    const auto line = read_line();
    if (!line) complain("there is no password on standard input");
    return line && fit(*line) ? line : std::nullopt;
  }
  for (int tries = 0; tries < 5; ++tries) {
    const auto password = ask_hidden("Password for " + user + ": ");
    if (!password) return std::nullopt;
    if (!fit(*password)) continue;
    const auto again = ask_hidden("The same again: ");
    if (!again) return std::nullopt;
    if (*again == *password) return password;
    complain("the two are not the same");
  }
  return std::nullopt;
}

}  // namespace contra::cli
