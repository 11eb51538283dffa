// See server.hpp.
#include "http/server.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <unordered_set>
#include <vector>

#include "http/connection.hpp"
#include "http/tls.hpp"
#include "http/workers.hpp"

namespace contra::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// Connections that are just being told 503; more than that are closed without a word.
constexpr std::size_t turned_away_limit = 64;
/// Files that the process needs beside its connections.
constexpr std::size_t other_files = 256;
/// Until the next try, when the system has no more files or memory for a connection.
constexpr std::chrono::milliseconds accept_pause{50};

unsigned workers_for(unsigned threads) {
  return threads > 0 ? threads : std::max(2U, std::thread::hardware_concurrency());
}

/// Asks the system for that many open files, and returns how many it grants.
std::size_t files_granted(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  if (limit.rlim_cur < wanted && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  }
  return static_cast<std::size_t>(std::min<rlim_t>(limit.rlim_cur, wanted));
}

std::string text_of(asio::ip::address address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address.to_string();
}

void fail(const error_code& error, const std::string& what) {
  if (error) throw std::system_error(static_cast<std::error_code>(error), what);
}

tcp::acceptor listen_on(asio::io_context& io, const Options& options) {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error)
    throw std::system_error(std::make_error_code(std::errc::invalid_argument),
                            "'" + options.address + "' is no IP address to listen on");
  const tcp::endpoint endpoint(address, options.port);
  const std::string where = "port " + std::to_string(options.port) + " of " + options.address;
  tcp::acceptor acceptor(io);
  acceptor.open(endpoint.protocol(), error);
  fail(error, "cannot listen on " + where);
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  acceptor.bind(endpoint, error);
  if (error == asio::error::address_in_use) fail(error, where + " is taken by another program");
  fail(error, "cannot listen on " + where);
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use) fail(error, where + " is taken by another program");
  fail(error, "cannot listen on " + where);
  acceptor.non_blocking(true, error);
  fail(error, "cannot listen on " + where);
  return acceptor;
}

}  // namespace

struct Server::State {
  State(const Options& given, Handler given_handler)
      : options(given),
        handler(std::move(given_handler)),
        host(options, handler, workers, io),
        acceptor(listen_on(io, options)),
        port(acceptor.local_endpoint().port()),
        pause(io),
        shutdown(io),
        workers(workers_for(options.threads), options.limits.waiting) {
    const auto& limits = options.limits;
    const std::size_t granted = files_granted(limits.connections + other_files);
    connections_limit = std::min(limits.connections, granted > 2 * other_files ? granted - other_files : granted / 2);
    if (connections_limit < limits.connections && options.log)
      options.log("the system's limit of open files allows " + std::to_string(connections_limit) + " connections");
    host.ended = [this](Connection& connection) { on_ended(connection); };
    host.count_request = [this] { ++requests; };
    host.count_timeout = [this] { ++timeouts; };
  }

  ~State() { destroying = true; }

  void accept();
  void on_accepted(tcp::socket socket);
  void on_ended(Connection& connection);
  void begin_to_stop();
  void end_when_done();

  const Options options;
  const Handler handler;
  std::optional<asio::ssl::context> tls;
  std::size_t connections_limit = 0;

  // What is destroyed first stands last: what the io_context still holds are connections, and these use all the rest.
  std::unordered_set<Connection*> open, turned_away;
  std::atomic<std::uint64_t> connections{0}, refused{0}, requests{0}, timeouts{0}, open_now{0};
  std::mutex stop_mutex;
  bool ended = false, destroying = false;
  Host host;

  asio::io_context io{1};
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> guard{io.get_executor()};
  tcp::acceptor acceptor;
  const std::uint16_t port;
  asio::steady_timer pause, shutdown;
  Workers workers;
};

void Server::State::accept() {
  acceptor.async_accept([this](error_code error, tcp::socket socket) {
    if (host.stopping || error == asio::error::operation_aborted) return;
    if (!error) {
      accept();
      return on_accepted(std::move(socket));
    }
    if (error == asio::error::connection_aborted) return accept();
    // Out of files or memory: those who wait in the kernel's queue are served when others have gone.
    if (options.log) options.log("cannot take a connection: " + error.message());
    pause.expires_after(accept_pause);
    pause.async_wait([this](error_code cancelled) {
      if (!cancelled && !host.stopping) accept();
    });
  });
}

