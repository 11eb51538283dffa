// Bodies that nobody would send: cut, doubled, with bytes changed. Nothing of them may break a handler, and what is
// kept of them must be readable again.
#include <gtest/gtest.h>

#include <random>

#include "serve/document.hpp"
#include "serve/practice.hpp"

using namespace contra_test;

namespace {

std::string changed(std::string text, std::mt19937& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  static const std::string pieces[] = {"\"",   "\\",   "{",      "}",       "[",  "]",  ",",    ":",
                                       "\n",   "\r",   ";",      "\t",      "0",  "-1", "null", "\\u0000",
                                       "\xff", "\xc3", "\u202e", "\\ud800", "  ", "e9"};
  for (std::size_t n = 1 + below(3); n > 0 && !text.empty(); --n) {
    const std::size_t at = below(text.size());
    const std::string& piece = pieces[below(std::size(pieces))];
    switch (below(4)) {
      case 0:
        text.insert(at, piece);
        break;
      case 1:
        text.replace(at, 1, piece);
        break;
      case 2:
        text.erase(at, 1 + below(8));
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(20)));
        break;
    }
  }
  return text;
}

}  // namespace

TEST(Bodies, NothingThatIsSentBreaksTheHandlers) {
  Practice practice;
  const std::string client = practice.client(), appointment = practice.appointment(client);
  practice.forms(client, "2026-03-15", {{"pregnant", "yes"}});
  const std::string decision = "/v1/decisions/" + std::to_string(practice.decide(appointment));
  struct Case {
    Method method;
    std::string target, body, type;
  };
  const std::string plan = R"([{"treatment":"microneedling","area":["face"],"depth":{"mm":0.5}}])";
  const std::vector<Case> cases = {
      {Method::post, "/v1/clients", R"({"name":"Anna Example","contact":"a@example.org","note":"x"})", {}},
      {Method::post, "/v1/clients/search", R"({"words":"anna"})", {}},
      {Method::post,
       of(client) + "/forms",
       R"({"kind":"full","signed":"2026-03-16","by":"client","answers":{"smoker":"no","products":[{"term":"AHA","last":{"about":"2 weeks ago"}}]}})",
       {}},
      {Method::post,
       of(client) + "/clearances",
       R"({"check":"keloid","by":"dermatologist","name":"Dr Invented","on":"2026-03-12","for":["apixaban"]})",
       {}},
      {Method::post,
       "/v1/appointments",
       R"({"client":")" + client + R"(","day":"2026-03-17","time":"09:00","plan":)" + plan + "}",
       {}},
      {Method::put,
       "/v1/appointments/" + appointment + "/draft",
       R"({"version":0,"draft":{"forms":[{"a\"}":"{"}]}})",
       {}},
      {Method::post, decision + "/override", R"({"reason":"a good reason","name":"K. Example"})", {}},
      {Method::post, decision + "/session", R"({"ended":"2026-03-16T10:00","done":)" + plan + "}", {}},
      {Method::post,
       "/v1/import",
       R"([{"name":"A","day":"17.03.2026","time":"9:00","treatment":"led","area":["face"]}])",
       {}},
      {Method::post, "/v1/import",
       "name;day;time;treatment;area;depth\r\n\"A \"\"B\"\"\";17.03.2026;9:00;peel;face;medium\r\n", "text/csv"},
  };
  std::mt19937 random(7);
  std::size_t kept = 0;
  for (int round = 0; round < 400; ++round)
    for (const Case& one : cases) {
      const std::string body = changed(one.body, random);
      const auto reply =
          practice.answer(one.method, one.target, body, {}, one.type.empty() ? "application/json" : one.type);
      EXPECT_LT(reply.status, 500) << one.target << "\n" << body;
      kept += reply.status < 300;
    }
  EXPECT_LT(100u, kept);
  for (const char* target : {"", "/history", "/export"}) practice.get(of(client) + target);
  practice.get("/v1/appointments/" + appointment);
  practice.get("/v1/appointments/" + appointment + "/draft");
  practice.get("/v1/days/2026-03-16");
  practice.get("/v1/days/2026-03-17");
  practice.get(decision);
  EXPECT_TRUE(practice.store().verify().faults.empty());
}

TEST(Bodies, MembersAreFoundAsTheyStand) {
  using contra::serve::member_bytes;
  using contra::serve::members_of;
  const std::string text =
      "{ \"a\\\"}\" : \"{,\" , \"b\":[1,{\"c\":\"]\"}] ,\n\"c\" : {\"b\":2},\"d\":\"x\\\\\",\"e\":-1.5e3}";
  const auto members = members_of(text);
  ASSERT_EQ(5u, members.size());
  EXPECT_EQ("a\\\"}", members[0].first);
  EXPECT_EQ("\"{,\"", members[0].second);
  EXPECT_EQ("[1,{\"c\":\"]\"}]", member_bytes(text, "b"));
  EXPECT_EQ("{\"b\":2}", member_bytes(text, "c"));
  EXPECT_EQ("x\\\\", contra::serve::member_word(text, "d"));
  EXPECT_EQ("-1.5e3", member_bytes(text, "e"));
  EXPECT_EQ("", member_bytes(text, "f"));
  EXPECT_TRUE(members_of("{ }").empty());
}
