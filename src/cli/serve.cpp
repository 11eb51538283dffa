// contra serve: the practitioner's workbench on a port of this machine.
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <new>
#include <thread>

#include <unistd.h>

#include "cli/clock.hpp"
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/prompt.hpp"
#include "cli/settings.hpp"
#include "http/server.hpp"
#include "serve/serve.hpp"
#include "serve/users.hpp"
#include "store/store.hpp"

namespace contra::cli {

namespace {

/// Ends the server when the person or the system asks for it: what is under way is answered first. Asked a second time
/// the program ends at once; whatever was accepted is on the disk already.
class Signals {
 public:
  /// Before any other thread is made: none but ours then sees the signals.
  Signals() {
    sigemptyset(&set_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void stop(http::Server& server) {
    thread_ = std::thread([this, &server] {
      for (bool first = true;; first = false) {
        int got = 0;
        sigwait(&set_, &got);
        if (over_) return;
        if (!first) std::_Exit(exit_fault);
        server.stop();
      }
    });
  }
  ~Signals() {
    if (!thread_.joinable()) return;
    over_ = true;
    kill(getpid(), SIGTERM);
    thread_.join();
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  sigset_t set_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

void tell(const std::string& words) { std::fputs((words + "\n").c_str(), stderr); }

bool is_loopback(const std::string& address) {
  return address == "::1" || (address.rfind("127.", 0) == 0 && address.find(':') == std::string::npos);
}

/// As it stands in an address of a browser.
std::string in_brackets(const std::string& address) {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

/// Who could listen on the way, and who could come in unasked. False, with words, when it must not be started so.
bool is_safe(const Options& options) {
  const bool tls = options.certificate || options.key;
  if (tls && !(options.certificate && options.key)) {
    complain("TLS needs both a certificate and its key", "--certificate FILE and --key FILE");
    return false;
  }
  if (tls && options.behind_proxy) {
    complain("TLS ends either here or at the proxy", "leave out --behind-proxy, or --certificate and --key");
    return false;
  }
  if (!is_loopback(options.address) && !tls && !options.behind_proxy) {
    complain("at " + options.address + " passwords and health data would cross the network for everybody to read",
             "--certificate and --key for TLS, or --behind-proxy when a proxy does TLS on the way");
    return false;
  }
  if (options.single_user && (!is_loopback(options.address) || options.behind_proxy)) {
    complain("without a password only this machine may come in",
             "leave out --single-user, or --address and --behind-proxy");
    return false;
  }
  if (options.user) {
    if (const std::string fault = serve::name_fault(*options.user); !fault.empty()) {
      complain("--user: " + fault);
      return false;
    }
  }
  if (options.behind_proxy && options.hosts.empty()) {
    complain("behind a proxy the workbench must know its name", "--host NAME: what stands in the browser's address");
    return false;
  }
  return true;
}

/// The first user, made by whoever has started it. False, with words, when there can be none.
bool first_user(store::Store& store, const std::function<serve::Now()>& now) {
  if (!at_terminal()) {
    complain("there is no user yet, and nobody at a terminal to make one",
             "contra users add NAME --role manager --data FOLDER, or --single-user");
    return false;
  }
  tell("Nobody can sign in yet. Make the first user, who will be a manager.");
  for (int tries = 0; tries < 5; ++tries) {
    const auto name = ask("Name: ");
    if (!name) return false;
    if (const std::string fault = serve::name_fault(*name); !fault.empty()) {
      complain(fault);
      continue;
    }
    const auto password = ask_new_password(*name);
    if (!password) return false;
    serve::add_user(store, *name, "manager", serve::hash_password(*password), now().utc);
    tell("Made. More users: on the page, or by `contra users`.");
    return true;
  }
  return false;
}

/// True without a password, false with one; nothing, with words, when neither can be.
std::optional<bool> without_password(store::Store& store, const Options& options,
                                     const std::function<serve::Now()>& now) {
  const auto users = store.users();
  const bool demo_alone = options.demo && users.empty();
  if (demo_alone && (!is_loopback(options.address) || options.behind_proxy)) {
    complain("the invented clinic day has no users, and without a password only this machine may come in",
             "make a user first: contra users add NAME --role manager --data FOLDER");
    return std::nullopt;
  }
  if (options.single_user || demo_alone) {
    tell("No password is asked for: whoever uses this machine can open it.");
    return true;
  }
  if (users.empty() && !first_user(store, now)) return std::nullopt;
  return false;
}

serve::Options bench_options(const Options& options, std::function<serve::Now()> now, bool single_user) {
  serve::Options out;
  out.now = std::move(now);
  out.local = local_of;
  out.engine = engine_name();
  out.clinic = options.clinic.value_or("");
  out.single_user = single_user;
  if (options.user) out.user = *options.user;
  out.hosts = options.hosts;
  const bool every_address = options.address == "0.0.0.0" || options.address == "::";
  if (!every_address) out.hosts.push_back(in_brackets(options.address));
  out.behind_proxy = options.behind_proxy;
  out.secure = options.certificate.has_value() || options.behind_proxy;
  out.log = log_step;
  if (every_address && options.hosts.empty())
    log_warning("other machines are refused until they are told the name to use: --host NAME");
  return out;
}

http::Options server_options(const Options& options) {
  http::Options out;
  out.address = options.address;
  out.port = static_cast<std::uint16_t>(options.port);
  out.certificate = options.certificate.value_or("");
  out.key = options.key.value_or("");
  out.threads = options.threads;
  out.takes_long = serve::Workbench::takes_long;
  out.log = log_step;
  return out;
}

int run(const Rules& rules, const Options& options, const std::function<serve::Now()>& now) {
  store::Store store(*options.data);
  const auto single_user = without_password(store, options, now);
  if (!single_user) return exit_fault;
  Signals signals;
  if (options.demo) {
    if (store.find_clients("", 1).empty())
      serve::fill_demo(rules, store, now(), engine_name());
    else
      tell("The folder holds clients already: nothing was filled in.");
  }
  serve::Workbench workbench(rules, store, bench_options(options, now, *single_user));
  http::Server server(server_options(options), [&](const http::Request& request) { return workbench.answer(request); });
  workbench.set_port(server.port());
  workbench.set_counts([&] { return server.counts(); });
  if (!serve::has_pages()) log_warning("the pages are not built in: only the API answers");
  signals.stop(server);
  print(std::string(options.certificate ? "https" : "http") + "://" + in_brackets(options.address) + ":" +
        std::to_string(server.port()) + "/\n");
  if (finish(exit_go) != exit_go) server.stop();
  server.run();
  return exit_go;
}

}  // namespace

int serve(const Options& options) {
  std::optional<Day> today;
  if (options.today && !(today = read_day(*options.today, "--today"))) return exit_fault;
  if (!is_safe(options)) return exit_fault;
  Rules rules;
  RulesWanted wanted;
  wanted.paths = options.packs;
  wanted.policies = options.policies;
  if (!usable_rules(wanted, options, rules)) return exit_fault;
  try {
    return run(rules, options, clock_of(today));
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception& error) {  // of the store, of the server: with words for a person
    complain(error.what());
  }
  return exit_fault;
}

}  // namespace contra::cli
