// stop(): what is under way is answered, nothing accepted is lost, and it ends in time. And beginning to listen.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <system_error>
#include <vector>

#include "client.hpp"

namespace contra::http::test {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

Handler slow(std::atomic<int>& begun, std::atomic<bool>& go) {
  return [&](const Request& request) {
    ++begun;
    while (!go && request.path != "/quick") std::this_thread::sleep_for(milliseconds(1));
    Response out;
    out.body = request.path;
    return out;
  };
}

TEST(Stop, AnswersWhatRunsAndWhatWaits) {
  std::atomic<int> begun{0};
  std::atomic<bool> go{false};
  Options options;
  options.threads = 2;
  Running server(options, slow(begun, go));
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 10; ++i) {
    clients.push_back(std::make_unique<Client>(server->port()));
    clients.back()->send(get("/" + std::to_string(i)));
  }
  ASSERT_TRUE(eventually([&] { return server->counts().requests == 10 && begun == 2; }));
  server->stop();
  server->stop();
  std::this_thread::sleep_for(milliseconds(50));
  go = true;
  for (int i = 0; i < 10; ++i) {
    const auto answer = clients[static_cast<std::size_t>(i)]->answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "/" + std::to_string(i));
    EXPECT_EQ(answer.headers.at("connection"), "close");
  }
  clients.clear();
  server.join();
  server->stop();
  EXPECT_EQ(server->counts().open_connections, 0U);
}

TEST(Stop, LetsARequestEndThatHasBegun) {
  std::atomic<int> begun{0};
  std::atomic<bool> go{true};
  Running server({}, slow(begun, go));
  Client header(server->port()), body(server->port()), idle(server->port());
  header.send("GET /header HTTP/1.1\r\n");
  body.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
  idle.send(get("/idle"));
  EXPECT_EQ(idle.answer().body, "/idle");
  std::this_thread::sleep_for(milliseconds(50));
  server->stop();
  EXPECT_TRUE(idle.closed_within(patience)) << "idle ones are let go at once";
  EXPECT_THROW(Client(server->port()), std::runtime_error) << "nobody new is let in";
  header.send("Host: x\r\n\r\n");
  EXPECT_EQ(header.answer().body, "/header");
  body.send("def");
  EXPECT_EQ(body.answer().body, "/body");
}

TEST(Stop, LosesNoRequestThatWasSent) {
  // Requests race with stop(): each is answered whole, or the connection ends without a byte of an answer before the
  // handler saw it.
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> handled{0};
    std::atomic<int> answered{0};
    Running server({}, [&](const Request&) {
      ++handled;
      return Response();
    });
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i)
      clients.emplace_back([&answered, client = std::make_unique<Client>(server->port())] {
        while (client->send(get("/")) && client->answer().status == 200) ++answered;
      });
    ASSERT_TRUE(eventually([&] { return answered > 0; }));
    std::this_thread::sleep_for(milliseconds(round));
    server->stop();
    for (auto& client : clients) client.join();
    server.join();
    EXPECT_EQ(handled, answered);
    EXPECT_GT(answered, 0);
  }
}

TEST(Stop, AnswersWhatHasComeAndIsNotYetRead) {
  std::atomic<bool> held{false}, go{false};
  Options options;
  // Holds the I/O thread, so that the request of the other connection comes before stop() and is not read yet.
  options.takes_long = [&](const Request& request) {
    held = held || request.path == "/hold";
    while (held && !go) std::this_thread::sleep_for(milliseconds(1));
    return false;
  };
  Running server(options, [](const Request&) { return Response(); });
  Client client(server->port()), holds(server->port());
  client.send(get("/"));
  ASSERT_EQ(client.answer().status, 200);
  holds.send(get("/hold"));
  ASSERT_TRUE(eventually([&] { return held.load(); }));
  client.send(get("/"));
  server->stop();
  go = true;
  EXPECT_EQ(holds.answer().status, 200);
  auto answer = client.answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers["connection"], "close");
}

TEST(Stop, CutsWhatTakesTooLong) {
  std::atomic<int> begun{0};
  std::atomic<bool> go{false};
  Options options;
  options.threads = 1;
  options.limits.shutdown_time = milliseconds(300);
  Running server(options, slow(begun, go));
  Client running(server->port()), waiting(server->port()), half(server->port());
  running.send(get("/"));
  ASSERT_TRUE(eventually([&] { return begun == 1; }));
  waiting.send(get("/"));
  half.send("GET /");
  ASSERT_TRUE(eventually([&] { return server->counts().waiting == 1; }));
  const auto began = Clock::now();
  server->stop();
  EXPECT_EQ(running.rest(), "");
  EXPECT_EQ(waiting.rest(), "");
  EXPECT_EQ(half.rest(), "");
  EXPECT_GE(Clock::now() - began, milliseconds(295));
  go = true;
  server.join();
  EXPECT_EQ(begun, 1) << "what waited was not begun";
}

TEST(Stop, DoesNotWaitForSlowReaders) {
  Options options;
  options.limits.shutdown_time = milliseconds(300);
  Running server(options, [](const Request&) {
    Response out;
    out.body.assign(64 << 20, 'x');
    return out;
  });
  Client client(server->port(), 4096);
  client.send(get("/"));
  ASSERT_TRUE(eventually([&] { return server->counts().requests == 1; }));
  server->stop();
  server.join();
}

TEST(Stop, MayComeBeforeRunAndWithoutIt) {
  {
    Server server({}, [](const Request&) { return Response(); });
    server.stop();
    server.run();
    server.stop();
  }
  Server never({}, [](const Request&) { return Response(); });
  EXPECT_GT(never.port(), 0);
}

TEST(Listen, SaysThatAPortIsTaken) {
  Server first({}, [](const Request&) { return Response(); });
  Options options;
  options.port = first.port();
  try {
    Server second(options, [](const Request&) { return Response(); });
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::address_in_use);
    EXPECT_NE(std::string(error.what()).find("port " + std::to_string(options.port) + " of 127.0.0.1 is taken"),
              std::string::npos)
        << error.what();
  }
}

TEST(Listen, SaysThatAnAddressIsNone) {
  for (const char* address : {"localhost", "300.1.1.1", "", "192.0.2.1"}) {
    Options options;
    options.address = address;
    try {
      Server server(options, [](const Request&) { return Response(); });
      FAIL() << address;
    } catch (const std::system_error& error) {
      EXPECT_NE(std::string(error.what()).find(address), std::string::npos) << error.what();
    }
  }
}

TEST(Listen, OnIpv6) {
  Options options;
  options.address = "::1";
  std::unique_ptr<Server> server;
  try {
    server = std::make_unique<Server>(options, [](const Request&) { return Response(); });
  } catch (const std::system_error&) {
    GTEST_SKIP() << "no IPv6 here";
  }
  EXPECT_GT(server->port(), 0);
}

}  // namespace

}  // namespace contra::http::test
