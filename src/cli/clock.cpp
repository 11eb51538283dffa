// See clock.hpp.
#include "cli/clock.hpp"

#include <chrono>
#include <cstdio>
#include <ctime>

#include "contra/date.hpp"

namespace contra::cli {

namespace {

std::string iso_minutes(const std::tm& parts) {
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                parts.tm_hour, parts.tm_min);
  return text;
}

}  // namespace

std::function<serve::Now()> clock_of(std::optional<Day> today) {
  return [today] {
    using namespace std::chrono;
    const auto point = system_clock::now();
    const std::time_t seconds_now = system_clock::to_time_t(point);
    const auto milli = duration_cast<milliseconds>(point.time_since_epoch()).count() % 1000;
    std::tm here{}, utc{};
    localtime_r(&seconds_now, &here);
    gmtime_r(&seconds_now, &utc);
    serve::Now now;
    now.local = iso_minutes(here);
    if (today) now.local = to_iso(*today) + now.local.substr(10);
    now.today = *parse_iso_day(now.local.substr(0, 10));
    char text[80];
    std::snprintf(text, sizeof text, "%s:%02d.%03dZ", iso_minutes(utc).c_str(), utc.tm_sec, static_cast<int>(milli));
    now.utc = text;
    if (today) now.utc = to_iso(*today) + now.utc.substr(10);
    now.milliseconds = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
    return now;
  };
}

std::string local_of(const std::string& utc) {
  std::tm parts{};
  if (std::sscanf(utc.c_str(), "%d-%d-%dT%d:%d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &parts.tm_hour,
                  &parts.tm_min) != 5)
    return {};
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  const std::time_t moment = timegm(&parts);
  std::tm here{};
  localtime_r(&moment, &here);
  return iso_minutes(here);
}

}  // namespace contra::cli
