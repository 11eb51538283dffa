// See site.hpp.
#include "serve/site.hpp"

#include <algorithm>
#include <string_view>

#include "serve/problem.hpp"

namespace contra::serve {

namespace {

/// ASCII only: a host of another script is written in ASCII ("xn--…") by every browser.
std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

struct Place {
  std::string name;  ///< "localhost", "[::1]"
  unsigned port = 0;
  bool good = false;
};

Place read_place(std::string_view text, unsigned usual_port) {
  Place out;
  std::size_t end = text.find(':');
  if (!text.empty() && text.front() == '[') {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return out;
    end = close + 1 < text.size() ? close + 1 : std::string_view::npos;
  }
  out.name = lower(text.substr(0, end));
  out.port = usual_port;
  if (end != std::string_view::npos) {
    const std::string_view digits = text.substr(end + 1);
    if (text[end] != ':' || digits.empty() || digits.size() > 5) return out;
    out.port = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') return out;
      out.port = out.port * 10 + static_cast<unsigned>(c - '0');
    }
  }
  out.good = !out.name.empty();
  return out;
}

bool is_loopback(const std::string& name) { return name == "localhost" || name == "127.0.0.1" || name == "[::1]"; }

unsigned usual_port(const Options& options) { return options.secure ? 443 : 80; }

bool answers_to(const Place& place, const Options& options) {
  if (!place.good) return false;
  const bool named = std::any_of(options.hosts.begin(), options.hosts.end(),
                                 [&](const std::string& host) { return lower(host) == place.name; });
  // A proxy has a port of its own, which is not known here.
  if (named && options.behind_proxy) return true;
  const bool port = options.port == 0 || place.port == options.port;
  return port && (named || is_loopback(place.name));
}

}  // namespace

bool writes(http::Method method) {
  return method != http::Method::get && method != http::Method::head && method != http::Method::options;
}

bool at_loopback(const http::Request& request) { return is_loopback(read_place(request.header("Host"), 0).name); }

void check_site(const http::Request& request, const Options& options) {
  const Place host = read_place(request.header("Host"), usual_port(options));
  if (!answers_to(host, options))
    throw Problem{421,
                  "host",
                  "Not an address of this workbench",
                  "It answers to the address that it printed at its start, and to names given with --host.",
                  {}};

  const std::string_view site = request.header("Sec-Fetch-Site");
  const bool own_site = site == "same-origin";
  bool foreign = false;
  // A page that may not be embedded or scripted from elsewhere can still be linked to; the API cannot. "same-site" is
  // another port of this host, or another host of its domain: not us.
  if (!site.empty() && !own_site && site != "none")
    foreign = writes(request.method) || request.path == "/v1" || request.path.rfind("/v1/", 0) == 0;

  if (const std::string_view origin = request.header("Origin"); !origin.empty()) {
    // Some browsers say "null" for a page's own request when no referrer is sent.
    if (origin == "null") {
      foreign = foreign || !own_site;
    } else {
      const std::string_view scheme = options.secure ? "https://" : "http://";
      const bool same_scheme = lower(origin.substr(0, scheme.size())) == scheme;
      const Place from = same_scheme ? read_place(origin.substr(scheme.size()), usual_port(options)) : Place{};
      foreign = foreign || !from.good || from.name != host.name || from.port != host.port;
    }
  }
  if (foreign)
    throw Problem{403, "foreign-page", "Not allowed", "The request was made by a page of another address.", {}};
}

}  // namespace contra::serve
