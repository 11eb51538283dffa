// The one door of the serve room: the practitioner's workbench, as something that answers HTTP requests. The pages and
// the API are here; sockets are the http room's, records the store's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/load.hpp"
#include "http/server.hpp"
#include "store/store.hpp"

namespace contra::serve {

/// The moment that it is now, as the edge tells it.
struct Now {
  Day today;                      ///< where the clinic is
  std::string local;              ///< "2026-03-16T10:12", where the clinic is
  std::string utc;                ///< "2026-03-16T09:12:33.123Z"
  std::int64_t milliseconds = 0;  ///< of a clock that never goes back, for lengths of time
};

struct Options {
  std::function<Now()> now;
  /// A moment in UTC, "2026-03-16T09:12:33.123Z", where the clinic is: "2026-03-16T10:12". Empty: sheets say UTC.
  std::function<std::string(const std::string& utc)> local;
  std::string engine;                 ///< "contra 0.1.0"
  std::string clinic;                 ///< name, for the sheets; may be empty
  bool single_user = false;           ///< who comes from this machine is the practitioner, without a password
  std::string user = "practitioner";  ///< name in the record with `single_user`
  std::vector<std::string> hosts;     ///< names that a Host header may say beside those of loopback, with no port
  std::uint16_t port = 0;             ///< that clients use; checked in Host and Origin
  bool secure = false;                ///< browsers come by TLS, ended here or at a proxy: cookies are marked Secure
  bool behind_proxy = false;          ///< `hosts` may come with any port; what the proxy says of others is not trusted
  std::function<void(const std::string&)> log;  ///< never a word of a client; may be empty
};

class Workbench {
 public:
  /// `rules` and `store` must outlive it.
  Workbench(const api::LoadedRules& rules, store::Store& store, Options options);
  ~Workbench();
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  /// The port, once it is known.
  void set_port(std::uint16_t port);
  /// For /metrics.
  void set_counts(std::function<http::Counts()> counts);
  /// Whether the request takes long by its nature (a password is hashed, many records are screened), for
  /// http::Options::takes_long.
  static bool takes_long(const http::Request& request);
  /// Any number of threads.
  http::Response answer(const http::Request& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Fills an empty store with an invented clinic day of 20 clients around `today`, and the days beside it.
void fill_demo(const api::LoadedRules& rules, store::Store& store, const Now& now, const std::string& engine);

/// Everything about one client as one JSON object, `contra.client/1`. Writes no audit line. Throws store::Error.
std::string export_client(store::Store& store, const std::string& client, const std::string& utc,
                          const std::string& engine, const std::string& clinic);

/// Whether the pages were built in.
bool has_pages();

}  // namespace contra::serve