void Server::State::on_accepted(tcp::socket socket) {
  error_code error;
  socket.set_option(tcp::no_delay(true), error);
  const auto remote = socket.remote_endpoint(error);
  if (error) return;  // it has gone again
  ++connections;
  const std::string peer = text_of(remote.address());
  const bool full = open.size() >= connections_limit;
  if (full) {
    ++refused;
    // Over TLS the word would cost a handshake.
    if (tls || turned_away.size() >= turned_away_limit) return;
  }
  auto stream = tls ? tls_stream(std::move(socket), *tls) : plain_stream(std::move(socket));
  const auto connection = std::make_shared<Connection>(host, std::move(stream), peer);
  (full ? turned_away : open).insert(connection.get());
  open_now = open.size();
  if (full)
    connection->turn_away();
  else
    connection->start();
}

void Server::State::on_ended(Connection& connection) {
  if (open.erase(&connection) == 0) turned_away.erase(&connection);
  open_now = open.size();
  end_when_done();
}

void Server::State::begin_to_stop() {
  if (host.stopping) return;
  // Whoever the kernel has let in already is not turned off.
  error_code error;
  while (true) {
    tcp::socket socket(io);
    acceptor.accept(socket, error);
    if (error) break;
    on_accepted(std::move(socket));
  }
  host.stopping = true;
  acceptor.close(error);
  pause.cancel();

  // Each may end, and leave the set, while it is told.
  std::vector<std::weak_ptr<Connection>> all;
  for (auto* connection : open) all.push_back(connection->weak_from_this());
  for (auto* connection : turned_away) all.push_back(connection->weak_from_this());
  for (const auto& weak : all)
    if (const auto connection = weak.lock()) connection->stop_soon();
  shutdown.expires_after(options.limits.shutdown_time);
  shutdown.async_wait([this](error_code cancelled) {
    if (cancelled) return;
    std::vector<std::weak_ptr<Connection>> late;
    for (auto* connection : open) late.push_back(connection->weak_from_this());
    for (auto* connection : turned_away) late.push_back(connection->weak_from_this());
    if (options.log && !late.empty())
      options.log("stopping: " + std::to_string(late.size()) + " connections were still at work and are cut");
    for (const auto& weak : late)
      if (const auto connection = weak.lock()) connection->cut();
    workers.drop_waiting();
  });
  end_when_done();
}

void Server::State::end_when_done() {
  if (!host.stopping || destroying || !open.empty() || !turned_away.empty()) return;
  shutdown.cancel();
  guard.reset();
}

Server::Server(const Options& options, Handler handler) {
  std::optional<asio::ssl::context> tls;
  if (!options.certificate.empty() || !options.key.empty()) tls = tls_context(options.certificate, options.key);
  state_ = std::make_unique<State>(options, std::move(handler));
  state_->tls = std::move(tls);
}

Server::~Server() {
  // A call of stop() in another thread may have let run() return and not be over itself.
  const std::lock_guard lock(state_->stop_mutex);
}

std::uint16_t Server::port() const { return state_->port; }

void Server::run() {
  state_->accept();
  while (true) {
    try {
      state_->io.run();
      break;
    } catch (const std::exception&) {  // no memory, say: it costs the connection that was at work, and no other
      if (state_->options.log) state_->options.log("a connection failed");
    }
  }
  state_->workers.end();
  const std::lock_guard lock(state_->stop_mutex);
  state_->ended = true;
}

void Server::stop() {
  const std::lock_guard lock(state_->stop_mutex);
  if (state_->ended) return;
  asio::post(state_->io, [state = state_.get()] { state->begin_to_stop(); });
}

Counts Server::counts() const {
  Counts out;
  out.connections = state_->connections;
  out.refused_connections = state_->refused;
  out.requests = state_->requests;
  out.timeouts = state_->timeouts;
  out.open_connections = state_->open_now;
  out.waiting = state_->workers.waiting();
  return out;
}

}  // namespace contra::http
