// Every limit at, below and above its value, and every time limit; and what others see meanwhile.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

#include "client.hpp"

namespace contra::http::test {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// Handlers of "/wait" stay until it opens.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  Response pass(const Request& request) {
    std::unique_lock lock(mutex_);
    ++inside_;
    if (request.path == "/wait") changed_.wait(lock, [&] { return open_; });
    Response out;
    out.body = std::to_string(request.body.size());
    return out;
  }
  int inside() {
    const std::lock_guard lock(mutex_);
    return inside_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int inside_ = 0;
};

/// Behind the server, so that a test that fails does not wait for ever.
struct OpensAtTheEnd {
  Gate& gate;
  ~OpensAtTheEnd() { gate.open(); }
};

Handler of(Gate& gate) {
  return [&gate](const Request& request) { return gate.pass(request); };
}

std::string header_of(std::size_t size) {
  const std::string begin = "GET / HTTP/1.1\r\nHost: x\r\nX: ", end = "\r\n\r\n";
  return begin + std::string(size - begin.size() - end.size(), 'x') + end;
}

TEST(Limit, OfTheHeader) {
  Gate gate;
  Options options;
  options.limits.header_bytes = 1000;
  Running server(options, of(gate));
  for (const bool in_pieces : {false, true})
    for (const std::size_t size : {999U, 1000U, 1001U}) {
      Client client(server->port());
      const std::string bytes = header_of(size);
      client.send(bytes.substr(0, in_pieces ? 100 : bytes.size()));
      if (in_pieces) client.send(bytes.substr(100));
      const auto answer = client.answer();
      EXPECT_EQ(answer.status, size <= 1000 ? 200 : 431) << size;
      EXPECT_EQ(answer.headers.count("connection"), size <= 1000 ? 0U : 1U);
    }
  Client client(server->port());
  client.send("GET /" + std::string(1000, 'x'));
  EXPECT_EQ(client.answer().status, 414);
}

TEST(Limit, OfTheBodyByItsLength) {
  Gate gate;
  Options options;
  options.limits.body_bytes = 1000;
  Running server(options, of(gate));
  Client client(server->port());
  for (const std::size_t size : {0U, 999U, 1000U}) {
    client.send(post("/", std::string(size, 'x')));
    EXPECT_EQ(client.answer().body, std::to_string(size));
  }
  // Told before a byte of the body has come.
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
  EXPECT_EQ(client.answer().status, 413);
  EXPECT_TRUE(client.closed_within(patience));
  EXPECT_EQ(gate.inside(), 3);
}

