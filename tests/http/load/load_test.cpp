// What the load program measures, without its times: nobody is refused, nobody is left without an answer.
#include <gtest/gtest.h>

#include "bulk/screener.hpp"
#include "http/server.hpp"
#include "load.hpp"
#include "support/shipped_rules.hpp"

namespace contra::http::load {

namespace {

constexpr std::string_view record =
    R"({"record":"contra.intake/1","id":"c-1","visit":"2026-03-16","plan":[{"treatment":"microneedling","area":"face"}]})";

/// A server that screens, in a thread of its own.
class Screening {
 public:
  Screening()
      : screener_(contra_test::shipped_rules().programs, {}),
        server_({}, [this](const Request& request) { return answer(request); }),
        thread_([this] { server_.run(); }) {}
  ~Screening() {
    server_.stop();
    thread_.join();
  }
  Server& server() { return server_; }
  std::string request() const {
    return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(record.size()) + "\r\n\r\n" +
           std::string(record);
  }

 private:
  Response answer(const Request& request) {
    Response out;
    bulk::Worker worker(screener_);
    worker.screen({request.body}, 1, out.body);
    if (out.body.find("\"WAIT\"") == std::string::npos) out.status = 500;
    return out;
  }

  const bulk::Screener screener_;
  Server server_;
  std::thread thread_;
};

TEST(Load, AThousandClientsAreAllAnswered) {
  want_many_files();
  Screening screening;
  Steady steady;
  steady.port = screening.server().port();
  steady.clients = 1000;
  steady.rate = 1000;
  steady.time = std::chrono::seconds(5);
  steady.request = screening.request();
  const auto measured = ask_steadily(steady);
  EXPECT_EQ(measured.asked, 5000U);
  EXPECT_EQ(measured.answered, measured.asked);
  EXPECT_EQ(measured.not_200, 0U);
  EXPECT_EQ(measured.broken, 0U);
  EXPECT_EQ(screening.server().counts().connections, 1000U);
  EXPECT_EQ(screening.server().counts().requests, 5000U);
  EXPECT_EQ(screening.server().counts().timeouts, 0U);
}

TEST(Load, IdleSlowAndBigOnesStopNobody) {
  want_many_files();
  Screening screening;
  Steady steady;
  steady.port = screening.server().port();
  steady.clients = 4;
  steady.rate = 100;
  steady.time = std::chrono::seconds(3);
  steady.request = screening.request();
  Company::Wanted wanted;
  wanted.idle = 200;
  wanted.slow = 50;
  wanted.big = 2;
  wanted.host = "x";
  Company company(screening.server().port(), wanted);
  const auto measured = ask_steadily(steady);
  EXPECT_TRUE(measured.clean());
  EXPECT_EQ(measured.answered, 300U);
  EXPECT_EQ(company.still_idle(), 200U);
  EXPECT_EQ(company.untold(), 0U) << "who sends too much is told";
}

}  // namespace

}  // namespace contra::http::load
