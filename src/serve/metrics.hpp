// What is counted, for /metrics in Prometheus' text format. No label ever comes from a client: routes are named by
// their patterns, and everything that has none is one.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "api/load.hpp"
#include "http/server.hpp"

namespace contra::serve {

class Metrics {
 public:
  std::function<http::Counts()> counts;  ///< of the server; may be empty

  /// `method` and `pattern` are those of the route's table and outlive this; empty: no route. `milliseconds`: how long
  /// the answer took.
  void answered(std::string_view method, std::string_view pattern, int status, std::int64_t milliseconds);
  /// Records that were decided, or refused.
  void screened(std::uint64_t go, std::uint64_t wait, std::uint64_t refused);

  std::string text(const api::LoadedRules& rules, const std::string& engine) const;

 private:
  /// Upper bounds of the histogram, in milliseconds.
  static constexpr std::array<std::int64_t, 11> bounds = {1, 2, 5, 10, 20, 50, 100, 250, 500, 1000, 5000};
  struct Series {
    std::array<std::uint64_t, 6> by_class{};                // [2]: 2xx
    std::array<std::uint64_t, bounds.size() + 1> within{};  // the last: longer
    std::int64_t milliseconds = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<std::string_view, std::string_view>, Series> routes_;
  std::uint64_t go_ = 0, wait_ = 0, refused_ = 0;
};

}  // namespace contra::serve
