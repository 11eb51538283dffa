// See log.hpp. spdlog is made only when something is to be said, so that a quiet run does not pay for it.
#include "cli/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace contra::cli {

namespace {

bool verbose_wanted = false;

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = spdlog::stderr_color_mt("contra");
    made->set_pattern(verbose_wanted ? "contra: %v (%i us)" : "contra: %v");
    made->set_level(spdlog::level::info);
    return made;
  }();
  return *instance;
}

}  // namespace

void set_verbose(bool verbose) {
  verbose_wanted = verbose;
  if (verbose) logger();
}

void log_warning(const std::string& what) { logger().warn("warning: " + what); }

void log_step(const std::string& what) {
  if (verbose_wanted) logger().info(what);
}

}  // namespace contra::cli
