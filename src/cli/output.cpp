// See output.hpp.
#include "cli/output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <sys/ioctl.h>
#include <unistd.h>

namespace contra::cli {

namespace {

int write_error = 0;

constexpr unsigned default_width = 80, widest = 100;

bool wants_color(const Options& options, int descriptor) {
  if (options.plain) return false;
  if (options.color == "always") return true;
  if (options.color == "never") return false;
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = std::getenv("TERM");
  return isatty(descriptor) != 0 && (term == nullptr || std::strcmp(term, "dumb") != 0);
}

unsigned terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return default_width;
  return size.ws_col > widest ? widest : size.ws_col;  // longer lines are hard to read
}

}  // namespace

std::string engine_name() { return std::string("contra ") + CONTRA_VERSION; }

void print(std::string_view text) {
  if (write_error == 0 && !text.empty() && std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
    write_error = errno;
}

int finish(int code) {
  if (write_error == 0 && std::fflush(stdout) != 0) write_error = errno;
  if (write_error == 0) return code;
  if (write_error != EPIPE) complain(std::string("the answer could not be written: ") + std::strerror(write_error));
  return exit_fault;
}

void complain(const std::string& message, const std::string& help) {
  std::string out = "contra: " + message + "\n";
  if (!help.empty()) out += "  help: " + help + "\n";
  std::fwrite(out.data(), 1, out.size(), stderr);
}

present::PageOptions page_options(const Options& options) {
  return {terminal_width(), wants_color(options, STDOUT_FILENO), options.plain, options.full};
}

void show_diagnostics(const std::vector<text::Diagnostic>& diagnostics, const text::SourceSet& sources,
                      const Options& options, bool private_text) {
  const bool draw = !private_text || isatty(STDERR_FILENO) != 0;
  const bool color = wants_color(options, STDERR_FILENO);
  std::string out;
  for (const text::Diagnostic& d : diagnostics) {
    if (draw) {
      out += (options.plain ? text::plain(d, sources) : text::draw(d, sources, {color, false})) + "\n";
    } else {
      out += text::one_line(d, sources) + "\n";
      if (!d.help.empty()) out += "  help: " + d.help + "\n";
    }
  }
  std::fwrite(out.data(), 1, out.size(), stderr);
}

}  // namespace contra::cli
