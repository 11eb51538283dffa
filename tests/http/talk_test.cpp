// What an honest client sees: methods, bodies, keep-alive, pipelining, Expect, HEAD.
#include <gtest/gtest.h>

#include <atomic>

#include "client.hpp"

namespace contra::http::test {

namespace {

/// Says what it was asked.
Response echo(const Request& request) {
  Response out;
  out.type = "text/plain";
  out.body = request.path;
  for (const auto& [name, value] : request.query) out.body += "|" + name + "=" + value;
  out.body += "|" + request.body;
  return out;
}

TEST(Talk, AnswersOnOneConnectionAgainAndAgain) {
  Running server({}, echo);
  Client client(server->port());
  for (int i = 0; i < 3; ++i) {
    client.send(get("/a%20b?x=1&x=%C3%A9+"));
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "/a b|x=1|x=\xC3\xA9 |");
    EXPECT_EQ(answer.headers.at("content-type"), "text/plain");
    EXPECT_EQ(answer.headers.at("date").size(), 29U);
    EXPECT_EQ(answer.headers.count("server"), 0U);
    EXPECT_EQ(answer.headers.count("connection"), 0U);
  }
  EXPECT_EQ(server->counts().requests, 3U);
  EXPECT_EQ(server->counts().connections, 1U);
}

TEST(Talk, ReadsBodiesByLengthAndInChunks) {
  Running server({}, echo);
  Client client(server->port());
  client.send(post("/p", "hello"));
  EXPECT_EQ(client.answer().body, "/p|hello");
  client.send(post("/p", ""));
  EXPECT_EQ(client.answer().body, "/p|");
  client.send("POST /c HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.send("3\r\nabc\r\n4;x=\"y\"\r\ndefg\r\n0\r\nTrailer-Field: x\r\n\r\n");
  EXPECT_EQ(client.answer().body, "/c|abcdefg");
  std::string big(1'000'000, 'x');
  client.send(post("/b", big));
  EXPECT_EQ(client.answer().body, "/b|" + big);
}

TEST(Talk, TakesARequestThatComesByteByByte) {
  Running server({}, echo);
  Client client(server->port());
  for (const char c : post("/slow", "abc") + "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
                          "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n" +
                          "POST /e HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    ASSERT_TRUE(client.send(std::string_view(&c, 1)));
  EXPECT_EQ(client.answer().body, "/slow|abc");
  EXPECT_EQ(client.answer().body, "/c|abc");
  EXPECT_EQ(client.answer().body, "/e|");
}

TEST(Talk, AnswersPipelinedRequestsInTheirOrder) {
  std::atomic<int> now{0}, most{0};
  Running server({}, [&](const Request& request) {
    const int running = ++now;
    if (running > most) most = running;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    --now;
    return echo(request);
  });
  Client client(server->port());
  std::string all;
  for (int i = 0; i < 20; ++i) all += post("/" + std::to_string(i), std::string(static_cast<std::size_t>(i), 'b'));
  client.send(all);
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(client.answer().body, "/" + std::to_string(i) + "|" + std::string(static_cast<std::size_t>(i), 'b'));
  EXPECT_EQ(most, 1) << "requests of one connection do not overtake one another";
}

TEST(Talk, AHeadHasTheLengthAndNoBody) {
  Running server({}, echo);
  Client client(server->port());
  client.send("HEAD /head HTTP/1.1\r\nHost: x\r\n\r\n" + get("/next"));
  const auto head = client.answer(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"), "6");
  EXPECT_EQ(client.answer().body, "/next|");
}

TEST(Talk, SaysContinueOnlyToABodyThatItTakes) {
  Options options;
  options.limits.body_bytes = 10;
  Running server(options, echo);
  {
    Client client(server->port());
    client.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.answer().status, 100);
    client.send("0123456789");
    EXPECT_EQ(client.answer().body, "/e|0123456789");
  }
  {
    Client client(server->port());
    client.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.answer().status, 413);
  }
  {
    Client client(server->port());
    client.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: the-worst\r\n\r\n");
    EXPECT_EQ(client.answer().status, 417);
  }
}

TEST(Talk, ClosesWhenAskedAndForOldClients) {
  Running server({}, echo);
  {
    Client client(server->port());
    client.send(get("/", "Connection: close\r\n"));
    EXPECT_EQ(client.answer().headers.at("connection"), "close");
    EXPECT_TRUE(client.closed_within(patience));
  }
  {
    Client client(server->port());
    client.send("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.answer().headers.at("connection"), "close");
    EXPECT_TRUE(client.closed_within(patience));
  }
  {
    Client client(server->port());
    client.send("GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(client.answer().headers.at("connection"), "keep-alive");
    client.send(get("/again"));
    EXPECT_EQ(client.answer().body, "/again|");
  }
}

TEST(Talk, AHandlerThatThrowsIsA500WithoutWhy) {
  std::string logged;
  Options options;
  options.log = [&](const std::string& line) { logged = line; };
  Running server(options, [](const Request& request) -> Response {
    if (request.path == "/throw") throw std::runtime_error("Anna Example");
    if (request.path == "/int") throw 42;
    Response out;
    out.headers.emplace_back("X-Split", "a\r\nSet-Cookie: b");
    return out;
  });
  Client client(server->port());
  for (const char* path : {"/throw", "/int", "/split"}) {
    client.send(get(path));
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, 500) << path;
    EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
    EXPECT_EQ(answer.body.find("Anna"), answer.body.npos);
    EXPECT_EQ(answer.headers.count("set-cookie"), 0U);
  }
  EXPECT_EQ(logged.find("Anna"), logged.npos);
  EXPECT_FALSE(logged.empty());
}

TEST(Talk, NoContentHasNeitherBodyNorLength) {
  Running server({}, [](const Request&) {
    Response out;
    out.status = 204;
    out.body = "never sent";
    return out;
  });
  Client client(server->port());
  client.send(get("/") + get("/", "Connection: close\r\n"));
  const auto answer = client.answer();
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.headers.count("content-length"), 0U);
  EXPECT_EQ(client.rest().rfind("HTTP/1.1 204", 0), 0U);
}

TEST(Talk, TellsWhoAsks) {
  Running server({}, [](const Request& request) {
    Response out;
    out.body = request.peer + (request.secure ? " secure" : " plain") + " " + std::string(request.header("x-asks"));
    return out;
  });
  Client client(server->port());
  client.send(get("/", "X-Asks:  who  \r\n"));
  EXPECT_EQ(client.answer().body, "127.0.0.1 plain who");
}

TEST(Talk, TheBodyHasItsPadding) {
  for (const std::size_t size : {0U, 1U, 15U, 16U, 4096U, 100'000U}) {
    bool padded = false;
    Running server({}, [&](const Request& request) {
      padded = request.body.capacity() >= request.body.size() + body_padding;
      for (std::size_t i = 0; i < body_padding; ++i) padded = padded && request.body.data()[size + i] == 0;
      return Response();
    });
    Client client(server->port());
    client.send(post("/", std::string(size, 'x')));
    EXPECT_EQ(client.answer().status, 200);
    EXPECT_TRUE(padded) << size;
  }
}

}  // namespace

}  // namespace contra::http::test
