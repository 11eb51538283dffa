// What options.cpp, options_author.cpp and options_clinic.cpp share. They know CLI11; nothing else includes this.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/options.hpp"

namespace contra::cli {

/// One sub-command with its help.
CLI::App* add(CLI::App& app, Options& options, Command command, const char* name, const char* description,
              const char* footer);
/// --pack, and --policy when `policy`.
void rules_options(CLI::App* sub, Options& options, bool policy);
/// --plain and --color.
void look_options(CLI::App* sub, Options& options);

/// The commands for who writes rules: format, prove, diff, why, calendar, book, lsp, new.
void author_commands(CLI::App& app, Options& options);

/// The commands of the workbench: serve, records, users.
void clinic_commands(CLI::App& app, Options& options);

}  // namespace contra::cli
