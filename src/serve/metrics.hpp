// What is counted, for /metrics in Prometheus' text format.
#pragma once

#include <functional>

#include "http/server.hpp"

namespace contra::serve {

class Metrics {
 public:
  std::function<http::Counts()> counts;
};

}  // namespace contra::serve