TEST(Limit, OfTheBodyInChunks) {
  Gate gate;
  Options options;
  options.limits.body_bytes = 1000;
  Running server(options, of(gate));
  for (const std::size_t size : {999U, 1000U, 1001U}) {
    Client client(server->port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (std::size_t sent = 0; sent < size;) {
      const std::size_t piece = std::min<std::size_t>(250, size - sent);
      char line[16];
      std::snprintf(line, sizeof line, "%zx\r\n", piece);
      client.send(line + std::string(piece, 'x') + "\r\n");
      sent += piece;
    }
    client.send("0\r\n\r\n");
    EXPECT_EQ(client.answer().status, size <= 1000 ? 200 : 413) << size;
  }
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n");
  EXPECT_EQ(client.answer().status, 413) << "a chunk over the limit is refused before it is read";
}

TEST(Limit, WhoSendsABigBodySeesThatItIsRefused) {
  Gate gate;
  Running server({}, of(gate));
  const std::string piece(1 << 20, 'x');
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20971520\r\n\r\n");
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(client.send(piece)) << i;
  EXPECT_EQ(client.answer().status, 413);
  client.finish();
  EXPECT_EQ(client.rest(), "");
  EXPECT_EQ(gate.inside(), 0);
}

TEST(Limit, OfBodiesHeldAtOneTime) {
  Gate gate;
  Options options;
  options.limits.held_bytes = 300'000;
  Running server(options, of(gate));
  Client first(server->port()), second(server->port()), small(server->port());
  const std::string begin = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n";
  first.send(begin + std::string(199'999, 'x'));
  std::this_thread::sleep_for(milliseconds(50));
  second.send(begin + std::string(200'000, 'x'));
  EXPECT_EQ(second.answer().status, 503);
  small.send(post("/", std::string(64 * 1024, 'x')));
  EXPECT_EQ(small.answer().status, 200);
  first.send("x");
  EXPECT_EQ(first.answer().status, 200);
  Client third(server->port());
  third.send(begin + std::string(200'000, 'x'));
  EXPECT_EQ(third.answer().status, 200) << "what was held is given back";
}

TEST(Limit, OfConnections) {
  Gate gate;
  Options options;
  options.limits.connections = 3;
  Running server(options, of(gate));
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<Client>(server->port()));
    clients.back()->send(get("/"));
    EXPECT_EQ(clients.back()->answer().status, 200);
  }
  {
    Client more(server->port());
    const auto answer = more.answer();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.headers.at("retry-after"), "1");
    EXPECT_TRUE(more.closed_within(patience));
  }
  EXPECT_EQ(server->counts().refused_connections, 1U);
  EXPECT_EQ(server->counts().open_connections, 3U);
  clients.pop_back();
  ASSERT_TRUE(eventually([&] { return server->counts().open_connections == 2; }));
  Client again(server->port());
  again.send(get("/"));
  EXPECT_EQ(again.answer().status, 200);
}

TEST(Limit, OfRequestsThatWait) {
  Gate gate;
  Options options;
  options.threads = 2;
  options.limits.waiting = 3;
  Running server(options, of(gate));
  const OpensAtTheEnd opens{gate};
  std::vector<std::unique_ptr<Client>> clients;
  const auto ask = [&] {
    clients.push_back(std::make_unique<Client>(server->port()));
    clients.back()->send(get("/wait"));
  };
  ask();
  ask();
  ASSERT_TRUE(eventually([&] { return gate.inside() == 2; }));
  for (int i = 0; i < 3; ++i) ask();
  ASSERT_TRUE(eventually([&] { return server->counts().waiting == 3; }));
  Client more(server->port());
  more.send(get("/wait"));
  EXPECT_EQ(more.answer().status, 503);
  gate.open();
  for (const auto& client : clients) EXPECT_EQ(client->answer().status, 200);
  more.send(get("/"));
  EXPECT_EQ(more.answer().status, 200) << "the connection stays";
}

TEST(Limit, LongWorkLeavesWorkersToOthers) {
  Gate gate;
  Options options;
  options.threads = 2;
  options.takes_long = [](const Request& request) { return request.query.size() == 1; };
  Running server(options, of(gate));
  const OpensAtTheEnd opens{gate};
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(std::make_unique<Client>(server->port()));
    clients.back()->send(i % 2 == 0 ? post("/wait", std::string(long_body + 1, 'x')) : get("/wait?long=1"));
  }
  ASSERT_TRUE(eventually([&] { return server->counts().requests == 4 && gate.inside() == 1; }));
  Client quick(server->port());
  for (int i = 0; i < 10; ++i) {
    quick.send(post("/", std::string(long_body, 'x')));
    ASSERT_EQ(quick.answer().status, 200);
  }
  EXPECT_EQ(gate.inside(), 11) << "only one of the long ones runs";
  gate.open();
  for (const auto& client : clients) EXPECT_EQ(client->answer().status, 200);
}

TEST(Limit, AFaultOnTheWayCostsOneConnection) {
  Gate gate;
  Options options;
  options.takes_long = [](const Request& request) -> bool {
    if (request.path == "/fault") throw std::bad_alloc();
    return false;
  };
  Running server(options, of(gate));
  Client one(server->port()), other(server->port());
  one.send(get("/fault"));
  EXPECT_EQ(one.rest(), "");
  other.send(get("/"));
  EXPECT_EQ(other.answer().status, 200);
  EXPECT_EQ(server->counts().open_connections, 1U);
}

TEST(Limit, OneWorkerTakesTurns) {
  Gate gate;
  Options options;
  options.threads = 1;
  Running server(options, of(gate));
  const OpensAtTheEnd opens{gate};
  Client first(server->port()), second(server->port()), quick(server->port());
  first.send(get("/wait"));
  ASSERT_TRUE(eventually([&] { return gate.inside() == 1; }));
  second.send(post("/", std::string(long_body + 1, 'x')));
  quick.send(get("/"));
  ASSERT_TRUE(eventually([&] { return server->counts().waiting == 2; }));
  gate.open();
  EXPECT_EQ(first.answer().status, 200);
  EXPECT_EQ(second.answer().status, 200);
  EXPECT_EQ(quick.answer().status, 200);
}

TEST(TimeLimit, OfTheHeader) {
  Gate gate;
  Options options;
  options.limits.header_time = milliseconds(300);
  Running server(options, of(gate));
  Client client(server->port());
  const auto began = Clock::now();
  client.send("GET / HTTP/1.1\r\n");
  // A byte now and then does not prolong it.
  for (int i = 0; i < 4; ++i) {
    std::this_thread::sleep_for(milliseconds(50));
    client.send("X");
  }
  const auto answer = client.answer();
  EXPECT_EQ(answer.status, 408);
  EXPECT_GE(Clock::now() - began, milliseconds(295));
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_TRUE(client.closed_within(patience));
  EXPECT_EQ(server->counts().timeouts, 1U);
}

TEST(TimeLimit, OfTheBody) {
  Gate gate;
  Options options;
  options.limits.body_time = milliseconds(300);
  Running server(options, of(gate));
  for (const char* framing : {"Content-Length: 10", "Transfer-Encoding: chunked"}) {
    Client client(server->port());
    const auto began = Clock::now();
    client.send("POST / HTTP/1.1\r\nHost: x\r\n" + std::string(framing) + "\r\n\r\n5\r\na");
    EXPECT_EQ(client.answer().status, 408);
    EXPECT_GE(Clock::now() - began, milliseconds(295));
    EXPECT_TRUE(client.closed_within(patience));
  }
  Client waits(server->port());
  waits.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(waits.answer().status, 100);
  EXPECT_EQ(waits.answer().status, 408);
}

TEST(TimeLimit, BetweenRequests) {
  Gate gate;
  Options options;
  options.limits.idle_time = milliseconds(200);
  Running server(options, of(gate));
  Client silent(server->port()), once(server->port());
  once.send(get("/"));
  EXPECT_EQ(once.answer().status, 200);
  EXPECT_EQ(once.rest(), "") << "closed without a word: the other end asked for nothing";
  EXPECT_EQ(silent.rest(), "");
  EXPECT_EQ(server->counts().timeouts, 0U) << "that is no fault";
  EXPECT_TRUE(eventually([&] { return server->counts().open_connections == 0; }));
}

TEST(TimeLimit, DoesNotHoldForTheHandler) {
  Options options;
  options.limits.header_time = options.limits.body_time = options.limits.idle_time = options.limits.write_time =
      milliseconds(50);
  Running server(options, [](const Request&) {
    std::this_thread::sleep_for(milliseconds(300));
    return Response();
  });
  Client client(server->port());
  client.send(post("/", "abc"));
  EXPECT_EQ(client.answer().status, 200);
}

TEST(TimeLimit, OfReadingTheAnswer) {
  Gate gate;
  Options options;
  options.limits.write_time = milliseconds(300);
  options.threads = 1;
  Running server(options, [](const Request& request) {
    Response out;
    if (request.path == "/big") out.body.assign(64 << 20, 'x');
    return out;
  });
  Client slow(server->port(), 4096), quick(server->port());
  slow.send(get("/big"));
  ASSERT_TRUE(eventually([&] { return server->counts().requests == 1; }));
  quick.send(get("/"));
  EXPECT_EQ(quick.answer().status, 200) << "the one worker does not wait for the slow reader";
  EXPECT_TRUE(eventually([&] { return server->counts().timeouts == 1; }));
  EXPECT_LT(slow.rest().size(), 64U << 20);
  EXPECT_TRUE(eventually([&] { return server->counts().open_connections == 1; }));
}

TEST(TimeLimit, OfReadingTheAnswerBeginsAgainWithEachPiece) {
  Options options;
  options.limits.write_time = milliseconds(400);
  Running server(options, [](const Request&) {
    Response out;
    out.body.assign(4 << 20, 'x');
    return out;
  });
  Client client(server->port());
  client.send(get("/"));
  for (int i = 0; i < 10; ++i) {
    std::this_thread::sleep_for(milliseconds(60));  // 600 ms in all
    ASSERT_EQ(client.take(400 << 10), 400U << 10);
  }
  EXPECT_GT(client.take((4 << 20) - 10 * (400 << 10)), 0U);
}

TEST(SlowClients, HoldNoWorker) {
  Gate gate;
  Options options;
  options.threads = 1;
  Running server(options, of(gate));
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<Client>(server->port()));
    if (i % 3 == 0) slow.back()->send("GET / HT");
    if (i % 3 == 1) slow.back()->send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
  }
  Client quick(server->port());
  for (int i = 0; i < 100; ++i) {
    quick.send(get("/"));
    ASSERT_EQ(quick.answer().status, 200);
  }
}

}  // namespace

}  // namespace contra::http::test
