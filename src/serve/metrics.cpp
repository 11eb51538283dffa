// See metrics.hpp.
#include "serve/metrics.hpp"

#include <algorithm>
#include <cstdio>

namespace contra::serve {

namespace {

std::string seconds(std::int64_t milliseconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%lld.%03lld", static_cast<long long>(milliseconds / 1000),
                static_cast<long long>(milliseconds % 1000));
  return text;
}

/// As the text format wants the value of a label.
std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

class Text {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    out_ += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " + std::string(name) + " " +
            std::string(type) + "\n";
  }
  void sample(std::string_view name, const std::string& labels, const std::string& value) {
    out_ += name;
    if (!labels.empty()) out_ += "{" + labels + "}";
    out_ += " " + value + "\n";
  }
  void sample(std::string_view name, const std::string& labels, std::uint64_t value) {
    sample(name, labels, std::to_string(value));
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string label(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + escaped(value) + "\"";
}

}  // namespace

void Metrics::answered(std::string_view method, std::string_view pattern, int status, std::int64_t milliseconds) {
  const std::int64_t took = std::max<std::int64_t>(milliseconds, 0);
  const auto bound = static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), took) - bounds.begin());
  const std::lock_guard lock(mutex_);
  Series& series = routes_[pattern.empty() ? std::make_pair(std::string_view("other"), std::string_view("other"))
                                           : std::make_pair(method, pattern)];
  ++series.by_class.at(static_cast<std::size_t>(std::clamp(status / 100, 0, 5)));
  ++series.within.at(bound);
  series.milliseconds += took;
}

void Metrics::screened(std::uint64_t go, std::uint64_t wait, std::uint64_t refused) {
  const std::lock_guard lock(mutex_);
  go_ += go;
  wait_ += wait;
  refused_ += refused;
}

std::string Metrics::text(const api::LoadedRules& rules, const std::string& engine) const {
  Text out;
  const std::size_t space = engine.rfind(' ');
  out.family("contra_build_info", "gauge", "The program that is running.");
  out.sample("contra_build_info", label("version", engine.substr(space == std::string::npos ? 0 : space + 1)), 1);
  out.family("contra_rules_info", "gauge", "The rules that are loaded.");
  for (const auto& program : rules.programs)
    out.sample("contra_rules_info",
               label("pack", program->identity.name) + "," + label("version", program->identity.version) + "," +
                   label("hash", program->identity.hash),
               1);

  std::map<std::pair<std::string_view, std::string_view>, Series> routes;
  {
    const std::lock_guard lock(mutex_);
    routes = routes_;
    out.family("contra_screenings_total", "counter", "Records that were sent or put together, by what was said.");
    out.sample("contra_screenings_total", label("verdict", "go"), go_);
    out.sample("contra_screenings_total", label("verdict", "wait"), wait_);
    out.sample("contra_screenings_total", label("verdict", "refused"), refused_);
  }
  const auto labels = [](const auto& route) {
    return label("method", route.first) + "," + label("route", route.second);
  };
  out.family("contra_http_requests_total", "counter", "Requests that were answered, by route and class of status.");
  for (const auto& [route, series] : routes)
    for (std::size_t i = 1; i < series.by_class.size(); ++i)
      if (series.by_class[i] != 0)
        out.sample("contra_http_requests_total", labels(route) + "," + label("status", std::to_string(i) + "xx"),
                   series.by_class[i]);
  out.family("contra_http_request_duration_seconds", "histogram", "How long answers took to make.");
  for (const auto& [route, series] : routes) {
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < series.within.size(); ++i) {
      so_far += series.within[i];
      out.sample("contra_http_request_duration_seconds_bucket",
                 labels(route) + "," + label("le", i < bounds.size() ? seconds(bounds[i]) : "+Inf"), so_far);
    }
    out.sample("contra_http_request_duration_seconds_sum", labels(route), seconds(series.milliseconds));
    out.sample("contra_http_request_duration_seconds_count", labels(route), so_far);
  }
  if (!counts) return out.take();

  const http::Counts server = counts();
  const auto counter = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    out.family(name, "counter", help);
    out.sample(name, {}, value);
  };
  const auto gauge = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    out.family(name, "gauge", help);
    out.sample(name, {}, value);
  };
  counter("contra_http_connections_total", "Connections that were accepted.", server.connections);
  counter("contra_http_refused_connections_total", "Connections that were one too many.", server.refused_connections);
  counter("contra_http_received_requests_total", "Requests that were read whole.", server.requests);
  counter("contra_http_timeouts_total", "Connections that were too slow.", server.timeouts);
  gauge("contra_http_open_connections", "Connections that are open now.", server.open_connections);
  gauge("contra_http_waiting_requests", "Requests that wait for a worker now.", server.waiting);
  return out.take();
}

}  // namespace contra::serve
