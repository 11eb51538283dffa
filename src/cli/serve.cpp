// contra serve: the practitioner's workbench on a port of this machine.
#include <pthread.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "cli/clock.hpp"
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "http/server.hpp"
#include "serve/serve.hpp"
#include "store/store.hpp"

namespace contra::cli {

namespace {

/// Waits for SIGINT and SIGTERM in a thread of its own; the others never see them.
void stop_on_signal(http::Server& server) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  std::thread([set, &server] {
    int got = 0;
    sigwait(&set, &got);
    server.stop();
  }).detach();
}

void block_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}  // namespace

int serve(const Options& options) {
  std::optional<Day> today;
  if (options.today && !(today = read_day(*options.today, "--today"))) return exit_fault;
  const auto now = clock_of(today);

  Rules rules;
  RulesWanted wanted;
  wanted.paths = options.packs;
  wanted.policies = options.policies;
  if (!usable_rules(wanted, options, rules)) return exit_fault;
  try {
    store::Store store(*options.data);
    if (options.demo) serve::fill_demo(rules, store, now(), engine_name());

    serve::Options bench;
    bench.now = now;
    bench.engine = engine_name();
    bench.clinic = options.clinic.value_or("");
    bench.single_user = options.single_user || options.demo;
    if (options.user) bench.user = *options.user;
    bench.hosts = options.hosts;
    bench.secure = options.certificate.has_value();
    bench.log = log_step;
    serve::Workbench workbench(rules, store, bench);

    http::Options server_options;
    server_options.address = options.address;
    server_options.port = static_cast<std::uint16_t>(options.port);
    server_options.certificate = options.certificate.value_or("");
    server_options.key = options.key.value_or("");
    server_options.threads = options.threads;
    server_options.log = log_step;
    block_signals();
    http::Server server(server_options, [&](const http::Request& request) { return workbench.answer(request); });
    workbench.set_port(server.port());
    workbench.set_counts([&] { return server.counts(); });
    stop_on_signal(server);
    print(std::string(bench.secure ? "https" : "http") + "://" + options.address + ":" + std::to_string(server.port()) +
          "/\n");
    std::fflush(stdout);
    server.run();
  } catch (const store::Error& error) {
    complain(error.what());
    return exit_fault;
  } catch (const std::exception& error) {
    complain(error.what());
    return exit_fault;
  }
  return exit_go;
}

}  // namespace contra::cli
