// Asks a person at the terminal, or takes what stands on standard input.
#pragma once

#include <optional>
#include <string>

namespace contra::cli {

/// Whether a person can be asked: standard input and standard error are a terminal.
bool at_terminal();

/// One line of standard input; `question` is shown when a person is there. Nothing at the end of input.
std::optional<std::string> ask(const std::string& question);

/// A new password for the user: asked for twice and not shown; from a pipe, its first line. What cannot be a password
/// is said on standard error, and a person may try again. Nothing: there is none.
std::optional<std::string> ask_new_password(const std::string& user);

}  // namespace contra::cli
