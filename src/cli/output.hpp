// Standard output for the answer, standard error for everything else, and what the terminal can show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "present/page.hpp"
#include "text/diagnostic.hpp"

namespace contra::cli {

std::string engine_name();  ///< "contra 0.1.0"

/// Writes to standard output. What could not be written is remembered, see finish().
void print(std::string_view text);
/// Flushes, and gives the exit code: `code`, or a fault when the answer could not be written in full. A reader that has
/// gone away (`| head`) is met with silence.
int finish(int code);

/// `contra: message`, and a remedy when there is one, on standard error.
void complain(const std::string& message, const std::string& help = {});

/// How text goes to standard output: width and colour of the terminal, 80 and none elsewhere.
present::PageOptions page_options(const Options& options);

/// Diagnostics on standard error. With `private_text` (an intake record) the offending line is shown only when standard
/// error is a terminal: whoever collects it from elsewhere must not collect health data.
void show_diagnostics(const std::vector<text::Diagnostic>& diagnostics, const text::SourceSet& sources,
                      const Options& options, bool private_text);

}  // namespace contra::cli
