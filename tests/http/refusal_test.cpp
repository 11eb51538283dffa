// Requests that two readers could understand in two ways, and requests that are broken: all are refused and the
// connection is closed, so that what follows is never taken for a request.
#include <gtest/gtest.h>

#include <atomic>

#include "client.hpp"

namespace contra::http::test {

namespace {

/// A request that stands behind the one that is tried. It must never be answered.
const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

class Refusal : public testing::Test {
 protected:
  std::atomic<int> handled{0};
  Running server{Options{}, [this](const Request&) {
                   ++handled;
                   return Response();
                 }};

  void refused(int status, const std::string& bytes) {
    const int before = handled;
    Client client(server->port());
    client.send(bytes + smuggled);
    client.finish();
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, status) << bytes;
    if (answer.status != 0) {
      EXPECT_EQ(answer.headers.at("connection"), "close") << bytes;
    }
    EXPECT_EQ(client.rest(), "") << bytes;
    EXPECT_EQ(handled, before) << bytes;
  }
  void taken(const std::string& bytes) {
    Client client(server->port());
    client.send(bytes);
    EXPECT_EQ(client.answer().status, 200) << bytes;
    client.send(get("/"));
    EXPECT_EQ(client.answer().status, 200) << bytes;
  }
};

std::string with(const std::string& headers, const std::string& body = "") {
  return "POST / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}

TEST_F(Refusal, TwoLengths) {
  refused(400, with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
  refused(400, with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"));
  refused(400, with("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"));
  refused(400, with("Content-Length: 3\r\ncontent-length: 4\r\n", "abc"));
  refused(400, with("Content-Length: 3, 3\r\n", "abc"));
  refused(400, with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
  refused(400, with("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"));
}

TEST_F(Refusal, LengthsThatAreNone) {
  for (const char* length : {"", "-1", "+1", "1a", "0x1", "1 1", "1.0", "18446744073709551616", "1,", ",1", "\"1\""})
    refused(400, with("Content-Length: " + std::string(length) + "\r\n", "a"));
  for (const char* coding : {"identity", "gzip", "gzip, chunked", "chunked, gzip", "xchunked", "chunked chunked",
                             "\"chunked\"", "chunked;q=1", ""}) {
    const std::string bytes = with("Transfer-Encoding: " + std::string(coding) + "\r\n", "0\r\n\r\n");
    Client client(server->port());
    client.send(bytes + smuggled);
    client.finish();
    const int status = client.answer().status;
    EXPECT_TRUE(status == 400 || status == 501) << coding << " " << status;
    EXPECT_EQ(client.rest(), "") << coding;
    EXPECT_EQ(handled, 0) << coding;
  }
  refused(400, "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  taken(with("Transfer-Encoding:   Chunked  \r\n", "1\r\na\r\n0\r\n\r\n"));
  taken(with("Content-Length: 0003\r\n", "abc"));
}

TEST_F(Refusal, BadChunks) {
  for (const char* chunks :
       {"x\r\n", "-1\r\na\r\n0\r\n\r\n", " 1\r\na\r\n0\r\n\r\n", "1 \r\na\r\n0\r\n\r\n", "0x1\r\na\r\n0\r\n\r\n",
        "1\na\n0\n\n", "1\r\nab\r\n0\r\n\r\n", "1\r\na0\r\n\r\n", "2\r\na\r\n0\r\n\r\n", "1\r\na\n0\r\n\r\n",
        "1;x\ny\r\na\r\n0\r\n\r\n", "1;\x01\r\na\r\n0\r\n\r\n", "11111111111111111\r\na\r\n0\r\n\r\n",
        "1\r\na\r\n0\r\nContent-Length: 3\r\n\r\n", "1\r\na\r\n0\r\nno colon\r\n\r\n", "1\ra\r\n0\r\n\r\n", "\r\n"})
    refused(400, with("Transfer-Encoding: chunked\r\n", chunks));
  refused(400, with("Transfer-Encoding: chunked\r\n", "1;" + std::string(5000, 'x') + "\r\na\r\n0\r\n\r\n"));
  refused(400, with("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nX: " + std::string(5000, 'x') + "\r\n\r\n"));
  std::string many;
  for (int i = 0; i < 100; ++i) many += "1;" + std::string(100, 'x') + "\r\na\r\n";
  refused(400, with("Transfer-Encoding: chunked\r\n", many + "0\r\n\r\n"));
}

TEST_F(Refusal, ATrailerIsNoHeader) {
  bool seen = false;
  Running other({}, [&](const Request& request) {
    seen = !request.header("authorization").empty();
    return Response();
  });
  Client client(other->port());
  client.send(with("Transfer-Encoding: chunked\r\n", "0\r\nAuthorization: Bearer x\r\n\r\n"));
  EXPECT_EQ(client.answer().status, 200);
  EXPECT_FALSE(seen);
}

TEST_F(Refusal, LinesThatAreNot) {
  refused(400, "GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n\tb\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\n Host: x\r\n\r\n");
  refused(400, "GET / HTTP/1.1\nHost: x\n\n");
  refused(400, "GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n");
  refused(400, std::string("GET / HTTP/1.1\r\nHost: x\r\nX: a") + '\0' + "b\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\nHost: x\r\nX : a\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\nHost: x\r\nX\x80: a\r\n\r\n");
  refused(400, "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "\x16\x03\x01\x02\x01");
  taken("\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
}

TEST_F(Refusal, RequestLines) {
  refused(400, "GET  / HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "GET /\r\nHost: x\r\n\r\n");
  refused(400, " GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "GET / HTTP/1.1 \r\nHost: x\r\n\r\n");
  refused(400, "GET / http/1.1\r\nHost: x\r\n\r\n");
  refused(400, "G@T / HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(505, "GET / HTTP/2.0\r\nHost: x\r\n\r\n");
  refused(505, "GET / HTTP/1.2\r\nHost: x\r\n\r\n");
  refused(505, "GET / HTTP/0.9\r\nHost: x\r\n\r\n");
  refused(400, "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "GET x:80 HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "GET /../etc HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n");
  refused(400, "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n");
}

TEST_F(Refusal, HeadersOfWhichThereIsOne) {
  refused(400, "GET / HTTP/1.1\r\n\r\n");
  refused(400, "GET / HTTP/1.0\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\nHost:\r\n\r\n");
  refused(400, "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n");
  for (const char* host : {"x y", "x,y", "x/y", "user@x", "x?y", "x#y", "x%00", "\xC3\xA9"})
    refused(400, "GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
  for (const char* name : {"Cookie", "Authorization", "Origin", "X-Contra-Token", "Content-Type", "Idempotency-Key",
                           "Expect", "X-Anything"}) {
    const std::string line = std::string(name) + ": 100-continue\r\n";
    refused(400, "GET / HTTP/1.1\r\nHost: x\r\n" + line + line + "\r\n");
  }
  taken("GET / HTTP/1.1\r\nHost: x\r\nAccept: a\r\nAccept: b\r\n\r\n");
  for (const char* host : {"localhost:8080", "127.0.0.1", "[::1]:80", "a-b.example"})
    taken("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
}

TEST_F(Refusal, NobodyWhoSendsHalfARequestIsAnswered) {
  for (const std::string bytes :
       {"GET / HTTP/1.1\r\nHost: x\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal"}) {
    Client client(server->port());
    client.send(bytes);
    client.finish();
    EXPECT_EQ(client.rest(), "") << bytes;
  }
  EXPECT_EQ(handled, 0);
}

}  // namespace

}  // namespace contra::http::test
