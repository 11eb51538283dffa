// See stream_progress.hpp.
#include "cli/stream_progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace contra::cli {

std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

namespace {

constexpr auto between = std::chrono::milliseconds(100);
constexpr std::size_t bar_cells = 20;

std::string time_words(double seconds) {
  const auto left = static_cast<std::uint64_t>(seconds + 0.5);
  if (left < 90) return std::to_string(left) + " s";
  if (left < 90 * 60) return std::to_string((left + 30) / 60) + " min";
  return std::to_string((left + 1800) / 3600) + " h";
}

}  // namespace

std::string progress_text(const stream::Progress& now, std::uint64_t fresh_lines, std::uint64_t fresh_bytes,
                          std::uint64_t all_bytes, double seconds) {
  std::string out;
  if (all_bytes > 0) {
    const double share = std::min(1.0, static_cast<double>(now.read) / static_cast<double>(all_bytes));
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_cells));
    for (std::size_t i = 0; i < bar_cells; ++i) out += i < filled ? "█" : "░";
    const auto percent = static_cast<int>(share * 100);
    out += (percent < 10 ? "   " : percent < 100 ? "  " : " ") + std::to_string(percent) + " %  ";
  }
  out += grouped(now.lines.all()) + " records";
  if (seconds > 0.2) {
    out += "  " + grouped(static_cast<std::uint64_t>(static_cast<double>(fresh_lines) / seconds)) + "/s";
    if (all_bytes > now.read && fresh_bytes > 0)
      out += "  " + time_words(seconds * static_cast<double>(all_bytes - now.read) / static_cast<double>(fresh_bytes)) +
             " left";
  }
  return out;
}

ProgressLine::ProgressLine(const Options& options, std::uint64_t bytes, bool to_file) : bytes_(bytes) {
  // On a terminal that also shows the result lines they would be mixed.
  const char* term = std::getenv("TERM");
  wanted_ = !options.quiet && isatty(STDERR_FILENO) != 0 && (to_file || isatty(STDOUT_FILENO) == 0) &&
            (term == nullptr || std::strcmp(term, "dumb") != 0);
}

void ProgressLine::show(const stream::Progress& progress) {
  if (!wanted_) return;
  const Clock::time_point now = Clock::now();
  if (first_) {
    // What an earlier run has done, and the first lines, do not count for the speed.
    first_ = false;
    start_ = now;
    last_ = now - between;
    first_lines_ = progress.lines.all();
    first_read_ = progress.read;
  }
  if (now - last_ < between) return;
  last_ = now;
  const std::string text = "\r" +
                           progress_text(progress, progress.lines.all() - first_lines_, progress.read - first_read_,
                                         bytes_, std::chrono::duration<double>(now - start_).count()) +
                           "\x1b[K";
  std::fwrite(text.data(), 1, text.size(), stderr);
  shown_ = true;
}

void ProgressLine::clear() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
  shown_ = false;
}

}  // namespace contra::cli
