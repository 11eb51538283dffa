// See test_watch.hpp. The files are looked at a few times a second: their days and sizes, not their text. That works in
// every file system, and for editors that write a new file in place of the old one.
#include "cli/test_watch.hpp"

#include <poll.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <map>

#include "cli/output.hpp"

namespace contra::cli {

namespace {

namespace fs = std::filesystem;

constexpr int look_again_ms = 250;

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int) { interrupted = 1; }

using Seen = std::map<std::string, std::pair<fs::file_time_type, std::uintmax_t>>;

void look_at(const fs::path& path, Seen& seen) {
  std::error_code error;
  const auto when = fs::last_write_time(path, error);
  const auto size = fs::file_size(path, error);
  seen[path.string()] = {when, error ? 0 : size};
}

Seen look(const Options& options) {
  Seen seen;
  std::vector<std::string> paths = options.arguments;
  std::error_code error;
  if (paths.empty() && fs::is_directory("rules", error)) paths = {"rules"};
  paths.insert(paths.end(), options.policies.begin(), options.policies.end());
  for (const std::string& path : paths) {
    if (!fs::is_directory(path, error)) {
      look_at(path, seen);
      continue;
    }
    for (fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, error), end;
         !error && at != end; at.increment(error)) {
      const fs::path& file = at->path();
      if (file.extension() == ".contra" || file.filename() == "unnoticed.txt") look_at(file, seen);
    }
  }
  return seen;
}

bool has(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// What the last run has not said already.
void print_news(const TestRun& before, const TestRun& now) {
  for (const std::string& failure : now.failures)
    if (!has(before.failures, failure)) print(failure + "\n");
  for (const std::string& failure : before.failures) {
    const std::string first = failure.substr(0, failure.find('\n'));
    const bool still = std::any_of(now.failures.begin(), now.failures.end(),
                                   [&](const std::string& f) { return f.substr(0, f.find('\n')) == first; });
    if (!still) print("no longer " + first + "\n");
  }
  if (now.reports != before.reports || now.summary != before.summary)
    print(now.summary + (now.reports != before.reports ? now.reports : std::string()));
}

}  // namespace

int watch_tests(const Options& options) {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  TestRun last;
  Seen seen;
  bool first = true;
  while (interrupted == 0) {
    Seen now = look(options);
    if (first || now != seen) {
      seen = std::move(now);
      TestRun run = run_tests(options);
      // While a file is at fault there is nothing to compare with: what was said before stays said.
      if (run.code == exit_fault && !first) {
        run.failures = last.failures;
        run.summary = last.summary;
        run.reports = last.reports;
      }
      print_news(last, run);
      last = std::move(run);
      if (first) print("watching; Ctrl-C ends it\n");
      first = false;
      if (const int code = finish(exit_go); code != exit_go) return code;  // a reader that went away ends it too
    }
    poll(nullptr, 0, look_again_ms);  // a signal ends it early
  }
  print("\n");
  return last.code;
}

}  // namespace contra::cli
